"""Figures that were measured elsewhere: how a sheet of them is read, and where they stand on a map."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journey_samples import BOOKED, FAMILIES, NOW, called, colleague, compiled, guessed, journey, study, visit

from reisleider.flows.journey import Label, Measurement
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.compile import bring_together, judge, tell
from reisleider.flows.synthesis.figures.measured import lay_measured, newest
from reisleider.flows.synthesis.figures.measured_sheet import COLUMNS, MOST, MeasuredSheet, read_measured
from reisleider.flows.synthesis.privacy.ledger import Ledger, Name
from reisleider.flows.synthesis.raised import raise_minimum

LATER = datetime(2026, 6, 1, tzinfo=UTC)
CALLED = Label("call", {"nl": "Gebeld", "en": "Phoned"}, "use", "ours")
PEOPLE = [journey(n, [visit("online geboekt", 1, "purchase"), visit("gebeld", -1)]) for n in range(4)]
HEADINGS = {**{one: one for one in COLUMNS}, "naam": "name", "maat": "metric", "waarde": "value"}


def a_map(*measured: Measurement) -> JourneyMap:
    return compiled(PEOPLE, study(labels=(BOOKED, CALLED), measured=measured))


def figure(touchpoint: str = "call", metric: str = "wachttijd", number: float = 4.2, **more: object) -> Measurement:
    made = Measurement(touchpoint, metric, number, "min", "CRM", date(2026, 3, 1), NOW)
    return replace(made, **more)


def ledger_with_salt() -> Ledger:
    return Ledger(salt="a5" * 32)


def read(*lines: str, kept: tuple[Measurement, ...] = (), encoding: str = "utf-8") -> MeasuredSheet:
    data = "\r\n".join(lines).encode(encoding)
    return read_measured(data, HEADINGS, a_map(), (BOOKED, CALLED), kept, LATER)


def only(*lines: str) -> Measurement:
    sheet = read(*lines)
    assert sheet.faults == ()
    return sheet.taken[0].figure


# --- the sheet -------------------------------------------------------------------------------------------------


def test_a_row_is_a_figure_with_its_source_and_its_day() -> None:
    assert only("name,metric,value,source,date", "Phoned,wait,4.2 min,CRM,2026-03-01") == Measurement(
        "call", "wait", 4.2, "min", "CRM", date(2026, 3, 1), LATER
    )


def test_a_dutch_spreadsheet_parts_by_semicolons_and_decimals_by_a_comma() -> None:
    found = only("Naam;Maat;Waarde;source;date", "gebeld;wachttijd;4,2 min;CRM;1-3-2026")

    assert (found.number, found.unit, found.on) == (4.2, "min", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("told", "number", "unit"),
    [
        ("38%", 38, "%"),
        ("€ 12,50", 12.5, "€"),
        ("1.234,5", 1234.5, ""),
        ("1.234", 1234, ""),
        ("1 234", 1234, ""),
        ("4.2", 4.2, ""),
        ("1,234.5", 1234.5, ""),
        ("-12 NPS", -12, "NPS"),
        ("−12", -12, ""),
        ("7", 7, ""),
    ],
)
def test_a_value_between_semicolons_is_read_as_it_is_written_in_europe(told: str, number: float, unit: str) -> None:
    found = only("name;metric;value;source;date", f"gebeld;m;{told};s;2026-01-01")

    assert (found.number, found.unit) == (number, unit)


@pytest.mark.parametrize(
    ("told", "number"), [("1.234", 1.234), ('"1,234"', 1234), ('"4,2"', 4.2), ('"1,234,567.5"', 1234567.5)]
)
def test_a_value_between_commas_has_a_decimal_point(told: str, number: float) -> None:
    assert only("name,metric,value,source,date", f"gebeld,m,{told},s,2026-01-01").number == number


@pytest.mark.parametrize("told", ["veel", "4 van 10", "", "2:30", "1.2.3", "9" * 40, "nan"])
def test_what_is_no_number_is_a_fault(told: str) -> None:
    sheet = read("name;metric;value;source;date", f"gebeld;m;{told};s;2026-01-01")

    assert [one.key for one in sheet.faults] == ["value" if told else "empty"]


@pytest.mark.parametrize(
    ("told", "key"),
    [("31-2-2026", "date"), ("maart", "date"), ("2026-07-01", "later"), ("03/2026", "date"), ("", "empty")],
)
def test_what_is_no_day_that_has_been_is_a_fault(told: str, key: str) -> None:
    assert [one.key for one in read("name;metric;value;source;date", f"gebeld;m;1;s;{told}").faults] == [key]


def test_a_name_means_a_touchpoint_only_by_its_very_name_an_alias_or_its_id() -> None:
    sheet = read("name,metric,value,source,date", *(f"{one},m{n},1,s,2026-01-01" for n, one in enumerate(
        ["Gebeld", "PHONED", "op de site geboekt", "book", "iets geboekt", "koffie"]
    )))  # fmt: skip

    assert [one.figure.touchpoint for one in sheet.taken] == ["call", "call", "book", "book"]
    assert [(one.row, one.name) for one in sheet.unmatched] == [(6, "iets geboekt"), (7, "koffie")]
    assert "Online geboekt" in sheet.unmatched[0].nearest
    assert sheet.unmatched[1].nearest == ()


def test_what_is_kept_already_is_not_taken_twice() -> None:
    kept = figure(unit="MIN", taken_at=NOW)
    row = "gebeld;Wachttijd;4,2 min;crm;2026-03-01"
    sheet = read("name;metric;value;source;date", row, row, "gebeld;wachttijd;5 min;CRM;2026-03-01", kept=(kept,))

    assert ([one.figure.number for one in sheet.taken], sheet.known) == ([5], 2)


def test_every_fault_is_told_with_its_row() -> None:
    sheet = read("name;metric;value;source;date", f"gebeld;{'m' * 81};x;s;2026-01-01", "", ";;;;", "gebeld;m;1;s")

    assert [(one.row, one.key) for one in sheet.faults] == [(2, "long"), (2, "value"), (5, "empty")]


def test_a_missing_column_is_told_and_nothing_is_read() -> None:
    assert [one.words for one in read("name;value", "gebeld;1").faults] == ["metric", "source", "date"]
    assert [one.key for one in read_measured(b"\0\1", HEADINGS, a_map(), (), (), LATER).faults] == ["unreadable"]
    assert read_measured(b"", HEADINGS, a_map(), (), (), LATER).faults != ()


def test_a_file_of_windows_is_read_too() -> None:
    head, row = "name;metric;value;source;date", "gebeld;tevreden;3,5 ★;enquête;2026-01-01"

    assert read(head, row.replace("★", "punten"), encoding="cp1252").taken[0].figure.source == "enquête"


def test_a_study_keeps_so_many_and_no_more() -> None:
    kept = tuple(figure(number=n) for n in range(MOST))

    assert [one.key for one in read("name;metric;value;source;date", "gebeld;m;1;s;2026-01-01", kept=kept).faults] == [
        "many"
    ]


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"name;metric;value;source;date\n{text}".encode())
)
def test_any_file_is_read_or_told_what_is_wrong(data: bytes) -> None:
    sheet = read_measured(data, HEADINGS, a_map(), (), (), LATER)

    assert all(one.key in ("unreadable", "column", "empty", "long", "value", "date", "later") for one in sheet.faults)


# --- the map ---------------------------------------------------------------------------------------------------


def test_the_newest_figure_of_each_metric_stands_on_the_map_and_makes_it_measured() -> None:
    older = figure(number=9, on=date(2025, 1, 1), taken_at=LATER)
    told = a_map(older, figure(), figure(metric="Tevredenheid", number=7, unit=""), figure("book", number=1))
    use = next(one for one in told.columns if one.phase.id == "use")

    assert [(one.metric, one.number) for one in use.measured] == [("Tevredenheid", 7), ("wachttijd", 4.2)]
    assert {called(told, "Gebeld").source, called(told, "Online geboekt").source} == {"measured"}
    assert called(a_map(), "Gebeld").source == "told"


def test_of_one_day_the_figure_that_was_taken_in_last_holds() -> None:
    assert newest([figure(number=1, taken_at=LATER), figure(number=2)])[0].number == 1


def test_a_figure_of_nothing_on_the_map_stands_nowhere() -> None:
    told = a_map(figure("gone"))

    assert [one.measured for one in told.columns if one.measured] == []
    assert told == a_map()


def test_figures_change_nothing_else_of_a_map() -> None:
    told = a_map(figure())
    bare = replace(
        told,
        columns=tuple(
            replace(one, measured=(), touchpoints=tuple(replace(at, source="told") for at in one.touchpoints))
            for one in told.columns
        ),
    )

    assert bare == a_map()


def test_a_figure_goes_with_its_badge_when_it_is_removed_whoever_may_be_told_anew() -> None:
    kept = study(labels=(BOOKED, CALLED), measured=(figure(),))
    merged = bring_together(kept, PEOPLE)
    first = judge(merged, ledger_with_salt())
    before = tell(merged, first, None, version=1, now=NOW)
    assert called(before, "Gebeld").source == "measured"

    one_more = [*PEOPLE, journey(9, [visit("gebeld", -2)])]  # one person: nothing may be told anew
    after = bring_together(replace(kept, measured=()), one_more)
    told = tell(after, judge(after, first.ledger), before, version=2, now=NOW)

    assert not judge(after, first.ledger).open
    assert (called(told, "Gebeld").source, [one for one in told.columns if one.measured]) == ("told", [])


def test_a_figure_comes_even_where_nobody_may_be_told_anew() -> None:
    kept = study(labels=(BOOKED, CALLED))
    merged = bring_together(kept, PEOPLE)
    first = judge(merged, ledger_with_salt())
    before = tell(merged, first, None, version=1, now=NOW)
    after = bring_together(replace(kept, measured=(figure(),)), [*PEOPLE, journey(9, [visit("gebeld", -2)])])
    told = tell(after, judge(after, first.ledger), before, version=2, now=NOW)

    assert called(told, "Gebeld").source == "measured"
    assert replace(called(told, "Gebeld"), source="told") == called(before, "Gebeld")


def test_what_colleagues_measured_stays_measured_without_it() -> None:
    value = {"number": 4, "unit": "min"}
    staff = [colleague(n, [{**guessed("gebeld", 0), "today": value, "measure": "klok"}]) for n in range(5)]
    told = compiled([*PEOPLE, *staff], study(labels=(BOOKED, CALLED), measured=(figure(),)))

    assert called(lay_measured(told, (), lambda _: True), "Gebeld").source == "measured"
    assert called(lay_measured(told, (), lambda _: False), "Gebeld").source == "told"


def test_one_persona_is_not_told_what_was_measured_of_everybody() -> None:
    theirs = [replace(one, persona="families") for one in (*PEOPLE, journey(8, [visit("gebeld", 0)]))]
    made = study(labels=(BOOKED, CALLED), personas=(FAMILIES,), measured=(figure(),))
    told = compiled(theirs, made, persona=FAMILIES)

    assert [one for one in told.columns if one.measured] == []


def test_larger_groups_take_a_figure_away_with_its_touchpoint_alone() -> None:
    told = a_map(figure())

    names = {CALLED.id: Name(CALLED.words, own=True)}
    assert called(raise_minimum(told, {"customer": 4, "stakeholder": 5}, names), "Gebeld").source == "measured"
    raised = raise_minimum(told, {"customer": 9, "stakeholder": 9})
    assert [one for one in raised.columns if one.measured] == []
