"""How good or bad a reply says that it was: -2..+2, by a lexicon and the grammar around its words.

Law: a sign is never guessed. Negation turns round what it is about, an adverb that is a valence word itself is none
beside another; signs that disagree, irony, what was only wished for and many unknown words make it unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from reisleider.flows.listening.feeling.grades import graded, number_of
from reisleider.flows.listening.feeling.lexicon import alike, light
from reisleider.flows.listening.feeling.signs import (
    VOID,
    Sign,
    is_known,
    sign_named,
    strengthened,
    thesaurus,
    word_sign,
)
from reisleider.flows.listening.typed.phrases import has_run, kinds, run_at, runs
from reisleider.flows.listening.typed.tokens import BOUND, Typed

MOST_BESIDE_PRAISE = 1
MOST_UNKNOWN = 2  # words of content that nobody knows, beside one that has a sign
PLENTY = 3  # words that agree on a sign: what is unknown besides cannot turn them round
BARE = 3  # words of a clause that only exclaims: "great", "nou geweldig"
_TAKEN = "·"
_QUOTED = re.compile(r"[\"“”‘„«]\w+[\"“”’»]")
_SHOUTED = re.compile(r"\b(?:NOT|NIET)\b\W*$")


@dataclass(frozen=True)
class Felt:
    """The score, None where the words say nothing or say both; and whether it is sure."""

    score: int | None
    sure: bool = True


NOTHING = Felt(None)


def felt(typed: Typed) -> Felt:
    """What the reply says."""
    grade = graded(typed)
    if grade is not None:
        return Felt(*grade)
    read = [one for clause in _clauses(alike(typed.pieces)) for one in _read_clause(clause)]
    if len(read) > 1 and any(one.found and not one.alone for one in read):
        read = [one for one in read if not (one.found and one.alone)]
    scored = _that_decide([one for one in read if one.score is not None])
    if not scored:
        return Felt(None, not any(one.over for one in read))
    if all(word in kinds("yes") | kinds("no") and word_sign(word) is None for word in typed.words):
        return NOTHING
    score = _together(scored)
    doubtful = (
        score is None
        or typed.asks
        or all(one.doubtful for one in scored if one.score == score or not score)
        or any(one.only_denies for one in read[1:])
        or any(one.both for one in read)
        or (score > 0 and _turned_from(typed, read))
        or _mocked(typed, read, score)
        or (score > 0 and _told_beside(read))
        or _unknown(read, score)
    )
    if not doubtful:
        return Felt(score)
    if score is None or score <= 0:
        return Felt(score, False)
    return Felt(-1 if _mocked(typed, read, score) else None, False)  # praise that may be meant is never turned round


def _that_decide(scored: Sequence[_Clause]) -> Sequence[_Clause]:
    """The clauses that decide: a summing-up, and not what was only feared before it went well."""
    summed = [one for one in scored if one.sums_up and one.score]
    if summed and len(summed) < len(scored):
        return summed
    after = [one for one in scored if not one.feared]
    if len(after) < len(scored) and any((one.score or 0) > 0 for one in after):
        return after
    return scored


def _together(scored: Sequence[_Clause]) -> int | None:
    scores = [one.score for one in scored if one.score is not None]
    if min(scores) < 0 < max(scores):
        return 0 if len(scores) == 2 and all(one.by_denial for one in scored) else None
    if 0 in scores and max(scores) == 1:
        return 0
    return max(scores, key=abs)


def _clauses(pieces: Sequence[str]) -> list[list[str]]:
    clauses: list[list[str]] = [[]]
    turns = {place + one for place in range(len(pieces)) for one in range(run_at(pieces, place, runs("reversals")))}
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        found = thesaurus().at(pieces, place) if piece in _phrased() else None
        if found is not None and found[1] > 1 and (found[0] == "0" or BOUND not in pieces[place : place + found[1]]):
            clauses[-1] += [piece for piece in pieces[place : place + found[1]] if piece != BOUND]
            place += found[1]
            continue
        if not clauses[-1] and run_at(pieces, place, runs("leaving-out")) and BOUND in pieces[place:]:
            place = pieces.index(BOUND, place)
            continue
        if piece == BOUND or (piece in kinds("contrast") and place and place not in turns):
            clauses.append([])
        else:
            clauses[-1].append(piece)
        place += 1
    return [clause for clause in clauses if clause]


@cache
def _phrased() -> frozenset[str]:
    """Words that may begin a phrase in which a contrast stands, or are one: "niet slecht maar ook niet goed"."""
    return frozenset(
        words[0]
        for words in thesaurus().names
        if len(words) > 1 and (thesaurus().names[words] == "0" or any(word in kinds("contrast") for word in words))
    )


def _read_clause(words: Sequence[str]) -> list[_Clause]:
    """The clause, or both its halves where each says how it was: "snel geholpen en vriendelijk te woord gestaan"."""
    whole = _Clause(_without_excepted(words))
    if whole.hits < 2:
        return [whole]
    for place in range(1, len(words) - 1):
        if words[place] in kinds("joins"):
            halves = [_Clause(words[:place]), *_read_clause(words[place + 1 :])]
            if all(half.hits for half in halves) and sum(half.hits for half in halves) >= whole.hits:
                return halves
    return [whole]


def _without_excepted(words: Sequence[str]) -> Sequence[str]:
    """The words without what is left out of account: "op het wachten na fijn"."""
    for place, word in enumerate(words):
        for before, behind in (one.split(" ... ") for one in kinds("excepted")):
            if word == before and behind in words[place + 2 : place + 7]:
                return [*words[:place], *words[words.index(behind, place + 2) + 1 :]] or words
    return words


def _mocked(typed: Typed, read: Sequence[_Clause], score: int | None) -> bool:
    """Whether a kind word stands beside a mark of irony."""
    if score is None or score <= 0:
        return False
    return (
        bool(_SHOUTED.search(typed.raw))
        or bool(_QUOTED.search(typed.raw))
        or typed.raw.rstrip().endswith(("...", "…"))
        or has_run([word for one in read for word in one.left], "irony")
    )


def _turned_from(typed: Typed, read: Sequence[_Clause]) -> bool:
    """Whether a contrast leads to a clause that says how it was in a word nobody knows: "geweldig, maar een hork"."""
    contrasted = any(word in kinds("contrast") for word in typed.words)
    return contrasted and any(one.score is None and one.strange and not one.both for one in read)


def _told_beside(read: Sequence[_Clause]) -> bool:
    """Whether a bare exclamation of praise stands beside a clause that tells something else: "super, drie uur"."""
    bare = any((one.score or 0) > 0 and len(one.words) <= BARE and not one.phrased for one in read)
    return bare and any(one.score is None and one.content for one in read)


def _unknown(read: Sequence[_Clause], score: int) -> bool:
    """Whether too much was said besides to be sure; about praise sooner, since that is what irony says."""
    strange = sum(one.strange for one in read)
    if all(one.alone for one in read if one.found):
        return strange > 0
    hits = sum(one.hits for one in read)
    return strange > (MOST_BESIDE_PRAISE if score > 0 else MOST_UNKNOWN) * hits and hits < PLENTY


class _Clause:
    """One clause, read from left to right."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.strong = self.weak = self.turned = self.phrased = self.flat = self.by_denial = self.torn = False
        self.denials = self.due = self.strange = self.content = 0
        self.found: list[Sign] = []
        self.signed: list[int] = []
        self.denied_at = len(words)
        self.left = list(words)
        place = 0
        while place < len(words):
            place += self._read(place)
        self._deny_due()
        self._repeat()
        self.alone = bool(self.found) and all(sign.alone for sign in self.found)
        if not self.alone:
            self.found = [sign for sign in self.found if not sign.alone]
        self.unlike = self._is_unlike()
        if any(sign.sure and not sign.yields for sign in self.found):
            self.found = [sign for sign in self.found if sign.sure and not sign.yields]
        self.hits = len(self.found)
        self.only_denies = not self.found and (self.denials > 0 or words[-1] in kinds("no"))
        self.over = self._is_over()
        self.denied = self.denials == 1
        self.by_denial = self.by_denial or self.denied
        self.doubtful = self.both = False
        self.score = self._judge() if self.found and not self.over else None
        if has_run(self.left, "wished") and (self.score or 0) >= 0:
            self.score, self.doubtful = -1, False
        self.sums_up = has_run(words, "all-in-all")
        self.feared = any(word in kinds("feared") for word in words) and (self.score or 0) < 0

    def _read(self, place: int) -> int:
        """Take the word or phrase at this place; how many words it is."""
        words = self.words
        if (length := run_at(words, place, runs("intensifiers"))) > 1:
            self.strong = True
            return length
        if words[place] in kinds("softeners") and place + 1 < len(words) and not self._begins_phrase(place):
            self.weak = self.weak or words[place] in kinds("a-bit")
            return 1
        if (length := run_at(words, place, runs("ever-so"))) and self._scored_behind(place + length):
            self.strong = True
            return length
        if words[place] in kinds("without") and self._scored_behind(place + 1) and not self._begins_phrase(place):
            self.denials = max(self.denials, 1)
            return 1
        if length := self._look_up(place):
            return length
        length = run_at(words, place, runs("reversals"))
        if not length and self.found:
            length = run_at(words, place, runs("postponed"))
        if length:
            self.turned = not self.turned
            return length
        self._read_word(place)
        return 1

    def _look_up(self, place: int) -> int:
        """Take the phrase of the lexicon at this place; 0 where there is none."""
        found = thesaurus().at(self.words, place)
        if found is None:
            return 0
        name, length = found
        if length > 1:
            if self._denies_on(place, length, name) or self._runs_into_reversal(place, length):
                return 0
            self.left[place : place + length] = [_TAKEN] * length
        elif name == VOID:
            return 1
        elif sign_named(name).alone and self.words[place] in kinds("negations") and len(self.words) > 1:
            return 0
        elif self._strengthens(place):
            self.strong = True
            return 1
        if name != VOID:
            self.phrased = self.phrased or length > 1
            sign = sign_named(name)
            tame = kinds("negations") | kinds("modal")
            if length > 1 and self.words[place] in tame and abs(sign.score) == 1:
                sign = replace(sign, mild=True)
                self.by_denial = self.words[place] in kinds("negations")
            self.flat = self.flat or (length > 1 and name == "0")
            self._take(sign, place)
        return length

    def _take(self, sign: Sign, place: int) -> None:
        words = self.words
        before = words[place - 1] if place else ""
        degrees = kinds("softeners") | kinds("intensifiers") | kinds("excess")
        if not sign.sure and sign.score < 0 and words[place] in kinds("measures") and before in degrees:
            sign = Sign(-1, mild=True)
        if before in kinds("excess") and sign.score > 0:
            sign = Sign(sign.score, False)
        if before in kinds("without") and sign.score < 0 and not sign.mild and before not in kinds("negations"):
            sign = Sign(1)
            self.denials -= self.denials > 0
        elif before in kinds("less") and sign.score:
            sign = Sign(-1 if sign.score > 0 else 1)
        if sign.score > 0 and words[place] in kinds("intensifiers") and self._before_unknown(place):
            sign = replace(sign, sure=False)
        self.found.append(sign)
        self.signed.append(place)

    def _before_unknown(self, place: int) -> bool:
        """Whether it may only make stronger a word that nobody knows: "super irri"."""
        return place + 1 < len(self.words) and not is_known(self.words[place + 1])

    def _is_unlike(self) -> bool:
        """Whether what is sure says neither, beside what may say something: "koud en zakelijk"."""
        sure = [sign for sign in self.found if sign.sure]
        return bool(sure) and not any(sign.score for sign in sure) and any(sign.score for sign in self.found)

    def _read_word(self, place: int) -> None:
        word = self.words[place]
        if word in kinds("negations"):
            self.denials += not self._exclaims(place)
            self.denied_at = min(place, self.denied_at)
        elif word in kinds("without"):
            self.denials += 1
        elif word in kinds("excess") and place + 1 < len(self.words) and self.words[place + 1] in kinds("measures"):
            self.found.append(Sign(-1))
        elif word in kinds("intensifiers"):
            self.strong = True
        elif word in kinds("due") or (word in kinds("others-due") and not kinds("myself") & set(self.words)):
            self.due += 1
            self.content += 1
        elif (sign := word_sign(word)) is not None:
            self._take(sign, place)
        else:
            self.strange += not is_known(word)
            self.content += word not in light() and word not in kinds("filling") and word not in kinds("polite")

    def _deny_due(self) -> None:
        """What was due and did not come is bad: "ze belden niet terug", "no answer", "nobody listened"."""
        if self.due and self.denials and not any(sign.score > 0 for sign in self.found):
            self.torn = bool(self.found) or self.denials > 1
            self.denials -= 1
            self.found.append(Sign(-1))

    def _repeat(self) -> None:
        """What had to be done more than once is bad, and what was due and came at once is good."""
        if self.found:
            return
        counted = any(
            (number_of(word) or 0) > 1 and self.words[place + 1] in kinds("repeated")
            for place, word in enumerate(self.words[:-1])
        )
        if counted and any(word in kinds("obliged") for word in self.words):
            self.found.append(Sign(-1))
        elif self.due and not self.denials and has_run(self.words, "at-once"):
            self.found.append(Sign(1))

    def _judge(self) -> int | None:
        """The score of what was found, as it is denied, turned round or strengthened."""
        scores = [sign.score for sign in self.found]
        score = max(scores, key=abs)
        deciding = [sign for sign in self.found if sign.score == score]
        self.doubtful = all(not sign.sure for sign in deciding) or self._is_unreal() or self.denials > 1 or self.torn
        self.doubtful = self.doubtful or self.unlike
        if min(scores) < 0 < max(scores):
            self.doubtful = self.both = True
            return None
        if self.denied and self._most():
            return strengthened(score)
        if self.denied and not self.turned and self._denied_elsewhere():
            self.doubtful = True
            return score if self.signed[0] < self.denied_at else -score
        if self.denied or self.turned:
            self.doubtful = self.doubtful or (self.denied and self.turned) or score in (0, -2)
            return -1 if score > 0 else 1 if score < 0 else 0
        if self.flat and abs(score) < 2:
            return min(scores)
        if self.weak and abs(score) == 2:
            return score // 2
        return strengthened(score) if self.strong and not all(sign.mild for sign in deciding) else score

    def _denied_elsewhere(self) -> bool:
        """Whether what is denied may be another thing than what has a sign: it stands behind that, in a thought of its
        own, or between two of them, or a thought before it: "relaxed dat ik niet hoefde te bellen"."""
        if not self.signed or self.denied_at == len(self.words):
            return False
        first, last, at = min(self.signed), max(self.signed), self.denied_at
        if first < at:
            return at < last or any(word in kinds("joins") | kinds("linking") for word in self.words[first + 1 : at])
        return any(word in kinds("hence") for word in self.words[at + 1 : first])

    def _most(self) -> bool:
        """Whether it could not be more: "couldn't be nicer", "kan niet beter"."""
        return any(word in kinds("modal") for word in self.words) and any(
            word in kinds("more") | kinds("worse") or (word.endswith("er") and word_sign(word) is not None)
            for word in self.words
        )

    def _is_over(self) -> bool:
        """Whether somebody is glad that it is over: a relief after what was bad."""
        return any(word in kinds("glad") for word in self.words) and has_run(self.words, "over-with")

    def _is_unreal(self) -> bool:
        """Whether it was hoped, promised or doubted rather than so, or better without a than."""
        words = self.left
        if self.phrased:
            return has_run(words, "not-sure")
        compared = any(word in kinds("better") or word in kinds("worse") for word in words) and not any(
            word in kinds("than") for word in words
        )
        return compared or any(word in kinds("unreal") for word in words) or has_run(words, "not-sure")

    def _denies_on(self, place: int, length: int, name: str) -> bool:
        """Whether a phrase that denies and says neither denies what comes behind it: "niet bijzonder leuk"."""
        return (
            name != VOID
            and self.words[place] in kinds("negations")
            and (sign_named(name).score == 0 or self.words[place + length - 1] in kinds("intensifiers"))
            and self._beside_scored(place + length - 1)
        )

    def _runs_into_reversal(self, place: int, length: int) -> bool:
        """Whether words that turn round what is behind them begin within a phrase: "dat was alles behalve leuk"."""
        end = place + length
        return any(one + run_at(self.words, one, runs("reversals")) > end for one in range(place + 1, end))

    def _exclaims(self, place: int) -> bool:
        """Whether a no stands beside what is said, and denies nothing in it: "nee, leuk"; not "no fun"."""
        word = self.words[place]
        if word not in kinds("noes") or len(self.words) == 1:
            return False
        if word in kinds("no-such"):
            followed = self.words[place + 1 : place + 2]
            if followed and followed[0] in kinds("negations"):
                return True
            return place == 0 and not self._beside_scored(place) and not self._beside_due(place)
        return True

    def _begins_phrase(self, place: int) -> bool:
        found = thesaurus().at(self.words, place)
        return found is not None and found[1] > 1

    def _beside_due(self, place: int) -> bool:
        return any(word in kinds("due") for word in self.words[place + 1 : place + 3])

    def _beside_scored(self, place: int) -> bool:
        return place + 1 < len(self.words) and self._scored_at(place + 1)

    def _scored_behind(self, place: int) -> bool:
        return any(self._scored_at(one) for one in range(place, min(place + 3, len(self.words))))

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
        found = thesaurus().at(self.words, place)
        if found is not None:
            return found[0] != VOID and (found[1] > 1 or not sign_named(found[0]).alone)
        return word_sign(self.words[place]) is not None
