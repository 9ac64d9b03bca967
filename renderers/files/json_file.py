"""The filtered map as JSON, for other tools to read.

Law: exactly the compiled map, privacy applied; a null is "not shown", never zero. The shape is docs/map.schema.json and
has a number, which goes up when a reader of the one before would stumble.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.words.catalog import gettext

KIND = "reisleider-map"
SCHEMA = 3  # 1 had no language, priorities, actions or routes; 2 called a source a level of evidence


def write_json(journey_map: JourneyMap, language: str) -> str:
    """A map as JSON text, its note in ``language``; people's words are as they said them."""
    note = gettext(language, "loss.json")
    data = {"kind": KIND, "schema": SCHEMA, "language": language, "note": note, "map": _plain(journey_map)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


FORMAT = Format("json", ".json", "application/json", write_json, exact=True, place=6)
