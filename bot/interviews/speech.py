"""What an interview says: its effects worded, and put in the outbox of the chat it takes place in.

Law: every word an interview says goes through here, just after the person's own picture where one is owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.platform import platform_of, private_chat
from reisleider.bot.interviews.own_map import owe_own
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Effect, Notify
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address, Message
from reisleider.renderers.chat.wording import word, word_notice
from reisleider.storage import queues, studies
from reisleider.storage.operations import Use
from reisleider.storage.store import Connection


def is_chat(address: Address) -> bool:
    """Whether people there write in bursts, fall silent, and press buttons that stay."""
    return platform_of(address.platform).lasting


def say(
    c: Connection,
    address: Address,
    effects: Sequence[Effect],
    interview: Interview,
    now: datetime,
    used: Message | None = None,
) -> None:
    """Put what these effects say in the outbox of an address. ``used``: what is written first on the question that was
    answered, at whose turn."""
    owe_own(c, address, effects, interview, now)
    messages = word(effects, interview)
    for message in messages:
        post(c, address, message, now, used=used)
        used = None
    if used is None or used.interview is None or used.turn is None:
        return
    question = queues.question_of(c, used.interview, used.turn)
    if question is not None and question.buttons:  # and nothing comes after it
        queues.enqueue(c, address, Use(replace(used, turn=None), question.row), now)


def say_which(c: Connection, address: Address, interview: Interview, now: datetime) -> None:
    """Name the study that asks from now on."""
    study = studies.load_study(c, interview.study)
    if study is not None:
        notice = Notify("study.asking", {"study": study.title, "organisation": study.organisation})
        post(c, address, replace(word_notice(notice, interview.language), interview=interview.id), now)


def tell_leads(c: Connection, id: str, notice: Notify, now: datetime) -> None:
    """Tell every lead of a study something, each in a chat of their own."""
    study = studies.load_study(c, id)
    if study is None:
        return
    language = study.languages[0]
    told = Notify(notice.key, {"study": study.title, **notice.slots})
    for platform, tenant, account in studies.leads_of(c, study.id):
        post(c, private_chat(platform, tenant, account), word_notice(told, language), now)
