"""What is going on in a conversation, in one look: which interview it is about, what somebody is in the middle of
there, and whether a burst of messages waits to be one answer.

Law: one statement, and one for the interview's log: every reply looks here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BindParameter, Boolean, Connection, bindparam, exists, literal, select, type_coerce

from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.chats import Draft
from reisleider.storage.interviews import COLUMNS, interview_of
from reisleider.storage.people import key_of
from reisleider.storage.prepared import Prepared


@dataclass(frozen=True)
class Conversation:
    """``interview``: what free text here belongs to; ``at_home``: whether it takes place here, not elsewhere by now;
    ``draft``: what this account is in the middle of; ``in_pieces``: whether messages of a burst wait."""

    interview: Interview | None
    at_home: bool
    draft: Draft | None
    in_pieces: bool


_AT: BindParameter[str] = bindparam("address")
_ONE = select(literal(1).label("one")).subquery()
_HERE = Prepared(
    select(
        *COLUMNS,
        t.chats.c.address,
        t.drafts.c.kind,
        t.drafts.c.draft,
        type_coerce(exists().where(t.fragments.c.interview == t.focus.c.interview), Boolean).label("in_pieces"),
    ).select_from(
        _ONE.outerjoin(t.focus, t.focus.c.address == _AT)
        .outerjoin(t.interviews, t.interviews.c.id == t.focus.c.interview)
        .outerjoin(t.chats, t.chats.c.interview == t.focus.c.interview)
        .outerjoin(t.drafts, (t.drafts.c.address == _AT) & (t.drafts.c.account == bindparam("account")))
    )
)


def conversation_at(c: Connection, address: Address, account: str) -> Conversation:
    """What is going on here, as this account sees it."""
    key = key_of(address)
    row = _HERE.unread(c, address=key, account=account)
    return Conversation(
        None if row.id is None else interview_of(c, row, _HERE),
        row.address in (None, key),
        None if row.kind is None else Draft(row.kind, _HERE.read(c, row).draft),
        bool(row.in_pieces),
    )
