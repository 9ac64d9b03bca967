"""Lets nobody new into a study; who is under way can finish."""

from __future__ import annotations

from dataclasses import replace

from reisleider.bot.commands.command import Command, Nothing, read_nothing
from reisleider.bot.commands.request import Asked, title_of
from reisleider.flows.effects import Words
from reisleider.storage import studies


def _close(asked: Asked, _: Nothing) -> None:
    study = asked.study
    if study.closed_at is None:
        studies.save_study(asked.c, replace(study, closed_at=asked.now))
    asked.say("close.done", {"study": Words(title_of(study, asked.language))})


COMMAND = Command("close", 130, "lead", read_nothing, _close)
