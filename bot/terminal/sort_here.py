"""Sorting for who sits at this terminal: card by card, compared, or as a file.

Law: what is chosen is kept at once, so that leaving in any way loses nothing; a file is taken whole or not at all.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from reisleider.bot.adapters.console import PLATFORM
from reisleider.bot.adapters.console.screen import Glass
from reisleider.bot.clock import now
from reisleider.bot.commands.command import Unclear
from reisleider.bot.commands.map.sort import Sorted
from reisleider.bot.sorting.card_words import name_choice, name_of, tell_asked, tell_card, tell_did, texts_of
from reisleider.bot.sorting.compared_words import tell_compared
from reisleider.bot.sorting.found_cards import Found, find_card, find_compared
from reisleider.bot.sorting.keeping import keep, take_back
from reisleider.bot.sorting.sheet import give_sheet, take_sheet, tell_faults
from reisleider.bot.sorting.sitting import Move, Sitting, choices, move, take_name
from reisleider.bot.terminal.asking import Asking, LeftError, Read, ask_line
from reisleider.bot.terminal.desk import Desk
from reisleider.bot.terminal.progress import shown
from reisleider.bot.text_file import LARGEST, read_at_most
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.effects import Choice
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.words.replies import choose, means
from reisleider.renderers.words.catalog import gettext
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Store


def show_here(desk: Desk, study: Study, wanted: Sorted) -> bool:
    """Do what is wanted; False where a chat's answer is the answer here."""
    if wanted.action == "share":
        return False
    about = desk.study(study.id, told=wanted.action not in ("undo", "from"))
    by = f"{PLATFORM.name}:{wanted.coder}" if wanted.coder else PLATFORM.name
    sitting = Sitting(study.id, apart=wanted.apart, settling=wanted.action == "settle")
    if wanted.action == "from":
        _read(desk, sitting, by, wanted.words)
    elif wanted.action == "file":
        with shown(desk.language) as progress:
            file = desk.store.look(lambda c: give_sheet(c, sitting, by, desk.language, progress))
        desk.write(file, private=True)
    elif wanted.action == "compare":
        with shown(desk.language) as progress:
            compared, labels = desk.store.look(lambda c: find_compared(c, study.id, progress))
        desk.say(tell_compared(compared, labels, by, desk.language).plain)
    elif wanted.action == "undo":
        undone = desk.store.do(lambda c: take_back(c, sitting, by, now()))
        desk.say(desk.text("merge.undone" if undone else "merge.nothing-to-undo"))
    elif sys.stdin.isatty() and sys.stdout.isatty():
        sort_here(desk.store, about, sitting, by, desk.language, ask_line, sys.stdout)
    else:
        _list(desk, sitting, by)
    return True


def _list(desk: Desk, sitting: Sitting, by: str) -> None:
    """The first card, for who cannot be asked."""
    with shown(desk.language) as progress:
        found = desk.store.look(lambda c: find_card(c, sitting, by, progress))
    desk.say(tell_card(found, desk.language).plain)
    for offer in found.sitting.offers:
        desk.say(f"– {name_of(offer.words, desk.language)}")


def _read(desk: Desk, sitting: Sitting, by: str, words: Sequence[str]) -> None:
    file = Path(" ".join(words))
    try:
        data = read_at_most(file, LARGEST)
    except OSError:
        raise Unclear("sort.no-file", file=str(file)) from None
    with shown(desk.language) as progress:
        filled = desk.store.look(lambda c: take_sheet(c, sitting, by, data, progress))
    if filled.faults:
        raise StudyFault(tell_faults(filled.faults, desk.language))
    if not filled.decisions:
        raise Unclear("sort.file-empty", file=str(file))
    desk.store.do(lambda c: keep(c, sitting, filled.decisions, by, now()))
    placed = sum(one.decision == "place" for one in filled.decisions)
    desk.say(gettext(desk.language, "sort.file-taken", n=placed))


# --- card by card --------------------------------------------------------------------------------------


def sort_here(store: Store, study: Study, sitting: Sitting, by: str, language: str, read: Read, out: TextIO) -> None:
    """Show the cards one by one and keep what is chosen, until there are none or the person leaves."""
    screen = Glass(out, language)
    try:
        _Table(store, study, by, Asking(language, read, screen, _meant)).run(sitting)
    except LeftError:
        screen.note(gettext(language, "merge.left"), f"reisleider sort {study.id}")


class _Table:
    """Where one person sits with their cards."""

    def __init__(self, store: Store, study: Study, by: str, asking: Asking) -> None:
        self.store, self.study, self.by, self.asking = store, study, by, asking
        self.language = asking.language

    def run(self, sitting: Sitting) -> None:
        did = ""
        while True:
            found = self._find(sitting)
            if found.sitting.card is None and not found.undo:
                self.asking.show(tell_card(found, self.language, did))
                return
            made = self._card(found, did)
            sitting, did = made.sitting, self._keep(made)

    def _find(self, sitting: Sitting) -> Found:
        with shown(self.language) as progress:
            return self.store.look(lambda c: find_card(c, sitting, self.by, progress))

    def _keep(self, made: Move) -> str:
        """Keep what was chosen; returns the sentence that says so."""
        if not made.undo:
            self.store.do(lambda c: keep(c, made.sitting, made.decisions, self.by, now()))
            return tell_did(made, self.language)
        undone = self.store.do(lambda c: take_back(c, made.sitting, self.by, now()))
        return gettext(self.language, "merge.undone" if undone else "merge.nothing-to-undo")

    def _card(self, found: Found, did: str) -> Move:
        """What one card comes to, however much is asked about it."""
        sitting, message = found.sitting, tell_card(found, self.language, did)
        while True:
            if sitting.asks in ("name", "other-name"):
                made = self._name(sitting)
            else:
                rows = self._rows(sitting, undo=found.undo)
                key = self.asking.choose(message, [*rows, Choice("stop", text=texts_of("stop"))])
                made = move(sitting, self.study, key, self._decided())
            if made is not None and made.sitting.card is None:
                return made
            sitting = sitting if made is None else made.sitting
            message = (
                tell_card(replace(found, sitting=sitting), self.language)
                if sitting.asks == "card"
                else tell_asked(sitting, self.study, self.language)
            )

    def _rows(self, sitting: Sitting, *, undo: bool) -> Sequence[Choice]:
        """What can be chosen, as it reads in every language."""
        return [
            Choice(key, text={language: name_choice(sitting, key, words, language) for language in LANGUAGES})
            for key, words in choices(sitting, self.study, texts_of, undo=undo)
        ]

    def _name(self, sitting: Sitting) -> Move | None:
        rows = self._rows(sitting, undo=False)
        self.asking.offer(tell_asked(sitting, self.study, self.language), rows)
        while True:
            line = self.asking.line()
            picked = choose(line, rows)
            key = "back" if means(line, "back") else None if picked is None else picked.id
            if key is not None:
                return move(sitting, self.study, key, self._decided())
            made = take_name(sitting, self.study, line, self.language, self._decided())
            if made is None or not made.wrong:
                return made
            self.asking.say(f"sort.{made.wrong}")

    def _decided(self) -> tuple[Override, ...]:
        return self.store.look(lambda c: overrides_of(c, self.study.id))


def _meant(line: str, choices: Sequence[Choice]) -> str | None:
    """The choice that a common word means here: back, skip."""
    ids = [one.id for one in choices]
    if means(line, "skip") or means(line, "pause"):
        return next((one for one in ("later", "single") if one in ids), None)
    if means(line, "back"):
        return next((one for one in ("back", "undo") if one in ids), None)
    return None
