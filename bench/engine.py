"""What a turn costs in the engine alone, and what loading and checking a script costs.

Run with ``make bench``. Targets: a turn at most 100 us median on the customer script, loading at most 20 ms.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.bot.demo.play import load_people
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.givens import givens_for
from reisleider.flows.dialogue import engine
from reisleider.flows.listening.reader import BRIEFLY
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import load_script, read_script, script_names
from reisleider.flows.words import cues, replies

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ROUNDS = 10
STUDY, PEOPLE = load_demo_study(), load_people()


def time_turns(name: str) -> list[float]:
    """Microseconds of every turn of the demo's people with this script: the best of some rounds, for a machine is
    at times busy with something else, and a turn costs the same each time."""
    rounds = [_time_round(name) for _ in range(ROUNDS)]
    return [min(turn) for turn in zip(*rounds, strict=True)]


def _time_round(name: str) -> list[float]:
    _forget_words()
    script = load_script(name)
    times: list[float] = []
    for person in PEOPLE:
        if person.track != name:
            continue
        interview, _ = engine.begin(
            script,
            id=person.name,
            study=STUDY.id,
            participant=person.name,
            language=person.language,
            givens=givens_for(STUDY, script, person.name),
            now=NOW,
        )
        for line in person.transcript.lines:
            if line.act is None or line.act.kind != "say":
                continue
            said = Said("text", text=line.act.text)
            began = time.perf_counter()
            interview, _ = engine.turn(script, interview, said, NOW)
            times.append((time.perf_counter() - began) * 1e6)
    return times


def _forget_words() -> None:
    """Empty what remembers typed words (the bounded caches), for other people type other words."""
    BRIEFLY.clear()
    for remembers in (*vars(replies).values(), *vars(cues).values()):
        if hasattr(remembers, "cache_clear") and remembers.cache_parameters()["maxsize"] is not None:
            remembers.cache_clear()


def time_loading(name: str) -> list[float]:
    """Milliseconds of reading, checking and compiling a script."""
    source = load_script(name).source
    times = []
    for _ in range(20):
        began = time.perf_counter()
        read_script(source, f"{name}.toml").machine  # noqa: B018 - compiling it is what is timed
        times.append((time.perf_counter() - began) * 1e3)
    return times


def main() -> None:
    """Print the table."""
    print(f"{'script':<12} {'turns':>6} {'median us':>10} {'p95 us':>8} {'load ms':>8}")
    for name in script_names():
        turns = sorted(time_turns(name))
        print(
            f"{name:<12} {len(turns):>6} {median(turns):>10.0f} {turns[int(len(turns) * 0.95)]:>8.0f} "
            f"{median(time_loading(name)):>8.1f}"
        )


if __name__ == "__main__":
    main()
