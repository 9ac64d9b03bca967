"""What the tests of the chat platforms need."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

os.environ.setdefault(
    "PTB_TIMEDELTA", "true"
)  # as python-telegram-bot will have it; else it warns of that at every 429

import structlog
from slack_server import SlackServer
from telegram_server import TelegramServer
from telling import OPEN, STEPS
from two_databases import FILE, SERVER

TOKENS = (
    "4242:TEST",
    "TEST-token_for_tests",
    "xoxb-TEST",
    "xapp-TEST",
    "TEST-signing-secret",
    "right-secret-for-tests",
)
TYPED = (*OPEN.values(), *(words for steps in STEPS.values() for words in steps), "klantreis@zonnevaart.example")


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A server that speaks the Bot API."""
    async with TelegramServer() as one:
        yield one


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """A server that speaks Slack's API."""
    async with SlackServer() as one:
        yield one


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test's own database is."""
    return tmp_path / "study.db"


@pytest.fixture(params=[FILE, SERVER])
def anywhere(request: pytest.FixtureRequest) -> Path | str:
    """Where a test's own database is: a file, then the address of one on a server."""
    there: Path | str = request.getfixturevalue("file" if request.param == FILE else "url_there")
    return there


@pytest.fixture(scope="session")
def _told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from three_customers import tell_three

    file = tmp_path_factory.mktemp("told") / "study.db"
    asyncio.run(tell_three(file))
    return file


@pytest.fixture
def told(_told_once: Path, tmp_path: Path) -> Path:
    """A database in which three customers told everything; this test's own."""
    return Path(shutil.copy(_told_once, tmp_path / "study.db"))


@pytest.fixture(autouse=True)
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[list[dict[str, object]]]:
    """Every line that is logged, ours and the libraries': none holds a token or what somebody said."""
    lines: list[dict[str, object]] = []

    def keep(_: object, __: str, event: dict[str, object]) -> str:
        lines.append(dict(event))
        raise structlog.DropEvent

    structlog.configure(processors=[keep])
    yield lines
    structlog.reset_defaults()
    told = "\n".join([*map(str, lines), *(one.getMessage() for one in caplog.records if one.levelname != "DEBUG")])
    assert [word for word in (*TOKENS, *TYPED) if word in told] == []
