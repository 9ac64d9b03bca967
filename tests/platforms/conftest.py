"""What the tests of the chat platforms need."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

os.environ.setdefault(
    "PTB_TIMEDELTA", "true"
)  # as python-telegram-bot will have it; else it warns of that at every 429

import structlog
from telling import OPEN, STEPS

from bot import interviewer

TOKENS = (
    "4242:TEST",
    "TEST-token_for_tests",
    "xoxb-TEST",
    "xapp-TEST",
    "TEST-signing-secret",
    "right-secret-for-tests",
)
TYPED = (*OPEN.values(), *(words for steps in STEPS.values() for words in steps), "klantreis@zonnevaart.example")


@pytest.fixture(autouse=True)
def _quick_bursts(monkeypatch: pytest.MonkeyPatch) -> None:
    """People here write at once what they write together."""
    monkeypatch.setattr(interviewer, "BURST", timedelta(milliseconds=40))


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
