"""Bursts: several messages written one after the other that are one answer.

Law: a message is kept until nothing follows it for a moment; whatever else is done first lets the burst be one turn.
Words that come sooner than the new question can be read belong to the answer before it; a button never does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.errands import Settle
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.interviews.turn import take_turn
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address, Said
from reisleider.renderers.chat.wording import word
from reisleider.storage import chats, interviews
from reisleider.storage.store import Connection
from reisleider.storage.timers import drop_timers, set_timer

BURST = timedelta(seconds=1.5)  # messages this close together answer one open question

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
    return replace(said, kind="more") if now - interview.moved_at < reading else said


def join_burst(c: Connection, interview: Interview, said: Said, now: datetime, burst: timedelta) -> Receipt | None:
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
    chats.add_fragment(c, interview.id, said.text, said.ref)
    drop_timers(c, interview.id, (Settle,))
    set_timer(c, Settle(interview.id, interview.turn), now + burst)
    return Receipt("accepted", interview=interview.id)


def settle(c: Connection, interview: Interview, address: Address, now: datetime) -> Interview:
    """Take what arrived in a burst as one answer; returns the interview after it."""
    fragments = chats.take_fragments(c, interview.id)
    if not fragments:
        return interview
    drop_timers(c, interview.id, (Settle,))
    if interview.ended:
        return interview
    words = "\n".join(one.text for one in fragments)
    take_turn(c, address, interview, Said("text", text=words, ref=fragments[0].ref), now)
    return interviews.load_interview(c, interview.id) or interview
