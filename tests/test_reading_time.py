"""Messages that come one after the other: which of them answer the new question, and which came too soon for that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from writing_person import Chat

from reisleider.bot.interviews.burst import LONGEST_READ
from reisleider.flows.journey import Study
from reisleider.flows.messages import Said
from reisleider.storage.store import Store


@pytest.fixture(name="chat")
def _chat(tmp_path: Path, study: Study) -> Iterator[Chat]:
    with Store.open(f"sqlite:///{tmp_path / 'chat.db'}") as store:
        chat = Chat(store, study)
        for reply in ("ja", "2", "1"):
            chat.writes(reply)
        assert chat.state == "trigger"
        yield chat


def test_what_comes_before_the_next_question_can_be_read_belongs_to_the_answer_before(chat: Chat) -> None:
    chat.writes("we moesten in december onze vrije dagen doorgeven aan het werk")
    chat.writes("mijn man had ook vrij", after=3.2)
    chat.waits(60)

    told = "we moesten in december onze vrije dagen doorgeven aan het werk, mijn man had ook vrij"
    assert chat.words("trigger") == told
    assert chat.state == "steps"
    assert chat.steps == []


def test_a_further_message_asks_nothing_anew_and_leaves_the_buttons_good(chat: Chat) -> None:
    chat.writes("we moesten in december onze vrije dagen doorgeven aan het werk")
    chat.waits(1.6)
    before = chat.interview
    chat.writes("mijn man had ook vrij", after=0.5)

    assert chat.interview.turn == before.turn
    assert chat.interview.state == before.state


def test_three_messages_at_a_normal_pace_are_one_answer_and_no_follow_up_is_asked(chat: Chat) -> None:
    chat.writes("het ging mis")
    chat.writes("mijn man had ook vrij", after=3.2)
    chat.writes("en het moest goedkoop", after=3.2)
    chat.waits(60)

    assert chat.words("trigger") == "het ging mis, mijn man had ook vrij, en het moest goedkoop"
    assert (chat.state, chat.interview.aside) == ("steps", None)
    assert chat.steps == []


def test_what_comes_once_the_question_was_read_answers_it(chat: Chat) -> None:
    chat.writes("we moesten in december onze vrije dagen doorgeven aan het werk")
    chat.writes("een weekend gezocht op internet", after=1.5 + LONGEST_READ.total_seconds())
    chat.waits(60)

    assert chat.words("trigger") == "we moesten in december onze vrije dagen doorgeven aan het werk"
    assert chat.steps == ["een weekend gezocht op internet"]


def test_a_further_message_can_be_edited_by_itself(chat: Chat) -> None:
    chat.writes("we moesten in december onze vrije dagen doorgeven aan het werk")
    chat.writes("mijn mna had ook vrij", after=3.2)
    chat.does(Said("edit", text="mijn man had ook vrij", ref="5"), 20)

    assert (chat.words("trigger") or "").endswith("aan het werk, mijn man had ook vrij")


def test_a_button_is_never_more_of_the_answer_before(chat: Chat) -> None:
    chat.writes("het ging mis")
    chat.waits(1.6)
    assert chat.interview.aside is not None
    chat.presses("skip", after=0.2)

    assert (chat.state, chat.interview.aside) == ("steps", None)
    assert chat.words("trigger") == "het ging mis"


@pytest.mark.parametrize(("typed", "aside"), [("stop", "stop"), ("ik denk aan zelfmoord", "distress")])
def test_a_command_or_a_cry_for_help_is_heard_however_soon_it_comes(chat: Chat, typed: str, aside: str) -> None:
    chat.writes("we moesten in december onze vrije dagen doorgeven aan het werk")
    chat.waits(1.6)
    chat.writes(typed, after=0.2)
    chat.waits(60)

    assert chat.interview.aside is not None
    assert chat.interview.aside.kind == aside


def test_every_step_of_a_list_is_a_step_however_fast_it_is_typed(chat: Chat) -> None:
    chat.writes("we moesten in december onze vrije dagen doorgeven aan het werk")
    for step in ("zoeken op internet", "bellen", "geboekt"):
        chat.writes(step, after=2 if step != "zoeken op internet" else 30)

    assert chat.steps == ["zoeken op internet", "bellen", "geboekt"]
