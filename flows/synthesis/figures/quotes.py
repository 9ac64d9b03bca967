"""Chooses the quotes worth reading: concrete, typical or extreme for their touchpoint, from varied people.

Law: with consent, redacted, never reworded or cut; nothing from a touchpoint or a phase under the minimum group, nor in
a language that fewer people of the map speak; nothing that somebody wrote who was in danger, nor of what the law holds
more private than the rest (health, faith and the like): that is for the lead to read, where a touchpoint is traced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import Faces, Quote
from reisleider.flows.listening.care.need import need_told
from reisleider.flows.synthesis.measures.gap import most_chosen
from reisleider.flows.synthesis.privacy.redaction import MARK, redact, special
from reisleider.flows.words.cues import content_words, normalise
from reisleider.flows.words.vocabulary import lists, one_of

LEAST_WORDS, MOST_CHARACTERS = 3, 280  # content words under which nothing is told; a quote is read at a glance
BEST_WORDS = 12  # content words beyond which a quote gets no better
_CONCRETE = re.compile(rf"\d|€|\b{one_of(lists('kinds')['countable'])}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Saying:
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
    minimum group speaks, None for any: a quote in another one would tell whose it is."""

    languages: frozenset[str] | None = None
    quoted: dict[str, int] = field(default_factory=dict)

    def choose(self, said: Iterable[Saying], most: int) -> tuple[Saying, ...]:
        """The best of these by different people in different words, redacted; only from people who allowed it."""
        rows = [one for one in said if self._open(one) and not one.forwarded and _readable(one.words)]
        chosen: list[Saying] = []
        while rows and len(chosen) < most:
            best = min(rows, key=lambda one: (self._times(one), -worth(one), one.journey.interview, one.words))
            chosen.append(Saying(best.journey, redact(best.words), best.score, best.faces, best.touchpoint))
            self.quoted[best.journey.participant] = self._times(best) + 1
            same = normalise(best.words)
            rows = [
                one
                for one in rows
                if one.journey.participant != best.journey.participant and normalise(one.words) != same
            ]
        return tuple(chosen)

    def _open(self, saying: Saying) -> bool:
        spoken = self.languages is None or saying.journey.language in self.languages
        return saying.journey.quotes_allowed and spoken

    def _times(self, saying: Saying) -> int:
        return self.quoted.get(saying.journey.participant, 0)


def spoken_by(people: Iterable[Journey], least: int) -> frozenset[str]:
    """The languages that at least so many of these people told in."""
    counts = Counter(one.language for one in people)
    return frozenset(language for language, count in counts.items() if count >= least)


def quote(saying: Saying) -> Quote:
    """A chosen saying as it stands on the map."""
    return Quote(saying.words, saying.score, saying.journey.language, saying.touchpoint)


def worth(saying: Saying) -> float:
    """How much a quote tells: its content words, something countable, a strong face, the face most chose there."""
    told = min(len(content_words(saying.words)), BEST_WORDS)
    concrete = 4 if _CONCRETE.search(saying.words) else 0
    typical = 3 if saying.faces is not None and saying.score == most_chosen(saying.faces) else 0
    return told + concrete + typical + 2 * abs(saying.score or 0) - 3 * redact(saying.words).count(MARK)


def _readable(words: str) -> bool:
    if not len(content_words(words)) >= LEAST_WORDS or len(words) > MOST_CHARACTERS:
        return False
    return need_told(words) != "danger" and special(words) is None
