"""What a talk that is no interview says: beside what was chosen on the question before it, and another page of buttons.

Law: chooses nothing; what is to be said was decided, and in whose words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.question import show_on_question
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Effect, End, Heard
from reisleider.flows.journey import Interview
from reisleider.flows.messages import TURN, Address, Message, Said
from reisleider.renderers.chat.wording import label_of, word
from reisleider.storage import queues
from reisleider.storage.operations import Edit, Use
from reisleider.storage.store import Connection


def say_turn(
    c: Connection,
    address: Address,
    turned: tuple[Interview, Interview],
    effects: Sequence[Effect],
    receipt: Receipt,
    said: Said,
    now: datetime,
) -> None:
    """Show on the question what was chosen, and say the rest. ``turned``: the talk before and after."""
    before, after = turned
    rest: Sequence[Effect] = effects
    used: Message | None = None
    if platform_of(address.platform).lasting:
        rest, used = show_on_question(c, address, before, after, rest, receipt, said.kind == "press", now)
    for message in word([one for one in rest if not isinstance(one, End)], after):
        post(c, address, message, now, used=used)
        used = None
    question = None if used is None else queues.question_of(c, before.id, before.turn)
    if used is not None and question is not None and question.buttons:  # and nothing comes after it
        queues.enqueue(c, address, Use(replace(used, turn=None), question.row), now)


def show_page(
    c: Connection, address: Address, interview: Interview, asked: Sequence[Effect], said: Said, now: datetime
) -> Receipt:
    """Show another page of the open question's buttons (``asked``); an old question stays as it is."""
    page = str(said.choice).removeprefix(TURN)
    question = queues.question_of(c, interview.id, interview.turn)
    if question is None or said.turn != interview.turn or not page.isdecimal():
        return Receipt("stale", interview=interview.id)
    for message in word(asked, interview):
        queues.enqueue(c, address, Edit(replace(message, page=int(page)), question.row), now)
    return Receipt("accepted", interview=interview.id)


def receipt_of(effects: Sequence[Effect], interview: Interview) -> Receipt:
    """How a reply was taken, for who shows it on the button."""
    heard = next((one for one in effects if isinstance(one, Heard)), None)
    if heard is None:
        return Receipt("accepted", interview=interview.id)
    label = label_of(heard.choice, interview.language) if heard.choice is not None else None
    return Receipt(heard.how, label, interview.id)
