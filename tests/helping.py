"""A lead and a colleague in a chat, who are asked for help and give it: what is said is done at once, slow work too."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from reisleider.bot.commands.carry_out import press, run_command
from reisleider.bot.commands.map.sort import take_label
from reisleider.bot.commands.request import Host
from reisleider.bot.commands.table import slow_work
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.messages import Address, Button, Message, Said, Update
from reisleider.storage import queues, timers
from reisleider.storage.operations import Answer
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Store
from reisleider.storage.timers import job_of

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOME = "-100"


class Chat:
    """Two people and the bot: the lead 7 and the colleague 8. What somebody says is done at once, slow work too."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, NOW
        self.host = Host(names={"telegram": "reisleider_bot"})
        self._keys = count()

    def says(self, who: str, text: str, chat: str | None = None) -> list[tuple[str, Message]]:
        return self._does(who, Said("command", text), chat, lambda c, up: run_command(c, up, self.host, self.now))

    def presses(self, who: str, button: Button, chat: str | None = None) -> list[tuple[str, Message]]:
        said = Said("press", choice=button.id)
        return self._does(who, said, chat, lambda c, up: press(c, up, self.host, self.now))

    def names(self, who: str, text: str) -> list[tuple[str, Message]]:
        return self._does(who, Said("text", text), None, lambda c, up: take_label(c, up, self.host, self.now))

    def _does(self, who: str, said: Said, chat: str | None, take: object) -> list[tuple[str, Message]]:
        self.now += timedelta(seconds=1)
        address = Address("telegram", "4242", chat or who)
        update = Update(str(next(self._keys)), address, who, said, self.now, chat is None, "nl")
        self.store.do(lambda c: take(c, update))  # type: ignore[operator]
        works = {work.job.kind: work for work in slow_work()}
        for timer in self.store.do(lambda c: timers.coming_timers(c, 9)):
            if timer.due_at > self.now:
                break
            work = works[timer.kind]
            asyncio.run(work.do(self.store, timer, job_of(timer, work.job), self.now))
        heard = []
        while found := self.store.do(lambda c: queues.claim(c, self.now, 60, 9, ("telegram|4242",))):
            for row in found:
                operation = self.store.do(lambda c, row=row: queues.operation_of(c, row.id))
                heard.append((row.address.chat, operation.message))
                self.store.do(lambda c, row=row: queues.sent(c, row.id, Answer(), self.now))
        return heard

    def decided(self) -> Sequence[Override]:
        return self.store.do(lambda c: overrides_of(c, "zonnevaart"))


def button(message: Message, label: str) -> Button:
    return next(one for one in message.buttons if one.label == label)
