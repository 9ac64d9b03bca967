"""How people look back on the whole, beside its most intense moment and its last one.

Law: each person counts once in all of it, by their own faces; it is counted and not claimed, for no test of so few
faces tells memory from a good mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import Faces, PeakEnd

MOMENTS = 3  # faces of one person from which a peak, an end and a mean can differ
SCORES = (-2, -1, 0, 1, 2)


@dataclass(frozen=True)
class LookBack:
    """One person's peak, last and whole (-2..+2), and to which of both middles the whole lies nearer."""

    peak: int
    last: int
    whole: int
    nearer: str

    @property
    def said(self) -> str:
        """All of it as one answer, for the ledger."""
        return f"{self.peak} {self.last} {self.whole} {self.nearer}"


def look_back(journey: Journey) -> LookBack | None:
    """The peak-end rule (Kahneman, Fredrickson, Schreiber and Redelmeier, 1993): what is remembered of an episode is
    near the mean of its most intense moment and its end, whatever it lasted. None where too few faces were given."""
    if "look" not in journey.worked:
        journey.worked["look"] = _look(journey)
    found: LookBack | None = journey.worked["look"]
    return found


def _look(journey: Journey) -> LookBack | None:
    faces = [one.emotion for one in journey.touchpoints if one.emotion is not None]
    whole = journey.end_emotion
    if whole is None or len(faces) < MOMENTS:
        return None
    peak, last = min(faces, key=lambda face: (-abs(face), face)), faces[-1]
    by_rule = abs(whole - Fraction(peak + last, 2))
    by_mean = abs(whole - Fraction(sum(faces), len(faces)))
    nearer = "same" if by_rule == by_mean else "peak-end" if by_rule < by_mean else "mean"
    return LookBack(peak, last, whole, nearer)


def peak_end(looks: Mapping[str, int]) -> PeakEnd | None:
    """The look-backs of enough people (as ``said`` -> people), each part by itself; None where there are none."""
    if not looks:
        return None
    parts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())
    for said, people in looks.items():
        for part, value in zip(parts, said.split(" "), strict=True):
            part[value] += people
    peak, last, whole = (_faces(one) for one in parts[:3])
    return PeakEnd(peak, last, whole, {key: parts[3][key] for key in ("peak-end", "mean", "same")})


def _faces(counts: Mapping[str, int]) -> Faces:
    least, less, none, more, most = (counts.get(str(score), 0) for score in SCORES)
    return Faces((least, less, none, more, most))
