"""A talk with who leads: begun, heard, left and gone on with, through the same engine as every interview.

Law: what is said is kept in a talk of its own, which no study knows; every value passes the gate before it is kept; a
talk that was not ended stays, however it was left.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.leading.card import card
from reisleider.bot.leading.lead_silence import KEPT_FOR, wait_for_lead, wait_no_more
from reisleider.bot.leading.lead_turn import ask_missing, goes_on_missing, turn_with_lead
from reisleider.bot.leading.saying import receipt_of, say_turn, show_page
from reisleider.bot.leading.settled import Settled, settle
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask, Bring, Effect, End, Notify, Recap, RecapNote, Say, Slot
from reisleider.flows.evolve import evolve
from reisleider.flows.journey import Givens, Interview
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import TURN, Address, Said
from reisleider.flows.scripts.script import Script
from reisleider.renderers.chat.wording import word, word_notice
from reisleider.renderers.words.catalog import gettext, load_catalog
from reisleider.renderers.words.dates import say_day
from reisleider.storage import chats, interviews
from reisleider.storage.chats import Draft
from reisleider.storage.lead_talks import LeadTalk, drop_talk, keep_talk, talk_begun, talk_called
from reisleider.storage.store import Connection

DRAFT = "lead-talk"
"""What kind of thing somebody is in the middle of whose next words belong to a talk."""
MARK = "k"
"""How the id of a talk begins; an interview's is hexadecimal."""
ROOM = 60  # replies: nothing is left out of a lead's talk for want of room
SAID_ANYWAY = frozenset({"outline.noted"})
"""What the engine says that the next question of a lead's script says itself."""


@dataclass(frozen=True)
class Brought:
    """What a talk that was ended brings about, by name, with what was settled in it."""

    what: str
    settled: Settled
    talk: LeadTalk


Bringer = Callable[[Brought], None]


def is_of_talk(id: str | None) -> bool:
    """Whether a button belongs to a talk with a lead, by the id that it carries."""
    return id is not None and id.startswith(MARK)


def begin_talk(
    c: Connection, script: Script, address: Address, account: str, language: str, asked_at: Address, now: datetime
) -> None:
    """Begin a talk at a private ``address``, or go on with the one that was left there. ``asked_at``: where it was
    asked for."""
    running = talk_begun(c, address, account, script.id)
    if running is not None:
        _go_on(c, replace(running, asked_at=asked_at), now)
        return
    interviews.keep_script(c, script.revision, script.id, script.source)
    spoken = language if language in script.title else next(iter(script.title))
    interview, effects = engine.begin(
        script,
        id=MARK + secrets.token_hex(7),
        study="",
        participant="",
        language=spoken,
        givens=Givens(
            slots={"contact": {one: gettext(one, "kickoff.host") for one in LANGUAGES}},
            blocks=tuple(one.id for one in script.blocks),
            replies=ROOM,
        ),
        now=now,
    )
    talk = LeadTalk(interview, address, account, asked_at)
    _stand(c, talk, now)
    wait_for_lead(c, talk, now)
    _say(c, talk, script, (Say(f"{script.id}.begin"), *effects), now)


def _go_on(c: Connection, talk: LeadTalk, now: datetime) -> None:
    talk = replace(talk, interview=evolve(talk.interview, moved_at=now))
    _stand(c, talk, now)
    wait_for_lead(c, talk, now)
    _ask_again(c, talk, Say(f"{talk.interview.script}.go-on"), now)


def ask_to_go_on(c: Connection, talk: LeadTalk, now: datetime) -> None:
    """Ask a lead who fell silent whether to go on, once, with the open question; then only the end is waited for."""
    wait_for_lead(c, talk, now, asked=True)
    last = (now + KEPT_FOR).date()
    days: Mapping[str, str] = {one: say_day(last, one) for one in LANGUAGES}
    _ask_again(c, talk, Say("lead-talk.still", {"day": days}), now)


def _ask_again(c: Connection, talk: LeadTalk, first: Say, now: datetime) -> None:
    script = script_of(c, talk.interview)
    _say(c, talk, script, (first, *engine.ask_again(script, talk.interview)), now)


def give_up(c: Connection, talk: LeadTalk, now: datetime, *, reached: bool) -> None:
    """End a talk that nobody went on with; what was told in it is told back, so that nothing is lost. ``reached``:
    whether its lead can be written to."""
    if talk_here(c, chats.draft_of(c, talk.address, talk.account)) == talk:
        chats.set_draft(c, talk.address, talk.account, None, now)
    drop_talk(c, talk.interview.id)
    if not reached:
        return
    interview, script = talk.interview, script_of(c, talk.interview)
    settled = settle(script, interview, now)
    told = card(settled.study, interview.language, settled.missing)
    begins = f"{platform_of(talk.address.platform).command or '/'}{script.id}"
    notice = Notify("lead-talk.ended", {"card": Recap((), (), told), "command": begins})
    post(c, talk.address, word_notice(notice, interview.language), now)


def _stand(c: Connection, talk: LeadTalk, now: datetime) -> None:
    """What is written here next belongs to this talk."""
    keep_talk(c, talk, now)
    chats.set_draft(c, talk.address, talk.account, Draft(DRAFT, {"id": talk.interview.id}), now)


def talk_here(c: Connection, draft: Draft | None) -> LeadTalk | None:
    """The talk that somebody is in the middle of, or None."""
    return talk_called(c, str(draft.data["id"])) if draft is not None and draft.kind == DRAFT else None


def hear_lead(c: Connection, talk: LeadTalk, said: Said, now: datetime, bring: Bringer) -> Receipt:
    """Take one reply in a talk. ``bring`` does what its end is for."""
    script, before = script_of(c, talk.interview), talk.interview
    if said.kind == "press" and (said.choice or "").startswith(TURN):
        asked = tuple(_for_lead(script, talk, engine.ask_again(script, before), now))
        return show_page(c, talk.address, before, asked, said, now)
    after, effects = turn_with_lead(script, before, said, now)
    ended = next((one for one in effects if isinstance(one, End)), None)
    if ended is not None and ended.ending == "completed":
        settled = settle(script, after, now)
        if not settled.missing:
            drop_talk(c, before.id)
            wait_no_more(c, before.id)
            chats.set_draft(c, talk.address, talk.account, None, now)
            _say_all(c, talk, script, (before, after), effects, said, now)
            for one in effects:
                if isinstance(one, Bring):
                    bring(Brought(one.what, settled, replace(talk, interview=after)))
            return receipt_of(effects, after)
        after, effects = ask_missing(script, before, settled, now)
    elif ended is not None:
        _leave(c, talk, ended, now)
        return receipt_of(effects, before)
    if goes_on_missing(script, before, after, now):
        after, effects = ask_missing(script, after, settle(script, after, now), now)
    _stand(c, replace(talk, interview=after), now)
    _say_all(c, talk, script, (before, after), effects, said, now)
    return receipt_of(effects, after)


def _leave(c: Connection, talk: LeadTalk, ended: End, now: datetime) -> None:
    """The talk is stopped: kept for another time, or thrown away."""
    chats.set_draft(c, talk.address, talk.account, None, now)
    kept = ended.ending == "stopped"
    if not kept:
        drop_talk(c, talk.interview.id)
        wait_no_more(c, talk.interview.id)
    else:
        keep_talk(c, replace(talk, interview=evolve(talk.interview, aside=None)), now)
        wait_for_lead(c, talk, now, asked=True)
    effects = (Say(f"{talk.interview.script}.{'kept' if kept else 'thrown'}"),)
    for message in word(effects, talk.interview):
        post(c, talk.address, replace(message, interview=None), now)


def _say_all(
    c: Connection,
    talk: LeadTalk,
    script: Script,
    turned: tuple[Interview, Interview],
    effects: Sequence[Effect],
    said: Said,
    now: datetime,
) -> None:
    after = turned[1]
    rest = tuple(_for_lead(script, replace(talk, interview=after), effects, now))
    say_turn(c, talk.address, turned, rest, receipt_of(effects, after), said, now)


def _say(c: Connection, talk: LeadTalk, script: Script, effects: Sequence[Effect], now: datetime) -> None:
    for message in word(tuple(_for_lead(script, talk, effects, now)), talk.interview):
        post(c, talk.address, message, now)


def _for_lead(script: Script, talk: LeadTalk, effects: Sequence[Effect], now: datetime) -> Iterator[Effect]:
    """The same, as a lead reads it: with the card where the talk is played back, and in a lead's words."""
    interview = talk.interview
    for one in effects:
        if isinstance(one, Say) and one.key in SAID_ANYWAY:
            continue
        if isinstance(one, Say) or (isinstance(one, Ask) and one.key is not None):
            yield replace(one, key=_key_for_lead(str(one.key), interview.language))
        elif isinstance(one, Ask) and one.review:
            settled = settle(script, interview, now)
            elsewhere = settled.home_here and talk.asked_at != talk.address
            home = gettext(interview.language, "kickoff.here") if elsewhere else None
            notes: tuple[RecapNote, ...] = card(settled.study, interview.language, settled.missing, home)
            slots: dict[str, Slot] = {**one.slots, "card": Recap((), (), notes)}
            yield replace(one, slots=slots)
        else:
            yield one


def _key_for_lead(key: str, language: str) -> str:
    """The text that a lead reads in the place of a respondent's, where there is one."""
    if key.startswith("asked.") and key != "asked.how-long":
        return "for-lead.asked"
    own = f"for-lead.{key}"
    return own if own in load_catalog(language).ids else key
