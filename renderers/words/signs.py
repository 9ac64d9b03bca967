"""Which sign stands for what: the face for a median, the ends of a divided touchpoint, the order of evidence.

Law: decides what is shown, never how it looks; every format, drawn or written, chooses the same.
"""

from __future__ import annotations

from reisleider.flows.journey_map import Evidence, Faces
from reisleider.flows.synthesis.privacy.minimum import LEAST

EVIDENCE: tuple[Evidence, ...] = ("assumed", "few", "named", "confirmed")
"""How many customers a touchpoint rests on, from the least to the most."""

CONTROLS = ("partner", "outside")
"""Whose control over a touchpoint is worth a sign: that it is the organisation's own needs none."""


def strength_of(evidence: Evidence) -> Evidence:
    """The level that has a sign; maps published before source and strength were told apart called a source a level."""
    return evidence if evidence in EVIDENCE else "named"


def nearest_face(median: float) -> int:
    """The face that stands for a median between two faces: away from neutral, so that a lean is seen."""
    return int(median + 0.5) if median >= 0 else -int(-median + 0.5)


def poles(faces: Faces) -> tuple[int, int]:
    """The two faces of a divided touchpoint: the most chosen below neutral and the most chosen above it."""
    counts = faces.counts
    return (-2 if counts[0] > counts[1] else -1), (2 if counts[4] > counts[3] else 1)


def marks(faces: Faces | None) -> tuple[float, ...]:
    """The scores at which feelings are drawn: the middle face, and both ends where people are divided."""
    if faces is None:
        return ()
    return (faces.median, *poles(faces)) if faces.polarised else (faces.median,)


FEW = LEAST["customer"]
"""From how many people of a figure on it is told exactly how many chose the same."""


def tell_count(count: int) -> str:
    """How many of the people of a figure chose a face, as it is shown: one and two are not told apart."""
    return str(count) if count == 0 or count >= FEW else f"1–{FEW - 1}"


def tell_exactly(count: int) -> int | None:
    """The same for a column of numbers: None where it would be of one or two people."""
    return count if count == 0 or count >= FEW else None


def tell_faces(faces: Faces | None) -> str:
    """``😞 1–2 · 🙁 3 · 😐 0 · 🙂 4 · 😄 1–2``, or a dash where too few people said."""
    if faces is None:
        return "–"
    return " · ".join(f"{face} {tell_count(count)}" for face, count in zip("😞🙁😐🙂😄", faces.counts, strict=True))
