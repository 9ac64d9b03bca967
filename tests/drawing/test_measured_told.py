"""A figure that was measured elsewhere stands in every format, beside what colleagues aim for in the same unit."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from whole_map import whole_map

from reisleider.flows.journey import Measurement
from reisleider.flows.journey_map import JourneyMap, Target
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.synthesis.figures.measured import lay_measured
from reisleider.renderers.chat.why import explain
from reisleider.renderers.files.facts import facts
from reisleider.renderers.formats import render
from reisleider.renderers.tables.tables import tables
from reisleider.renderers.tables.terms import words_for
from reisleider.renderers.words.about_phase import aims_of, tell_measured, tell_value
from reisleider.renderers.words.labels import Labels

DAY = datetime(2026, 6, 1, tzinfo=UTC)
BOOKED = Measurement("book", "doorlooptijd", 4.25, "dagen", "=CRM & co", date(2026, 3, 1), DAY)


def measured_map(*figures: Measurement, aim: str = "2 dagen") -> JourneyMap:
    told = whole_map()
    columns = tuple(
        replace(one, targets=(Target(aim, 6, "book"),)) if any(at.id == "book" for at in one.touchpoints) else one
        for one in told.columns
    )
    return lay_measured(replace(told, columns=columns), figures or (BOOKED,), lambda _: False)


@pytest.mark.parametrize(
    ("format", "says"),
    [
        ("svg", ["doorlooptijd", "4,25"]),
        ("html", ["gemeten: doorlooptijd 4,25 dagen, doel 2 dagen (=CRM &amp; co, 1 maart 2026)"]),
        ("markdown", ["gemeten: doorlooptijd 4,25 dagen, doel 2 dagen"]),
        ("json", ['"metric": "doorlooptijd"', '"number": 4.25']),
        ("csv", ["measured,1,4.25,,doorlooptijd", "measured.unit,1,,,dagen", "measured.source,1,,,'=CRM & co"]),
    ],
)
def test_a_measured_figure_is_told(format: str, says: list[str]) -> None:
    written = str(render(format, measured_map(), "nl").data, "utf-8")

    for words in says:
        assert words in written, words


def test_the_workbook_has_a_table_of_them_only_where_there_are_any() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render("xlsx", measured_map(), "nl").data))
    rows = [[cell for cell in row if cell is not None] for row in book["Metingen"].iter_rows(values_only=True)]

    assert rows[1][2:6] == ["doorlooptijd", 4.25, "dagen", "2 dagen"]
    assert rows[1][7].date() == date(2026, 3, 1)
    assert "Metingen" not in [one.name for one in tables(words_for(whole_map(), "nl"))]


def test_it_stands_beside_an_aim_in_the_same_unit_alone() -> None:
    column = next(one for one in measured_map(aim="2 keer").columns if one.measured)

    assert tell_measured(BOOKED, column, Labels("en")) == "measured: doorlooptijd 4.25 dagen (=CRM & co, 1 March 2026)"
    assert [one.touchpoint for one in aims_of(column, Labels("nl"))][:2] == ["book", "book"]


@pytest.mark.parametrize(
    ("number", "unit", "told"),
    [
        (4.0, "dagen", "4 dagen"),
        (38, "%", "38%"),
        (1234.5, "", "1.234,5"),
        (-12, "NPS", "-12 NPS"),
        (0.000001, "s", "0,000001 s"),
    ],
)
def test_a_value_is_worded_as_the_language_writes_it(number: float, unit: str, told: str) -> None:
    assert tell_value(replace(BOOKED, number=number, unit=unit), Labels("nl")) == told


def test_each_part_of_it_is_one_fact() -> None:
    told = [one for one in facts(measured_map(), "nl") if one.measure.startswith("measured")]

    assert [(one.measure, one.value, one.text) for one in told] == [
        ("measured", 4.25, "doorlooptijd"),
        ("measured.unit", None, "dagen"),
        ("measured.source", None, "=CRM & co"),
        ("measured.date", None, "2026-03-01"),
    ]


def test_why_tells_what_was_measured_there() -> None:
    told = measured_map()
    here, there = (next(one for one in touchpoints_of(told) if one.id == id) for id in ("book", "wait"))

    assert "gemeten: doorlooptijd 4,25 dagen, doel 2 dagen" in explain(told, here, "nl").plain
    assert "gemeten:" not in explain(told, there, "nl").plain
