"""Erases a study with everybody's answers, after it was asked once more."""

from __future__ import annotations

from reisleider.bot.commands.command import Command, Nothing, Sure, read_nothing
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.commands.themselves import accounts_in, leave_none
from reisleider.flows.effects import Words
from reisleider.storage import studies


def _delete(asked: Asked, _: Nothing) -> None:
    study = asked.study
    asked.say("delete.done", {"study": Words(title_of(study, asked.language))})
    known = accounts_in(asked.c, study.id)
    studies.delete_study(asked.c, study.id)
    leave_none(asked.c, known)


COMMAND = Command("delete", 140, "lead", read_nothing, _delete, sure=Sure("delete.sure", "delete.button", "delete-now"))
