"""What a map may claim beside its counts: that a touchpoint stands out, that colleagues see it otherwise, that people
walked from one to the next.

Law: nothing is claimed that chance makes as easily; each kind of claim is tested over the whole map at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import Faces, MapTouchpoint, PhaseFeeling
from reisleider.flows.synthesis.measures.chance import RISKS, Odds, beyond_chance, odds_of
from reisleider.flows.synthesis.measures.difference import chance_of
from reisleider.flows.synthesis.measures.worst import stand_out, stays_worst
from reisleider.flows.synthesis.merging.cells import Cell
from reisleider.flows.synthesis.merging.own_steps import line_of

DRAWN = 60  # touchpoints in a picture; of a longer map a line joins further ones too
Groups = Mapping[tuple[str, str], str]
Chosen = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Judged:
    """Touchpoints and phases as wholes, with what stands out among all of them."""

    touchpoints: list[MapTouchpoint]
    felt: Mapping[str, PhaseFeeling]


def mark_worst(
    touchpoints: Sequence[MapTouchpoint], felt: Mapping[str, PhaseFeeling], cells: Mapping[str, Cell], phases: Chosen
) -> Judged:
    """Marks where more customers felt bad than chance makes. ``phases``: the faces of phases that are told as a whole,
    by participant, tested together with the touchpoints. What is not on the map, or outside anyone's control, is
    compared with only."""
    chosen: dict[tuple[str, str], Mapping[str, int]] = {
        ("touchpoint", one.id): cells[one.id].scores("customer") for one in touchpoints if one.faces is not None
    }
    chosen |= {("phase", phase): faces for phase, faces in phases.items() if phase in felt}
    beside = {
        ("beside", one.id): one.scores("customer")
        for one in cells.values()
        if ("touchpoint", one.id) not in chosen and ("phase", one.phase) not in chosen
    }
    outside = {("touchpoint", one.id) for one in touchpoints if one.control == "outside"}
    clear, often = stand_out({**chosen, **beside}, frozenset({*outside, *beside})), stays_worst(chosen)
    told = {key: often.get(key, 0) for key in clear}
    return Judged(
        [replace(one, often_worst=told.get(("touchpoint", one.id))) for one in touchpoints],
        {phase: replace(one, often_worst=told.get(("phase", phase))) for phase, one in felt.items()},
    )


def sure_gaps(touchpoints: Sequence[MapTouchpoint]) -> list[MapTouchpoint]:
    """Marks where guessed and given faces differ more than chance makes, by the permutation test of ``chance_of``."""
    both = [(one, one.guess, one.faces) for one in touchpoints if one.guess is not None and one.faces is not None]
    tests = [Odds(chance_of(guess, faces), _furthest(guess, faces)) for _, guess, faces in both]
    sure = {both[place][0].id for place in beyond_chance(tests, RISKS["gap"])}
    return [replace(one, gap_sure=one.id in sure) for one in touchpoints]


def _furthest(guess: Faces, faces: Faces) -> float:
    """The smallest probability there can be of a division of the same faces: all low ones on the smaller side."""
    totals = [here + there for here, there in zip(guess.counts, faces.counts, strict=True)]
    return min(_split(totals, guess.n), _split(totals[::-1], guess.n))


def _split(totals: Sequence[int], size: int) -> float:
    low: list[int] = []
    for total in totals:
        low.append(min(total, size - sum(low)))
    one, two, three, four, five = low
    rest = [total - taken for total, taken in zip(totals, low, strict=True)]
    return chance_of(Faces((one, two, three, four, five)), Faces((rest[0], rest[1], rest[2], rest[3], rest[4])))


Moments = frozenset[tuple[str, str]]
"""Group id and reason of every moment of truth that chance does not explain."""


def sure_moments(touchpoints: Sequence[MapTouchpoint], journeys: Sequence[Journey], group_of: Groups) -> Moments:
    """Where more customers point than would by pointing at random: each at one of the steps they could choose from."""
    keys: list[tuple[str, str]] = []
    tests: list[Odds] = []
    shown = {one.id for one in touchpoints}
    met = {one.interview: frozenset(line_of(one, group_of)) for one in journeys}
    for reason in ("moment.near-drop-off", "moment.decisive", "moment.important"):
        count: dict[str, int] = {}
        chances: dict[str, list[float]] = {}
        for one in journeys:
            chosen, among = _choice(one, reason, group_of, met[one.interview])
            if chosen is None:
                continue
            count[chosen] = count.get(chosen, 0) + 1
            for group in among:
                chances.setdefault(group, []).append(1 / len(among))
        for group in sorted(shown & chances.keys()):
            keys.append((group, reason))
            tests.append(odds_of(chances[group], count.get(group, 0)))
    return frozenset(keys[place] for place in beyond_chance(tests, RISKS["moment"]))


def _choice(journey: Journey, reason: str, group_of: Groups, own: frozenset[str]) -> tuple[str | None, frozenset[str]]:
    """The touchpoint somebody pointed at, and those they could have: all of their ``own``, or those they were shown."""
    if reason == "moment.important":
        pointed = journey.importance.most if journey.importance is not None else None
        own = frozenset() if journey.importance is None else _met(journey, journey.importance.shown, group_of)
    else:
        pointed = journey.decided_at if reason == "moment.decisive" else journey.nearly_stopped_at
    return group_of.get((journey.interview, pointed or "")), own


def _met(journey: Journey, steps: Sequence[str], group_of: Groups) -> frozenset[str]:
    """The touchpoints that these steps of somebody's are."""
    return frozenset(group for id in steps if (group := group_of.get((journey.interview, id))) is not None)


def walked(
    touchpoints: Sequence[MapTouchpoint],
    cells: Mapping[str, Cell],
    joined: Callable[[str, str, int], bool],
    stood: AbstractSet[frozenset[str]] = frozenset(),
) -> tuple[tuple[str, str], ...]:
    """The pairs of touchpoints near each other that are ``joined``, in the map's order.

    ``joined`` hears how many customers gave a face at both ends; pairs that ``stood`` on the map before are judged too.

    No number goes with a pair: beside the counts of its ends it would tell of a few people.
    """
    felt = {id: cell.scores("customer").keys() for id, cell in cells.items()}
    line = [one.id for one in touchpoints if one.faces is not None]
    reach = 1 + 2 * (len(line) // DRAWN)
    earlier = {id: place for place, id in enumerate(line)}
    further: dict[str, set[str]] = {id: set(line[place + 1 : place + 1 + reach]) for id, place in earlier.items()}
    for pair in stood:
        if pair <= earlier.keys():
            first, second = sorted(pair, key=earlier.__getitem__)
            further[first].add(second)
    nobody = frozenset[str]()
    return tuple(
        (id, other)
        for id in line
        for other in sorted(further[id], key=earlier.__getitem__)
        if joined(id, other, len(felt.get(id, nobody) & felt.get(other, nobody)))
    )
