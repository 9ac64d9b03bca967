"""The clock is put back by hours under the running program: whatever was to be done at once is done at once still."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from running import Clock, config_for, kept, running
from telegram_server import TelegramServer
from telegram_talks import prepare, talk
from telling import STEPS

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.interviews.burst import BURST
from reisleider.bot.interviews.errands import Publish
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.messages import Message, Span
from reisleider.storage import queues
from reisleider.storage.codec import read_time
from reisleider.storage.setback import catch_up, set_back
from reisleider.storage.store import Store
from reisleider.storage.tables import outbox, timers
from reisleider.storage.timers import set_timer

ANNA = private_chat("telegram", "4242", "8")
HOURS = timedelta(hours=3)


def test_what_was_due_soon_is_due_soon_and_what_waits_for_days_waits(file: Path) -> None:
    prepare(file)
    now = Clock()()
    before = now + HOURS
    with Store.open(f"sqlite:///{file}") as store:
        row = store.do(lambda c: post(c, ANNA, Message((Span("hallo"),)), before))
        soon = store.do(lambda c: set_timer(c, Publish("zonnevaart", ANNA, "nl"), before + timedelta(seconds=2)))
        later = store.do(lambda c: set_timer(c, Publish("zonnevaart", ANNA, "nl"), before + timedelta(days=2)))
        assert store.do(lambda c: queues.claim(c, now, 60, 10, ("telegram|4242",))) == ()

        assert store.do(lambda c: set_back(c, before, now)) == 2

        due = {one.id: read_time(one.due_at) for one in store.look(lambda c: c.execute(timers.select()).all())}
        assert due[soon] - now == timedelta(seconds=2)
        assert due[later] - before == timedelta(days=2)
        assert [one.id for one in store.do(lambda c: queues.claim(c, now, 60, 10, ("telegram|4242",)))] == [row]
        assert store.look(lambda c: c.execute(outbox.select()).one()).attempts == 1


async def test_what_a_clock_ahead_left_behind_goes_out_at_the_next_start(telegram: TelegramServer, file: Path) -> None:
    """It was put back while the program was off: one call was in hand by the clock before, one waited, one was new."""
    prepare(file)
    anna, bram = telegram.person(8, "Anna", "nl"), telegram.person(9, "Bram", "nl")
    anna.chat.started = bram.chat.started = True
    clock = Clock()
    now, ahead = clock(), clock() + HOURS
    with Store.open(f"sqlite:///{file}") as store:
        store.do(lambda c: post(c, ANNA, Message((Span("in hand"),)), now))
        assert store.do(lambda c: queues.claim(c, ahead, 60, 1, ("telegram|4242",)))
        store.do(lambda c: post(c, ANNA, Message((Span("behind"),)), now))
        store.do(lambda c: post(c, private_chat("telegram", "4242", "9"), Message((Span("new"),)), ahead))
    async with running(file, config_for(telegram), clock=clock):
        await telegram.until(lambda: len(anna.chat.bot_messages) == 2 and bool(bram.chat.bot_messages))


def test_who_is_asked_to_wait_for_long_waits_through_a_start(file: Path) -> None:
    prepare(file)
    now = Clock()()
    with Store.open(f"sqlite:///{file}") as store:
        row = store.do(lambda c: post(c, ANNA, Message((Span("hallo"),)), now))
        store.do(lambda c: queues.claim(c, now, 60, 1, ("telegram|4242",)))
        store.do(lambda c: queues.retry(c, row, now + HOURS, "RetryLater"))

        assert store.do(lambda c: catch_up(c, now)) == 0


async def test_a_talk_goes_on_when_the_clock_goes_forth_and_back(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    clock = Clock()
    async with running(file, config_for(telegram), clock=clock, burst=BURST) as app:
        clock.move(hours=3)
        await anna.starts(token)
        await anna.hears()
        await talk(telegram, anna, before="Wat deed je eerst")
        asked, tried = len(anna.chat.bot_messages), len(telegram.called("sendMessage"))
        telegram.fail("sendMessage", "500", times=1)
        clock.move(seconds=10)  # she reads before she types
        await anna.says(STEPS["nl"][0])
        await telegram.until(lambda: len(telegram.called("sendMessage")) > tried)  # what failed waits, by this clock
        clock.move(hours=-3)
        app.delivery.wake.set()
        await telegram.until(lambda: len(anna.chat.bot_messages) > asked)
        clock.move(hours=-3)
        await talk(telegram, anna)
    (one,) = kept(file)
    assert one.ended
    told = [line.verbatim for line in one.log if line.verbatim in STEPS["nl"]]
    assert told == [STEPS["nl"][0], *STEPS["nl"]]  # whoever tells on begins anew
