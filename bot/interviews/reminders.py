"""Comes back to somebody who fell silent: after a day, once more after three, or when they asked to be asked.

Law: every reply sets them anew and each is fenced by the turn it was set at, so that nobody is reminded who went on.
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
from reisleider.storage.timers import drop_timers, set_timer, set_timers

SILENCE = (Later, Reminder, LastReminder, Expiry, Settle)
"""What is set anew at every reply."""
FIRST_NUDGE, LAST_NUDGE, EXPIRY = timedelta(days=1), timedelta(days=3), timedelta(days=14)


def set_reminders(c: Connection, address: Address, interview: Interview, now: datetime) -> None:
    """Remember to come back to somebody who falls silent; to nobody whose interview ended."""
    if not is_chat(address):
        return
    drop_timers(c, interview.id, SILENCE)
    if interview.ended:
        return
    of = interview.id, interview.turn
    coming = ((Reminder(*of), now + FIRST_NUDGE), (LastReminder(*of), now + LAST_NUDGE), (Expiry(*of), now + EXPIRY))
    set_timers(c, coming)


def remind_later(c: Connection, interview: Interview, days: int, now: datetime) -> None:
    """Ask again after so many days, as they wished, instead of reminding them before."""
    drop_timers(c, interview.id, (Reminder, LastReminder))
    set_timer(c, Later(interview.id, interview.turn), now + timedelta(days=days))


def nudge(c: Connection, interview: Interview, address: Address, now: datetime) -> None:
    """Ask somebody who fell silent whether to go on."""
    say(c, address, engine.nudge(script_of(c, interview), interview), interview, now)
