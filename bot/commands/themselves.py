"""Whom an account is, in the studies it told something in."""

from __future__ import annotations

from reisleider.bot.studies.standing import TRACKS
from reisleider.flows.journey import Participant, Study
from reisleider.storage import people, studies
from reisleider.storage.store import Connection


def participations_of(c: Connection, about: Study | None, account: tuple[str, str, str]) -> list[Participant]:
    """Every participation of an account, in one study or (None) in all. Reads only."""
    return [
        found
        for study in ((about,) if about is not None else studies.list_studies(c))
        for track in TRACKS
        if (found := people.find_participant(c, study.id, track, *account)) is not None
    ]
