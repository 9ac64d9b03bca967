"""What an interview was given, as it is stored and read: what many interviews were given alike is in memory once.

Law: given once and the same in each turn, so it is known by its very text; how much is kept has a bound.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any, get_type_hints

from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Givens
from reisleider.storage.codec import load

ALIKE = ("slots", "sources", "phases", "labels", "facts", "usual")
"""The parts that the interviews of a study share, as long as their lead changes nothing."""
_KINDS = get_type_hints(Givens)


@lru_cache(maxsize=256)  # interviews that go on at once: some 40 kB each, most of it what was told before them
def read_givens(text: str, id: str) -> Givens:
    """The givens of the interview with this id. Raises StorageFault where they have a shape that cannot be read."""
    given = json.loads(text)
    try:
        parts = {name: _part(name, json.dumps(given[name])) for name in ALIKE if name in given}
        own = {name: told for name, told in given.items() if name not in parts}
    except (StorageFault, TypeError, AttributeError):  # spoilt: as a whole it is told whose it is, and where
        parts, own = {}, given
    return replace(load(Givens, own, f"interview {id}"), **parts)


@lru_cache(maxsize=256)  # six parts of some forty studies, scripts and states of a map: a few kB each
def _part(name: str, text: str) -> Any:  # of whatever kind that field is
    return load(_KINDS[name], json.loads(text), name)
