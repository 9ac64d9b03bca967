"""What is done about an interview where nothing was heard: a burst that ended, a reminder, an expiry.

Law: a job that the interview moved past since it was set does nothing; a reminder waits until people are awake; of
reminders that are due together the last rings, and nobody's interview ends sooner than two days after one reached them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from reisleider.bot.interviews.burst import end_burst_of
from reisleider.bot.interviews.errands import Expiry, LastReminder, Later, Reminder, Settle
from reisleider.bot.interviews.opening import ask_again
from reisleider.bot.interviews.reminders import LAST_NUDGE, go_on_waiting, nudge
from reisleider.bot.interviews.turn import expire
from reisleider.bot.jobs.waking_hours import next_waking
from reisleider.flows.journey import Interview
from reisleider.storage import chats, interviews, queues
from reisleider.storage.chats import Chat
from reisleider.storage.store import Connection
from reisleider.storage.timers import Fenced, is_due, is_set

GRACE = timedelta(days=2)  # between a reminder that reached somebody and the end of their interview


def end_burst(c: Connection, job: Settle, now: datetime) -> None:
    """Take what arrived in a burst as one answer, whatever was answered since it began."""
    found = _running(c, job)
    if found is not None:
        end_burst_of(c, found[0], found[1].address, now)


def end_silent(c: Connection, job: Expiry, now: datetime) -> datetime | None:
    """End an interview that nobody went on with; returns when, where they were reminded too short ago, or are still to
    be."""
    found = _running(c, job)
    if found is None or found[0].turn != job.turn:
        return None
    interview, chat = found
    if not chats.is_away(c, chat.address):
        if any(is_set(c, one, job.subject) for one in (Reminder, LastReminder, Later)):
            return now + GRACE
        reached = queues.last_reached(c, job.subject)
        if reached.waits:
            return now + GRACE
        if reached.at is not None and reached.at + GRACE > now:
            return reached.at + GRACE
    expire(c, interview, chat.address, now)
    return None


def ask_later(c: Connection, job: Later, now: datetime) -> datetime | None:
    """Ask again, as was wished; returns when, where the person sleeps."""
    return _when_awake(c, job, now, lambda one, chat: ask_again(c, one, chat.address, chat.account, now))


def remind(c: Connection, job: Reminder | LastReminder, now: datetime) -> datetime | None:
    """Remind somebody; returns when, where the person sleeps. The first says nothing where the last is due as well."""
    late = job.since is not None and job.since + LAST_NUDGE <= now
    if isinstance(job, Reminder) and (late or is_due(c, LastReminder, job.subject, now)):
        found = _running(c, job)
        if found is not None and found[0].turn == job.turn:
            go_on_waiting(c, job, found[0])
        return None
    return _when_awake(c, job, now, lambda one, chat: nudge(c, one, chat.address, now))


def _when_awake(
    c: Connection, job: Reminder | LastReminder | Later, now: datetime, come_back: Callable[[Interview, Chat], None]
) -> datetime | None:
    found = _running(c, job)
    if found is None or found[0].turn != job.turn:
        return None
    interview, chat = found
    waking = next_waking(c, interview, now)
    if waking > now:
        return waking
    if not chats.is_away(c, chat.address):
        come_back(interview, chat)
    go_on_waiting(c, job, interview)
    return None


def _running(c: Connection, job: Fenced) -> tuple[Interview, Chat] | None:
    """The interview a job is about and where it takes place, if it still runs."""
    interview = interviews.load_interview(c, job.subject)
    chat = chats.chat_of(c, job.subject)
    return None if interview is None or chat is None or interview.ended else (interview, chat)
