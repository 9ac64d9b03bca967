"""Where interviews take place, who is away, what arrived in one burst, what a lead is in the middle of.

Law: addresses and ids; words are here only while a burst or a half-made study lasts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.codec import Json, dump, load, say_time
from reisleider.storage.lanes import lane_of, try_order
from reisleider.storage.people import address_of, key_of, place_key
from reisleider.storage.prepared import Prepared
from reisleider.storage.writer import note_erased

_CHAT = Prepared(select(t.chats).where(t.chats.c.interview == bindparam("of")))
_F = t.fragments.c
_NEXT = func.coalesce(func.max(_F.seq), 0) + 1
_ADD = Prepared(
    insert(t.fragments).values(seq=select(_NEXT).where(_F.interview == bindparam("of")).scalar_subquery()),
    *("interview", "text", "ref"),
)
_FRAGMENTS = Prepared(select(t.fragments).where(_F.interview == bindparam("of")).order_by(_F.seq))
_TAKE = Prepared(delete(t.fragments).where(_F.interview == bindparam("of")).returning(_F.seq, _F.text, _F.ref))
_CORRECT = Prepared(update(t.fragments).where(_F.interview == bindparam("of"), _F.ref == bindparam("said_in")), "text")
_DRAFT = Prepared(select(t.drafts).where(t.drafts.c.address == bindparam("at"), t.drafts.c.account == bindparam("who")))
_SET_AWAY = Prepared(upsert(t.away).on_conflict_do_nothing(), *t.away.c.keys())
_AWAY = Prepared(select(t.away.c.address).where(t.away.c.address == bindparam("at")))

LAST = "\U0010ffff"  # no text of an address comes after it
LOOKED_AT = ("merge", "sort", "quotes")  # kinds of drafts that hold people's words before a lead


@dataclass(frozen=True)
class Chat:
    """Where an interview takes place, and the account that speaks there."""

    address: Address
    account: str


@dataclass(frozen=True)
class Fragment:
    """One message of a burst."""

    text: str
    ref: str | None


@dataclass(frozen=True)
class Draft:
    """What somebody is in the middle of: ``kind`` names it, ``data`` is what it holds so far."""

    kind: str
    data: Json


def set_chat(c: Connection, interview: str, address: Address, account: str) -> None:
    """An interview takes place here from now on."""
    row = upsert(t.chats).values(interview=interview, address=key_of(address), account=account)
    c.execute(row.on_conflict_do_update(index_elements=["interview"], set_={"address": row.excluded.address}))


def chat_of(c: Connection, interview: str) -> Chat | None:
    """Where an interview takes place, or None."""
    row = _CHAT.row(c, of=interview)
    return None if row is None else Chat(address_of(row.address), row.account)


def told_in(c: Connection, address: Address, ref: str) -> str | None:
    """The interview of this conversation that a message told something in, over or not."""
    a, here = t.answers.c, t.chats.c
    told = select(a.interview).join(t.chats, here.interview == a.interview)
    return c.execute(told.where(here.address == key_of(address), a.ref == ref).limit(1)).scalar()


def orders(c: Connection, interview: str) -> bool:
    """Whether nobody else writes in the conversation of an interview until the end of the transaction; in a file that
    is always so."""
    chat = chat_of(c, interview) if lane_of(c) is not None else None
    return chat is None or try_order(c, place_key(chat.address))


def open_here(c: Connection, address: Address) -> tuple[str, ...]:
    """The interviews of this conversation that have not ended, oldest first."""
    rows = c.execute(
        select(t.interviews.c.id)
        .join(t.chats, t.chats.c.interview == t.interviews.c.id)
        .where(t.chats.c.address == key_of(address), t.interviews.c.ended_at.is_(None))
        .order_by(t.interviews.c.began_at, t.interviews.c.id)
    )
    return tuple(rows.scalars())


def add_fragment(c: Connection, interview: str, text: str, ref: str | None) -> None:
    """Keep one message of a burst."""
    _ADD.run(c, interview=interview, of=interview, text=text, ref=ref)


def take_fragments(c: Connection, interview: str) -> tuple[Fragment, ...]:
    """The messages of a burst, in order; they are no longer kept."""
    rows = sorted(_TAKE.rows(c, of=interview), key=lambda row: int(row.seq))
    return tuple(Fragment(row.text, row.ref) for row in rows)


def fragments_of(c: Connection, interview: str) -> tuple[Fragment, ...]:
    """The messages of a burst so far, in order."""
    rows = c.execute(select(t.fragments).where(t.fragments.c.interview == interview).order_by(t.fragments.c.seq))
    return tuple(Fragment(row.text, row.ref) for row in rows.all())


def has_fragments(c: Connection, interview: str) -> bool:
    """Whether messages of a burst wait to be one answer."""
    return _FRAGMENTS.row(c, of=interview) is not None


def correct_fragment(c: Connection, interview: str, ref: str, text: str) -> bool:
    """Replace a message of a burst that was edited meanwhile; whether there was one."""
    return bool(_CORRECT.run(c, of=interview, said_in=ref, text=text).rowcount > 0)


def set_draft(c: Connection, address: Address, account: str, draft: Draft | None, now: datetime) -> None:
    """What somebody is in the middle of here; None: nothing any more."""
    d, key = t.drafts.c, key_of(address)
    c.execute(delete(t.drafts).where(d.address == key, d.account == account))
    if draft is not None:
        row = {"address": key, "account": account, "kind": draft.kind, "draft": draft.data, "moved_at": say_time(now)}
        c.execute(insert(t.drafts).values(row))


def forget_drafts(c: Connection, study: str) -> None:
    """Take away what leads look at of a study, for it holds people's words."""
    for row in c.execute(select(t.drafts).where(t.drafts.c.kind.in_(LOOKED_AT))).all():
        if row.draft.get("study") == study:
            note_erased(c)
            c.execute(delete(t.drafts).where(t.drafts.c.address == row.address, t.drafts.c.account == row.account))


def draft_of(c: Connection, address: Address, account: str) -> Draft | None:
    """What somebody is in the middle of here, or None."""
    row = _DRAFT.row(c, at=key_of(address), who=account)
    return None if row is None else Draft(row.kind, row.draft)


def set_away(c: Connection, address: Address, reason: str, now: datetime) -> bool:
    """This address cannot be written to; whether that is news."""
    return bool(_SET_AWAY.run(c, address=key_of(address), reason=reason, since=say_time(now)).rowcount == 1)


def set_back(c: Connection, address: Address) -> None:
    """This address can be written to again."""
    c.execute(delete(t.away).where(t.away.c.address == key_of(address)))


def is_away(c: Connection, address: Address) -> bool:
    """Whether this address cannot be written to."""
    return _AWAY.row(c, at=key_of(address)) is not None


def move_chat(c: Connection, old: Address, new: Address) -> None:
    """A chat has another address from now on: everything that named the old one names the new, its threads too."""
    whole = key_of(replace(old, thread=None))
    for table in (t.chats, t.outbox, t.focus, t.drafts, t.lead_talks, t.ballots, t.posts, t.comments, t.away):
        in_it = table.c.address >= whole, table.c.address < f"{whole}{LAST}"  # a part of an index
        named = select(table.c.address).where(*in_it).distinct()
        for before in c.execute(named).scalars().all():
            after = key_of(replace(address_of(before), chat=new.chat))
            _make_room(c, table, before, after)
            c.execute(update(table).where(table.c.address == before).values(address=after))
    s = t.studies.c
    for row in c.execute(select(s.id, s.home).where(s.home_key >= whole, s.home_key < f"{whole}{LAST}")).all():
        home = replace(load(Address, row.home, f"study {row.id}: home"), chat=new.chat)
        c.execute(update(t.studies).where(s.id == row.id).values(home=dump(home), home_key=key_of(home)))


def _make_room(c: Connection, table: Table, before: str, after: str) -> None:
    """Take away what stands at an address in the place of what moves there: who wrote before goes on."""
    if table.c.address.primary_key:
        old = table.alias("old")
        same = [old.c[one.name] == one for one in table.primary_key.columns if one.name != "address"]
        moves = exists().where(old.c.address == before, *same)
        c.execute(delete(table).where(table.c.address == after, moves))
