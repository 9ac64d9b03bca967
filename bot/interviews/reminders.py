"""Comes back to somebody who fell silent: after a day, once more after three, or when they asked to be asked.

Law: one timer of each interview, that every reply sets anew and each reminder to the next; it is fenced by the turn it
was set at, so that nobody is reminded who went on.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from reisleider.bot.interviews.errands import Expiry, LastReminder, Later, Reminder, Settle
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.interviews.speech import is_chat, say
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address
from reisleider.storage.store import Connection
from reisleider.storage.timers import drop_timers, is_set, set_timer, turn_timer

SILENCE = (Later, Reminder, LastReminder, Expiry)
"""What the one timer of an interview is."""
FIRST_NUDGE, LAST_NUDGE, EXPIRY = timedelta(days=1), timedelta(days=3), timedelta(days=14)


def set_reminders(c: Connection, address: Address, interview: Interview, now: datetime) -> None:
    """Remember to come back to somebody who falls silent; to nobody whose interview ended."""
    if not is_chat(address):
        return
    if interview.ended:
        drop_timers(c, interview.id, (*SILENCE, Settle))
        return
    turn_timer(c, Reminder(interview.id, interview.turn, now), now + FIRST_NUDGE, SILENCE)


def go_on_waiting(c: Connection, job: Reminder | LastReminder | Later, interview: Interview) -> None:
    """After somebody was reminded: what comes next, where that is not set already."""
    since = job.since or interview.moved_at
    of = interview.id, job.turn, since
    last = isinstance(job, Reminder)
    following = LastReminder(*of) if last else Expiry(*of)
    if not is_set(c, type(following), interview.id):
        set_timer(c, following, since + (LAST_NUDGE if last else EXPIRY))


def remind_later(c: Connection, interview: Interview, days: int, now: datetime) -> None:
    """Ask again after so many days, as they wished, instead of reminding them before."""
    turn_timer(c, Later(interview.id, interview.turn, now), now + timedelta(days=days), SILENCE)


def nudge(c: Connection, interview: Interview, address: Address, now: datetime) -> None:
    """Ask somebody who fell silent whether to go on."""
    say(c, address, engine.nudge(script_of(c, interview), interview), interview, now)
