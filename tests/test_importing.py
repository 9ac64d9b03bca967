"""Interviews held elsewhere: what of a file is taken, what is not and why, and that they are like any other then."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_in import ROOT, type_in, typed

from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.studies.study_file import read_study_file
from reisleider.flows.elsewhere.as_interview import as_interview, script_elsewhere
from reisleider.flows.elsewhere.heard_cells import Hearer
from reisleider.flows.elsewhere.people_told import Doubt, Gathered, gather, missing_columns
from reisleider.flows.elsewhere.sheet_rows import read_rows
from reisleider.flows.elsewhere.take_map import ABOUT_A_PERSON, ABOUT_A_STEP, KEYS, read_map
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Journey
from reisleider.flows.synthesis.fold import fold

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EXAMPLES = ROOT / "docs" / "examples"
FILES = EXAMPLES / "importing"
STUDY = read_study_file(EXAMPLES / "web-shop.toml", NOW)
PAGE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
LONG = 'source = "Talks"\nshape = "long"\nlanguage = "en"\n'
COLUMNS = {"person": "who", "consent": "ok", "consent_date": "on", "quotes": "cite", "step": "step", "face": "face"}
COLUMNS |= {"why": "why", "channel": "channel", "phase": "phase", "outcome": "end", "persona": "kind", "date": "held"}
HEAD = ",".join(COLUMNS.values())


def a_map(more: str = "", columns: Mapping[str, str] = COLUMNS) -> str:
    """A map of a long file; ``more``: a key, or a table, beside its columns."""
    named = "".join(f'{key} = "{column}"\n' for key, column in columns.items())
    return f"{LONG}[columns]\n{named}{more}" if more.startswith("[") else f"{LONG}{more}[columns]\n{named}"


def read(*rows: str, more: str = "", head: str = HEAD) -> Gathered:
    """What a long file of these rows holds."""
    return read_file("\n".join((head, *rows)).encode(), a_map(more))


def read_file(data: bytes, text: str) -> Gathered:
    told, rows = read_map(text, "map.toml", STUDY), read_rows(data)
    assert rows is not None
    assert missing_columns(rows, told) == ()
    return gather(rows, told, Hearer(script_elsewhere(), STUDY, told, NOW))


def example(name: str) -> Gathered:
    return read_file((FILES / f"{name}.csv").read_bytes(), (FILES / f"{name}.toml").read_text(encoding="utf-8"))


def journeys(gathered: Gathered) -> tuple[Journey, ...]:
    """What the people of a file told, as every interview is read."""
    script = script_elsewhere()
    return tuple(
        fold(script, as_interview(one, givens_for(STUDY, script, "i"), id="i", study=STUDY.id, participant="p"))
        for one in gathered.people
    )


def row(**cells: str) -> str:
    """One row of somebody who consented."""
    told = {"person": "a1", "consent": "yes", "consent_date": "2026-03-01", "step": "Ordered", **cells}
    return ",".join(f'"{told.get(key, "")}"' for key in COLUMNS)


def told_of(gathered: Gathered) -> Journey:
    (one,) = journeys(gathered)
    return one


# --- the page ----------------------------------------------------------------------------------------------


@pytest.fixture(name="here")
def _here(tmp_path: Path) -> Path:
    for file in (*FILES.iterdir(), EXAMPLES / "web-shop.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    type_in(tmp_path, "study", "new", "web-shop.toml")
    return tmp_path


def shown(kind: str) -> str:
    """The first block of this kind on the page."""
    found = re.search(rf"^```{kind}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_page_shows_its_files_as_they_are_and_what_they_bring(here: Path) -> None:
    assert shown("toml") == (FILES / "shop-talks.toml").read_text(encoding="utf-8")
    assert (FILES / "shop-talks.csv").read_text(encoding="utf-8").startswith(shown("csv"))
    words = shown("sh").split()[1:]
    code, out, _ = typed(here, *words, "--language", "en", replies="no\n")
    assert code == 1
    assert [line.rstrip() for line in out.splitlines()] == shown("text").splitlines()
    assert "Nothing in bike-returns comes from elsewhere." in type_in(
        here, "study", "imported", "bike-returns", "--language", "en"
    )


def test_every_key_of_a_map_is_told() -> None:
    for key in (*ABOUT_A_PERSON, *ABOUT_A_STEP, "source", "shape", "language", "scale", "name"):
        assert f"`{key}`" in PAGE or f"`{key} = " in PAGE, key
    assert [key for key in KEYS if key not in PAGE] == []


@pytest.mark.parametrize(
    ("name", "faces"),
    [
        ("shop-talks", [(1, -2, 1, -1), (-1, 2, 1), (-1, 0, 1, None), (1, 2)]),
        ("panel", [(-2, 1, 2), (-1, 1), (-1, 2, None)]),
        ("kobo", [(-1, 1, 1, -1), (-1, 2), (-2, 1, 2)]),
        ("limesurvey", [(-1, 1, 1), (-2, 2, 0), (-1, 1, None)]),
    ],
)
def test_the_examples_are_read_as_they_were_told(name: str, faces: list[tuple[int | None, ...]]) -> None:
    found = journeys(example(name))

    assert [tuple(one.emotion for one in journey.touchpoints) for journey in found] == faces
    assert all(journey.finished for journey in found)


def test_an_example_keeps_words_days_and_what_was_said_of_the_whole() -> None:
    first, *_ = example("shop-talks").people
    told, *_ = journeys(example("shop-talks"))

    assert (first.consented_at.date(), first.held_at.date()) == (date(2026, 3, 2), date(2026, 3, 3))
    assert (first.persona, told.outcome, told.quotes_allowed, told.language) == ("commuter", "done", True, "nl")
    assert [one.words for one in told.remarks] == [
        "De maattabel klopte niet met mijn lengte.",
        "Ik wachtte een hele dag thuis.",
    ]
    assert [one.channel for one in told.touchpoints] == ["website", "website", "website", "home"]
    assert told.touchpoints[0].phase == "orientation"
    kobo, *_ = journeys(example("kobo"))
    assert [one.words for one in kobo.remarks if one.kind == "wish"] == ["Een maat per lengte"]
    assert [one.language for one in journeys(example("limesurvey"))] == ["en", "nl", "en"]
    assert [one.end_emotion for one in journeys(example("panel"))] == [1, 0, 1]


# --- who is taken ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"consent": "no"}, "declined"),
        ({"consent": ""}, "consent"),
        ({"consent": "perhaps later"}, "consent"),
        ({"consent": "1"}, "consent"),
        ({"consent_date": ""}, "no-day"),
        ({"consent_date": "last spring"}, "day"),
        ({"consent_date": "1980-01-01 00:00:00"}, "day"),
        ({"consent_date": "9999-12-31"}, "later"),
        ({"consent_date": "0001-01-01"}, "day"),
        ({"consent_date": "2026-11-24"}, "later"),
        ({"date": "2026-11-24T09:00:00"}, "later"),
        ({"person": ""}, "nobody"),
        ({"person": "jan@example.org"}, "no-code"),
        ({"person": "x" * 65}, "no-code"),
        ({"step": ""}, "no-steps"),
    ],
)
def test_nobody_is_taken_without_a_clear_yes_its_day_a_code_and_a_step(cells: dict[str, str], why: str) -> None:
    found = read(row(**cells))

    assert found.people == ()
    assert [(one.line, one.key) for one in found.refused] == [(2, why)]


def test_one_row_that_says_no_takes_the_whole_person_out() -> None:
    found = read(row(), row(person="b2"), row(consent="no"))

    assert [one.code for one in found.people] == ["b2"]
    assert found.refused == (Doubt(4, "declined", "ok"),)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("2026-03-01", datetime(2026, 3, 1, 11, tzinfo=UTC)),
        ("1-3-2026", datetime(2026, 3, 1, 11, tzinfo=UTC)),
        ("1/3/2026 10:22", datetime(2026, 3, 1, 11, tzinfo=UTC)),
        ("2026-03-01 10:22:11", datetime(2026, 3, 1, 9, 22, 11, tzinfo=UTC)),
        ("2026-03-01T10:22:11.123+02:00", datetime(2026, 3, 1, 8, 22, 11, 123000, tzinfo=UTC)),
        ("2026-03-01T10:22:11Z", datetime(2026, 3, 1, 10, 22, 11, tzinfo=UTC)),
        ("2026-11-23", NOW.replace(hour=11)),
        ("2026-11-23 23:30", NOW),
    ],
)
def test_the_day_of_the_consent_is_the_day_of_its_line(cell: str, at: datetime) -> None:
    (person,) = read(row(consent_date=cell)).people
    log = as_interview(person, givens_for(STUDY, script_elsewhere(), "i"), id="i", study="s", participant="p").log

    assert (log[0].step, log[0].value, log[0].said_at) == ("consent", "yes", at)


@pytest.mark.parametrize(
    ("cells", "may"), [(("yes", "yes"), True), (("yes", ""), True), (("yes", "no"), False), (("", ""), False)]
)
def test_words_are_quoted_only_where_the_file_says_yes(cells: tuple[str, str], may: bool) -> None:
    assert told_of(read(*(row(quotes=one) for one in cells))).quotes_allowed is may


def test_a_quote_of_an_unclear_cell_is_none_and_told() -> None:
    found = read(row(quotes="only the nice parts"))

    assert told_of(found).quotes_allowed is False
    assert found.unread == (Doubt(2, "heard", "cite", "only the nice parts"),)


# --- what is read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "cells", "scores"),
    [
        ("[1, 5]", "1 2 3 4 5", [-2, -1, 0, 1, 2]),
        ("[5, 1]", "1 2 3 4 5", [2, 1, 0, -1, -2]),
        ("[-2, 2]", "-2 −1 0 1 +2", [-2, -1, 0, 1, 2]),
        ("[1, 10]", "1 2 3 4 5 6 7 8 9 10", [-2, -2, -1, -1, 0, 0, 1, 1, 2, 2]),
        ("[0, 10]", "0 1 2 3 4 5 6 7 8 9 10", [-2, -2, -1, -1, 0, 0, 0, 1, 1, 2, 2]),
        ("[1, 7]", "1 2 3 4 5 6 7", [-2, -1, -1, 0, 1, 1, 2]),
        ("[1, 3]", "1 2 3 2.0 3,0", [-2, 0, 2, 0, 2]),
    ],
)
def test_a_number_is_the_nearest_face_of_its_scale(scale: str, cells: str, scores: list[int]) -> None:
    found = read(*(row(face=one) for one in cells.split()), more=f"scale = {scale}\n")

    assert [one.emotion for one in told_of(found).touchpoints] == scores
    assert found.unread == ()


def test_words_and_emoji_are_faces_beside_a_scale_and_without_one() -> None:
    for more in ("", "scale = [1, 10]\n"):
        cells = ("very bad", "🙂", "heel fijn", "😡", "I don't remember")
        touchpoints = told_of(read(*(row(face=one) for one in cells), more=more)).touchpoints
        assert [one.emotion for one in touchpoints] == [-2, 1, 2, -2, None]
        assert touchpoints[-1].emotion_unknown == "forgot"


@pytest.mark.parametrize(
    ("cells", "more", "why"),
    [
        ({"face": "4"}, "", "scale"),
        ({"face": "11"}, "scale = [1, 10]\n", "off-scale"),
        ({"face": "the blue one"}, "", "heard"),
        ({"channel": "7"}, "", "heard"),
        ({"phase": "somewhere in between"}, "", "heard"),
        ({"outcome": "purple"}, "", "heard"),
        ({"persona": "nobody"}, "", "heard"),
        ({"why": "turned\u202earound"}, "", "steering"),
        ({"why": "\x1b]52;c;eA==\x07"}, "", "steering"),
        ({"why": "x" * 4001}, "", "long"),
    ],
)
def test_what_is_not_understood_is_left_out_and_told_with_its_line(cells: dict[str, str], more: str, why: str) -> None:
    found = read(row(step="Looked around"), row(**cells), more=more)
    told = told_of(found)

    assert [(one.line, one.key) for one in found.unread] == [(3, why)]
    assert [one.words for one in told.touchpoints] == ["Looked around", "Ordered"]
    assert (told.touchpoints[1].emotion, told.touchpoints[1].why, told.outcome) == (None, None, None)


@pytest.mark.parametrize(("step", "why"), [("x" * 301, "long"), ("turn\u202e", "steering")])
def test_a_step_that_does_not_pass_the_gate_is_not_taken(step: str, why: str) -> None:
    found = read(row(), row(step=step, face="good"))

    assert [one.words for one in told_of(found).touchpoints] == ["Ordered"]
    assert [(one.line, one.key) for one in found.unread] == [(3, why)]


def test_a_face_without_a_step_a_cell_that_changes_and_a_41st_step_are_told() -> None:
    found = read(row(outcome="done"), row(step="", face="good"), row(outcome="failed"))
    assert [(one.line, one.key) for one in found.unread] == [(3, "no-step"), (4, "differs")]
    assert told_of(found).outcome == "done"

    found = read(*(row(step=f"Step {place}") for place in range(45)))
    assert len(told_of(found).touchpoints) == 40
    assert [(one.line, one.key) for one in found.unread] == [(42, "many-steps")]


def test_codes_mean_what_the_map_says() -> None:
    codes = '[answers.consent]\nA1 = "yes"\n[answers.face]\n"5" = -2\n[answers.channel]\nTEL = "phone"\n'
    touchpoint = told_of(read(row(consent="a1", face="5", channel="tel"), more=codes)).touchpoints[0]

    assert (touchpoint.emotion, touchpoint.channel) == (-2, "phone")


def test_phases_are_read_by_id_by_label_and_as_customers_say_them() -> None:
    cells = ("purchase", "Aankoop", "when I arranged it", "Orientation")
    told = told_of(read(*(row(phase=one) for one in cells))).touchpoints

    assert [one.phase for one in told] == ["purchase", "purchase", "purchase", "orientation"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_is_read_as_any_program_writes_it(encoding: str, separator: str) -> None:
    text = "who;ok;on;cite;step;face;why;channel;phase;end;kind;held\r\nå1;yes;2026-03-01;;'=Ordered;good;It’s\r\n"
    found = read_file(text.replace(";", separator).encode(encoding), a_map())

    assert found.people[0].code == "å1"
    assert told_of(found).touchpoints[0].words == "=Ordered"


def test_the_line_is_told_where_cells_hold_lines_of_their_own() -> None:
    found = read(row(why="one\ntwo\nthree", face="good"), "", row(face="13"))

    assert [(one.line, one.key) for one in found.unread] == [(6, "scale")]
    assert told_of(found).touchpoints[0].why == "one two three"


@given(
    st.lists(st.lists(st.text(max_size=30), min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=4), st.booleans()
)
def test_no_cell_ends_it(cells: list[list[str]], scaled: bool) -> None:
    rows = [row(**dict(zip(COLUMNS, one, strict=True))).replace("\0", "") for one in cells]
    data = "\n".join((HEAD, *rows)).encode(errors="replace")
    found = read_rows(data)
    if found is not None and len(found.columns) == len(COLUMNS):
        more = "scale = [1, 10]\n" if scaled else ""
        told = read_map(a_map(more), "map.toml", STUDY)
        journeys(gather(found, told, Hearer(script_elsewhere(), STUDY, told, NOW)))


@given(st.binary(max_size=400))
def test_no_file_ends_it(data: bytes) -> None:
    rows = read_rows(data)

    assert rows is None or rows.columns


# --- the map of a file -------------------------------------------------------------------------------------


def test_every_fault_of_a_map_is_told_at_once() -> None:
    text = 'source = ""\nshape = "round"\nlanguage = "fr"\nscale = [3]\ncolour = 1\n[columns]\nperson = 3\nstap = "a"\n'
    with pytest.raises(StudyFault) as fault:
        read_map(f'{text}[answers.face]\ngood = 9\n[answers.mood]\na = "b"\n', "map.toml", STUDY)

    keys = {one.split(": ")[1] for one in fault.value.faults}
    needed = {"columns.person", "columns.consent", "columns.consent_date", "columns.step"}
    wrong = {"colour", "shape", "columns.stap", "source", "language", "scale", "answers.face", "answers.mood"}
    assert keys == needed | wrong


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("", "needs a [[step]]"),
        ('[[step]]\nface = "f"\n', "give each either a step"),
        ('[[step]]\nname = "Ordered"\nstep = "s"\nface = "f"\n', "give each either a step"),
        ('[[step]]\nname = "Ordered"\nchannel = "c"\n', "in which column its face or its why stands"),
        ('[[step]]\nname = "Or\u202edered"\nface = "f"\n', "step.name"),
        ('[[step]]\nstep = "s"\n' * 41, "keep it to 40"),
    ],
)
def test_the_steps_of_a_wide_file_are_each_told_or_named(step: str, says: str) -> None:
    columns = '[columns]\nperson = "a"\nconsent = "b"\nconsent_date = "c"\n'
    with pytest.raises(StudyFault, match=re.escape(says)):
        read_map(f'source = "S"\nshape = "wide"\n{columns}{step}', "map.toml", STUDY)


def test_a_column_that_is_not_there_or_twice_is_named() -> None:
    rows = read_rows(b"who,ok,ok,on\n1,2,3,4\n")
    assert rows is not None
    doubts = missing_columns(rows, read_map(a_map(), "map.toml", STUDY))

    assert Doubt(1, "no-column", "step") in doubts
    assert Doubt(1, "two-columns", "ok") in doubts


# --- from then on ------------------------------------------------------------------------------------------


def take(here: Path, name: str, *more: str, **how: Any) -> str:
    return type_in(
        here, "study", "take", "bike-returns", "--file", f"{name}.csv", "--map", f"{name}.toml", *more, **how
    )


def bytes_here(here: Path) -> bytes:
    """Everything that stands in the database's files."""
    return b"".join(file.read_bytes() for file in here.glob("*.db*"))


def people_of(here: Path) -> list[str]:
    (file,) = here.glob("*.db")
    with closing(sqlite3.connect(file)) as c:
        return [id for (id,) in c.execute("select id from participants order by id")]


def test_the_map_says_of_how_many_it_is_and_nobody_counts_twice(here: Path) -> None:
    assert "4 interviews opgenomen in bike-returns" in take(here, "shop-talks", "--yes")
    assert "4 interviews zijn er al" in take(here, "shop-talks", "--yes")
    assert "Er is niets op te nemen." in take(here, "shop-talks", "--yes")

    told = type_in(here, "map", "bike-returns", "--language", "en")
    assert "4 customers (4 finished, 4 interviewed elsewhere)" in told
    assert "Of the 4 customers 4 were interviewed elsewhere" in told
    type_in(here, "map", "bike-returns", "--format", "json", "--out", "map.json")
    written = json.loads((here / "map.json").read_text(encoding="utf-8"))["map"]
    assert written["customers"] == {"finished": 4, "partial": 0, "invited": None, "imported": 4}
    assert "note.imported" in written["notes"]
    assert "minuten" not in type_in(here, "study", "show", "bike-returns")


def test_a_step_that_clearly_is_a_label_stands_under_it_as_in_an_interview_held_here() -> None:
    label = STUDY.labels[0]
    one = told_of(read(*(row(step=step) for step in (label.words["en"], "Sang a song about parsnips"))))

    assert [step.matched for step in one.touchpoints] == [label.id, None]
    assert [step.same_as for step in one.touchpoints] == [None, None]


def test_whoever_is_forgotten_leaves_no_word_and_no_file_brings_them_back(here: Path) -> None:
    take(here, "shop-talks", "--yes")
    assert b"klopte niet met mijn lengte" in bytes_here(here)
    assert b"klant-1" not in bytes_here(here)

    assert "niemand" in type_in(here, "study", "imported", "bike-returns", "--forget", "klant-99", "--yes", fails=True)
    assert "Gewist." in type_in(here, "study", "imported", "bike-returns", "--forget", "klant-1", "--yes")
    assert b"klopte niet met mijn lengte" not in bytes_here(here)
    assert "1 persoon wilde vergeten worden" in take(here, "shop-talks", "--yes")

    gone = people_of(here)[0]
    assert "Gewist." in type_in(here, "study", "imported", "bike-returns", "--forget", gone[:6], "--yes")
    assert gone not in people_of(here)
    assert "2 mensen wilden vergeten worden" in take(here, "shop-talks", "--yes")
    assert len(people_of(here)) == 2


def test_a_source_is_taken_out_and_a_better_file_brings_it_again(here: Path) -> None:
    take(here, "shop-talks", "--yes")
    take(here, "panel", "--yes")
    source = "customer panel, APRIL 2026"
    assert "wel van:" in type_in(here, "study", "imported", "bike-returns", "--remove", "nowhere", fails=True)
    code, _, _ = typed(here, "study", "imported", "bike-returns", "--remove", source, replies="nee\n")
    assert code == 1
    assert "3 interviews weggehaald" in type_in(here, "study", "imported", "bike-returns", "--remove", source, "--yes")
    assert type_in(here, "study", "imported", "bike-returns").splitlines() == [
        "Gesprekken in de winkel, maart 2026: 4 interviews"
    ]
    assert b"did not list my height" not in bytes_here(here)
    assert "3 interviews opgenomen" in take(here, "panel", "--yes")


def test_an_archive_keeps_where_they_were_interviewed_and_who_was_forgotten(here: Path) -> None:
    take(here, "shop-talks", "--yes")
    type_in(here, "study", "imported", "bike-returns", "--forget", "klant-2", "--yes")
    type_in(here, "study", "export", "bike-returns", "--out", "a.json")
    type_in(here, "study", "delete", "bike-returns", "--yes")
    type_in(here, "study", "import", "a.json")

    assert "3 interviews" in type_in(here, "study", "imported", "bike-returns")
    again = take(here, "shop-talks", "--yes")
    assert "3 interviews zijn er al" in again
    assert "1 persoon wilde vergeten worden" in again
    type_in(here, "study", "export", "bike-returns", "--out", "b.json")
    assert (here / "b.json").read_text(encoding="utf-8") == (here / "a.json").read_text(encoding="utf-8")


def test_their_words_go_when_words_go_and_the_map_stays(here: Path) -> None:
    take(here, "shop-talks", "--yes")
    assert "versie 1" in type_in(here, "map", "bike-returns")
    type_in(here, "study", "retain", "bike-returns", "--yes")

    assert b"klopte niet met mijn lengte" not in bytes_here(here)
    assert "4 van elders" in type_in(here, "map", "bike-returns")
    assert "neemt niemand meer op" in take(here, "panel", "--yes", fails=True)


def test_a_closed_study_and_a_file_that_is_none_take_nobody(here: Path) -> None:
    (here / "panel.csv").write_bytes(b"\0\1\2")
    assert "is geen CSV" in take(here, "panel", "--yes", fails=True)
    (here / "panel.csv").unlink()
    assert "Ik kan panel.csv niet lezen" in take(here, "panel", "--yes", fails=True)
    (here / "kobo.csv").write_text("_id;akkoord\n1;akkoord_ja\n", encoding="utf-8")
    assert "De kolom “start” staat niet in de eerste regel" in take(here, "kobo", "--yes", fails=True)
    (here / "limesurvey.toml").write_text("source = 3\n", encoding="utf-8")
    assert "limesurvey.toml: source: " in take(here, "limesurvey", "--yes", fails=True)
    type_in(here, "study", "close", "bike-returns")
    assert "neemt niemand meer op" in take(here, "shop-talks", "--yes", fails=True)
    assert people_of(here) == []


def test_a_file_of_many_people_is_taken_whole_and_a_longer_one_brings_the_rest(here: Path) -> None:
    told = "\n".join(row(person=f"n{place}", face="good") for place in range(450))
    (here / "many.toml").write_text(a_map(), encoding="utf-8")
    (here / "many.csv").write_text(f"{HEAD}\n{told[: told.index('n300') - 1]}", encoding="utf-8")
    assert "300 interviews opgenomen" in take(here, "many", "--yes")

    (here / "many.csv").write_text(f"{HEAD}\n{told}", encoding="utf-8")
    said = take(here, "many", "--yes")
    assert "300 interviews zijn er al" in said
    assert "150 interviews opgenomen" in said
    assert len(people_of(here)) == 450
