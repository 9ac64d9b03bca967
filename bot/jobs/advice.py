"""Has the model that reads along asked about a study: its wordings that stand under no label, and what to call some.

Law: what it answers is kept to be shown to a lead and changes nothing; whether it answers or not, the job is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reisleider.bot.commands.proposal import labels_of, proposals_of
from reisleider.bot.interviews.errands import Advise
from reisleider.bot.maps.publish import load_journeys
from reisleider.bot.models.proposals import candidates_of
from reisleider.bot.work import Do
from reisleider.flows.meaning.blend import Blend
from reisleider.flows.meaning.ranking import Candidate
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.merging.merge import merge
from reisleider.flows.synthesis.sorting.cards import sort_cards
from reisleider.storage import studies
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import Timer, take_timer

if TYPE_CHECKING:
    from reisleider.bot.models.adviser import Adviser

NAMED = 10  # pairs, and as many cards, those that a lead is shown first


@dataclass(frozen=True)
class _Open:
    """What nobody placed yet, what it may be, and the wordings that may get one name together."""

    wordings: Sequence[str]
    candidates: Sequence[Candidate]
    together: Sequence[tuple[str, ...]]


def advise_by(adviser: Adviser | None) -> Do[Advise]:
    """What has this adviser asked; nothing where there is none."""

    async def advise(store: Store, timer: Timer, job: Advise, _: datetime) -> None:
        if adviser is not None:
            asked = await store.read(lambda c: _open(c, job.subject))
            await adviser.propose(job.subject, asked.wordings, asked.candidates)
            for wordings in asked.together:
                await adviser.name(job.subject, wordings)
        await store.run(lambda c: take_timer(c, timer))

    return advise


def _open(c: Connection, study_id: str) -> _Open:
    if studies.load_study(c, study_id) is None:
        return _Open((), (), ())
    study, journeys = load_journeys(c, study_id)
    told, decided = one_each(journeys), overrides_of(c, study_id)
    groups = merge(told, held_labels(study, told, decided), decided, likeness_of(study))
    free = {mention.form: mention.touchpoint.words for one in groups if one.label is None for mention in one.mentions}
    pairs = [(one.words, one.other) for one in proposals_of(c, study_id)[:NAMED]]
    sorting = sort_cards(study, told, decided, Blend(likeness_of(study)))
    cards = [one.wordings for one in sorting.cards if len(one.wordings) > 1][:NAMED]
    return _Open(sorted(free.values()), candidates_of(labels_of(c, study_id)), [*pairs, *cards])
