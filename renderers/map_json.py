"""The filtered map as JSON, for other tools to read.

Law: exactly the compiled map, privacy applied; the shape has a version, and a null is "not shown", never zero.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from flows.journey_map import JourneyMap

SCHEMA = 1
LOSS = "Figures under the minimum group are null. Interviews are not part of this file; see study export."


def write_json(journey_map: JourneyMap) -> str:
    """A map as JSON text; ``schema`` numbers the shape."""
    data = {"kind": "reisleider-map", "schema": SCHEMA, "note": LOSS, "map": _plain(journey_map)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
