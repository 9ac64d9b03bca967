"""What is at hand between two turns is what the database holds, and nothing that was undone or erased there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from storage_samples import NOW, an_interview, said, seed
from two_databases import IN_A_FILE

from reisleider.bot.demo.play import Person, load_people
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.opening import open_interview
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Answer, Aside, Interview
from reisleider.flows.messages import Address, Said
from reisleider.flows.scripts.script import load_script
from reisleider.storage import at_hand, interviews, studies
from reisleider.storage.at_hand import AtHand
from reisleider.storage.store import Connection, Store


class UndoError(Exception):
    """Ends an operation, so that it is undone."""


PEOPLE = [one for one in load_people() if one.track == "customer"][:4]


def begun(store: Store) -> Interview:
    """An interview with one answer, at hand."""
    first = said(an_interview(), "gezocht")

    def begin(c: Connection) -> Interview:
        seed(c)
        interviews.add_interview(c, first)
        return held(c)

    return store.do(begin)


def held(c: Connection) -> Interview:
    found = interviews.load_interview(c, "i1")
    assert found is not None
    return found


def told(before: Interview, *values: object) -> Interview:
    """The interview with these values told behind its log."""
    for value in values:
        before = said(before, "woorden", value)
    return before


def read_beside(store: Store) -> Interview:
    """What another connection reads, which has nothing at hand."""
    return store.look(held)


@IN_A_FILE
@pytest.mark.parametrize("person", PEOPLE, ids=lambda one: one.name)
def test_after_every_turn_it_is_what_the_database_holds(store: Store, person: Person) -> None:
    study, script = load_demo_study(), load_script(person.track)
    address = Address("nowhere", "1", person.name)
    store.do(lambda c: studies.save_study(c, study))
    store.do(lambda c: open_interview(c, study, script, address, person.name, person.language, NOW, id="i1"))
    said_there = [line.act.text for line in person.transcript.lines if line.act and line.act.kind == "say"]
    for text in said_there:

        def turn(c: Connection, text: str = text) -> Interview:
            before = held(c)
            after, _ = engine.turn(script, before, Said("text", text=text), NOW)
            interviews.save_interview(c, before, after)
            return after

        store.do(turn)
        assert store.do(held) == read_beside(store)
    assert len(read_beside(store).log) > len(said_there) / 2


@IN_A_FILE
def test_a_log_that_was_just_written_is_not_read_again(store: Store) -> None:
    before = begun(store)
    asked: list[str] = []
    store.do(lambda c: c.connection.dbapi_connection.set_trace_callback(asked.append))  # type: ignore[union-attr]  # it is there
    after = store.do(lambda c: interviews.save_interview(c, held(c), told(before, "geboekt")) or held(c))

    assert [one.value for one in after.log] == [before.log[0].value, "geboekt"]
    assert not any("FROM answers" in one for one in asked)
    assert any("FROM interviews" in one for one in asked)


@IN_A_FILE
def test_what_json_makes_a_list_of_is_one_at_hand_too(store: Store) -> None:
    before = begun(store)
    after = replace(
        told(before, ["i1", "i2"], {"most": "i1", "least": None}),
        aside=Aside("menu", "steps", "i1", {"items": ("i1", "i2")}),  # type: ignore[dict-item]  # JSON makes a list of it
        draft=["i1"],
    )
    store.do(lambda c: interviews.save_interview(c, held(c), after))

    at = store.do(held)
    assert at == read_beside(store)
    assert at.aside is not None
    assert at.aside.data == {"items": ["i1", "i2"]}


@IN_A_FILE
def test_what_was_undone_is_not_at_hand(store: Store) -> None:
    before = begun(store)

    def save_and_fail(c: Connection) -> None:
        interviews.save_interview(c, held(c), told(before, "niet bewaard"))
        raise UndoError

    with pytest.raises(UndoError):
        store.do(save_and_fail)
    assert store.do(held) == before
    store.do(lambda c: interviews.save_interview(c, held(c), told(before, "wel bewaard")))  # the same turn and time

    assert store.do(held).log[-1].value == "wel bewaard"
    assert store.do(held) == read_beside(store)


@IN_A_FILE
def test_what_was_erased_is_not_at_hand(store: Store) -> None:
    before = begun(store)
    store.do(lambda c: interviews.save_interview(c, held(c), told(before, "geheim")))
    store.do(lambda c: interviews.put_answers(c, "i1", said(an_interview(), "anders").log))
    assert [one.value for one in store.do(held).log] == ["anders"]
    store.do(lambda c: interviews.erase_interview(c, "i1"))

    assert store.do(held).log == ()


@IN_A_FILE
def test_what_another_program_wrote_is_seen(store: Store, file: Path) -> None:
    begun(store)
    store.do(lambda _: None)
    with closing(sqlite3.connect(file)) as other:
        other.execute("INSERT INTO erasing VALUES ('i1')")
        other.execute("DELETE FROM answers WHERE interview = 'i1'")
        other.execute("DELETE FROM erasing")
        other.commit()

    assert store.do(held).log == ()


@IN_A_FILE
def test_a_reader_has_nothing_at_hand(store: Store) -> None:
    assert store.look(at_hand.at_hand) is None
    assert store.do(at_hand.at_hand) is not None


def test_no_more_are_at_hand_than_memory_has_room_for() -> None:
    hand, first = AtHand(), an_interview()
    for number in range(at_hand.MOST + 1):
        hand.keep((number,), replace(first, id=f"i{number}"))

    assert hand.find("i0", (0,)) is None
    assert hand.find("i1", (1,)) is not None
    assert hand.find("i1", (2,)) is None  # its row stands otherwise by now


def test_who_was_read_elsewhere_is_not_at_hand_afterwards() -> None:
    hand, before = AtHand(), an_interview()
    hand.keep((0, "{}"), before)
    hand.move(replace(before), replace(before, turn=5), {"turn": 0, "place": 1}, {"turn": 5, "place": "{}"})

    assert hand.find(before.id, (5, "{}")) is None


def test_a_line_of_the_log_that_is_plain_stays_the_very_same() -> None:
    hand, before = AtHand(), an_interview()
    line = Answer(1, "steps", "i1", "geboekt", "geboekt", NOW)
    hand.keep((0, "{}"), before)
    hand.move(before, replace(before, turn=1, log=(line,)), {"turn": 0, "place": 1}, {"turn": 1, "place": "{}"})
    found = hand.find(before.id, (1, "{}"))

    assert found is not None
    assert found.log[0] is line
