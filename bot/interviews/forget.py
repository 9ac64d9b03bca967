"""Forgets a person: everything they told in a study goes, and no archive can bring it back.

Law: one transaction; what stays is a tombstone without a word or an account.
"""

from __future__ import annotations

from datetime import datetime

from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Track
from reisleider.storage import people, studies
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection

TRACKS: tuple[Track, ...] = ("customer", "stakeholder")


def forget_account(c: Connection, study: str, platform: str, tenant: str, account: str, now: datetime) -> int:
    """Erase what this account told in a study; returns how many interviews went. Raises StudyFault for no study."""
    if studies.load_study(c, study) is None:
        raise StudyFault(f"There is no study {study}; see reisleider study list.")
    count = 0
    for track in TRACKS:
        participant = people.find_participant(c, study, track, platform, tenant, account)
        if participant is not None:
            count += forget_participant(c, participant, now)
    return count
