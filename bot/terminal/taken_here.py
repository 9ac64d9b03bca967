"""Interviews held elsewhere for who sits at this terminal: what a file would bring, what there is, and taken out again.

Law: what a file brings is told before it is taken, with the lines; taken half, the same file brings the rest. Nobody's
words are shown but cells that were not understood, to whoever holds the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from reisleider.bot.clock import now
from reisleider.bot.interviews.held_elsewhere import Standing, meant_by, of_source, stand, take_in, take_out, taken_from
from reisleider.bot.terminal.desk import Desk
from reisleider.bot.text_file import read_at_most, read_text_file
from reisleider.flows.elsewhere.as_interview import script_elsewhere
from reisleider.flows.elsewhere.form_labels import labelled, read_form
from reisleider.flows.elsewhere.heard_cells import Hearer
from reisleider.flows.elsewhere.people_told import Doubt, Gathered, PersonTold, gather, missing_columns
from reisleider.flows.elsewhere.sheet_rows import BIGGEST, read_rows
from reisleider.flows.elsewhere.take_map import TakeMap, read_map
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten
from reisleider.storage.forgetting import forget_participant

T = TypeVar("T")
TOLD = 200  # lines of one kind that are told one by one; more are counted
WORDS = 60  # characters of a cell in a sentence
MEGA = 1_000_000  # bytes
AT_ONCE = 200  # people; whoever is interviewed meanwhile waits no longer than for these


def take_here(desk: Desk, study: Study, file: Path, told_map: Path, form: Path | None = None) -> None:
    """Tell what a file would bring, and take it where somebody agrees; ``form``: what its answers were given to. Raises
    StudyFault where it cannot be read."""
    if study.closed_at is not None or study.words_gone_at is not None or study.keep_until <= now().date():
        raise StudyFault(desk.text("take.closed", study=study.id))
    moment = now()
    told, gathered = _read(desk, study, file, told_map, form, moment)
    standing = desk.store.look(lambda c: stand(c, study.id, told.source, gathered.people))
    for line in _preview(desk, gathered, standing):
        desk.say(line)
    if not standing.fresh:
        desk.say(desk.text("take.nothing"))
        return
    desk.agree(desk.text("take.sure", n=len(standing.fresh), study=study.id))
    count = 0
    for first in range(0, len(standing.fresh), AT_ONCE):
        some = standing.fresh[first : first + AT_ONCE]
        count += desk.store.do(partial(take_in, study=study, source=told.source, told=some, now=moment))
    desk.say(desk.text("take.done", n=count, study=study.id, source=shorten(told.source, WORDS)))


def list_here(desk: Desk, study: Study) -> None:
    """Where interviews of this study were held elsewhere, and how many."""
    taken = desk.store.look(lambda c: taken_from(c, study.id))
    if not taken:
        desk.say(desk.text("imported.none", study=study.id))
    for source, theirs in taken.items():
        desk.say(desk.text("imported.line", source=shorten(source, WORDS), n=len(theirs)))


def remove_here(desk: Desk, study: Study, source: str) -> None:
    """Take out everything of a source. Raises StudyFault where there is none."""
    taken = desk.store.look(lambda c: taken_from(c, study.id))
    found = of_source(taken, source)
    if not found:
        known = ", ".join(taken) or "–"
        raise StudyFault(desk.text("imported.no-source", source=shorten(source, WORDS), known=known))
    desk.agree(desk.text("imported.remove-sure", n=len(found), source=shorten(source, WORDS)))
    count = desk.store.do(lambda c: take_out(c, found))
    desk.say(desk.text("imported.removed", n=count, study=study.id))


def forget_here(desk: Desk, study: Study, code: str) -> None:
    """Forget one person who was taken in. Raises StudyFault where the code means nobody, or several."""
    found = desk.store.look(lambda c: meant_by(taken_from(c, study.id), code))
    if len(found) != 1:
        raise StudyFault(desk.text("imported.unknown", code=shorten(code, WORDS), study=study.id))
    desk.agree(desk.text("imported.forget-sure"))
    desk.store.do(lambda c: forget_participant(c, found[0], now()))
    desk.say(desk.text("imported.forgotten", study=study.id))


def _read(
    desk: Desk, study: Study, file: Path, told_map: Path, form: Path | None, moment: datetime
) -> tuple[TakeMap, Gathered]:
    told = read_map(_open(desk, told_map, read_text_file), told_map.name, study)
    rows = read_rows(_open(desk, file, _bytes_of), told.sheet)
    if rows is None:
        raise StudyFault(desk.text("take.unreadable", file=file.name, most=BIGGEST // MEGA))
    missing = missing_columns(rows, told)
    if missing:
        raise StudyFault(*_doubts(desk, missing))
    if form is not None:
        asked = read_form(_open(desk, form, _bytes_of), told.language)
        if asked is None:
            raise StudyFault(desk.text("take.no-form", file=form.name))
        rows = labelled(rows, asked, told)
    return told, gather(rows, told, Hearer(script_elsewhere(), study, told, moment))


def _bytes_of(path: Path) -> bytes:
    return read_at_most(path, BIGGEST)


def _open(desk: Desk, path: Path, read: Callable[[Path], T]) -> T:
    try:
        return read(path)
    except (OSError, UnicodeError) as fault:
        raise StudyFault(desk.text("take.no-file", file=path)) from fault


def _preview(desk: Desk, gathered: Gathered, standing: Standing) -> Iterator[str]:
    people = standing.fresh
    if people:
        steps = [step for one in people for step in one.steps]
        faces, quotes = sum(one.faced for one in steps), sum(one.quotes for one in people)
        yield desk.text("take.people", n=len(people), steps=len(steps), faces=faces, quotes=quotes)
        yield from _some(desk, [_person(desk, one) for one in people])
    if gathered.refused:
        yield desk.text("take.refused", n=len(gathered.refused))
        yield from _some(desk, _doubts(desk, gathered.refused))
    if gathered.unread:
        yield desk.text("take.unread", n=len(gathered.unread))
        yield from _some(desk, _doubts(desk, gathered.unread))
    if standing.known:
        yield desk.text("take.known", n=standing.known)
    if standing.forgotten:
        yield desk.text("take.forgotten", n=standing.forgotten)


def _some(desk: Desk, lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:TOLD])
    if len(lines) > TOLD:
        yield "  " + desk.text("take.more", n=len(lines) - TOLD)


def _person(desk: Desk, one: PersonTold) -> str:
    first, last = one.lines
    quotes = "take.may-quote" if one.quotes else "take.no-quote"
    return desk.text(
        "take.person",
        lines=first if first == last else f"{first}-{last}",
        steps=desk.text("take.steps", n=len(one.steps)),
        faces=desk.text("take.faces", n=sum(step.faced for step in one.steps)),
        day=Labels(desk.language).day(one.consented_at.date()),
        quotes=desk.text(quotes),
    )


def _doubts(desk: Desk, doubts: Sequence[Doubt]) -> list[str]:
    return [
        desk.text(
            f"take.why.{one.key}", line=one.line, column=shorten(one.column, WORDS), words=shorten(one.words, WORDS)
        )
        for one in doubts
    ]
