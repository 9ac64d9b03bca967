"""The field of feelings in px: how high a score stands, and how large what is drawn on it is.

Law: every part of the field measures with these, so that a face, a guess and a pole meet where they should.
"""

from __future__ import annotations

STEP = 40.0  # px between two faces of the scale
EDGES = 24.0  # px above the best and below the worst face
FIELD = 4 * STEP + 2 * EDGES
FACE, GUESS = 12.0, 6.0  # radii


def height_of(score: float, top: float) -> float:
    """Where a score from -2 to +2 stands in the field that begins at ``top``."""
    return top + EDGES + (2 - score) * STEP
