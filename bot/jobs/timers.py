"""Rings what was to be remembered: bursts that ended, people who fell silent, interviews nobody went on with, maps.

Law: a timer is a row and rings at most once; one that the interview moved past since it was set rings for nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from reisleider.bot.commands.compare import look_beside
from reisleider.bot.commands.give_file import give
from reisleider.bot.commands.merge import look
from reisleider.bot.commands.request import Host
from reisleider.bot.commands.status import look_over
from reisleider.bot.commands.trace import look_behind
from reisleider.bot.interviews.interviewer import ask_again, expire, nudge, post, settle
from reisleider.bot.jobs.retention import retain_all
from reisleider.bot.maps.living_post import look_soon, refresh
from reisleider.bot.maps.post import Drawn, draw_map, post_map
from reisleider.bot.maps.publish import Compiled, compile_persona, compile_study, persona_called, publish_map
from reisleider.bot.maps.redraw import redraw
from reisleider.bot.studies.standing import count_standing
from reisleider.flows.effects import Notify
from reisleider.flows.journey import Interview, Persona, Study
from reisleider.flows.messages import Address
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import chats, interviews, people, queues, studies, versions
from reisleider.storage.people import address_of
from reisleider.storage.queues import Timer
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
WAKES, SLEEPS = 9, 20  # hours of somebody's own day between which they may be reminded
IDLE = 5.0
BATCH = 50
SLOW: Mapping[str, Callable[[Connection, Timer, datetime], Callable[[Connection], None]]] = {
    "compare": look_beside,
    "give": give,
    "living": refresh,
    "merge": look,
    "redraw": redraw,
    "status": look_over,
    "trace": look_behind,
}
"""What takes long to find out: by a timer's kind, what reads and returns what then writes."""
RETAINED = timedelta(hours=1)  # after which it is looked whether a study's words must go
AGAIN = timedelta(minutes=5)  # after which a timer that failed rings again


class Timers:
    """Rings timers. ``clock`` returns aware UTC times; ``then`` is called after each commit, to wake delivery; ``draw``
    draws a map in a language, on a thread of its own."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        host: Host,
        then: Callable[[], None] = lambda: None,
        draw: Callable[[Compiled, str], Drawn] = draw_map,
    ) -> None:
        self.store = store
        self.clock = clock
        self.host = host
        self.then = then
        self.draw = draw
        self.wake = asyncio.Event()
        self._stopping = False
        self._retained: datetime | None = None
        self._drawing: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Ring whatever is due until ``stop``."""
        while not self._stopping:
            self.wake.clear()
            await self.ring_due()
            await self._wait()
        if self._drawing:
            await asyncio.wait(self._drawing.values())

    def stop(self) -> None:
        """Finish what is in hand and return."""
        self._stopping = True
        self.wake.set()

    async def ring_due(self) -> int:
        """Ring everything that is due now; returns how many rang. Maps are drawn beside it."""
        count = 0
        await self._retain()
        for timer in await self.store.read(lambda c: queues.due_timers(c, self.clock(), BATCH)):
            if timer.kind == "publish" or timer.kind in SLOW:
                if timer.id not in self._drawing:
                    self._drawing[timer.id] = asyncio.create_task(self._work_safely(timer))
                continue
            await self._ring_safely(timer)
            count += 1
        return count

    async def _retain(self) -> None:
        """Now and then, remove the words whose time has come."""
        now = self.clock()
        if self._retained is not None and now - self._retained < RETAINED:
            return
        self._retained = now
        for study in await self.store.run(lambda c: retain_all(c, now)):
            log.info("words removed", study=study)

    async def settle_all(self) -> None:
        """Wait until every map that is being drawn is in the outbox."""
        while self._drawing:
            await asyncio.wait(self._drawing.values())

    async def _wait(self) -> None:
        due = await self.store.read(queues.next_timer)
        seconds = IDLE if due is None else min(IDLE, max(0.02, (due - self.clock()).total_seconds()))
        if self._drawing:
            seconds = max(seconds, 0.2)
        try:
            await asyncio.wait_for(self.wake.wait(), seconds)
        except TimeoutError:
            return

    async def _ring_safely(self, timer: Timer) -> None:
        now = self.clock()
        try:
            await self.store.run(lambda c: ring(c, timer, now))
        except Exception as fault:
            log.error("timer failed", kind=timer.kind, error=type(fault).__name__)
            await self.store.run(lambda c: queues.postpone(c, timer.id, now + AGAIN))
        self.then()

    async def _work_safely(self, timer: Timer) -> None:
        try:
            await (self._publish(timer) if timer.kind == "publish" else self._look_up(timer))
        except Exception as fault:
            log.error("slow work failed", kind=timer.kind, study=timer.subject, error=type(fault).__name__)
            await self.store.run(lambda c: queues.postpone(c, timer.id, self.clock() + AGAIN))
        finally:
            self._drawing.pop(timer.id, None)
            self.then()

    async def _look_up(self, timer: Timer) -> None:
        """Read what a command needs beside the writer; what it says is written in one short transaction."""
        now = self.clock()
        answer = await self.store.read(lambda c: SLOW[timer.kind](c, timer, now))

        def tell(c: Connection) -> None:
            if queues.still_set(c, timer.id):
                queues.drop_timer(c, timer.id)
                answer(c)

        await self.store.run(tell)

    async def _publish(self, timer: Timer) -> None:
        now = self.clock()
        study, places = await self.store.read(lambda c: _places(c, timer))
        if study is None or not places:
            await self.store.run(lambda c: _only_look(c, timer, study, now))
            return
        data = timer.data or {}
        language = str(data.get("language") or study.languages[0])
        persona = persona_called(study, str(data.get("persona") or ""))
        compiled = await self.store.read(lambda c: _compile(c, study, persona, now))
        if not compiled.journey_map.customers.counted + compiled.journey_map.staff.counted:
            key = "map.empty" if persona is None else "map.empty-persona"
            await self.store.run(lambda c: _say_empty(c, timer, places, key, language, now))
            return
        published = compiled
        if not data.get("preview") and persona is None:
            published = await self.store.run(lambda c: publish_map(c, compiled, now))
        published = replace(published, living=await self.store.read(lambda c: _stays(c, study, published, places)))
        drawn = await asyncio.to_thread(self.draw, published, language)

        def place(c: Connection) -> None:
            if not queues.still_set(c, timer.id):
                return
            queues.drop_timer(c, timer.id)
            for address in places:
                post_map(c, drawn, address, now)

        await self.store.run(place)


def ring(c: Connection, timer: Timer, now: datetime) -> None:
    """Do what a timer about an interview was set for, where that still makes sense."""
    if not queues.still_set(c, timer.id):
        return
    interview = interviews.load_interview(c, timer.subject)
    chat = chats.chat_of(c, timer.subject)
    if interview is None or chat is None or interview.ended:
        queues.drop_timer(c, timer.id)
        return
    if timer.kind == "settle":
        settle(c, interview, chat.address, now)
        return
    if interview.turn != timer.fence:
        queues.drop_timer(c, timer.id)
        return
    if timer.kind != "expiry":
        waking = _next_waking(c, interview, now)
        if waking > now:
            queues.postpone(c, timer.id, waking)
            return
    queues.drop_timer(c, timer.id)
    if timer.kind == "expiry":
        expire(c, interview, chat.address, now)
    elif chats.is_away(c, chat.address):
        return
    elif timer.kind == "later":
        ask_again(c, interview, chat.address, chat.account, now)
    else:
        nudge(c, interview, chat.address, now)


def _next_waking(c: Connection, interview: Interview, now: datetime) -> datetime:
    """Now, where the person is awake; else nine in their next morning."""
    participant = people.load_participant(c, interview.participant)
    study = studies.load_study(c, interview.study)
    name = participant.timezone if participant is not None and participant.timezone else None
    try:
        zone = ZoneInfo(name or (study.timezone if study is not None else "UTC"))
    except (KeyError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    local = now.astimezone(zone)
    if WAKES <= local.hour < SLEEPS:
        return now
    morning = local.replace(hour=WAKES, minute=0, second=0, microsecond=0)
    if local.hour >= SLEEPS:
        morning += timedelta(days=1)
    return morning.astimezone(now.tzinfo)


def _compile(c: Connection, study: Study, persona: Persona | None, now: datetime) -> Compiled:
    """The map as it stands; one persona's as it was published."""
    found = compile_persona(c, study.id, persona) if persona is not None else None
    return found or compile_study(c, study.id, now)


def _places(c: Connection, timer: Timer) -> tuple[Study | None, tuple[Address, ...]]:
    """Where a map is to be posted: where it was asked for, or, once a quota is full, the home (or the leads)."""
    study = studies.load_study(c, timer.subject)
    if study is None:
        return None, ()
    if timer.data is not None:
        return study, (address_of(str(timer.data["address"])),)
    home = studies.home_of(c, study.id)
    if not _quota_just_full(c, study) or (study.living and home is not None):
        return study, ()
    if home is not None:
        return study, (home,)
    return study, tuple(
        Address(platform, tenant, f"@{account}" if platform == "slack" else account)
        for platform, tenant, account in studies.leads_of(c, study.id)
    )


def _only_look(c: Connection, timer: Timer, study: Study | None, now: datetime) -> None:
    """Nothing is to be posted; a living post may be brought up to date in a while."""
    queues.drop_timer(c, timer.id)
    if study is not None and study.living:
        look_soon(c, study.id, now)


def _stays(c: Connection, study: Study, compiled: Compiled, places: tuple[Address, ...]) -> bool:
    """Whether what is posted is the living post: everyone's published map, at home."""
    journey_map = compiled.journey_map
    if not study.living or not journey_map.version or journey_map.persona is not None:
        return False
    return places == (studies.home_of(c, study.id),)


def _quota_just_full(c: Connection, study: Study) -> bool:
    """Whether a track has its quota, and the last version was made before it had."""
    last = versions.latest_version(c, study.id, None)
    tracks = {one.id: one.track for one in people.participants(c, study.id)}
    before = [tracks.get(id) for id in last.respondents] if last is not None else []
    return any(
        0 < quota <= one.finished and before.count(one.track) < quota
        for one in count_standing(c, study).tracks
        if (quota := study.quotas.get(one.track, 0))
    )


def _say_empty(
    c: Connection, timer: Timer, places: tuple[Address, ...], key: str, language: str, now: datetime
) -> None:
    queues.drop_timer(c, timer.id)
    if timer.data is not None:
        for address in places:
            post(c, address, word_notice(Notify(key), language), now)
