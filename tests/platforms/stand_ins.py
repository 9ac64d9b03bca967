"""For every platform a place to try its adapter: connected to its local stand-in, with one person in it.

Law: the adapter is the real one, made as the program makes it; a platform without a place here fails the contract.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO

from running import config_for
from slack_people import buttons_of, words_of
from slack_server import SlackServer
from telegram_server import TelegramServer
from waiting import PATIENCE

from reisleider.bot.adapters.adapter import Adapter, Receive
from reisleider.bot.adapters.connected import Connected
from reisleider.bot.adapters.console.console import Console, Visit
from reisleider.bot.adapters.platform import Surroundings, platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.config import Config
from reisleider.flows.messages import Update


@dataclass(frozen=True)
class Seen:
    """One message as the person sees it: its words, its buttons, how many files."""

    words: str
    buttons: tuple[str, ...] = ()
    files: int = 0


@dataclass(frozen=True)
class Place:
    """One person, ``account`` of ``tenant``, with the bot: what they see now, and how they say something to it;
    ``say`` returns when the adapter has handed it over."""

    adapter: Adapter
    tenant: str
    account: str
    seen: Callable[[], list[Seen]]
    say: Callable[[str, Receive], Awaitable[None]]


def connected(platform: str, config: Config) -> Connected:
    setup = platform_of(platform).setup
    assert setup is not None
    return setup.connect(config.of(platform), Surroundings("nl", poll=1))


async def while_listening(adapter: Connected, act: Callable[[], Awaitable[object]], receive: Receive) -> None:
    """Do something on the platform, and wait until the adapter brought what came of it."""
    came = asyncio.Event()

    async def take(update: Update) -> Receipt:
        try:
            return await receive(update)
        finally:
            came.set()

    listening = asyncio.create_task(adapter.run(take))
    await act()
    async with asyncio.timeout(PATIENCE):
        await came.wait()
        adapter.stop()
        await listening


@asynccontextmanager
async def telegram() -> AsyncIterator[Place]:
    async with TelegramServer() as server:
        person = server.person(8, "Anna", "nl")
        person.chat.started = True
        adapter = connected("telegram", config_for(server))
        await adapter.start()

        def seen() -> list[Seen]:
            return [
                Seen(
                    one.text,
                    tuple(button.text for row in one.buttons for button in row),
                    sum(file is not None for file in (one.photo, one.document)),
                )
                for one in person.chat.bot_messages
            ]

        async def say(words: str, receive: Receive) -> None:
            await while_listening(adapter, lambda: person.says(words), receive)

        yield Place(adapter, adapter.tenant, str(person.id), seen, say)
        await adapter.close()


@asynccontextmanager
async def slack() -> AsyncIterator[Place]:
    async with SlackServer() as server:
        person = server.person("UBAS", name="Bas", locale="nl-NL")
        adapter = connected("slack", config_for(slack=server))
        await adapter.start()

        def seen() -> list[Seen]:
            mine = [one for one in server.dm(person.id).messages if one.user == server.bot_user]
            return [
                Seen(words_of(one), tuple(label for label, _, _ in buttons_of(one)), len(one.files)) for one in mine
            ]

        async def say(words: str, receive: Receive) -> None:
            await while_listening(adapter, lambda: person.says(words), receive)

        yield Place(adapter, adapter.tenant, person.id, seen, say)
        await adapter.close()


@asynccontextmanager
async def console() -> AsyncIterator[Place]:
    typed, screen = StringIO(), StringIO()

    async def is_open() -> bool:
        return False

    adapter = Console(
        Visit("v1", "me", "nl", "reisleider interview"),
        typed,
        screen,
        clock=lambda: datetime.now(UTC),
        is_open=is_open,
        terminal=True,
    )

    async def say(words: str, receive: Receive) -> None:
        typed.write(f"{words}\n")
        typed.seek(0)
        await adapter.run(receive)

    def seen() -> list[Seen]:
        shown = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())  # without how it is drawn
        return [Seen(shown, tuple(shown.split("\n")), shown.count("(bestand-"))] if shown else []

    yield Place(adapter, "local", "me", seen, say)


PLACES: Mapping[str, Callable[[], AbstractAsyncContextManager[Place]]] = {
    "console": console,
    "slack": slack,
    "telegram": telegram,
}
