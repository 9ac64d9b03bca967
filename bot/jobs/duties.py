"""Every job there is and what does it.

Law: a job is a noun where it is set, and a row here; what is not here is left in the database, and logged.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from reisleider.bot.acting.reminding import RemindOwners
from reisleider.bot.commands.table import slow_work
from reisleider.bot.interviews.errands import (
    Advise,
    Expiry,
    LastReminder,
    Later,
    LookAtLabels,
    Publish,
    Reminder,
    Settle,
)
from reisleider.bot.jobs.advice import advise_by
from reisleider.bot.jobs.lead_silent import come_back_to_lead
from reisleider.bot.jobs.owners_due import remind_owners
from reisleider.bot.jobs.publication import Draw, publish
from reisleider.bot.jobs.silence import ask_later, end_burst, end_silent, remind
from reisleider.bot.leading.lead_silence import LeadSilence
from reisleider.bot.maps.living_post import refresh
from reisleider.bot.maps.offering import look
from reisleider.bot.maps.post import Living
from reisleider.bot.maps.redraw import redraw
from reisleider.bot.maps.requoting import Requote, requote
from reisleider.bot.weighing.round_post import reword
from reisleider.bot.work import Work, short, slow
from reisleider.storage.posts import RedrawMaps
from reisleider.storage.rounds import RewordRounds
from reisleider.storage.store import Store
from reisleider.storage.timers import Timer

if TYPE_CHECKING:
    from reisleider.bot.models.adviser import Adviser  # its HTTP takes a third of a second to import


def duties(draw: Draw, adviser: Adviser | None = None) -> tuple[Work[Any], ...]:  # each row takes its own job
    """What does each kind of job; ``draw`` words and draws a map that is to be posted, ``adviser`` asks a model."""

    async def post(store: Store, timer: Timer, job: Publish, now: datetime) -> None:
        await publish(store, timer, job, now, draw)

    return (
        short(Settle, end_burst),
        short(Later, ask_later),
        short(Reminder, remind),
        short(LastReminder, remind),
        short(Expiry, end_silent),
        short(LeadSilence, come_back_to_lead),
        short(RemindOwners, remind_owners),
        Work(Publish, post, aside=True),
        Work(Advise, advise_by(adviser), aside=True),
        slow(Living, refresh),
        slow(LookAtLabels, look),
        slow(RedrawMaps, redraw),
        slow(Requote, requote),
        slow(RewordRounds, reword),
        *slow_work(),
    )
