"""Finds the next card of somebody's sitting, and what there is to compare.

Law: reads only, and may take seconds; whatever a model proposes beside it is read from what it was asked before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reisleider.bot.maps.publish import load_journeys
from reisleider.bot.models.proposals import candidates_of, name_kept, proposals_kept
from reisleider.bot.sorting.keeping import has_sorted
from reisleider.bot.sorting.sitting import Offer, Sitting
from reisleider.flows.journey import Journey, Label, Study
from reisleider.flows.meaning.blend import Blend
from reisleider.flows.meaning.ranking import OFFERED, Ranked
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import keep_book
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.sorting.cards import Card, Sorting, sort_cards
from reisleider.flows.synthesis.sorting.comparing import Compared, alone, compare_sorts, settling
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection


@dataclass(frozen=True)
class Found:
    """The sitting with its next card, or with none where nothing is left; what all cards are, how many of them were not
    passed over, and whether there is a choice to take back."""

    study: Study
    sitting: Sitting
    sorting: Sorting
    left: int
    undo: bool


def find_card(c: Connection, sitting: Sitting, by: str, progress: Progress = unheard) -> Found:
    """The next card. Raises StudyFault where the study is not known."""
    study, journeys = load_journeys(c, sitting.study, progress)
    told = one_each(journeys)
    progress("merge", 0, sum(len(one.touchpoints) for one in told))
    sorting = _differences(c, study, told) if sitting.settling else find_sorting(c, study, told, sitting, by)
    left = [one for one in sorting.cards if one.id not in sitting.seen]
    card = next((one for one in sorting.dealt or sorting.cards if one.id not in sitting.seen), None)
    dealt = sitting.put_down()
    if card is not None and card.asked:
        dealt = sitting.put(card, (Offer(card.asked, sorting.labels[card.asked].words),), {})
    elif card is not None:
        offers = _offers(c, study, card, sorting.labels)
        dealt = sitting.put(card, offers, name_kept(c, study.id, card.wordings) or {})
    return Found(study, dealt, sorting, len(left), has_sorted(c, sitting, by))


def find_sorting(c: Connection, study: Study, told: Sequence[Journey], sitting: Sitting, by: str) -> Sorting:
    """All cards, as this person may see them. ``told``: one journey per respondent and track."""
    decided = overrides_of(c, study.id)
    seen = alone(decided, by) if sitting.apart else decided
    return sort_cards(study, told, seen, Blend(likeness_of(study)), sitting.role, sitting.refused, sitting.seen)


def find_compared(c: Connection, study_id: str, progress: Progress = unheard) -> tuple[Compared, Mapping[str, Label]]:
    """What was sorted apart, compared; and the labels by id. Raises StudyFault where the study is not known."""
    study, journeys = load_journeys(c, study_id, progress)
    decided = overrides_of(c, study_id)
    labels = keep_book(study, one_each(journeys), decided).labels()
    return compare_sorts(decided, labels), {one.id: one for one in labels}


def _differences(c: Connection, study: Study, told: Sequence[Journey]) -> Sorting:
    decided = overrides_of(c, study.id)
    labels = keep_book(study, told, decided).labels()
    cards = settling(compare_sorts(decided, labels), told)
    return Sorting(cards, 0, 0, {one.id: one for one in labels})


def _offers(c: Connection, study: Study, card: Card, labels: Mapping[str, Label]) -> tuple[Offer, ...]:
    """The labels on a card: the best, and in the last place what a model proposes beside these."""
    proposed = _proposed(c, study, card, labels)
    ids = [one.id for one in card.labels if one.id in labels]
    if proposed is not None and proposed.id in labels and proposed.id not in ids:
        ids = [*ids[: OFFERED - 1], proposed.id]
    by_model = None if proposed is None else proposed.id
    return tuple(Offer(id, labels[id].words, id == by_model) for id in ids)


def _proposed(c: Connection, study: Study, card: Card, labels: Mapping[str, Label]) -> Ranked | None:
    """The label that a model proposes for the first wording of a card that it knows one for."""
    kept = proposals_kept(c, study.id, card.wordings, candidates_of(list(labels.values())))
    return next((kept[words].labels[0] for words in card.wordings if words in kept and kept[words].labels), None)
