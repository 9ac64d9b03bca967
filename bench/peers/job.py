"""What every peer does: ask nine questions of many people, keep each answer and where each of them stands.

Law: on disk before a turn is over, flushed as the product flushes; nothing is sent over a network. What a peer's own
documents recommend is done; nothing that its users would not do is done to it, for or against.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

QUESTIONS = (
    "Waar begon het mee?",
    "Wat deed je daarna?",
    "Hoe voelde dat?",
    "Wat gebeurde er toen precies?",
    "Waar was dat?",
    "Hoe belangrijk was dat voor je?",
    "Wat had je liever gehad?",
    "Is het gelukt?",
    "Mogen we je woorden zonder naam aanhalen?",
)
ANSWERS = (
    "Mijn fiets was stuk en ik zocht een maker",
    "Gebeld met de winkel om de hoek",
    "Fijn",
    "Ze zeiden meteen dat ik langs kon komen",
    "Aan de telefoon",
    "4",
    "Dat het op de site had gestaan",
    "Ja",
    "Ja, dat is goed",
)
THANKS = "Dank je wel!"
TABLES = """
CREATE TABLE answers (person INTEGER, question INTEGER, said TEXT, PRIMARY KEY (person, question)) WITHOUT ROWID;
CREATE TABLE stands (person TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
"""


def open_store(folder: Path) -> sqlite3.Connection:
    """A new database, with the product's own settings: a write-ahead log, flushed at every commit."""
    connection = sqlite3.connect(folder / "peer.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(TABLES)
    return connection


def keep_answer(store: sqlite3.Connection, person: int, question: int, said: str) -> None:
    """Keep what was said, in the transaction that runs."""
    store.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (person, question, said))


def keep_state(store: sqlite3.Connection, person: str, state: str) -> None:
    """Keep where somebody stands, in the transaction that runs."""
    store.execute("INSERT OR REPLACE INTO stands VALUES (?, ?)", (person, state))


def asked() -> argparse.Namespace:
    """What a peer is run with: in which folder, and of how many people."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=64)
    return parser.parse_args()


def turns(people: int) -> Iterator[tuple[int, int, str]]:
    """Who says what at which question: everybody's first answer, then everybody's second."""
    for question, answer in enumerate(ANSWERS):
        for person in range(people):
            yield person, question, answer


async def measure(
    people: int, begin: Callable[[int], Awaitable[None]], take: Callable[[int, int, str], Awaitable[None]]
) -> None:
    """Let everybody begin, then time every turn, one after another, and print what it took as JSON."""
    for person in range(people):
        await begin(person)
    began, cpu = time.perf_counter(), time.process_time()
    count = 0
    for person, question, answer in turns(people):
        await take(person, question, answer)
        count += 1
    print(
        json.dumps({"turns": count, "seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}),
        flush=True,
    )


def check_answers(store: sqlite3.Connection, people: int) -> None:
    """Nothing may be missing: what is not kept costs nothing."""
    (kept,) = store.execute("SELECT count(*) FROM answers").fetchone()
    if kept != people * len(QUESTIONS):
        raise SystemExit(
            f"{kept} answers of {people * len(QUESTIONS)} were kept; what is measured is not what it says."
        )
