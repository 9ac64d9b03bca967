"""The map as CSV in long form: one fact per row, for a statistics program or a spreadsheet of one's own.

Law: RFC 4180 in UTF-8 with a byte order mark; the header is stable and English, described in docs/formats.md;
every text of a person is neutralised, every figure is a figure.
"""

from __future__ import annotations

import csv
import io

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.files.cells import as_separated_text
from reisleider.renderers.files.facts import Fact, facts
from reisleider.renderers.words.slots import in_language

HEADER = (
    "study",
    "persona",
    "version",
    "date",
    "phase_id",
    "phase",
    "touchpoint_id",
    "touchpoint",
    "track",
    "measure",
    "item",
    "value",
    "n",
    "text",
)
DECIMALS = 4


def write_csv(journey_map: JourneyMap, language: str, *, between: str = ",", decimal: str = ".") -> str:
    """A map as CSV text, names and notes in ``language``; a version of 0 is a preview that was never published.
    ``between`` stands between two cells, ``decimal`` in a number that is not whole."""
    persona = journey_map.persona.id if journey_map.persona is not None else ""
    stamp = (journey_map.study, persona, journey_map.version, journey_map.as_of.isoformat())
    phases = {column.phase.id: in_language(column.phase.label, language) for column in journey_map.columns}
    shown = (*(one for column in journey_map.columns for one in column.touchpoints), *journey_map.unplaced)
    names = {one.id: in_language(one.label, language) for one in shown}
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=between)
    rows.writerow(HEADER)
    for fact in facts(journey_map, language):
        place = (fact.phase, phases.get(fact.phase, ""), fact.touchpoint, names.get(fact.touchpoint, ""))
        row = (*stamp, *place, *_told(fact))
        rows.writerow([_cell(cell, decimal) for cell in row])
    return "\ufeff" + written.getvalue()


def _cell(cell: str | float | None, decimal: str) -> str | float | None:
    if isinstance(cell, str):
        return as_separated_text(cell)
    return str(cell).replace(".", decimal) if isinstance(cell, float) else cell


def _told(fact: Fact) -> tuple[str | float | None, ...]:
    value = fact.value if fact.value is None or fact.value != int(fact.value) else int(fact.value)
    if isinstance(value, float):
        value = round(value, DECIMALS)
    return fact.track or "", fact.measure, fact.item, value, fact.n, fact.text


FORMAT = Format("csv", ".csv", "text/csv", write_csv, place=7)
