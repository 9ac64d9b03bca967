"""The minimum group, in one place: what may be counted, shown and quoted.

Law: no figure covers fewer people than the minimum (method 4.12: 3 customers, 5 colleagues), and none can be found
by subtracting published figures. Words are shown with consent only, redacted.
"""

from __future__ import annotations

import re

from flows.journey import Study, Track
from flows.journey_map import Faces

LEAST: dict[Track, int] = {"customer": 3, "stakeholder": 5}
_REDACTIONS = (
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"), "[e-mail]"),
    (re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE), "[link]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b"), "[iban]"),
    (re.compile(r"\b\d{4}\s?[A-Z]{2}\b(?:\s+\d+\w?)?"), "[adres]"),
    (
        re.compile(r"\b[A-Z][\w'’-]*(?:straat|laan|weg|plein|kade|dijk|gracht|street|road|avenue|lane)\s+\d+\w?\b"),
        "[adres]",
    ),
    (re.compile(r"(?<![\w€$£])\+?\d(?:[\s().-]?\d){8,14}\b"), "[telefoon]"),
    (re.compile(r"\b(?=\w*\d)[A-Z0-9]{2,}-?\d{4,}[A-Z0-9-]*\b|\b\d{6,}\b"), "[nummer]"),
    (
        re.compile(
            r"\b(?:(?:mevrouw|meneer|mevr\.?|dhr\.?|mr\.?|mrs\.?|ms\.?|dr\.?|miss)\s+)"
            r"(?:(?:van|de|der|den|het|ter|ten)\s+)*[A-Z][\w'’-]+",
            re.IGNORECASE,
        ),
        "[naam]",
    ),
    (re.compile(r"\b(?:(?i:ik heet|mijn naam is|my name is))\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*"), "[naam]"),
)


def minimum(study: Study, track: Track) -> int:
    """The smallest group a figure of this track may cover; a study can raise it, never lower it."""
    wanted = study.minimum_customers if track == "customer" else study.minimum_staff
    return max(wanted, LEAST[track])


def enough(count: int, least: int) -> int | None:
    """A count that may be shown, or None."""
    return count if count >= least else None


def faces_of(scores: list[int], least: int) -> Faces | None:
    """The spread of scores -2..+2, or None where too few people gave one."""
    if len(scores) < least:
        return None
    return Faces(tuple(scores.count(score) for score in (-2, -1, 0, 1, 2)))  # type: ignore[arg-type]  # five counts


def tally(values: list[str], of: int, least: int) -> dict[str, int] | None:
    """Counts per value, each at least the minimum; None where none is, or where a hidden one follows by subtraction.

    ``of``: how many people there are in all, a published figure. What lies under the minimum is left out; where
    the rest (those left out and those who did not answer) is smaller than the minimum, the smallest shown count is
    left out too (complementary suppression).
    """
    counts = {value: values.count(value) for value in sorted(set(values))}
    shown = {value: count for value, count in counts.items() if count >= least}
    rest = of - sum(shown.values())
    if shown and len(shown) < len(counts) and 0 < rest < least:
        smallest = min(shown, key=lambda value: (shown[value], value))
        del shown[smallest]
    return shown or None


def redact(words: str) -> str:
    """Words without e-mail and web addresses, IBANs, street addresses, phone and order numbers, and titled names."""
    for pattern, mark in _REDACTIONS:
        words = pattern.sub(mark, words)
    return words
