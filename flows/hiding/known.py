"""Which words are names: first names and surnames of many countries, and what looks like a name and is none.

Law: a name a line in the lists beside this file; what is also a word is marked there, and is a name only where what
stands around it says so. First names and surnames are of the MIT-licensed lists of Faker, of the word list of OpenTaal
(CC BY 3.0), and our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

GIVEN, GIVEN_TOO, FAMILY, FAMILY_TOO, NO_NAME = 1, 2, 4, 8, 16
"""What a word may be, as bits: a first name or a surname, and the same where it is also a word; a place or a brand."""
SURE = GIVEN | FAMILY
ANY = GIVEN | GIVEN_TOO | FAMILY | FAMILY_TOO
_ALSO = "*"


@cache
def known() -> Mapping[str, int]:
    """What each word on the lists may be, by its small letters."""
    found: dict[str, int] = {}
    for file, sure, too in (("given_names", GIVEN, GIVEN_TOO), ("family_names", FAMILY, FAMILY_TOO)):
        for row in _rows(file):
            word = row.removesuffix(_ALSO).lower()
            found[word] = found.get(word, 0) | (too if row.endswith(_ALSO) else sure)
    for row in _rows("no_names"):
        found[row] = found.get(row, 0) | NO_NAME
    return found


@cache
def phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """What looks like somebody's whole name and is none ("albert heijn"), by its first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in _rows("no_names"):
        first, *rest = row.replace(" & ", " ").split()
        if rest:
            found.setdefault(first, []).append((first, *rest))
    return {first: tuple(rows) for first, rows in found.items()}


def _rows(file: str) -> list[str]:
    text = (files(__package__) / f"{file}.txt").read_text(encoding="utf-8")
    return [row for row in text.splitlines() if row and not row.startswith("#")]
