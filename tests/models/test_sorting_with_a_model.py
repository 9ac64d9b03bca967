"""On a card to sort a model's label stands beside the others, marked, and decides nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from model_stand_in import ModelStandIn

from reisleider.bot.interviews.errands import ask_model_soon
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.models.adviser import adviser_of
from reisleider.bot.sorting.card_words import tell_card, texts_of
from reisleider.bot.sorting.found_cards import Found, find_card
from reisleider.bot.sorting.sitting import Sitting, choices, move
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


async def read_along(server: ModelStandIn, store: Store) -> None:
    """The model is asked about the study, and has answered."""
    timers = Timers(store, lambda: NOW, adviser=adviser_of(server.config().model, store, lambda: NOW))
    store.do(lambda c: ask_model_soon(c, STUDY, NOW))
    await timers.ring_due()
    await timers.settle_all()


@pytest.mark.parametrize(("language", "mark"), [("nl", "Voorstel van het model: "), ("en", "Proposed by the model: ")])
async def test_a_card_names_what_a_model_proposes_once_it_was_asked(
    server: ModelStandIn, store: Store, language: str, mark: str
) -> None:
    assert not any(mark in tell_card(one, language).plain for one in cards(store))

    await read_along(server, store)
    marked = [one for one in cards(store) if mark in tell_card(one, language).plain]

    assert marked
    assert all(len(one.sitting.offers) <= OFFERED for one in marked)
    assert all(sum(offer.by_model for offer in one.sitting.offers) == 1 for one in marked)
    assert store.look(lambda c: overrides_of(c, STUDY)) == ()


async def test_the_models_name_for_a_card_of_several_wordings_is_a_button_and_a_lead_takes_it(
    server: ModelStandIn, store: Store
) -> None:
    together = [one for one in cards(store) if len(getattr(one.sitting.card, "wordings", ())) > 1]
    assert together
    assert not any(one.sitting.called for one in together)

    await read_along(server, store)
    together = [
        one
        for one in cards(store)
        if one.sitting.card and len(one.sitting.card.wordings) > 1 and not one.sitting.card.asked
    ]
    assert all(one.sitting.called == server.names for one in together)
    found = together[0]
    assert "Naam die het model voorstelt: Even gebeld." in tell_card(found, "nl").plain
    assert "Name proposed by the model: Made a call." in tell_card(found, "en").plain

    asked = move(found.sitting, found.study, "new", ())
    assert asked is not None
    assert choices(asked.sitting, found.study, texts_of, undo=False)[0] == ("called", server.names)
    named = move(asked.sitting, found.study, "called", ())
    assert named is not None
    made = move(named.sitting, found.study, "p0", ())
    assert made is not None
    assert (made.decisions[0].decision, made.decisions[0].texts) == ("label", server.names)
