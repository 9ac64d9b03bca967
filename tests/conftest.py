"""What many tests need: a study, a fixed time, a person to interview."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from reisleider.flows.journey import Study


@pytest.fixture(name="now")
def _now() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(name="study")
def _study(now: datetime) -> Study:
    from importlib import resources

    from reisleider.bot.studies.study_file import read_study

    text = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
    return read_study(text, "study.toml", now)
