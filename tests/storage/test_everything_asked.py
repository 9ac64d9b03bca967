"""Whoever asks everything there is to ask, before and after: one person more or less is told by no answer and no file.

Law: through the commands as they are typed, over a real database; only who took part is counted as it is.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import ndiff
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from demo_people import perform
from storage_samples import NOW
from two_personas import BOTH, EVERYBODY, STUDY, edit, held
from typing_in import type_in

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.comments import Comment
from reisleider.flows.messages import Address
from reisleider.renderers.formats import FORMATS
from reisleider.storage import comments, people
from reisleider.storage.overrides import add_override
from reisleider.storage.store import Connection, Store

HERE = STUDY.id
THERE, LATE = EVERYBODY[:8], EVERYBODY[8:11]
STAFF = tuple(f"stakeholder-{at}" for at in range(1, 7))
LEAST = 3
FACES = " 😞🙁😐🙂😄"
Told = Mapping[str, str]


def opened(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder / 'reisleider.db'}")


@pytest.fixture(scope="module", name="out_once")
def _out_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with two personas of which the first version is out: eight customers and five colleagues told."""
    folder = tmp_path_factory.mktemp("asked")
    with opened(folder) as store:
        held(store, THERE)
        perform(store, STUDY, STAFF[:5])
    type_in(folder, "map", HERE)
    return folder


@pytest.fixture(name="here")
def _here(out_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(out_once, tmp_path / "here"))


@pytest.fixture(scope="module", name="before")
def _before(out_once: Path) -> Told:
    return everything(out_once)


def seldom(*values: object) -> Any:
    """What is tried in the long run alone."""
    return pytest.param(*values, marks=pytest.mark.long)


# --- one person, and everything that can be asked ----------------------------------------------------------------


def everything(folder: Path) -> Told:
    """All that can be asked of a study, by what was asked, but for how many took part and who may wait."""
    told = {format: file_in(folder, format) for format in FORMATS if format not in SLOW}
    preview = file_of(folder, "--format", "json", "preview").decode()
    told["preview"] = re.sub(r'("compiled_at"|"as_of"): "[^"]+"', r'\1: ""', preview)
    for persona in BOTH:
        told[persona.id] = file_of(folder, "--format", "json", "--persona", persona.id).decode()
    names = [one["label"]["nl"] for one in touchpoints(told["preview"])]
    assert names
    for name in names:
        told |= {f"{asked} {name}": type_in(folder, asked, HERE, name) for asked in ("why", "trace")}
    for column in json.loads(told["preview"])["map"]["columns"]:
        name = column["phase"]["label"]["nl"]
        told[f"why {name}"] = type_in(folder, "why", HERE, name)
    for command in ("figures", "codebook", "comments", "study measures", "study imported", "compare"):
        told[command] = type_in(folder, *command.split(), HERE)
    told["post"] = without(type_in(folder, "map", HERE), "nieuw gesprek", "nieuwe gesprekken")
    told["audit"] = type_in(folder, "audit", HERE, "result")
    told["versions"] = type_in(folder, "compare", HERE, "v1", BOTH[0].id)
    told["status"] = without(type_in(folder, "status", HERE), *COUNTED, *TIMES)
    told["questions"] = without(type_in(folder, "status", HERE, "questions"), *COUNTED)
    return told


SLOW = ("png", "phone-png", "pdf")
"""Files that take their time, which are looked at once."""
COUNTED = ("begonnen", "raag er nog", "hebben verteld", "Laatst verteld", "wachten op jouw blik")
"""What is counted as it is: who took part, who may be asked still, and what a lead is to read."""
TIMES = ("meestal in", "wat lang duurt", "stopten na")
"""What `status questions` tells too, which is looked at by itself."""


def without(told: str, *words: str) -> str:
    return "\n".join(line for line in told.splitlines() if not any(one in line for one in words))


def file_in(folder: Path, format: str) -> str:
    return sha256(file_of(folder, "--format", format)).hexdigest()


def file_of(folder: Path, *asked: str) -> bytes:
    file = folder / "asked"
    type_in(folder, "map", HERE, *asked, "--out", str(file))
    return file.read_bytes()


def touchpoints(told: str | bytes) -> list[Any]:
    journey_map = json.loads(told)["map"]
    return [one for column in journey_map["columns"] for one in column["touchpoints"]] + journey_map["unplaced"]


def moved(before: Told, after: Told) -> dict[str, list[str]]:
    """The lines that went, and those that came, per answer that reads otherwise."""
    return {
        asked: [
            one
            for one in ndiff(before.get(asked, "").splitlines(), after.get(asked, "").splitlines())
            if one[0] in "+-"
        ]
        for asked in {**before, **after}
        if before.get(asked) != after.get(asked)
    }


def comes(folder: Path) -> None:
    with opened(folder) as store:
        held(store, LATE[:1])


def colleague_comes(folder: Path) -> None:
    with opened(folder) as store:
        perform(store, STUDY, STAFF[5:])


def is_forgotten(folder: Path, who: str = THERE[0]) -> None:
    type_in(folder, "forget", HERE, "--as", who, "--yes")


def is_left_out(folder: Path, who: str = THERE[0]) -> None:
    type_in(folder, "exclude", HERE, who)


def says_otherwise(folder: Path, who: str = THERE[0]) -> None:
    with opened(folder) as store:
        edit(store, who)


@pytest.mark.parametrize("happens", [comes, seldom(colleague_comes)])
def test_nothing_that_can_be_asked_tells_of_a_newcomer(
    here: Path, before: Told, happens: Callable[[Path], None]
) -> None:
    happens(here)

    assert moved(before, everything(here)) == {}


@pytest.mark.long
@pytest.mark.parametrize("format", SLOW)
def test_no_picture_and_no_sheet_tells_of_one_person(here: Path, format: str) -> None:
    before = file_in(here, format)
    comes(here)
    is_forgotten(here)

    assert file_in(here, format) == before


@pytest.mark.parametrize("happens", [seldom(says_otherwise), is_forgotten, is_left_out])
def test_nothing_that_can_be_asked_tells_of_one_who_goes_but_that_their_words_do(
    here: Path, before: Told, happens: Callable[[Path], None]
) -> None:
    happens(here)
    lines = moved(before, everything(here))
    waits = lines.pop("questions", [])  # times are told again once enough others ended, whoever left
    words = [line for asked in list(lines) if asked.startswith("trace ") for line in lines.pop(asked)]
    gone, came = ({told[2:].lstrip(FACES) for told in words if told[0] == sign} for sign in "-+")

    assert lines == {}
    assert all("geduld" in line for line in waits if line[0] == "+")
    assert words
    assert all(line[2:].startswith(("–", "  ")) for line in words)  # what somebody said, and no number
    assert came <= gone


def test_once_words_are_gone_everything_counts_as_it_did_whoever_is_left_out(here: Path, before: Told) -> None:
    type_in(here, "study", "retain", HERE, "--yes")
    lines = moved(before, everything(here))
    ended = lines.pop("questions", [])  # every interview ends, so that it may be told where at least three stopped
    words = [line for asked in list(lines) if asked.startswith("trace ") for line in lines.pop(asked)]
    is_left_out(here)

    assert lines == {}
    assert all(int(line.split()[1]) >= LEAST for line in ended if "stopten na" in line)
    assert all(line.startswith(("- –", "-   ", "+ –")) for line in words)
    assert {asked for asked in moved(before, everything(here)) if not asked.startswith("trace ")} <= {"questions"}


# --- what is said beside interviews ---------------------------------------------------------------------------------


def one_from_elsewhere_comes(folder: Path) -> None:
    comes(folder)
    with opened(folder) as store:
        store.do(lambda c: _from_elsewhere(c, LATE[0]))


def _from_elsewhere(c: Connection, who: str) -> None:
    person = people.load_participant(c, who)
    assert person is not None
    people.save_participant(c, replace(person, source="panel"))


def a_colleague_votes(folder: Path) -> None:
    assert "De ronde is open" in type_in(folder, "prioritise", HERE, "open")
    replies = "ja\n1\n2\n1\n2\n1\n2\n1\n1\n3\n"
    voted = type_in(folder, "interview", "prioritise", "--study", HERE, "--as", "anna", replies=replies)
    assert "Dat was alles" in voted


def a_lead_begins_another_study(folder: Path) -> None:
    begun = type_in(folder, "init", replies="Zwemles\nOnze klanten haken af bij de inschrijving\n")
    assert "inschrijving" in begun


def a_colleague_comments(folder: Path) -> None:
    name = touchpoints(file_of(folder, "--format", "json"))[0]
    channel, account = Address("slack", "T1", "C1"), ("slack", "T1", "UKEES")
    below = Comment(HERE, 0, name["id"], name["label"]["nl"], channel, "1", "2", account, "Kees", "Klopt niet", NOW)
    with opened(folder) as store:
        store.do(lambda c: comments.add_comment(c, below))


def a_colleague_judges(folder: Path) -> None:
    pair = ("Samen de knoop doorgehakt", "Vakantieperiode gekozen")
    judged = Override("unlike", *pair, by="slack:T1:UKEES", at=NOW, role="colleague", apart=True, among=(0, 3))
    with opened(folder) as store:
        store.do(lambda c: add_override(c, HERE, judged))


@pytest.mark.parametrize(
    ("happens", "told_in"),
    [
        seldom(one_from_elsewhere_comes, {"study imported"}),
        (a_colleague_votes, set()),
        seldom(a_lead_begins_another_study, set()),
        (a_colleague_comments, {"comments"}),
        seldom(a_colleague_judges, {"audit", "figures", "status"}),
    ],
)
def test_what_is_said_beside_interviews_is_in_nothing_that_counts_people(
    here: Path, before: Told, happens: Callable[[Path], None], told_in: set[str]
) -> None:
    happens(here)
    assert moved(before, everything(here)).keys() == told_in


# --- whoever goes as others come ----------------------------------------------------------------------------------


def told_of(folder: Path, *asked: str) -> dict[str, dict[str, Any]]:
    """What a published map says of each touchpoint, as a program reads it."""
    return {one["id"]: one for one in touchpoints(file_of(folder, "--format", "json", *asked))}


def spread(one: Mapping[str, Any], what: str) -> list[int]:
    return list((one[what] or {"counts": [0] * 5})["counts"])


@pytest.mark.parametrize("happens", [says_otherwise, is_forgotten, is_left_out])
@pytest.mark.parametrize("who", [THERE[0], seldom(THERE[1])])
@pytest.mark.parametrize("faded", [False, True])
def test_one_goes_and_three_strangers_join_and_the_next_version_less_the_last_is_nobody(
    here: Path, happens: Callable[[Path, str], None], who: str, *, faded: bool
) -> None:
    first = told_of(here)
    happens(here, who)
    with opened(here) as store:
        held(store, LATE)
    if faded:
        type_in(here, "study", "retain", HERE, "--yes")
    assert "versie 2" in type_in(here, "map", HERE)
    second = told_of(here)

    assert first.keys() <= second.keys()
    for id, then in first.items():
        now = second[id]
        for what in ("named", "named_by_staff"):
            assert (now[what] or 0) - (then[what] or 0) not in (-2, -1, 1, 2), (then["label"], what)
        for what in ("faces", "guess"):
            more = [after - before for before, after in zip(spread(then, what), spread(now, what), strict=True)]
            assert min(more) >= 0, (then["label"], what)
            assert sum(more) == 0 or sum(more) >= LEAST, (then["label"], what)
    assert any(one["named"] != first[id]["named"] for id, one in second.items() if id in first)


def test_a_persona_of_one_person_has_no_map_of_anything(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        held(store, EVERYBODY[:9], families=8)
    type_in(tmp_path, "map", HERE)
    of_one, of_others = (told_of(tmp_path, "--persona", one.id) for one in reversed(BOTH))
    whole = told_of(tmp_path)

    assert any(one["named"] for one in whole.values())
    assert of_one == {}
    assert not any(one["named"] or one["faces"] for one in of_others.values())  # the whole less these is that person


def test_one_colleague_makes_nothing_known(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        held(store, THERE)
        perform(store, STUDY, STAFF[:4])
    type_in(tmp_path, "map", HERE)
    told = told_of(tmp_path)

    assert {one["known"] for one in told.values()} == {"customers"}
    assert not any(one["named_by_staff"] or one["guess"] or one["designed"] for one in told.values())
