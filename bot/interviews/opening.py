"""Opens an interview in a chat, or asks its open question there once more.

Law: one conversation asks for one interview at a time; where another one turns to it, it says which study asks.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from reisleider.bot.interviews.givens import before_now, givens_for
from reisleider.bot.interviews.reminders import set_reminders
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.interviews.speech import say, say_which
from reisleider.flows.dialogue import engine
from reisleider.flows.faults import LanguageFault, StudyFault
from reisleider.flows.journey import Interview, Language, Participant, Study
from reisleider.flows.messages import Address
from reisleider.flows.scripts.script import Script
from reisleider.flows.synthesis.offered import labels_now
from reisleider.storage import chats, interviews, people, queues
from reisleider.storage.offering import offered_of
from reisleider.storage.overrides import overrides_of
from reisleider.storage.reading_model import model_of
from reisleider.storage.store import Connection


def spoken_in(study: Study, script: Script) -> tuple[Language, ...]:
    """The languages of a study that this interview is written in, the study's first first; all of them but where a
    study came from a program that speaks more."""
    return tuple(language for language in study.languages if language in script.title) or tuple(script.title)


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
    persona: str | None = None,
    timezone: str | None = None,
) -> None:
    """Begin this account's interview in the study, or ask the open question of the one that runs, at ``address``.

    ``id`` names a new interview where that must be known beforehand. Raises StudyFault where the study is closed
    or the script is no respondent's, LanguageFault where it, or this interview of it, does not speak this language.
    """
    if script.outline.held_for != "respondent":
        raise StudyFault(
            f"{script.id} is a talk with who leads or helps, and no interview; type kickoff, prioritise or init."
        )
    spoken = spoken_in(study, script)
    if language not in spoken:
        raise LanguageFault(f"The study {study.id} does not speak {language}; choose {' and '.join(spoken)}.")
    if study.closed_at is not None:
        raise StudyFault(f"The study {study.id} is closed; open another one.")
    participant = people.find_participant(c, study.id, script.track, address.platform, address.tenant, account)
    if participant is not None:
        running = interviews.latest_interview(c, study.id, participant.id, script.id)
        if running is not None and not running.ended:
            ask_again(c, running, address, account, now)
            return
    if participant is None:
        participant = Participant(_id(), study.id, script.track, language, now, persona, timezone)
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
        givens=givens_for(
            study,
            script,
            id,
            before_now(c, study, script),
            offered=labels_now(study, overrides_of(c, study.id), offered_of(c, study.id)),
            model_reads=model_of(c) is not None,
            persona=participant.persona,
        ),
        now=now,
    )
    interviews.add_interview(c, interview)
    _stand_at(c, interview, address, account, now)
    say(c, address, effects, interview, now)
    set_reminders(c, address, interview, now)


def ask_again(c: Connection, interview: Interview, address: Address, account: str, now: datetime) -> None:
    """Go on with a running interview at ``address``: its open question is put there once more."""
    _stand_at(c, interview, address, account, now)
    queues.drop_questions(c, address, interview.id)
    say(c, address, engine.ask_again(script_of(c, interview), interview), interview, now)


def turn_to(c: Connection, interview: Interview, address: Address, now: datetime) -> None:
    """This interview asks here from now on; where another one did, it is named before it says anything."""
    before = people.focus_of(c, address)
    people.set_focus(c, address, interview.id)
    if before not in (None, interview.id):
        say_which(c, address, interview, now)


def turn_to_next(c: Connection, address: Address, ended: Interview, now: datetime) -> None:
    """Another study that waited in this conversation has its turn, and says which one it is."""
    waiting = [id for id in chats.open_here(c, address) if id != ended.id]
    following = interviews.load_interview(c, waiting[0]) if waiting else None
    if following is None:
        return
    say_which(c, address, following, now)
    chat = chats.chat_of(c, following.id)
    ask_again(c, following, address, chat.account if chat is not None else "", now)


def _stand_at(c: Connection, interview: Interview, address: Address, account: str, now: datetime) -> None:
    turn_to(c, interview, address, now)
    chats.set_chat(c, interview.id, address, account)
    chats.set_back(c, address)


def _id() -> str:
    return secrets.token_hex(8)
