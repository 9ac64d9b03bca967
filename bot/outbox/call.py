"""One call to a platform: what each operation asks of its adapter, and what is kept of the answer.

Law: an operation that is not done here does not type-check; what a call showed is known by its answer alone.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from reisleider.bot.adapters.adapter import Gone, Shown, Undeliverable
from reisleider.flows.messages import Address, Message, Span
from reisleider.storage import queues
from reisleider.storage.operations import Answer, Edit, Operation, OwnMap, Redraw, Remove, Renew, Send, Use
from reisleider.storage.store import Store

Own = Callable[[Store, OwnMap, str], Awaitable[Message | None]]
"""What to send for a participant's own picture on a platform; None where there is nothing to show any more."""


class Deliverable(Protocol):
    """What delivery needs of an adapter."""

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        """Show one message; see ``bot.adapters.Adapter``."""

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Replace a message that was shown."""

    async def remove(self, address: Address, shown: Shown) -> None:
        """Take a message away."""


@dataclass(frozen=True)
class Caller:
    """Makes calls on one platform's ``adapter``; ``own`` draws participants' own pictures; ``above`` is what was
    answered to the call that this one goes below or answers, where that is known; ``turn`` waits until one more call
    may go."""

    store: Store
    adapter: Deliverable
    own: Own
    above: Answer | None
    turn: Callable[[], Awaitable[None]]

    async def call(self, address: Address, operation: Operation) -> Answer:
        """Do an operation at an address. Raises as the adapter does, and Gone where nothing stands to be replaced."""
        match operation:
            case Send(message, parent, used, question):
                if used is not None and question is not None:
                    await self._use(address, used, question)
                return await self._send(address, message, parent)
            case OwnMap():
                return await self._show_own(address, operation)
            case Remove(parent):
                return await self._remove(address, parent)
            case Edit(message, parent):
                return await self._change(address, message, parent, await self._answer(parent))
            case Use(message, parent):
                asked = self.above or await self._answer(parent)
                return await self._change(address, _used(asked, message), parent, asked)
            case Renew(message, parent) | Redraw(message, parent):
                stands = await self._answer(parent)
                if stands.ref is None:
                    raise Gone(there=False)
                return await self._change(address, message, parent, stands)

    async def _send(self, address: Address, message: Message, parent: int | None) -> Answer:
        thread = address.thread
        if parent is not None and thread is None:
            thread = (self.above or await self._answer(parent)).ref
        shown = await self.adapter.deliver(replace(address, thread=thread), message)
        return _with_question(_told(shown), message)

    async def _use(self, address: Address, message: Message, question: int) -> None:
        """Take a question's buttons away, before what comes after it; what cannot be changed there is no matter."""
        asked = self.above or await self._answer(question)
        if asked.text is None or asked.ref is None:
            return
        with suppress(Gone, Undeliverable):
            await self._replace(address, _used(asked, message), question, asked)  # in no thread: it was sent as this is
        await self.turn()

    async def _show_own(self, address: Address, owed: OwnMap) -> Answer:
        message = await self.own(self.store, owed, address.platform)
        if message is None:
            return Answer()
        return replace(_told(await self.adapter.deliver(address, message)), mark=owed.mark)

    async def _remove(self, address: Address, parent: int) -> Answer:
        standing = _shown(await self._answer(parent))
        if standing is not None:
            await self.adapter.remove(address, standing)
        return _told(standing)

    async def _change(self, address: Address, message: Message, parent: int, answered: Answer) -> Answer:
        """Let what a call showed read otherwise; where nothing stands there is nothing to change."""
        thread = await self.store.read(lambda c: queues.thread_of(c, parent))
        await self._replace(replace(address, thread=thread), message, parent, answered)
        return _with_question(_told(_shown(answered)), message)

    async def _replace(self, there: Address, message: Message, call: int, answered: Answer) -> None:
        standing = _shown(answered)
        now = None if standing is None else await self.adapter.edit(there, standing, message)
        if now is not None:
            await self.store.run(lambda c: queues.stands(c, call, _told(now)))

    async def _answer(self, call: int) -> Answer:
        return await self.store.read(lambda c: queues.answered(c, call)) or Answer()


def _used(asked: Answer, message: Message) -> Message:
    """What a question reads that was answered: its own text, and what was chosen."""
    return replace(message, text=(Span(asked.text or ""), *message.text))


def _with_question(answer: Answer, message: Message) -> Answer:
    """The answer, with the text of a question whose buttons will be taken away."""
    return replace(answer, text=message.plain) if message.buttons else answer


def _told(shown: Shown | None) -> Answer:
    return Answer() if shown is None else Answer(shown.ref, shown.files, shown.fixed)


def _shown(answer: Answer) -> Shown | None:
    return None if answer.ref is None else Shown(answer.ref, answer.files, answer.fixed)
