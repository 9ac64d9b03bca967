"""A study's whole archive as a file, for whoever leads it alone."""

from __future__ import annotations

import json
from dataclasses import replace

from reisleider.bot.commands.answers import answer_in_private, look_of
from reisleider.bot.commands.command import Command, Look, Nothing, read_nothing
from reisleider.bot.commands.request import Asked
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Attachment, Message
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage.archive import export_study


def _find(look: Look, _: Nothing) -> Message:
    study = look.study.id
    data = (json.dumps(export_study(look.c, study), ensure_ascii=False, indent=1) + "\n").encode()
    file = Attachment(f"{study}.study.json", "application/json", data, study)
    return replace(word_notice(Notify("export.done"), look.language), attachments=(file,))


def _export(asked: Asked, wanted: Nothing) -> None:
    answer_in_private(asked, _find(look_of(asked), wanted))


COMMAND = Command("export", 90, "lead", read_nothing, _export, _find, file="always")
