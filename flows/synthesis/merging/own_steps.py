"""What every step of somebody's journey is called wherever people are counted: worked out once for each journey.

Law: of one journey alone, which never changes; kept with it, and gone with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reisleider.flows.journey import Journey, Remark, Touchpoint
from reisleider.flows.meaning.likeness import form


class Voice(NamedTuple):
    """One answer of one person: ``mention`` says where in their interview, so that each counts once. A map has tens of
    these of each person, as keys."""

    participant: str
    mention: str = ""


@dataclass(frozen=True, slots=True)
class OwnStep:
    """One step of a journey. ``form``: of its words; ``said``: which of their own steps it is; called otherwise it is
    another one; ``voice``: whose answer it is, and to which step of theirs; ``nature``: what it is, as told; ``place``:
    where it comes in its own journey, 0 (first) to 1 (last), None where it is the only one."""

    form: str
    said: str
    voice: Voice
    nature: str
    place: float | None


def own_steps(journey: Journey) -> tuple[OwnStep, ...]:
    """The steps of a journey, in its order."""
    found: tuple[OwnStep, ...] | None = journey.worked.get("steps")
    if found is None:
        found = journey.worked["steps"] = tuple(own_step(journey, one) for one in journey.touchpoints)
    return found


def own_step(journey: Journey, one: Touchpoint) -> OwnStep:
    """A step that is taken as somebody's, whether they told it so or not."""
    told = form(one.words)
    said = f"{one.id}: {told}"
    nature = sys.intern(repr((one.channel, one.phase, one.wait, one.designed)))
    voice = Voice(journey.participant, f"{journey.interview}/{said}")
    return OwnStep(told, said, voice, nature, place_of(one, journey))


def place_of(step: Touchpoint, journey: Journey) -> float | None:
    """Where a step comes in its own journey, 0 (first) to 1 (last); None where it is the only one."""
    places = [one.position for one in journey.touchpoints]
    first, last = min(places), max(places)
    return (step.position - first) / (last - first) if last > first else None


class Grouped(dict[tuple[str, str], str]):
    """(interview, touchpoint id) -> the id of the merged touchpoint; with the line of each journey read once."""

    def __init__(self, *known: Iterable[tuple[tuple[str, str], str]]) -> None:
        super().__init__(*known)
        self.lines: dict[str, tuple[str, ...]] = {}


def line_of(journey: Journey, group_of: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """The merged touchpoints that somebody met, in the order of their journey."""
    known = group_of.lines if isinstance(group_of, Grouped) else {}
    found = known.get(journey.interview)
    if found is None:
        interview = journey.interview
        found = known[interview] = tuple([group_of[interview, step.id] for step in journey.touchpoints])
    return found


def remarks_at(journey: Journey, touchpoint: str) -> Sequence[Remark]:
    """What somebody said about one of their steps."""
    found: dict[str | None, list[Remark]] | None = journey.worked.get("remarks")
    if found is None:
        found = journey.worked["remarks"] = {}
        for one in journey.remarks:
            found.setdefault(one.touchpoint, []).append(one)
    return found.get(touchpoint, ())
