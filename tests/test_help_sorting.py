"""Colleagues help to sort: what they may read, what they decide, and that it gives way to a lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helping import HOME, Chat, button
from typing_in import tell_steps

from reisleider.flows.messages import Button, Message
from reisleider.storage import studies
from reisleider.storage.store import Store

ALONE = ("kruk gezocht", "taart gebakken", "appel geschild")
STEPS = tuple(("zwaan geaaid", one) for one in ALONE)


@pytest.fixture(scope="module", name="told_once")
def _told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("helping")
    tell_steps(folder, STEPS)
    return folder / "reisleider.db"


@pytest.fixture(name="store")
def _store(told_once: Path, tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "reisleider.db").write_bytes(told_once.read_bytes())
    with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
        store.do(lambda c: studies.set_leads(c, "zonnevaart", (("telegram", "4242", "7"),)))
        yield store


@pytest.fixture(name="chat")
def _chat(store: Store) -> Chat:
    return Chat(store)


def called(chat: Chat) -> Message:
    """The call for help as it stands in the home channel."""
    ((where, call),) = chat.says("7", "sort share", HOME)
    assert where == HOME
    assert call.only_for is None
    return call


def test_a_colleague_reads_only_what_the_minimum_group_told_alike(chat: Chat) -> None:
    call = called(chat)
    private, card = next(one for one in chat.presses("8", button(call, "Help sorteren"), HOME) if one[0] == "8")

    assert "zwaan geaaid" in card.plain or "weg" in card.plain
    seen = [card.plain]
    while any(one.label == "Later" for one in card.buttons):
        ((private, card),) = chat.presses("8", button(card, "Later"))
        seen.append(card.plain)
    assert private == "8"
    assert not any(words in one for one in seen for words in ALONE)
    assert "%" not in "".join(seen)
    assert any("zwaan geaaid" in one for one in seen)


def test_what_a_colleague_decides_is_theirs_to_take_back_and_gives_way_to_a_lead(chat: Chat) -> None:
    card = chat.presses("8", button(called(chat), "Help sorteren"), HOME)[-1][1]
    (_, asks) = chat.presses("8", button(card, "Nieuw label"))[-1]
    assert "Typ een korte naam" in asks.plain
    other = chat.names("8", "Iets liefs")[-1][1]
    assert "in het Engels" in other.plain
    phase = chat.presses("8", button(other, "Zelfde"))[-1][1]
    made = chat.presses("8", button(phase, "Gebruik"))[-1][1]
    assert "Iets liefs is er nu bij" in made.plain
    assert {(one.role, one.by) for one in chat.decided()} == {("colleague", "telegram:4242:8")}

    undone = chat.presses("8", button(made, "Laatste keuze terug"))[-1][1]
    assert "teruggedraaid" in undone.plain
    assert chat.decided() == ()


def test_a_colleague_takes_back_nothing_of_a_lead_and_cannot_settle_or_ask_for_the_file(chat: Chat) -> None:
    card = chat.says("7", "sort")[-1][1]
    chat.presses("7", button(card, "Geen van deze"))
    theirs = chat.presses("8", button(called(chat), "Help sorteren"), HOME)[-1][1]

    assert not any(one.label == "Laatste keuze terug" for one in theirs.buttons)
    for words in ("sort", "sort file", "sort compare", "sort share", "sort settle"):
        assert "leidt" in chat.says("8", words)[-1][1].plain
    refused = chat.presses("8", Button("sort-settle:zonnevaart", ""))[-1][1]
    assert "leidt" in refused.plain
    assert len(chat.decided()) == 1


def test_who_leads_no_more_sorts_no_more(chat: Chat) -> None:
    card = chat.says("7", "sort")[-1][1]
    chat.store.do(lambda c: studies.set_leads(c, "zonnevaart", ()))

    assert "al weg" in chat.presses("7", button(card, "Geen van deze"))[-1][1].plain
    assert chat.decided() == ()


def test_a_lead_who_presses_it_sorts_as_a_lead_and_without_a_home_it_is_asked_in_the_channel(chat: Chat) -> None:
    assert "wijs eerst met home een thuis aan" in chat.says("7", "sort share")[-1][1].plain
    card = chat.presses("7", button(called(chat), "Help sorteren"), HOME)[-1][1]
    chat.presses("7", button(card, "Geen van deze"))

    assert {one.role for one in chat.decided()} == {"lead"}


def test_what_is_typed_in_a_chat_is_what_was_chosen_and_undone(chat: Chat) -> None:
    card = chat.says("7", "sorteren")[-1][1]
    chat.presses("7", button(card, "Geen van deze"))
    assert "teruggedraaid" in chat.says("7", "sort undo")[-1][1].plain
    assert "niets om terug" in chat.says("7", "sort undo")[-1][1].plain
    assert "reisleider sort zonnevaart --from" in chat.says("7", "sort from x.csv")[-1][1].plain
    assert "weet ik niet" in chat.says("7", "sort blauw")[-1][1].plain
    assert "niets meer te beslechten" in chat.says("7", "sort settle")[-1][1].plain
