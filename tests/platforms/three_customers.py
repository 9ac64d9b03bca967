"""Three customers who named the same three touchpoints in other words, told once and copied for every test.

Law: told through the real adapter, as everything here; a copy is a test's own.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from running import config_for, running
from telegram_people import Person
from telegram_server import TelegramServer
from telegram_talks import prepare, teller_of, view_of
from telling import tell_all

from reisleider.storage import studies
from reisleider.storage.store import Store

STEPS = (
    ("klantenservice gebeld", "pakket opengemaakt", "alles teruggestuurd"),
    ("called customer service", "unpacked the box", "sent it back"),
    ("de helpdesk gebeld", "doos uitgepakt", "geretourneerd"),
)


async def tells(server: TelegramServer, person: Person, token: str, steps: tuple[str, ...]) -> None:
    """One customer tells these steps, to the end."""
    await person.starts(token)
    teller = teller_of(person)
    teller.steps = list(steps)
    await tell_all(teller, view_of(person), server.until)


def people_of(server: TelegramServer) -> list[Person]:
    """The three, at this server."""
    return [server.person(8 + place, f"P{place}", "nl") for place in range(len(STEPS))]


async def tell_three(file: Path) -> None:
    """Make a study without seed labels in this file, and let the three tell."""
    token = prepare(file)
    with Store.open(f"sqlite:///{file}") as store:
        study = store.do(lambda c: studies.load_study(c, "zonnevaart"))
        store.do(lambda c: studies.save_study(c, replace(study, labels=())))
    async with TelegramServer() as server, running(file, config_for(server)):
        for person, steps in zip(people_of(server), STEPS, strict=True):
            await tells(server, person, token, steps)
