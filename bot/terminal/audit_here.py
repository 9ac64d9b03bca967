"""An audit of merging in a terminal: one pair at a time with the choices of a chat, or what it told so far.

Law: what is chosen is kept at once, so that leaving in any way loses nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from reisleider.bot.adapters.console import PLATFORM
from reisleider.bot.adapters.console.screen import Glass
from reisleider.bot.auditing.audit_cards import (
    Auditing,
    FoundPair,
    audit_so_far,
    find_pair,
    judge_pair,
    split_pair,
    take_judgement_back,
)
from reisleider.bot.auditing.audit_words import choices_of, tell_audit, tell_pair, texts_of
from reisleider.bot.clock import now
from reisleider.bot.commands.map.audit import VERDICTS, Audited
from reisleider.bot.terminal.asking import Asking, LeftError, Read, ask_line
from reisleider.bot.terminal.desk import Desk
from reisleider.bot.terminal.progress import shown
from reisleider.flows.effects import Choice
from reisleider.flows.journey import Study
from reisleider.flows.words.replies import means
from reisleider.renderers.words.catalog import gettext
from reisleider.storage.store import Store

MEANT = {"yes": "alike", "no": "unlike", "unknown": "unsure", "skip": "later", "back": "undo", "stop": "stop"}
"""What common words choose at a pair."""


def show_here(desk: Desk, study: Study, wanted: Audited) -> bool:
    """Do what is wanted; all of it is answered here."""
    about = desk.study(study.id, told=wanted.action == "")
    if wanted.action == "undo":
        undone = desk.store.do(lambda c: take_judgement_back(c, study.id, PLATFORM.name, now()))
        desk.say(desk.text("merge.undone" if undone else "merge.nothing-to-undo"))
    elif wanted.action == "share":
        return False
    elif wanted.action == "result":
        told = tell_audit(desk.store.look(lambda c: audit_so_far(c, study.id)), desk.language)
        desk.say(told or desk.text("audit.nothing-yet"))
    elif sys.stdin.isatty() and sys.stdout.isatty():
        audit_here(desk.store, about, desk.language, ask_line, sys.stdout)
    else:
        desk.say(tell_pair(_find(desk.store, Auditing(study.id), desk.language), desk.language).plain)
    return True


def _find(store: Store, auditing: Auditing, language: str) -> FoundPair:
    with shown(language) as progress:
        return store.look(lambda c: find_pair(c, auditing, PLATFORM.name, progress))


def audit_here(store: Store, study: Study, language: str, read: Read, out: TextIO) -> None:
    """Show the pairs one by one and keep what is chosen, until there are none or the person leaves."""
    screen = Glass(out, language)
    asking = Asking(language, read, screen, _meant)
    auditing, did = Auditing(study.id), ""
    try:
        while True:
            found = _find(store, auditing, language)
            message = tell_pair(found, language, did)
            if found.auditing.card is None and not found.undo:
                asking.show(message)
                return
            rows = [Choice(one, text=texts_of(one)) for one in (*choices_of(found.auditing, undo=found.undo), "stop")]
            asking.offer(message, rows)
            auditing, did = _chosen(store, found.auditing, _asked(asking, rows), language)
    except LeftError:
        screen.note(gettext(language, "audit.left-here"), f"reisleider audit {study.id}")


def _asked(asking: Asking, rows: Sequence[Choice]) -> str:
    while True:
        key = asking.picked(asking.heard(), rows)
        if key is not None:
            return key
        asking.say("merge.wrong-choice")


def _chosen(store: Store, auditing: Auditing, key: str, language: str) -> tuple[Auditing, str]:
    """The sitting after a choice, and what says so."""
    verdict = next((one for one in VERDICTS if one == key), None)
    if verdict is not None:
        after = store.do(lambda c: judge_pair(c, auditing, verdict, PLATFORM.name, now()))
        return after, gettext(language, "audit.was-one" if after.called_two is not None else "audit.kept")
    if key == "split":
        store.do(lambda c: split_pair(c, auditing, PLATFORM.name, now()))
        return auditing.once_more(), gettext(language, "merge.did-different")
    if key == "undo":
        undone = store.do(lambda c: take_judgement_back(c, auditing.study, PLATFORM.name, now()))
        again = Auditing(auditing.study, auditing.role, auditing.seen)
        return again, gettext(language, "merge.undone" if undone else "merge.nothing-to-undo")
    return auditing.put_down(passed=True), ""


def _meant(line: str, choices: Sequence[Choice]) -> str | None:
    """The choice that a common word means here."""
    ids = [one.id for one in choices]
    return next((MEANT[one] for one in MEANT if means(line, one) and MEANT[one] in ids), None)
