"""What is done about a talk that its lead fell silent in: asked once whether to go on, and ended long after.

Law: whoever said something since is waited for anew; nobody is asked who stopped for now, who is in the middle of
something else, or who sleeps. What ends is told back.
"""

from __future__ import annotations

from datetime import datetime

from reisleider.bot.jobs.waking_hours import waking_in
from reisleider.bot.leading.lead_silence import ASKED_AFTER, KEPT_FOR, LeadSilence
from reisleider.bot.leading.lead_talking import ask_to_go_on, give_up, talk_here
from reisleider.flows.journey import Study
from reisleider.storage import chats
from reisleider.storage.lead_talks import talk_called
from reisleider.storage.store import Connection


def come_back_to_lead(c: Connection, job: LeadSilence, now: datetime) -> datetime | None:
    """Ask a lead whether to go on, or end the talk; returns when to look again, where it is too early."""
    talk = talk_called(c, job.subject)
    if talk is None:
        return None
    said, away = talk.interview.moved_at, chats.is_away(c, talk.address)
    due = said + (KEPT_FOR if job.asked else ASKED_AFTER)
    waking = waking_in(Study.timezone, now)  # a lead's own is not known, and the study has none yet
    if max(due, waking) > now:
        return max(due, waking)
    if job.asked or said + KEPT_FOR <= now:
        give_up(c, talk, now, reached=not away)
        return None
    if away or talk_here(c, chats.draft_of(c, talk.address, talk.account)) is None:
        return now + ASKED_AFTER
    ask_to_go_on(c, talk, now)
    return None
