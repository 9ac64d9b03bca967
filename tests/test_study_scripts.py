"""A study says which interviews it holds, and people are taken in by an interview's name."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from reisleider.bot.commands.request import Host
from reisleider.bot.demo.play import Room
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.route import converse
from reisleider.bot.interviews.invitation import make_token, open_token, take_in
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.studies.scripts import script_called, scripts_of
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.faults import ScriptFault, StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address, Said, Update
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

FILE = """
{scripts}
id = "moving"
title = "Moving"
organisation = "Citypower"
goal = "calm moves"
attempt = "moved house"
start = "knowing you would move"
end = "the first bill"
lead = "Noor"
contact = "noor@city.example"
privacy_url = "city.example/privacy"
keep_until = 2028-06-01
"""


def read(scripts: str, now: datetime) -> Study:
    return read_study(FILE.format(scripts=scripts), "moving.toml", now)


def test_a_study_that_names_none_holds_the_two(now: datetime) -> None:
    assert read("", now).scripts == ("customer", "stakeholder")


def test_a_study_can_hold_one(now: datetime) -> None:
    study = read('scripts = ["stakeholder"]', now)

    assert [script.id for script in scripts_of(study)] == ["stakeholder"]
    assert scripts_of(study, "customer") == ()


@pytest.mark.parametrize(
    ("scripts", "sentence"),
    [
        ('scripts = ["moon"]', "moving.toml: scripts: There is no script moon; choose one of customer, stakeholder."),
        ('scripts = "customer"', "moving.toml: scripts: name the interviews it holds"),
        ("scripts = []", "moving.toml: scripts: name the interviews it holds"),
    ],
)
def test_a_wrong_name_is_one_sentence(scripts: str, sentence: str, now: datetime) -> None:
    with pytest.raises(StudyFault) as fault:
        read(scripts, now)

    assert str(fault.value).startswith(sentence)


def test_an_interview_is_found_by_its_name_or_as_the_first_of_its_track(study: Study) -> None:
    assert script_called(study, "customer").id == "customer"
    assert script_called(study, "stakeholder").track == "stakeholder"


def test_an_interview_that_the_study_does_not_hold_is_one_sentence(study: Study) -> None:
    with pytest.raises(StudyFault, match=r"holds no interview customer; choose one of stakeholder\.$"):
        script_called(replace(study, scripts=("stakeholder",)), "customer")


def test_a_script_whose_file_is_gone_is_named(study: Study) -> None:
    with pytest.raises(ScriptFault, match="There is no script gone"):
        script_called(replace(study, scripts=("gone",)), "gone")


# --- in a chat -----------------------------------------------------------------------------------------

LEAD, CHANNEL = ("slack", "T1", "U1"), Address("slack", "T1", "C1")
HOST = Host(language="en", names={"telegram": "journey_bot"})


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/study.db") as opened:
        yield opened


def answer_to(store: Store, study: Study, words: str, now: datetime, *mentioned: str) -> str:
    """What the bot says when a lead types a command in the channel of a study."""
    store.do(lambda c: studies.save_study(c, study))
    store.do(lambda c: studies.set_leads(c, study.id, (LEAD,)))
    store.do(lambda c: studies.set_home(c, study.id, CHANNEL))
    said = Said("command", text=words)
    update = Update(words, CHANNEL, LEAD[2], said, now, private=False, language="en", mentions=mentioned)
    wall = Room()

    async def type_it() -> None:
        await Dispatcher(store, lambda: now, converse(HOST)).receive(update)
        await Delivery(store, {"slack|T1": wall}, lambda: now, own=show_own).deliver_due()

    asyncio.run(type_it())
    return "\n".join(message.plain for message in wall.posts)


@pytest.mark.parametrize(("words", "mentioned"), [("invite customers", ()), ("invite", ("U2",))])
def test_who_cannot_be_interviewed_in_a_study_is_said_to_its_lead(
    words: str, mentioned: tuple[str, ...], store: Store, study: Study, now: datetime
) -> None:
    other = "stakeholder" if mentioned == () else "customer"

    said = answer_to(store, replace(study, scripts=(other,)), words, now, *mentioned)

    assert said == f"That interview is not part of this study. What is: {other}."
    assert store.do(lambda c: interviews.interviews(c, study.id)) == ()


def test_a_link_made_for_an_interview_leads_to_it_alone(store: Store, study: Study, now: datetime) -> None:
    said = answer_to(store, study, "invite stakeholder", now)
    token = re.search(r"start=([\w-]+)", said)
    guest = Address("telegram", "1", "8")

    assert token is not None
    opened = store.do(lambda c: open_token(c, Update("u1", guest, "8", Said("text"), now), token[1], now))
    assert opened.key is None
    assert [one.script for one in store.do(lambda c: interviews.interviews(c, study.id))] == ["stakeholder"]


def test_a_link_to_an_interview_that_the_study_dropped_is_not_known(store: Store, study: Study, now: datetime) -> None:
    store.do(lambda c: studies.save_study(c, study))
    token = store.do(lambda c: make_token(c, study, "customer", "open", None, now))
    store.do(lambda c: studies.save_study(c, replace(study, scripts=("stakeholder",))))
    update = Update("u1", Address("telegram", "1", "8"), "8", Said("text"), now)

    assert store.do(lambda c: open_token(c, update, token, now)).key == "invite.unknown"


def test_who_joins_a_study_without_an_interview_for_them_hears_so(store: Store, study: Study, now: datetime) -> None:
    customers = replace(study, scripts=("customer",))
    store.do(lambda c: studies.save_study(c, customers))
    update = Update("u1", Address("slack", "T1", "D2"), "U2", Said("text"), now)

    assert store.do(lambda c: take_in(c, customers, "stakeholder", update, now)).key == "invite.not-held"
