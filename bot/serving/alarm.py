"""Tells the operator, or else the leads whom it concerns, in one sentence what went wrong.

Law: of each kind once an hour, by the name of what went wrong; telling never fails what it tells of.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import structlog

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.commands.request import Host, title_of_line
from reisleider.bot.laid_aside import Kind
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Address
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import parking
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
HOUR, DAY = 3600.0, 86400.0
NOTICES: Mapping[Kind, Notify] = {
    "update": Notify("alarm.update", {"command": "reisleider inbox list"}),
    "call": Notify("alarm.call", {"command": "reisleider outbox list"}),
    "job": Notify("alarm.job", {"command": "reisleider jobs list"}),
    "words": Notify("alarm.words", {"command": "reisleider study retain"}),
}
Account = tuple[str, str, str]


class Alarm:
    """Tells. ``host`` returns who the administrators are now; ``clock`` aware UTC times; ``seconds`` a clock that only
    goes on."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        host: Callable[[], Host],
        then: Callable[[], None],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._clock = clock
        self._host = host
        self._then = then
        self._seconds = seconds
        self._told: dict[str, float] = {}

    async def laid_aside(self, kind: Kind, subject: str | None, why: str) -> None:
        """Something was laid aside; ``subject`` is the id of the study or interview it is about."""
        which = f"{kind} {subject}" if kind == "words" else kind
        if not self._is_time(which, DAY if kind == "words" else HOUR):
            return
        notice = NOTICES[kind]
        if kind == "words" and subject is not None:
            notice = Notify(notice.key, {"command": f"{notice.slots['command']} {subject}"})

        def tell(c: Connection) -> None:
            accounts = self._admins_of(c, subject) or parking.leads_concerned(c, subject)
            if not accounts:
                self._told.pop(which, None)  # no platform let us in yet: whoever is there the next time is told
            self._post(c, accounts, notice, why)

        await self._safely(tell)

    async def platform(self, name: str, why: str | None) -> None:
        """A line cannot be reached, or (``why`` None) it can again: its administrators elsewhere learn it."""
        notice = Notify("alarm.back" if why is None else "alarm.platform", {"platform": title_of_line(name)})
        host = self._host()
        circle = host.circles.get(name, "")
        told = [one for one in self._of(circle) if host.called(_chat_of(one)) != name]
        await self._safely(lambda c: self._post(c, told, notice, why or ""))

    def _admins_of(self, c: Connection, subject: str | None) -> list[Account]:
        """The administrators whom a study or an interview concerns."""
        return self._of(parking.circle_concerned(c, subject))

    def _of(self, circle: str) -> list[Account]:
        """The administrators of a circle, and those of the first, who keep the program itself."""
        host = self._host()
        return [one for one in host.admins if host.circle_of(_chat_of(one)) in ("", circle)]

    def _is_time(self, which: str, apart: float) -> bool:
        now = self._seconds()
        if now - self._told.get(which, -apart) < apart:
            return False
        self._told[which] = now
        return True

    def _post(self, c: Connection, accounts: Iterable[Account], notice: Notify, why: str) -> None:
        language = self._host().language
        told = Notify(notice.key, {**notice.slots, "why": why} if why else notice.slots)
        for platform, tenant, account in sorted(accounts):
            post(c, private_chat(platform, tenant, account), word_notice(told, language), self._clock())

    async def _safely(self, tell: Callable[[Connection], None]) -> None:
        try:
            await self._store.run(tell)
        except Exception as fault:
            log.error("nobody told", error=type(fault).__name__)
        self._then()


def _chat_of(account: Account) -> Address:
    return private_chat(*account)
