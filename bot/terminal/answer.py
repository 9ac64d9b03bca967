"""Carries out a row of commands for who sits at this terminal: the same words, the same actions as in a chat.

Law: who has the database leads every study in it; what cannot be done is a fault of one sentence. A command that shows
more here than a chat can has a file of its own beside this one, ``<id>_here.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from reisleider.bot.clock import now
from reisleider.bot.commands.command import Look, Row, Unclear
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.terminal.desk import Desk
from reisleider.bot.terminal.progress import shown
from reisleider.flows.effects import Notify, Words
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address, Message, Said, Update
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.words.catalog import load_catalog
from reisleider.storage.store import Connection

COMMAND = "reisleider "
"""How a command begins here."""
Picture = Literal["png", "svg"]
PICTURES: dict[str, Picture] = {".png": "png", ".svg": "svg"}


def answer_here(desk: Desk, row: Row, about: Study | None, words: Sequence[str]) -> None:
    """Do what was typed. Raises StudyFault, in the language of the desk, where it cannot be done."""
    try:
        picture = _picture_wanted(desk, row)
        wanted = desk.store.look(lambda c: row.parse(_asked(desk, c, about, words, [])))
        if row.sure is not None:
            desk.agree(_worded(desk, row.sure.question, about))
        if not _shown_here(desk, row, about, wanted):
            _answer(desk, row, about, words, wanted, picture)
    except Unclear as unclear:
        raise fault_of(desk, unclear) from None


def fault_of(desk: Desk, unclear: Unclear) -> StudyFault:
    """The sentence for what is unclear; what helps here may be said in other words than in a chat (``here.``)."""
    here = f"here.{unclear.key}"
    key = here if here in load_catalog(desk.language).ids else unclear.key
    return StudyFault(word_notice(Notify(key, {"command": COMMAND, **unclear.slots}), desk.language).plain)


def _shown_here(desk: Desk, row: Row, about: Study | None, wanted: object) -> bool:
    """Whether a file of this room answers the command, and has."""
    name = f"{__package__}.{row.id}_here"
    return find_spec(name) is not None and bool(import_module(name).show_here(desk, about, wanted))


def _answer(
    desk: Desk, row: Row, about: Study | None, words: Sequence[str], wanted: object, picture: Picture | None
) -> None:
    heard: list[Message] = []
    if row.find is None:
        desk.store.do(lambda c: row.act(_asked(desk, c, about, words, heard), wanted))
    else:
        find = row.find
        with shown(desk.language) as progress:
            heard.append(
                desk.store.look(
                    lambda c: find(
                        Look(c, about, desk.account, desk.language, now(), progress, lambda _: True, picture), wanted
                    )
                )
            )
    for message in heard:
        files = message.attachments if row.file == "always" or desk.out is not None else ()
        # first: what cannot be written is not there to be told of
        paths = [desk.keep(file, private=row.own_words) for file in files]
        if not files or row.file == "always":
            desk.say(message.plain)
        for path in paths:
            desk.say(path)


def _picture_wanted(desk: Desk, row: Row) -> Picture | None:
    if row.find is None or row.file != "asked" or desk.out is None:
        return None
    if desk.out.suffix not in PICTURES:
        raise Unclear("cli.no-picture", file=str(desk.out))
    return PICTURES[desk.out.suffix]


def _asked(desk: Desk, c: Connection, about: Study | None, words: Sequence[str], heard: list[Message]) -> Asked:
    platform, tenant, who = desk.account
    said = Said("command", " ".join(words))
    update = Update("", Address(platform, tenant, who), who, said, now(), language=desk.language)
    return Asked(c, update, desk.host, now(), tuple(words), about, heard.append)


def _worded(desk: Desk, key: str, about: Study | None) -> str:
    slots = {} if about is None else {"study": Words(title_of(about, desk.language))}
    return word_notice(Notify(key, slots), desk.language).plain
