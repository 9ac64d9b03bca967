"""A stretch of a story as words and the gaps between them: where words of order stand, and what only joins or fills.

Law: knows kinds of words (``[outline]``), never a language; what it cuts off a name carries no meaning of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from reisleider.flows.words.cues import without_accents
from reisleider.flows.words.vocabulary import lists, one_of

_WORD = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['’&-][^\W_]+|\.(?:com|org|net|eu|nl|be|uk)\b)*")
_ENDS = re.compile(r"[.!?…]+(?=\s|$)")
_SKIPPED = 24  # words; who fills more than this tells nothing there
_SENTENCE = 3  # words that a sentence needs to be a step of its own, where no act is told in it
_NO_VERBS = ("hangs-on", "conditions", "also-when", "clauses")
_EDGES = ' \t\r\n.,;:!?…-–—>*•"“”()'


@dataclass(frozen=True)
class Clause:
    """Words in plain form, where each begins and ends in the text, and the text itself."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def gap(self, place: int) -> str:
        """What stands before a word: "." an end of sentence, ";", ":", "," or "" nothing; "." before the first."""
        if place == 0:
            return "."
        between = self.text[self.ends[place - 1] : self.starts[place]]
        if "\n" in between or (_ENDS.search(between) and not self._is_short(place - 1)):
            return "."
        if ";" in between:
            return ";"
        if ":" in between:
            return ":"
        return "," if "," in between or " - " in between or " – " in between else ""

    def _is_short(self, place: int) -> bool:
        """Whether a word before a stop is an abbreviation ("dhr.", "nr.")."""
        return self.words[place] in _words("abbreviations")

    def until(self, place: int) -> int:
        """The end of the clause that a word stands in: the next word with a gap before it."""
        return next((n for n in range(place + 1, len(self.words)) if self.gap(n)), len(self.words))

    def starts_with(self, phrase: tuple[str, ...], place: int = 0) -> int:
        """How many words from here are this phrase: all of it, or none."""
        return len(phrase) if self.words[place : place + len(phrase)] == phrase else 0

    def longest(self, table: str, place: int) -> int:
        """How many words from here are a phrase of a table: of the longest that stands here."""
        if place >= len(self.words):
            return 0
        phrases = _by_first(table).get(self.words[place])
        return max(self.starts_with(phrase, place) for phrase in phrases) if phrases else 0

    def order_at(self, place: int) -> bool:
        """Whether a word of order here begins a step ("daarna belde ik", "en toen gebeld")."""
        if self.words[place] in _words("joiners"):
            return self._order(place + self._joined(place), joined=True, bare=not self.gap(place))
        if place and self.words[place - 1] in _words("joiners"):
            return False
        return self._order(place, joined=False, bare=not self.gap(place))

    def _joined(self, place: int) -> int:
        count = 0
        while place + count < len(self.words) and self.words[place + count] in _words("joiners"):
            count += 1
        return count

    def _order(self, place: int, *, joined: bool, bare: bool) -> bool:
        if place >= len(self.words):
            return False
        count = self.longest("order", place)
        moment = self.longest("moments", place)
        if not count and not moment:
            if joined or bare or not self.longest("opening", place):
                return False
            return self.may_open(place)
        if not count:
            return not bare or (joined and self.tells_act(place + moment, self.until(place)))
        after = place + count
        if after >= len(self.words) or (self.gap(after) and self.gap(after) != ","):
            return False
        if self.words[place] in _words("also-when") and count == 1 and not self._main(after):
            return False
        if self.words[place] in _words("also-than") and bare and not joined:
            return False
        if bare and not joined:
            return self._stands_free(place, after)
        return joined or not self._answers_condition(place)

    def _main(self, place: int) -> bool:
        """Whether what follows "toen" is a clause of its own: no subject follows it, unless it ends on an act done."""
        if self.words[place] not in _words("subjects"):
            return True
        last = self.until(place) - 1
        return self.words[place] not in _words("persons") and last > place and is_act(self.words[last], "done")

    def _stands_free(self, place: int, after: int) -> bool:
        """In a story without commas: nothing before the word of order claims it, and an act follows it."""
        before = self.words[place - 1] if place else ""
        claimed = before in _words("subjects") or before in _words("states") or before in _words("auxiliaries")
        follows = self.words[after] in _words("persons") or self.words[after] in _words("auxiliaries")
        return not (claimed or before in _words("claims-order")) and (follows or is_act(self.words[after]))

    def _answers_condition(self, place: int) -> bool:
        """Whether the clause before says under which condition: "als je belt, dan ..."."""
        start = place - 1
        while start > 0 and not self.gap(start):
            start -= 1
        return place > 0 and self.words[start] in _words("conditions")

    def may_open(self, place: int) -> bool:
        """Whether "first" or "so" here only opens what follows: a person, an act or a comma comes next."""
        after = place + self.longest("opening", place)
        if after >= len(self.words):
            return False
        word = self.words[after]
        opened = any(word in _words(table) for table in ("subjects", "joiners", "auxiliaries"))
        return opened or self.gap(after) == "," or is_act(word)

    def tells_act(self, start: int, end: int) -> bool:
        """Whether an act is told by the words from start up to end."""
        return any(is_act(word) or word in _words("auxiliaries") for word in self.words[start:end])


@lru_cache(maxsize=2048)
def clause_of(text: str) -> Clause:
    """A text as words and gaps."""
    found = list(_WORD.finditer(text))
    shouts = text.isupper()
    return Clause(
        text,
        tuple(one[0] if shouts < _is_capitals(one[0]) else without_accents(one[0]) for one in found),
        tuple(one.start() for one in found),
        tuple(one.end() for one in found),
    )


def _is_capitals(word: str) -> bool:
    """Whether a word is a name in capitals ("IT"), which is no word of any list."""
    return len(word) > 1 and word.isupper() and word.isalpha()


def hangs_on(clause: Clause, place: int) -> bool:
    """Whether the sentence that begins here only says more of the one before."""
    start = place + skipped(clause, place)
    end = next((n for n in range(place + 1, len(clause.words)) if clause.gap(n) in (".", ";")), len(clause.words))
    if start >= end or clause.words[start] in _words("hangs-on"):
        return True
    if any(word in _words("opinions") for word in clause.words[start:end]):
        return True
    return end - start < _SENTENCE and not any(is_act(word, "done") for word in clause.words[start:end])


def skipped(clause: Clause, place: int = 0) -> int:
    """How many words from here only fill, join, or tell the order."""
    start = place
    while start < min(len(clause.words), place + _SKIPPED):
        count = max(clause.longest("fillers", start), clause.longest("joiners", start))
        order = clause.longest("order", start)
        if order and (clause.words[start] not in _words("also-when") or order > 1 or _is_main(clause, start + order)):
            count = max(count, order)
        if clause.words[start] in _words("denials") and (start + 1 == len(clause.words) or clause.gap(start + 1)):
            count = 1
        if not count and clause.may_open(start):
            count = clause.longest("opening", start)
        if not count and start == place:
            count = clause.longest("leads", start)
        if not count:
            break
        start += count
    return start - place


def _is_main(clause: Clause, place: int) -> bool:
    return place < len(clause.words) and clause._main(place)


def name_of(step: str) -> str:
    """A step's name: the author's own words, without what only joins or fills at its ends; "" where nothing is left."""
    clause = clause_of(step)
    start = skipped(clause)
    if start >= len(clause.words):
        return ""
    end = len(clause.words)
    while end > start + 1 and clause.words[end - 1] in _words("joiners"):
        end -= 1
    tail = step[clause.ends[end - 1] :] if end == len(clause.words) else ""
    head = step[: clause.starts[0]] if start == 0 else ""
    if start and end - start > 1 and _is_turned(clause, start):
        verb, who = (step[clause.starts[n] : clause.ends[n]] for n in (start, start + 1))
        return f"{who} {verb}{step[clause.ends[start + 1] : clause.ends[end - 1]]}{tail}".strip().rstrip(_EDGES)
    name = (head.lstrip(_EDGES) + step[clause.starts[start] : clause.ends[end - 1]] + tail).strip().rstrip(_EDGES)
    if name.count(")") > name.count("(") and f"({name}" in step:
        name = f"({name}"
    return f"{name})" if name.count("(") > name.count(")") and f"{name})" in step else name


def _is_turned(clause: Clause, start: int) -> bool:
    """Whether what was cut off had turned round a verb and who did it: "(toen) belde ik"."""
    if clause.words[start + 1] not in _words("turned") or clause.gap(start + 1):
        return False
    no_verb = any(clause.words[start] in _words(name) for name in _NO_VERBS)
    if no_verb and clause.words[start] not in _words("auxiliaries"):
        return False
    return any(clause.longest("order", n) or clause.longest("opening", n) for n in range(start))


@lru_cache(maxsize=8192)
def is_act(word: str, kind: str | None = None) -> bool:
    """Whether a word tells an act: of this kind (``done``: "gebeld", "called"; ``doing``: "bellen", "calling")."""
    return any(pattern.fullmatch(word) for name, pattern in _acts() if kind in (None, name))


@cache
def _acts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: Mapping[str, tuple[str, ...]] = lists("cues", "act")
    return tuple((name, re.compile(rf"(?=\S{{1,40}}\Z){one_of(words)}")) for name, words in table.items())


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(lists("outline").get(table, ()))


@cache
def _by_first(table: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in lists("outline").get(table, ()):
        words = tuple(phrase.split())
        found[words[0]].append(words)
    return {first: tuple(phrases) for first, phrases in found.items()}
