"""What the answers tell of the whole journey, in lines below a heading each: how far, looked back, how long, what goes
with how it ended, why faces were chosen.

Law: only what the map tells; where too few people told something, the line says what would change that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reisleider.flows.journey_map import Faces, JourneyMap, StudyFigures, Theme
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.synthesis.figures.drivers import ENOUGH
from reisleider.flows.synthesis.figures.peak_end import MOMENTS
from reisleider.flows.synthesis.privacy.minimum import SPLIT
from reisleider.flows.synthesis.reasons.themes import example
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_count, tell_faces

LENGTHS = ("hours", "days", "weeks", "months", "longer")
"""Answers of how long something took, the shortest first."""


@dataclass(frozen=True)
class Part:
    """One subject: its heading and its lines."""

    title: str
    lines: tuple[str, ...]


def tell_study_figures(journey_map: JourneyMap, labels: Labels) -> tuple[Part, ...]:
    """Every subject, also one of which nothing can be told yet; nothing on a map that was made before these were told,
    or that no customer spoke for."""
    figures = journey_map.figures
    if figures is None or not journey_map.customers.counted:
        return ()
    told = (
        ("figures.funnel", _funnel(figures, journey_map, labels)),
        ("figures.peak-end", _peak_end(figures, journey_map, labels)),
        ("figures.times", _times(figures, journey_map, labels)),
        ("figures.drivers", _drivers(figures, journey_map, labels)),
    )
    themes = Part(labels("figures.themes"), tuple(_themes(figures, journey_map, labels)))
    segments = (Part(labels("figures.segments"), tuple(_segments(figures, labels))),) if figures.segments else ()
    whole = journey_map.persona is None
    return (*(Part(labels(key), tuple(lines)) for key, lines in told), *((themes,) if whole else ()), *segments)


def _funnel(figures: StudyFigures, journey_map: JourneyMap, labels: Labels) -> Iterator[str]:
    funnel = figures.funnel
    if funnel is None:
        yield labels("figures.funnel-none", n=journey_map.minimums["customer"])
        return
    names = {one.phase.id: labels.pick(one.phase.label) for one in journey_map.columns}
    for one in funnel.steps:
        ways = (("ways.nearly", one.nearly), ("ways.gave-up", one.stopped))
        told = [labels("figures.reached", n=one.reached, of=funnel.of)]
        told += [labels(key, n=count) for key, count in ways if count is not None]
        yield labels("figures.line", what=names.get(one.phase, one.phase), told=" · ".join(told))
    if funnel.rest:
        yield labels("figures.rest", n=funnel.rest)


def _peak_end(figures: StudyFigures, journey_map: JourneyMap, labels: Labels) -> Iterator[str]:
    found = figures.peak_end
    if found is None:
        yield labels("figures.peak-end-none", n=journey_map.minimums["customer"], faces=MOMENTS)
        return
    rows: tuple[tuple[str, Faces], ...] = (("peak", found.peak), ("last", found.last), ("whole", found.whole))
    for key, faces in rows:
        told = labels("figures.middle", faces=tell_faces(faces), middle=labels.middle(faces.median))
        yield labels("figures.line", what=labels(f"figures.{key}"), told=told)
    nearer = found.nearer
    slots = {key: tell_count(nearer[id]) for key, id in (("rule", "peak-end"), ("mean", "mean"), ("same", "same"))}
    yield labels("figures.nearer", n=found.n, **slots)


def _times(figures: StudyFigures, journey_map: JourneyMap, labels: Labels) -> Iterator[str]:
    names = {one.id: labels.pick(one.label) for one in touchpoints_of(journey_map)}
    waits = {one.id for one in touchpoints_of(journey_map) if one.wait}
    if not figures.times:
        yield labels("figures.times-none", n=journey_map.minimums["customer"])
    for one in figures.times:
        name = names.get(one.touchpoint, "")
        what = labels("figures.wait", name=name) if one.touchpoint in waits else name
        yield labels("figures.line", what=what, told=tell_lengths(one.counts, labels))


def tell_lengths(counts: Mapping[str, int], labels: Labels) -> str:
    """``een paar dagen: 4 · een paar weken: 2``, the shortest first; then those that only one study's script knows."""
    ids = [*(id for id in LENGTHS if id in counts), *sorted(set(counts) - set(LENGTHS))]
    return " · ".join(f"{tell_length(id, labels)}: {tell_count(counts[id])}" for id in ids)


def tell_length(id: str, labels: Labels) -> str:
    """``een paar dagen``."""
    return labels(f"elapsed.{id}") if id in LENGTHS else labels.clean(id)


def _drivers(figures: StudyFigures, journey_map: JourneyMap, labels: Labels) -> Iterator[str]:
    if figures.drivers is None:
        yield labels("figures.drivers-none", n=figures.outcomes, of=ENOUGH)
        return
    if not figures.drivers:
        yield labels("figures.drivers-chance", n=figures.outcomes)
        return
    names = {one.id: labels.pick(one.label) for one in touchpoints_of(journey_map)}
    for one in figures.drivers:
        told = labels("figures.better" if one.better else "figures.worse")
        yield labels("figures.line", what=names.get(one.touchpoint, ""), told=told)
    yield labels("figures.no-cause")


def _segments(figures: StudyFigures, labels: Labels) -> Iterator[str]:
    for one in figures.segments:
        what = labels.pick(one.question)
        names = {group.id: labels.pick(group.label) for group in one.groups}
        spreads = [(group.id, group.faces) for group in one.groups if group.faces is not None]
        if len(spreads) < 2:
            yield labels("figures.line", what=what, told=labels("figures.segment-none", n=SPLIT))
            continue
        for id, faces in spreads:
            told = labels("figures.middle", faces=tell_faces(faces), middle=labels.middle(faces.median))
            yield labels("figures.line", what=f"{what} {names[id]}", told=told)
        if one.differs is None:
            yield labels("figures.line", what=what, told=labels("figures.segment-chance"))
        else:
            first, other = (names[id] for id in one.differs)
            yield labels("figures.line", what=what, told=labels("figures.segment-differs", first=first, other=other))


def _themes(figures: StudyFigures, journey_map: JourneyMap, labels: Labels) -> Iterator[str]:
    if not figures.reasons:
        yield labels("figures.themes-few", n=journey_map.minimums["customer"])
        return
    if not figures.themes:
        yield labels("figures.themes-none", n=journey_map.minimums["customer"])
        return
    names = {one.id: labels.pick(one.label) for one in touchpoints_of(journey_map)}
    for one in figures.themes:
        where = labels("figures.anywhere") if one.touchpoint is None else names.get(one.touchpoint, "")
        told = labels("figures.theme", words=tell_theme(one, labels), n=one.n, of=one.of)
        quote = example(one, journey_map)
        more = [labels("figures.theme-clear")] if one.clear else []
        more += [] if quote is None else [labels("figures.theme-quote", words=labels.clean(quote.words))]
        yield labels("figures.line", what=f"{where}, {tell_side(one, labels)}", told=" · ".join((told, *more)))
    yield labels("figures.themes-chance")


def tell_side(theme: Theme, labels: Labels) -> str:
    """Of which faces a theme is the reason."""
    return labels(f"figures.side-{theme.side}")


def tell_theme(theme: Theme, labels: Labels) -> str:
    """What a theme is called, with that it was not so where people said that."""
    words = labels.pick(theme.label)
    return labels("figures.theme-denied", words=words) if theme.denied else words
