"""What is done about an interview where nothing was heard: a burst that ended, a reminder, an expiry.

Law: a timer that the interview moved past since it was set rings for nobody; a reminder waits until people are awake.
"""

from __future__ import annotations

from datetime import datetime

from reisleider.bot.interviews.burst import settle
from reisleider.bot.interviews.opening import ask_again
from reisleider.bot.interviews.reminders import nudge
from reisleider.bot.interviews.turn import expire
from reisleider.bot.jobs.waking_hours import next_waking
from reisleider.storage import chats, interviews, queues
from reisleider.storage.queues import Timer
from reisleider.storage.store import Connection


def ring(c: Connection, timer: Timer, now: datetime) -> None:
    """Do what a timer about an interview was set for, where that still makes sense."""
    if not queues.still_set(c, timer.id):
        return
    interview = interviews.load_interview(c, timer.subject)
    chat = chats.chat_of(c, timer.subject)
    if interview is None or chat is None or interview.ended:
        queues.drop_timer(c, timer.id)
        return
    if timer.kind == "settle":
        settle(c, interview, chat.address, now)
        return
    if interview.turn != timer.fence:
        queues.drop_timer(c, timer.id)
        return
    if timer.kind != "expiry":
        waking = next_waking(c, interview, now)
        if waking > now:
            queues.postpone(c, timer.id, waking)
            return
    queues.drop_timer(c, timer.id)
    if timer.kind == "expiry":
        expire(c, interview, chat.address, now)
    elif chats.is_away(c, chat.address):
        return
    elif timer.kind == "later":
        ask_again(c, interview, chat.address, chat.account, now)
    else:
        nudge(c, interview, chat.address, now)
