"""Two hundred people on both platforms, and a program that is killed again and again while everything goes wrong.

TORTURE_KILLS=300 make torture
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from killed_often import (
    Acts,
    Reborn,
    acts_in_slack,
    acts_on_telegram,
    differs,
    repeats_in_slack,
    repeats_on_telegram,
    sent,
)
from slack_server import SlackServer
from slack_talks import labels_of
from slack_talks import prepare as prepare_slack
from slack_talks import view_of as slack_view
from sqlalchemy import select
from telegram_server import TelegramServer
from telegram_talks import prepare, view_of
from telling import Teller, View, tell_all
from two_databases import url_of
from waiting import PATIENCE, until
from whole_program import at, trouble

from reisleider.storage import interviews, queues
from reisleider.storage import tables as t
from reisleider.storage.store import Connection, Store

KILLS = int(os.environ.get("TORTURE_KILLS", "30"))
PEOPLE = 100  # on each platform
ANSWERS = max(8, KILLS // 5)  # of each of them at most; with 300 kills they tell it all
FAST = 0.02  # of the pace that platforms allow
LIVES = 0.1, 0.8  # seconds that it works, once it stands
OFF = 65.0  # seconds of the machine's clock between a kill and the next start: what it had in hand is free by then
LONGEST = (10 + KILLS / 10) * PATIENCE  # that somebody waits for a program that is killed all the time
FORTH, BACK = 1800.0, -25.0  # seconds; by more it is put back in ``test_nothing_ends_it.py``, where it lives on
STUDIES = ("zonnevaart", "tweede")  # on Telegram, and in Slack
SEED = 18

Until = Callable[[Callable[[], object]], Awaitable[None]]


class Torturer:
    """Kills the program, and spoils everything around it meanwhile."""

    def __init__(self, one: Reborn, telegram: TelegramServer, slack: SlackServer, machine: Path) -> None:
        self.one, self.telegram, self.slack, self.machine = one, telegram, slack, machine
        self.chance = random.Random(SEED)
        self.ahead = 0.0

    async def once(self, number: int) -> None:
        """Let it live for a moment, with faults, copies and clocks as they come, then kill it and begin it anew."""
        self._spoil(number)
        await self.one.lives(self.chance.uniform(*LIVES))
        await self.one.kill()
        self.put(OFF)
        await self.one.begin()

    def _spoil(self, number: int) -> None:
        kind, times = self.chance.choice(("429", "500", "reset")), self.chance.randrange(1, 6)
        self.telegram.fail(None, kind, times, retry_after=1)
        self.slack.fail(self.chance.choice(("chat.postMessage", "chat.update")), kind, times, retry_after=1)
        copies = self.chance.choice((1, 3))
        self.telegram.redeliver(copies)
        self.slack.redeliver(copies)
        self.slack.late = self.chance.choice((0.0, 0.5))  # the copies of what came first come after what came next
        if number % 7 == 3:
            self.put(self.chance.choice((FORTH, BACK)))  # while it runs

    def put(self, seconds: float) -> None:
        """Put the machine's clock forth, or back."""
        self.ahead += seconds
        trouble(self.machine, ahead=self.ahead)

    def relent(self) -> None:
        """From now on all goes well."""
        self.telegram.redeliver(1)
        self.slack.redeliver(1)
        self.slack.late = 0.0
        self.telegram.forgive()
        self.slack.forgive()


def left(c: Connection) -> int:
    """How many calls were not made, and messages not taken."""
    waiting = select(t.outbox.c.id).where(t.outbox.c.state == queues.WAITING)
    return len(c.execute(waiting).all()) + len(c.execute(select(t.fragments.c.interview)).all())


async def tell(acts: Acts, view: View, until: Until) -> Acts:
    """One person answers what they are asked."""
    await tell_all(Teller("nl", acts.says, acts.presses), view, until, after=ANSWERS)
    return acts


@pytest.mark.crash
@pytest.mark.timeout(300 + 20 * KILLS)
async def test_whoever_is_killed_while_all_goes_wrong_loses_and_doubles_nothing(
    anywhere: Path | str, telegram: TelegramServer, slack: SlackServer, tmp_path: Path
) -> None:
    token = prepare(anywhere)
    prepare_slack(anywhere, id=STUDIES[1])
    lia, machine = slack.person("ULIA", name="Lia", locale="nl-NL"), tmp_path / "machine"
    slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])
    slack.tries = KILLS + 4  # as for an app that wants to have for a day what it did not acknowledge
    machine.write_text(json.dumps({}))
    settings = {
        **at(telegram, slack),
        "REISLEIDER_STORAGE__URL": url_of(anywhere),
        "REISLEIDER_HTTP__PORT": "0",
    }
    one = await Reborn.made(machine, FAST, settings, tmp_path / "log")
    telling: asyncio.Future[list[Acts]] = asyncio.Future()
    began = time.monotonic()
    try:
        await one.begin()
        await lia.command("/journey", "invite", "C1")
        await slack.until(lambda: any(labels_of(shown) for shown in slack.channel("C1").messages))
        invitation = slack.channel("C1").messages[-1]

        async def customer(number: int) -> Acts:
            person = telegram.person(number, "Anna", "nl")
            await person.starts(token)
            return await tell(acts_on_telegram(person), view_of(person), partial(telegram.until, seconds=LONGEST))

        async def colleague(number: int) -> Acts:
            person = slack.person(f"U{number}", name="Bas", locale="nl-NL")
            slack.channel("C1").members.add(person.id)
            missed = -1
            while slack.missed_of[person.id] > missed:  # Slack said that it was not heard
                missed = slack.missed_of[person.id]
                await person.presses(labels_of(invitation)[0], channel="C1", ts=invitation.ts)
            return await tell(acts_in_slack(slack, person), slack_view(person), partial(slack.until, seconds=LONGEST))

        numbers = range(1000, 1000 + PEOPLE)
        telling = asyncio.gather(*map(customer, numbers), *map(colleague, numbers))
        torturer = Torturer(one, telegram, slack, machine)
        for number in range(KILLS):
            await torturer.once(number)
            assert not telling.done() or telling.exception() is None
        torturer.relent()
        tortured = time.monotonic()
        people = await telling
        with Store.open(url_of(anywhere)) as store:
            await until(lambda: torturer.put(OFF) or not store.look(left))
        await one.stop()
    except BaseException:
        import traceback

        traceback.print_exc()
        raise
    finally:
        telling.cancel()
        await one.close()
    print(f"{KILLS} kills in {tortured - began:.0f} s, all was told after {time.monotonic() - began:.0f} s")

    with Store.open(url_of(anywhere)) as store:
        known = store.look(sent)
        assert store.look(queues.parked) == ()
        assert store.look(lambda c: c.execute(t.outbox.select().where(t.outbox.c.state != queues.SENT)).all()) == []
        held = {one.id: one for name in STUDIES for one in store.look(partial(interviews.interviews, study=name))}
    assert len(held) == 2 * PEOPLE
    for acts in people:
        (id,) = {said.interview for said in acts.did if said.interview is not None}
        assert not differs(held[id], acts)
    repeats = repeats_on_telegram(telegram, known, one.begun) + repeats_in_slack(slack, known, one.begun)
    print(f"{sum(map(len, known.values()))} messages, {repeats.total()} of them twice")
    assert [place for place, times in repeats.items() if times > 1] == []
    assert max((life for _, life in repeats), default=0) <= KILLS  # the last one ended well
