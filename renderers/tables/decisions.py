"""The tables of what is to be done about it: priorities, targets, measured figures and actions.

Law: what customers and what colleagues said stands side by side, never added up.
"""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.renderers.tables.table import Cell, Heading, Table
from reisleider.renderers.tables.terms import Words
from reisleider.renderers.words.about_phase import target_beside


def _about(words: Words) -> tuple[Heading, ...]:
    labels = words.labels
    return Heading(labels("sheet.phase"), 18), Heading(labels("table.touchpoint"), 32)


def list_priorities(words: Words) -> Table:
    """How much things matter to customers and to colleagues, side by side."""
    labels = words.labels
    headings = (
        *_about(words),
        Heading(labels("sheet.what"), 44),
        Heading(labels("sheet.importance"), 12, "signed"),
        Heading(labels("sheet.shown"), 12, "count"),
        Heading(labels("sheet.votes"), 10, "count"),
        Heading(labels("sheet.voters"), 10, "count"),
        Heading(labels("sheet.impact"), 10, "figure"),
        Heading(labels("sheet.effort"), 10, "figure"),
    )
    rows = tuple(
        (
            words.phase(column),
            words.called(one.touchpoint),
            one.words,
            one.importance,
            one.n,
            one.votes,
            one.voters,
            one.impact,
            one.effort,
        )
        for column in words.journey_map.columns
        for one in column.priorities
    )
    return Table(labels("sheet.priorities"), headings, rows, (labels("sheet.importance-means"), *_top_three(words)))


def _top_three(words: Words) -> tuple[str, ...]:
    shared = words.journey_map.priorities
    if shared is None:
        return ()
    sides: tuple[tuple[str, Sequence[str]], ...] = (("customers", shared.customers), ("staff", shared.staff))
    told = (f"{words.labels(f'sheet.top-{side}')}: {', '.join(map(words.called, ids))}" for side, ids in sides)
    return (*told, words.labels("overlay.shared", n=shared.shared))


def list_targets(words: Words) -> Table:
    """What colleagues aim for, what it is today, and whether customers found it as they expected."""
    labels = words.labels
    met = ("worse", "same", "better")
    headings = (
        *_about(words),
        Heading(labels("sheet.target"), 30),
        Heading(labels("sheet.today"), 30),
        Heading(labels("sheet.staff-n"), 12, "count"),
        *(Heading(labels(f"sheet.{id}"), 14, "count", words.title("legend.line")) for id in met),
    )
    expected = {one.touchpoint.id: one for one in words.numbered if one.touchpoint.expectations}
    rows: list[tuple[Cell, ...]] = []
    for column in words.journey_map.columns:
        for target in column.targets:
            found = expected.pop(target.touchpoint or "", None)
            counts = found.touchpoint.expectations if found else None
            place = (words.phase(column), words.called(target.touchpoint))
            rows.append((*place, target.words, target.today, target.n, *((counts or {}).get(id) for id in met)))
    for one in expected.values():
        counts = one.touchpoint.expectations or {}
        place = (words.phase(one.column), words.called(one.touchpoint.id))
        rows.append((*place, None, None, None, *(counts.get(id) for id in met)))
    return Table(labels("sheet.targets"), headings, tuple(rows))


def list_measured(words: Words) -> Table:
    """What was measured outside the interviews, and beside it what colleagues aim for in the same unit."""
    labels = words.labels
    headings = (
        *_about(words),
        Heading(labels("sheet.metric"), 30),
        Heading(labels("sheet.value"), 12, "any"),
        Heading(labels("sheet.unit"), 14),
        Heading(labels("sheet.target"), 30),
        Heading(labels("sheet.measured-by"), 24),
        Heading(labels("sheet.measured-on"), 14, "date"),
    )
    rows: list[tuple[Cell, ...]] = []
    for column in words.journey_map.columns:
        for one in column.measured:
            aim = target_beside(one, column)
            place = (words.phase(column), words.called(one.touchpoint))
            wanted = None if aim is None else aim.words
            rows.append((*place, one.metric, one.number, one.unit or None, wanted, one.source, one.on))
    return Table(labels("sheet.measured"), headings, tuple(rows))


def list_actions(words: Words) -> Table:
    """What was decided: what, where, who, by when, how far, and for which goal."""
    labels = words.labels
    headings = (
        *_about(words),
        Heading(labels("sheet.action"), 44),
        Heading(labels("sheet.owner"), 22),
        Heading(labels("sheet.due"), 14, "date"),
        Heading(labels("sheet.status"), 14),
        Heading(labels("sheet.serves"), 30),
    )
    rows = tuple(
        (
            words.phase(column),
            words.called(one.touchpoint),
            one.words,
            one.owner or None,
            one.due,
            labels(f"action.{one.status}"),
            one.serves or None,
        )
        for column in words.journey_map.columns
        for one in column.actions
    )
    return Table(labels("sheet.actions"), headings, rows)
