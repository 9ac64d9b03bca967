"""What deserves attention first: importance, moments of truth, the three things to look at, the largest gap.

Law: every reason is a count that passed the minimum group; where there is not enough, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import LargestGap, LookFirst, MapTouchpoint, PhaseColumn
from reisleider.flows.synthesis.measures.gap import WORTH_SAYING, most_chosen
from reisleider.flows.synthesis.privacy.minimum import Guard

MOMENTS = 5  # three to five moments of truth (method 4.9); more would be none
FIRST = 3  # things to look at first (method 4.13)
Who = frozenset[str]


@dataclass(frozen=True)
class Stakes:
    """Who (participants) named a touchpoint as decisive, nearly stopped there, chose it as most or least important.

    ``shown``: in whose importance question it stood. Raw: nothing of it may be shown as it is.
    """

    decisive: Who = frozenset()
    near_drop_off: Who = frozenset()
    most: Who = frozenset()
    least: Who = frozenset()
    shown: Who = frozenset()

    @property
    def importance(self) -> float:
        """Most minus least, over times shown: -1..+1 (method 4.10, best-worst scaling)."""
        return (len(self.most) - len(self.least)) / len(self.shown) if self.shown else 0.0


NONE = Stakes()


def stakes(journeys: Sequence[Journey], group_of: Mapping[tuple[str, str], str]) -> Mapping[str, Stakes]:
    """Stakes per group; ``group_of``: (interview, touchpoint id) -> group id. One respondent counts once."""
    found: dict[str, dict[str, set[str]]] = {}
    for journey in journeys:
        rows = [("decisive", journey.decided_at), ("near_drop_off", journey.nearly_stopped_at)]
        if journey.importance is not None:
            rows += [("most", journey.importance.most), ("least", journey.importance.least)]
            rows += [("shown", one) for one in journey.importance.shown]
        for what, touchpoint in rows:
            group = group_of.get((journey.interview, touchpoint or ""))
            if group is not None:
                found.setdefault(group, {}).setdefault(what, set()).add(journey.participant)
    return {group: Stakes(**{what: frozenset(who) for what, who in rows_.items()}) for group, rows_ in found.items()}


def weigh(
    touchpoints: Sequence[MapTouchpoint],
    here: Mapping[str, Stakes],
    guard: Guard,
    elsewhere: Mapping[str, Stakes] | None = None,
) -> list[MapTouchpoint]:
    """The touchpoints with their importance, and at most five of them marked as moments of truth."""
    others = elsewhere or {}
    weighed = [
        replace(one, importance=_importance(here.get(one.id, NONE), others.get(one.id, NONE), guard))
        for one in touchpoints
    ]
    found = [
        (one.id, why)
        for one in weighed
        if (why := _moment(one, here.get(one.id, NONE), others.get(one.id, NONE), guard)) is not None
    ]
    reasons = dict(sorted(found, key=lambda row: (-row[1][1], row[0]))[:MOMENTS])
    return [_marked(one, reasons[one.id], guard) if one.id in reasons else one for one in weighed]


def _marked(touchpoint: MapTouchpoint, reason: tuple[str, int], guard: Guard) -> MapTouchpoint:
    """With its reason, and for how many where that leaves no few people over."""
    key, count = reason
    return replace(touchpoint, moment=key, moment_n=guard.part("customer", count, touchpoint.named))


def _importance(here: Stakes, elsewhere: Stakes, guard: Guard) -> float | None:
    enough = guard.count("customer", tuple(here.shown), tuple(elsewhere.shown))
    return None if enough is None else here.importance


def _moment(touchpoint: MapTouchpoint, here: Stakes, elsewhere: Stakes, guard: Guard) -> tuple[str, int] | None:
    """Why it is a moment of truth (method 4.9), and for how many: the reason most people gave, or None."""
    reasons = [
        ("moment.near-drop-off", here.near_drop_off, elsewhere.near_drop_off),
        ("moment.decisive", here.decisive, elsewhere.decisive),
    ]
    faces = touchpoint.faces
    if faces is not None and faces.negative > faces.positive:
        reasons.append(("moment.important", here.most, elsewhere.most))
    rows = [(guard.count("customer", tuple(who), tuple(others)), key) for key, who, others in reasons]
    counts = [(count, key) for count, key in rows if count is not None]
    if not counts:
        return None
    count, key = max(counts, key=lambda one: one[0])
    return key, count


def look_first(touchpoints: Sequence[MapTouchpoint], least: int) -> tuple[LookFirst, ...]:
    """The three touchpoints that hurt most: very unpleasant counts double, and so does everyone who nearly stopped.

    What is outside anyone's control is left out: looking at it first changes nothing.
    """
    rows = [one for one in touchpoints if enough_negative(one, least) and one.control != "outside"]
    rows.sort(key=lambda one: (-_weight(one), one.id))
    return tuple(_look(one) for one in rows[:FIRST])


def enough_negative(touchpoint: MapTouchpoint, least: int) -> bool:
    """Whether at least the minimum group chose a negative face here."""
    return touchpoint.faces is not None and touchpoint.faces.negative >= least


def enough_positive(touchpoint: MapTouchpoint, least: int) -> bool:
    """Whether at least the minimum group, and at least half, chose a positive face here."""
    return touchpoint.faces is not None and touchpoint.faces.positive >= max(least, touchpoint.faces.n / 2)


def _weight(touchpoint: MapTouchpoint) -> int:
    faces = touchpoint.faces
    return 0 if faces is None else 2 * faces.counts[0] + faces.counts[1] + 2 * _dropped(touchpoint)


def _dropped(touchpoint: MapTouchpoint) -> int:
    return (touchpoint.moment_n or 0) if touchpoint.moment == "moment.near-drop-off" else 0


def _look(touchpoint: MapTouchpoint) -> LookFirst:
    faces = touchpoint.faces
    slots = {"n": faces.negative if faces else 0, "of": faces.n if faces else 0}
    dropped = _dropped(touchpoint)
    if dropped:
        return LookFirst(touchpoint.label, "look.near-drop-off", {**slots, "dropped": dropped}, touchpoint.id)
    return LookFirst(touchpoint.label, "look.negative", slots, touchpoint.id)


def phases_first(columns: Sequence[PhaseColumn], least: int) -> tuple[LookFirst, ...]:
    """The phases that hurt most, of those that can be told as a whole only; for a map without touchpoints that do."""
    hurt = [(column.phase, column.whole.faces) for column in columns if column.whole is not None]
    found = [(phase, faces) for phase, faces in hurt if faces.negative >= least and faces.negative > faces.positive]
    found.sort(key=lambda row: -(row[1].negative + row[1].counts[0]) / row[1].n)
    return tuple(
        LookFirst(phase.label, "look.negative", {"n": faces.negative, "of": faces.n}) for phase, faces in found[:FIRST]
    )


def largest_gap(touchpoints: Sequence[MapTouchpoint]) -> LargestGap | None:
    """The touchpoint where staff and customers differ most, if the difference is worth saying."""
    rows = sorted(
        (-abs(one.gap), one.id, one.gap, one)
        for one in touchpoints
        if one.gap is not None and abs(one.gap) >= WORTH_SAYING
    )
    if not rows:
        return None
    _, _, delta, widest = rows[0]
    if widest.guess is None or widest.faces is None:
        return None
    return LargestGap(widest.id, widest.label, most_chosen(widest.guess), most_chosen(widest.faces), delta)
