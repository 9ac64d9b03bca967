"""One turn of an interview: the reply goes through the engine, and what it brings about is kept and said.

Law: the answers, the position, the reminders and what is said back are one transaction, the caller's; nothing is sent
from here, and nothing a person said is logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.errands import LookAtLabels, Publish, ask_model_soon
from reisleider.bot.interviews.opening import turn_to_next
from reisleider.bot.interviews.question import show_on_question
from reisleider.bot.interviews.reminders import remind_later, set_reminders
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.interviews.speech import is_chat, say, tell_leads
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Effect, Erase, Heard, Notify, Remind
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address, Message, Said
from reisleider.renderers.chat.wording import label_of
from reisleider.storage import interviews, people
from reisleider.storage.store import Connection
from reisleider.storage.timers import is_set, set_timer

PAUSE = timedelta(minutes=1)  # after an interview ended; whoever ends meanwhile is in the same look


def take_turn(c: Connection, address: Address, interview: Interview, said: Said, now: datetime) -> Receipt:
    """Take a reply to the open question; returns how it was taken."""
    effects: Sequence[Effect]
    after, effects = engine.turn(script_of(c, interview), interview, said, now)
    if after is not interview:
        interviews.save_interview(c, interview, after)
    receipt, used = _receipt(effects, after), None
    if is_chat(address):
        pressed = said.kind == "press"
        effects, used = show_on_question(c, address, interview, after, effects, receipt, pressed, now)
    _carry_out(c, address, effects, after, now, used)
    return receipt


def expire(c: Connection, interview: Interview, address: Address, now: datetime) -> None:
    """End an interview that nobody went on with; what was told is kept as its consent says."""
    after, effects = engine.close(script_of(c, interview), interview, "expired", now)
    interviews.save_interview(c, interview, after)
    _carry_out(c, address, effects, after, now)


def _carry_out(
    c: Connection,
    address: Address,
    effects: Sequence[Effect],
    interview: Interview,
    now: datetime,
    used: Message | None = None,
) -> None:
    for effect in effects:
        if isinstance(effect, Erase):
            interviews.erase_interview(c, interview.id)
    say(c, address, effects, interview, now, used)
    set_reminders(c, address, interview, now)
    for effect in effects:
        if isinstance(effect, Remind):
            remind_later(c, interview, effect.days, now)
        elif isinstance(effect, Notify):
            tell_leads(c, interview.study, effect, now)
    if interview.ended:
        people.set_focus(c, address, None)
        if not is_set(c, LookAtLabels, interview.study):
            set_timer(c, LookAtLabels(interview.study), now + PAUSE)
        if is_chat(address):
            set_timer(c, Publish(interview.study), now)
            ask_model_soon(c, interview.study, now)
            turn_to_next(c, address, interview, now)


def _receipt(effects: Sequence[Effect], interview: Interview) -> Receipt:
    heard = next((effect for effect in effects if isinstance(effect, Heard)), None)
    if heard is None:
        return Receipt("accepted", interview=interview.id)
    label = label_of(heard.choice, interview.language) if heard.choice is not None else None
    return Receipt(heard.how, label, interview.id)
