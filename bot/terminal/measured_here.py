"""Measured figures for who sits at this terminal: what there are, what a file would bring, and a source removed.

Law: what a file brings is told before it is taken, name by name; a file with one fault brings nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reisleider.bot.clock import now
from reisleider.bot.maps.publish import shown_map
from reisleider.bot.maps.taken_figures import drop_source, keep_figures, look_through, of_source
from reisleider.bot.terminal.desk import Desk
from reisleider.bot.text_file import LARGEST, read_at_most
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Measurement, Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.synthesis.figures.measured_sheet import COLUMNS, MeasuredSheet, RowFault, Unmatched
from reisleider.renderers.words.about_phase import tell_value
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

TOLD = 20  # faults told one by one; more are counted
WORDS = 60  # characters of a cell in a sentence


def list_here(desk: Desk, study: Study) -> None:
    """Every figure that is kept, by touchpoint, the oldest first."""
    told = desk.store.look(lambda c: shown_map(c, study))
    if not study.measured:
        desk.say(desk.text("measures.none", study=study.id))
    for one in sorted(study.measured, key=lambda one: (one.touchpoint, one.metric.casefold(), one.on)):
        desk.say(_line(desk, one, told))


def take_here(desk: Desk, study: Study, file: Path) -> None:
    """Tell what a file would bring, and keep it where somebody agrees. Raises StudyFault where it cannot be read."""
    try:
        data = read_at_most(file, LARGEST)
    except OSError as fault:
        raise StudyFault(desk.text("measures.no-file", file=file)) from fault
    told, sheet = desk.store.look(lambda c: look_through(c, study, data, now()))
    if told is None:
        raise StudyFault(desk.text("measures.no-map", study=study.id))
    if sheet.faults:
        raise StudyFault("\n".join(_faults(desk, sheet.faults)))
    for line in _preview(desk, told, sheet):
        desk.say(line)
    if not sheet.taken:
        desk.say(desk.text("measures.nothing"))
        return
    desk.agree(desk.text("measures.sure", n=len(sheet.taken)))
    desk.store.do(lambda c: keep_figures(c, study.id, [one.figure for one in sheet.taken]))
    desk.say(desk.text("measures.done", study=study.id, n=len(sheet.taken)))


def remove_here(desk: Desk, study: Study, source: str) -> None:
    """Remove what is kept of a source. Raises StudyFault where nothing is."""
    found = of_source(study, source)
    if not found:
        known = ", ".join(sorted({one.source for one in study.measured})) or "–"
        raise StudyFault(desk.text("measures.no-source", source=shorten(source, WORDS), known=known))
    desk.agree(desk.text("measures.remove-sure", n=len(found), source=shorten(found[0].source, WORDS)))
    count = desk.store.do(lambda c: drop_source(c, study.id, source))
    desk.say(desk.text("measures.removed", study=study.id, n=count))


def _preview(desk: Desk, told: JourneyMap, sheet: MeasuredSheet) -> Iterator[str]:
    if sheet.taken:
        yield desk.text("measures.taken", n=len(sheet.taken))
    for one in sheet.taken:
        yield _line(desk, one.figure, told, one.name)
    if sheet.unmatched:
        yield desk.text("measures.unmatched", n=len(sheet.unmatched))
    for row in sheet.unmatched:
        yield _unmatched(desk, row)
    if sheet.known:
        yield desk.text("measures.known", n=sheet.known)


def _line(desk: Desk, one: Measurement, told: JourneyMap | None, called: str = "") -> str:
    """A figure at its touchpoint; ``called``: what a file calls that, told where it is not its very name."""
    labels = Labels(desk.language)
    found = None if told is None else next((at for at in touchpoints_of(told) if at.id == one.touchpoint), None)
    name = desk.text("measures.gone") if found is None else labels.pick(found.label)
    if found is not None and called and labels.clean(called) not in map(labels.clean, found.label.values()):
        name = desk.text("measures.called", name=name, words=shorten(called, WORDS))
    figure = desk.text(
        "measures.figure",
        metric=labels.clean(one.metric),
        value=tell_value(one, labels),
        source=labels.clean(one.source),
        date=labels.day(one.on),
    )
    return desk.text("measures.line", name=name, figure=figure)


def _unmatched(desk: Desk, row: Unmatched) -> str:
    words = shorten(row.name, WORDS)
    if not row.nearest:
        return desk.text("measures.unknown", row=row.row, words=words)
    nearest = desk.text("measures.or").join(f"“{shorten(one, WORDS)}”" for one in row.nearest)
    return desk.text("measures.nearest", row=row.row, words=words, nearest=nearest)


def _faults(desk: Desk, faults: tuple[RowFault, ...]) -> Iterator[str]:
    columns = [one.strip() for one in desk.text("measures.columns").split(",")]
    called = dict(zip(COLUMNS, columns, strict=True))
    for one in faults[:TOLD]:
        words = called[one.words] if one.key in ("column", "empty") else shorten(one.words, WORDS)
        yield desk.text(f"measures.row.{one.key}", row=one.row, words=words, columns=", ".join(columns))
    if len(faults) > TOLD:
        yield desk.text("measures.row.more", n=len(faults) - TOLD)
