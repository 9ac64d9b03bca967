"""What a program holds in memory does not grow with the interviews that were held: only what has a bound is kept."""

from __future__ import annotations

import asyncio
import gc
import sys
from dataclasses import replace
from pathlib import Path

from reisleider.bot.demo.play import Room, load_people, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.storage import studies
from reisleider.storage.store import Store

FIRST, MORE = 4, 12  # whole interviews before it is looked at, and between the two looks
KEPT = 250  # objects that an interview may leave behind: its givens while they are among the latest; it was 800


def test_a_whole_interview_leaves_hardly_anything_behind(tmp_path: Path) -> None:
    study, person = load_demo_study(), next(one for one in load_people() if one.track == "customer")
    looks = []
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        store.do(lambda c: studies.save_study(c, study))
        for number in range(FIRST + MORE):
            if number == FIRST:
                looks.append(_held())
            asyncio.run(play(store, study, replace(person, name=f"somebody-{number}"), Room()))
        looks.append(_held())

    print((looks[1] - looks[0]) / MORE)
    assert (looks[1] - looks[0]) / MORE < KEPT


def _held() -> int:
    """How many pieces of memory Python has given out, without what is garbage."""
    gc.collect()
    return sys.getallocatedblocks()
