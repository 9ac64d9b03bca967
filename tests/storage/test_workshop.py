"""Long maps are compiled in a process of their own: the same map, and none is lost when that process dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from demo_people import perform
from storage_samples import NOW
from structlog.testing import capture_logs
from typing_in import STUDY
from waiting import until

from reisleider.bot.maps.publish import Compiled, compile_study, publish_map
from reisleider.bot.maps.workshop import Workshop, lend
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.faults import StorageFault
from reisleider.storage import ledgers, people, versions
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Store

ID = "zonnevaart"
TOLD = tuple(f"customer-{number:02}" for number in range(1, 7))
ASKS = """
import sys
from pathlib import Path
from reisleider.bot.maps.workshop import Workshop
from reisleider.storage.store import Store

store = Store.open(sys.argv[1])
workshop = Workshop(store.second_place(), many=1)
print(workshop.ask("nothing", None), workshop.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture(name="store")
def _told(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        perform(store, read_study(STUDY, "study.toml", NOW), TOLD)
        yield store


@pytest.fixture(name="workshop")
def _lent(store: Store) -> Iterator[Workshop]:
    workshop = Workshop(store.second_place(), many=len(TOLD))
    yield workshop
    workshop.close()


def compiled(store: Store) -> Compiled:
    return store.look(lambda c: compile_study(c, ID, NOW))


def shown(one: Compiled) -> dict[str, Any]:
    """All that a map shows and enters, as it is kept."""
    ledger = one.ledger if isinstance(one.ledger, str) else ledgers.written(one.ledger)
    whose = [(told.participant, told.track, told.finished, bool(told.touchpoints)) for told in one.journeys]
    rest = replace(one, journeys=(), ledger=None)
    return {"map": rest, "ledger": json.loads(ledger), "whose": whose}


def test_a_map_made_in_the_process_is_the_one_made_here(store: Store, workshop: Workshop) -> None:
    here = shown(compiled(store))
    lend(store, workshop)
    there = compiled(store)

    assert workshop.pid is not None
    assert shown(there) == here
    assert not any(one.remarks or one.touchpoints[0].words for one in there.journeys)


def test_what_it_made_is_published_and_entered(store: Store, workshop: Workshop) -> None:
    here = compiled(store)
    lend(store, workshop)
    told = store.do(lambda c: publish_map(c, compiled(store), NOW))

    assert told.journey_map.version == 1
    assert store.look(lambda c: ledgers.ledger_of(c, ID)) == here.ledger
    last = store.look(lambda c: versions.latest_version(c, ID, None))
    assert last.respondents == tuple(sorted(one.participant for one in here.journeys))


def test_a_small_study_needs_no_process(store: Store) -> None:
    workshop = Workshop(store.second_place(), many=len(TOLD) + 1)
    lend(store, workshop)
    compiled(store)

    assert workshop.pid is None


def test_a_process_that_dies_is_told_and_the_map_made_here(store: Store, workshop: Workshop) -> None:
    here = shown(compiled(store))
    lend(store, workshop)
    compiled(store)
    first = workshop.pid
    os.kill(first, signal.SIGKILL)
    with capture_logs() as logs:
        again = compiled(store)

    assert shown(again) == here
    assert [one["log_level"] for one in logs if "compiled here" in one["event"]] == ["warning"]
    compiled(store)
    assert workshop.pid not in (None, first)


def test_what_cannot_be_made_there_is_told_here(store: Store, workshop: Workshop) -> None:
    lend(store, workshop)

    assert workshop.ask("no-such-study", NOW) == []
    assert compiled(store).journey_map.study == ID


def test_who_was_forgotten_is_on_no_map_that_it_makes(store: Store, workshop: Workshop) -> None:
    lend(store, workshop)
    compiled(store)
    gone = store.look(lambda c: people.load_participant(c, TOLD[1]))
    store.do(lambda c: forget_participant(c, gone, NOW))

    assert TOLD[1] not in {one.participant for one in compiled(store).journeys}


def test_it_ends_with_what_it_remembered_when_something_is_forgotten(store: Store, workshop: Workshop) -> None:
    lend(store, workshop)
    compiled(store)
    pid = workshop.pid
    gone = store.look(lambda c: people.load_participant(c, TOLD[1]))
    store.do(lambda c: forget_participant(c, gone, NOW))

    assert workshop.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert len(compiled(store).journeys) == len(TOLD) - 1


async def test_it_ends_when_nothing_is_asked_of_it(store: Store) -> None:
    workshop = Workshop(store.second_place(), many=1, idle=0.0)
    lend(store, workshop)
    compiled(store)

    await until(lambda: workshop.pid is None)


def test_a_program_that_ends_makes_no_map(store: Store, workshop: Workshop) -> None:
    lend(store, workshop)
    compiled(store)
    workshop.close()

    assert workshop.pid is None
    with pytest.raises(StorageFault):
        compiled(store)


def killed(store: Store) -> int:
    """The process of a program that was killed."""
    asks = [sys.executable, "-c", ASKS, f"sqlite:///{store.file}"]
    with subprocess.Popen(asks, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        pid = int(program.stdout.readline().split()[-1])
        program.kill()
    return pid


async def test_it_ends_with_the_program_however_that_ends(store: Store) -> None:
    pid = killed(store)

    def gone() -> bool:
        try:
            return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        except FileNotFoundError:
            return True

    await until(gone)
