"""Where a study's people are: invited, begun, finished, where they stop.

Law: counts, step names and codes of participants only, nothing anyone said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Interview, Study, Track
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.storage import interviews, studies
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


def _standing(study: Study, track: Track, found: list[Interview]) -> TrackStanding:
    done = [one for one in found if one.state == "completed"]
    minutes = [(one.ended_at - one.began_at).total_seconds() / 60 for one in done if one.ended_at is not None]
    stops = Counter(one.log[-1].step for one in found if one.state in ("stopped", "expired") and one.log)
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


def tell_status(c: Connection, study_id: str) -> tuple[str, ...]:
    """A study's state in lines. Raises StudyFault where it is unknown."""
    study = studies.load_study(c, study_id)
    if study is None:
        raise StudyFault(f"There is no study {study_id}; see reisleider study list.")
    found = interviews.interviews(c, study_id)
    home = studies.home_of(c, study_id)
    lines = [f"{study.id}: {study.title[study.languages[0]]}", f"goal: {study.goal[study.languages[0]]}"]
    lines.append(f"home: {'none yet' if home is None else f'{home.platform}:{home.tenant}:{home.chat}'}")
    for track in TRACKS:
        lines.extend(_track(track, [one for one in found if one.track == track], study.invited.get(track)))
    codes = count_standing(c, study).codes
    if codes:
        lines.append(f"told last: {', '.join(f'{code} ({track})' for code, track in codes)}")
    return tuple(lines)


def _track(track: str, found: list[Interview], invited: int | None) -> Iterator[str]:
    states = Counter(one.state if one.ended else "running" for one in found)
    counts = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "nobody yet"
    yield f"{track}s: {'' if invited is None else f'{invited} invited, '}{counts}"
    minutes = [(one.ended_at - one.began_at).total_seconds() / 60 for one in found if one.ended_at is not None]
    if minutes:
        yield f"  median minutes: {median(minutes):.0f}"
    stops = Counter(one.log[-1].step for one in found if one.state in ("stopped", "expired") and one.log)
    for step, count in stops.most_common(3):
        yield f"  stopped at {step}: {count}"
