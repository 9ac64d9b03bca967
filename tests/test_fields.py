"""The six examples of the field, from a lead's first talk to the posted map, in both languages."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typing_in import type_in

from reisleider.bot.demo.field import field_names, load_field
from reisleider.bot.demo.field_lead import lead_talks_first
from reisleider.bot.demo.play import Room
from reisleider.bot.demo.show_field import Played, play_field
from reisleider.bot.maps.publish import load_journeys
from reisleider.bot.sorting.found_cards import find_card
from reisleider.bot.sorting.sitting import Sitting
from reisleider.flows.synthesis.progress import unheard
from reisleider.storage import interviews
from reisleider.storage.store import Store

FIELDS = ("bank", "event", "shop", "software", "supplier", "travel")
TWICE = [  # each example in one language every day, in the other in the long run
    pytest.param(name, language, marks=[] if (place % 2 == 0) == (language == "nl") else [pytest.mark.long])
    for place, name in enumerate(FIELDS)
    for language in ("nl", "en")
]
TALK = 20  # replies of a lead at most before a study stands, the last of which agrees
ON_MAP = 0.9  # share of what customers told


def test_these_are_the_examples_there_are() -> None:
    assert field_names() == FIELDS


@pytest.mark.parametrize(("name", "language"), TWICE)
def test_an_example_is_played_from_the_first_talk_to_the_map(name: str, language: str, tmp_path: Path) -> None:
    field = load_field(name)
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        study, talk = asyncio.run(lead_talks_first(store, field, language))
        room = Room()
        played = asyncio.run(play_field(store, study, field, language, room))
        told = store.look(lambda c: interviews.interviews(c, study.id))
        left = store.look(lambda c: find_card(c, Sitting(study.id), "demo:local:lead")).sorting.cards
        _, journeys = store.look(lambda c: load_journeys(c, study.id, unheard))
    customers = {one.organisation or one.participant for one in journeys if one.track == "customer"}

    assert sum(bool(reply) for _, reply in talk) <= TALK
    assert study.languages == (language,)
    assert {one.phase for one in study.labels} <= {phase.id for phase in study.model.phases}
    assert {one.state for one in told} == {"completed"}
    assert len(told) == len(field.tellers)
    assert not left
    assert_stands_on_the_map(played, len(customers))
    assert [one for one in room.posts if study.title[language] in one.plain]


def assert_stands_on_the_map(played: Played, voices: int) -> None:
    """Of what customers told nine tenths stand on the map, under names that the lead gave; somebody is quoted."""
    shown = played.published.journey_map
    placement = shown.placement
    assert placement is not None
    assert placement.shown > 0
    assert placement.share is None or placement.share >= ON_MAP  # what fewer than the minimum told may not be counted
    assert shown.customers.counted == voices
    assert any(phase.quotes for phase in shown.columns)
    assert played.quotes > 0


def test_among_businesses_an_organisation_is_one_voice() -> None:
    supplier = [one for one in load_field("supplier").tellers if one.track == "customer"]

    assert len({one.organisation for one in supplier}) < len(supplier)


def test_an_example_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = type_in(tmp_path, "demo", "taart", "--language", "nl", fails=True)

    assert said.strip() == f"Een voorbeeld dat taart heet, is er niet; kies uit: {', '.join(FIELDS)}."
