"""Interviews that are being held, at hand between two of their turns, so that a log is not read again that was just
written.

Law: one is at hand only as long as its row stands as it stood and nothing else wrote to the file: whatever is undone,
erased, or written by another program lets all of them go. A server, which others write to, has none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from reisleider.flows.evolve import evolve
from reisleider.flows.journey import Answer, Aside, Interview

MOST = 512  # interviews; one takes some twenty kilobytes
Row = tuple[Any, ...]  # an interview's columns as the driver gave them
Told = Mapping[str, Any]  # a statement's values by their names, as the driver took them
_KEY = "at-hand"


class AtHand:
    """Some interviews, each with its row as it stood when it was read or written."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Row, Interview]] = {}
        self._version = 0

    def find(self, id: str, row: Row) -> Interview | None:
        """The interview, where its row is this one still."""
        held = self._held.get(id)
        return held[1] if held is not None and held[0] == row else None

    def keep(self, row: Row, interview: Interview) -> None:
        """Have it at hand from now on, unless it ended; who was so longest without being written gives way."""
        self._held.pop(interview.id, None)
        if interview.ended:
            return
        if len(self._held) >= MOST:
            del self._held[next(iter(self._held))]
        self._held[interview.id] = row, interview

    def move(self, before: Interview, after: Interview, columns: Mapping[str, int], told: Told) -> None:
        """It was written as it is ``after``; what its ``columns``, by their places in the row, were ``told``."""
        held = self._held.pop(before.id, None)
        if held is None or held[1] is not before:
            return
        row = list(held[0])
        for name, at in columns.items():
            row[at] = told[name]
        self.keep(tuple(row), _as_read(before, after, told["place"]))

    def clear(self) -> None:
        """Let all of them go."""
        self._held.clear()

    def see(self, version: int) -> None:
        """Let all of them go where somebody else wrote since this was told last, as the file's ``version`` tells."""
        if version != self._version:
            self._version = version
            self._held.clear()


def give_hands(c: Connection) -> AtHand:
    """Let this connection, which writes to a file, have interviews at hand."""
    given = c.info[_KEY] = AtHand()
    return given


def at_hand(c: Connection) -> AtHand | None:
    """What this connection has at hand; None where it may have none."""
    found: AtHand | None = c.info.get(_KEY)
    return found


def let_go(c: Connection) -> None:
    """Have nothing at hand: something said was changed or erased."""
    found = at_hand(c)
    if found is not None:
        found.clear()


def _as_read(before: Interview, after: Interview, place: str) -> Interview:
    """It as the database will give it: what JSON makes lists of is lists."""
    told = after.log[len(before.log) :]
    read = tuple(map(_answer_as_read, told))
    if any(one is not two for one, two in zip(told, read, strict=True)):
        after = evolve(after, log=(*before.log, *read))
    if after.aside is None and after.draft is None:
        return after
    kept = json.loads(place)
    return evolve(after, draft=kept["draft"], aside=None if kept["aside"] is None else Aside(*kept["aside"]))


def _answer_as_read(answer: Answer) -> Answer:
    if answer.value is None or isinstance(answer.value, str | int | float):
        return answer
    return replace(answer, value=json.loads(json.dumps(answer.value)))
