"""A model that reads along beside a running program: asked after an interview, about those who were told of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from running import config_for, running
from telegram_server import TelegramServer
from telegram_talks import prepare
from three_customers import STEPS, people_of, tells

sys.path.insert(0, str(Path(__file__).parents[1] / "models"))

from model_stand_in import CHAT, KEY, Answer, ModelStandIn, sends

WRONG = [[], [sends("nonsense")]]


@pytest.mark.parametrize("answers", WRONG, ids=["well", "wrongly"])
async def test_after_an_interview_the_model_is_asked_and_nobody_misses_it_where_it_fails(
    tmp_path: Path, logged: list[dict[str, object]], answers: list[Answer]
) -> None:
    file = tmp_path / "study.db"
    token = prepare(file)
    async with TelegramServer() as server, ModelStandIn() as model:
        model.answers = list(answers)
        model_settings = {
            "REISLEIDER_MODEL__URL": model.url,
            "REISLEIDER_MODEL__NAME": CHAT.name,
            "REISLEIDER_MODEL__KEY": KEY,
        }
        async with running(file, config_for(server, **model_settings), model=CHAT):
            await tells(server, people_of(server)[0], token, STEPS[0])
            await server.until(lambda: model.asked)
    events = [line["event"] for line in logged]

    assert ("model not used for now" in events) is bool(answers)
    assert [line for line in logged if line["event"] in ("timer failed", "timer not known")] == []
    assert KEY not in str(logged)
