"""Colleagues help to sort: what they may read, what they decide, and that it gives way to a lead."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from typing_in import tell_steps

from reisleider.bot.commands.carry_out import press, run_command
from reisleider.bot.commands.map.sort import take_label
from reisleider.bot.commands.request import Host
from reisleider.bot.commands.table import slow_work
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.messages import Address, Button, Message, Said, Update
from reisleider.storage import queues, studies, timers
from reisleider.storage.operations import Answer
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Store
from reisleider.storage.timers import job_of

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOME = "-100"
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


class Chat:
    """Two people and the bot: the lead 7 and the colleague 8. What somebody says is done at once, slow work too."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, NOW
        self.host = Host(names={"telegram": "reisleider_bot"})
        self._keys = count()

    def says(self, who: str, text: str, chat: str | None = None) -> list[tuple[str, Message]]:
        return self._does(who, Said("command", text), chat, lambda c, up: run_command(c, up, self.host, self.now))

    def presses(self, who: str, button: Button, chat: str | None = None) -> list[tuple[str, Message]]:
        said = Said("press", choice=button.id)
        return self._does(who, said, chat, lambda c, up: press(c, up, self.host, self.now))

    def names(self, who: str, text: str) -> list[tuple[str, Message]]:
        return self._does(who, Said("text", text), None, lambda c, up: take_label(c, up, self.host, self.now))

    def _does(self, who: str, said: Said, chat: str | None, take: object) -> list[tuple[str, Message]]:
        self.now += timedelta(seconds=1)
        address = Address("telegram", "4242", chat or who)
        update = Update(str(next(self._keys)), address, who, said, self.now, chat is None, "nl")
        self.store.do(lambda c: take(c, update))  # type: ignore[operator]
        works = {work.job.kind: work for work in slow_work()}
        for timer in self.store.do(lambda c: timers.coming_timers(c, 9)):
            if timer.due_at > self.now:
                break
            work = works[timer.kind]
            asyncio.run(work.do(self.store, timer, job_of(timer, work.job), self.now))
        heard = []
        while found := self.store.do(lambda c: queues.claim(c, self.now, 60, 9, ("telegram|4242",))):
            for row in found:
                operation = self.store.do(lambda c, row=row: queues.operation_of(c, row.id))
                heard.append((row.address.chat, operation.message))
                self.store.do(lambda c, row=row: queues.sent(c, row.id, Answer(), self.now))
        return heard

    def decided(self) -> Sequence[Override]:
        return self.store.do(lambda c: overrides_of(c, "zonnevaart"))


def button(message: Message, label: str) -> Button:
    return next(one for one in message.buttons if one.label == label)


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
