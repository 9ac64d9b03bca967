"""On a card to sort a model's label stands beside the others, marked, and decides nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from model_stand_in import ModelStandIn

from reisleider.bot.interviews.errands import ask_model_soon
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.models.adviser import adviser_of
from reisleider.bot.sorting.card_words import tell_card
from reisleider.bot.sorting.found_cards import Found, find_card
from reisleider.bot.sorting.sitting import Sitting
from reisleider.flows.meaning.ranking import OFFERED
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Store

STUDY = "zonnevaart"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def cards(store: Store) -> list[Found]:
    """Every card, by passing each over."""
    found = [store.look(lambda c: find_card(c, Sitting(STUDY), "lia"))]
    while found[-1].sitting.card is not None:
        seen = Sitting(STUDY, seen=(*found[-1].sitting.seen, found[-1].sitting.card.id))
        found.append(store.look(lambda c, seen=seen: find_card(c, seen, "lia")))
    return found[:-1]


@pytest.mark.parametrize(("language", "mark"), [("nl", "Voorstel van het model: "), ("en", "Proposed by the model: ")])
async def test_a_card_names_what_a_model_proposes_once_it_was_asked(
    server: ModelStandIn, store: Store, language: str, mark: str
) -> None:
    assert not any(mark in tell_card(one, language).plain for one in cards(store))

    timers = Timers(store, lambda: NOW, adviser=adviser_of(server.config().model, store, lambda: NOW))
    store.do(lambda c: ask_model_soon(c, STUDY, NOW))
    await timers.ring_due()
    await timers.settle_all()
    marked = [one for one in cards(store) if mark in tell_card(one, language).plain]

    assert marked
    assert all(len(one.sitting.offers) <= OFFERED for one in marked)
    assert all(sum(offer.by_model for offer in one.sitting.offers) == 1 for one in marked)
    assert store.look(lambda c: overrides_of(c, STUDY)) == ()
