"""Somebody who pastes and sends without end: one answer has an end, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from talking import Talk
from waiting import only_its_own_memory
from writing_person import Chat

from reisleider.bot.interviews.burst import LONGEST, MOST
from reisleider.flows.journey import Interview, Study
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import load_script
from reisleider.storage import tables
from reisleider.storage.store import Connection, Store

FIRST = ("ja", "2", "1")
AT_FACES = (*FIRST, "het was een lange natte herfst zonder zon", "gezocht", "geboekt", "klaar", "nee", "geboekt", "1")
HELD = 0.25  # seconds of a machine's time that one message may hold the writer
HOSTILE = (
    " ",
    "a",
    "1",
    "\n",
    "1 en ",
    "a. ",
    "a b ",
    "@",
    "1,",
    "-> ",
    "[",
    "van der ",
    "😀",
    "ik ben Jan ",
    "0612345678 ",
    "en toen ",
)


def _answers(interview: Interview, step: str) -> str:
    return "\n".join(line.verbatim for line in interview.log if line.step == step)


@pytest.fixture(name="chat")
def _chat(tmp_path: Path, study: Study) -> Iterator[Chat]:
    with Store.open(f"sqlite:///{tmp_path / 'chat.db'}") as store:
        chat = Chat(store, study)
        for reply in ("ja", "2", "1"):
            chat.writes(reply)
        yield chat


def test_a_flood_is_one_bounded_answer_and_is_told_so(chat: Chat) -> None:
    step = chat.interview.state
    for number in range(300):
        chat.writes(f"en nog een ding dat ik kwijt wil, nummer {number}", after=0.05)
    chat.waits(60)

    said = "\n".join(line.verbatim for line in chat.interview.log)
    assert len(said) < 2.5 * LONGEST
    assert "nummer 0" in _answers(chat.interview, step)

    def told(c: Connection) -> int:
        rows = c.execute(tables.outbox.select()).all()
        return sum("Dat is veel tegelijk" in str(row.payload) for row in rows)

    assert chat.store.do(told) == 1
    assert MOST < 300


def test_what_is_taken_away_before_the_burst_is_over_is_no_answer(chat: Chat) -> None:
    before = chat.interview.turn
    chat.writes("we wilden er even uit")
    chat.does(Said("edit", ref=str(chat.refs), file=("withdrawn", "")), 0.2)
    chat.waits(60)

    assert "even uit" not in str(chat.interview.log)
    assert chat.interview.turn == before


def read_every_table(study: Study) -> None:
    """What is read from files once, at whatever question it is first needed, is no part of a reply's time."""
    for answered in ((), FIRST, (*FIRST, *AT_FACES[3:5]), AT_FACES):
        for told in ("gewoon een antwoord", "1" * 40, "1 2 3 en toen 4", "ik ben Jan, 0612345678"):
            Talk(load_script("customer"), study).says(*answered, told)


def test_no_message_holds_the_writer(chat: Chat, study: Study) -> None:
    read_every_table(study)
    chat.writes("gewoon een antwoord")
    chat.waits(60)
    with only_its_own_memory():
        for probe in HOSTILE:
            began = process_time()
            chat.writes((probe * LONGEST)[:LONGEST])
            chat.waits(60)
            assert process_time() - began < HELD, probe


@pytest.mark.parametrize("answered", [(), FIRST, AT_FACES], ids=["consent", "words", "faces"])
def test_no_question_is_held_by_a_long_reply(answered: tuple[str, ...], study: Study) -> None:
    read_every_table(study)
    with only_its_own_memory():
        for probe in HOSTILE:
            talk = Talk(load_script("customer"), study).says(*answered)
            began = process_time()
            talk.says((probe * LONGEST)[:LONGEST])
            assert process_time() - began < HELD, probe
