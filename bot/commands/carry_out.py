"""Carries out a command that was typed in a chat, or a button under one of our own messages.

Law: runs on the caller's connection and sends nothing itself; only leads of a study learn anything about it; what
erases asks first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.answers import answer_in_private
from reisleider.bot.commands.command import Row, Unclear
from reisleider.bot.commands.request import Asked, Host, slash, title_of
from reisleider.bot.commands.spoken import words_in
from reisleider.bot.commands.table import id_of, load_row, rows
from reisleider.bot.interviews.sealed import ASKED, seal, unseal
from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Study
from reisleider.flows.messages import Button, Update
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.store import Connection


def run_command(c: Connection, update: Update, host: Host, now: datetime) -> Receipt:
    """Do what a command asks, or say kindly why not. The text is the command's words without its slash."""
    words = words_in(update.said.text)
    id = id_of(words[0].strip("?")) if words else "help"
    asked = Asked(c, update, host, now, words[1:])
    if id is None:
        asked.say("lead.unknown", {"command": slash(update)})
        return Receipt("accepted")
    if not update.author and id != "help":
        asked.say("lead.hidden")
        return Receipt("refused")
    row = load_row(id)
    if row.who == "lead":
        study = _study_meant(asked, row)
        if study is None:
            return Receipt("accepted")
        rest = asked.words[1:] if asked.words[:1] == (study.id,) else asked.words
        asked = replace(asked, words=rest, about=study)
    _carry_out(row, asked)
    return Receipt("accepted")


def press(c: Connection, update: Update, host: Host, now: datetime) -> Receipt:
    """A button under one of our own messages: what it carries is a command, a certain yes, or what a row says; what
    acts at once must have our seal."""
    carried = update.said.choice or ""
    name, _, study_id = carried.partition(":")
    if _acts(name):
        unsealed = unseal(c, carried, update.address, update.author, now) if update.author else None
        if unsealed is None:
            if update.author:
                asked = Asked(c, update, host, now)
                asked.post(asked.private, replace(asked.message("button.over"), only_for=None))
            return Receipt("refused")
        name, study_id = unsealed
    asked = Asked(c, update, host, now, about=studies.load_study(c, study_id))
    if name == "never-mind":
        asked.say("never-mind")
        return Receipt("accepted")
    pressed = _button_of(name)
    if pressed is not None:
        return pressed(asked)
    row = next((one for one in rows() if name == one.id or _says_yes(one, name)), None)
    if row is not None and row.who == "anybody" and _says_yes(row, name):
        _carry_out(row, asked, sure=True)
        return Receipt("accepted")
    if asked.about is None or not asked.may_lead(asked.about.id):
        asked.say("lead.refused")
        return Receipt("refused")
    if row is not None and row.who == "lead":
        _carry_out(row, asked, sure=_says_yes(row, name))
    return Receipt("accepted")


def _button_of(name: str) -> Callable[[Asked], Receipt] | None:
    """What a row says that a button does which carries this, or None where no row knows it."""
    for row in rows():
        for begins, does in row.buttons.items():
            if name == begins or (begins.endswith("-") and name.startswith(begins)):
                return partial(does, name=name.removeprefix(begins))
    return None


def _acts(name: str) -> bool:
    """Whether a button of this name does something at once that somebody may want to bring about for another."""
    return any(_says_yes(row, name) or name in row.sealed for row in rows())


def _says_yes(row: Row, name: str) -> bool:
    return row.sure is not None and name == row.sure.press


def _carry_out(row: Row, asked: Asked, *, sure: bool = False) -> None:
    try:
        wanted = row.parse(asked)
        if row.sure is not None and not sure:
            _ask_whether(row, asked)
            return
        row.act(asked, wanted)
    except Unclear as unclear:
        asked.say(unclear.key, {"command": slash(asked.update), **unclear.slots})


def _ask_whether(row: Row, asked: Asked) -> None:
    """Whoever asked for something to be erased says once more that they mean it."""
    assert row.sure is not None
    study = asked.about
    place = asked.private if row.who == "anybody" else asked.update.address
    id = "" if study is None else study.id
    yes = seal(asked.c, row.sure.press, id, place, asked.update.author, asked.now + ASKED)
    buttons = (
        Button(yes, gettext(asked.language, row.sure.yes)),
        Button("never-mind:", gettext(asked.language, "delete.keep")),
    )
    slots: dict[str, Slot] = {} if study is None else {"study": Words(title_of(study, asked.language))}
    message = asked.message(row.sure.question, slots, buttons)
    if row.who == "anybody":
        answer_in_private(asked, message)
    else:
        asked.post(place, message)


def _study_meant(asked: Asked, row: Row) -> Study | None:
    """The study a command is about: named in it, at home here, or the only one led; else a kind sentence."""
    c = asked.c
    also = () if row.also is None else row.also(c, asked.account)
    named = studies.load_study(c, asked.words[0]) if asked.words else None
    if named is not None and asked.host.sees(c, asked.update.address, named.id):
        if asked.may_lead(named.id) or named.id in also:
            return named
        asked.say("lead.refused")
        return None
    address = asked.update.address
    here = studies.at_home(c, platform_of(address.platform).place(address))
    here = here or studies.at_home(c, replace(address, thread=None))
    mine = [id for id in here if asked.may_lead(id)] or list(studies.led_by(c, *asked.account))
    mine = mine or [id for id in also if asked.host.sees(c, address, id)]
    if not mine and asked.account in asked.host.admins:
        mine = [one for one in studies.study_ids(c) if asked.may_lead(one)]
    if len(mine) == 1:
        return studies.load_study(c, mine[0])
    if not mine:
        asked.say("lead.refused" if here else "lead.none", {"command": slash(asked.update)})
        return None
    known = [study for id in mine if (study := studies.load_study(c, id)) is not None]
    buttons = [Button(f"{row.id}:{study.id}", title_of(study, asked.language)) for study in known[:10]]
    asked.say("lead.which", {}, [one for one in buttons if len(one.id.encode()) <= 60])
    return None
