"""Studies, people and interviews to store: one plain example of each, and hypothesis strategies for all others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from reisleider.flows.journey import (
    Answer,
    Aside,
    Fact,
    Given,
    Givens,
    Interview,
    Label,
    Participant,
    Persona,
    Phase,
    PhaseModel,
    Study,
    Team,
)
from reisleider.flows.messages import Address
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection

NOW = datetime(2026, 3, 1, 9, 30, 0, 125, tzinfo=UTC)
CHAT = Address("console", "local", "chat-1")
REVISION = "5f0c1d2e"


def a_study(id: str = "holidays") -> Study:
    both = {"nl": "Een reis boeken", "en": "Booking a trip"}
    phase = Phase("need", both, both, ("need",), "buyer")
    return Study(
        id=id,
        title=both,
        organisation="Voorbeeldreizen",
        goal=both,
        attempt=both,
        start=both,
        end=both,
        lead="Team Reis",
        contact="reis@example.org",
        privacy_url="https://example.org/privacy",
        keep_until=date(2027, 6, 1),
        languages=("nl", "en"),
        model=PhaseModel("one", both, (phase,)),
        created_at=NOW,
    )


def a_participant(id: str = "p1", study: str = "holidays") -> Participant:
    return Participant(id, study, "customer", "nl", NOW)


def an_interview(id: str = "i1", *, study: str = "holidays", participant: str = "p1") -> Interview:
    return Interview(
        id=id,
        study=study,
        participant=participant,
        track="customer",
        script="customer",
        revision=REVISION,
        language="nl",
        givens=Givens(slots={"organisation": {"nl": "Voorbeeldreizen"}}, blocks=("core",), seed=7),
        state="outline",
        began_at=NOW,
        moved_at=NOW,
    )


def said(interview: Interview, words: str, value: object = None) -> Interview:
    """The interview one answer further."""
    seq = len(interview.log) + 1
    at = interview.moved_at + timedelta(seconds=1)
    answer = Answer(seq, "outline", f"t{seq}", words if value is None else value, words, at, turn=interview.turn)
    return replace(interview, log=(*interview.log, answer), turn=interview.turn + 1, moved_at=at)


def seed(c: Connection, study: Study | None = None) -> None:
    """One study with one participant and the script that their interviews follow."""
    study = study or a_study()
    studies.save_study(c, study)
    people.add_participant(c, a_participant(study=study.id))
    interviews.keep_script(c, REVISION, "customer", 'id = "customer"')


def bytes_of(file: Path) -> bytes:
    """All bytes SQLite keeps of a database: the file, its log and its index."""
    return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))


def stand_at(file: Path, revision: str) -> None:
    """Make a database say that it stands at another revision."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


# --- anything at all ---------------------------------------------------------------------------------
WHEN = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
WORDS = st.text(max_size=40)
COUNT = st.integers(0, 10**6)
TEXTS = st.dictionaries(st.sampled_from(["nl", "en"]), WORDS, max_size=2)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
VISIT = st.tuples(WORDS, st.none() | WORDS)
CONTROL = st.none() | st.sampled_from(["ours", "partner", "outside"])


def several(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=2).map(tuple)


PHASES = st.builds(
    Phase,
    id=WORDS,
    label=TEXTS,
    plain=TEXTS,
    canonical=several(WORDS),
    side=st.sampled_from([None, "buyer", "customer"]),
)
LABELS = st.builds(Label, id=WORDS, words=TEXTS, phase=st.none() | WORDS, control=CONTROL, aliases=several(WORDS))
FACTS = st.builds(Fact, id=WORDS, question=TEXTS, options=several(st.tuples(WORDS, TEXTS)))
STUDIES = st.builds(
    Study,
    id=st.just("any"),
    title=TEXTS,
    organisation=WORDS,
    goal=TEXTS,
    attempt=TEXTS,
    start=TEXTS,
    end=TEXTS,
    lead=WORDS,
    contact=WORDS,
    privacy_url=WORDS,
    keep_until=st.dates(),
    languages=several(WORDS),
    model=st.builds(PhaseModel, id=WORDS, name=TEXTS, phases=several(PHASES), loop=st.booleans(), own=st.booleans()),
    created_at=WHEN,
    personas=several(st.builds(Persona, id=WORDS, name=TEXTS, note=TEXTS)),
    teams=several(st.builds(Team, id=WORDS, name=TEXTS)),
    labels=several(LABELS),
    facts=several(FACTS),
    blocks=st.dictionaries(WORDS, several(WORDS), max_size=2),
    rotating=COUNT,
    quotas=st.dictionaries(WORDS, COUNT, max_size=2),
    invited=st.dictionaries(WORDS, COUNT, max_size=2),
    minimum_customers=COUNT,
    minimum_staff=COUNT,
    closed_at=st.none() | WHEN,
)
GIVENS = st.builds(
    Givens,
    slots=st.dictionaries(WORDS, TEXTS, max_size=2),
    sources=st.dictionaries(WORDS, several(st.builds(Given, id=WORDS, text=TEXTS)), max_size=2),
    blocks=several(WORDS),
    phases=several(PHASES),
    labels=several(LABELS),
    facts=several(FACTS),
    coverage=st.dictionaries(WORDS, COUNT, max_size=2),
    seed=COUNT,
)
KINDS = st.sampled_from(["answer", "skipped", "probe", "order", "removed", "file", "remark"])
ANSWERS = st.builds(
    Answer,
    seq=st.just(0),
    step=WORDS,
    item=st.none() | WORDS,
    value=VALUE,
    verbatim=WORDS,
    said_at=WHEN,
    kind=KINDS,
    supersedes=st.none() | COUNT,
    ref=st.none() | WORDS,
    turn=COUNT,
)
LOGS = st.lists(ANSWERS, max_size=5).map(
    lambda log: tuple(replace(answer, seq=number) for number, answer in enumerate(log, 1))
)
INTERVIEWS = st.builds(
    Interview,
    id=st.just("i1"),
    study=st.just("any"),
    participant=st.just("p1"),
    track=st.sampled_from(["customer", "stakeholder"]),
    script=WORDS,
    revision=st.just(REVISION),
    language=st.sampled_from(["nl", "en"]),
    givens=GIVENS,
    state=WORDS,
    began_at=WHEN,
    moved_at=WHEN,
    item=st.none() | WORDS,
    turn=COUNT,
    log=LOGS,
    trail=several(VISIT),
    draft=VALUE,
    aside=st.none() | st.builds(Aside, kind=WORDS, step=st.none() | WORDS, item=st.none() | WORDS, data=VALUE),
    picks=several(st.tuples(WORDS, several(WORDS))),
    probed=several(VISIT),
    missed=several(st.tuples(WORDS, st.none() | WORDS, COUNT)),
    ended_at=st.none() | WHEN,
)
