"""A lead's glance at quotes in a terminal: one at a time with the choices of a chat, or as a list.

Law: what is chosen is kept at once, so that leaving in any way loses nothing; when they leave, what is out is
worded anew.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from reisleider.bot.adapters.console import PLATFORM
from reisleider.bot.adapters.console.screen import Glass
from reisleider.bot.clock import now
from reisleider.bot.commands.map.quotes import Quotes
from reisleider.bot.glancing.glance_kept import decide, hide_words, take_back
from reisleider.bot.glancing.quote_cards import FoundQuote, Glimpse, find_cards, find_quote
from reisleider.bot.glancing.quote_words import choices_of, hidden_in, tell_card, tell_quote, texts_of
from reisleider.bot.maps.requoting import Requote, requote
from reisleider.bot.terminal.asking import Asking, LeftError, Read, ask_line
from reisleider.bot.terminal.desk import Desk
from reisleider.bot.terminal.progress import shown
from reisleider.flows.effects import Choice
from reisleider.flows.journey import Study
from reisleider.flows.messages import Message, Span
from reisleider.flows.words.replies import means
from reisleider.renderers.words.catalog import gettext
from reisleider.storage.store import Store
from reisleider.storage.timers import drop_timers

MEANT = {"yes": "show", "no": "leave-out", "skip": "later", "back": "undo"}
"""What common words (replies.toml) choose at a quote."""


def show_here(desk: Desk, study: Study, wanted: Quotes) -> bool:
    """Do what is wanted; all of it is answered here."""
    about = desk.study(study.id, told=wanted.action != "undo")
    glimpse = Glimpse(study.id, again=wanted.action == "again")
    if wanted.action == "undo":
        undone = desk.store.do(lambda c: take_back(c, study.id, PLATFORM.name, now()))
        word_anew(desk.store, study.id)
        desk.say(desk.text("merge.undone" if undone else "merge.nothing-to-undo"))
    elif sys.stdin.isatty() and sys.stdout.isatty():
        look_here(desk.store, about, glimpse, desk.language, ask_line, sys.stdout)
    else:
        _list(desk, glimpse)
    return True


def _list(desk: Desk, glimpse: Glimpse) -> None:
    """Every quote that could be looked at, for who cannot be asked."""
    with shown(desk.language) as progress:
        study, cards = desk.store.look(lambda c: find_cards(c, glimpse.study, now(), progress, again=glimpse.again))
    for at, card in enumerate(cards):
        passed = tuple(one.about for one in cards[:at])
        found = FoundQuote(study, Glimpse(study.id, glimpse.again, passed, card), len(cards) - at, undo=False)
        desk.say(tell_quote(found, desk.language).plain + "\n")
    if not cards:
        desk.say(tell_quote(FoundQuote(study, glimpse, 0, undo=False), desk.language).plain)


def _find(store: Store, glimpse: Glimpse, language: str) -> FoundQuote:
    with shown(language) as progress:
        return store.look(lambda c: find_quote(c, glimpse, PLATFORM.name, now(), progress))


def word_anew(store: Store, study: str) -> None:
    """Word the maps that are out anew, at once: nobody may be there to do it later."""
    at = now()
    write = store.look(lambda c: requote(c, Requote(study), at))
    store.do(write)
    store.do(lambda c: drop_timers(c, study, [Requote]))


# --- one by one ----------------------------------------------------------------------------------------


def look_here(store: Store, study: Study, glimpse: Glimpse, language: str, read: Read, out: TextIO) -> None:
    """Show the quotes one by one and keep what is chosen, until there are none or the person leaves."""
    screen = Glass(out, language)
    chair = _Chair(store, study, Asking(language, read, screen, _meant))
    try:
        chair.run(glimpse)
    except LeftError:
        screen.note(gettext(language, "quotes.left-here"), f"reisleider quotes {study.id}")
    finally:
        if chair.decided:
            word_anew(store, study.id)


class _Chair:
    """Where one lead sits with the quotes; ``decided``: whether they chose anything."""

    def __init__(self, store: Store, study: Study, asking: Asking) -> None:
        self.store, self.study, self.asking = store, study, asking
        self.language = asking.language
        self.decided = False

    def run(self, glimpse: Glimpse) -> None:
        did = ""
        while True:
            found = _find(self.store, glimpse, self.language)
            if found.glimpse.card is None and not found.undo:
                self.asking.show(tell_quote(found, self.language, did))
                return
            glimpse, did = self._look(found, did)

    def _look(self, found: FoundQuote, did: str) -> tuple[Glimpse, str]:
        """What one quote comes to, however much of it is hidden: the sitting for the next, and what says so."""
        glimpse, message = found.glimpse, tell_quote(found, self.language, did)
        keys = (*choices_of(glimpse, undo=found.undo), "stop")
        while True:
            key, typed = self._asked(message, [Choice(one, text=texts_of(one)) for one in keys])
            if key == "later":
                return glimpse.put_down(passed=True), ""
            if key != "hide":
                after, told = self._keep(glimpse, key)
                return after, gettext(self.language, told)
            glimpse, message = self._hide(glimpse, typed)

    def _keep(self, glimpse: Glimpse, key: str) -> tuple[Glimpse, str]:
        """Keep what was chosen; the sitting for the next, and which sentence says so."""
        self.decided = True
        if key != "undo":
            let = key == "show"
            told = self.store.do(lambda c: decide(c, glimpse, PLATFORM.name, now(), shown=let))
            return glimpse.put_down(passed=True), told or "quotes.over"
        undone = self.store.do(lambda c: take_back(c, self.study.id, PLATFORM.name, now()))
        if undone is None:
            return glimpse.put_down(), "merge.nothing-to-undo"
        return glimpse.take_up(undone.about), "merge.undone"

    def _hide(self, glimpse: Glimpse, typed: str) -> tuple[Glimpse, Message]:
        made = self.store.do(lambda c: hide_words(c, glimpse, typed, PLATFORM.name, now()))
        if isinstance(made, Glimpse) and made.card is not None:
            self.decided = True
            head = Span(gettext(self.language, "quotes.did-hide") + "\n\n")
            return made, Message((head, *tell_card(made.card, self.language)), language=self.language)
        key = "quotes.over" if made is None else "quotes.not-there"
        return glimpse, Message((Span(gettext(self.language, key, words=made or "")),), language=self.language)

    def _asked(self, message: Message, rows: Sequence[Choice]) -> tuple[str, str]:
        """The key that was chosen, and the words to hide where that is it. Raises LeftError."""
        self.asking.offer(message, rows)
        while True:
            line = self.asking.heard()
            hidden = hidden_in(line)
            if hidden is not None:
                return "hide", hidden
            key = self.asking.picked(line, rows)
            if key is not None:
                return key, ""
            self.asking.say("merge.wrong-choice")


def _meant(line: str, choices: Sequence[Choice]) -> str | None:
    """The choice that a common word means here: yes, no, skip, back."""
    ids = [one.id for one in choices]
    return next((MEANT[one] for one in MEANT if means(line, one) and MEANT[one] in ids), None)
