"""A participant's own journey at the play-back: a picture in a chat, a few lines in a terminal.

Law: the turn only puts a row in the outbox, just before the review's question; it is drawn from the answers when that
row is sent, beside the writer and the loop, and kept nowhere. So a turn stays as fast as any other, a crash draws it
again, there is no file to erase, and who withdrew meanwhile gets no picture. A new one comes only where it differs.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.interviews.revisions import script_of
from reisleider.flows.effects import Ask, Effect
from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey import Interview, Journey, Texts
from reisleider.flows.messages import Address, Attachment, Message, Span
from reisleider.flows.synthesis.fold import fold
from reisleider.renderers.picture.own_file import draw_own, mark_own
from reisleider.renderers.terminal.own_lines import tell_own
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import interviews, queues
from reisleider.storage.operations import OwnMap
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
WIDEST = 76  # cells of the few lines in a terminal


@dataclass(frozen=True)
class Own:
    """One participant's journey, and what its phases are called for them."""

    journey: Journey
    phases: Mapping[str, Texts]
    language: str


def owe_own(c: Connection, address: Address, effects: Sequence[Effect], interview: Interview, now: datetime) -> None:
    """Put a participant's own picture in the outbox where they are about to review it and did not see it yet."""
    shown = platform_of(address.platform).own_map
    if shown == "none" or not any(isinstance(one, Ask) and one.review for one in effects):
        return
    own = _own_of(c, interview)
    if own is None:
        return
    mark = mark_own(own.journey, own.phases, own.language)
    if queues.last_mark(c, interview.id) != mark:
        queues.enqueue(c, address, OwnMap(interview.id, mark), now)


async def show_own(store: Store, owed: OwnMap, platform: str) -> Message | None:
    """What to send for such a row; None where there is nothing to show any more, or it cannot be drawn."""
    own = await store.read(lambda c: _load_own(c, owed.interview))
    return None if own is None else await asyncio.to_thread(_show, own, platform)


def _load_own(c: Connection, id: str) -> Own | None:
    interview = interviews.load_interview(c, id)
    return None if interview is None else _own_of(c, interview)


def _own_of(c: Connection, interview: Interview) -> Own | None:
    journey = fold(script_of(c, interview), interview)
    if not journey.touchpoints:
        return None
    named = {phase.id: phase.text for phase in interview.givens.sources.get("phases", ())}
    return Own(journey, named, interview.language)


def _show(own: Own, platform: str) -> Message | None:
    if platform_of(platform).own_map == "lines":
        wide = min(WIDEST, shutil.get_terminal_size().columns)
        lines = tell_own(own.journey, own.phases, own.language, wide)
        name = f"{gettext(own.language, 'own.file')}.txt"
        return Message((), attachments=(Attachment(name, "text/plain", lines.encode()),), language=own.language)
    try:
        picture = draw_own(own.journey, own.phases, own.language)
    except RenderingFault:
        log.error("own map not drawn", steps=len(own.journey.touchpoints))
        return None
    key = "own.caption-staff" if own.journey.track == "stakeholder" else "own.caption"
    return Message((Span(gettext(own.language, key)),), attachments=(picture,), language=own.language)
