"""Plays a transcript's replies as one person in a chat.

Law: knows no interview: it sees what the bot shows and does what the transcript says, as a person would.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from reisleider.bot.adapters.adapter import Shown
from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.clock import now
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.transcripts.transcript import Transcript, parse
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address, Message
from reisleider.flows.scripts.script import load_script
from reisleider.storage.people import line_key
from reisleider.storage.store import Store

PLATFORM, TENANT = "demo", "local"
LINE = line_key(PLATFORM, TENANT)


@dataclass(frozen=True)
class Person:
    """Somebody of the demo: their name is their file's, their words are its reply lines."""

    name: str
    transcript: Transcript

    @property
    def track(self) -> str:
        return self.transcript.header["script"]

    @property
    def language(self) -> str:
        return self.transcript.header["language"]


def load_people() -> tuple[Person, ...]:
    """The demo's people, customers first."""
    folder = resources.files("reisleider.bot.demo").joinpath("people")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)
    return tuple(Person(file.name[:-4], parse(file.read_text(encoding="utf-8"), file.name)) for file in files)


class Room:
    """Where the demo's people sit: an adapter that shows each message to whom it is for."""

    def __init__(self) -> None:
        self.seats: dict[str, Seat] = {}
        self.posts: list[Message] = []
        self.seen: list[tuple[str, Message]] = []

    async def edit(self, address: Address, shown: Shown, message: Message) -> None:
        """Nothing: the demo's people look at what comes."""

    async def remove(self, address: Address, shown: Shown) -> None:
        """Nothing: what hangs on the wall stays."""

    async def deliver(self, address: Address, message: Message) -> None:
        """Show a message to the person, or put it on the wall of the channel."""
        seat = self.seats.get(address.chat)
        if seat is None:
            self.posts.append(message)
            return
        seat.see(message)
        self.seen.append((address.chat, message))


async def play(store: Store, study: Study, person: Person, room: Room) -> None:
    """Interview one person to the end of their transcript."""
    address = Address(PLATFORM, TENANT, person.name)
    seat = room.seats[person.name] = Seat(address, person.name, person.name, now)
    dispatcher, delivery = Dispatcher(store, now), Delivery(store, {LINE: room}, now, own=show_own)
    script = load_script(person.track)
    await store.run(
        lambda c: open_interview(c, study, script, address, person.name, person.language, now(), id=person.name)
    )
    await delivery.deliver_due()
    for line in person.transcript.lines:
        if line.act is not None:
            await dispatcher.receive(seat.update(line.act))
            await delivery.deliver_due()
