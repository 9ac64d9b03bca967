"""Killed at any moment, the database opens again with everything that was acknowledged, and nothing by halves."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from storage_samples import an_interview, seed

from reisleider.storage import interviews, queues
from reisleider.storage.store import Store

pytestmark = pytest.mark.crash

# Each reply is one transaction of an answer, an inbox key and an outbox row; its number is printed once it is kept.
WRITE = """
import asyncio, sys
from storage_samples import CHAT, NOW, said
from reisleider.flows.messages import Message, Span
from reisleider.storage import interviews, queues
from reisleider.storage.operations import Send
from reisleider.storage.store import Store

store = Store.open(sys.argv[1])
name = sys.argv[2]

def reply(id, number):
    def operation(c):
        before = interviews.load_interview(c, id)
        queues.take_in(c, f"{name}-{id}-{number}", NOW)
        interviews.save_interview(c, before, said(before, f"{name} {number}"))
        queues.enqueue(c, CHAT, Send(Message((Span(f"{name} {number}"),), interview=id)), NOW)
    return operation

async def talk(id):
    for number in range(100000):
        await store.run(reply(id, number))
        sys.stdout.write(f"{id} {name} {number}\\n")
        sys.stdout.flush()

async def main():
    await asyncio.gather(*(talk(f"i{n}") for n in range(3)))

asyncio.run(main())
"""


def run_and_kill(url: str, name: str, lines: int) -> set[str]:
    """Let a child write until it has acknowledged so many replies, kill it, and return all it acknowledged."""
    command = [sys.executable, "-c", WRITE, url, name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent) as child:
        acknowledged = [child.stdout.readline() for _ in range(lines)]
        child.kill()
        acknowledged += child.stdout.readlines()
        child.wait()
    return {line.strip() for line in acknowledged if line.endswith("\n")}


@pytest.mark.parametrize("chance", [1, 2, 3])
def test_kill_at_random_loses_nothing_acknowledged(url: str, chance: int) -> None:
    dice = random.Random(chance)
    with Store.open(url) as store:
        store.do(seed)
        for number in range(3):
            store.do(lambda c, n=number: interviews.add_interview(c, an_interview(f"i{n}")))
    acknowledged: set[str] = set()
    for life in range(6):
        acknowledged |= run_and_kill(url, f"life{life}", dice.randint(1, 60))
        with Store.open(url) as store:
            kept = store.do(lambda c: interviews.interviews(c, "holidays"))
            waiting = store.do(queues.waiting)
            keys = store.do(lambda c: c.exec_driver_sql("SELECT count(*) FROM inbox").scalar_one())
            sound = store.do(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar_one())
        said = {f"{one.id} {answer.verbatim}" for one in kept for answer in one.log}

        assert sound == "ok"
        assert acknowledged <= said
        assert len(said) == waiting == keys
        assert all([answer.seq for answer in one.log] == list(range(1, len(one.log) + 1)) for one in kept)
        assert all(one.turn == len(one.log) for one in kept)


def test_kill_while_the_first_tables_are_made_leaves_a_database_that_opens(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    script = "import sys; from storage.store import Store; print(flush=True); Store.open(sys.argv[1])"
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", script, url], stdout=subprocess.PIPE) as child:
            child.stdout.readline()
            child.kill()
            child.wait()
    with Store.open(url) as store:
        store.do(seed)
        store.do(lambda c: interviews.add_interview(c, an_interview()))

        assert store.do(lambda c: interviews.load_interview(c, "i1")) == an_interview()
