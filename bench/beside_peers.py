"""The product's turns beside those of other libraries that hold the same nine questions, in interleaved rounds.

Run with ``make bench-peers`` (or ``python bench/beside_peers.py FOLDER_OF_THEIR_PYTHON``). The peers (``bench/peers/``)
run in a Python of their own, pinned by a lock of their own; they keep each answer and where somebody stands, one commit
a turn. The product keeps more: the update's key, the answer, the position, counts, and the messages to be sent. Of
several rounds each way's best counts; CPU is of the whole process and says more than the clock on a busy machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import turns

HERE = Path(__file__).parent
ROUNDS, PEOPLE = 3, 64
PEERS = {
    "python-telegram-bot, SQLite": ("ptb_sqlite", PEOPLE),
    "aiogram, SQLite": ("aiogram_sqlite", PEOPLE),
    "Bot Framework, SQLite": ("botframework_sqlite", PEOPLE),
    "python-telegram-bot, pickles, 100 people": ("ptb_pickle", 100),
    "python-telegram-bot, pickles, 300 people": ("ptb_pickle", 300),
}
TOGETHER, ONE, BARE = "the product, 64 at once", "the product, one by one", "bare loop, the product's statements"


@dataclass(frozen=True)
class Best:
    """The best of the rounds: turns a second, and milliseconds of CPU a turn."""

    rate: float
    cpu: float


def run_peer(python: str, name: str, people: int) -> turns.Cost:
    """One round of a peer, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [python, "-W", "ignore", f"{HERE}/peers/{name}.py", folder, "--people", str(people)]
        told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if told.returncode:
        raise SystemExit(f"{name} ended with {told.returncode}: {told.stderr[-500:]}")
    return turns.Cost(**json.loads(told.stdout))


def measure(python: str, folder: Path) -> dict[str, Best]:
    """Every way, in rounds that take turns."""
    neutral = turns.everybody("nowhere")
    begun = turns.prepared(folder, "nowhere")
    statements = turns.record(begun, neutral)
    ways: dict[str, Callable[[], turns.Cost]] = {
        TOGETHER: lambda: turns.with_store(begun, turns.at_once, neutral),
        ONE: lambda: turns.with_store(begun, turns.one_by_one, neutral),
        BARE: lambda: turns.bare(turns.fresh(begun), statements, neutral),
        **{name: partial(run_peer, python, *peer) for name, peer in PEERS.items()},
    }
    costs: dict[str, list[turns.Cost]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            costs[name].append(way())
    return {
        name: Best(max(one.turns / one.seconds for one in several), min(one.cpu / one.turns for one in several) * 1e3)
        for name, several in costs.items()
    }


def main() -> None:
    """Print the table and the ratios."""
    if len(sys.argv) != 2:
        raise SystemExit("Say which Python has the peers: python bench/beside_peers.py .venv-peers/bin/python")
    with tempfile.TemporaryDirectory() as folder:
        found = measure(sys.argv[1], Path(folder))
    print(f"| way | turns/s | CPU ms a turn |\n|{'---|' * 3}")
    for name, best in found.items():
        print(f"| {name} | {best.rate:.0f} | {best.cpu:.2f} |")
    best_peer = max((name for name in PEERS if "pickles" not in name), key=lambda name: found[name].rate)
    pickles = found["python-telegram-bot, pickles, 300 people"].rate
    print(f"\n64 at once beside the best peer ({best_peer}): {found[TOGETHER].rate / found[best_peer].rate:.2f}x")
    print(f"one by one beside the best peer: {found[ONE].rate / found[best_peer].rate:.2f}x")
    print(f"64 at once beside the bare loop: {found[TOGETHER].rate / found[BARE].rate:.2f}x")
    print(f"one by one beside the bare loop: {found[ONE].rate / found[BARE].rate:.2f}x")
    print(f"64 at once beside stock pickles of 300 people: {found[TOGETHER].rate / pickles:.1f}x")


if __name__ == "__main__":
    main()
