"""A sheet of measured figures, read: what of it can be taken, what names no touchpoint of the map, what is wrong.

Law: a name means a touchpoint only where it is the very name (in any form or language), an alias of its label or its
id; anything looser is told with the nearest names and not taken. What is kept already is not taken twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reisleider.flows.journey import Label, Measurement
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.meaning.find import nearest_names
from reisleider.flows.meaning.likeness import form
from reisleider.flows.spreadsheet import read_sheet

NAME, METRIC, VALUE, SOURCE, DATE = COLUMNS = ("name", "metric", "value", "source", "date")
BIGGEST = 1_000_000  # bytes; some ten thousand rows
MOST = 2_000  # figures that one study keeps; they travel with it
LONGEST = 80  # characters of a metric, a unit or a source: they stand in a cell of a picture
_DIGITS = r"\d{1,3}(?:[. ]\d{3}){1,3}(?:,\d+)?|\d{1,3}(?:,\d{3}){1,3}(?:\.\d+)?|\d{1,12}(?:[.,]\d{1,6})?"
_FIGURE = re.compile(rf"[-−]?(?:{_DIGITS})(?!\d)")
_DAYS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})"),  # as most of Europe writes it
)


@dataclass(frozen=True)
class Taken:
    """A row that can be taken: how it names the touchpoint, and the figure."""

    row: int
    name: str
    figure: Measurement


@dataclass(frozen=True)
class Unmatched:
    """A row whose name is no touchpoint's, and the names of the map that come nearest."""

    row: int
    name: str
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class RowFault:
    """What is wrong in a row (1 is the header): ``key`` names the sentence, ``words`` is what stands there."""

    row: int
    key: str
    words: str = ""


@dataclass(frozen=True)
class MeasuredSheet:
    """What a sheet holds. ``known``: rows that are kept already. Nothing of it is to be taken where it has faults."""

    taken: tuple[Taken, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    faults: tuple[RowFault, ...] = ()
    known: int = 0


def read_measured(
    data: bytes,
    headings: Mapping[str, str],
    told: JourneyMap,
    labels: Sequence[Label],
    kept: Sequence[Measurement],
    now: datetime,
) -> MeasuredSheet:
    """Read a CSV with a name, metric, value, source and date per row, separated by commas, semicolons or tabs.

    ``headings``: what a column may be called, in small letters, to one of COLUMNS. In a file with semicolons or tabs
    "1.234" is a thousand and more, as where such files come from; in one with commas "1,234" is, and "1.234" is little
    more than one.
    """
    sheet = None if b"\0" in data else read_sheet(data, BIGGEST)
    if sheet is None:
        return MeasuredSheet(faults=(RowFault(1, "unreadable"),))
    columns = [headings.get(one.casefold(), "") for one in sheet.columns]
    missing = [one for one in COLUMNS if one not in columns]
    if missing:
        return MeasuredSheet(faults=tuple(RowFault(1, "column", one) for one in missing))
    found: list[Taken | Unmatched | RowFault] = []
    named = _names(told, labels)
    for one in sheet.rows:
        row = dict(zip(columns, one.cells, strict=True))
        if any(row.values()):
            wrong = _faults(one.number, row, now.date(), sheet.separator)
            found.extend(wrong or [_read(one.number, row, told, named, now, sheet.separator)])
    before = {_same(one) for one in kept}
    fresh = {_same(one.figure): one for one in found if isinstance(one, Taken)}
    taken = tuple(one for same, one in fresh.items() if same not in before)
    many = (RowFault(1, "many", str(MOST)),) if len(kept) + len(taken) > MOST else ()
    return MeasuredSheet(
        taken,
        tuple(one for one in found if isinstance(one, Unmatched)),
        (*(one for one in found if isinstance(one, RowFault)), *many),
        sum(isinstance(one, Taken) for one in found) - len(taken),
    )


def _read(
    number: int, row: Mapping[str, str], told: JourneyMap, named: Mapping[str, str], now: datetime, separator: str
) -> Taken | Unmatched:
    name = row[NAME]
    touchpoint = named.get(name) or named.get(form(name))
    if touchpoint is None:
        return Unmatched(number, name, nearest_names(told, name))
    return Taken(number, name, _figure(row, touchpoint, now, separator))


def _names(told: JourneyMap, labels: Sequence[Label]) -> Mapping[str, str]:
    """Every way to name a touchpoint that stands in a phase, to its id; what two of them are called is neither's."""
    aliases = {one.id: (*one.words.values(), *one.aliases) for one in labels}
    meant: dict[str, set[str]] = {}
    for column in told.columns:
        for one in column.touchpoints:
            meant.setdefault(one.id, set()).add(one.id)
            for name in (*one.label.values(), *aliases.get(one.id, ())):
                meant.setdefault(form(name), set()).add(one.id)
    return {name: next(iter(ids)) for name, ids in meant.items() if len(ids) == 1}


def _faults(number: int, row: Mapping[str, str], today: date, separator: str) -> list[RowFault]:
    found = [RowFault(number, "empty", one) for one in COLUMNS if not row.get(one)]
    long = [one for one in (METRIC, SOURCE) if len(row.get(one, "")) > LONGEST]
    found += [RowFault(number, "long", row[one]) for one in long]
    if row.get(VALUE) and _value(row[VALUE], separator) is None:
        found.append(RowFault(number, "value", row[VALUE]))
    on = _day(row.get(DATE, ""))
    if row.get(DATE) and on is None:
        found.append(RowFault(number, "date", row[DATE]))
    elif on is not None and on > today:
        found.append(RowFault(number, "later", row[DATE]))
    return found


def _figure(row: Mapping[str, str], touchpoint: str, now: datetime, separator: str) -> Measurement:
    value, on = _value(row[VALUE], separator), _day(row[DATE])
    assert value is not None  # else the row was at fault
    assert on is not None  # the same
    return Measurement(touchpoint, row[METRIC], *value, row[SOURCE], on, now)


def _value(told: str, separator: str) -> tuple[float, str] | None:
    """A number and its unit: "4,2 dagen", "€ 12.50", "38%"; None where there is no number, or more than one."""
    found = _FIGURE.search(told)
    if found is None:
        return None
    before, after = told[: found.start()], told[found.end() :]
    unit = f"{before.strip()} {after.strip()}".strip()
    if len(unit) > LONGEST or re.search(r"\d", unit):
        return None
    return _number(found[0].replace("−", "-"), separator), unit


def _number(digits: str, separator: str) -> float:
    if "," in digits and "." in digits:
        decimal = max(",.", key=digits.rfind)
    elif separator == "," and (digits.count(".") == 1 or re.fullmatch(r"-?\d{1,3}(?:,\d{3})+", digits)):
        decimal = "."
    elif re.fullmatch(r"-?\d{1,3}(?:[. ]\d{3})+", digits):
        decimal = ","  # every point or space parts thousands
    elif digits.count(",") > 1:
        decimal = "."
    else:
        decimal = "," if "," in digits else "."
    whole = "".join(one for one in digits if one.isdigit() or one in ("-", decimal))
    return float(whole.replace(decimal, "."))


def _day(told: str) -> date | None:
    found = next((found for shape in _DAYS if (found := shape.fullmatch(told)) is not None), None)
    try:
        return None if found is None else date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _same(one: Measurement) -> tuple[object, ...]:
    """What makes two figures the same one, whenever they were taken in."""
    return one.touchpoint, one.metric.casefold(), one.number, one.unit.casefold(), one.source.casefold(), one.on
