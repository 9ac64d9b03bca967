"""Copies of frozen nouns with some fields replaced, at a tenth of what ``dataclasses.replace`` costs.

Law: for the turn's own path, where an interview of twenty fields is copied several times; elsewhere ``replace`` does.
"""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def evolve(noun: T, **changes: object) -> T:
    """The noun with these fields replaced; no field is checked or worked out anew. Raises TypeError for a field
    that it does not have."""
    copy = object.__new__(type(noun))
    fields = copy.__dict__
    fields.update(noun.__dict__)
    fields.update(changes)
    if len(fields) != len(noun.__dict__):
        raise TypeError(f"{type(noun).__name__} has no {', '.join(sorted(changes.keys() - noun.__dict__.keys()))}")
    return copy
