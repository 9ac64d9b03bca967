"""Whole talks in Slack: a study that Lia leads from a channel, and people who answer what they are asked.

Law: a talk goes by what stands in the chat alone; every test of Slack's begins here.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from slack_people import Person, buttons_of, words_of
from slack_server import Sent, SlackServer
from telling import Teller, View, tell_all
from two_databases import url_of

from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.messages import Address
from reisleider.storage import studies
from reisleider.storage.store import Connection, Store

FORM = {
    "title": "Herfst met gezin",
    "organisation": "Zonnevaart",
    "goal": "minder afhakers",
    "attempt": "een herfstvakantie wilde boeken",
    "start": "het eerste idee",
    "end": "de thuiskomst",
    "lead": "team Klantreis",
    "contact": "klantreis@zonnevaart.example",
    "privacy_url": "zonnevaart.example/privacy",
    "keep_until": "",
}


def prepare(file: Path | str, *, home: bool = True, id: str = "zonnevaart") -> None:
    """A study that Lia (ULIA) leads, at home in C1."""
    with Store.open(url_of(file)) as store:

        def make(c: Connection) -> None:
            study = replace(load_demo_study(), id=id)
            studies.save_study(c, study)
            studies.set_leads(c, study.id, (("slack", "T0TEAM", "ULIA"),))
            if home:
                studies.set_home(c, study.id, Address("slack", "T0TEAM", "C1"))

        store.do(make)


def shown(server: SlackServer, words: str) -> bool:
    """Whether something with these words stands in the channel."""
    return any(words in words_of(one) for one in server.channel("C1").messages)


def labels_of(message: Sent) -> list[str]:
    return [label for label, _, _ in buttons_of(message)]


def view_of(person: Person) -> View:
    def view() -> tuple[str, str, list[str]] | None:
        mine = [one for one in person.server.dm(person.id).messages if one.user == person.server.bot_user]
        asked = [one for one in mine if not one.files]  # a picture asks nothing
        return (asked[-1].ts, words_of(asked[-1]), labels_of(asked[-1])) if asked else None

    return view


async def talk(server: SlackServer, person: Person, language: str, **how: object) -> Teller:
    """Answer what is asked, to the end or as far as ``how`` says."""

    async def press(label: str) -> None:
        await (person.selects(label) if len(labels_of(person.sees)) > 10 else person.presses(label))

    teller = Teller(language, person.says, press)
    await tell_all(teller, view_of(person), server.until, **how)
    return teller
