"""Looks again at the labels that a study's respondents may be offered, once somebody's interview is over.

Law: beside the writer and beside whoever waits, for it reads every interview: an interview that opens takes what was
found last.
"""

from __future__ import annotations

from datetime import datetime

from reisleider.bot.interviews.errands import LookAtLabels
from reisleider.bot.maps.publish import load_journeys
from reisleider.bot.work import Tell
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.offered import look_at_labels
from reisleider.storage import studies
from reisleider.storage.model_answers import erasures_of
from reisleider.storage.offering import keep_offered
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import drop_timers, is_set


def look(c: Connection, job: LookAtLabels, now: datetime) -> Tell:  # noqa: ARG001 - as every look; what holds, holds now
    """Find the labels; returns what keeps them."""
    if studies.load_study(c, job.subject) is None:
        return lambda _: None
    erasures = erasures_of(c, job.subject)
    study, journeys = load_journeys(c, job.subject)
    offered = look_at_labels(study, one_each(journeys), overrides_of(c, study.id))
    return lambda writing: keep_offered(writing, study.id, offered, erasures)


async def look_here(store: Store, study: str, now: datetime) -> None:
    """Look where no service runs that would: if anybody's interview is over since."""
    if not await store.read(lambda c: is_set(c, LookAtLabels, study)):
        return
    tell = await store.read(lambda c: look(c, LookAtLabels(study), now))

    def keep(c: Connection) -> None:
        drop_timers(c, study, [LookAtLabels])
        tell(c)

    await store.run(keep)
