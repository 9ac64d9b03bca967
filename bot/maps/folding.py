"""What each interview of a study tells, folded once: only one that moved since, or lost something, is read again.

Law: a pure function's answer, remembered; it is known by everything that can change it. What is no longer there is
remembered no longer than until a map is next asked for, and nothing of it is written anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from reisleider.bot.interviews.revisions import script_of
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Journey
from reisleider.flows.synthesis.fold import fold
from reisleider.flows.synthesis.progress import Progress
from reisleider.storage import interviews, studies
from reisleider.storage.interviews import Standing
from reisleider.storage.model_answers import erasures_of
from reisleider.storage.store import Connection

MOST = 20_000  # journeys in memory of one database: some 10 kB each
Known = dict[str, dict[tuple[Standing, int], Journey | None]]  # per study: how an interview stood, and what it told
_KNOWN: WeakKeyDictionary[object, Known] = WeakKeyDictionary()  # by the database's engine


def journeys_told(c: Connection, study: str, excluded: Iterable[str], progress: Progress) -> tuple[Journey, ...]:
    """The journeys of everybody in a study who consented and is not of the ``excluded`` participants, in the order they
    began; without persona and organisation."""
    standing, out = interviews.standing_of(c, study), frozenset(excluded)
    erased = erasures_of(c, study)
    of_all = _KNOWN.setdefault(c.engine, {})
    for gone in set(of_all) - set(studies.study_ids(c)):
        of_all.pop(gone, None)
    known = of_all.pop(study, {})
    wanted = [(one, erased) for one in standing if one.tells and one.participant not in out]
    found = _fold_all(c, [one.id for one, _ in wanted if (one, erased) not in known], len(standing), progress)
    now = {at: known[at] if at in known else found.get(at[0].id) for at in wanted}
    if sum(map(len, list(of_all.values()))) + len(now) <= MOST:
        of_all[study] = now
    progress("read", len(standing), len(standing))
    return tuple(told for told in now.values() if told is not None)


def _fold_all(c: Connection, ids: list[str], of: int, progress: Progress) -> Mapping[str, Journey]:
    """What these interviews tell, by their ids."""
    told = {}
    progress("read", 0, of)
    for place, one in enumerate(interviews.interviews_of(c, ids), of - len(ids) + 1):
        progress("read", place, of)
        try:
            script = script_of(c, one)
        except StudyFault:  # its script is lost: it was never on a map
            continue
        told[one.id] = fold(script, one)
    return told
