"""What each interview of a study tells, folded once: only one that moved since, or lost something, is read again.

Law: a pure function's answer, remembered; it is known by everything that can change it. What is no longer there is
remembered no longer than until a map is next asked for, and nothing of it is written anywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

from reisleider.bot.interviews.revisions import script_of
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Journey
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.fold import fold
from reisleider.flows.synthesis.progress import Progress
from reisleider.storage import interviews, studies
from reisleider.storage.interviews import Standing
from reisleider.storage.model_answers import erasures_of
from reisleider.storage.store import Connection

MOST = 20_000  # journeys in memory of one database: some 12 kB each


class Whose(NamedTuple):
    """What is known of a participant beside what they told."""

    persona: str | None = None
    organisation: str | None = None
    imported: bool = False


MEMO = type(form)  # what any function is that remembers its answers
WORDS = 1024  # what remembers so many answers remembers what people said; less are scripts and the like
Stood = tuple[Standing, int]
"""How an interview stood, when so much was erased in its study."""
Known = dict[str, dict[Stood, tuple[Whose, Journey | None]]]  # per study: what each told, and whose that was
_KNOWN: WeakKeyDictionary[object, Known] = WeakKeyDictionary()  # by the database's engine


def journeys_told(c: Connection, study: str, people: Mapping[str, Whose], progress: Progress) -> tuple[Journey, ...]:
    """The journeys of those ``people`` of a study who consented, in the order they began. What did not change is the
    same journey as before, with all that was worked out of it."""
    standing = interviews.standing_of(c, study)
    erased = erasures_of(c, study)
    of_all = _KNOWN.setdefault(c.engine, {})
    for gone in set(of_all) - set(studies.study_ids(c)):
        of_all.pop(gone, None)
    known = of_all.pop(study, {})
    wanted = [(one, erased) for one in standing if one.tells and one.participant in people]
    found = _fold_all(c, [one.id for one, _ in wanted if (one, erased) not in known], len(standing), progress)
    now = {at: _told_by(people[at[0].participant], known.get(at) or (Whose(), found.get(at[0].id))) for at in wanted}
    if sum(map(len, list(of_all.values()))) + len(now) <= MOST:
        of_all[study] = now
    progress("read", len(standing), len(standing))
    return tuple(told for _, told in now.values() if told is not None)


def let_go() -> None:
    """Remember no journey any more, nor what was read in anybody's words: some are gone for good."""
    _KNOWN.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("reisleider."):
            for one in list(vars(module).values()):
                if isinstance(one, MEMO) and (one.cache_parameters()["maxsize"] or 0) >= WORDS:
                    one.cache_clear()


def _told_by(whose: Whose, known: tuple[Whose, Journey | None]) -> tuple[Whose, Journey | None]:
    """What somebody told, as theirs."""
    before, told = known
    return known if told is None or before == whose else (whose, replace(told, **whose._asdict()))


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
