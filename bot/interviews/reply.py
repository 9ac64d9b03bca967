"""Hears a reply: which interview it belongs to, and whether it is a page turned, part of a burst, or a turn.

Law: synchronous, on the caller's transaction; a button of somebody else's conversation does nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.burst import BURST, go_on, join_burst, settle
from reisleider.bot.interviews.opening import turn_to
from reisleider.bot.interviews.question import turn_page
from reisleider.bot.interviews.speech import is_chat
from reisleider.bot.interviews.turn import take_turn
from reisleider.flows.journey import Interview
from reisleider.flows.messages import TURN, Address, Attachment, Said
from reisleider.storage import blobs, chats, interviews, queues
from reisleider.storage.conversations import Conversation, conversation_at
from reisleider.storage.store import Connection


def hear(
    c: Connection,
    address: Address,
    said: Said,
    now: datetime,
    burst: timedelta = BURST,
    picture: Attachment | None = None,
    came: datetime | None = None,
    here: Conversation | None = None,
) -> Receipt:
    """Take one reply in a conversation: the turn, the answers, the position and what is said back, together.

    ``burst``: messages this close together answer one open question; ``picture``: what was sent, where it was fetched;
    ``came``: when a voice message came in that had to be heard first; ``here``: what is going on there, where that was
    looked up already.
    """
    interview, in_pieces = _meant(c, address, said, now, here)
    if interview is None:
        return Receipt("nowhere")
    if said.heard and came is not None and interview.moved_at > came:
        said = replace(said, text="", file=("late", ""), heard=False)  # said to a question that stands open no more
    if said.kind == "press" and (said.choice or "").startswith(TURN):
        return turn_page(c, address, interview, said, now)
    if is_chat(address):
        said = go_on(c, interview, said, now, burst)
        if said.kind == "text" and not said.text and said.file is None:
            return Receipt("ignored", interview=interview.id)  # a flood goes on
        waiting = join_burst(c, interview, address, said, now, burst)
        if waiting is not None:
            return waiting
        if in_pieces:
            interview = settle(c, interview, address, now)
    if picture is None or said.file is None or interview.ended:
        return take_turn(c, address, interview, said, now)
    digest = blobs.put_blob(c, picture.data, picture.mime, picture.name)
    receipt = take_turn(c, address, interview, replace(said, file=(said.file[0], digest), kept=True), now)
    blobs.release(c, (digest,))  # where no answer took it
    return receipt


def _meant(
    c: Connection, address: Address, said: Said, now: datetime, here: Conversation | None
) -> tuple[Interview | None, bool]:
    """The interview a reply belongs to: what its button carries, else the message it quotes, else what this
    conversation is about; and whether messages of a burst may wait there."""
    quoted = queues.interview_shown(c, address, said.reply_to) if said.reply_to is not None else None
    named = said.interview or quoted
    here = here or conversation_at(c, address, "")
    if named is None or (here.at_home and here.interview is not None and here.interview.id == named):
        return here.interview, here.in_pieces
    interview = interviews.load_interview(c, named)
    if interview is None:
        return None, False
    chat = chats.chat_of(c, interview.id)
    if chat is not None and is_chat(address) and chat.address != address:
        return None, False  # a button of somebody else's conversation
    if not interview.ended:
        turn_to(c, interview, address, now)
    return interview, True
