"""The map as CSV: every figure of it, one per row, and nothing that a spreadsheet would work out."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from golden.golden import assert_golden
from hypothesis import given
from map_samples import HOSTILE, a_map, empty_map
from said_maps import EVERYDAY, said_maps
from whole_map import changed, whole_map

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.files.cells import as_text
from reisleider.renderers.files.csv_file import HEADER, write_csv
from reisleider.renderers.formats import render

ELSEWHERE = re.compile(
    r"\.compiled_at|\.languages|\.model\.(name|phases|loop|own)|\.(plain|canonical|side)\b|(quotes|wishes).*\.language"
)
"""What the table leaves out: the minute of compiling, how a model words its phases elsewhere, a quote's language."""
KEYS = re.compile(r"\.(reason|notes)|\.phase$")
"""Ids of our own texts and of phases: another one is not another map but a broken one."""
FORMULAS = ("=1+1", "+31 6 12345678", "-2 graden", "@SUM(A1:A9)", "  =1+1", "\t=1+1", "\uff1d1+1", "a;=1+1", "b\n=1+1")


def read(journey_map: JourneyMap, language: str = "nl") -> list[dict[str, str]]:
    text = render("csv", journey_map, language).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def find(rows: list[dict[str, str]], **wanted: str) -> list[dict[str, str]]:
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_is_as_it_was_when_somebody_last_looked(language: str) -> None:
    assert_golden(f"map.{language}.csv", render("csv", whole_map(), language).data)


def test_a_spreadsheet_sees_the_encoding_and_the_standard_lines() -> None:
    data = render("csv", whole_map(), "nl").data

    assert data.startswith(b"\xef\xbb\xbf" + ",".join(HEADER).encode() + b"\r\n")
    assert data.endswith(b"\r\n")
    assert data == render("csv", whole_map(), "nl").data


def test_every_row_says_which_study_version_and_day() -> None:
    rows = read(whole_map())

    assert {(one["study"], one["persona"], one["version"], one["date"]) for one in rows} == {
        ("zonnevaart", "families", "3", "2026-11-21")
    }
    assert all(None not in row and None not in row.values() for row in rows)


def test_a_figure_is_found_by_touchpoint_track_and_measure() -> None:
    rows = read(whole_map())
    (unhappy,) = find(rows, touchpoint_id="compare", track="customer", measure="face.-2")
    (guessed,) = find(rows, touchpoint_id="compare", track="stakeholder", measure="face.1")
    (owner,) = find(rows, measure="action.owner")
    (action,) = find(rows, measure="action", item=owner["item"], phase_id=owner["phase_id"])

    assert (unhappy["value"], unhappy["n"], unhappy["touchpoint"], unhappy["phase"]) == (
        "3",
        "9",
        "Reizen vergelijken",
        "Afweging",
    )
    assert guessed["value"] == "3"
    assert (owner["text"], action["text"]) == ("Team Boeken", "Bevestiging op de dag zelf")


def test_no_figure_or_word_of_the_map_is_left_out() -> None:
    written = {language: write_csv(whole_map(), language) for language in ("nl", "en")}
    others = [(where, one) for where, one in changed(whole_map()) if not ELSEWHERE.search(where)]

    assert len(others) > 250
    for where, one in others:
        if not KEYS.search(where):
            assert any(write_csv(one, language) != text for language, text in written.items()), where


def test_what_is_not_shown_has_no_row_and_is_never_zero() -> None:
    rows = read(whole_map())

    assert find(rows, touchpoint_id="survey", track="customer") == []
    assert find(rows, touchpoint_id="lost", measure="face.0") == []
    assert "nooit nul" in find(rows, measure="note")[-1]["text"]


def test_the_notes_say_on_how_many_people_the_map_rests() -> None:
    rows = read(replace(whole_map(), assumption=True), "en")

    assert find(rows, measure="counted", track="customer")[0]["value"] == "12"
    assert "12 customers (10 finished, 2 partial), 7 colleagues" in find(rows, measure="note")[0]["text"]
    assert find(rows, measure="assumption")[0]["text"].startswith("Assumption")
    assert find(read(empty_map()), measure="counted", track="customer")[0]["value"] == "0"


@EVERYDAY
@given(said_maps(*FORMULAS))
def test_nothing_people_say_is_worked_out_or_breaks_the_table(journey_map: JourneyMap) -> None:
    stays_a_table(journey_map)


@pytest.mark.long
@pytest.mark.parametrize("words", [*FORMULAS, *HOSTILE])
def test_none_of_the_worst_words_is_worked_out_or_breaks_the_table(words: str) -> None:
    stays_a_table(a_map(words))


def stays_a_table(journey_map: JourneyMap) -> None:
    """Every row is whole, and no cell is a formula or steers a screen."""
    data = render("csv", journey_map, "nl").data
    rows = read(journey_map)

    assert {len(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))} == {len(HEADER)}
    figures = ("value", "n", "item", "version")
    for row in rows:
        for name, cell in row.items():
            if name not in figures:
                assert not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell), cell
                assert not re.search(r"[;\t\n]\s*[=+\-@]", cell), cell
            assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", cell)


def test_words_stay_as_they_were_said() -> None:
    rows = read(a_map("Hoi; 5 - 3 = 2, “zei” zij\nen “شكرا” 👩🏽‍🚀"))

    assert find(rows, measure="title")[0]["text"] == "Hoi; 5 - 3 = 2, “zei” zij\nen “شكرا” 👩🏽‍🚀"
    assert as_text("-2 graden") == "'-2 graden"
    assert as_text("graden: -2") == "graden: -2"


def test_a_dutch_spreadsheet_opens_the_same_table_by_itself() -> None:
    usual = list(csv.reader(io.StringIO(render("csv", whole_map(), "nl").data.decode("utf-8-sig"))))
    dutch = list(csv.reader(io.StringIO(render("csv-nl", whole_map(), "nl").data.decode("utf-8-sig")), delimiter=";"))
    value = usual[0].index("value")

    assert [[cell for at, cell in enumerate(row) if at != value] for row in dutch] == [
        [cell for at, cell in enumerate(row) if at != value] for row in usual
    ]
    assert [row[value].replace(",", ".") for row in dutch] == [row[value] for row in usual]
    assert any("," in row[value] for row in dutch)
    assert not any("." in row[value] for row in dutch)
