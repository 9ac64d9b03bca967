"""Studies, people and interviews to store: one plain example of each, and hypothesis strategies for all others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from reisleider.flows.dialogue.asides import ASIDES
from reisleider.flows.gate import values
from reisleider.flows.journey import (
    CANONICAL_PHASES,
    ENDINGS,
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
from reisleider.flows.journey_map import JourneyMap, Turnout
from reisleider.flows.messages import Address
from reisleider.flows.phases.models import load_model
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection
from reisleider.storage.timers import Timer, coming_timers

NOW = datetime(2026, 3, 1, 9, 30, 0, 125, tzinfo=UTC)
CHAT = Address("console", "local", "chat-1")
SCRIPT = load_script("customer")
REVISION = SCRIPT.revision


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
        model=PhaseModel("two", both, (phase, Phase("buy", both, both, ("buy",), "buyer"))),
        created_at=NOW,
    )


def a_map(study: Study | None = None) -> JourneyMap:
    """An empty map of a study."""
    study = study or a_study()
    return JourneyMap(
        study=study.id,
        title=study.title,
        goal=study.goal,
        organisation=study.organisation,
        model=study.model,
        version=1,
        compiled_at=NOW,
        as_of=NOW.date(),
        languages=study.languages,
        customers=Turnout(0, 0),
        staff=Turnout(0, 0),
        minimums={"customer": 3, "stakeholder": 5},
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
        state="steps",
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
    interviews.keep_script(c, REVISION, "customer", SCRIPT.source)


def due_timers(c: Connection, now: datetime, limit: int) -> tuple[Timer, ...]:
    """The timers among the first ``limit`` that are due."""
    return tuple(one for one in coming_timers(c, limit) if one.due_at <= now)


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
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-(2**53), 2**53) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
VISIT = st.tuples(WORDS, st.none() | WORDS)
CONTROL = st.none() | st.sampled_from(["ours", "partner", "outside"])


def several(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=2).map(tuple)


IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,11}", fullmatch=True)
SIGNS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"))
TELLING = st.lists(st.text(SIGNS, min_size=1, max_size=12), min_size=1, max_size=3).map(" ".join)
"""Words that may stand in a study."""
BOTH = st.fixed_dictionaries({"nl": TELLING, "en": TELLING})


def rows(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """A few rows, each with an id of its own."""
    return st.lists(one, max_size=2, unique_by=lambda row: row.id).map(tuple)


OPTIONS = st.lists(st.tuples(IDS, BOTH), min_size=2, max_size=3, unique_by=lambda option: option[0]).map(tuple)
PHASES = st.builds(
    Phase,
    id=IDS,
    label=BOTH,
    plain=BOTH,
    canonical=several(st.sampled_from(CANONICAL_PHASES)),
    side=st.sampled_from([None, "buyer", "customer"]),
)
MODELS = st.builds(
    PhaseModel,
    id=IDS,
    name=BOTH,
    phases=st.lists(PHASES, min_size=2, max_size=4, unique_by=lambda one: one.id).map(tuple),
    loop=st.booleans(),
    own=st.booleans(),
) | st.just(load_model("nine-phases"))
LABELS = st.builds(Label, id=IDS, words=BOTH, phase=st.none(), control=CONTROL, aliases=several(TELLING))
FACTS = st.builds(Fact, id=IDS, question=BOTH, options=OPTIONS)
TRACKS = st.sampled_from(["customer", "stakeholder"])
BEFORE = st.datetimes(datetime(2000, 1, 1), datetime(2089, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - as above
STUDIES = st.builds(
    Study,
    id=st.just("any"),
    title=BOTH,
    organisation=TELLING,
    goal=BOTH,
    attempt=BOTH,
    start=BOTH,
    end=BOTH,
    lead=TELLING,
    contact=st.just("reis@example.org") | st.from_regex(r"[0-9]{8,12}", fullmatch=True),
    privacy_url=st.just("https://example.org/privacy") | st.just("example.org"),
    keep_until=st.just(date(2027, 6, 1)),
    languages=st.just(("nl", "en")) | st.just(("nl",)),
    model=MODELS,
    created_at=BEFORE,
    personas=rows(st.builds(Persona, id=IDS, name=BOTH, note=st.just({}) | BOTH)),
    teams=rows(st.builds(Team, id=IDS, name=BOTH)),
    labels=rows(LABELS),
    facts=rows(FACTS),
    blocks=st.dictionaries(
        st.just("customer"), several(st.sampled_from([one.id for one in SCRIPT.blocks])), max_size=1
    ),
    rotating=st.integers(*values.BOUNDS["rotating"]),
    quotas=st.dictionaries(TRACKS, COUNT, max_size=2),
    invited=st.dictionaries(TRACKS, COUNT, max_size=2),
    minimum_customers=st.integers(*values.BOUNDS["minimum_customers"]),
    minimum_staff=st.integers(*values.BOUNDS["minimum_staff"]),
    closed_at=st.none() | WHEN,
).map(lambda study: replace(study, keep_until=study.created_at.date() + timedelta(days=365)))
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
    supersedes=st.just(0) | st.none(),
    ref=st.none() | IDS,
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
    track=st.just("customer"),
    script=st.just("customer"),
    revision=st.just(REVISION),
    language=st.sampled_from(["nl", "en"]),
    givens=GIVENS,
    state=st.sampled_from([*SCRIPT.places, *ENDINGS]),
    began_at=WHEN,
    moved_at=WHEN,
    item=st.none() | WORDS,
    turn=COUNT,
    log=LOGS,
    trail=several(st.tuples(st.sampled_from([*SCRIPT.places]), st.none() | WORDS)),
    draft=VALUE,
    aside=st.none()
    | st.builds(
        Aside, kind=st.sampled_from(sorted(ASIDES)), step=st.none() | WORDS, item=st.none() | WORDS, data=VALUE
    ),
    picks=several(st.tuples(WORDS, several(WORDS))),
    probed=several(VISIT),
    missed=several(st.tuples(WORDS, st.none() | WORDS, COUNT)),
    ended_at=st.none() | WHEN,
)
