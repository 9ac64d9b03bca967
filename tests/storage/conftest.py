"""A database per test, copied from one that was migrated once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from two_databases import FILE, SERVER

from reisleider.storage.store import Store


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database that nobody writes to."""
    file = tmp_path_factory.mktemp("blank") / "blank.db"
    Store.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def file(tmp_path: Path, blank: Path) -> Path:
    """A migrated, empty database of this test's own."""
    return Path(shutil.copy(blank, tmp_path / "study.db"))


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture(params=[FILE, SERVER])
def anywhere(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database of this test's own: in a file, then on a server."""
    there: str = request.getfixturevalue("url" if request.param == FILE else "url_there")
    return there


@pytest.fixture
def store(anywhere: str) -> Iterator[Store]:
    with Store.open(anywhere) as opened:
        yield opened


@pytest.fixture(scope="module", params=[FILE, SERVER])
def store_of_all(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for all the examples of a test, which each begin by emptying it."""
    if request.param == FILE:
        copied = shutil.copy(request.getfixturevalue("blank"), tmp_path_factory.mktemp("all") / "study.db")
        url = f"sqlite:///{copied}"
    else:
        postgres = request.getfixturevalue("postgres")
        url = postgres.url(postgres.database(request.getfixturevalue("blank_there")))
    with Store.open(url) as opened:
        yield opened
