"""What many tests need: a study, a fixed time, a person to interview."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from reisleider.flows.journey import Study

if TYPE_CHECKING:
    from own_server import OwnServer


@pytest.fixture(scope="session", name="postgres")
def _postgres() -> Iterator[OwnServer]:
    """A PostgreSQL server, started where a test asks for it."""
    from own_server import own_server

    with own_server() as started:
        yield started


@pytest.fixture(scope="session", name="blank_there")
def _blank_there(postgres: OwnServer) -> str:
    """The name of a migrated, empty database on the server that nobody writes to."""
    from reisleider.storage.store import Store

    name = postgres.database()
    Store.open(postgres.url(name)).close()
    return name


@pytest.fixture(name="url_there")
def _url_there(postgres: OwnServer, blank_there: str) -> Iterator[str]:
    """A migrated, empty database on the server, of this test's own."""
    name = postgres.database(blank_there)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(name="now")
def _now() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(name="study")
def _study(now: datetime) -> Study:
    from importlib import resources

    from reisleider.bot.studies.study_file import read_study

    text = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
    return read_study(text, "study.toml", now)
