"""Somebody in an interview on either chat platform, brought to any question: what they do there, and what they get.

Law: what a person does goes through the platform's own library to the program as it runs; only the way to the question
is gone without the platform.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from running import Clock, config_for, running, settled
from slack_people import Person as SlackPerson
from slack_people import buttons_of, words_of
from slack_server import Sent as SlackSent
from slack_server import SlackServer
from telegram_people import Person as TelegramPerson
from telegram_server import TelegramServer
from waiting import LOOK, PATIENCE

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.turn import take_turn
from reisleider.bot.serving.app import App
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask
from reisleider.flows.journey import Answer, Interview, Study
from reisleider.flows.messages import Address, Said
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection, Store

TENANTS = {"telegram": "4242", "slack": "T0TEAM"}
STEPS = {
    "nl": ("zoeken op internet", "online geboekt", "naar het hotel gereden"),
    "en": ("searched online", "booked online", "drove to the hotel"),
}
READ = 10.0  # seconds in which any question can be read
MOST = 60  # replies to any question


class Seat(ABC):
    """One person in one interview: their hands, their eyes, and what was kept of it."""

    def __init__(self, app: App, clock: Clock, address: Address, account: str, language: str) -> None:
        self.app, self.clock, self.address, self.account, self.language = app, clock, address, account, language
        self.id = account
        self._mark = 0

    @property
    @abstractmethod
    def messages(self) -> list[str]:
        """The bot's messages, as they stand now."""

    @property
    @abstractmethod
    def labels(self) -> list[str]:
        """The buttons of its last message."""

    @abstractmethod
    async def is_taken(self) -> None:
        """Until the bot has what was sent: only then may the clock move."""

    @abstractmethod
    async def types(self, words: str) -> Any:
        """Send a text; returns what names the message."""

    @abstractmethod
    async def corrects(self, message: Any, words: str) -> None:
        """Edit it."""

    @abstractmethod
    def sees_button(self, words: str) -> Callable[[], Awaitable[object]]:
        """The button with these words on its last message, as a finger that presses it, now or when it is old."""

    @abstractmethod
    async def sends_photo(self, caption: str) -> None: ...

    @abstractmethod
    async def sends_voice(self) -> None: ...

    @abstractmethod
    async def sends_sticker(self) -> None: ...

    @abstractmethod
    async def forwards(self, words: str) -> None:
        """Pass on what somebody else wrote."""

    @abstractmethod
    async def sends_place(self) -> None:
        """Send where they are, or what comes nearest to it here."""

    async def says(self, words: str) -> str:
        """Read, type, wait; returns all that the bot said to it."""
        self.acts()
        await self.types(words)
        return await self.hears()

    def acts(self) -> None:
        """From here on counts what the bot says."""
        self.clock.move(seconds=READ)
        self._mark = len(self.messages)

    async def hears(self) -> str:
        """What the bot said since, once it says something and nothing more is to come."""
        await self.is_taken()
        for _ in range(int(PATIENCE / LOOK)):
            self.clock.move(seconds=READ)
            await self.app.timers.ring_due()
            await settled(self.app)
            if len(self.messages) > self._mark:
                return "\n".join(self.messages[self._mark :])
            await asyncio.sleep(LOOK)
        raise AssertionError(f"the bot says nothing; its last words: {self.messages[-1:]}")

    @property
    async def interview(self) -> Interview:
        found = await self.app.store.run(lambda c: interviews.load_interview(c, self.id))
        assert found is not None
        return found

    async def kept(self, step: str) -> list[Answer]:
        """The lines of the log about this step, in order."""
        return [one for one in (await self.interview).log if one.step == step]


class TelegramSeat(Seat):
    person: TelegramPerson

    async def is_taken(self) -> None:
        await self.person.server.until(lambda: not self.person.server.unconfirmed)

    @property
    def messages(self) -> list[str]:
        return [one.text for one in self.person.chat.bot_messages]

    @property
    def labels(self) -> list[str]:
        return [button.text for row in self.person.sees.buttons for button in row]

    async def types(self, words: str) -> Any:
        return await self.person.says(words)

    async def corrects(self, message: Any, words: str) -> None:
        await self.person.edits(message, words)

    def sees_button(self, words: str) -> Callable[[], Awaitable[object]]:
        shown = self.person.sees
        data = next(button.data for row in shown.buttons for button in row if words in button.text)
        assert data is not None
        return lambda: self.person.presses(data, shown.message_id, stale=True)

    async def sends_photo(self, caption: str) -> None:
        await self.person.sends_photo(caption)

    async def sends_voice(self) -> None:
        await self.person.sends_voice()

    async def sends_sticker(self) -> None:
        await self.person.sends_sticker()

    async def forwards(self, words: str) -> None:
        origin = {
            "type": "hidden_user",
            "sender_user_name": "Iemand anders",
            "date": int(datetime.now(UTC).timestamp()),
        }
        self.person._writes(None, text=words, html=words, extra={"forward_origin": origin})

    async def sends_place(self) -> None:
        self.person._writes(None, text="", extra={"location": {"latitude": 52.1, "longitude": 5.1}})


class SlackSeat(Seat):
    person: SlackPerson

    async def is_taken(self) -> None:
        await settled(self.app)  # an event was acknowledged before its sender goes on

    @property
    def _mine(self) -> list[SlackSent]:
        return [
            one for one in self.person.server.dm(self.person.id).messages if one.user == self.person.server.bot_user
        ]

    @property
    def messages(self) -> list[str]:
        return [words_of(one) for one in self._mine]

    @property
    def labels(self) -> list[str]:
        return [label for label, _, _ in buttons_of(self._mine[-1])]

    async def types(self, words: str) -> Any:
        return await self.person.says(words)

    async def corrects(self, message: Any, words: str) -> None:
        await self.person.edits(message, words)

    def sees_button(self, words: str) -> Callable[[], Awaitable[object]]:
        shown, where = self._mine[-1], self.person.server.dm(self.person.id)
        action, value = next((action, value) for label, action, value in buttons_of(shown) if words in label)
        deed = {"type": "button", "action_id": action, "value": value}
        return lambda: self.person._acts(where, shown, deed)

    async def sends_photo(self, caption: str) -> None:
        await self._sends_file("photo.png", "image/png", caption)

    async def sends_voice(self) -> None:
        await self._sends_file("audio.m4a", "audio/mp4", "")

    async def sends_sticker(self) -> None:
        await self.person.says(":party_parrot_own:")

    async def forwards(self, words: str) -> None:
        shared = {"is_share": True, "is_msg_unfurl": True, "author_id": "UELSE", "text": words, "fallback": words}
        await self._sends({"attachments": [shared]}, "")

    async def sends_place(self) -> None:
        await self._sends_file("place.vcf", "text/x-vcard", "")

    async def _sends_file(self, name: str, mimetype: str, words: str) -> None:
        file = {"id": f"F{self.person.server.ts()}", "name": name, "mimetype": mimetype}
        await self._sends({"subtype": "file_share", "files": [file]}, words)

    async def _sends(self, more: dict[str, Any], words: str) -> None:
        where = self.person.server.dm(self.person.id)
        sent = SlackSent(self.person.server.ts(), self.person.id, words)
        where.messages.append(sent)
        await self.person.server.event({**self.person._message(where, sent), **more})


class House:
    """The running program on one platform, in one language, with a study that anybody can be asked for."""

    def __init__(self, app: App, clock: Clock, server: TelegramServer | SlackServer, language: str) -> None:
        self.app, self.clock, self.server, self.language = app, clock, server, language
        self._count = 100

    async def seat_at(self, step: str, study: str = "zonnevaart") -> Seat:
        """Somebody new, to whom this question of the customer's interview was just put."""
        self._count += 1
        return await self._seated(str(self._count), step, study)

    async def also_in(self, seat: Seat, study: str) -> None:
        """The same person is asked for another study too."""
        await self.app.store.run(lambda c: self._open(c, seat.address, seat.account, study, f"{seat.id}-{study}"))
        await seat.hears()

    async def _seated(self, number: str, step: str, study: str) -> Seat:
        seat: Seat
        if isinstance(self.server, TelegramServer):
            address = private_chat("telegram", TENANTS["telegram"], number)
            seat = TelegramSeat(self.app, self.clock, address, number, self.language)
            seat.person = self.server.person(int(number), "Anna", self.language)
            seat.person.chat.started = True
        else:
            account = f"U{number}"
            address = private_chat("slack", TENANTS["slack"], account)
            seat = SlackSeat(self.app, self.clock, address, account, self.language)
            seat.person = self.server.person(account, "Anna", locale={"nl": "nl-NL", "en": "en-GB"}[self.language])

        def bring(c: Connection) -> None:
            self._open(c, seat.address, seat.account, study, seat.id)
            bring_to(c, seat.address, seat.id, step, self.clock())

        await self.app.store.run(bring)
        await seat.hears()
        return seat

    def _open(self, c: Connection, address: Address, account: str, study: str, id: str) -> None:
        found = studies.load_study(c, study)
        assert found is not None
        script = load_script("customer")
        open_interview(c, found, script, address, account, self.language, self.clock(), id=id)
        people.set_focus(c, address, id)


def bring_to(c: Connection, address: Address, id: str, wanted: str, now: datetime) -> None:
    """Answer whatever is asked until this question is."""
    steps = list(STEPS[_load(c, id).language])
    for _ in range(MOST):
        interview = _load(c, id)
        if interview.state == wanted and interview.aside is None:
            return
        script = load_script(interview.script)
        asked = next(one for one in reversed(engine.ask_again(script, interview)) if isinstance(one, Ask))
        if interview.state == "steps" and steps and interview.aside is None:
            said = Said("text", text=steps.pop(0), ref=f"{id}.{len(steps)}")
        else:
            said = Said("press", choice=_easy_choice(interview, asked), turn=interview.turn, interview=id)
        take_turn(c, address, interview, said, now)
    raise AssertionError(f"{wanted} is never asked")


def _easy_choice(interview: Interview, asked: Ask) -> str:
    """Consent, good weather, nothing special: the shortest way on."""
    ids = [choice.id for choice in asked.choices]
    easy = next((one for one in ("all", "done", "f4", "none", "forgot", "unknown") if one in ids), None)
    if interview.state in ("consent", "quotes"):
        return "yes"
    return easy or (ids[0] if ids and ids[0] != "skip" else "skip")


def _load(c: Connection, id: str) -> Interview:
    found = interviews.load_interview(c, id)
    assert found is not None
    return found


@asynccontextmanager
async def house(platform: str, language: str, file: Path) -> AsyncIterator[House]:
    """The program, running on this platform alone, with two studies."""
    with Store.open(f"sqlite:///{file}") as store:
        for id in ("zonnevaart", "tweede"):
            store.do(lambda c, id=id: studies.save_study(c, _study(id)))
    clock = Clock()
    server = TelegramServer() if platform == "telegram" else SlackServer()
    async with server:
        config = config_for(server) if isinstance(server, TelegramServer) else config_for(slack=server)
        async with running(file, config, clock=clock, burst=timedelta(seconds=1.5)) as app:
            yield House(app, clock, server, language)


def _study(id: str) -> Study:
    return replace(load_demo_study(), id=id)
