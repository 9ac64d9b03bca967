"""Chooses the quotes worth reading: concrete, typical or extreme for their touchpoint, from varied people.

Law: with consent, redacted, never reworded or cut; nothing from a touchpoint or a phase under the minimum group, nor in
a language that fewer people of the map speak; nothing that somebody wrote who was in danger. Where the study says so a
lead saw each before; what the law holds more private than the rest (health, faith and the like) never stands there
unless a lead let it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import Faces, Quote
from reisleider.flows.listening.care.need import need_told
from reisleider.flows.synthesis.figures.glances import Glances
from reisleider.flows.synthesis.measures.gap import most_chosen
from reisleider.flows.synthesis.privacy.redaction import MARK, redact, special
from reisleider.flows.words.cues import content_words, normalise
from reisleider.flows.words.vocabulary import lists, one_of

LEAST_WORDS, MOST_CHARACTERS = 3, 280  # content words under which nothing is told; a quote is read at a glance
BEST_WORDS = 12  # content words beyond which a quote gets no better
REMEMBERED = 8192  # words whose worth is remembered: each map weighs all of them again
_CONCRETE = re.compile(rf"\d|€|\b{one_of(lists('kinds')['countable'])}\b", re.IGNORECASE)


class Saying(NamedTuple):
    """Words somebody said; ``score`` the face they explain, ``faces`` what everybody chose there; ``forwarded``: they
    are somebody else's."""

    journey: Journey
    words: str
    score: int | None = None
    faces: Faces | None = None
    touchpoint: str | None = None
    forwarded: bool = False


@dataclass
class Chooser:
    """Chooses for one map; whoever was quoted before comes after whoever was not yet. ``languages``: those that the
    minimum group speaks, None for any: a quote in another one would tell whose it is.

    ``asked``: what would be chosen if a lead let it, and none has seen yet, as it was said; ``decided``: all that a
    lead did see.
    """

    languages: frozenset[str] | None = None
    quoted: dict[str, int] = field(default_factory=dict)
    glances: Glances = field(default_factory=Glances)
    asked: list[Saying] = field(default_factory=list)
    decided: list[Saying] = field(default_factory=list)
    would_be_quoted: dict[str, int] = field(default_factory=dict)

    def apart(self) -> Chooser:
        """One for another list of the same map, where who is quoted elsewhere does not matter."""
        return Chooser(self.languages, glances=self.glances, asked=self.asked, decided=self.decided)

    def shared(self) -> Chooser:
        """One for words that so many used that they are nobody's: these are left out where a lead said so, and need
        not be seen."""
        return Chooser(self.languages, glances=replace(self.glances, rule="redacted"))

    def choose(self, said: Iterable[Saying], most: int) -> tuple[Saying, ...]:
        """The best of these by different people in different words, redacted; only from people who allowed it."""
        rows = [self._row(one) for one in said if self._open(one) and not one.forwarded and _readable(one.words)]
        would = _best([one for one in rows if one.shown is not False], most, self.would_be_quoted)
        self.asked.extend(one.saying for one in would if one.shown is None)
        self.decided.extend(one.saying for one in rows if one.shown is not None)
        let = [one for one in rows if self.glances.let(one.saying.journey.interview, one.saying.words)]
        return tuple(map(self._printed, _best(let, most, self.quoted)))

    def _open(self, saying: Saying) -> bool:
        spoken = self.languages is None or saying.journey.language in self.languages
        return saying.journey.quotes_allowed and spoken

    def _row(self, one: Saying) -> Row:
        shown = self.glances.of(one.journey.interview, one.words).shown
        return Row(one, shown, worth(one), special(one.words) is not None)

    def _printed(self, row: Row) -> Saying:
        one = row.saying
        words = self.glances.printed(one.journey.interview, one.words)
        return Saying(one.journey, words, one.score, one.faces, one.touchpoint)


class Row(NamedTuple):
    """Words that can be chosen: whether a lead let them (None: none has seen them), how much they tell, and whether
    they are more private than the rest."""

    saying: Saying
    shown: bool | None
    worth: float
    private: bool

    def rank(self, quoted: Mapping[str, int]) -> tuple[bool, int, float, str, str]:
        """What is more private than the rest comes after all else, then whoever was quoted before."""
        one = self.saying
        times = quoted.get(one.journey.participant, 0)
        return self.private, times, -self.worth, one.journey.interview, one.words


def _best(rows: list[Row], most: int, quoted: dict[str, int]) -> list[Row]:
    """The best by different people in different words; ``quoted``: how often each was before, counted on."""
    chosen: list[Row] = []
    while rows and len(chosen) < most:
        best = min(rows, key=lambda one: one.rank(quoted))
        chosen.append(best)
        who, same = best.saying.journey.participant, normalise(best.saying.words)
        quoted[who] = quoted.get(who, 0) + 1
        rows = [one for one in rows if one.saying.journey.participant != who and normalise(one.saying.words) != same]
    return chosen


def spoken_by(people: Iterable[Journey], least: int) -> frozenset[str]:
    """The languages that at least so many of these people told in."""
    counts = Counter(one.language for one in people)
    return frozenset(language for language, count in counts.items() if count >= least)


def quote(saying: Saying) -> Quote:
    """A chosen saying as it stands on the map."""
    return Quote(saying.words, saying.score, saying.journey.language, saying.touchpoint)


def worth(saying: Saying) -> float:
    """How much a quote tells: its content words, something countable, a strong face, the face most chose there."""
    typical = 3 if saying.faces is not None and saying.score == most_chosen(saying.faces) else 0
    return _told_in(saying.words) + typical + 2 * abs(saying.score or 0)


@lru_cache(maxsize=REMEMBERED)
def _told_in(words: str) -> int:
    """What the words themselves are worth, wherever they stand."""
    told = min(len(content_words(words)), BEST_WORDS)
    concrete = 4 if _CONCRETE.search(words) else 0
    return told + concrete - 3 * redact(words).count(MARK)


@lru_cache(maxsize=REMEMBERED)
def _readable(words: str) -> bool:
    if not len(content_words(words)) >= LEAST_WORDS or len(words) > MOST_CHARACTERS:
        return False
    return need_told(words) != "danger"
