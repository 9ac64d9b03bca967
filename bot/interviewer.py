"""Carries an interview through storage: load, take the turn, save, put the words in the outbox; one transaction.

Law: synchronous, on the caller's connection; nothing is sent from here, and nothing a person said is logged.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.givens import givens_for
from bot.payloads import to_payload
from bot.receipts import Receipt
from flows import engine
from flows.effects import Effect, Erase, Heard, Remind
from flows.faults import LanguageFault, StudyFault
from flows.journey import Interview, Participant, Study
from flows.messages import Address, Message, Said
from flows.script import Script, read_script
from renderers import word
from renderers.wording import label_of
from storage import interviews, people, queues
from storage.store import Connection

REMINDER = "reminder"


@dataclass(frozen=True)
class Opened:
    """An interview that stands open in a chat, new or resumed."""

    interview: Interview
    resumed: bool


def open_interview(
    c: Connection,
    study: Study,
    script: Script,
    address: Address,
    account: str,
    language: str,
    now: datetime,
    *,
    id: str | None = None,
) -> Opened:
    """Begin this account's interview in the study, or ask the open question of the one that runs, at ``address``.

    ``id`` names a new interview where that must be known beforehand. Raises StudyFault where the study is closed,
    LanguageFault where it does not speak this language.
    """
    if language not in study.languages:
        spoken = " and ".join(study.languages)
        raise LanguageFault(f"The study {study.id} does not speak {language}; choose {spoken}.")
    if study.closed_at is not None:
        raise StudyFault(f"The study {study.id} is closed; open another one.")
    participant = people.find_participant(c, study.id, script.track, address.platform, address.tenant, account)
    if participant is not None:
        running = interviews.latest_interview(c, study.id, participant.id, script.id)
        if running is not None and not running.ended:
            people.set_focus(c, address, running.id)
            queues.drop_questions(c, address, running.id)
            revision = script_of(c, running)
            _say(c, address, engine.ask_again(revision, running), running, now)
            return Opened(running, resumed=True)
    if participant is None:
        participant = Participant(_id(), study.id, script.track, language, now)
        people.add_participant(c, participant)
        people.link_account(c, participant.id, address.platform, address.tenant, account)
    id = id or _id()
    interviews.keep_script(c, script.revision, script.id, script.source)
    interview, effects = engine.begin(
        script,
        id=id,
        study=study.id,
        participant=participant.id,
        language=language,
        givens=givens_for(study, script, id, interviews.interviews(c, study.id)),
        now=now,
    )
    interviews.add_interview(c, interview)
    people.set_focus(c, address, interview.id)
    _say(c, address, effects, interview, now)
    return Opened(interview, resumed=False)


def hear(c: Connection, address: Address, said: Said, now: datetime) -> Receipt:
    """Take one reply in a conversation: the turn, the answers, the position and what is said back, together."""
    id = said.interview or people.focus_of(c, address)
    interview = interviews.load_interview(c, id) if id is not None else None
    if interview is None:
        return Receipt("nowhere")
    after, effects = engine.turn(script_of(c, interview), interview, said, now)
    if after is not interview:
        interviews.save_interview(c, interview, after)
    _carry_out(c, address, effects, after, now)
    return _receipt(effects, after)


def script_of(c: Connection, interview: Interview) -> Script:
    """The script revision an interview began with. Raises StudyFault where the database lost it."""
    source = interviews.script_source(c, interview.revision)
    if source is None:
        raise StudyFault(f"Script revision {interview.revision} is missing from the database; restore a backup.")
    return compile_script(source, f"{interview.script}.toml")


@lru_cache(maxsize=64)
def compile_script(source: str, file: str) -> Script:
    """A compiled script, shared by all interviews of its revision."""
    return read_script(source, file)


def _carry_out(c: Connection, address: Address, effects: Sequence[Effect], interview: Interview, now: datetime) -> None:
    for effect in effects:
        if isinstance(effect, Remind):
            due = now + timedelta(days=effect.days)
            queues.set_timer(c, REMINDER, interview.id, interview.turn, due)
        elif isinstance(effect, Erase):
            interviews.erase_interview(c, interview.id)
    _say(c, address, effects, interview, now)
    if interview.ended:
        people.set_focus(c, address, None)


def _say(c: Connection, address: Address, effects: Sequence[Effect], interview: Interview, now: datetime) -> None:
    for message in word(effects, interview):
        post(c, address, message, now)


def post(c: Connection, address: Address, message: Message, now: datetime) -> int:
    """Put one message in the outbox of an address; returns its row."""
    return queues.enqueue(c, address, "send", to_payload(c, message), now)


def _receipt(effects: Sequence[Effect], interview: Interview) -> Receipt:
    heard = next((effect for effect in effects if isinstance(effect, Heard)), None)
    if heard is None:
        return Receipt("accepted", interview=interview.id)
    label = label_of(heard.choice, interview.language) if heard.choice is not None else None
    return Receipt(heard.how, label, interview.id)


def withdraw(c: Connection, interview: Interview, now: datetime) -> None:
    """Throw an interview away from outside: its answers go, its ending stays."""
    after, _ = engine.close(script_of(c, interview), interview, "withdrawn", now)
    interviews.save_interview(c, interview, replace(after, log=interview.log))
    interviews.erase_interview(c, interview.id)


def _id() -> str:
    return secrets.token_hex(8)
