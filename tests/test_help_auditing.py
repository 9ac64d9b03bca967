"""Colleagues judge merging too: what they may read, that it counts beside a lead's, and that they split nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from helping import HOME, NOW, Chat, button
from typing_in import tell_steps

from reisleider.flows.messages import Message
from reisleider.storage import studies
from reisleider.storage.store import Store

ALIKE = ("klantenservice gebeld", "de helpdesk gebeld")
ALONE = "klantenservice boos opgebeld"
STEPS = (*[(ALIKE[at % 2],) for at in range(6)], (ALONE,))
ASKS = "Is dit hetzelfde contactmoment?"


@pytest.fixture(scope="module", name="told_once")
def _told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judging")
    tell_steps(folder, STEPS)
    return folder / "reisleider.db"


@pytest.fixture(name="chat")
def _chat(told_once: Path, tmp_path: Path) -> Iterator[Chat]:
    (tmp_path / "reisleider.db").write_bytes(told_once.read_bytes())
    with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
        store.do(lambda c: studies.set_leads(c, "zonnevaart", (("telegram", "4242", "7"),)))
        yield Chat(store)


def called(chat: Chat) -> Message:
    """The call for help as it stands in the home channel."""
    ((where, call),) = chat.says("7", "audit share", HOME)
    assert where == HOME
    assert call.only_for is None
    assert "minstens 3 mensen" in call.plain
    return call


def helps(chat: Chat) -> Message:
    """The first pair of a colleague who offers to judge."""
    return next(one for where, one in chat.presses("8", button(called(chat), "Help keuren"), HOME) if where == "8")


def through(chat: Chat, who: str, card: Message) -> list[Message]:
    """Every pair that somebody is shown, passed over one by one."""
    seen = [card]
    while any(one.label == "Later" for one in seen[-1].buttons):
        seen.append(chat.presses(who, button(seen[-1], "Later"))[-1][1])
    return seen


def test_a_colleague_reads_only_pairs_that_the_minimum_group_worded(chat: Chat) -> None:
    theirs = through(chat, "8", helps(chat))
    leads = through(chat, "7", chat.says("7", "audit")[-1][1])

    assert sum(ASKS in one.plain for one in theirs) == 1
    assert all(words in theirs[0].plain.casefold() for words in ALIKE)
    assert not any(ALONE in one.plain.casefold() for one in theirs)
    assert any(ALONE in one.plain.casefold() for one in leads)


def test_what_a_colleague_judges_counts_beside_a_leads_with_their_agreement_and_splits_nothing(chat: Chat) -> None:
    pair = chat.says("7", "audit")[-1][1]
    while not all(words in pair.plain.casefold() for words in ALIKE):
        pair = chat.presses("7", button(pair, "Later"))[-1][1]
    chat.presses("7", button(pair, "Hetzelfde"))
    after = chat.presses("8", button(helps(chat), "Niet hetzelfde"))[-1][1]

    assert "Goed, dat telt mee." in after.plain
    assert not any("Splits" in one.label for one in after.buttons)
    assert {(one.role, one.by, one.decision) for one in chat.decided()} == {
        ("lead", "telegram:4242:7", "alike"),
        ("colleague", "telegram:4242:8", "unlike"),
    }
    assert "Twee mensen beoordeelden dezelfde 1" in chat.says("7", "audit result")[-1][1].plain


def test_a_judgement_is_its_own_to_take_back(chat: Chat) -> None:
    chat.presses("7", button(chat.says("7", "audit")[-1][1], "Weet ik niet"))
    after = chat.presses("8", button(helps(chat), "Hetzelfde"))[-1][1]
    chat.presses("8", button(after, "Laatste keuze terug"))

    assert {one.role for one in chat.decided()} == {"lead"}
    assert "teruggedraaid" in chat.says("7", "audit undo")[-1][1].plain
    assert chat.decided() == ()


def test_a_colleague_asks_for_no_pairs_and_hears_no_result(chat: Chat) -> None:
    for words in ("audit", "audit share", "audit result", "audit undo"):
        assert "leidt" in chat.says("8", words)[-1][1].plain
    assert "wijs eerst met home een thuis aan" in chat.says("7", "audit share")[-1][1].plain


def test_a_lead_who_presses_it_judges_as_a_lead_and_who_leads_no_more_not_at_all(chat: Chat) -> None:
    pair = chat.presses("7", button(called(chat), "Help keuren"), HOME)[-1][1]
    chat.store.do(lambda c: studies.set_leads(c, "zonnevaart", ()))

    assert "ligt er niet meer" in chat.presses("7", button(pair, "Hetzelfde"))[-1][1].plain
    assert chat.decided() == ()


def test_in_a_closed_study_nobody_is_dealt_anything(chat: Chat) -> None:
    call = called(chat)
    study = chat.store.look(lambda c: studies.load_study(c, "zonnevaart"))
    assert study is not None
    chat.store.do(lambda c: studies.save_study(c, replace(study, closed_at=NOW)))

    assert "ligt er niet meer" in chat.presses("8", button(call, "Help keuren"), HOME)[-1][1].plain
