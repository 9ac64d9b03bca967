"""Bursts: several messages written one after the other that are one answer.

Law: a message is kept until nothing follows it for a moment; whatever else is done first lets the burst be one turn.
Words that come sooner than the new question can be read belong to the answer before it; a button never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.errands import Settle
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.interviews.turn import take_turn
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Notify
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address, Said
from reisleider.renderers.chat.wording import word, word_notice
from reisleider.storage import chats, interviews
from reisleider.storage.store import Connection
from reisleider.storage.timers import drop_timers, set_timer

BURST = timedelta(seconds=1.5)  # messages this close together answer one open question

MOST, LONGEST = 20, 8200
"""Messages and characters that one answer is joined of: two of the longest that Telegram takes, or many short ones. A
flood is no answer, and holds up nobody."""

READ, TYPE = 20, 15  # characters a second that somebody reads, and types on a phone: hardly anybody does it faster
LONGEST_READ = timedelta(seconds=8)  # after which a message answers the question that stands there, however long


def go_on(c: Connection, interview: Interview, said: Said, now: datetime, burst: timedelta) -> Said:
    """A reply as more of the answer before it, where the question after that cannot have been read before this was
    typed; else as it is. No ``burst``: nobody writes in pieces here."""
    if said.kind != "text" or not burst or interview.ended or now - interview.moved_at >= max(burst, LONGEST_READ):
        return said
    script = script_of(c, interview)
    if not engine.goes_on(script, interview, said) or chats.has_fragments(c, interview.id):
        return said
    asked = sum(len(message.plain) for message in word(engine.ask_again(script, interview), interview))
    reading = max(burst, min(LONGEST_READ, timedelta(seconds=asked / READ + len(said.text) / TYPE)))
    if now < interview.moved_at or now - interview.moved_at >= reading:  # or the clock was put back
        return said
    return replace(said, kind="more") if _last_told(interview) + len(said.text) <= LONGEST else replace(said, text="")


def _last_told(interview: Interview) -> int:
    """How many characters the last answer has, with what was added to it since; each that was added counts as
    ``LONGEST / MOST`` at least, so that many short ones are as much as a few long ones."""
    lines = [line for line in interview.log if line.turn >= interview.turn - 1]
    return sum(max(len(line.verbatim), LONGEST // MOST) for line in lines)


def join_burst(
    c: Connection, interview: Interview, address: Address, said: Said, now: datetime, burst: timedelta
) -> Receipt | None:
    """Keep a message that may go on in the next one; None where this reply is a turn of its own."""
    if said.kind == "edit" and said.ref and chats.correct_fragment(c, interview.id, said.ref, said.text):
        return Receipt("corrected", interview=interview.id)
    if (
        said.kind != "text"
        or said.forwarded
        or interview.ended
        or not engine.may_go_on(script_of(c, interview), interview, said)
    ):
        return None
    waiting = chats.fragments_of(c, interview.id)
    if len(waiting) >= MOST or sum(len(one.text) for one in waiting) + len(said.text) > LONGEST:
        return _tell_enough(c, interview, address, waiting, now, burst) if waiting else None
    chats.add_fragment(c, interview.id, said.text, said.ref)
    if waiting:
        drop_timers(c, interview.id, (Settle,))
    set_timer(c, Settle(interview.id, interview.turn), now + burst)
    return Receipt("accepted", interview=interview.id)


def _tell_enough(
    c: Connection,
    interview: Interview,
    address: Address,
    waiting: Sequence[chats.Fragment],
    now: datetime,
    burst: timedelta,
) -> Receipt:
    """What came so far is an answer; what comes on top of it at once is not kept, and who sent it learns so once."""
    drop_timers(c, interview.id, (Settle,))
    set_timer(c, Settle(interview.id, interview.turn), now + burst)
    if not waiting[-1].text:
        return Receipt("ignored", interview=interview.id)
    chats.add_fragment(c, interview.id, "", None)
    notice = word_notice(Notify("burst.enough"), interview.language)
    post(c, address, replace(notice, interview=interview.id), now)
    return Receipt("refused", interview=interview.id)


def settle(c: Connection, interview: Interview, address: Address, now: datetime) -> Interview:
    """Take what arrived in a burst as one answer, before its timer rings; returns the interview after it."""
    fragments = chats.take_fragments(c, interview.id)
    if not fragments:
        return interview
    drop_timers(c, interview.id, (Settle,))
    if not _answer_with(c, interview, address, fragments, now):
        return interview
    return interviews.load_interview(c, interview.id) or interview


def end_burst_of(c: Connection, interview: Interview, address: Address, now: datetime) -> None:
    """Take what arrived in a burst as one answer, now that its timer rang."""
    _answer_with(c, interview, address, chats.take_fragments(c, interview.id), now)


def _answer_with(
    c: Connection, interview: Interview, address: Address, fragments: Sequence[chats.Fragment], now: datetime
) -> bool:
    """Whether that was a turn; it is none where every message of it was taken away again."""
    words = "\n".join(one.text for one in fragments if one.text)
    if interview.ended or not words:
        return False
    take_turn(c, address, interview, Said("text", text=words, ref=fragments[0].ref), now)
    return True
