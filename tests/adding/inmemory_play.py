"""Plays interviews on the third platform, inside the copy that has it; run by its test, fails with what is wrong.

Law: everything goes through the whole program; its time stands still unless it is moved.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from running import config_for, running
from telling import Teller, tell_all

from reisleider.bot.adapters.platform import read_home
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.invite import make_token
from reisleider.bot.serving.app import App
from reisleider.bot.serving.check import check_platforms
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Message, Said
from reisleider.storage import interviews, studies
from reisleider.storage.store import Connection, Store

LEAD = ("inmemory", "here", "lia")
HOME = "#klantreis"
BURST = timedelta(seconds=1.5)


class Still:
    """The time, which moves only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(hour=10, minute=0)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class Play:
    """The program with its clock, and what people do in it."""

    def __init__(self, app: App, clock: Still) -> None:
        self.app, self.clock = app, clock
        self.rooms = app.adapters["inmemory"]

    def seen(self, room: str) -> list[Message]:
        return [one.message for one in self.rooms.rooms[room]]

    def view_of(self, account: str):
        def view():
            asked = [one for one in self.rooms.rooms[f"~{account}"] if not one.message.attachments]
            if not asked:
                return None
            last = asked[-1]
            return last.ref, last.message.plain, [button.label for button in last.message.buttons]

        return view

    async def opens(self, account: str, link: str) -> None:
        await self.rooms.does(account, Said("command", text=f"start {link.rpartition('/')[2]}"))
        await self.rooms.until(lambda: self.seen(f"~{account}") != [])

    async def writes(self, account: str, *words: str) -> None:
        """Write messages one after the other, and nothing more for a while."""
        for one in words:
            await self.rooms.does(account, Said("text", text=one))
        self.clock.move(seconds=2 * BURST.total_seconds())
        self.app.timers.wake.set()

    async def tells(self, account: str, **how: str) -> None:
        teller = Teller(
            "nl", lambda words: self.writes(account, words), lambda label: self.rooms.presses(account, label)
        )
        await tell_all(teller, self.view_of(account), self.rooms.until, **how)

    async def asked(self, account: str, words: str) -> None:
        """Wait until somebody's newest message holds these words."""
        await self.rooms.until(lambda: words in self.seen(f"~{account}")[-1].plain)


async def tell_it(play: Play, link: str) -> None:
    """One person: a button that was used, a burst that is one answer, their own map."""
    await play.opens("anna", link)
    await play.rooms.presses("anna", "Ja, ik doe mee")
    await play.rooms.until(lambda: play.seen("~anna")[0].buttons == ())
    assert play.seen("~anna")[0].plain.endswith("\n✓ Ja, ik doe mee")
    await play.tells("anna", before="Waar was het je toen om te doen?")
    await play.writes("anna", "we wilden naar zee", "en het moest goedkoop")
    await play.tells("anna")
    assert any(file.mime == "image/png" for one in play.seen("~anna") for file in one.attachments)


async def fall_silent(play: Play, link: str) -> None:
    """One person who says yes and nothing more: reminded twice, in their own day, and then left alone."""
    await play.opens("dirk", link)
    await play.rooms.presses("dirk", "Ja, ik doe mee")
    await play.asked("dirk", "Wanneer was dat ongeveer")
    for _ in range(16 * 4):
        play.clock.move(hours=6)
        await play.app.timers.ring_due()
    play.app.delivery.wake.set()
    await play.asked("dirk", "gesloten")
    reminders = [one for one in play.seen("~dirk") if "Zullen we verdergaan?" in one.plain]
    assert len(reminders) == 2, reminders


def prepare(store: Store) -> str:
    def make(c: Connection) -> str:
        study = replace(load_demo_study(), quotas={"customer": 3})
        studies.save_study(c, study)
        studies.set_leads(c, study.id, (LEAD,))
        studies.set_home(c, study.id, read_home(f"inmemory:here:{HOME}"))
        return make_token(c, study, "customer", "open", None, datetime.now(UTC))

    return store.do(make)


def kept(store: Store) -> dict[str, Interview]:
    return {one.state: one for one in store.do(lambda c: interviews.interviews(c, "zonnevaart"))}


async def play_all(file: Path) -> None:
    config = config_for(admins="inmemory:lia", REISLEIDER_INMEMORY__HOUSE="here")
    assert await check_platforms(config) == (("inmemory: ready.",), True)
    with Store.open(f"sqlite:///{file}") as store:
        token = prepare(store)
        async with running(file, config, clock=Still(), burst=BURST) as app:
            play = Play(app, app.clock)
            link = app.host.link(token)
            assert link == f"https://memory.example/robin/{token}"
            await tell_it(play, link)
            for account in ("bea", "cas"):
                assert play.seen(HOME) == []
                await play.opens(account, link)
                await play.tells(account)
            await play.rooms.until(lambda: any(one.attachments for one in play.seen(HOME)))
            assert "3 klanten" in play.seen(HOME)[0].plain
            await fall_silent(play, link)
            await play.rooms.does("lia", Said("command", text="status"))
            await play.rooms.until(lambda: any("3 klaar" in one.plain for one in play.seen("~lia")))
        told = kept(store)
    values = [answer.value for one in told.values() for answer in one.log]
    assert sorted(told) == ["completed", "expired"]
    assert "we wilden naar zee\nen het moest goedkoop" in values or any(
        "we wilden naar zee" in str(value) and "en het moest goedkoop" in str(value) for value in values
    ), values


asyncio.run(play_all(Path(sys.argv[1])))
print("played")
