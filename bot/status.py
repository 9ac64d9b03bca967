"""Where a study's people are: invited, begun, finished, where they stop.

Law: counts and step names only, nothing anyone said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median

from flows.faults import StudyFault
from flows.journey import Interview
from storage import interviews, studies
from storage.store import Connection


def tell_status(c: Connection, study_id: str) -> tuple[str, ...]:
    """A study's state in lines. Raises StudyFault where it is unknown."""
    study = studies.load_study(c, study_id)
    if study is None:
        raise StudyFault(f"There is no study {study_id}; see reisleider study list.")
    found = interviews.interviews(c, study_id)
    home = studies.home_of(c, study_id)
    lines = [f"{study.id}: {study.title[study.languages[0]]}", f"goal: {study.goal[study.languages[0]]}"]
    lines.append(f"home: {'none yet' if home is None else f'{home.platform}:{home.tenant}:{home.chat}'}")
    for track in ("customer", "stakeholder"):
        lines.extend(_track(track, [one for one in found if one.track == track], study.invited.get(track)))
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
