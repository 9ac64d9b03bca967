"""Whole talks over Telegram: a study with an open link, and people who answer what they are asked.

Law: a talk goes by what stands in the chat alone; every test of Telegram's begins here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from telegram_people import Person
from telegram_server import TelegramServer
from telling import Teller, View, tell_all
from two_databases import url_of

from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.invitation import make_token
from reisleider.storage import studies
from reisleider.storage.store import Connection, Store

LEAD = 7
NEW_STUDY = (
    "Herfst met gezin",
    "Zonnevaart",
    "minder afhakers",
    "een herfstvakantie wilde boeken",
    "het eerste idee",
    "de thuiskomst",
    "team Klantreis",
    "geen idee",
    "klantreis@zonnevaart.example",
    "zonnevaart.example/privacy",
    "gisteren",
    "overslaan",
)


def prepare(file: Path | str, *, id: str = "zonnevaart") -> str:
    """A study with an open link; returns the link's token."""
    with Store.open(url_of(file)) as store:

        def make(c: Connection) -> str:
            study = replace(load_demo_study(), id=id)
            studies.save_study(c, study)
            studies.set_leads(c, id, (("telegram", "4242", str(LEAD)),))
            return make_token(c, study, "customer", "open", None, datetime.now(UTC))

        return store.do(make)


def teller_of(person: Person, language: str = "nl") -> Teller:
    return Teller(language, person.says, person.presses)


def view_of(person: Person) -> View:
    def view() -> tuple[int, str, list[str]] | None:
        messages = [one for one in person.chat.bot_messages if one.photo is None]  # a picture asks nothing
        if not messages:
            return None
        last = messages[-1]
        return last.message_id, last.text, [button.text for row in last.buttons for button in row]

    return view


async def talk(server: TelegramServer, person: Person, **how: object) -> Teller:
    """Answer what is asked, to the end or as far as ``how`` says."""
    teller = teller_of(person, person.language_code or "nl")
    await tell_all(teller, view_of(person), server.until, **how)
    return teller


async def begin_study(lead: Person) -> None:
    """Begin a study in a chat, question by question."""
    await lead.says("/new")
    await lead.hears(2)
    for words in NEW_STUDY:
        await lead.says(words)
        await lead.hears()
