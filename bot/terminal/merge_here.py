"""Merging for who sits at this terminal: the proposals one by one or as a list, and decisions that are typed.

Law: a decision is kept only about words that a touchpoint goes by, and told with how to take it back.
"""

from __future__ import annotations

import sys

from reisleider.bot.adapters.console import PLATFORM
from reisleider.bot.clock import now
from reisleider.bot.commands.decision import read_decision, typed_again
from reisleider.bot.commands.map.merge import Merging
from reisleider.bot.commands.proposal import held, proposals_of, slots_of
from reisleider.bot.terminal.asking import ask_line
from reisleider.bot.terminal.desk import Desk
from reisleider.bot.terminal.progress import shown
from reisleider.bot.terminal.review import review_here
from reisleider.flows.codebook.decisions import AUDITED
from reisleider.flows.journey import Study
from reisleider.storage.overrides import add_override, overrides_of, undo_override


def show_here(desk: Desk, study: Study, wanted: Merging) -> bool:
    """Do what is wanted; all of it is answered here."""
    if wanted.action == "list":
        _list(desk, study)
    elif wanted.action == "undo":
        _undo(desk, study)
    elif not wanted.action:
        _review(desk, desk.study(study.id, told=True))
    else:
        _decide(desk, desk.study(study.id, told=True), wanted)
    return True


def _list(desk: Desk, study: Study) -> None:
    held = desk.store.look(lambda c: overrides_of(c, study.id))
    decided = [one for one in held if one.decision not in AUDITED]
    if not decided:
        desk.say(desk.text("merge.nothing-chosen", command=f"reisleider merge {study.id}"))
    for one in decided:
        desk.say(f"{one.at:%Y-%m-%d} {one.by}: {typed_again(one)}")


def _undo(desk: Desk, study: Study) -> None:
    undone = desk.store.do(lambda c: undo_override(c, study.id, PLATFORM.name, now()))
    if undone is None:
        desk.say(desk.text("merge.nothing-to-undo"))
        return
    desk.say(desk.text("merge.undone"))
    desk.say(typed_again(undone))


def _review(desk: Desk, study: Study) -> None:
    """The proposals: listed, or in a terminal asked one by one."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        review_here(desk.store, study, desk.language, ask_line, sys.stdout)
        return
    with shown(desk.language) as progress:
        rows = desk.store.look(lambda c: proposals_of(c, study.id, progress))
    for place, one in enumerate(rows):
        slots = slots_of(one, len(rows) - place, desk.language)
        desk.say(desk.text(f"merge.{one.state}", **slots) + "\n")
    if not rows:
        desk.say(desk.text("merge.none"))


def _decide(desk: Desk, study: Study, wanted: Merging) -> None:
    typed = read_decision(study, wanted.action, wanted.words, desk.language, PLATFORM.name, now())
    with shown(desk.language) as progress:
        decided = desk.store.look(lambda c: held(c, study.id, typed, progress))
    desk.store.do(lambda c: add_override(c, study.id, decided))
    desk.say(desk.text(f"merge.did-{decided.decision}"))
    preview, undo = f"reisleider map {study.id} --preview", f"reisleider merge {study.id} undo"
    desk.say(desk.text("merge.kept", preview=preview, undo=undo))
