"""What customers said, per phase: quotes, needs, pains, gains, opportunities, targets.

Law: own words with consent only, redacted, from touchpoints, or phases, at or over the minimum group; a number beside
them passed it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from reisleider.flows.journey import Journey, Phase, Texts
from reisleider.flows.journey_map import MapTouchpoint, PhaseColumn, PhaseFeeling, Point, Priority, Target
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.figures.priorities import enough_negative, enough_positive
from reisleider.flows.synthesis.figures.quotes import Chooser, Saying, quote
from reisleider.flows.synthesis.merging.cells import Cell
from reisleider.flows.synthesis.merging.own_steps import remarks_at
from reisleider.flows.synthesis.privacy.minimum import Guard

TOLD = ("pain", "gain", "drop-off")  # the remarks that are quoted
POINTS, QUOTES = 3, 2  # of own words, per lane and phase; what a reader takes in at a glance


def column(
    phase: Phase,
    touchpoints: Sequence[MapTouchpoint],
    hidden: int,
    cells: Mapping[str, Cell],
    guard: Guard,
    chooser: Chooser,
    language: str,
    priorities: tuple[Priority, ...] = (),
    felt_rest: PhaseFeeling | None = None,
    said_rest: Sequence[Saying] = (),
) -> PhaseColumn:
    """One phase with its lanes. ``language``: the study's first, for points that are called after a touchpoint;
    ``felt_rest`` and ``said_rest``: of its steps that no touchpoint counts, quoted where no touchpoint is counted."""
    least = guard.least["customer"]
    open_ = [one for one in touchpoints if one.named is not None]
    about = _told_about(open_, cells)
    told = _of_kinds(about, TOLD) if open_ else said_rest
    pains, gains = felt(open_, language, least)
    return PhaseColumn(
        phase=phase,
        touchpoints=tuple(touchpoints),
        hidden=hidden,
        quotes=tuple(quote(one) for one in (chooser.choose(told, QUOTES) if open_ else both_sides(told, chooser))),
        needs=points(_of_kinds(about, ("need",)), guard, POINTS, chooser),
        pains=pains,
        gains=gains,
        opportunities=points(_of_kinds(about, ("wish", "opportunity")), guard, POINTS, chooser),
        targets=tuple(point for one in touchpoints if (point := target(cells[one.id], guard)) is not None),
        priorities=priorities,
        felt=felt_rest,
    )


def both_sides(said: Sequence[Saying], chooser: Chooser) -> tuple[Saying, ...]:
    """For a phase told as a whole: the best from who it felt good to and from who it felt bad to, the larger side
    first, so that two quotes do not make one side of it."""
    sides: tuple[list[Saying], list[Saying]] = ([], [])
    for one in said:
        lean = 0 if one.faces is None else one.faces.negative - one.faces.positive
        sides[(one.score or 0) < 0 if lean <= 0 else (one.score or 0) >= 0].append(one)
    chosen = [saying for side in sides for saying in chooser.choose(side, 1)]
    if len(chosen) == QUOTES or not chosen:
        return tuple(chosen)
    others = [one for one in said if one.journey.participant != chosen[0].journey.participant]
    return (*chosen, *chooser.choose(others, QUOTES - len(chosen)))


def _told_about(touchpoints: Sequence[MapTouchpoint], cells: Mapping[str, Cell]) -> list[tuple[str, Saying]]:
    """Customers' own remarks about these touchpoints, each with its kind; what they forwarded is not theirs."""
    return [
        (remark.kind, Saying(mention.journey, remark.words, mention.touchpoint.emotion, one.faces, one.id))
        for one in touchpoints
        for mention in cells[one.id].customers
        for remark in remarks_at(mention.journey, mention.touchpoint.id)
        if not remark.forwarded
    ]


def _of_kinds(told: Sequence[tuple[str, Saying]], kinds: tuple[str, ...]) -> list[Saying]:
    return [saying for kind, saying in told if kind in kinds]


def points(said: Sequence[Saying], guard: Guard, most: int, chooser: Chooser) -> tuple[Point, ...]:
    """What was said, grouped by equal forms: those told by enough people first with their number, then the best."""
    by_form: dict[tuple[str, str | None], list[Saying]] = {}
    for one in said:
        by_form.setdefault((form(one.words), one.touchpoint), []).append(one)
    shared: list[tuple[int, Saying]] = []
    single: list[Saying] = []
    for rows in by_form.values():
        people = sorted({row.journey.participant for row in rows})
        count = None if guard.split else guard.count("customer", people)
        if count is None:
            single.extend(rows)
        elif best := chooser.shared().choose(rows, 1):
            shared.append((count, best[0]))
    shared.sort(key=lambda row: (-row[0], row[1].words))
    counted = [Point(one.words, count, one.touchpoint) for count, one in shared]
    left = max(0, most - len(counted))
    voices = [Point(one.words, None, one.touchpoint) for one in chooser.apart().choose(single, left)]
    return tuple((counted + voices)[:most])


def felt(
    touchpoints: Sequence[MapTouchpoint], language: str, least: int
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The touchpoints that enough customers felt bad about, and those that enough felt good about, the most first."""
    open_ = [one for one in touchpoints if one.named is not None]
    pains = [_felt(one, language, "negative") for one in open_ if enough_negative(one, least)]
    gains = [_felt(one, language, "positive") for one in open_ if enough_positive(one, least)]
    return tuple(sorted(pains, key=_most)), tuple(sorted(gains, key=_most))


def _most(point: Point) -> int:
    return -(point.n or 0)


def _felt(touchpoint: MapTouchpoint, language: str, side: str) -> Point:
    faces = touchpoint.faces
    count = None if faces is None else faces.negative if side == "negative" else faces.positive
    return Point(named(touchpoint.label, language), count, touchpoint.id)


def named(label: Texts, language: str) -> str:
    """A touchpoint's name in this language, else in the first it has."""
    return label.get(language) or next(iter(label.values()), "")


def target(cell: Cell, guard: Guard) -> Target | None:
    """The middle of the targets that colleagues named in one unit, where enough of them did, and of what it is today
    where enough of the same colleagues told that in the same unit."""
    wanted, today = _figures(cell, "target"), _figures(cell, "today")
    for unit, numbers in sorted(wanted.items(), key=lambda row: (-len(row[1]), row[0])):
        count = guard.count("stakeholder", tuple(numbers))
        if count is not None and not guard.split:
            now = {who: number for who, number in today.get(unit, {}).items() if who in numbers}
            enough = guard.count("stakeholder", tuple(now)) is not None
            return Target(_middle(numbers, unit), count, cell.id, _middle(now, unit) if enough else None)
    return None


def _figures(cell: Cell, what: str) -> Mapping[str, Mapping[str, float]]:
    """Unit -> participant -> the number they named, the middle of a range."""
    by_unit: dict[str, dict[str, float]] = {}
    for mention in cell.staff:
        value = getattr(mention.touchpoint, what)
        if isinstance(value, Mapping) and isinstance(value.get("number"), int | float):
            unit = str(value.get("unit") or "")
            ends = (float(value["number"]), float(value.get("to", value["number"])))
            by_unit.setdefault(unit, {})[mention.journey.participant] = sum(ends) / 2
    return by_unit


def _middle(numbers: Mapping[str, float], unit: str) -> str:
    return f"{median(numbers.values()):g} {unit}".strip()


def wishes(customers: Sequence[Journey], guard: Guard, elsewhere: Sequence[Journey], chooser: Chooser) -> list[Saying]:
    """What people would change, where enough of them named something."""
    here = _wishing(customers)
    people, others = _people(here), _people(_wishing(elsewhere))
    return [] if guard.count("customer", people, others) is None else list(chooser.choose(here, POINTS))


def _wishing(journeys: Sequence[Journey]) -> list[Saying]:
    return [
        Saying(one, said.words, forwarded=said.forwarded)
        for one in journeys
        for said in one.remarks
        if said.kind == "wish"
    ]


def _people(said: Sequence[Saying]) -> list[str]:
    return sorted({one.journey.participant for one in said})
