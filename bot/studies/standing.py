"""Where a study's people are: invited, begun, finished, where they stop.

Law: counts, step names and codes of participants only, nothing anyone said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

from reisleider.flows.elsewhere.as_interview import NAME as ELSEWHERE
from reisleider.flows.journey import Interview, Study, Track
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.storage import interviews
from reisleider.storage.store import Connection

TRACKS: tuple[Track, ...] = ("customer", "stakeholder")
CODE = 6  # characters of a participant's id that a lead types to leave somebody out
LATEST = 5  # codes told at once


@dataclass(frozen=True)
class TrackStanding:
    """One track: how many people where, the median ``minutes`` of the finished, the steps where people stop, and how
    many more are ``wanted`` for the quota, or else for the smallest group that may be shown."""

    track: Track
    invited: int | None
    began: int
    finished: int
    stopped: int
    running: int
    minutes: float | None
    stops: tuple[tuple[str, int], ...]
    wanted: int


@dataclass(frozen=True)
class Standing:
    """A study's state. ``codes`` name who told something last, newest first."""

    tracks: tuple[TrackStanding, ...]
    codes: tuple[tuple[str, Track], ...]


def count_standing(c: Connection, study: Study) -> Standing:
    """Where a study's people are now."""
    found = interviews.interviews(c, study.id)
    latest = sorted((one for one in found if one.ended_at is not None), key=lambda one: str(one.ended_at), reverse=True)
    codes = tuple((one.participant[:CODE], one.track) for one in latest if one.state == "completed")
    return Standing(
        tuple(_standing(study, track, [one for one in found if one.track == track]) for track in TRACKS), codes[:LATEST]
    )


def _stopped_after(interview: Interview) -> str | None:
    """The last question that was answered or skipped in its turn: what was corrected, said beside it or moved later is
    no place in the interview."""
    asked = (
        one.step for one in reversed(interview.log) if one.kind in ("answer", "skipped") and one.supersedes is None
    )
    return next(asked, None)


def _standing(study: Study, track: Track, found: list[Interview]) -> TrackStanding:
    done = [one for one in found if one.state == "completed"]
    here = [one for one in done if one.script != ELSEWHERE]  # how long it took elsewhere nobody told
    minutes = [(one.ended_at - one.began_at).total_seconds() / 60 for one in here if one.ended_at is not None]
    stops = Counter(step for one in found if one.state in ("stopped", "expired") and (step := _stopped_after(one)))
    return TrackStanding(
        track,
        study.invited.get(track),
        len(found),
        len(done),
        sum(one.ended and one.state != "completed" for one in found),
        sum(not one.ended for one in found),
        median(minutes) if minutes else None,
        tuple(stops.most_common(3)),
        max(0, (study.quotas.get(track) or minimum(study, track)) - len(done)),
    )
