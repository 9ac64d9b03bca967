"""Customers who were told of a model, and a server that stands in for it."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from model_stand_in import CHAT, ModelStandIn

from reisleider.bot.demo.play import Room, load_people, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.storage import studies
from reisleider.storage.store import Store

BEFORE, SINCE = slice(0, 1), slice(1, 4)
"""Of the demo's people: who told before the model was there, and who since."""


async def _tell(file: Path) -> None:
    study = load_demo_study()
    for people, model in ((load_people()[BEFORE], None), (load_people()[SINCE], CHAT)):
        with Store.open(f"sqlite:///{file}", model=model) as store:
            await store.run(lambda c: studies.save_study(c, study))
            for person in people:
                await play(store, study, person, Room())
    few = replace(study, labels=tuple(replace(one, aliases=()) for one in study.labels[:4]))
    with Store.open(f"sqlite:///{file}") as store:  # most of what was told stands under no label
        await store.run(lambda c: studies.save_study(c, few))


@pytest.fixture(scope="session")
def _told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("told") / "study.db"
    asyncio.run(_tell(file))
    return file


@pytest.fixture
def told(_told_once: Path, tmp_path: Path) -> Path:
    """A database in which four customers told everything, three of them while a model read along; this test's own."""
    return Path(shutil.copy(_told_once, tmp_path / "study.db"))


@pytest.fixture
def store(told: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{told}", model=CHAT) as opened:
        yield opened


@pytest.fixture
async def server() -> AsyncIterator[ModelStandIn]:
    async with ModelStandIn() as one:
        yield one
