"""Everything that is stored about whoever asks, as a file.

Law: it goes to that person alone, in private.
"""

from __future__ import annotations

import json
from dataclasses import replace

from reisleider.bot.commands.answers import answer_in_private, look_of
from reisleider.bot.commands.command import Command, Look, Nothing, Unclear, read_nothing
from reisleider.bot.commands.request import Asked
from reisleider.bot.commands.themselves import participations_of
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Attachment, Message
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage.actions import owned_by
from reisleider.storage.ballots import told_in_ballots
from reisleider.storage.belongings import belongings_of
from reisleider.storage.codec import dump
from reisleider.storage.comments import comments_by


def _find(look: Look, _: Nothing) -> Message:
    found = participations_of(look.c, look.about, look.account)
    about = None if look.about is None else look.about.id
    wrote = comments_by(look.c, look.account, about)
    weighed = told_in_ballots(look.c, look.account, about)
    owned = owned_by(look.c, look.account, about)
    if not found and not wrote and not weighed and not owned:
        raise Unclear("mydata.none", who=look.account[-1])
    told = [*(belongings_of(look.c, one) for one in found), *weighed]
    if wrote:
        told.append({"comments": [dump(one) for one in wrote]})
    if owned:
        told.append({"actions": [dump(one) for one in owned]})
    data = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    file = Attachment("mydata.json", "application/json", data, "mydata")
    return replace(word_notice(Notify("mydata.done"), look.language), attachments=(file,))


def _give(asked: Asked, wanted: Nothing) -> None:
    answer_in_private(asked, _find(look_of(asked), wanted))


COMMAND = Command("mydata", 160, "anybody", read_nothing, _give, _find, file="always", own_words=True)
