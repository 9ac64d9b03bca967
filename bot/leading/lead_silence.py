"""What is set for a talk with a lead that is left: one timer, which asks once whether to go on, and at last ends it.

Law: one timer of each talk, however often it is left and gone on with; no reply sets it anew, for it looks when the
lead last said something. Where people are not written to, none is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from reisleider.bot.adapters.platform import platform_of
from reisleider.storage.lead_talks import LeadTalk
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, drop_timers, turn_timer

ASKED_AFTER = timedelta(days=1)
"""After which a lead who fell silent is asked whether to go on, as in interviews."""
KEPT_FOR = timedelta(days=30)
"""After which a talk that nobody went on with ends."""


@dataclass(frozen=True)
class LeadSilence(Job):
    """Ask a lead who fell silent whether to go on, or end the talk. ``asked``: whether they were asked already, or said
    themselves that they stop for now."""

    kind: ClassVar[str] = "lead-silence"
    asked: bool = False


def wait_for_lead(c: Connection, talk: LeadTalk, now: datetime, *, asked: bool = False) -> None:
    """Come back to this talk where nothing is said in it from ``now``; ``asked``: only to end it."""
    if platform_of(talk.address.platform).lasting:
        due = now + (KEPT_FOR if asked else ASKED_AFTER)
        turn_timer(c, LeadSilence(talk.interview.id, asked), due, (LeadSilence,))


def wait_no_more(c: Connection, talk: str) -> None:
    """A talk is over, by its id: nothing comes back to it."""
    drop_timers(c, talk, (LeadSilence,))
