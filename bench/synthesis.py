"""What compiling a map costs: time and memory from 1,000 to 10,000 interviews of 12 touchpoints.

Run with ``make bench``. Targets: 1,000 interviews with 1,500 wordings in 2 s, 10,000 with 6,000 in 25 s, at most 2.3
times the time for twice the work, under 500 MB.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.journey import Journey, Touchpoint
from reisleider.flows.synthesis.compile import compile_map

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SIZES = ((1000, 1500), (2000, 2270), (4000, 3430), (8000, 5190), (10000, 6000))
TOUCHPOINTS = 12
GOLD = Path(__file__).parent.parent / "tests" / "synthesis" / "gold"
ADDED = "snel rustig gisteren later weer toch lekker helaas eindelijk meteen thuis zelf samen vaak even".split()  # noqa: SIM905 - read as a sentence


def word_it(chance: random.Random, distinct: int) -> list[str]:
    """So many distinct wordings: those of the gold sets, with a word more, another order, or a slip."""
    known = [
        line.split("\t")[1]
        for name in ("webshop", "hospital", "software")
        for line in (GOLD / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    ]
    found: dict[str, None] = {}
    while len(found) < distinct:
        words = chance.choice(known)
        for _ in range(chance.randint(0, 2)):
            more = chance.choice(ADDED)
            words = f"{words} {more}" if chance.random() < 0.5 else f"{more} {words}"
        if chance.random() < 0.1:
            place = chance.randrange(len(words))
            words = words[:place] + words[place + 1 :]
        found[words] = None
    return list(found)


def tell(count: int, distinct: int) -> list[Journey]:
    """So many customers, each with twelve of the wordings and a face at each."""
    chance = random.Random(count)
    wordings = word_it(chance, distinct)
    phases = [phase.id for phase in load_demo_study().model.phases]
    return [
        Journey(
            interview=f"i{number:05}",
            study="s1",
            participant=f"p{number:05}",
            track="customer",
            language="nl",
            finished=True,
            began_at=NOW,
            ended_at=NOW,
            touchpoints=tuple(
                Touchpoint(f"t{at}", words, at, phase=phases[at * 9 // 12], emotion=chance.randint(-2, 2))
                for at, words in enumerate(chance.sample(wordings, TOUCHPOINTS))
            ),
        )
        for number in range(count)
    ]


def main() -> None:
    """Print the table."""
    study = replace(load_demo_study(), labels=())
    print("\n| interviews | wordings | touchpoints | seconds | times the one before | MB at most |")
    print("|---|---|---|---|---|---|")
    before = 0.0
    for count, distinct in SIZES:
        journeys = tell(count, distinct)
        began = time.perf_counter()
        told = compile_map(study, journeys, version=0, now=NOW)
        seconds = time.perf_counter() - began
        shown = sum(len(column.touchpoints) + column.hidden for column in told.columns)
        more = f"{seconds / before:.1f}" if before else ""
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"| {count} | {distinct} | {shown} | {seconds:.1f} | {more} | {memory} |", flush=True)
        before = seconds


if __name__ == "__main__":
    main()
