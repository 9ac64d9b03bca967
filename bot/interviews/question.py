"""The question as it stands in the chat: its buttons used up, its ticks shown, its pages turned.

Law: a question that was answered keeps its place and says what was chosen; an old one stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.revisions import script_of
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask, Effect, Heard
from reisleider.flows.journey import Interview
from reisleider.flows.messages import TURN, Address, Message, Said, Span
from reisleider.flows.questions import type_of
from reisleider.renderers.chat.wording import label_of, word
from reisleider.storage import queues
from reisleider.storage.operations import Edit
from reisleider.storage.store import Connection


def turn_page(c: Connection, address: Address, interview: Interview, said: Said, now: datetime) -> Receipt:
    """Show another page of the open question's buttons; an old question stays as it is."""
    question = queues.question_of(c, interview.id, interview.turn)
    page = str(said.choice).removeprefix(TURN)
    if question is None or interview.ended or said.turn != interview.turn or not page.isdecimal():
        return Receipt("stale", interview=interview.id)
    for message in word(engine.ask_again(script_of(c, interview), interview), interview):
        queues.enqueue(c, address, Edit(replace(message, page=int(page)), question.row), now)
    return Receipt("accepted", interview=interview.id)


def show_on_question(
    c: Connection,
    address: Address,
    before: Interview,
    after: Interview,
    effects: Sequence[Effect],
    receipt: Receipt,
    pressed: bool,
    now: datetime,
) -> tuple[Sequence[Effect], Message | None]:
    """What is still to be said, and what is written on the question before that: what was chosen, in the place of its
    buttons; one more tick in a list of choices changes the question in place."""
    if after.turn == before.turn:
        return effects, None
    asked = next((one for one in reversed(effects) if isinstance(one, Ask)), None)
    if pressed and asked is not None and asked.ticks and after.aside is None and asked.step == before.state:
        question = queues.question_of(c, before.id, before.turn)
        if question is not None and question.buttons:
            for message in word(tuple(one for one in effects if not isinstance(one, Heard)), after):
                queues.enqueue(c, address, Edit(replace(message, interview=after.id), question.row), now)
            return (), None
    if receipt.how != "accepted":
        return effects, None
    chosen = ", ".join(_ticked(c, before)) or receipt.label
    text = () if chosen is None else (Span(f"\n✓ {chosen}"),)
    return effects, Message(text, interview=before.id, turn=before.turn, language=after.language)


def _ticked(c: Connection, interview: Interview) -> tuple[str, ...]:
    """What is ticked in the open question, where that is a list of which several can be chosen."""
    script = script_of(c, interview)
    if interview.state not in script.places or not type_of(script.step(interview.state).kind).ticks:
        return ()
    asked = (one for one in engine.ask_again(script, interview) if isinstance(one, Ask))
    return tuple(label_of(choice, interview.language) for one in asked for choice in one.choices if choice.chosen)
