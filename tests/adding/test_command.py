"""Adding a command is adding one file: a chat and the command line have it, help and menus show it, in every language.

Touched for it: the file itself, and its texts in the catalogues (its names, its line, how it is typed, what it says).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import House

PEOPLE = '''
"""How many people told something in a study."""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.bot.commands.answers import look_of
from reisleider.bot.commands.command import Command, Look, Option, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Message
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import interviews


@dataclass(frozen=True)
class Counted:
    least: int


def _parse(asked: Asked) -> Counted:
    word = next(iter(asked.words), "0")
    if not word.isdecimal():
        raise Unclear("count.what", words=word)
    return Counted(int(word))


def _find(look: Look, wanted: Counted) -> Message:
    found = len(interviews.interviews(look.c, look.study.id))
    return word_notice(Notify("count.told" if found >= wanted.least else "count.fewer", {"n": found}), look.language)


def _tell(asked: Asked, wanted: Counted) -> None:
    asked.post(asked.update.address, _find(look_of(asked), wanted))


COMMAND = Command(
    "count", 45, "lead", _parse, _tell, _find, menu="everywhere", takes="some words", options=(Option("least"),)
)
'''
TEXTS = {
    "nl": {
        "name.count": "tellen",
        "menu.count": "hoeveel mensen iets vertelden",
        "help.count": "{command}count: hoeveel mensen iets vertelden",
        "option.count-least": "Hoeveel het er minstens moeten zijn.",
        "count.what": "Hoeveel is {words}?",
        "count.told": "Er vertelden {n} mensen iets.",
        "count.fewer": "Het zijn er nog maar {n}.",
    },
    "en": {
        "name.count": "count",
        "menu.count": "how many people told something",
        "help.count": "{command}count: how many people told something",
        "option.count-least": "How many there must be at least.",
        "count.what": "How many is {words}?",
        "count.told": "{n} people told something.",
        "count.fewer": "There are only {n} yet.",
    },
}
SAID_IN_A_CHAT = """
from datetime import UTC, datetime
from reisleider.bot.commands.carry_out import run_command
from reisleider.bot.commands.overview import help_in, menus_in
from reisleider.bot.commands.request import Host
from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.messages import Address, Said, Update
from reisleider.storage import queues, studies
from reisleider.storage.operations import Answer
from reisleider.storage.store import Store

now, lead = datetime(2026, 11, 30, 12, tzinfo=UTC), ("telegram", "4242", "7")
with Store.open("sqlite:///reisleider.db") as store:
    store.do(lambda c: studies.save_study(c, load_demo_study()))
    store.do(lambda c: studies.set_leads(c, "zonnevaart", (lead,)))
    for place, text in enumerate(("count", "tellen 3", "count veel")):
        update = Update(f"u{place}", Address(*lead), "7", Said("command", text), now, language="nl")
        store.do(lambda c, update=update: run_command(c, update, Host(), now))
    while rows := store.do(lambda c: queues.claim(c, now, 60, 9, ("telegram|4242",))):
        for row in rows:
            print(store.do(lambda c, row=row: queues.operation_of(c, row.id)).message.plain)
            store.do(lambda c, row=row: queues.sent(c, row.id, Answer(), now))
print("/count: hoeveel mensen" in help_in("nl", "/"), ("count", "how many people told something") in menus_in("en")[1])
"""
TYPED = """
import sys
from reisleider.bot.__main__ import main
main()
"""


def add_command(house: House) -> None:
    """The one file, and its texts."""
    house.add("bot/commands/study/count.py", PEOPLE)
    for language, texts in TEXTS.items():
        catalogue = Path(house.root / "reisleider" / "renderers" / "locales" / f"{language}.po")
        entries = "".join(f'\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in texts.items())
        catalogue.write_text(catalogue.read_text(encoding="utf-8") + entries, encoding="utf-8")


def test_a_command_is_one_file_for_chats_and_the_command_line(house: House) -> None:
    add_command(house)

    assert house.run(SAID_IN_A_CHAT).splitlines() == [
        "Er vertelden 0 mensen iets.",
        "Het zijn er nog maar 0.",
        "Hoeveel is veel?",
        "True True",
    ]

    def typed(*words: str) -> str:
        return house.run(TYPED, *words)

    assert typed("study", "count", "zonnevaart").strip() == "Er vertelden 0 mensen iets."
    assert typed("study", "tellen", "zonnevaart", "3", "--language", "en").strip() == "There are only 0 yet."
    assert typed("count", "zonnevaart", "--least", "3").strip() == "Het zijn er nog maar 0."
    told = [line.split(maxsplit=1) for line in typed("study", "--help").splitlines()]
    assert ["count", "Hoeveel mensen iets vertelden."] in told
    helped = typed("study", "count", "--help", "--language", "en")
    assert "How many people told something." in helped
    assert "--least LEAST" in helped
