"""The terminal as a chat platform: one person, one conversation, one line per reply.

Law: leaving in any way (Ctrl-C, end of input, a pause) loses nothing and says how to come back.
With piped input it reads and prints the transcript format, so that what it prints can be played again.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

from reisleider.bot.adapters.adapter import Receive, Shown
from reisleider.bot.adapters.console import PLATFORM, TENANT
from reisleider.bot.adapters.console.screen import DRAWN, Glass, Paper, Screen
from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.transcripts.acts import Act, TranscriptFault, read_act
from reisleider.flows.messages import Address, Message
from reisleider.renderers.words.catalog import gettext

with contextlib.suppress(ImportError):
    import readline  # noqa: F401 - gives input() its arrow keys, where the platform has it

PROMPT = "> "


@dataclass(frozen=True)
class Visit:
    """One sitting at the terminal: who (``account``), unlike any other sitting (``id``), in which language.

    ``command`` is what to type to come back; ``header`` stands above the transcript that piped input prints.
    """

    id: str
    account: str
    language: str
    command: str
    header: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> Address:
        return Address(PLATFORM.name, TENANT, self.account)


class Console:
    """Talks with one person over a terminal or a pipe.

    ``is_open`` tells whether an interview still stands open at the visit's address. The ``receive`` given to ``run``
    must return only after everything it put in the outbox was delivered here, so that the next line answers it.
    """

    platform = PLATFORM.name

    def __init__(
        self,
        visit: Visit,
        source: TextIO,
        out: TextIO,
        *,
        clock: Callable[[], datetime],
        is_open: Callable[[], Awaitable[bool]],
        terminal: bool | None = None,
    ) -> None:
        for stream in (source, out):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        self._visit = visit
        self._source = source
        self._out = out
        self._is_open = is_open
        self._terminal = source.isatty() and out.isatty() if terminal is None else terminal
        self._screen: Screen = Glass(out, visit.language) if self._terminal else Paper(out, visit.header)
        self._seat = Seat(visit.address, visit.account, visit.id, clock)
        self._language = visit.language
        self._asks = True

    async def deliver(self, address: Address, message: Message) -> None:
        """Show one message. Raises OSError (a closed pipe) where nobody reads any more."""
        if not self._terminal and _is_drawn(message):
            return  # the play-back tells it in words; a transcript stays what can be played again
        self._asks = message.turn is not None
        self._language = message.language or self._language
        self._seat.see(message)
        self._screen.show(message)

    async def edit(self, address: Address, shown: Shown, message: Message) -> None:
        """Nothing: what stands in a terminal stays."""

    async def remove(self, address: Address, shown: Shown) -> None:
        """Nothing: what stands in a terminal stays."""

    async def run(self, receive: Receive) -> None:
        """Ask and answer until the interview ends, the input does, or the person leaves; then say how to come back."""
        try:
            if self._terminal:
                self._screen.note(gettext(self._language, "console.hint"))
            while (line := self._read()) is not None:
                await self._take(line, receive)
                if not self._asks and (self._terminal or not await self._is_open()):
                    break
        except asyncio.CancelledError:
            self._goodbye()
            raise
        if await self._is_open():
            self._goodbye()

    async def _take(self, line: str, receive: Receive) -> None:
        try:
            update = self._seat.update(self._act(line.encode(errors="replace").decode()))
        except TranscriptFault as fault:
            self._screen.note(str(fault))
            return
        self._asks = True  # a reply that brings no message leaves the question open
        await receive(update)

    def _act(self, words: str) -> Act:
        if not self._terminal:
            act = _act_on_paper(words)
            self._screen.echo(act, words)
            return act
        button = self._seat.picked(words)
        if button is None:
            return Act("say", words)
        self._screen.pick(button.label, self._language)
        return Act("press", button.id)

    def _read(self) -> str | None:
        """The next line, or None where there is none to come. Holds up the loop: nobody else talks here."""
        try:
            with _stopping_at_once():
                if self._terminal and self._source is sys.stdin:
                    return input(PROMPT)
                line = self._source.readline()
        except (EOFError, KeyboardInterrupt):
            return None
        return line.removesuffix("\n").removesuffix("\r") if line else None

    def _goodbye(self) -> None:
        self._screen.note(gettext(self._language, "console.paused"), self._visit.command)


def _is_drawn(message: Message) -> bool:
    """Whether a message is nothing but lines drawn for a terminal."""
    return not message.text and bool(message.attachments) and all(one.mime == DRAWN for one in message.attachments)


def _act_on_paper(line: str) -> Act:
    try:
        return read_act(line)
    except TranscriptFault:
        return Act("say", line)  # parentheses that name no deed are somebody's words


@contextlib.contextmanager
def _stopping_at_once() -> Iterator[None]:
    """Lets Ctrl-C interrupt a waiting read; asyncio's own handler would only note it and wait on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
