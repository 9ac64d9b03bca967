"""Where a study's people are: invited, begun, finished, fallen silent; and how their talks go.

Law: counts, times, step names and codes of participants only, nothing anyone said.
"""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.bot.studies.scripts import scripts_of
from reisleider.flows.journey import Interview, Study, Track
from reisleider.flows.synthesis.privacy.minimum import LEAST, minimum
from reisleider.flows.synthesis.talks import SILENT, Groups, Talks, count_talks
from reisleider.storage import interviews
from reisleider.storage.forgetting import forgotten_last
from reisleider.storage.store import Connection

TRACKS: tuple[Track, ...] = ("customer", "stakeholder")
CODE = 6  # characters of a participant's id that a lead types to leave somebody out
LATEST = 5  # codes told at once


@dataclass(frozen=True)
class TrackStanding:
    """One track: how many people where, and how many more are ``wanted`` for the quota, or else for the smallest group
    that may be shown."""

    track: Track
    invited: int | None
    began: int
    finished: int
    stopped: int
    silent: int
    running: int
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


def talks_of(c: Connection, study: Study) -> tuple[Talks, ...]:
    """How the talks of each script of a study go; what was held elsewhere is none of them."""
    found, forgotten = interviews.interviews(c, study.id), forgotten_last(c, study.id)
    return tuple(
        count_talks(
            script.id,
            script.track,
            [one for one in found if one.script == script.id],
            Groups(minimum(study, script.track), LEAST[script.track]),
            each={step.id for step in script.steps if step.loop is not None},
            forgotten=forgotten,
        )
        for script in scripts_of(study)
    )


def _standing(study: Study, track: Track, found: list[Interview]) -> TrackStanding:
    done = sum(one.state == "completed" for one in found)
    silent = sum(one.state == SILENT for one in found)
    running = sum(not one.ended for one in found)
    return TrackStanding(
        track,
        study.invited.get(track),
        len(found),
        done,
        len(found) - done - silent - running,
        silent,
        running,
        max(0, (study.quotas.get(track) or minimum(study, track)) - done),
    )
