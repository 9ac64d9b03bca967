"""Hears how steps that were shown by number should stand: "3 en 4 horen bij elkaar", "2 moet weg", "splits 2".

Law: pure; only what names its steps, or all of them, is heard. Whatever else is said is not a rearrangement.
"""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.flows.listening.telling.clauses import Clause, clause_of
from reisleider.flows.words.vocabulary import figures, lists


@dataclass(frozen=True)
class Joined:
    """These steps, by number from 1 and in order, are one."""

    places: tuple[int, ...]


@dataclass(frozen=True)
class Dropped:
    """These are no steps."""

    places: tuple[int, ...]


@dataclass(frozen=True)
class Split:
    """This one is more than one."""

    place: int


@dataclass(frozen=True)
class Whole:
    """All of it is one step."""


Rearrangement = Joined | Dropped | Split | Whole


def hear_rearrangement(text: str, count: int) -> Rearrangement | None:
    """How ``count`` steps, shown as 1 to count, should stand; None where that is not what is said."""
    clause = clause_of(text)
    named = _places(clause, count)
    if named is None:
        return None
    if named and _tells(clause, "split"):
        return Split(named[0])
    if len(named) > 1 and _tells(clause, "join"):
        first, last = min(named), max(named)
        return Joined(named) if named == tuple(range(first, last + 1)) else None
    if named and _tells(clause, "drop"):
        return Dropped(named)
    return Whole() if not named and _tells(clause, "whole") else None


def said_to_be_none(text: str) -> str | None:
    """The words of a step that is said to be none, or to be left out; None where nothing says so."""
    clause = clause_of(text)
    for place in range(len(clause.words)):
        count = clause.longest("drop", place)
        if count:
            before, after = text[: clause.starts[place]], text[clause.ends[place + count - 1] :]
            return f"{before} {after}".strip(" ,.;!") or None
    return None


def split_in_two(words: str) -> tuple[str, ...]:
    """A step's words cut where they most likely tell two: at a stop, a comma, or "and"; uncut where nothing parts
    them."""
    clause = clause_of(words)
    for gap in (".", ";", ","):
        place = next((n for n in range(1, len(clause.words)) if clause.gap(n) == gap), None)
        if place is not None:
            return words[: clause.ends[place - 1]], words[clause.starts[place] :]
    joints = lists("kinds")["and"]
    place = next((n for n in range(1, len(clause.words) - 1) if clause.words[n] in joints), None)
    return (words,) if place is None else (words[: clause.ends[place - 1]], words[clause.starts[place + 1] :])


def _tells(clause: Clause, table: str) -> bool:
    return any(clause.longest(table, place) for place in range(len(clause.words)))


def _places(clause: Clause, count: int) -> tuple[int, ...] | None:
    """The numbers named, in order and each once; None where one of them was not shown."""
    words, found = figures("outline", "places"), list[int]()
    for place, word in enumerate(clause.words):
        if any(_covers(clause, table, place) for table in ("split", "join", "whole")):
            continue  # "is 1 stap" counts the steps, and names none
        if word.isdecimal() or word in words:
            found.append(int(word) if word.isdecimal() else int(words[word]))
        elif word in lists("outline")["last"]:
            found.append(count)
    if any(not 0 < one <= count for one in found):
        return None
    if len(found) == 2 and _tells(clause, "between"):
        found = list(range(found[0], found[1] + 1))
    return tuple(sorted(set(found)))


def _covers(clause: Clause, table: str, place: int) -> bool:
    """Whether a phrase of a table stands over this word."""
    return any(start + clause.longest(table, start) > place for start in range(place + 1))
