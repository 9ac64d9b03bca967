"""What customers told that no touchpoint of the map counts: how many steps, and how they felt per phase.

Law: a figure covers the minimum group or is None; one respondent is one voice; counted steps are exactly those that the
touchpoints of the map name, so that nothing new follows by subtraction.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from reisleider.flows.journey import Track
from reisleider.flows.journey_map import MapTouchpoint, PhaseColumn, PhaseFeeling, Placement
from reisleider.flows.synthesis.figures.quotes import Saying
from reisleider.flows.synthesis.merging.cells import Cell
from reisleider.flows.synthesis.merging.own_steps import remarks_at
from reisleider.flows.synthesis.privacy.minimum import Guard
from reisleider.flows.words.cues import is_stop_word

_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’-]*")


@dataclass(frozen=True)
class Uncounted:
    """The cells whose customers no touchpoint of the map counts, and those whose guess by colleagues none shows; each
    also as it was met by other personas, who are ``away``."""

    cells: tuple[Cell, ...]
    away: tuple[Cell, ...]
    guessed: tuple[Cell, ...] = ()
    guessed_away: tuple[Cell, ...] = ()

    def within(self, phases: Container[str]) -> Uncounted:
        """Those of some phases."""
        some = (self.cells, self.away, self.guessed, self.guessed_away)
        return Uncounted(*(tuple(one for one in cells if one.phase in phases) for cells in some))

    @property
    def steps(self) -> int:
        """A step is one customer at one touchpoint."""
        return sum(len(one.customers) for one in self.cells)


def uncounted(shown: Sequence[MapTouchpoint], here: Mapping[str, Cell], away: Mapping[str, Cell]) -> Uncounted:
    """What is left of the cells when the touchpoints that tell how many named them are taken out."""
    counted, told = ({one.id for one in shown if one.named is not None}, {one.id for one in shown if one.guess})
    return Uncounted(
        tuple(one for one in here.values() if one.id not in counted and one.customers),
        tuple(one for one in away.values() if one.id not in counted and one.customers),
        tuple(one for one in here.values() if one.id not in told and one.staff),
        tuple(one for one in away.values() if one.id not in told and one.staff),
    )


def _people(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple({mention.journey.participant for one in cells for mention in one.customers})


def placement(
    shown: Sequence[MapTouchpoint], rest: Uncounted, customers: Sequence[str], others: Sequence[str], guard: Guard
) -> Placement | None:
    """How many of the steps that ``customers`` told the map counts; None under the minimum group of customers."""
    people = guard.count("customer", customers, others)
    if people is None:
        return None
    counted = counted_steps(shown)
    may_tell = not rest.steps or guard.count("customer", _people(rest.cells), _people(rest.away)) is not None
    cards = sum(not one.confirmed for one in rest.cells)
    return Placement(counted, counted + rest.steps if may_tell else None, people, cards if may_tell else 0)


def counted_steps(shown: Sequence[MapTouchpoint]) -> int:
    """Steps that stand on a map: what its touchpoints say of how many named them, added up."""
    return sum(one.named or 0 for one in shown)


def feelings(rest: Uncounted, phases: Sequence[str], guard: Guard) -> Mapping[str, PhaseFeeling]:
    """Per phase how customers felt at its uncounted steps: one face per person, the middle of those they chose there.

    Who is left over in phases that cannot be told are nobody or the minimum group, else no number of steps is told.
    """
    found = {phase: told for phase in phases if (told := _feeling(rest.within((phase,)), guard)) is not None}
    left = rest.within({one.phase for one in (*rest.cells, *rest.away)} - found.keys())
    if not left.steps or guard.count("customer", _people(left.cells), _people(left.away)) is not None:
        return found
    return {phase: replace(told, steps=None) for phase, told in found.items()}


def mostly_phases(columns: Sequence[PhaseColumn]) -> bool:
    """Whether more phases can be told as a whole only than have a touchpoint with faces: a young map."""
    counted = sum(any(one.faces is not None for one in column.touchpoints) for column in columns)
    return sum(column.whole is not None for column in columns) > counted


def _feeling(rest: Uncounted, guard: Guard) -> PhaseFeeling | None:
    faces = guard.faces("customer", _middles(rest.cells, "customer"), _people(rest.away))
    if faces is None:
        return None
    others = tuple(_middles(rest.guessed_away, "stakeholder"))
    guess = guard.faces("stakeholder", _middles(rest.guessed, "stakeholder"), others)
    return PhaseFeeling(faces, rest.steps, guess)


def faces_in(rest: Uncounted, phase: str) -> Mapping[str, int]:
    """The face of each customer in a phase told as a whole, as its feeling counts them. Raw: not to be shown."""
    return _middles(rest.within((phase,)).cells, "customer")


def _middles(cells: Sequence[Cell], track: Track) -> Mapping[str, int]:
    chosen: dict[str, list[int]] = {}
    for cell in cells:
        for who, score in cell.scores(track).items():
            chosen.setdefault(who, []).append(score)
    return {who: nearest_face(median(scores)) for who, scores in chosen.items()}


def nearest_face(middle: float) -> int:
    """The face nearest to a middle; between two of them the one away from neutral, so that a lean is seen."""
    return int(middle + 0.5) if middle >= 0 else -int(0.5 - middle)


def phase_sayings(rest: Uncounted, feeling: PhaseFeeling | None, kinds: tuple[str, ...]) -> Iterator[Saying]:
    """Customers' own remarks about the uncounted steps of a phase that the minimum group spoke of, tied to no step.

    A step of one person alone is told more easily from what they said, so only remarks without any name are here.
    """
    if feeling is None:
        return
    for cell in rest.cells:
        for mention in cell.customers:
            yield from (
                Saying(mention.journey, remark.words, mention.touchpoint.emotion, feeling.faces)
                for remark in remarks_at(mention.journey, mention.touchpoint.id)
                if remark.kind in kinds and not remark.forwarded
                if _names_nothing(remark.words)
            )


def _names_nothing(words: str) -> bool:
    """Whether no word in it has a capital but the everyday words that sentences begin with."""
    return all(is_stop_word(word) for word in _CAPITALISED.findall(words))
