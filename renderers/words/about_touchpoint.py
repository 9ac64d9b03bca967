"""What is told of one touchpoint, a few words each: who named it, how it went, how sure colleagues are of it.

Law: only what the map shows is told; a figure it hides has no words here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reisleider.flows.journey_map import MapTouchpoint
from reisleider.flows.synthesis.measures.gap import WORTH_SAYING, most_chosen
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import strength_of, tell_count


def share_of(touchpoint: MapTouchpoint, of: int) -> str | None:
    """``9/12``: how many of the customers named it, or None under the minimum group."""
    return None if touchpoint.named is None else f"{touchpoint.named}/{of}"


def tell_evidence(touchpoint: MapTouchpoint, labels: Labels) -> str:
    """``verteld, bevestigd``: whose word it is and on how many customers it rests, two badges."""
    strength = strength_of(touchpoint.evidence)
    if strength == "assumed":
        return labels("legend.measured") if touchpoint.source == "measured" else labels("legend.assumed")
    source = "told" if touchpoint.source == "assumed" else touchpoint.source
    return f"{labels(f'source.{source}')}, {labels(f'legend.{strength}')}"


Gap = Literal["alike", "chance", "same", "rosier", "gloomier"]


def gap_of(touchpoint: MapTouchpoint) -> Gap | None:
    """How colleagues' guess lies beside what customers chose: too small to matter, perhaps chance, with the ``same``
    face on top, or to one side; None where that cannot be told."""
    if touchpoint.gap is None or touchpoint.guess is None or touchpoint.faces is None:
        return None
    if abs(touchpoint.gap) < WORTH_SAYING:
        return "alike"
    if not touchpoint.gap_sure:
        return "chance"
    if most_chosen(touchpoint.guess) == most_chosen(touchpoint.faces):
        return "same"
    return "rosier" if touchpoint.gap > 0 else "gloomier"


def tell_moment(touchpoint: MapTouchpoint, labels: Labels) -> str | None:
    """Why a touchpoint is a moment of truth, in words."""
    if touchpoint.moment is None:
        return None
    key = f"moment.{touchpoint.moment.removeprefix('moment.')}"
    return labels(key, n=touchpoint.moment_n) if touchpoint.moment_n is not None else labels(f"{key}.some")


def tell_ways(touchpoint: MapTouchpoint, labels: Labels) -> tuple[str, ...]:
    """How many came back to a touchpoint, nearly stopped and stopped there, a few words each."""
    rows = (("again", touchpoint.again), ("nearly", touchpoint.nearly), ("gave-up", touchpoint.gave_up))
    return tuple(labels(f"ways.{key}", n=count) for key, count in rows if count is not None)


def tell_guess(touchpoint: MapTouchpoint, labels: Labels) -> str | None:
    """How sure colleagues are of their guess and what it rests on, or None where too few said so."""
    told = []
    if touchpoint.certainty:
        told.append(labels("certainty.told", spread=_spread("certainty.", touchpoint.certainty, labels)))
    if touchpoint.basis:
        told.append(labels("basis.told", spread=_spread("basis.", touchpoint.basis, labels)))
    return " ".join(told) or None


def tell_expectations(touchpoint: MapTouchpoint, labels: Labels) -> str | None:
    """How many found it worse, the same or better than they expected, or None where too few said so."""
    return _spread("expectation.", touchpoint.expectations, labels) if touchpoint.expectations else None


def tell_tags(touchpoint: MapTouchpoint, labels: Labels, *, assumption: bool = False) -> tuple[str, ...]:
    """What else must be said about a touchpoint, a few words each; an ``assumption`` map says once that no
    customer named anything."""
    tags: list[str] = []
    if touchpoint.blind_spot:
        tags.append(labels("map.blind-spot"))
    if touchpoint.known == "staff" and not assumption:
        tags.append(labels("map.staff-only"))
    if touchpoint.faces is not None and touchpoint.faces.polarised:
        tags.append(labels("map.polarised"))
    return tuple(tags)


def _spread(prefix: str, counts: Mapping[str, int], labels: Labels) -> str:
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return ", ".join(labels(f"{prefix}{id}", n=tell_count(count)) for id, count in rows)
