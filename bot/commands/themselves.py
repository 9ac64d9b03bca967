"""Whom an account is, in the studies it told something in; and how it is forgotten there.

Law: what stays of somebody who is forgotten is a tombstone without a word or an account.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.studies.standing import TRACKS
from reisleider.flows.journey import Participant, Study
from reisleider.storage import people, studies
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection
from reisleider.storage.traces import is_known, leave_no_trace


def participations_of(c: Connection, about: Study | None, account: tuple[str, str, str]) -> list[Participant]:
    """Every participation of an account, in one study or (None) in all. Reads only."""
    return [
        found
        for study in ((about,) if about is not None else studies.list_studies(c))
        for track in TRACKS
        if (found := people.find_participant(c, study.id, track, *account)) is not None
    ]


def forget_all(c: Connection, found: Sequence[Participant], now: datetime) -> int:
    """Erase what was told in these participations; returns how many interviews went."""
    return sum(forget_participant(c, one, now) for one in found)


def accounts_in(c: Connection, study: str) -> frozenset[tuple[str, str, str]]:
    """Every account that a study knows: of who takes part, and of who leads."""
    told = (account for one in people.participants(c, study) for account in people.accounts_of(c, one.id))
    return frozenset((*told, *studies.leads_of(c, study)))


def leave_none(c: Connection, accounts: Iterable[tuple[str, str, str]]) -> None:
    """Take these accounts out of everything, where nobody takes part or leads with them any more."""
    for platform, tenant, account in accounts:
        if not is_known(c, (platform, tenant, account)):
            leave_no_trace(c, account, private_chat(platform, tenant, account))
