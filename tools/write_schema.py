"""Writes docs/map.schema.json, the published shape of a map as JSON, from the nouns. Run with ``make schema``.

Law: types and names come from flows/journey_map.py; only units, bounds and meanings stand here, a line per figure.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from pydantic import TypeAdapter

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.files.json_file import KIND, SCHEMA

FILE = Path(__file__).parent.parent / "docs" / "map.schema.json"
PEOPLE = {"minimum": 0}
SHARE = {"minimum": 0, "maximum": 1}
BALANCE = {"minimum": -1, "maximum": 1}
FACE = {"minimum": -2, "maximum": 2}
FIVE = {"minimum": 1, "maximum": 5}
TENTHS = {"minimum": 0, "maximum": 10}
ANY = {"minimum": -(10**12), "maximum": 10**12}
MEANINGS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "Faces.counts": ("People per face, from -2 (very unpleasant) to +2 (very pleasant).", {}),
    "Quote.score": ("The face these words explain; null where they explain none.", FACE),
    "Quote.language": ("The language it was said in.", {}),
    "Point.n": ("People who said so; null where too few to count.", PEOPLE),
    "Target.n": ("Colleagues who named this aim; null where too few to count.", PEOPLE),
    "Target.today": ("What colleagues say it is now, with its unit.", {}),
    "Priority.importance": ("Customers: times most important minus least, over the times shown.", BALANCE),
    "Priority.n": ("Times it was shown to customers.", PEOPLE),
    "Priority.votes": ("Colleagues who voted for it.", PEOPLE),
    "Priority.voters": ("Colleagues who voted at all.", PEOPLE),
    "Priority.impact": ("Median of what colleagues expect customers to notice, 1 little to 5 much.", FIVE),
    "Priority.effort": ("Median of the work colleagues expect, 1 little to 5 much.", FIVE),
    "Measurement.number": ("The figure, in its unit; not of these interviews.", ANY),
    "Measurement.on": ("The day it is of.", {}),
    "Measurement.taken_at": ("When it was taken in, UTC.", {}),
    "Action.due": ("The day it should be done.", {}),
    "Route.touchpoints": ("Ids of touchpoints, in order.", {}),
    "Route.n": ("Customers who share this way.", PEOPLE),
    "MapTouchpoint.phase": ("Id of its phase; empty where nothing tells it.", {}),
    "MapTouchpoint.position": ("Place within its phase, from 0.", PEOPLE),
    "MapTouchpoint.named": ("Customers who named it.", PEOPLE),
    "MapTouchpoint.named_by_staff": ("Colleagues who named it.", PEOPLE),
    "MapTouchpoint.faces": ("Faces that customers gave.", {}),
    "MapTouchpoint.guess": ("Faces that colleagues expect.", {}),
    "MapTouchpoint.gap": ("Cliff's delta of guessed against given faces; positive: colleagues are rosier.", BALANCE),
    "MapTouchpoint.gap_sure": ("Chance does not make that gap.", {}),
    "MapTouchpoint.source": ("Whose word it is: assumed by colleagues, told by customers, or measured too.", {}),
    "MapTouchpoint.evidence": ("How many customers it rests on: assumed (none), few, named or confirmed.", {}),
    "MapTouchpoint.often_worst": ("Of ten resamples, in how many it is among the worst three; null: no claim.", TENTHS),
    "PhaseFeeling.often_worst": ("As of a touchpoint.", TENTHS),
    "Undecided.more": ("About how many more customers could show it; null: they differ too little.", PEOPLE),
    "Undecided.first": ("What stands on top so far, which may be chance.", {}),
    "MapTouchpoint.moment": ("Why it is a moment of truth: near-drop-off, decisive or important.", {}),
    "MapTouchpoint.moment_n": ("Customers for whom it was.", PEOPLE),
    "MapTouchpoint.importance": ("Times most important minus least, over the times shown.", BALANCE),
    "MapTouchpoint.certainty": ("How sure colleagues are of their guess: answer to people.", {}),
    "MapTouchpoint.basis": ("What their guess rests on: answer to people.", {}),
    "MapTouchpoint.expectations": ("Worse, the same or better than expected: answer to customers.", {}),
    "MapTouchpoint.again": ("Customers who came back to it.", PEOPLE),
    "MapTouchpoint.nearly": ("Customers who nearly stopped there.", PEOPLE),
    "MapTouchpoint.gave_up": ("Customers who ended there without success.", PEOPLE),
    "Variant.n": ("Customers who met the first one first.", PEOPLE),
    "Variant.n_other": ("Customers who met the second one first.", PEOPLE),
    "SharedPriorities.shared": ("How many of the three are the same.", {"minimum": 0, "maximum": 3}),
    "PhaseFeeling.steps": (
        "Steps that no touchpoint counts; null where other phases' are a few people's.",
        PEOPLE,
    ),
    "Placement.shown": ("Steps that are counted at a touchpoint; a step is one customer at one touchpoint.", PEOPLE),
    "Placement.told": ("Steps in all; null where the rest are steps of too few people.", PEOPLE),
    "Placement.people": ("Customers whose steps these are.", PEOPLE),
    "Placement.cards": ("Wordings of the rest that somebody can still sort.", PEOPLE),
    "PhaseColumn.hidden": ("Further touchpoints, each named by too few people to show.", PEOPLE),
    "Turnout.finished": ("People who finished.", PEOPLE),
    "Turnout.partial": ("People who stopped on the way and whose answers count.", PEOPLE),
    "Turnout.imported": ("Customers who were interviewed elsewhere; null: none, or too few to tell.", PEOPLE),
    "Turnout.invited": ("People who were invited; null where nobody counted.", PEOPLE),
    "LargestGap.staff_face": ("The face colleagues guess most.", FACE),
    "LargestGap.customer_face": ("The face customers chose most.", FACE),
    "LargestGap.delta": ("Cliff's delta; positive: colleagues are rosier.", BALANCE),
    "Funnel.of": ("Customers it is told of.", PEOPLE),
    "Funnel.rest": ("Further customers of whom is not told how far they came.", PEOPLE),
    "Reach.reached": ("Customers who came as far as this phase.", PEOPLE),
    "Reach.nearly": ("Customers who nearly stopped there.", PEOPLE),
    "Reach.stopped": ("Customers who ended there without success.", PEOPLE),
    "PeakEnd.nearer": ("How they look back: nearer to peak and end, to the mean, or as near; to customers.", PEOPLE),
    "Elapsed.counts": ("How long it took until the next: answer to customers.", PEOPLE),
    "StudyFigures.outcomes": ("Customers who told how it ended.", PEOPLE),
    "StudyFigures.reasons": ("Customers of whom a reason for a face may be told: side to customers.", PEOPLE),
    "Theme.n": ("Customers who named it as a reason.", PEOPLE),
    "Theme.of": ("Customers who gave a reason on this side, there.", PEOPLE),
    "JourneyMap.version": ("Number of the published version; 0: a preview.", PEOPLE),
    "JourneyMap.compiled_at": ("When it was compiled, UTC.", {}),
    "JourneyMap.as_of": ("The day it speaks of.", {}),
    "JourneyMap.minimums": ("The smallest group a figure covers, per track.", {}),
    "JourneyMap.recency": ("How long ago it was: answer to customers.", {}),
    "JourneyMap.outcomes": ("What came of it: answer to customers.", {}),
    "JourneyMap.strength": ("Share of the saturation rule met; null: too early to tell.", SHARE),
    "JourneyMap.walked": ("Pairs of touchpoint ids that enough customers felt both; only there a line is solid.", {}),
    "JourneyMap.undecided": ("Why nothing is to be looked at first yet; null: something is, or nothing was felt.", {}),
    "JourneyMap.inside_outside": ("How well colleagues know how customers fare; 1: the same spread.", SHARE),
}


def make_schema() -> dict[str, Any]:
    """The JSON Schema of what ``write_json`` writes: strict, every figure with its unit and bounds."""
    made = TypeAdapter(JourneyMap).json_schema(mode="serialization")
    nouns: dict[str, Any] = {**made.pop("$defs"), "JourneyMap": made}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{KIND}:{SCHEMA}",
        "title": "A customer journey map by Reisleider",
        "description": "Made of groups only: a null is not shown, because too few people said it or nobody was asked. "
        "It is never zero. Interviews are not part of it.",
        **_strict(
            {
                "kind": {"const": KIND},
                "schema": {"const": SCHEMA, "description": "Number of this shape; a change of shape is a new number."},
                "language": {"type": "string", "description": "Language of the note."},
                "note": {"type": "string", "description": "What this file cannot hold, in words."},
                "map": {"$ref": "#/$defs/JourneyMap"},
            }
        ),
        "$defs": {name: _noun(name, nouns[name]) for name in sorted(nouns)},
    }


def _strict(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _noun(name: str, made: Mapping[str, Any]) -> dict[str, Any]:
    properties = {
        field: _field(
            f"{name}.{field}", {key: value for key, value in shape.items() if key not in ("title", "default")}
        )
        for field, shape in made["properties"].items()
    }
    return {"description": _prose(made["description"]), **_strict(properties)}


def _field(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    meaning, bounds = MEANINGS.get(name, ("", {}))
    for one in _figures(shape):
        one.update(bounds or PEOPLE)
    return {**({"description": meaning} if meaning else {}), **shape}


def _figures(shape: Any) -> Iterator[dict[str, Any]]:
    """Every number within a shape, wherever it lies."""
    if isinstance(shape, dict):
        if shape.get("type") in ("integer", "number"):
            yield shape
        for one in shape.values():
            yield from _figures(one)
    elif isinstance(shape, list):
        for one in shape:
            yield from _figures(one)


def _prose(docstring: str) -> str:
    return " ".join(docstring.replace("``", "`").replace("None", "null").split())


def write_schema() -> str:
    """The schema as the text of its file."""
    return json.dumps(make_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(write_schema(), encoding="utf-8")
    print(FILE.name)
