"""The operator's smallest groups hold for every study, however it was made, and for every figure told of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bringing import bring_back
from demo_people import perform
from storage_samples import NOW
from typing_in import STUDY, type_in

from reisleider.bot.commands.begin_study import take_form
from reisleider.bot.commands.map.compare import side_of
from reisleider.bot.commands.request import Host
from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.maps.publish import compile_study, latest_map, load_journeys, publish_map
from reisleider.bot.studies.standing import count_standing
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.journey import Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.messages import Address, Said, Update
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.trace import trace
from reisleider.storage import archive, interviews, people, studies
from reisleider.storage.floor import Floor
from reisleider.storage.store import Connection, Store

FOUR = ("customer-01", "customer-02", "customer-03", "customer-04")
FLOOR = Floor(customers=4, staff=7)
HELD = {"customer": 4, "stakeholder": 7}
FORM = {
    "title": "Een reis boeken",
    "organisation": "Zonnevaart",
    "goal": "weten waar het wringt",
    "attempt": "een vakantie wilde boeken",
    "start": "het eerste idee",
    "end": "de thuiskomst",
    "lead": "Team Reis",
    "contact": "reis@example.org",
    "privacy_url": "example.org/privacy",
    "keep_until": "",
}


def told_by_four(store: Store) -> None:
    """The demo's study, with what four customers told."""
    perform(store, read_study(STUDY, "study.toml", NOW), FOUR)


def by_file(store: Store) -> str:
    """A study read from a file."""
    told_by_four(store)
    return "zonnevaart"


def in_chat(store: Store) -> str:
    """A study made with a form in a chat; the same four told the same there."""
    told_by_four(store)
    said = Said("form", json.dumps(FORM))
    update = Update("k1", Address("slack", "T1", "C1"), "ULIA", said, NOW, private=False, language="nl")

    def make(c: Connection) -> str:
        assert take_form(c, update, Host(), NOW).how == "accepted"
        (id,) = studies.led_by(c, "slack", "T1", "ULIA")
        for who in people.participants(c, "zonnevaart"):
            people.add_participant(c, replace(who, id=f"x{who.id}", study=id))
        for one in interviews.interviews(c, "zonnevaart"):
            interviews.add_interview(c, replace(one, id=f"x{one.id}", participant=f"x{one.participant}", study=id))
        return id

    return store.do(make)


def by_import(store: Store) -> str:
    """A study that comes back from its archive."""
    told_by_four(store)

    def move(c: Connection) -> str:
        held = archive.export_study(c, "zonnevaart")
        studies.delete_study(c, "zonnevaart")
        return bring_back(c, json.loads(json.dumps(held))).id

    return store.do(move)


WAYS = (by_file, in_chat, by_import)


def told_of_three(journey_map: JourneyMap) -> list[str]:
    """Touchpoints whose count tells of exactly three people."""
    return [one.id for one in touchpoints_of(journey_map) if one.named == 3]


def held_to(c: Connection, id: str) -> Study:
    found = studies.load_study(c, id)
    assert found is not None
    return found


@pytest.mark.parametrize("way", WAYS)
def test_every_study_is_held_to_the_operators_groups(tmp_path: Path, way: Callable[[Store], str]) -> None:
    url = f"sqlite:///{tmp_path / 'study.db'}"
    with Store.open(url) as store:
        id = way(store)
        free = store.do(lambda c: compile_study(c, id, NOW)).journey_map
    with Store.open(url, floor=FLOOR) as store:
        told = store.look(lambda c: compile_study(c, id, NOW))
        standing = store.look(lambda c: count_standing(c, held_to(c, id)))
        study, journeys = store.look(lambda c: load_journeys(c, id))
        three = next(one for one in touchpoints_of(free) if one.named == 3)
        asked = store.look(lambda c: givens_for(held_to(c, id), load_script("stakeholder"), "i"))
        traced = trace(study, journeys, three, three.id)

    assert (free.minimums, bool(told_of_three(free))) == ({"customer": 3, "stakeholder": 5}, True)
    assert (told.journey_map.minimums, told_of_three(told.journey_map)) == (HELD, [])
    assert traced.minimums == HELD
    assert traced.tracks["customer"].people is None
    assert [one.wanted for one in standing.tracks if one.track == "stakeholder"] == [
        study.quotas.get("stakeholder") or 7
    ]
    assert set(asked.slots["minimum"].values()) == {"7"}
    assert (study.minimum_customers, study.minimum_staff) == (4, 7)


@pytest.mark.parametrize("way", WAYS)
def test_raised_later_all_figures_follow_and_lowered_again_they_come_back(
    tmp_path: Path, way: Callable[[Store], str]
) -> None:
    url = f"sqlite:///{tmp_path / 'study.db'}"

    def publish(store: Store) -> JourneyMap:
        preview = store.look(lambda c: compile_study(c, id, NOW))
        return store.do(lambda c: publish_map(c, preview, NOW)).journey_map

    with Store.open(url) as store:
        id = way(store)
        first = publish(store)
    with Store.open(url, floor=FLOOR) as store:
        again = publish(store)
        latest = store.look(lambda c: latest_map(c, id))
        side = store.look(lambda c: side_of(c, held_to(c, id), "1", lambda _: False))
        store.do(lambda c: studies.save_study(c, replace(held_to(c, id), closed_at=NOW)))
    with Store.open(url) as store:
        back = store.look(lambda c: latest_map(c, id))
        closed = store.look(lambda c: held_to(c, id))

    assert (first.version, bool(told_of_three(first))) == (1, True)
    for journey_map in (again, latest, side):
        assert (journey_map.version, journey_map.minimums, told_of_three(journey_map)) == (1, HELD, [])
        assert journey_map.customers.counted == first.customers.counted
    assert back == first
    assert (closed.minimum_customers, closed.minimum_staff, closed.closed_at) == (3, 5, NOW)


def test_a_version_needs_as_many_new_people_as_the_operator_says(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'study.db'}"
    with Store.open(url, floor=FLOOR) as store:
        told_by_four(store)
        first = store.look(lambda c: compile_study(c, "zonnevaart", NOW))
        store.do(lambda c: publish_map(c, first, NOW))
        study = store.look(lambda c: held_to(c, "zonnevaart"))
        perform(store, study, ("customer-05", "customer-06", "customer-07"))
        later = store.look(lambda c: compile_study(c, "zonnevaart", NOW + timedelta(days=1)))
        second = store.do(lambda c: publish_map(c, later, NOW + timedelta(days=1)))

    assert (second.journey_map.version, second.waiting) == (1, 3)


def test_what_goes_elsewhere_is_what_the_study_chose_itself(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}", floor=FLOOR) as store:
        store.do(lambda c: studies.save_study(c, replace(read_study(STUDY, "s", NOW), minimum_customers=9)))
        held = store.look(lambda c: held_to(c, "zonnevaart"))
        exported = store.look(lambda c: archive.export_study(c, "zonnevaart"))

    assert (held.minimum_customers, held.minimum_staff) == (9, 7)
    assert (exported["study"]["minimum_customers"], exported["study"]["minimum_staff"]) == (9, 5)


def test_the_settings_are_what_commands_are_held_to(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    type_in(tmp_path, "study", "new", "study.toml")
    with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
        told_by_four(store)
    (tmp_path / "config.toml").write_text("[privacy]\nminimum_customers = 4\n", encoding="utf-8")
    type_in(tmp_path, "map", "zonnevaart", "--preview", "--format", "json", "--out", "map.json")

    assert json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))["map"]["minimums"]["customer"] == 4
