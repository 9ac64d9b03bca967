"""Buttons that act at once (take part, forget me, delete) carry a seal: for whom, where, which study, how long.

Law: what a press carries is the sender's own to write; without a seal of ours over just this it does nothing. The seal
is half of an HMAC (RFC 2104) over SHA-256, cut to what a button has room for.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, new

from reisleider.flows.messages import Address
from reisleider.storage import studies
from reisleider.storage.keys import signing_key
from reisleider.storage.people import key_of
from reisleider.storage.store import Connection

ANYBODY = ""
"""Instead of an account: whoever sees the button may press it."""
ASKED = timedelta(days=1)
"""How long somebody may think about whether they are sure."""
MARK = "~"
SHORT = "="  # before the digest of a study's id that is too long for a button
ROOM = 30  # bytes of a study's id beside the longest name of a button, its seal and what a message adds
_HOURS, _SEAL = 4, 12  # characters: hours since 1970 as hexadecimal digits above ``_SINCE``, and of the seal
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def seal(c: Connection, name: str, study: str, place: Address, account: str, until: datetime) -> str:
    """What a button carries that does ``name`` about a study ("" for none) where it stands, for one account or for
    ANYBODY, until an hour has passed."""
    hours = min(max(0, -(-(until - _SINCE) // timedelta(hours=1))), 16**_HOURS - 1)
    body = f"{name}:{_short(study)}{MARK}{hours:0{_HOURS}x}"
    return body + _seal_of(c, body, place, account)


def unseal(c: Connection, carried: str, place: Address, account: str, now: datetime) -> tuple[str, str] | None:
    """The name and the study's id of what was pressed here by this account, or None where that is not sealed so, or
    no longer."""
    body, mark, sealed = carried.rpartition(MARK)
    if not mark or len(sealed) != _HOURS + _SEAL or not sealed.isascii():
        return None
    body += mark + sealed[:_HOURS]
    for whose in (account, ANYBODY):
        if compare_digest(_seal_of(c, body, place, whose), sealed[_HOURS:]):
            break
    else:
        return None
    if now > _SINCE + timedelta(hours=int(sealed[:_HOURS], 16)):
        return None
    name, _, short = body.partition(MARK)[0].partition(":")
    return name, _long(c, short)


def _seal_of(c: Connection, body: str, place: Address, account: str) -> str:
    where = key_of(replace(place, thread=None))
    told = "\n".join((body, where, account))
    digest = new(signing_key(c), told.encode(errors="replace"), sha256).digest()
    return urlsafe_b64encode(digest).decode()[:_SEAL]


def _short(study: str) -> str:
    return study if len(study.encode()) <= ROOM else SHORT + sha256(study.encode()).hexdigest()[: ROOM - 1]


def _long(c: Connection, short: str) -> str:
    if not short.startswith(SHORT):
        return short
    return next((one.id for one in studies.list_studies(c) if _short(one.id) == short), "")
