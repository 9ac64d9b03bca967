"""A third chat platform in one file: rooms in memory, where what is shown stays and can be replaced.

Law: the whole of what a platform adds; the test copies it into the house as a package and touches nothing else.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from reisleider.bot.adapters.adapter import Gone, Receive, Shown
from reisleider.bot.adapters.cut import split
from reisleider.bot.adapters.platform import Limits, Platform, Setup, Surroundings
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.adapters.section import Section
from reisleider.flows.messages import Address, Message, Update

NAME, TEXT = "inmemory", 500


class Memory(Section):
    """Which house of rooms to connect to."""

    house: str | None = None


@dataclass
class Standing:
    """One message as it stands in a room now."""

    ref: str
    message: Message


class Rooms:
    """The platform and its adapter in one. ``rooms`` is what stands there, ``arriving`` what people do, each with what
    comes of it, and ``changed`` rings when something new stands there."""

    platform = NAME
    fetches = True

    def __init__(self, house: str) -> None:
        self.tenant, self.name = house, "robin"
        self.rooms: dict[str, list[Standing]] = defaultdict(list)
        self.numbers = count(1)
        self.arriving: asyncio.Queue[tuple[Update, asyncio.Future[Receipt]] | None] = asyncio.Queue()
        self.changed = asyncio.Event()

    async def start(self) -> None:
        """Nothing to learn."""

    def routes(self, receive: Receive) -> Mapping[str, Any]:
        return {}

    async def run(self, receive: Receive) -> None:
        while (arrived := await self.arriving.get()) is not None:
            update, taken = arrived
            taken.set_result(await receive(update))

    def stop(self) -> None:
        self.arriving.put_nowait(None)

    async def close(self) -> None:
        """Nothing to let go."""

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        assert len(message.plain) <= TEXT, "the platform refuses a text this long"
        ref = str(next(self.numbers))
        self.rooms[address.chat].append(Standing(ref, message))
        self.changed.set()
        return Shown(ref)

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        self._standing(address, shown).message = message
        self.changed.set()
        return None

    async def remove(self, address: Address, shown: Shown) -> None:
        self.rooms[address.chat] = [one for one in self.rooms[address.chat] if one.ref != shown.ref]
        self.changed.set()

    def _standing(self, address: Address, shown: Shown) -> Standing:
        found = next((one for one in self.rooms[address.chat] if one.ref == shown.ref), None)
        if found is None:
            raise Gone(there=False)
        return found


def pack(message: Message) -> tuple[Message, ...]:
    """Long text in pieces; the last has the rest."""
    *parts, last = split(message.text, TEXT)
    pieces = (Message(part, language=message.language, interview=message.interview) for part in parts)
    return (*pieces, replace(message, text=last))


def connect(settings: Section, around: Surroundings) -> Rooms:
    assert isinstance(settings, Memory)
    assert settings.house is not None
    return Rooms(settings.house)


async def check(settings: Section) -> tuple[tuple[str, ...], bool]:
    return (f"{NAME}: ready.",), True


async def ask_name(settings: Section) -> str:
    return "robin"


PLATFORM = Platform(
    name=NAME,
    title="Memory",
    tenant=r"[a-z]+",
    chat=r"[~#][a-z]+",
    account=r"[a-z]+",
    example="lia",
    private_mark="~",
    command="/",
    lasting=True,
    own_map="picture",
    pack=pack,
    limits=Limits(overall=1000, apart=0.01),
    invitation="https://memory.example/{bot}/{token}",
    invites_here=False,
    anybody_begins=False,
    forms=False,
    home_page=False,
    setup=Setup(
        section=Memory,
        secrets=(),
        needs=("house",),
        page="docs/memory.md",
        connect=connect,
        check=check,
        ask_name=ask_name,
    ),
)
