"""Plays interviews on the third platform, inside the copy that has it; fails with what is wrong.

Law: everything goes through the whole program; its time stands still unless it is moved.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from running import config_for, running
from telling import Teller, tell_all
from waiting import until, until_told

from reisleider.bot.adapters.platform import read_home
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.invitation import make_token
from reisleider.bot.serving.app import App
from reisleider.bot.serving.check import check_platforms
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address, Message, Said, Update
from reisleider.storage import interviews, queues, studies
from reisleider.storage.store import Connection, Store

LEAD = ("inmemory", "here", "lia")
HOME = "#klantreis"
BURST = timedelta(seconds=1.5)
READ = 8.0  # seconds in which every question can be read


class Still:
    """The time, which moves only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(hour=10, minute=0)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class Play:
    """The program with its clock, and what people do in its rooms."""

    def __init__(self, app: App, clock: Still) -> None:
        self.app, self.clock = app, clock
        self.house = app.adapters["inmemory"]

    def seen(self, room: str) -> list[Message]:
        return [one.message for one in self.house.rooms[room]]

    async def until(self, condition: Callable[[], bool]) -> None:
        async def changed(seconds: float) -> None:
            self.house.changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.house.changed.wait(), seconds)

        await until(condition, lambda: str({room: self.seen(room)[-1:] for room in self.house.rooms}), changed)

    async def does(self, account: str, said: Said) -> Receipt:
        """Let somebody do something in their own room; returns how it was taken."""
        ref = str(next(self.house.numbers))
        said = said if said.ref is not None else replace(said, ref=ref)
        address = Address("inmemory", "here", f"~{account}")
        taken: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        update = Update(f"inmemory:here:{ref}", address, account, said, self.clock(), language="nl")
        self.house.arriving.put_nowait((update, taken))
        return await taken

    async def presses(self, account: str, label: str) -> Receipt:
        """Press the newest button with this label."""
        for standing in reversed(self.house.rooms[f"~{account}"]):
            message = standing.message
            for button in message.buttons:
                if button.label == label:
                    carried = {"turn": message.turn, "interview": message.interview, "ref": standing.ref}
                    return await self.does(account, Said("press", choice=button.id, **carried))
        raise AssertionError(f"there is no button {label}")

    def view_of(self, account: str):
        def view():
            asked = [one for one in self.house.rooms[f"~{account}"] if not one.message.attachments]
            if not asked:
                return None
            last = asked[-1]
            return last.ref, last.message.plain, [button.label for button in last.message.buttons]

        return view

    async def opens(self, account: str, link: str) -> None:
        await self.does(account, Said("command", text=f"start {link.rpartition('/')[2]}"))
        await self.until(lambda: self.seen(f"~{account}") != [])

    async def writes(self, account: str, *words: str) -> None:
        """Read what is asked, write messages one after the other, and nothing more for a while."""
        self.clock.move(seconds=READ)
        for one in words:
            await self.does(account, Said("text", text=one))
        self.clock.move(seconds=2 * BURST.total_seconds())
        self.app.timers.wake.set()

    async def tells(self, account: str, **how: str) -> None:
        teller = Teller("nl", lambda words: self.writes(account, words), lambda label: self.presses(account, label))
        await tell_all(teller, self.view_of(account), self.until, **how)

    async def asked(self, account: str, words: str) -> None:
        """Wait until somebody's newest message holds these words."""
        await self.until(lambda: words in self.seen(f"~{account}")[-1].plain)

    async def said_all(self) -> None:
        """Wait until the outbox is empty, so that no call is under way when the time moves: its lease would be over."""
        self.app.delivery.wake.set()
        await until_told(lambda: self.app.store.read(queues.waiting), 0)


async def tell_it(play: Play, link: str) -> None:
    """One person: a button that was used, a burst that is one answer, their own map."""
    await play.opens("anna", link)
    await play.presses("anna", "Ja, ik doe mee")
    await play.until(lambda: play.seen("~anna")[0].buttons == ())
    assert play.seen("~anna")[0].plain.endswith("\n✓ Ja, ik doe mee")
    await play.tells("anna", before="Hoe begon het?")
    asked = play.view_of("anna")()
    await play.writes("anna", "we wilden naar zee met de kinderen", "en het moest goedkoop zijn")
    await play.until(lambda: play.view_of("anna")() != asked)
    await play.tells("anna")
    assert any(file.mime == "image/png" for one in play.seen("~anna") for file in one.attachments)


async def fall_silent(play: Play, link: str) -> None:
    """One person who says yes and nothing more: reminded twice, in their own day, and then left alone."""
    await play.opens("dirk", link)
    await play.presses("dirk", "Ja, ik doe mee")
    await play.asked("dirk", "Wanneer was dat ongeveer")
    for _ in range(16 * 4):
        await play.said_all()
        play.clock.move(hours=6)
        await play.app.timers.ring_due()
    await play.said_all()
    assert "ik sluit het af" in play.seen("~dirk")[-1].plain
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


def kept(store: Store) -> tuple[Interview, ...]:
    return store.do(lambda c: interviews.interviews(c, "zonnevaart"))


async def play_all(file: Path) -> None:
    """Everything a platform does for its people, one after the other."""
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
            await play.until(lambda: any(one.attachments for one in play.seen(HOME)))
            assert "3 klanten" in play.seen(HOME)[0].plain
            await fall_silent(play, link)
            await play.does("lia", Said("command", text="status"))
            await play.until(lambda: any("3 klaar" in one.plain for one in play.seen("~lia")))
        told = kept(store)
    values = [answer.value for one in told for answer in one.log]
    assert sorted(one.state for one in told) == ["completed", "completed", "completed", "expired"]
    assert "we wilden naar zee met de kinderen\nen het moest goedkoop zijn" in values, values
