"""Participants, the accounts they write from, and which interview a conversation is about.

Law: no names; an account is linked to a participant per study, never to another account.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.journey import Participant, Track
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.codec import dump, load
from reisleider.storage.prepared import Prepared

_FOCUS = Prepared(select(t.focus.c.interview).where(t.focus.c.address == bindparam("address")))
_NO_FOCUS = Prepared(delete(t.focus).where(t.focus.c.address == bindparam("address")))
_TURN = upsert(t.focus)
_TURN_TO = Prepared(
    _TURN.on_conflict_do_update(index_elements=["address"], set_={"interview": _TURN.excluded.interview}),
    *("address", "interview"),
)
_PARTICIPANT = Prepared(select(t.participants.c.participant).where(t.participants.c.id == bindparam("participant")))


def add_participant(c: Connection, participant: Participant) -> None:
    """Write somebody new in a study."""
    c.execute(insert(t.participants).values(id=participant.id, study=participant.study, participant=dump(participant)))


def save_participant(c: Connection, participant: Participant) -> None:
    """Write somebody who changed."""
    c.execute(update(t.participants).where(t.participants.c.id == participant.id).values(participant=dump(participant)))


def load_participant(c: Connection, id: str) -> Participant | None:
    """The participant with this id, or None."""
    row = _PARTICIPANT.value(c, participant=id)
    return None if row is None else load(Participant, row, f"participant {id}")


def participants(c: Connection, study: str) -> tuple[Participant, ...]:
    """Everybody in a study, by id."""
    rows = c.execute(select(t.participants).where(t.participants.c.study == study).order_by(t.participants.c.id))
    return tuple(load(Participant, row.participant, f"participant {row.id}") for row in rows)


def present(c: Connection, study: str) -> frozenset[str]:
    """Who is in a study and was not left out of it, by id, without reading any of them."""
    p = t.participants.c
    here = select(p.id).where(p.study == study, p.participant["excluded"].as_boolean().is_not(True))
    return frozenset(c.execute(here).scalars())


def link_account(c: Connection, participant: str, platform: str, tenant: str, account: str) -> None:
    """Say which account a participant writes from."""
    c.execute(insert(t.accounts).values(participant=participant, platform=platform, tenant=tenant, account=account))


def accounts_of(c: Connection, participant: str) -> tuple[tuple[str, str, str], ...]:
    """The accounts a participant writes from."""
    rows = c.execute(select(t.accounts).where(t.accounts.c.participant == participant))
    return tuple((row.platform, row.tenant, row.account) for row in rows)


def find_participant(
    c: Connection, study: str, track: Track, platform: str, tenant: str, account: str
) -> Participant | None:
    """Who writes from this account in this study and track, or None."""
    a = t.accounts.c
    rows = c.execute(
        select(t.participants)
        .join(t.accounts, a.participant == t.participants.c.id)
        .where(t.participants.c.study == study, a.platform == platform, a.tenant == tenant, a.account == account)
    )
    found = (load(Participant, row.participant, f"participant {row.id}") for row in rows)
    return next((one for one in found if one.track == track), None)


@lru_cache(maxsize=4096)
def key_of(address: Address) -> str:
    """An address as one text, for keys: its parts cannot run into each other."""
    parts = (address.platform, address.tenant, address.chat, address.thread or "")
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)


@lru_cache(maxsize=4096)
def line_of(address: Address) -> str:
    """What an address is reached through, as one text: a bot, or a workspace; the beginning of its key."""
    return line_key(address.platform, address.tenant)


def line_key(platform: str, tenant: str) -> str:
    """The same by its platform and its tenant."""
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in (platform, tenant))


def platform_of(line: str) -> str:
    """The platform of a line."""
    return line.partition("|")[0].replace("%7C", "|").replace("%25", "%")


@lru_cache(maxsize=4096)
def place_key(address: Address) -> str:
    """The key of a whole conversation, its threads too: what is written in it keeps its order."""
    return key_of(replace(address, thread=None))


def address_of(key: str) -> Address:
    """The address that ``key_of`` made a text of."""
    platform, tenant, chat, thread = (part.replace("%7C", "|").replace("%25", "%") for part in key.split("|"))
    return Address(platform, tenant, chat, thread or None)


def set_focus(c: Connection, address: Address, interview: str | None) -> None:
    """Which interview free text in this conversation belongs to; None: none."""
    key = key_of(address)
    if interview is None:
        _NO_FOCUS.run(c, address=key)
        return
    _TURN_TO.run(c, address=key, interview=interview)


def focus_of(c: Connection, address: Address) -> str | None:
    """The interview that free text in this conversation belongs to, or None."""
    found: str | None = _FOCUS.value(c, address=key_of(address))
    return found
