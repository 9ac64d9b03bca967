"""What deserves attention first: importance, moments of truth, the three things to look at, the largest gap.

Law: every reason is a count that passed the minimum group; where there is not enough, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.journey import Journey
from flows.journey_map import LargestGap, LookFirst, MapTouchpoint
from flows.synthesis.gap import WORTH_SAYING, most_chosen

MOMENTS = 5  # three to five moments of truth (method 4.9); more would be none
FIRST = 3  # things to look at first (method 4.13)


@dataclass(frozen=True)
class Stakes:
    """How many people named a touchpoint as decisive, nearly stopped there, or chose it as most important.

    ``shown`` counts in how many importance questions it stood.
    """

    decisive: int = 0
    near_drop_off: int = 0
    most: int = 0
    least: int = 0
    shown: int = 0

    @property
    def importance(self) -> float:
        """Most minus least, over times shown: -1..+1 (method 4.10)."""
        return (self.most - self.least) / self.shown if self.shown else 0.0


def stakes(journeys: Sequence[Journey], group_of: Mapping[tuple[str, str], str]) -> Mapping[str, Stakes]:
    """Stakes per group; ``group_of``: (interview, touchpoint id) -> group id. One respondent counts once."""
    counts: dict[str, dict[str, set[str]]] = {}

    def count(journey: Journey, touchpoint: str | None, what: str) -> None:
        group = group_of.get((journey.interview, touchpoint or ""))
        if group is not None:
            counts.setdefault(group, {}).setdefault(what, set()).add(journey.participant)

    for journey in journeys:
        count(journey, journey.decided_at, "decisive")
        count(journey, journey.nearly_stopped_at, "near_drop_off")
        if journey.importance is not None:
            count(journey, journey.importance.most, "most")
            count(journey, journey.importance.least, "least")
            for shown in journey.importance.shown:
                count(journey, shown, "shown")
    return {group: Stakes(**{what: len(who) for what, who in rows.items()}) for group, rows in counts.items()}


def moment(stake: Stakes, touchpoint: MapTouchpoint, least: int) -> tuple[str, int] | None:
    """Why a touchpoint is a moment of truth, and for how many: the reason with the most people, or None."""
    reasons = [(stake.near_drop_off, "moment.near-drop-off"), (stake.decisive, "moment.decisive")]
    if touchpoint.faces is not None and touchpoint.faces.negative > touchpoint.faces.positive:
        reasons.append((stake.most, "moment.important"))
    count, reason = max(reasons, key=lambda one: one[0])
    return (reason, count) if count >= least else None


def look_first(touchpoints: Sequence[MapTouchpoint], least: int) -> tuple[LookFirst, ...]:
    """The three touchpoints that hurt most: by people who chose a negative face, then by who nearly stopped."""
    rows = [
        one for one in touchpoints if one.faces is not None and enough_negative(one, least) and one.control != "outside"
    ]
    rows.sort(key=lambda one: (-_weight(one), one.phase, one.id))
    return tuple(_look(one) for one in rows[:FIRST])


def enough_negative(touchpoint: MapTouchpoint, least: int) -> bool:
    """Whether at least the minimum group chose a negative face here."""
    return touchpoint.faces is not None and touchpoint.faces.negative >= least


def _weight(touchpoint: MapTouchpoint) -> float:
    faces = touchpoint.faces
    if faces is None:
        return 0.0
    drops = touchpoint.moment_n or 0 if touchpoint.moment == "moment.near-drop-off" else 0
    return 2 * faces.counts[0] + faces.counts[1] + drops


def _look(touchpoint: MapTouchpoint) -> LookFirst:
    faces = touchpoint.faces
    slots = {"n": faces.negative if faces else 0, "of": faces.n if faces else 0}
    reason = "look.negative"
    if touchpoint.moment == "moment.near-drop-off" and touchpoint.moment_n is not None:
        reason, slots = "look.near-drop-off", {**slots, "dropped": touchpoint.moment_n}
    return LookFirst(touchpoint.label, reason, slots, touchpoint.id)


def largest_gap(touchpoints: Sequence[MapTouchpoint]) -> LargestGap | None:
    """The touchpoint where staff and customers differ most, if the difference is worth saying."""
    rows = [one for one in touchpoints if one.gap is not None and abs(one.gap) >= WORTH_SAYING]
    if not rows:
        return None
    widest = max(rows, key=lambda one: (abs(one.gap or 0.0), one.id))
    if widest.guess is None or widest.faces is None or widest.gap is None:
        return None
    return LargestGap(widest.id, widest.label, most_chosen(widest.guess), most_chosen(widest.faces), widest.gap)
