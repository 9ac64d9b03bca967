"""How good or bad a reply says that it was: -2..+2, by a lexicon and the grammar around its words.

Law: a sign is never guessed. Negation turns round what it is about, an adverb that is a valence word itself is none
beside another; signs that disagree, irony and many unknown words make it unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reisleider.flows.listening.grades import graded
from reisleider.flows.listening.phrases import by_first, has_run, kinds, run_at, runs
from reisleider.flows.listening.tokens import BOUND, Typed
from reisleider.flows.words.cues import content_words
from reisleider.flows.words.vocabulary import lists

SHORTEST = 4  # letters that must be left of a word without its ending or beginning
MOST_BESIDE_PRAISE = 1
MOST_UNKNOWN = 4  # words of content that nobody knows, beside one that has a sign
_QUOTED = re.compile(r"[\"“”‘„«]\w+[\"“”’»]")
_SHOUTED = re.compile(r"\b(?:NOT|NIET)\b\W*$")


@dataclass(frozen=True)
class Felt:
    """The score, None where the words say nothing or say both; and whether it is sure."""

    score: int | None
    sure: bool = True


NOTHING = Felt(None)


@cache
def _scores() -> Mapping[tuple[str, ...], int]:
    return {tuple(phrase.split()): int(score) for score, phrases in lists("valence").items() for phrase in phrases}


@cache
def _runs() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return by_first(_scores())


@cache
def _word_score(word: str) -> int | None:
    """The score of one word, also inside a longer one: without its ending or its beginning."""
    scores = _scores()
    if (word,) in scores:
        return scores[word,]
    if word in kinds("negations") or word in kinds("yes") or len(word) < SHORTEST:
        return None
    ended = next((scores[one,] for one in _without_ending(word) if (one,) in scores), None)
    return _begun(word) if ended is None else ended


def _without_ending(word: str) -> Iterator[str]:
    for ending in sorted(kinds("endings")):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST:
            shorter = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
            yield from (stem, shorter, f"{shorter[:-1]}{shorter[-2:-1]}{shorter[-1:]}")


def _begun(word: str) -> int | None:
    scores = _scores()
    for beginning in kinds("opposite"):
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) >= SHORTEST and scores.get((rest,), 0) > 0:
            return -1
    for beginning in kinds("prefixes"):
        rest = word.removeprefix(beginning).lstrip("-")
        if rest != word and (rest,) in scores:
            return _strengthened(scores[rest,])
    return None


def _strengthened(score: int) -> int:
    return 2 if score > 0 else -2 if score < 0 else 0


def felt(typed: Typed) -> Felt:
    """What the reply says."""
    grade = graded(typed)
    if grade is not None:
        return Felt(*grade)
    clauses = _clauses(typed.pieces)
    read = [_Clause(clause) for clause in clauses]
    scored = [one.score for one in read if one.score is not None]
    if not scored:
        return NOTHING
    if all(word in kinds("yes") | kinds("no") and (word,) not in _scores() for word in typed.words):
        return NOTHING
    score = _together(scored)
    doubtful = (
        score is None
        or typed.asks
        or any(one.doubtful for one in read)
        or any(one.only_denies for one in read[1:])
        or _mocked(typed, score)
        or (score > 0 and _told_beside(read, clauses))
        or _unknown(typed, sum(one.hits for one in read), score)
    )
    if not doubtful:
        return Felt(score)
    if score is None or score <= 0:
        return Felt(score, False)
    return Felt(-1 if _mocked(typed, score) else None, False)  # praise that may be meant is never turned round


def _together(scored: Sequence[int]) -> int | None:
    if min(scored) < 0 < max(scored):
        return None
    if 0 in scored and len(scored) > 1 and max(map(abs, scored)) == 1:
        return 0
    return max(scored, key=abs)


def _clauses(pieces: Sequence[str]) -> list[list[str]]:
    clauses: list[list[str]] = [[]]
    turns = {place + one for place in range(len(pieces)) for one in range(run_at(pieces, place, runs("reversals")))}
    for place, piece in enumerate(pieces):
        if piece == BOUND or (piece in kinds("contrast") and place and place not in turns):
            clauses.append([])
        else:
            clauses[-1].append(piece)
    return [clause for clause in clauses if clause]


def _mocked(typed: Typed, score: int | None) -> bool:
    """Whether a kind word stands beside a mark of irony."""
    if score is None or score <= 0:
        return False
    return (
        bool(_SHOUTED.search(typed.raw))
        or bool(_QUOTED.search(typed.raw))
        or typed.raw.rstrip().endswith(("...", "…"))
        or has_run(typed.words, "irony")
    )


def _told_beside(read: Sequence[_Clause], clauses: Sequence[Sequence[str]]) -> bool:
    """Whether a kind word stands beside a clause that tells something else: "super, drie uur in de wacht"."""
    return any(
        one.score is None and sum(not _at_home(word) for word in content_words(" ".join(clause)))
        for one, clause in zip(read, clauses, strict=True)
    )


def _unknown(typed: Typed, hits: int, score: int) -> bool:
    """Whether too much was said besides to be sure; about praise sooner, since that is what irony says."""
    strange = sum(not _at_home(word) for word in content_words(" ".join(typed.words)))
    return strange > (MOST_BESIDE_PRAISE if score > 0 else MOST_UNKNOWN) and hits < 3


@cache
def _at_home(word: str) -> bool:
    return _word_score(word) is not None or any(
        word in kinds(name)
        for name in (
            "fillers",
            "filling",
            "intensifiers",
            "softeners",
            "negations",
            "modal",
            "subjects",
            "yes",
            "no",
            "without",
            "better",
        )
    )


class _Clause:
    """One clause, read from left to right."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.doubtful = self.strong = self.turned = False
        self.denials = 0
        self.found: list[int] = []
        place = 0
        while place < len(words):
            place += self._read(place)
        self.hits = len(self.found)
        self.only_denies = not self.found and (self.denials > 0 or words[-1] in kinds("no"))
        self.score = self._judge() if self.found else None

    def _read(self, place: int) -> int:
        """Take the word or phrase at this place; how many words it is."""
        words = self.words
        if (length := run_at(words, place, runs("intensifiers"))) > 1:
            self.strong = True
            return length
        if words[place] in kinds("softeners") and self._beside_scored(place):
            return 1
        if (length := run_at(words, place, _runs())) and not self._denies_on(place, length):
            if length > 1 or not self._strengthens(place):
                self.found.append(self._scored(_scores()[tuple(words[place : place + length])], place))
            else:
                self.strong = True
            return length
        length = run_at(words, place, runs("reversals"))
        if not length and self.found:
            length = run_at(words, place, runs("postponed"))
        if length:
            self.turned = not self.turned
            return length
        self._read_word(place)
        return 1

    def _read_word(self, place: int) -> None:
        word = self.words[place]
        if word in kinds("negations"):
            self.denials += not self._exclaims(place)
        elif word in kinds("without"):
            self.denials += 1
        elif word in kinds("intensifiers"):
            self.strong = True
        elif (score := _word_score(word)) is not None:
            self.found.append(self._scored(score, place))

    def _judge(self) -> int | None:
        """The score of what was found, as it is denied, turned round or strengthened."""
        found = self.found
        self.doubtful = self.doubtful or self._is_unreal() or self.denials > 1
        if min(found) < 0 < max(found):
            self.doubtful = True
            return None
        score = max(found, key=abs)
        denied = self.denials == 1
        if denied and any(word in kinds("more") for word in self.words):
            return _strengthened(score)
        if denied or self.turned:
            self.doubtful = self.doubtful or (denied and self.turned) or score in (0, -2)
            return -1 if score > 0 else 1 if score < 0 else 0
        return _strengthened(score) if self.strong else score

    def _scored(self, score: int, place: int) -> int:
        if place and score > 0 and self.words[place - 1] in kinds("excess"):
            self.doubtful = True
        return score

    def _is_unreal(self) -> bool:
        """Whether it was hoped, promised or doubted rather than so, or better without a than."""
        words = self.words
        if any(run_at(words, at, _runs()) > 1 for at in range(len(words))):
            return has_run(words, "not-sure")
        compared = any(word in kinds("better") or word in kinds("worse") for word in words) and not any(
            word in kinds("than") for word in words
        )
        return compared or any(word in kinds("unreal") for word in words) or has_run(words, "not-sure")

    def _denies_on(self, place: int, length: int) -> bool:
        """Whether a phrase that denies and says neither denies what comes behind it: "niet bijzonder leuk"."""
        run = tuple(self.words[place : place + length])
        return (
            length > 1
            and run[0] in kinds("negations")
            and _scores()[run] == 0
            and self._beside_scored(place + length - 1)
        )

    def _exclaims(self, place: int) -> bool:
        """Whether a no stands before what is said, and denies nothing in it: "nee, leuk"; not "no fun"."""
        word = self.words[place]
        if place or word not in kinds("noes") or len(self.words) == 1:
            return False
        return not (word in kinds("no-such") and self._beside_scored(place))

    def _beside_scored(self, place: int) -> bool:
        return place + 1 < len(self.words) and self._scored_at(place + 1)

    def _strengthens(self, place: int) -> bool:
        """Whether this word only makes another, behind it, stronger: "goed klote", "super irritant"."""
        words = self.words
        if words[place] not in kinds("intensifiers") or place + 1 >= len(words):
            return False
        behind = place + 1
        while behind < len(words) and words[behind] in kinds("intensifiers") and not self._scored_at(behind):
            behind += 1
        return behind < len(words) and self._scored_at(behind)

    def _scored_at(self, place: int) -> bool:
        return bool(run_at(self.words, place, _runs())) or _word_score(self.words[place]) is not None
