"""A lead's glance at what somebody said, before it stands on a map: shown, left out, or with more words hidden.

Law: a glance is about one person's words in one interview, told by a mark that holds none of them; the last one holds,
whichever lead it is of, and what was hidden stays hidden. Where there is none the study's rule decides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from reisleider.flows.journey import Glancing
from reisleider.flows.synthesis.privacy.redaction import MARK, redact, special

Decided = Literal["show", "leave-out", "hide", "undo"]
Subject = tuple[str, str]
"""An interview, and the mark of words that were said in it."""


@dataclass(frozen=True)
class Glance:
    """One decision of a lead about words of an ``interview``, by their ``mark``. ``hidden``: what ``hide`` takes out of
    them; ``undo`` takes back the latest decision of the same lead about them. ``by`` and ``at`` say who and when."""

    interview: str
    mark: str
    decided: Decided
    hidden: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def about(self) -> Subject:
        """The words that it is about."""
        return self.interview, self.mark


@dataclass(frozen=True)
class Looked:
    """What holds about some words: whether they are ``shown`` (None: nobody said so), by whom, and what is hidden."""

    shown: bool | None = None
    by: str = ""
    hidden: tuple[str, ...] = ()


UNSEEN = Looked()


@dataclass(frozen=True)
class Glances:
    """What leads decided, by what it is about, and what goes for words that none of them saw."""

    held: Mapping[Subject, Looked] = field(default_factory=dict)
    rule: Glancing = "redacted"

    def of(self, interview: str, words: str) -> Looked:
        """What holds about words that were said in an interview."""
        return self.held.get((interview, mark_of(interview, words)), UNSEEN) if self.held else UNSEEN

    def let(self, interview: str, words: str) -> bool:
        """Whether words may stand on a map."""
        shown = self.of(interview, words).shown
        return self.rule == "redacted" and special(words) is None if shown is None else shown

    def printed(self, interview: str, words: str) -> str:
        """Words as they are printed: redacted, and without what a lead hid."""
        return hide(redact(words), self.of(interview, words).hidden)


def mark_of(interview: str, words: str) -> str:
    """What tells words of an interview from others, without holding them."""
    return hashlib.sha256(f"{interview}\n{words}".encode()).hexdigest()[:16]


def look_at(history: Iterable[Glance], rule: Glancing) -> Glances:
    """What holds of everything that was decided, oldest first."""
    return Glances({about: _looked(rows) for about, rows in _standing(history).items()}, rule)


def last_of(history: Iterable[Glance], by: str) -> Glance | None:
    """The last decision of a lead that holds, the one they can take back; None where there is none."""
    rows = [one for held in _standing(history).values() for one in held if one.by == by]
    return max(rows, key=lambda one: (one.at is not None, one.at), default=None)


def hide(words: str, hidden: Iterable[str]) -> str:
    """Words without some of them, which are marked as redaction marks what it takes out."""
    for one in hidden:
        words = _places(one).sub(MARK, words)
    return re.sub(rf"{re.escape(MARK)}(?:\s*{re.escape(MARK)})+", MARK, words)


def holds(words: str, hidden: str) -> bool:
    """Whether something that is to be hidden stands in these words, as whole words."""
    return bool(re.search(r"\w", hidden)) and _places(hidden).search(words) is not None


def _places(hidden: str) -> re.Pattern[str]:
    told = r"\s+".join(map(re.escape, hidden.split()))
    return re.compile(rf"(?<!\w){told}(?!\w)", re.IGNORECASE)


def _standing(history: Iterable[Glance]) -> dict[Subject, list[Glance]]:
    held: dict[Subject, list[Glance]] = {}
    for one in history:
        rows = held.setdefault(one.about, [])
        if one.decided != "undo":
            rows.append(one)
            continue
        last = next((at for at in reversed(range(len(rows))) if rows[at].by == one.by), None)
        if last is not None:
            del rows[last]
    return held


def _looked(rows: Iterable[Glance]) -> Looked:
    looked = UNSEEN
    for one in rows:
        if one.decided == "hide":
            looked = Looked(looked.shown, looked.by, (*looked.hidden, one.hidden))
        else:
            looked = Looked(one.decided == "show", one.by, looked.hidden)
    return looked
