"""A study's whole archive as a file, for whoever leads it alone.

Law: who keeps the database gets all of it; in a chat a lead gets it without the accounts of those who told, for people
were promised that nobody is named.
"""

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
    return _archive(look, accounts=True)


def _archive(look: Look, *, accounts: bool) -> Message:
    study = look.study.id
    told = export_study(look.c, study, accounts=accounts)
    data = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    file = Attachment(f"{study}.study.json", "application/json", data, study)
    return replace(word_notice(Notify("export.done"), look.language), attachments=(file,))


def _export(asked: Asked, _: Nothing) -> None:
    answer_in_private(asked, _archive(look_of(asked), accounts=False))


COMMAND = Command("export", 90, "lead", read_nothing, _export, _find, file="always", own_words=True)
