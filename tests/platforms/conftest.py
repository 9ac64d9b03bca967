"""What the tests of the chat platforms need."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

os.environ.setdefault(
    "PTB_TIMEDELTA", "true"
)  # as python-telegram-bot will have it; else it warns of that at every 429

from bot import interviewer


@pytest.fixture(autouse=True)
def _quick_bursts(monkeypatch: pytest.MonkeyPatch) -> None:
    """People here write at once what they write together."""
    monkeypatch.setattr(interviewer, "BURST", timedelta(milliseconds=40))
