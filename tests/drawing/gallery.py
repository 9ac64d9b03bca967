"""Realistic maps to look at and to test with, each from a study in ``gallery/*.toml``.

Law: a file holds what people said and how many chose what; the map is compiled from journeys by the product itself, so
that every figure fits the others and privacy is real. Actions stand on the map as a lead would put them there.

A label in several languages is one the lead expected (a seed label), a single text is people's own words. ``faces`` are
the five counts customers gave, from the worst; ``guess`` those of colleagues. With ``[[persona]]`` or ``[[round]]`` a
study has several sides: a touchpoint's table named after a side says what is different there.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from gallery_people import Miscount, colleagues, customers
from seen_quotes import seen_by_a_lead

from reisleider.flows.journey import Journey, Label, Persona, PhaseModel, Study
from reisleider.flows.journey_map import Action, JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.flows.phases.models import load_model, own_model
from reisleider.flows.synthesis.compile import compile_map

FOLDER = Path(__file__).parent / "gallery"
DAY = date(2026, 3, 2)
ROW = {
    *("phase", "label", "also", "channel", "control", "wait", "faces", "named", "guess", "named_by_staff", "designed"),
    *("most", "least", "decided", "nearly", "remembered", "again", "earlier", "gave_up", "votes", "expectation"),
    *("certainty", "basis", "target", "today", "pain", "gain", "need", "wish", "stopped", "action"),
}
"""Everything a touchpoint's table may hold."""


@dataclass(frozen=True)
class GalleryMap:
    """One picture of the gallery: a map, or several maps beside each other, and the language it is drawn in."""

    name: str
    language: str
    maps: tuple[JourneyMap, ...]
    about: str

    @property
    def journey_map(self) -> JourneyMap:
        """The map, or the first of those compared."""
        return self.maps[0]

    @property
    def compared(self) -> bool:
        """Whether it is a picture of several maps."""
        return len(self.maps) > 1


def names() -> tuple[str, ...]:
    """Every study of the gallery."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


def gallery() -> Mapping[str, GalleryMap]:
    """Every map by its name."""
    return {name: gallery_map(name) for name in names()}


@cache
def gallery_map(name: str) -> GalleryMap:
    """One study's map or maps. Raises Miscount naming the file where its numbers cannot be."""
    data = read(name)
    try:
        made = tuple(_maps(name, data))
    except Miscount as fault:
        raise Miscount(f"{name}.toml: {fault}") from fault
    return GalleryMap(name, data.get("language", data["languages"][0]), made, data["about"])


def read(name: str) -> dict[str, Any]:
    """A study's file."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def rows_of(data: Mapping[str, Any], side: str | None = None) -> list[dict[str, Any]]:
    """The touchpoints of a study as one side has them."""
    sides = {one["id"] for kind in ("persona", "round") for one in data.get(kind, ())}
    rows = []
    for row in data["touchpoint"]:
        strange = set(row) - ROW - sides
        if strange:
            raise Miscount(f"{row['label']}: what is {', '.join(sorted(strange))}?")
        rows.append({**{key: value for key, value in row.items() if key not in sides}, **row.get(side or "", {})})
    return rows


def _maps(name: str, data: Mapping[str, Any]) -> Iterator[JourneyMap]:
    if "persona" in data:
        sides = [(side, {**data, **side, "persona": side["id"]}) for side in data["persona"]]
        study = _study(name, data)
        journeys = [one for side, all_ in sides for one in _journeys(f"{name}-{side['id']}", all_, side["id"], data)]
        for side, all_ in sides:
            persona = next(one for one in study.personas if one.id == side["id"])
            yield _compiled(study, journeys, all_, rows_of(data, side["id"]), persona)
        return
    for side in data.get("round", ({},)):
        all_ = {**data, **side}
        study = _study(name, all_)
        journeys = _journeys(name, all_, side.get("id"), data)
        yield _compiled(study, journeys, all_, rows_of(data, side.get("id")))


def _compiled(
    study: Study,
    journeys: Sequence[Journey],
    side: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    persona: Persona | None = None,
) -> JourneyMap:
    seen, now = seen_by_a_lead(journeys), _noon(side)
    made = compile_map(study, journeys, glances=seen, version=side.get("version", 1), now=now, persona=persona)
    return replace(made, columns=tuple(_with_actions(column, rows) for column in made.columns))


def _noon(side: Mapping[str, Any]) -> datetime:
    return datetime.combine(side.get("date", DAY), time(12), UTC)


def _journeys(name: str, side: Mapping[str, Any], id: str | None, data: Mapping[str, Any]) -> list[Journey]:
    rows, first, now = rows_of(data, id), data["languages"][0], _noon(side)
    return [*customers(name, side, rows, now, first), *colleagues(name, side, rows, now, first)]


def _study(name: str, data: Mapping[str, Any]) -> Study:
    invited = {"customer": data["invited"]} if "invited" in data else {}
    return Study(
        id=name,
        title=data["title"],
        organisation=data["organisation"],
        goal=data["goal"],
        attempt=data["title"],
        start=data["title"],
        end=data["title"],
        lead="lead",
        contact="klantreis@example.org",
        privacy_url="https://example.org/privacy",
        keep_until=date(2027, 1, 1),
        languages=tuple(data["languages"]),
        model=model_of(data),
        created_at=_noon(data),
        personas=tuple(Persona(one["id"], one["name"], one.get("note", {})) for one in data.get("persona", ())),
        labels=tuple(_labels(data)),
        invited=invited,
    )


def model_of(data: Mapping[str, Any]) -> PhaseModel:
    """The phase model a study names, or its own phases."""
    return own_model(data["phases"]) if "phases" in data else load_model(data["model"])


def _labels(data: Mapping[str, Any]) -> Iterator[Label]:
    for row in data["touchpoint"]:
        if not isinstance(row["label"], str):
            words = row["label"]
            yield Label(slug(words), words, row["phase"], row.get("control"), tuple(row.get("also", ())))


def slug(words: Mapping[str, str]) -> str:
    """A seed label's id."""
    plain = unicodedata.normalize("NFKD", words.get("en") or next(iter(words.values())))
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold().encode("ascii", "ignore").decode()).strip("-")


def _with_actions(column: PhaseColumn, rows: Sequence[Mapping[str, Any]]) -> PhaseColumn:
    actions = [
        Action(touchpoint=one.id, **action)
        for one in column.touchpoints
        for row in rows
        if _is(one, row)
        for action in row.get("action", ())
    ]
    return replace(column, actions=tuple(actions)) if actions else column


def _is(touchpoint: MapTouchpoint, row: Mapping[str, Any]) -> bool:
    label = row["label"]
    return label in touchpoint.label.values() if isinstance(label, str) else touchpoint.id == slug(label)
