"""How the talks of a script go: who began, finished, stopped or fell silent, after what people stop, what takes long.

Law: counts and times only, nothing anyone said. How many began and ended is counted as it is. Every other figure is of
the minimum group, and people are added to it so many at a time, in the order in which they ended, so that no two looks
differ by fewer; after somebody was forgotten it waits until so many new people are in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from reisleider.flows.journey import Interview, Track

AWAY = timedelta(minutes=10)
"""A silence over this counts in no time: a whole talk is meant to take about as long (``journey.REPLIES``), so whoever
says nothing for that while is away, and not thinking about the question."""
SILENT = "expired"
"""How a talk ends that was never answered any more."""


@dataclass(frozen=True)
class Groups:
    """How many people a figure is of at the least, and how many join it at a time."""

    least: int
    step: int


@dataclass(frozen=True)
class Stop:
    """A question (a step) after which at least so many people said no more."""

    step: str
    people: int


@dataclass(frozen=True)
class Timed:
    """How long a question (a step) takes: the median over ``people``, of each how long they took."""

    step: str
    people: int
    seconds: float


@dataclass(frozen=True)
class Talks:
    """The talks of one script. ``minutes``: the median that a whole one takes, None where too few finished, and then
    ``missing`` more have to; ``stops``: where most stopped first; ``questions``: the slowest first."""

    script: str
    track: Track
    began: int
    finished: int
    stopped: int
    silent: int
    running: int
    minutes: float | None = None
    missing: int = 0
    stops: tuple[Stop, ...] = ()
    questions: tuple[Timed, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether there is more to tell than how many."""
        return self.minutes is not None or bool(self.stops or self.questions)


def count_talks(
    script: str,
    track: Track,
    found: Sequence[Interview],
    groups: Groups,
    *,
    each: Collection[str] = (),
    forgotten: datetime | None = None,
) -> Talks:
    """How the talks of a script go. ``each``: the steps that are asked anew for every item, of which the time is that
    of one; ``forgotten``: when somebody of the study was forgotten last."""
    done = [one for one in found if one.state == "completed"]
    silent = sum(one.state == SILENT for one in found)
    running = sum(not one.ended for one in found)
    ended = list(_first_of_each(found))
    finished = [one for one in ended if one.state == "completed"]
    timed = _whole(finished, groups, forgotten)
    return Talks(
        script,
        track,
        len(found),
        len(done),
        len(found) - len(done) - silent - running,
        silent,
        running,
        minutes=median(_length(one).total_seconds() / 60 for one in timed) if timed else None,
        missing=0 if timed else _missing(finished, groups, forgotten),
        stops=tuple(_stops(ended, groups, forgotten)),
        questions=tuple(_questions(ended, groups, forgotten, each)),
    )


def _first_of_each(found: Sequence[Interview]) -> Iterator[Interview]:
    """The talk that each person ended first, in the order in which they ended: it stays the same, whatever follows."""
    known: set[str] = set()
    for one in sorted((one for one in found if one.ended_at is not None), key=lambda one: (_end(one), one.id)):
        if one.participant not in known:
            known.add(one.participant)
            yield one


def _end(one: Interview) -> datetime:
    assert one.ended_at is not None
    return one.ended_at


def _whole(people: Sequence[Interview], groups: Groups, forgotten: datetime | None) -> Sequence[Interview]:
    """Who a figure is of: whole groups, in the order in which they ended; nobody where that are too few."""
    earlier = [one for one in people if forgotten is not None and _end(one) <= forgotten]
    later = people[len(earlier) :]
    new = later[: len(later) // groups.step * groups.step]
    if earlier and not new:
        return []
    told = [*earlier, *new]
    return told if len(told) >= groups.least else []


def _missing(people: Sequence[Interview], groups: Groups, forgotten: datetime | None) -> int:
    """How many more have to end before a figure of these people can be told."""
    earlier = sum(forgotten is not None and _end(one) <= forgotten for one in people)
    wanted = max(groups.step, groups.least - earlier)
    return -(-wanted // groups.step) * groups.step - (len(people) - earlier)


def _stops(ended: Sequence[Interview], groups: Groups, forgotten: datetime | None) -> Iterator[Stop]:
    after: dict[str, list[Interview]] = {}
    for one in ended:
        step = _stopped_after(one) if one.state in ("stopped", SILENT) else None
        if step is not None:
            after.setdefault(step, []).append(one)
    told = {step: len(_whole(people, groups, forgotten)) for step, people in after.items()}
    for step, people in sorted(told.items(), key=lambda one: -one[1]):
        if people:
            yield Stop(step, people)


def _stopped_after(interview: Interview) -> str | None:
    """The last question that was answered or skipped in its turn: what was corrected, said beside it or moved later is
    no place in the interview."""
    asked = (
        one.step for one in reversed(interview.log) if one.kind in ("answer", "skipped") and one.supersedes is None
    )
    return next(asked, None)


def _questions(
    ended: Sequence[Interview], groups: Groups, forgotten: datetime | None, each: Collection[str]
) -> Iterator[Timed]:
    took: dict[str, dict[str, float]] = {}
    for one in ended:
        for step, times in _times(one).items():
            took.setdefault(step, {})[one.id] = median(times) if step in each else sum(times)
    found = []
    for step, by in took.items():
        people = _whole([one for one in ended if one.id in by], groups, forgotten)
        if people:
            found.append(Timed(step, len(people), median(by[one.id] for one in people)))
    yield from sorted(found, key=lambda one: -one.seconds)


def _times(interview: Interview) -> Mapping[str, Sequence[float]]:
    """The seconds that each question took, every time that it was answered in its turn."""
    found: dict[str, list[float]] = {}
    before = interview.began_at
    for one in sorted(interview.log, key=lambda one: (one.said_at, one.seq)):
        gap, before = one.said_at - before, max(before, one.said_at)
        in_turn = one.kind in ("answer", "skipped", "probe") and one.supersedes is None
        if in_turn and timedelta(0) < gap <= AWAY:  # what was said in the same breath took no time of its own
            found.setdefault(one.step, []).append(gap.total_seconds())
    return found


def _length(interview: Interview) -> timedelta:
    """How long a talk took, without the silences."""
    end = _end(interview)
    moments = sorted({interview.began_at, *(one.said_at for one in interview.log if one.said_at <= end), end})
    gaps = (after - before for before, after in pairwise(moments))
    return sum((gap for gap in gaps if gap <= AWAY), timedelta(0))
