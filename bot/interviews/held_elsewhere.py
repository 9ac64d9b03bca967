"""Interviews that were held elsewhere, taken into a study and out of it again.

Law: they stand in storage as interviews that were held here, so that all that holds for those holds for these. Of the
code that a file has for somebody only a digest is kept, by which the same person is known again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from reisleider.bot.interviews.errands import LookAtLabels
from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.interviews.turn import PAUSE
from reisleider.flows.elsewhere.as_interview import as_interview, script_elsewhere
from reisleider.flows.elsewhere.people_told import PersonTold
from reisleider.flows.journey import Participant, Study
from reisleider.flows.synthesis.offered import labels_now
from reisleider.storage import interviews, people
from reisleider.storage.forgetting import forgotten_in, remove_participant
from reisleider.storage.offering import offered_of
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection
from reisleider.storage.timers import is_set, set_timer

ID = 8  # bytes
SHORTEST = 4  # characters of a code of ours


@dataclass(frozen=True)
class Standing:
    """The people of a file beside the study: who is new, how many are here already, and how many asked to be
    forgotten."""

    fresh: tuple[PersonTold, ...]
    known: int
    forgotten: int


def id_of(study: str, source: str, code: str) -> str:
    """Which participant the person is that a source calls so."""
    told = "\0".join((study, source.casefold(), code))
    return blake2b(told.encode(), digest_size=ID).hexdigest()


def stand(c: Connection, study: str, source: str, told: Sequence[PersonTold]) -> Standing:
    """Look who of these is new in a study. Reads only."""
    here = {one.id for one in people.participants(c, study)}
    gone = forgotten_in(c, study)
    ids = [id_of(study, source, one.code) for one in told]
    fresh = tuple(one for one, id in zip(told, ids, strict=True) if id not in here | gone)
    return Standing(fresh, len(here & set(ids)), len(gone & set(ids) - here))


def take_in(c: Connection, study: Study, source: str, told: Sequence[PersonTold], now: datetime) -> int:
    """Take in who of these is new; returns how many. ``source``: where they were interviewed."""
    script = script_elsewhere()
    interviews.keep_script(c, script.revision, script.id, script.source)
    fresh = stand(c, study.id, source, told).fresh
    offered = labels_now(study, overrides_of(c, study.id), offered_of(c, study.id))
    for one in fresh:
        who, id = id_of(study.id, source, one.code), secrets.token_hex(ID)
        participant = Participant(
            who,
            study.id,
            script.track,
            one.language,
            now,
            persona=one.persona,
            organisation=one.organisation,
            source=source,
        )
        people.add_participant(c, participant)
        givens = givens_for(study, script, id, offered=offered, persona=one.persona)
        interviews.add_interview(c, as_interview(one, givens, id=id, study=study.id, participant=who))
    if fresh and not is_set(c, LookAtLabels, study.id):
        set_timer(c, LookAtLabels(study.id), now + PAUSE)
    return len(fresh)


def taken_from(c: Connection, study: str) -> Mapping[str, Sequence[Participant]]:
    """Who was taken into a study, by where they were interviewed."""
    found: dict[str, list[Participant]] = {}
    for one in people.participants(c, study):
        if one.source is not None:
            found.setdefault(one.source, []).append(one)
    return dict(sorted(found.items()))


def of_source(taken: Mapping[str, Sequence[Participant]], source: str) -> tuple[Participant, ...]:
    """Who was interviewed there, however it is capitalised."""
    wanted = source.strip().casefold()
    return tuple(one for name, theirs in taken.items() if name.casefold() == wanted for one in theirs)


def meant_by(taken: Mapping[str, Sequence[Participant]], named: str) -> tuple[Participant, ...]:
    """Whom a code means: what their file calls them, else the beginning of ours."""
    everyone = [(source, one) for source, theirs in taken.items() for one in theirs]
    called = tuple(one for source, one in everyone if one.id == id_of(one.study, source, named))
    begins = tuple(one for _, one in everyone if len(named) >= SHORTEST and one.id.startswith(named))
    return called or begins


def take_out(c: Connection, gone: Iterable[Participant]) -> int:
    """Erase these, so that a better file may bring them again; returns how many interviews went."""
    return sum(remove_participant(c, one) for one in gone)
