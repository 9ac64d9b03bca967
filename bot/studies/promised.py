"""What a study's people were promised, or told their stories by, and so cannot be changed once one of them began.

Law: a change that takes back a promise is told in one sentence and not made; nothing else is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reisleider.flows.journey import Fact, Persona, Study, Team

Broken = tuple[str, Mapping[str, object]]
"""A catalogue's sentence, and what it tells."""
_HasId = Persona | Team | Fact


def broken_promise(before: Study, after: Study) -> Broken | None:
    """What a change would take back, or None."""
    if after.keep_until > before.keep_until:
        return "promised.keep", {"day": before.keep_until}
    for least, now in (
        (before.minimum_customers, after.minimum_customers),
        (before.minimum_staff, after.minimum_staff),
    ):
        if now < least:
            return "promised.minimum", {"n": least}
    if before.quotes == "lead" and after.quotes != "lead":
        return "promised.quotes", {}
    if before.model != after.model:
        return "promised.phases", {}
    kept = (
        _gone(before.languages, after.languages),
        _gone(before.scripts, after.scripts),
        *(_gone((a.id for a in was), (b.id for b in now)) for was, now in _rows(before, after)),
    )
    return ("promised.gone", {}) if any(kept) else None


def _rows(before: Study, after: Study) -> Iterable[tuple[tuple[_HasId, ...], tuple[_HasId, ...]]]:
    yield before.personas, after.personas
    yield before.teams, after.teams
    yield before.facts, after.facts


def _gone(before: Iterable[str], after: Iterable[str]) -> bool:
    return not set(before) <= set(after)
