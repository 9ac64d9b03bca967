"""Whom an account is, in the studies it told something in; and how it is forgotten there.

Law: what stays of somebody who is forgotten is a tombstone without a word or an account.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reisleider.bot.studies.standing import TRACKS
from reisleider.flows.journey import Participant, Study
from reisleider.storage import people, studies
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection


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
