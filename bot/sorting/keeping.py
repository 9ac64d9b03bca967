"""Keeps what a card decided, all of it at once, and takes the last one back.

Law: runs on the caller's connection; a decision is somebody's, and only they take it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.sorting.sitting import Sitting
from reisleider.flows.codebook.decisions import Override
from reisleider.storage.overrides import add_override, overrides_of
from reisleider.storage.store import Connection

SORTED = ("place", "label", "different")  # the decisions that sorting makes


def keep(c: Connection, sitting: Sitting, decisions: Sequence[Override], by: str, now: datetime) -> None:
    """Keep what one choice decided."""
    for one in decisions:
        apart = sitting.apart and one.decision == "place"
        add_override(c, sitting.study, replace(one, by=by, at=now, role=sitting.role, apart=apart))


def has_sorted(c: Connection, sitting: Sitting, by: str) -> bool:
    """Whether somebody has a choice to take back."""
    return bool(_last(c, sitting, by))


def take_back(c: Connection, sitting: Sitting, by: str, now: datetime) -> bool:
    """Take back everything that somebody's last choice decided; whether there was one."""
    last = _last(c, sitting, by)
    for one in reversed(last):
        undo = Override("undo", one.words, one.other, by=by, at=now, role=one.role, apart=one.apart)
        add_override(c, sitting.study, undo)
    return bool(last)


def _last(c: Connection, sitting: Sitting, by: str) -> Sequence[Override]:
    mine = [
        one
        for one in overrides_of(c, sitting.study)
        if one.by == by and one.role == sitting.role and one.decision in SORTED
    ]
    return [one for one in mine if (one.at, _about(one)) == (mine[-1].at, _about(mine[-1]))]


def _about(one: Override) -> tuple[bool, str]:
    """What makes decisions of one moment one choice: the label that was made or placed under, or what was split off."""
    return one.decision == "different", one.other if one.decision == "place" else one.words
