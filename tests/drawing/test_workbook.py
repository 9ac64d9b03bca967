"""The map as a workbook, read back by another library: every figure a number, every word a word, one native chart."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from golden.golden import assert_golden
from hypothesis import given, settings
from map_samples import HOSTILE, a_map, empty_map
from openpyxl.worksheet.worksheet import Worksheet
from said_maps import EVERYDAY, said_maps
from whole_map import changed, whole_map

from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.phases.models import model_ids
from reisleider.renderers.formats import render
from reisleider.renderers.sheets.row_height import Worded, height_of
from reisleider.renderers.sheets.writer import MOST, fit_cell
from reisleider.renderers.tables.map_table import lanes, method
from reisleider.renderers.tables.tables import tables
from reisleider.renderers.tables.terms import words_for

WORST = ("=1+1", "+1", "-1", "@A1", "{=A1}", "https://x.example", "<r>rijk</r>", "12")
SHEETS = {
    "nl": [
        "Kaart",
        "Hoe het voelde",
        "Contactmomenten",
        "Verdeling",
        "Verschil",
        "Prioriteit",
        "Doelen",
        "Acties",
        "Methode",
    ],
    "en": ["Map", "How it felt", "Touchpoints", "Distributions", "Gap", "Priorities", "Targets", "Actions", "Method"],
}
ELSEWHERE = re.compile(
    r"\.compiled_at|\.languages|\.study$|\.model\.(id|phases|loop|own)|\.(plain|canonical|side)\b|\.id$|"
    r"(quotes|wishes).*\.language|\.position|look_first.*\.touchpoint|gap\.touchpoint|quotes.*touchpoint|"
    r"\.walked|\.gap_sure|\.often_worst"
)
"""What no cell shows: ids, the minute of compiling, a quote's language, what a line joins, and whether chance
makes a figure (words tell where it matters); JSON and CSV do."""
KEYS = re.compile(r"\.(reason|notes|known|channel|control|evidence|source|moment|status|phase)(\[\d\])?$")
"""Ids of our own texts and of phases: another one is not another map but a broken one."""


def book(journey_map: JourneyMap, language: str = "nl") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render("xlsx", journey_map, language).data))


def table(sheet: object, headings: int = 1) -> list[dict[str, object]]:
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(rows[headings - 1], row, strict=True)) for row in rows[headings:]]


def dump(workbook: openpyxl.Workbook) -> str:
    """Every cell as a line: which, whether a number or a word, and what."""
    lines = []
    for sheet in workbook:
        lines.append(f"# {sheet.title} (frozen {sheet.freeze_panes}, charts {len(sheet._charts)})")
        cells = (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
        lines.extend(f"{cell.coordinate} {cell.data_type} {cell.value!r}" for cell in cells)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_workbook_is_as_it_was_when_somebody_last_looked(language: str) -> None:
    made = book(whole_map(), language)

    assert made.sheetnames == SHEETS[language]
    assert_golden(f"workbook.{language}.txt", dump(made).encode())


def test_the_same_map_gives_the_same_bytes_dated_by_the_map() -> None:
    made = render("xlsx", whole_map(), "nl").data

    assert made == render("xlsx", whole_map(), "nl").data
    properties = openpyxl.load_workbook(io.BytesIO(made)).properties
    assert (properties.title, properties.creator) == ("Een zomervakantie boeken", "Zonnevaart")
    assert properties.created == datetime(2026, 11, 22, 12, 30)  # noqa: DTZ001 - a workbook knows no zones
    assert "12 klanten" in properties.description


def test_every_sheet_keeps_its_headings_in_sight_and_prints_one_page_wide() -> None:
    for sheet in book(whole_map()):
        assert sheet.freeze_panes not in (None, "A1"), sheet.title
        assert len(sheet.title) <= 31
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert "versie 3" in sheet.oddFooter.left.text


def _lines(words: str, wide: float) -> int:
    """Lines of so many characters, a long word broken; fonts differ, and in most a letter is narrower than a digit."""
    return sum(len(textwrap.wrap(part, max(1, int(wide)))) or 1 for part in words.split("\n"))


def _widths(sheet: Worksheet) -> dict[int, float]:
    """How wide each column is, in digits."""
    found = {}
    for one in sheet.column_dimensions.values():
        found.update(dict.fromkeys(range(one.min, one.max + 1), one.width))
    return found


def _wordy(journey_map: JourneyMap) -> JourneyMap:
    """A map on which everybody says much of everything."""
    first, *others = journey_map.columns
    much = "Gebeld, gewacht en nog eens gebeld. " * 12
    points = tuple(replace(one, label={"nl": much, "en": much}) for one in first.touchpoints)
    return replace(journey_map, columns=(replace(first, touchpoints=points), *others))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("shown", [whole_map(), a_map(), _wordy(a_map())], ids=["whole", "usual", "wordy"])
def test_every_row_of_every_sheet_is_as_high_as_its_text(shown: JourneyMap, language: str) -> None:
    """A program that works out no heights by itself shows lines over one another else."""
    several = 0
    for sheet in book(shown, language).worksheets:
        widths, merged = _widths(sheet), {one.coord.split(":")[0] for one in sheet.merged_cells.ranges}
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if not cell.alignment.wrap_text or not isinstance(cell.value, str) or cell.coordinate in merged:
                continue
            lines = _lines(cell.value, widths[cell.column])
            several += lines > 1
            assert (sheet.row_dimensions[cell.row].height or 15) >= min(409, 15 * lines), (sheet.title, cell.coordinate)
    assert several > 10


def test_a_row_is_never_higher_than_a_spreadsheet_can_show() -> None:
    assert height_of([Worded("woord " * 5000, 20)]) == 409
    assert height_of([]) == height_of([Worded("", 20)]) == 15


def test_words_in_a_table_keep_away_from_the_figure_before_them() -> None:
    sheet = book(whole_map())["Contactmomenten"]

    assert (sheet["B2"].alignment.horizontal, sheet["B2"].alignment.indent) == ("left", 1)


def test_a_priority_without_a_count_says_none() -> None:
    first = whole_map().columns[1]
    priority = replace(first.priorities[0], n=None)
    shown = replace(whole_map(), columns=(replace(first, priorities=(priority,)),))

    told = [str(cell.value) for row in book(shown).worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("Belang" in one for one in told)
    assert "None" not in " ".join(told)


def test_figures_are_numbers_and_days_are_days() -> None:
    made = book(whole_map())
    compared = table(made["Verdeling"], 2)[2]
    action = table(made["Acties"])[0]
    gaps = table(made["Verschil"])

    assert compared["Contactmoment"] == "Reizen vergelijken"
    assert made["Verdeling"]["D5"].value == 3
    assert made["Verdeling"]["D5"].number_format == "0"
    assert action["Klaar op"] == datetime(2027, 2, 1)  # noqa: DTZ001 - a workbook knows no zones
    assert [one["Verschil (Cliffs delta)"] for one in gaps[:4]] == [0.42, 0.25, -0.05, None]


def test_a_score_below_zero_stays_a_number() -> None:
    curve = book(whole_map())["Hoe het voelde"]

    assert (curve["C6"].value, curve["C6"].data_type) == (-2, "n")


def test_the_line_of_how_it_felt_is_a_native_chart_in_which_a_gap_stays_a_gap() -> None:
    sheet = book(whole_map())["Hoe het voelde"]
    (chart,) = sheet._charts
    customers, staff = chart.series

    assert chart.tagname == "lineChart"
    assert customers.val.numRef.f == "'Hoe het voelde'!$C$2:$C$7"
    assert staff.val.numRef.f == "'Hoe het voelde'!$D$2:$D$7"
    assert staff.graphicalProperties.line.dashStyle == "dash"
    assert [sheet.cell(row, 3).value for row in range(2, 8)] == [0, 1.5, 1, 1, -2, None]
    assert [point.idx for point in customers.val.numRef.numCache.pt] == [0, 1, 2, 3, 4]
    assert b"dispBlanksAs" not in part(whole_map(), "xl/charts/chart1.xml")  # left out it is a gap, not zero or span
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (-2, 2)


def part(journey_map: JourneyMap, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(render("xlsx", journey_map, "nl").data)).read(name)


def test_no_figure_or_word_of_the_map_is_left_out() -> None:
    written = {language: told(whole_map(), language) for language in ("nl", "en")}
    others = [(where, one) for where, one in changed(whole_map()) if not ELSEWHERE.search(where)]

    assert len(others) > 200
    for where, one in others:
        if not KEYS.search(where):
            assert any(told(one, language) != text for language, text in written.items()), where


def told(journey_map: JourneyMap, language: str) -> tuple[object, ...]:
    """What the sheets are written from; that all of it reaches a cell is in the golden file."""
    words = words_for(journey_map, language)
    phases = tuple(words.phase(column) for column in journey_map.columns)
    return phases, lanes(words), tables(words), method(words, "")


def test_what_is_not_shown_is_empty_and_never_zero() -> None:
    survey = table(book(whole_map())["Contactmomenten"])[5]

    assert survey["Contactmoment"] == "Enquête na thuiskomst"
    assert survey["Genoemd door klanten"] is None
    assert survey["Bekend bij"] == "alleen collega's"


def test_what_the_picture_must_count_stands_here_in_full() -> None:
    many = replace(whole_map(), columns=tuple(crowded(column) for column in whole_map().columns))
    words = {cell for row in book(many)["Kaart"].iter_rows(values_only=True) for cell in row}

    assert {f"Vraag {number}" for number in range(40)} <= words


def crowded(column: object) -> object:
    needs = tuple(
        replace(whole_map().columns[0].needs[0], words=f"Vraag {n}", n=None, touchpoint=None) for n in range(40)
    )
    return replace(column, needs=needs)


@settings(EVERYDAY, max_examples=3)
@given(said_maps(*WORST))
def test_nothing_people_say_is_worked_out_linked_or_breaks_the_file(journey_map: JourneyMap) -> None:
    holds_text_alone(journey_map)


@pytest.mark.long
@pytest.mark.parametrize("words", [*HOSTILE, *WORST])
def test_none_of_the_worst_words_is_worked_out_linked_or_breaks_the_file(words: str) -> None:
    holds_text_alone(a_map(words))


def holds_text_alone(journey_map: JourneyMap) -> None:
    """No formula, no link, and every part of the file is XML."""
    data = render("xlsx", journey_map, "nl").data
    made = openpyxl.load_workbook(io.BytesIO(data))

    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))
    for sheet in made:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell
            assert cell.hyperlink is None
            assert not isinstance(cell.value, str) or not re.match(r"\s*[=+\-@]", cell.value)
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(data)).read(f"xl/worksheets/sheet{number}.xml") for number in range(1, 10)
    )


def test_words_stay_as_they_were_said() -> None:
    said = "<b>vet</b> & “شكرا” _x0041_ 👩🏽‍🚀\ntweede regel"
    made = book(a_map(said))

    assert made["Kaart"]["A1"].value == said
    assert book(a_map("12"))["Acties"]["C2"].value == "12"
    assert book(a_map("<r>rijk</r>"))["Kaart"]["A1"].value.strip() == "<r>rijk</r>"


@pytest.mark.parametrize("words", ["lang " * 9000, "😀" * 30_000, "é" * 32_767])
def test_a_text_too_long_for_a_cell_says_how_much_is_missing(words: str) -> None:
    cell = fit_cell(words)

    assert len(cell.encode("utf-16-le")) // 2 <= MOST
    if cell != words.strip():
        missing = int(re.search(r"… \(\+(\d+)\)$", cell)[1])
        assert cell.startswith(words[:1000])
        assert len(cell.split("… (+")[0]) + missing == len(words.strip())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_study_nobody_spoke_in_yet_is_a_workbook_too(language: str) -> None:
    made = book(empty_map(), language)

    assert made.sheetnames == SHEETS[language]
    assert not any(sheet._charts for sheet in made)
    assert "0 " in made.worksheets[0]["A4"].value


def test_an_assumption_says_so_on_its_first_sheet() -> None:
    words = {cell.value for row in book(replace(whole_map(), assumption=True))["Kaart"].iter_rows() for cell in row}

    assert any(str(one).startswith("Aanname: nog geen klant gesproken") for one in words)


@pytest.mark.parametrize("id", model_ids())
def test_every_phase_model_fits(id: str) -> None:
    from reisleider.flows.journey_map import PhaseColumn
    from reisleider.flows.phases.models import load_model

    model = load_model(id)
    made = book(replace(empty_map(), model=model, columns=tuple(PhaseColumn(phase) for phase in model.phases)))

    rows = [[cell.value for cell in row if cell.value] for row in made["Kaart"].iter_rows()]
    assert [phase.label["nl"] for phase in model.phases] in rows
