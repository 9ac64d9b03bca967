"""A lead who waits for a big study does not stare at nothing; a small one is simply answered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reisleider.bot.commands.carry_out import press, run_command
from reisleider.bot.commands.merge_review import KIND
from reisleider.bot.commands.proposal import proposals_of
from reisleider.bot.commands.request import Host
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.maps.publish import compile_study
from reisleider.flows.journey import Answer as Line
from reisleider.flows.journey import Givens, Interview, Participant
from reisleider.flows.messages import Address, Said, Update
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.progress import LONG, Progress
from reisleider.storage import chats, interviews, people, queues, studies
from reisleider.storage.chats import Draft
from reisleider.storage.operations import Answer
from reisleider.storage.store import Store

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEAD = ("telegram", "4242", "7")
CHAT = Address("telegram", "4242", "7")


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        yield store


def fill(store: Store, count: int) -> None:
    """A study with so many interviews in which one step was told."""
    step = Line(1, "steps", "i1", "gebeld", "gebeld", NOW)

    def write(c: object) -> None:
        studies.save_study(c, load_demo_study())
        studies.set_leads(c, "zonnevaart", (LEAD,))
        people.add_participant(c, Participant("p1", "zonnevaart", "customer", "nl", NOW))
        interviews.keep_script(c, "r1", "customer", load_script("customer").source)
        for number in range(count):
            one = Interview(
                f"i{number}",
                "zonnevaart",
                "p1",
                "customer",
                "customer",
                "r1",
                "nl",
                Givens(),
                "s",
                NOW,
                NOW,
                log=(step,),
            )
            interviews.add_interview(c, one)
        seen = Draft(KIND, {"study": "zonnevaart", "seen": [], "words": "gebeld", "other": "called"})
        chats.set_draft(c, CHAT, "7", seen, NOW)

    store.do(write)


def asks(store: Store, said: Said, language: str) -> str:
    """What the lead hears at once, before anything was looked up."""
    update = Update("k1", CHAT, "7", said, NOW, language=language)
    act = press if said.choice else run_command
    store.do(lambda c: act(c, update, Host(), NOW))
    heard = ""
    while rows := store.do(lambda c: queues.claim(c, NOW, 60, 9, ("telegram|4242",))):
        for row in rows:
            heard += store.do(lambda c, row=row: queues.operation_of(c, row.id)).message.plain
            store.do(lambda c, row=row: queues.sent(c, row.id, Answer(), NOW))
    return heard


SLOW = [
    Said("text", "status"),
    Said("press", choice="m-next:"),
    Said("press", choice="m-same:"),
    Said("press", choice="m-undo:"),
]


@pytest.mark.parametrize("said", SLOW, ids=lambda said: said.choice or said.text)
@pytest.mark.parametrize(("language", "words"), [("nl", "Dit is een groot onderzoek"), ("en", "This is a big study")])
def test_in_a_big_study_it_is_said_at_once_that_it_takes_a_moment(
    store: Store, said: Said, language: str, words: str
) -> None:
    fill(store, LONG)

    assert words in asks(store, said, language)


@pytest.mark.parametrize("said", SLOW, ids=lambda said: said.choice or said.text)
def test_in_a_small_study_the_answer_simply_comes(store: Store, said: Said) -> None:
    fill(store, LONG - 1)

    assert "groot onderzoek" not in asks(store, said, "nl")


@pytest.mark.parametrize("words", ["merge", "trace boeken", "compare 1 2", "map", "map preview"])
def test_what_is_compiled_says_at_once_that_it_is_on_its_way_however_small(store: Store, words: str) -> None:
    fill(store, 1)

    heard = asks(store, Said("text", words), "en")
    assert "moment" in heard


@pytest.mark.parametrize(
    "look",
    [
        lambda c, progress: proposals_of(c, "zonnevaart", progress),
        lambda c, progress: compile_study(c, "zonnevaart", NOW, progress=progress),
    ],
    ids=["merge", "map"],
)
def test_every_long_look_tells_how_far_it_is(store: Store, look: Callable[[object, Progress], object]) -> None:
    fill(store, 2)
    told: list[tuple[str, int, int]] = []

    store.look(lambda c: look(c, lambda *stage: told.append(stage)))
    assert told[:3] == [("read", 0, 2), ("read", 1, 2), ("read", 2, 2)]
    assert "merge" in [stage for stage, _, _ in told]


def test_a_look_at_the_terminal_holds_up_nobody_who_writes(store: Store) -> None:
    fill(store, 1)
    written = threading.Event()

    def write_meanwhile(_: object) -> bool:
        store.do(lambda c: studies.set_home(c, "zonnevaart", CHAT))
        written.set()
        return written.is_set()

    assert store.look(write_meanwhile)
