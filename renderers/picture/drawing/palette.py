"""The map's colours by the role they play, light and safe in print.

Law: a colour is named here and nowhere else; every pair that text is read in stands in ``PAIRS`` with a contrast
of at least 4.5:1, and nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping

PAPER = "#fbfaf6"
CARD = "#ffffff"
TINT = "#f4f3ee"
EDGE = "#e3e0d8"
FAINT = "#c9c6bd"
INK = "#1e2130"
MUTED = "#565b6b"
TEAL = "#0b6e69"
TEAL_PALE = "#d3e6e2"
GLAD = "#eff7f2"
SORE = "#fcf2ee"
STAFF = "#96480a"
STAFF_PALE = "#fdf3e7"
STAFF_EDGE = "#eccfa9"
FLAG = "#1e2130"
STAR = "#ffd66b"
ALARM = "#7a3d00"
ALARM_PALE = "#ffe9c2"
PAIN = "#8f1d14"
PAIN_PALE = "#fce8e4"
GAIN = "#14543a"
GAIN_PALE = "#e6f3ea"
AIM = "#1f3f6d"
AIM_PALE = "#e8eef8"
PHASE_FIRST = (231, 242, 240)
PHASE_LAST = (178, 213, 207)

FACES: Mapping[int, str] = {-2: "#a51d16", -1: "#b4480f", 0: "#7d6614", 1: "#3c7733", 2: "#0e6849"}
"""A face's colour by score; the mouth tells the same without colour."""
FACES_EITHER: Mapping[int, str] = {-2: "#d8453c", -1: "#c7641f", 0: "#8f7a2e", 1: "#4f8a45", 2: "#1f8a65"}
LINE_EITHER = "#2a8a84"
"""The same by role for a terminal, whose ground may be black or white: at least 3:1 on both."""
SIDES = (TEAL, STAFF, "#1f3f6d", "#7a2560", "#4d5a10", "#565b6b")
"""The sides of a comparison, in order; each has its own mark and dash as well."""
STRIP_MOST = 0.34
"""How much of a face's colour at most tints a count's cell: its figure stays readable in ink."""


def tint(colour: str, share: float) -> str:
    """``colour`` mixed into white: 0 is white, 1 the colour itself."""
    mixed = (round(255 + (int(colour[at : at + 2], 16) - 255) * share) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def phase_tint(place: float) -> str:
    """A phase's colour, from the first (0.0) to the last (1.0): it darkens from buyer to customer."""
    parts = (round(a + (b - a) * place) for a, b in zip(PHASE_FIRST, PHASE_LAST, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in (INK, MUTED) for ground in (PAPER, CARD, TINT, GLAD, SORE, STAFF_PALE)),
    (INK, phase_tint(0.0)),
    (INK, phase_tint(1.0)),
    (MUTED, phase_tint(0.0)),
    (TEAL, PAPER),
    (TEAL, CARD),
    (TEAL, TINT),
    (CARD, TEAL),
    (STAFF, CARD),
    (STAFF, STAFF_PALE),
    (STAFF, TINT),
    (CARD, FLAG),
    (STAR, FLAG),
    (ALARM, ALARM_PALE),
    (PAIN, PAIN_PALE),
    (GAIN, GAIN_PALE),
    (AIM, AIM_PALE),
    *((CARD, colour) for colour in FACES.values()),
    *((INK, tint(colour, STRIP_MOST)) for colour in FACES.values()),
)
"""Every (text, ground) that the pictures use."""
