"""The table of what the answers tell of the whole journey.

Law: a row per figure, so that every one is a number; what cannot be told yet has its sentence below the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.journey_map import Faces, StudyFigures
from reisleider.renderers.tables.table import Cell, Heading, Table
from reisleider.renderers.tables.terms import Words
from reisleider.renderers.tables.touchpoints import SCORES
from reisleider.renderers.words.about_figures import tell_length, tell_side, tell_study_figures, tell_theme
from reisleider.renderers.words.signs import tell_exactly
from reisleider.renderers.words.slots import in_language

Row = tuple[Cell, ...]


def list_study_figures(words: Words, figures: StudyFigures) -> Table:
    """How far customers came, how they look back, how long it took, and what goes with how it ended."""
    labels = words.labels
    headings = (
        Heading(labels("figures.subject"), 42),
        Heading(labels("figures.about"), 32),
        Heading(labels("figures.measure"), 44),
        Heading("n", 8, "count"),
    )
    parts = (_funnel, _peak_end, _times, _drivers, _themes, _segments)
    rows = tuple(row for part in parts for row in part(words, figures))
    told = {row[0] for row in rows}
    notes = [
        f"{part.title}: {line}"
        for part in tell_study_figures(words.journey_map, labels)
        if part.title not in told
        for line in part.lines
    ]
    return Table(labels("sheet.whole-journey"), headings, rows, tuple(notes))


def _funnel(words: Words, figures: StudyFigures) -> Iterator[Row]:
    funnel, title = figures.funnel, words.labels("figures.funnel")
    if funnel is None:
        return
    names = {one.phase.id: in_language(one.phase.label, words.language) for one in words.journey_map.columns}
    for one in funnel.steps:
        counts = (("reach", one.reached), ("nearly", one.nearly), ("stopped", one.stopped))
        for key, count in counts:
            if count is not None:
                yield title, names.get(one.phase, one.phase), words.labels(f"figures.{key}"), count
    yield title, None, words.labels("figures.beside"), funnel.rest


def _peak_end(words: Words, figures: StudyFigures) -> Iterator[Row]:
    found, labels = figures.peak_end, words.labels
    if found is None:
        return
    title = labels("figures.peak-end")
    parts: tuple[tuple[str, Faces], ...] = (("peak", found.peak), ("last", found.last), ("whole", found.whole))
    for key, faces in parts:
        for score, count in zip(SCORES, faces.counts, strict=True):
            yield title, labels(f"figures.{key}"), labels.face(score), tell_exactly(count)
    for key, count in found.nearer.items():
        yield title, None, labels(f"figures.nearer-{key}"), tell_exactly(count)


def _times(words: Words, figures: StudyFigures) -> Iterator[Row]:
    title = words.labels("figures.times")
    for one in figures.times:
        for id, count in one.counts.items():
            yield title, words.called(one.touchpoint), tell_length(id, words.labels), tell_exactly(count)


def _drivers(words: Words, figures: StudyFigures) -> Iterator[Row]:
    labels = words.labels
    title = labels("figures.drivers")
    if not figures.drivers:
        return
    yield title, None, labels("figures.outcomes"), figures.outcomes
    for one in figures.drivers:
        yield title, words.called(one.touchpoint), labels("figures.better" if one.better else "figures.worse"), None


def _themes(words: Words, figures: StudyFigures) -> Iterator[Row]:
    labels = words.labels
    for side, count in figures.reasons.items():
        yield labels("figures.themes"), labels(f"figures.side-{side}"), labels("figures.gave-reason"), count
    for one in figures.themes:
        where = labels("figures.anywhere") if one.touchpoint is None else words.called(one.touchpoint)
        told = labels("figures.theme-row", words=tell_theme(one, labels), of=one.of)
        what = f"{told} · {labels('figures.theme-clear')}" if one.clear else told
        yield labels("figures.themes"), f"{where}, {tell_side(one, labels)}", what, one.n


def _segments(words: Words, figures: StudyFigures) -> Iterator[Row]:
    labels = words.labels
    for one in figures.segments:
        for group in one.groups:
            if group.faces is not None:
                what = f"{labels.pick(one.question)} {labels.pick(group.label)}"
                for score, count in zip(SCORES, group.faces.counts, strict=True):
                    yield labels("figures.segments"), what, labels.face(score), tell_exactly(count)
