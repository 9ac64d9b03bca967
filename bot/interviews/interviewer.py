"""Carries an interview through storage: load, take the turn, save, put the words in the outbox; one transaction.

Law: synchronous, on the caller's connection; nothing is sent from here, and nothing a person said is logged.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.interviews.own_map import owe_own
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.outbox.pack import pack
from reisleider.bot.outbox.payload import to_payload
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask, Effect, Erase, Heard, Notify, Remind
from reisleider.flows.faults import LanguageFault, StudyFault
from reisleider.flows.journey import Interview, Participant, Study
from reisleider.flows.messages import TURN, Address, Message, Said, Span
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import Script
from reisleider.renderers.chat.wording import label_of, word, word_notice
from reisleider.storage import chats, interviews, people, queues, studies
from reisleider.storage.store import Connection

TIMERS = ("later", "reminder", "reminder-last", "expiry", "settle")
FIRST_NUDGE, LAST_NUDGE, EXPIRY = timedelta(days=1), timedelta(days=3), timedelta(days=14)
BURST = timedelta(seconds=1.5)  # messages this close together answer one open question
CHATS = ("telegram", "slack")  # where people write in bursts, fall silent, and press buttons that stay


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
    persona: str | None = None,
    timezone: str | None = None,
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
            ask_again(c, running, address, account, now)
            return Opened(running, resumed=True)
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
        givens=givens_for(study, script, id, interviews.interviews(c, study.id)),
        now=now,
    )
    interviews.add_interview(c, interview)
    _stand_at(c, interview, address, account, now)
    _say(c, address, effects, interview, now)
    _set_timers(c, address, interview, now)
    return Opened(interview, resumed=False)


def ask_again(c: Connection, interview: Interview, address: Address, account: str, now: datetime) -> None:
    """Go on with a running interview at ``address``: its open question is put there once more."""
    _stand_at(c, interview, address, account, now)
    queues.drop_questions(c, address, interview.id)
    _say(c, address, engine.ask_again(script_of(c, interview), interview), interview, now)


def _stand_at(c: Connection, interview: Interview, address: Address, account: str, now: datetime) -> None:
    _turn_to(c, interview, address, now)
    chats.set_chat(c, interview.id, address, account)
    chats.set_back(c, address)


def _turn_to(c: Connection, interview: Interview, address: Address, now: datetime) -> None:
    """This interview asks here from now on; where another one did, it is named before it says anything."""
    before = people.focus_of(c, address)
    people.set_focus(c, address, interview.id)
    if before not in (None, interview.id):
        say_which(c, address, interview, now)


def hear(c: Connection, address: Address, said: Said, now: datetime) -> Receipt:
    """Take one reply in a conversation: the turn, the answers, the position and what is said back, together."""
    interview = _meant(c, address, said, now)
    if interview is None:
        return Receipt("nowhere")
    if said.kind == "press" and (said.choice or "").startswith(TURN):
        return _turn_page(c, address, interview, said, now)
    if address.platform in CHATS:
        waiting = _join_burst(c, interview, said, now)
        if waiting is not None:
            return waiting
        interview = settle(c, interview, address, now)
    return _take(c, address, interview, said, now)


def _meant(c: Connection, address: Address, said: Said, now: datetime) -> Interview | None:
    """The interview a reply belongs to: what its button carries, else the message it quotes, else what this
    conversation is about."""
    quoted = queues.interview_shown(c, address, said.reply_to) if said.reply_to is not None else None
    named = said.interview or quoted
    id = named or people.focus_of(c, address)
    interview = interviews.load_interview(c, id) if id is not None else None
    if interview is None or named is None:
        return interview
    chat = chats.chat_of(c, interview.id)
    if chat is not None and address.platform in CHATS and chat.address != address:
        return None  # a button of somebody else's conversation
    if not interview.ended:
        _turn_to(c, interview, address, now)
    return interview


def _take(c: Connection, address: Address, interview: Interview, said: Said, now: datetime) -> Receipt:
    effects: Sequence[Effect]
    after, effects = engine.turn(script_of(c, interview), interview, said, now)
    if after is not interview:
        interviews.save_interview(c, interview, after)
    receipt = _receipt(effects, after)
    if address.platform in CHATS:
        effects = _show_on_question(c, address, interview, after, effects, receipt, said.kind == "press", now)
    _carry_out(c, address, effects, after, now)
    return receipt


def _turn_page(c: Connection, address: Address, interview: Interview, said: Said, now: datetime) -> Receipt:
    """Show another page of the open question's buttons; an old question stays as it is."""
    row = queues.question_row(c, interview.id, interview.turn)
    page = str(said.choice).removeprefix(TURN)
    if row is None or interview.ended or said.turn != interview.turn or not page.isdecimal():
        return Receipt("stale", interview=interview.id)
    for message in word(engine.ask_again(script_of(c, interview), interview), interview):
        queues.enqueue(c, address, "edit", to_payload(c, replace(message, page=int(page))), now, parent=row)
    return Receipt("accepted", interview=interview.id)


# --- bursts: several messages that are one answer -----------------------------------------------------


def _join_burst(c: Connection, interview: Interview, said: Said, now: datetime) -> Receipt | None:
    """Keep a message that may go on in the next one; None where this reply is a turn of its own."""
    if said.kind == "edit" and said.ref and chats.correct_fragment(c, interview.id, said.ref, said.text):
        return Receipt("corrected", interview=interview.id)
    if said.kind != "text" or interview.ended or not engine.may_go_on(script_of(c, interview), interview, said):
        return None
    chats.add_fragment(c, interview.id, said.text, said.ref)
    queues.drop_timers(c, interview.id, "settle")
    queues.set_timer(c, "settle", interview.id, interview.turn, now + BURST)
    return Receipt("accepted", interview=interview.id)


def settle(c: Connection, interview: Interview, address: Address, now: datetime) -> Interview:
    """Take what arrived in a burst as one answer; returns the interview after it."""
    fragments = chats.take_fragments(c, interview.id)
    queues.drop_timers(c, interview.id, "settle")
    if not fragments or interview.ended:
        return interview
    words = "\n".join(one.text for one in fragments)
    _take(c, address, interview, Said("text", text=words, ref=fragments[0].ref), now)
    return interviews.load_interview(c, interview.id) or interview


# --- the question that was answered, as it stands in the chat ------------------------------------------


def _show_on_question(
    c: Connection,
    address: Address,
    before: Interview,
    after: Interview,
    effects: Sequence[Effect],
    receipt: Receipt,
    pressed: bool,
    now: datetime,
) -> Sequence[Effect]:
    """Write on the question what was chosen, and take its buttons away; one more tick in a list of choices changes
    the question in place."""
    row = queues.question_row(c, before.id, before.turn)
    if row is None or after.turn == before.turn or not queues.has_buttons(c, row):
        return effects
    asked = next((one for one in reversed(effects) if isinstance(one, Ask)), None)
    if pressed and asked is not None and asked.ticks and after.aside is None and asked.step == before.state:
        for message in word(tuple(one for one in effects if not isinstance(one, Heard)), after):
            payload = {**to_payload(c, message), "interview": after.id}
            queues.enqueue(c, address, "edit", payload, now, parent=row)
        return ()
    if receipt.how == "accepted":
        chosen = ", ".join(_ticked(c, before)) or receipt.label
        text = () if chosen is None else (Span(f"\n✓ {chosen}"),)
        used = Message(text, interview=before.id, language=after.language)
        queues.enqueue(c, address, "use", to_payload(c, used), now, parent=row)
    return effects


def _ticked(c: Connection, interview: Interview) -> tuple[str, ...]:
    """What is ticked in the open question, where that is a list of which several can be chosen."""
    script = script_of(c, interview)
    if interview.state not in script.places or not type_of(script.step(interview.state).kind).ticks:
        return ()
    asked = (one for one in engine.ask_again(script, interview) if isinstance(one, Ask))
    return tuple(label_of(choice, interview.language) for one in asked for choice in one.choices if choice.chosen)


def _carry_out(c: Connection, address: Address, effects: Sequence[Effect], interview: Interview, now: datetime) -> None:
    for effect in effects:
        if isinstance(effect, Erase):
            interviews.erase_interview(c, interview.id)
    _say(c, address, effects, interview, now)
    _set_timers(c, address, interview, now)
    for effect in effects:
        if isinstance(effect, Remind):
            queues.drop_timers(c, interview.id, "reminder", "reminder-last")
            queues.set_timer(c, "later", interview.id, interview.turn, now + timedelta(days=effect.days))
    if interview.ended:
        people.set_focus(c, address, None)
        if address.platform in CHATS:
            queues.set_timer(c, "publish", interview.study, 0, now)
            _turn_to_next(c, address, interview, now)


def _set_timers(c: Connection, address: Address, interview: Interview, now: datetime) -> None:
    """Remember to come back to somebody who falls silent, fenced by the turn."""
    if address.platform not in CHATS:
        return
    queues.drop_timers(c, interview.id, *TIMERS)
    if interview.ended:
        return
    for kind, pause in (("reminder", FIRST_NUDGE), ("reminder-last", LAST_NUDGE), ("expiry", EXPIRY)):
        queues.set_timer(c, kind, interview.id, interview.turn, now + pause)


def _turn_to_next(c: Connection, address: Address, ended: Interview, now: datetime) -> None:
    """Another study that waited in this conversation has its turn, and says which one it is."""
    waiting = [id for id in chats.open_here(c, address) if id != ended.id]
    following = interviews.load_interview(c, waiting[0]) if waiting else None
    if following is None:
        return
    say_which(c, address, following, now)
    chat = chats.chat_of(c, following.id)
    ask_again(c, following, address, chat.account if chat is not None else "", now)


def say_which(c: Connection, address: Address, interview: Interview, now: datetime) -> None:
    """Name the study that asks from now on."""
    study = studies.load_study(c, interview.study)
    if study is not None:
        notice = Notify("study.asking", {"study": study.title, "organisation": study.organisation})
        post(c, address, replace(word_notice(notice, interview.language), interview=interview.id), now)


def nudge(c: Connection, interview: Interview, address: Address, now: datetime) -> None:
    """Ask somebody who fell silent whether to go on."""
    _say(c, address, engine.nudge(script_of(c, interview), interview), interview, now)


def expire(c: Connection, interview: Interview, address: Address, now: datetime) -> None:
    """End an interview that nobody went on with; what was told is kept as its consent says."""
    after, effects = engine.close(script_of(c, interview), interview, "expired", now)
    interviews.save_interview(c, interview, after)
    _carry_out(c, address, effects, after, now)


def _say(c: Connection, address: Address, effects: Sequence[Effect], interview: Interview, now: datetime) -> None:
    owe_own(c, address, effects, interview, now)
    for message in word(effects, interview):
        post(c, address, message, now)


def post(c: Connection, address: Address, message: Message, now: datetime, parent: int | None = None) -> int:
    """Put one message in the outbox of an address, a row for each call it takes; returns its first row."""
    return post_pieces(c, address, message, now, parent)[0]


def post_pieces(
    c: Connection, address: Address, message: Message, now: datetime, parent: int | None = None
) -> tuple[int, ...]:
    """``post``, returning every row."""
    return tuple(
        queues.enqueue(c, address, "send", to_payload(c, piece), now, parent=parent)
        for piece in pack(address.platform, message)
    )


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
