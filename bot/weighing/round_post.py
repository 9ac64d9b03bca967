"""What colleagues came to, posted where they are in words and as a picture; and told anew where words went.

Law: worded and drawn beside the writer; figures never change, words that went from the round go from the post.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.outbox.outgoing import post_pieces
from reisleider.bot.outbox.pack import pack
from reisleider.bot.work import Tell
from reisleider.flows.journey import Study
from reisleider.flows.messages import Message
from reisleider.renderers.chat.weighed import show_weighed
from reisleider.renderers.picture.quadrant import draw_weighed
from reisleider.storage import queues, studies
from reisleider.storage.operations import Redraw
from reisleider.storage.rounds import RewordRounds, Round, closed_rounds, keep_round
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place


@dataclass(frozen=True)
class ShowRound(Job):
    """Post what a study's round came to at ``address``."""

    kind: ClassVar[str] = "show-round"
    number: int
    address: Place
    language: str


def tell_round(study: Study, closed: Round, language: str) -> Message:
    """A closed round as it is posted. Slow: it is drawn."""
    assert closed.outcome is not None  # it is closed
    message = show_weighed(closed.outcome, closed.things, language)
    picture = draw_weighed(closed.outcome, closed.things, study.title, language)
    return replace(message, attachments=(picture,), renewable=True)


def show_round(c: Connection, job: ShowRound, now: datetime) -> Tell:
    """Word and draw a round; returns what posts it and remembers where it stands."""
    study, closed = _found(c, job.subject, job.number)
    if study is None or closed is None:
        return _nothing
    message = tell_round(study, closed, job.language)

    def place(writing: Connection) -> None:
        rows = post_pieces(writing, job.address, message, now)
        _, still = _found(writing, job.subject, job.number)
        if still is not None:
            keep_round(writing, replace(still, calls=rows, address=job.address, language=job.language))

    return place


def reword(c: Connection, job: RewordRounds, now: datetime) -> Tell:
    """Tell a study's rounds that stand in a chat without the words that went."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return _nothing
    posted = [one for one in closed_rounds(c, study.id) if one.address is not None]
    told = [(one, tell_round(study, one, one.language)) for one in posted]

    def place(writing: Connection) -> None:
        for one, message in told:
            assert one.address is not None  # it was posted
            for piece, call in zip(pack(one.address.platform, message), one.calls, strict=False):
                queues.enqueue(writing, one.address, Redraw(piece, call), now)

    return place


def _found(c: Connection, study: str, number: int) -> tuple[Study | None, Round | None]:
    closed = next((one for one in closed_rounds(c, study) if one.number == number), None)
    return studies.load_study(c, study), closed


def _nothing(_: Connection) -> None:
    """Nothing is to be posted."""
