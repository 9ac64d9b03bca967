"""The map as single facts: one measure of one touchpoint, phase or the whole map, for files that are long tables.

Law: every figure and every text of the map stands in exactly one fact; what the map hides gives no fact at all, so
that a missing row means "not shown" and never zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reisleider.flows.journey import Measurement, Track
from reisleider.flows.journey_map import (
    Action,
    Faces,
    JourneyMap,
    MapTouchpoint,
    PhaseColumn,
    Point,
    Priority,
    Quote,
    Segment,
    StudyFigures,
    Target,
    Theme,
)
from reisleider.renderers.words.about_map import footnotes, tell_assumption, tell_undecided
from reisleider.renderers.words.about_persona import tell_card
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_exactly
from reisleider.renderers.words.slots import in_language


@dataclass(frozen=True)
class Fact:
    """One row: ``value`` is the figure, ``n`` the people it rests on, ``text`` what is said in words.

    ``item`` numbers things of one measure within a phase (or the map), so that an action's owner is found beside it.
    """

    measure: str
    value: float | None = None
    n: int | None = None
    text: str = ""
    track: Track | None = None
    phase: str = ""
    touchpoint: str = ""
    item: int | None = None


def facts(journey_map: JourneyMap, language: str) -> Iterator[Fact]:
    """Every fact of a map, the whole first, then phase by phase."""
    labels = Labels(language)
    yield from _about(journey_map, labels)
    yield from _turnout(journey_map)
    yield from _whole(journey_map, labels)
    yield from _first(journey_map, labels)
    yield from _undecided(journey_map, labels)
    yield from _walked(journey_map)
    yield from _order(journey_map)
    for one in journey_map.unplaced:
        yield from _touchpoint(one)
    for place, column in enumerate(journey_map.columns, 1):
        yield Fact("phase", place, phase=column.phase.id)
        yield from (replace(fact, phase=column.phase.id) for fact in _phase(column))


def _about(journey_map: JourneyMap, labels: Labels) -> Iterator[Fact]:
    yield Fact("title", text=in_language(journey_map.title, labels.language))
    yield Fact("goal", text=in_language(journey_map.goal, labels.language))
    yield Fact("organisation", text=journey_map.organisation)
    yield Fact("model", text=journey_map.model.id)
    if journey_map.persona is not None:
        yield Fact("persona", text=in_language(journey_map.persona.name, labels.language))
        yield Fact("persona.note", text=in_language(journey_map.persona.note, labels.language))
    for item, told in enumerate(tell_card(journey_map, labels), 1):
        yield Fact("persona.card", text=told, item=item)
    if journey_map.assumption:
        yield Fact("assumption", 1, text=tell_assumption(labels))
    for item, note in enumerate((*footnotes(journey_map, labels), labels("loss.csv")), 1):
        yield Fact("note", text=note, item=item)


def _turnout(journey_map: JourneyMap) -> Iterator[Fact]:
    sides: tuple[tuple[Track, object], ...] = (("customer", journey_map.customers), ("stakeholder", journey_map.staff))
    for track, turnout in sides:
        for name in ("finished", "partial", "invited", "counted"):
            count = getattr(turnout, name)
            if count is not None:
                yield Fact(name, count, track=track)
        if track in journey_map.minimums:
            yield Fact("minimum", journey_map.minimums[track], track=track)


def _whole(journey_map: JourneyMap, labels: Labels) -> Iterator[Fact]:
    if journey_map.strength is not None:
        yield Fact("strength", journey_map.strength, journey_map.customers.counted, track="customer")
    if journey_map.inside_outside is not None:
        yield Fact("inside-outside", journey_map.inside_outside)
    placement = journey_map.placement
    if placement is not None:
        for measure, count in (("placed", placement.shown), ("told", placement.told), ("unplaced", placement.waiting)):
            if count is not None:
                yield Fact(measure, count, placement.people, track="customer")
        yield Fact("cards", placement.cards, track="customer")
    yield from _faces("end", journey_map.end, "customer")
    yield from _counts("recency", journey_map.recency, "customer")
    yield from _counts("outcome", journey_map.outcomes, "customer")
    if journey_map.figures is not None:
        yield from _study_figures(journey_map.figures, labels.language)
    if journey_map.gap is not None:
        gap = journey_map.gap
        name = in_language(gap.label, labels.language)
        yield Fact("largest-gap", gap.delta, text=name, touchpoint=gap.touchpoint)
        yield Fact("largest-gap.face", gap.staff_face, track="stakeholder", touchpoint=gap.touchpoint)
        yield Fact("largest-gap.face", gap.customer_face, track="customer", touchpoint=gap.touchpoint)
    for item, wish in enumerate(journey_map.wishes, 1):
        yield replace(_quote("wish", wish), item=item)


def _first(journey_map: JourneyMap, labels: Labels) -> Iterator[Fact]:
    for item, look in enumerate(journey_map.look_first, 1):
        text = f"{in_language(look.title, labels.language)}: {labels(look.reason, **look.slots)}"
        about = Fact("look-first", text=text, touchpoint=look.touchpoint or "", item=item)
        yield about
        for name, count in look.slots.items():
            if isinstance(count, int):
                yield replace(about, measure=f"look-first.{name}", value=count, text="")


def _undecided(journey_map: JourneyMap, labels: Labels) -> Iterator[Fact]:
    undecided = journey_map.undecided
    if undecided is None:
        return
    yield Fact("undecided", undecided.more, text=tell_undecided(journey_map, labels) or "")
    if undecided.first is not None:
        about = Fact("undecided.first", touchpoint=undecided.first.touchpoint or "")
        yield replace(about, text=in_language(undecided.first.title, labels.language))
        for name, count in undecided.first.slots.items():
            if isinstance(count, int):
                yield replace(about, measure=f"undecided.first.{name}", value=count)


def _order(journey_map: JourneyMap) -> Iterator[Fact]:
    for item, route in enumerate(journey_map.routes, 1):
        for place, id in enumerate(route.touchpoints, 1):
            yield Fact("route", place, route.n, track="customer", touchpoint=id, item=item)
    for item, variant in enumerate(journey_map.variants, 1):
        of = variant.n + variant.n_other
        yield Fact("variant.first", variant.n, of, track="customer", touchpoint=variant.first, item=item)
        yield Fact("variant.other", variant.n_other, of, track="customer", touchpoint=variant.second, item=item)
    if journey_map.priorities is None:
        return
    yield Fact("top-three.shared", journey_map.priorities.shared)
    for item, id in enumerate(journey_map.priorities.staff, 1):
        yield Fact("top-three", touchpoint=id, track="stakeholder", item=item)
    for item, id in enumerate(journey_map.priorities.customers, 1):
        yield Fact("top-three", touchpoint=id, track="customer", item=item)


def _walked(journey_map: JourneyMap) -> Iterator[Fact]:
    for item, pair in enumerate(journey_map.walked, 1):
        for id in pair:
            yield Fact("walked", touchpoint=id, track="customer", item=item)


def _phase(column: PhaseColumn) -> Iterator[Fact]:
    for one in sorted(column.touchpoints, key=lambda one: one.position):
        yield from _touchpoint(one)
    if column.hidden:
        yield Fact("hidden", column.hidden, track="customer")
    if column.felt is not None:
        yield from _faces("felt", column.felt.faces, "customer")
        yield from _faces("felt", column.felt.guess, "stakeholder")
        if column.felt.steps is not None:
            yield Fact("felt.steps", column.felt.steps, column.felt.faces.n, track="customer")
    for item, quote in enumerate(column.quotes, 1):
        yield replace(_quote("quote", quote), item=item)
    for measure, points in (
        ("need", column.needs),
        ("pain", column.pains),
        ("gain", column.gains),
        ("opportunity", column.opportunities),
    ):
        yield from (_point(measure, point, item) for item, point in enumerate(points, 1))
    for item, target in enumerate(column.targets, 1):
        yield from _target(target, item)
    yield from (fact for item, one in enumerate(column.measured, 1) for fact in _measured(one, item))
    for item, priority in enumerate(column.priorities, 1):
        yield from _priority(priority, item)
    for item, action in enumerate(column.actions, 1):
        yield from _action(action, item)


def _touchpoint(one: MapTouchpoint) -> Iterator[Fact]:
    yield from (replace(fact, touchpoint=one.id) for fact in _of_touchpoint(one))


def _of_touchpoint(one: MapTouchpoint) -> Iterator[Fact]:
    yield Fact("position", one.position)
    yield Fact("known", text=one.known)
    yield Fact("evidence", text=one.evidence)
    yield Fact("source", text=one.source)
    for measure, text in (("channel", one.channel), ("control", one.control)):
        if text is not None:
            yield Fact(measure, text=text)
    flags = ("wait", one.wait), ("designed", one.designed), ("blind-spot", one.blind_spot), ("gap.sure", one.gap_sure)
    yield from (Fact(measure, 1) for measure, flag in flags if flag)
    if one.moment is not None:
        yield Fact("moment", None, one.moment_n, one.moment.removeprefix("moment."), track="customer")
    counts: tuple[tuple[str, Track, int | None], ...] = (
        ("named", "customer", one.named),
        ("named", "stakeholder", one.named_by_staff),
        ("again", "customer", one.again),
        ("nearly", "customer", one.nearly),
        ("gave-up", "customer", one.gave_up),
        ("often-worst", "customer", one.often_worst),
    )
    for measure, track, count in counts:
        if count is not None:
            yield Fact(measure, count, track=track)
    yield from _faces("face", one.faces, "customer")
    yield from _faces("face", one.guess, "stakeholder")
    if one.gap is not None:
        yield Fact("gap", one.gap)
    if one.importance is not None:
        yield Fact("importance", one.importance, track="customer")
    yield from _counts("certainty", one.certainty, "stakeholder")
    yield from _counts("basis", one.basis, "stakeholder")
    yield from _counts("expectation", one.expectations, "customer")


def _faces(measure: str, faces: Faces | None, track: Track) -> Iterator[Fact]:
    if faces is None:
        return
    for score, count in zip((-2, -1, 0, 1, 2), faces.counts, strict=True):
        yield Fact(f"{measure}.{score}", tell_exactly(count), faces.n, track=track)
    yield Fact(f"{measure}.median", faces.median, faces.n, track=track)


def _counts(measure: str, counts: Mapping[str, int] | None, track: Track) -> Iterator[Fact]:
    told = sum((counts or {}).values())
    for id, count in (counts or {}).items():
        yield Fact(f"{measure}.{id}", tell_exactly(count), told, track=track)


def _quote(measure: str, quote: Quote) -> Fact:
    return Fact(measure, quote.score, text=quote.words, track="customer", touchpoint=quote.touchpoint or "")


def _point(measure: str, point: Point, item: int) -> Fact:
    track: Track = "stakeholder" if measure == "target" else "customer"
    return Fact(measure, None, point.n, point.words, track, touchpoint=point.touchpoint or "", item=item)


def _target(target: Target, item: int) -> Iterator[Fact]:
    aim = _point("target", target, item)
    yield aim
    if target.today is not None:
        yield replace(aim, measure="target.today", text=target.today)


def _study_figures(figures: StudyFigures, language: str) -> Iterator[Fact]:
    funnel, found = figures.funnel, figures.peak_end
    if funnel is not None:
        yield Fact("funnel.rest", funnel.rest, funnel.of, track="customer")
        for item, one in enumerate(funnel.steps, 1):
            rows = (("reached", one.reached), ("nearly", one.nearly), ("stopped", one.stopped))
            yield from (
                Fact(f"funnel.{name}", count, funnel.of, track="customer", phase=one.phase, item=item)
                for name, count in rows
                if count is not None
            )
    if found is not None:
        for name, faces in (("peak", found.peak), ("last", found.last), ("whole", found.whole)):
            yield from _faces(f"look-back.{name}", faces, "customer")
        yield from _counts("look-back.nearer", found.nearer, "customer")
    yield from (fact for one in figures.segments for fact in _segment(one))
    for time in figures.times:
        rows_of = _counts("elapsed", time.counts, "customer")
        yield from (replace(fact, touchpoint=time.touchpoint) for fact in rows_of)
    if figures.drivers is not None:
        yield Fact("driver.outcomes", figures.outcomes, track="customer")
        for item, driver in enumerate(figures.drivers, 1):
            text = "better" if driver.better else "worse"
            yield Fact("driver", text=text, track="customer", touchpoint=driver.touchpoint, item=item)
    yield from (Fact(f"reasons.{side}", n, track="customer") for side, n in figures.reasons.items())
    yield from (fact for item, one in enumerate(figures.themes, 1) for fact in _theme(one, item, language))


def _theme(one: Theme, item: int, language: str) -> Iterator[Fact]:
    words, measure = in_language(one.label, language), f"theme.{one.side}"
    yield Fact(measure, one.n, one.of, words, "customer", touchpoint=one.touchpoint or "", item=item)
    for name, yes in (("denied", one.denied), ("clear", one.clear)):
        if yes:
            yield Fact(f"{measure}.{name}", text=words, track="customer", touchpoint=one.touchpoint or "", item=item)


def _segment(one: Segment) -> Iterator[Fact]:
    for group in one.groups:
        yield from _faces(f"segment.{one.id}.{group.id}", group.faces, "customer")
    if one.differs is not None:
        yield Fact(f"segment.{one.id}.differs", text=" > ".join(one.differs), track="customer")


def _measured(one: Measurement, item: int) -> Iterator[Fact]:
    about = Fact("measured", one.number, text=one.metric, touchpoint=one.touchpoint, item=item)
    yield about
    for name, text in (("unit", one.unit), ("source", one.source), ("date", one.on.isoformat())):
        if text:
            yield replace(about, measure=f"measured.{name}", value=None, text=text)


def _priority(priority: Priority, item: int) -> Iterator[Fact]:
    about = Fact("priority", text=priority.words, touchpoint=priority.touchpoint or "", item=item)
    yield about
    rows: tuple[tuple[str, Track, float | None, int | None], ...] = (
        ("importance", "customer", priority.importance, priority.n),
        ("votes", "stakeholder", priority.votes, priority.voters),
        ("impact", "stakeholder", priority.impact, None),
        ("effort", "stakeholder", priority.effort, None),
    )
    for name, track, value, n in rows:
        if value is not None:
            yield replace(about, measure=f"priority.{name}", value=value, n=n, text="", track=track)


def _action(action: Action, item: int) -> Iterator[Fact]:
    about = Fact("action", text=action.words, touchpoint=action.touchpoint or "", item=item)
    yield about
    due = action.due.isoformat() if action.due is not None else ""
    for name, text in (("owner", action.owner), ("due", due), ("status", action.status), ("serves", action.serves)):
        if text:
            yield replace(about, measure=f"action.{name}", text=text)
