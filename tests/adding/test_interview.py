"""An interview is one TOML file, chosen by its name: in a terminal, and in a chat by an invitation to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import House

LEAVING = "flows/scripts/leaving.toml"
TERMINAL = "from reisleider.bot.__main__ import main\nmain()"
HELD = """
import json, sys
from reisleider.flows.synthesis.fold import fold
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

with Store.open(sys.argv[1]) as store:
    for study in store.do(studies.list_studies):
        for one in store.do(lambda c: interviews.interviews(c, study.id)):
            journey = fold(load_script(one.script), one)
            print(json.dumps([one.script, one.track, one.state, {told.kind: told.words for told in journey.remarks}]))
"""
CHAT = """
import asyncio, itertools, json, sys
from datetime import UTC, datetime
from importlib import resources
from reisleider.bot.commands.request import Host
from reisleider.bot.demo.play import LINE, PLATFORM, Room
from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.route import converse
from reisleider.bot.interviews.invitation import make_token
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.messages import Address, Said, Update
from reisleider.storage import studies
from reisleider.storage.store import Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
text = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
study = read_study('scripts = ["customer", "leaving"]\\n' + text, "study.toml", NOW)
address, numbers = Address(PLATFORM, "local", "anna"), itertools.count()
room = Room()
room.seats["anna"] = Seat(address, "anna", "anna", lambda: NOW)

async def talk(store):
    dispatcher = Dispatcher(store, lambda: NOW, converse(Host()))
    delivery = Delivery(store, {LINE: room}, lambda: NOW, own=show_own)
    for line in json.loads(sys.argv[2]):
        before = len(room.seen)
        invited = line.removeprefix("/invited to ")
        if invited != line:
            token = await store.run(lambda c: make_token(c, study, invited, "personal", None, NOW))
            line = f"/start {token}"
        said = Said("command", text=line[1:]) if line.startswith("/") else Said("text", text=line)
        update = Update(f"u{next(numbers)}", address, "anna", said, NOW, language="nl")
        receipt = await dispatcher.receive(update)
        await delivery.deliver_due()
        print(json.dumps([receipt.how, " ".join(message.plain for _, message in room.seen[before:])]))

with Store.open(sys.argv[1]) as store:
    store.do(lambda c: studies.save_study(c, study))
    asyncio.run(talk(store))
"""


@pytest.fixture(name="url")
def _url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/study.db"


def rows(printed: str) -> list[Any]:
    return [json.loads(line) for line in printed.splitlines()]


def test_it_is_held_in_a_terminal_by_its_name(house: House, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    house.add_worked(LEAVING)
    monkeypatch.setenv("REISLEIDER_STORAGE__URL", url)

    shown = house.run(TERMINAL, "interview", "leaving", typed="ja\nhet werd te duur\neen brief vooraf\nja\n")

    assert "Wat gebeurde er waardoor je wegging?" in shown
    told = {"trigger": "het werd te duur", "wish": "een brief vooraf"}
    assert rows(house.run(HELD, url)) == [["leaving", "customer", "completed", told]]


def test_it_is_held_in_a_chat_by_an_invitation_to_it(house: House, url: str) -> None:
    house.add_worked(LEAVING)
    lines = ("/invited to leaving", "ja", "het werd te duur", "een brief vooraf", "ja")

    heard = rows(house.run(CHAT, url, json.dumps(lines)))

    assert [how for how, _ in heard] == ["accepted"] * len(lines)
    assert "wil graag weten waarom je vertrok" in heard[0][1]
    assert "Wat gebeurde er waardoor je wegging?" in heard[1][1]
    assert "het werd te duur" in heard[3][1]
    told = {"trigger": "het werd te duur", "wish": "een brief vooraf"}
    assert rows(house.run(HELD, url)) == [["leaving", "customer", "completed", told]]


def test_who_told_as_a_customer_can_be_invited_to_it_as_well_and_once(house: House, url: str) -> None:
    house.add_worked(LEAVING)
    lines = ("/invited to customer", "ja", "/invited to leaving", "ja", "te duur", "niets", "ja", "/invited to leaving")

    heard = rows(house.run(CHAT, url, json.dumps(lines)))

    assert "wil graag weten waarom je vertrok" in heard[2][1]
    assert "waarom je vertrok" not in heard[-1][1]
    held = [(script, state) for script, _, state, _ in rows(house.run(HELD, url))]
    assert sorted(held) == [("customer", "last-time"), ("leaving", "completed")]
