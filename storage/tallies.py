"""How often each wording was told in a study and each block asked: counted as it happens, so that nobody has to read a
whole study to know.

Law: a count changes in the transaction that changes what it counts, by the script revision that asked; a wording that
nobody told any more is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.faults import ScriptFault
from reisleider.flows.journey import Answer, Interview
from reisleider.flows.scripts.script import read_script
from reisleider.flows.words.cues import normalise
from reisleider.storage import tables as t
from reisleider.storage.prepared import Prepared

Counted = tuple[str, str, str]
"""What is counted: a script, a list's step and a normalised wording told there; or a script, ``BLOCK`` and a block."""
BLOCK = ""
REVISIONS = 64  # whose lists are in memory at once
_LISTS: dict[str, tuple[str, ...]] = {}
_T = t.tallies.c
_ADDING = upsert(t.tallies)
_ADD = Prepared(
    _ADDING.on_conflict_do_update(
        index_elements=["study", "script", "step", "what"], set_={"times": _T.times + _ADDING.excluded.times}
    ),
    *t.tallies.c.keys(),
)
_MOST = Prepared(
    select(_T.what, _T.times)
    .where(_T.study == bindparam("of"), _T.script == bindparam("by"), _T.step == bindparam("at"))
    .order_by(_T.times.desc(), _T.what.desc())  # as the index has them, so that nothing is sorted
    .limit(bindparam("most"))
)
_SOURCE = Prepared(select(t.scripts.c.source).where(t.scripts.c.revision == bindparam("of")))


def count_begun(c: Connection, interview: Interview) -> None:
    """Count the blocks that an interview will ask, once, and what its log tells already."""
    _count(c, interview.study, _blocks(interview))
    count_told(c, interview, interview.log)


def count_told(c: Connection, interview: Interview, answers: Iterable[Answer]) -> None:
    """Count what these new answers of an interview tell."""
    told = [one for one in answers if _tells(one)]
    if told:  # most answers are none of a list, and need no script
        _count(c, interview.study, _wordings(interview.script, lists_of(c, interview.revision), told))


def most_counted(c: Connection, study: str, script: str, step: str, most: int) -> dict[str, int]:
    """What was told at a step, or with ``BLOCK`` asked, and how often; the ``most`` that were so most often."""
    return {row.what: row.times for row in _MOST.rows(c, of=study, by=script, at=step, most=most)}


def uncount_answers(c: Connection) -> None:
    """Take back what the answers told that are just being erased."""
    a, i = t.answers.c, t.interviews.c
    going = (
        select(i.study, i.script, i.revision, a.step, a.value)
        .join(t.interviews, i.id == a.interview)
        .where(a.interview.in_(select(t.erasing.c.interview)), a.kind == "answer", a.item.is_not(None))
    )
    gone: dict[str, Counter[Counted]] = {}
    for row in c.execute(going).all():
        if isinstance(row.value, str) and row.step in lists_of(c, row.revision):
            gone.setdefault(row.study, Counter())[row.script, row.step, normalise(row.value)] += 1
    for study, counted in gone.items():
        _take_back(c, study, counted)


def uncount_blocks(c: Connection, study: str, participant: str) -> None:
    """Take back which blocks somebody was asked whose interviews are deleted."""
    i = t.interviews.c
    rows = c.execute(select(i.script, i.givens).where(i.participant == participant)).all()
    _take_back(c, study, Counter((row.script, BLOCK, block) for row in rows for block in row.givens["blocks"]))


def tally_of(c: Connection, study: str) -> Mapping[Counted, int]:
    """Everything that is counted of a study."""
    rows = c.execute(select(t.tallies).where(_T.study == study))
    return {(row.script, row.step, row.what): row.times for row in rows}


def recount(c: Connection, study: str, interviews: Iterable[Interview]) -> bool:
    """Count a study anew from all its interviews; whether its counts were right."""
    counted: Counter[Counted] = Counter()
    for one in interviews:
        counted.update(_blocks(one))
        counted.update(_wordings(one.script, lists_of(c, one.revision), filter(_tells, one.log)))
    right = tally_of(c, study) == counted
    if not right:
        c.execute(delete(t.tallies).where(_T.study == study))
        _count(c, study, counted)
    return right


def lists_of(c: Connection, revision: str) -> tuple[str, ...]:
    """The steps of a script revision at which touchpoints are listed; none of one that cannot be read."""
    known = _LISTS.get(revision)
    if known is not None:
        return known
    try:
        script = read_script(_SOURCE.value(c, of=revision) or "", revision)
    except ScriptFault:
        return ()
    if script.revision == revision:  # its hash: in whichever database, it is the same
        if len(_LISTS) >= REVISIONS:
            _LISTS.clear()
        _LISTS[revision] = script.lists
    return script.lists


def _tells(answer: Answer) -> bool:
    return answer.kind == "answer" and answer.item is not None and isinstance(answer.value, str)


def _wordings(script: str, lists: tuple[str, ...], answers: Iterable[Answer]) -> list[Counted]:
    return [(script, one.step, normalise(one.value)) for one in answers if one.step in lists]


def _blocks(interview: Interview) -> list[Counted]:
    return [(interview.script, BLOCK, block) for block in interview.givens.blocks]


def _count(c: Connection, study: str, counted: Iterable[Counted]) -> None:
    for (script, step, what), times in sorted(Counter(counted).items()):  # so that two never wait for each other
        _ADD.run(c, study=study, script=script, step=step, what=what, times=times)


def _take_back(c: Connection, study: str, gone: Mapping[Counted, int]) -> None:
    for (script, step, what), times in gone.items():
        here = (_T.study == study, _T.script == script, _T.step == step, _T.what == what)
        c.execute(update(t.tallies).where(*here).values(times=_T.times - times))
        c.execute(delete(t.tallies).where(*here, _T.times <= 0))
