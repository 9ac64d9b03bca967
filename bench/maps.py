"""What a map costs from the database on: everybody's interview read, folded, brought together and told.

Run with ``make bench``. Targets: 1,000 interviews in 3 s of CPU, and again after ten new ones in 0.5 s; at most 2.2
times for twice as many. Interviews are those of the demo's customers, with the wordings of many.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

from synthesis import word_it

from reisleider.bot.demo.play import Room, load_people, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.maps.publish import compile_study
from reisleider.flows.journey import Interview, Participant
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection, Store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIZES = ((500, 950), (1000, 1500), (2000, 2270))
NEW = 10
STUDY = replace(load_demo_study(), keep_until=NOW.date() + timedelta(days=400))


def told_once() -> tuple[Interview, ...]:
    """The interviews of the demo's customers, as they were told."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/once.db") as store:
        store.do(lambda c: studies.save_study(c, STUDY))
        for person in load_people():
            if person.track == "customer":
                asyncio.run(play(store, STUDY, person, Room()))
        return tuple(one for one in store.do(lambda c: interviews.interviews(c, STUDY.id)) if one.log)


def another(model: Interview, number: int, wordings: list[str], chance: random.Random) -> Interview:
    """The same interview told by somebody else, who names each touchpoint in their own words."""
    lists = load_script(model.script).lists
    log = tuple(
        replace(one, value=(words := chance.choice(wordings)), verbatim=words)
        if one.kind == "answer" and one.step in lists and isinstance(one.value, str)
        else one
        for one in model.log
    )
    return replace(model, id=f"i{number:05}", participant=f"p{number:05}", log=log)


def add(c: Connection, models: tuple[Interview, ...], numbers: range, wordings: list[str]) -> None:
    """So many more told."""
    script, chance = load_script("customer"), random.Random(numbers.start)
    interviews.keep_script(c, script.revision, script.id, script.source)
    for number in numbers:
        told = another(models[number % len(models)], number, wordings, chance)
        people.add_participant(c, Participant(told.participant, STUDY.id, "customer", told.language, NOW))
        interviews.add_interview(c, told)


def compiling(store: Store) -> float:
    """Seconds of CPU for one preview."""
    began = time.process_time()
    store.look(lambda c: compile_study(c, STUDY.id, NOW))
    return time.process_time() - began


def main() -> None:
    """Print the table."""
    models = told_once()
    print(f"\n{'interviews':>10} {'wordings':>9} {'CPU s':>7} {'again':>7} {f'{NEW} new':>7} {'times':>6}")
    before = 0.0
    for count, distinct in SIZES:
        wordings = word_it(random.Random(count), distinct)
        with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/maps.db") as store:
            store.do(lambda c: studies.save_study(c, STUDY))
            store.do(lambda c, many=range(count), words=wordings: add(c, models, many, words))
            first, again = compiling(store), compiling(store)
            store.do(lambda c, many=range(count, count + NEW), words=wordings: add(c, models, many, words))
            more = compiling(store)
        times = f"{first / before:.1f}" if before else ""
        print(f"{count:>10} {distinct:>9} {first:>7.2f} {again:>7.2f} {more:>7.2f} {times:>6}", flush=True)
        before = first


if __name__ == "__main__":
    main()
