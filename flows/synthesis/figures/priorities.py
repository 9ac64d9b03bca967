"""What deserves attention first: importance, moments of truth, the three things to look at, the largest gap.

Law: every reason is a count that passed the minimum group; where there is not enough, nothing is claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import Faces, LargestGap, LookFirst, MapTouchpoint, PhaseColumn, Undecided
from reisleider.flows.synthesis.figures.claims import Moments
from reisleider.flows.synthesis.measures.chance import RISKS, at_least
from reisleider.flows.synthesis.measures.gap import WORTH_SAYING, most_chosen
from reisleider.flows.synthesis.measures.worst import lower_bound
from reisleider.flows.synthesis.privacy.minimum import Guard

MOMENTS = 5  # three to five moments of truth (method 4.9); more would be none
FIRST = 3  # things to look at first (method 4.13)
IMPORTANT = "moment.important"
FAR, MORE = 4, 60  # times the customers of now, and customers, beyond which nobody plans conversations
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
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for journey in journeys:
        rows = [("decisive", journey.decided_at), ("near_drop_off", journey.nearly_stopped_at)]
        if journey.importance is not None:
            rows += [("most", journey.importance.most), ("least", journey.importance.least)]
            rows += [("shown", one) for one in journey.importance.shown]
        for what, touchpoint in rows:
            if touchpoint is None:
                continue
            group = group_of.get((journey.interview, touchpoint))
            if group is not None:
                found[group][what].add(journey.participant)
    return {group: Stakes(**{what: frozenset(who) for what, who in rows_.items()}) for group, rows_ in found.items()}


def weigh(
    touchpoints: Sequence[MapTouchpoint],
    here: Mapping[str, Stakes],
    guard: Guard,
    sure: Moments,
    elsewhere: Mapping[str, Stakes] | None = None,
) -> list[MapTouchpoint]:
    """The touchpoints with their importance, and at most five of them marked as moments of truth; only for reasons that
    are ``sure``: chance does not make so many name it."""
    others = elsewhere or {}
    weighed = [
        replace(one, importance=_importance(here.get(one.id, NONE), others.get(one.id, NONE), guard))
        for one in touchpoints
    ]
    found = [
        (one.id, why)
        for one in weighed
        if (why := _moment(one, here.get(one.id, NONE), others.get(one.id, NONE), guard, sure)) is not None
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


def _moment(
    touchpoint: MapTouchpoint, here: Stakes, elsewhere: Stakes, guard: Guard, sure: Moments
) -> tuple[str, int] | None:
    """Why it is a moment of truth (method 4.9), and for how many: the reason most people gave, or None."""
    reasons = [
        ("moment.near-drop-off", here.near_drop_off, elsewhere.near_drop_off),
        ("moment.decisive", here.decisive, elsewhere.decisive),
    ]
    faces = touchpoint.faces
    if faces is not None and faces.negative > faces.positive and enough_negative(touchpoint, guard.least["customer"]):
        reasons.append((IMPORTANT, here.most, elsewhere.most))
    rows = [
        (guard.count("customer", tuple(who), tuple(others)), key)
        for key, who, others in reasons
        if (touchpoint.id, key) in sure
    ]
    counts = [(count, key) for count, key in rows if count is not None]
    if not counts:
        return None
    count, key = max(counts, key=lambda one: one[0])
    return key, count


def look_first(touchpoints: Sequence[MapTouchpoint], least: int) -> tuple[LookFirst, ...]:
    """The at most three touchpoints where more customers felt bad than chance makes, by the lower bound of their share:
    six of six before seven of twenty. What is outside anyone's control is left out: looking there changes nothing."""
    rows = sorted(
        (one for one in touchpoints if one.often_worst is not None and enough_negative(one, least)), key=_by_bound
    )
    firm = sum(one.faces is not None for one in touchpoints) > FIRST
    return tuple(_look(one, firm=firm) for one in rows[:FIRST])


def decide(
    touchpoints: Sequence[MapTouchpoint], columns: Sequence[PhaseColumn], customers: int, least: int
) -> Undecided | None:
    """Why nothing is to be looked at first: about how many customers more could show it, and what stands on top so far.

    Of touchpoints, or on a young map of the phases that are told as a whole; None where fewer than two of them have
    faces: there is nothing to choose between. ``customers``: counted so far.
    """
    rows = [
        (one.faces, LookFirst(one.label, "look.counted", _counts(one.faces), one.id), one.control == "outside")
        for one in touchpoints
        if one.faces is not None
    ]
    if len(rows) < 2:
        wholes = [(one.phase.label, one.whole.faces) for one in columns if one.whole is not None]
        rows = [(faces, LookFirst(label, "look.counted", _counts(faces)), False) for label, faces in wholes]
    if len(rows) < 2:
        return None
    ranked = sorted(rows, key=lambda row: (-lower_bound(row[0].negative, row[0].n), row[1].touchpoint or ""))
    open_ = [(faces, look) for faces, look, outside in ranked if not outside]
    first = next((look for faces, look in open_ if faces.negative >= least), None)
    more = _wanting(open_[0][0], [faces for faces, _, _ in rows], customers) if open_ else None
    return Undecided(more, first)


def _wanting(worst: Faces, spreads: Sequence[Faces], customers: int) -> int | None:
    """The fewest customers more, in steps of two, with whom the worst spread would stand out if shares stayed as they
    are; None where no number that anybody plans would show it."""
    usual = sum(one.negative for one in spreads) / sum(one.n for one in spreads)
    for more in range(2, min(FAR * customers, MORE) + 1, 2):
        grown = 1 + more / customers
        of = round(worst.n * grown)
        if at_least([usual] * of, round(worst.negative * grown)) <= RISKS["worst"] / len(spreads):
            return more
    return None


def _by_bound(touchpoint: MapTouchpoint) -> tuple[float, str]:
    faces = touchpoint.faces
    return (0.0 if faces is None else -lower_bound(faces.negative, faces.n), touchpoint.id)


def enough_negative(touchpoint: MapTouchpoint, least: int) -> bool:
    """Whether at least the minimum group chose a negative face here."""
    return touchpoint.faces is not None and touchpoint.faces.negative >= least


def enough_positive(touchpoint: MapTouchpoint, least: int) -> bool:
    """Whether at least the minimum group, and at least half, chose a positive face here."""
    return touchpoint.faces is not None and touchpoint.faces.positive >= max(least, touchpoint.faces.n / 2)


def _dropped(touchpoint: MapTouchpoint) -> int:
    return (touchpoint.moment_n or 0) if touchpoint.moment == "moment.near-drop-off" else 0


def _look(touchpoint: MapTouchpoint, *, firm: bool) -> LookFirst:
    """What hurts there. ``firm``: there are more than three, so that staying among the worst three says something."""
    if not firm:
        return LookFirst(touchpoint.label, "look.counted", _counts(touchpoint.faces), touchpoint.id)
    dropped = _dropped(touchpoint)
    slots = {**_counts(touchpoint.faces), "often": touchpoint.often_worst or 0}
    if dropped:
        return LookFirst(touchpoint.label, "look.near-drop-off", {**slots, "dropped": dropped}, touchpoint.id)
    return LookFirst(touchpoint.label, "look.negative", slots, touchpoint.id)


def _counts(faces: Faces | None) -> dict[str, int | str]:
    """How many chose a negative face, of those who chose one; others may have named it too."""
    return {"n": faces.negative if faces else 0, "of": faces.n if faces else 0}


def phases_first(columns: Sequence[PhaseColumn], least: int) -> tuple[LookFirst, ...]:
    """The phases that stand out, of those that can be told as a whole only; for a map without touchpoints that do."""
    hurt = [(column.phase, column.whole) for column in columns if column.whole is not None]
    found = [(phase, one) for phase, one in hurt if one.often_worst is not None and one.faces.negative >= least]
    found.sort(key=lambda row: (-lower_bound(row[1].faces.negative, row[1].faces.n), row[0].id))
    if len(hurt) <= FIRST:
        return tuple(LookFirst(phase.label, "look.counted", _counts(one.faces)) for phase, one in found)
    return tuple(
        LookFirst(phase.label, "look.negative", {**_counts(one.faces), "often": one.often_worst or 0})
        for phase, one in found[:FIRST]
    )


def largest_gap(touchpoints: Sequence[MapTouchpoint]) -> LargestGap | None:
    """The touchpoint where staff and customers differ most, if chance does not make the difference, it is worth saying
    and it can be said: where both sides mostly chose the same face, its words would read as none."""
    rows = sorted((one for one in touchpoints if tells_gap(one)), key=lambda one: (-abs(one.gap or 0.0), one.id))
    if not rows:
        return None
    widest = rows[0]
    assert widest.gap is not None  # else it tells none
    assert widest.guess is not None
    assert widest.faces is not None
    return LargestGap(widest.id, widest.label, most_chosen(widest.guess), most_chosen(widest.faces), widest.gap)


def tells_gap(touchpoint: MapTouchpoint) -> bool:
    """Whether colleagues' guess can be called other than what customers chose."""
    guess, faces = touchpoint.guess, touchpoint.faces
    if touchpoint.gap is None or guess is None or faces is None or not touchpoint.gap_sure:
        return False
    return abs(touchpoint.gap) >= WORTH_SAYING and most_chosen(guess) != most_chosen(faces)
