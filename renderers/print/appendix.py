"""What stands behind the picture in print: on what it rests, every touchpoint with its counts, everything said in full.

Law: what the picture had to count or shorten stands here whole; only letters that no shipped font has are boxes.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from babel.numbers import format_decimal

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint
from reisleider.renderers.picture.drawing.shapes import Scene
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.picture.drawing.svg import write
from reisleider.renderers.tables.decisions import list_priorities
from reisleider.renderers.tables.map_table import lanes, method
from reisleider.renderers.tables.numbers import Numbered
from reisleider.renderers.tables.terms import Words, words_for
from reisleider.renderers.tables.touchpoints import SCORES, list_gaps, list_touchpoints, remarks
from reisleider.renderers.words.about_touchpoint import share_of, tell_evidence, tell_moment, tell_ways
from reisleider.renderers.words.drawable import BOX, clean
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_count

Told = dict[str, Any]  # JSON for a template, which alone knows its shape
"""Plain data for the typesetter's template."""
IN_TABLE = ("map.what-they-do", "map.how-it-felt")  # lanes that the table of touchpoints holds
MUCH = 12_000  # characters: more than this fills a page, and need not be spread evenly over its columns
MOST = 1000  # characters of one text; how many more there are is said, and the workbook and the CSV hold them
LONG = re.compile(r"\S{40}")  # a run without a space that would leave its column


def tell(journey_map: JourneyMap, language: str) -> Told:
    """The pages after the picture, as data."""
    words = words_for(journey_map, language, drawn=True)
    labels = words.labels
    told = {
        "title": labels("pdf.appendix"),
        "figures": [[name, _value(value, labels)] for name, value in method(words, labels("loss.pdf")) if name],
        "sentences": [str(value) for name, value in method(words, labels("loss.pdf")) if not name],
        "touchpoints": _touchpoints(words),
        "lanes": [
            {"name": lane.name, "phases": _phases(lane.cells, words)}
            for lane in lanes(words)
            if lane.key not in IN_TABLE
        ],
        "said": labels("pdf.said"),
    }
    if BOX in str(_cleaned(told)):
        told["sentences"] = [*told["sentences"], labels("map.boxes")]
    told = _cleaned(told)
    much = sum(len(text) for lane in told["lanes"] for phase in lane["phases"] for text in phase["texts"]) > MUCH
    return {**told, "much": much, "faces": [[_face(score, labels), labels.face(score)] for score in SCORES]}


def _value(value: object, labels: Labels) -> str:
    if isinstance(value, float):
        return format_decimal(value, "0.##", locale=labels.language)
    return labels.day(value) if isinstance(value, date) else str(value)


def _touchpoints(words: Words) -> Told:
    labels = words.labels
    about = (
        "sheet.number",
        "sheet.phase",
        "table.touchpoint",
        "table.channel",
        "sheet.control",
        "table.named",
        "table.evidence",
    )
    notes = (*list_touchpoints(words).notes, *list_gaps(words).notes, *list_priorities(words).notes[1:])
    return {
        "name": labels("sheet.touchpoints"),
        "about": [labels(key) for key in about],
        "customers": words.title("legend.line"),
        "staff": labels("table.guess"),
        "delta": labels("sheet.delta"),
        "notes": labels("table.notes"),
        "rows": [_row(one, words) for one in words.numbered],
        "below": list(notes),
    }


def _row(one: Numbered, words: Words) -> list[str]:
    labels, touchpoint = words.labels, one.touchpoint
    about = (
        words.phase(one.column),
        words.name(touchpoint),
        labels(f"channel.{touchpoint.channel}") if touchpoint.channel else "",
        labels(f"control.{touchpoint.control}") if touchpoint.control else "",
        share_of(touchpoint, words.journey_map.customers.counted) or "",
        tell_evidence(touchpoint, labels),
    )
    gap = "" if touchpoint.gap is None else words.signed(touchpoint.gap)
    return [
        str(one.number),
        *about,
        *_counts(touchpoint.faces),
        *_counts(touchpoint.guess),
        gap,
        " · ".join(_notes(touchpoint, labels)),
    ]


def _counts(faces: Faces | None) -> tuple[str, ...]:
    return ("",) * 6 if faces is None else (*map(tell_count, faces.counts), str(faces.n))


def _notes(touchpoint: MapTouchpoint, labels: Labels) -> tuple[str, ...]:
    moment = tell_moment(touchpoint, labels)
    return (*((moment,) if moment else ()), *remarks(touchpoint, labels), *tell_ways(touchpoint, labels))


def _phases(cells: tuple[tuple[str, ...], ...], words: Words) -> list[Told]:
    columns = words.journey_map.columns
    return [
        {"phase": words.phase(column), "texts": list(texts)}
        for column, texts in zip(columns, cells, strict=True)
        if texts
    ]


def _cleaned(told: Any) -> Any:  # JSON of any shape, and the same shape back
    """Every text in it fit for the fonts, and breakable."""
    if isinstance(told, str):
        words = clean(told.replace("\n", " · "))
        if len(words) > MOST:
            words = f"{words[:MOST]}… (+{len(words) - MOST})"
        return LONG.sub(lambda run: f"{run[0]}\u200b", words)
    if isinstance(told, dict):
        return {key: _cleaned(one) for key, one in told.items()}
    return [_cleaned(one) for one in told]


def _face(score: int, labels: Labels) -> str:
    sheet = Sheet()
    sheet.face(score, 12, 12, 11)
    return write(Scene(24, 24, tuple(sheet.items), labels.face(score), labels.face(score), labels.language), "none")
