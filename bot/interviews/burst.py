"""Bursts: several messages written one after the other that are one answer.

Law: a message is kept until nothing follows it for a moment; whatever else is done first lets the burst be one turn.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.errands import Settle
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.interviews.turn import take_turn
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address, Said
from reisleider.storage import chats, interviews
from reisleider.storage.store import Connection
from reisleider.storage.timers import drop_timers, set_timer

BURST = timedelta(seconds=1.5)  # messages this close together answer one open question


def join_burst(c: Connection, interview: Interview, said: Said, now: datetime, burst: timedelta) -> Receipt | None:
    """Keep a message that may go on in the next one; None where this reply is a turn of its own."""
    if said.kind == "edit" and said.ref and chats.correct_fragment(c, interview.id, said.ref, said.text):
        return Receipt("corrected", interview=interview.id)
    if said.kind != "text" or interview.ended or not engine.may_go_on(script_of(c, interview), interview, said):
        return None
    chats.add_fragment(c, interview.id, said.text, said.ref)
    drop_timers(c, interview.id, (Settle,))
    set_timer(c, Settle(interview.id, interview.turn), now + burst)
    return Receipt("accepted", interview=interview.id)


def settle(c: Connection, interview: Interview, address: Address, now: datetime) -> Interview:
    """Take what arrived in a burst as one answer; returns the interview after it."""
    fragments = chats.take_fragments(c, interview.id)
    drop_timers(c, interview.id, (Settle,))
    if not fragments or interview.ended:
        return interview
    words = "\n".join(one.text for one in fragments)
    take_turn(c, address, interview, Said("text", text=words, ref=fragments[0].ref), now)
    return interviews.load_interview(c, interview.id) or interview
