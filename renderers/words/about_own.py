"""What is told of somebody's own journey: whose it is, and per step how it went, how it felt and why it stands out.

Law: told to that person alone, so nothing is hidden; drawn and in a terminal the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reisleider.flows.journey import Journey, Touchpoint
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

Why = Literal["remembered", "best", "worst", "decided", "nearly", "designed"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that stands out at a step, and its words."""

    why: Why
    words: str


def describe_own(journey: Journey, language: str) -> str:
    """The picture in words: every step with its face, what stands out, how it ended."""
    labels = Labels(language)
    parts = [title_of(journey, labels)]
    for place, one in enumerate(journey.touchpoints, 1):
        told = [shorten(one.words), *felt(one, labels), *(mark.words for mark in marks_of(journey, one, labels))]
        parts.append(f"{place}. {', '.join(told)}")
    ended = ", ".join(ending(journey, labels))
    if ended:
        parts.append(f"{labels('own.end')}: {ended}")
    return " ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts)


def title_of(journey: Journey, labels: Labels) -> str:
    """Whose journey it is."""
    return labels("own.title-staff" if journey.track == "stakeholder" else "own.title")


def score_of(one: Touchpoint) -> int | None:
    """The face of a step: what a customer felt, or what a colleague thinks customers feel."""
    return one.emotion if one.emotion is not None else one.guess


def way(one: Touchpoint, labels: Labels) -> Iterator[str]:
    """That it was a wait, and by what channel it went."""
    if one.wait:
        yield labels("legend.wait")
    if one.channel is not None:
        yield labels(f"channel.{one.channel}")


def felt(one: Touchpoint, labels: Labels) -> Iterator[str]:
    """The face's name, or why there is none."""
    score = score_of(one)
    if score is not None:
        yield labels.face(score)
    elif one.emotion_unknown in ("forgot", "not-applicable"):
        yield labels(f"own.{one.emotion_unknown}")


def marks_of(journey: Journey, one: Touchpoint, labels: Labels) -> Iterator[Mark]:
    """What a step stands out by."""
    here: tuple[tuple[Why, bool], ...] = (
        ("remembered", one.id == journey.remembered),
        ("best", one.id == _extreme(journey, 1)),
        ("worst", one.id == _extreme(journey, -1)),
        ("decided", one.id == journey.decided_at),
        ("nearly", one.id == journey.nearly_stopped_at),
        ("designed", one.designed),
    )
    for why, so in here:
        if so:
            yield Mark(why, labels(f"own.{why}"))


def _extreme(journey: Journey, side: int) -> str | None:
    """The step a customer liked best (``side`` 1) or disliked most (-1): among equals the one they said why of."""
    rated = [one for one in journey.touchpoints if one.emotion is not None and one.emotion * side > 0]
    if not rated:
        return None
    return max(rated, key=lambda one: ((one.emotion or 0) * side, one.why is not None, -one.position)).id


def ending(journey: Journey, labels: Labels) -> Iterator[str]:
    """How it ended: what came of it, and the face at the end."""
    if journey.outcome is not None:
        yield labels(f"outcome.{journey.outcome}")
    if journey.end_emotion is not None:
        yield labels.face(journey.end_emotion)
