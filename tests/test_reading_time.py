"""Messages that come one after the other: which of them answer the new question, and which came too soon for that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reisleider.bot.interviews.burst import BURST, LONGEST_READ, settle
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.reply import hear
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Interview, Study
from reisleider.flows.messages import Address, Said
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

HERE = Address("telegram", "4242", "8")
SCRIPT = load_script("customer")


class Chat:
    """One person who writes to the bot, with the time in the test's hands."""

    def __init__(self, store: Store, study: Study) -> None:
        self.store, self.now, self.refs = store, datetime(2026, 11, 23, 12, tzinfo=UTC), 0
        store.do(lambda c: studies.save_study(c, study))
        store.do(lambda c: open_interview(c, study, SCRIPT, HERE, "8", "nl", self.now, id="i"))

    def writes(self, text: str, after: float = 60.0) -> None:
        """Write one message, so many seconds after whatever was done before."""
        self.refs += 1
        self.does(Said("text", text=text, ref=str(self.refs)), after)

    def presses(self, choice: str, after: float = 60.0) -> None:
        self.does(Said("press", choice=choice, turn=self.interview.turn, interview="i"), after)

    def does(self, said: Said, after: float) -> None:
        self.waits(after)
        self.store.do(lambda c: hear(c, HERE, said, self.now))

    def waits(self, seconds: float) -> None:
        """Let time pass; a burst is taken once it is over."""
        if seconds >= BURST.total_seconds():
            over = self.now + BURST
            self.store.do(lambda c: settle(c, self.interview, HERE, over))
        self.now += timedelta(seconds=seconds)

    @property
    def interview(self) -> Interview:
        found = self.store.look(lambda c: interviews.load_interview(c, "i"))
        assert found is not None
        return found

    def words(self, step: str) -> str | None:
        return read(SCRIPT, self.interview).words(SCRIPT.step(step))

    @property
    def steps(self) -> list[str]:
        return [item.words for item in read(SCRIPT, self.interview).items]

    @property
    def state(self) -> str:
        return self.interview.state


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
