"""Yes or no, to a question that may be answered so: by families of words and what stands beside them.

Law: consent is never guessed. A reply with a word of negation in it is a yes only where it is one of the phrases listed
for that (``agreeing``, ``agreed``, ``nameless``, ``unnamed``); a yes with a condition, a doubt or a question in it is
asked back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reisleider.flows.listening.composing import composed
from reisleider.flows.listening.typed.phrases import Book, kinds, run_at, runs
from reisleider.flows.listening.typed.tokens import BOUND, Typed
from reisleider.flows.words.vocabulary import lists

REASONS = 8  # other words with which a plain yes is one still
LONGEST = 12  # words in a phrase that agrees though it denies


@dataclass(frozen=True)
class Agreed:
    """Yes (True), no (False) or neither; whether it is sure; and whether something was said beside it."""

    yes: bool | None
    sure: bool = True
    beside: bool = False


NEITHER = Agreed(None)


@cache
def _book(name: str) -> Book:
    return Book({name: tuple(f"={phrase}" for phrase in lists("listening")[name])})


@cache
def _starts(name: str) -> frozenset[str]:
    return frozenset(_book(name)._first)


def agrees(typed: Typed, *, nameless: bool = False) -> Agreed:
    """What the reply says. ``nameless``: whether the question itself has promised that no name is told."""
    marks = _marks(typed).replace("P", "SA" if nameless else "A").replace("U", "A" if nameless else "C")
    if not typed.asks and (summed := _summed_up(typed, marks)) is not None:
        return summed
    if typed.asks and not ("N" in marks and "Y" not in marks):
        return Agreed(True, False) if "Y" in marks and "X" not in marks and "N" not in marks else NEITHER
    if _is_no_because(typed, marks):
        return Agreed(False, True, True)
    return _judge(_reduced(marks), typed)


def _summed_up(typed: Typed, marks: str) -> Agreed | None:
    """The plain yes or no that follows, at the end, from what was said: "ze herkennen me, dus nee"; a yes only where
    nothing before it denies, doubts or is a condition."""
    if len(typed.words) < 3 or typed.words[-2] not in kinds("hence"):
        return _told_first(typed)
    if typed.words[-1] in kinds("no"):
        perhaps = typed.words[0] in kinds("later")  # "if I must be on camera then no"
        return None if perhaps or set(marks) & set("YSC") else Agreed(False, True, True)
    if typed.words[-1] in kinds("strong") and not set(marks) & set("NXLC"):
        return Agreed(True, True, True)
    return None


def _told_first(typed: Typed) -> Agreed | None:
    """The yes or no that is the last clause by itself, after one that says neither: "everyone would know. Better
    not"."""
    if len(typed.clauses) < 2 or any(word in kinds("irony") for word in typed.words):
        return None
    *before, last = typed.clauses
    marks, told = _marks(last), "".join(map(_marks, before))
    if set(told) & _TURNING or told.count("O") > REASONS or "O" not in told:
        return None
    if set(_reduced(marks)) == {"N"}:
        return Agreed(False, True, True)
    plain = set(marks) <= {"Y", "S", "F"} and "X" not in told and _in_a_phrase(last)
    return Agreed(True, True, True) if plain else None


_TURNING = frozenset("YSNALPUC")
"""What leaves open which of two it was."""


def _is_no_because(typed: Typed, marks: str) -> bool:
    """Whether a no is followed by its reason, whatever that is: "nee want dan weten ze wie het was"."""
    if not typed.words or typed.words[0] not in kinds("noes"):
        return False
    return bool(kinds("because") & set(typed.words[1:3])) and not set(marks) & set("YSC")


def _judge(marks: str, typed: Typed) -> Agreed:
    yes, no, denied = marks.count("Y"), marks.count("N"), marks.count("X")
    others, contrast, doubt = marks.count("O") + marks.count("R"), marks.count("C"), marks.count("L")
    if not yes and not no and not denied:
        return NEITHER if "A" not in marks else Agreed(True, False, True)
    if doubt:
        return NEITHER if not (yes or no) else Agreed(None, False)
    if yes and not no and not denied:
        if not others and (not contrast or "A" in marks):
            return Agreed(True, True, "A" in marks)
        return Agreed(True, others <= REASONS and not contrast and _plain_yes(typed), True)
    if not yes:
        if others and not no:
            return NEITHER
        if others or contrast or denied > 1:
            return Agreed(False, _plain_no(marks), True)
        return Agreed(False)
    return Agreed(None, False)


def _plain_yes(typed: Typed) -> bool:
    """Whether a clause by itself is a yes and what follows leaves it one: "ja hoor, ik sta erachter"; not "yes, leave
    me alone", nor "ja voor 50 euro"."""
    first, *others = typed.clauses
    if not others or any(word in kinds("irony") for word in typed.words):
        return False
    marks = _marks(first)
    if not set(marks) <= {"Y", "S", "F", "A"} or not ("S" in marks or _in_a_phrase(first)):
        return False
    made = [composed(clause) for clause in others]
    return all(one is None or one.act in ("go-on", "none", "thanks", "finish") for one in made)


def _in_a_phrase(clause: Typed) -> bool:
    """Whether it agrees in more than one word, or in one that nobody exclaims: "please do", "graag"; not "great"."""
    if kinds("earnest") & set(clause.words):
        return True
    return any(run_at(clause.words, place, runs("yes")) > 1 for place in range(len(clause.words)))


def _plain_no(marks: str) -> bool:
    """Whether more was said after a no that leaves it one: "nee, ik heb het druk"."""
    return marks.lstrip("F|")[:1] == "N" and "X" not in marks and "C" not in marks


def marked(typed: Typed) -> str:
    """What agrees, denies, doubts or is a condition in it, one letter each in their order, without what only fills."""
    return _reduced(_marks(typed).replace("P", "A").replace("U", "A"))


def _reduced(marks: str) -> str:
    """A yes-word beside a denial is a no: "zeker niet", "mag niet", "niet goed"."""
    tight = marks.replace("F", "")
    for pair in ("YX", "XY"):
        while pair in tight:
            tight = tight.replace(pair, "N", 1)
    return tight.replace("S", "Y").replace("|", "")


def _marks(typed: Typed) -> str:
    """One letter for each word or phrase: Y yes, S a yes that nothing turns round, N no, X denies, A a condition that
    was promised, P the same of one's name,
    U that it is not told (no yes by itself), L later or a doubt, R a reason of time, C a contrast, F filling, O another
    word, | a mark between clauses."""
    pieces, marks, place = typed.pieces, [], 0
    while place < len(pieces):
        mark, length = _mark(pieces, place)
        marks.append(mark)
        place += length
    return "".join(marks).strip("|").rstrip("C")


def _mark(pieces: Sequence[str], place: int) -> tuple[str, int]:
    word = pieces[place]
    if word == BOUND:
        return "|", 1
    for name, mark in (("nameless", "P"), ("agreeing", "S"), ("agreed", "A"), ("unnamed", "U")):
        if length := _listed(pieces, place, name):
            return mark, length
    tried = {mark: run_at(pieces, place, runs(name)) for name, mark in _RUNS.items()}
    longest = max(tried.values())
    if longest == 1 and word in kinds("no-such") and _is_a_thing(pieces, place + 1):
        return "X", 1  # "no secret" and "niks te doen" say that there is none, and no more
    if longest:
        mark = next(one for one, length in tried.items() if length == longest)
        return ("S" if mark == "Y" and word in kinds("strong") else mark), longest
    if length := run_at(pieces, place, runs("fillers")):
        return "F", length
    if word in kinds("irony") and not word[0].isalpha():
        return "L", 1
    return ("F" if word in kinds("filling") or word in kinds("intensifiers") else "O"), 1


def _is_a_thing(pieces: Sequence[str], place: int) -> bool:
    """Whether a word follows that says nothing by itself, and so may be what there is none of."""
    while place < len(pieces) and pieces[place] != BOUND:
        mark, length = _mark(pieces, place)
        if mark != "F":
            return mark == "O"
        place += length
    return False


def _listed(pieces: Sequence[str], place: int, name: str) -> int:
    book = _book(name)
    if pieces[place] not in _starts(name):
        return 0
    for end in range(min(len(pieces), place + LONGEST), place, -1):
        run = pieces[place:end]
        if BOUND not in run and book.find(run, run):
            return end - place
    return 0


_RUNS: Mapping[str, str] = {"later": "L", "reasons": "R", "no": "N", "yes": "Y", "negations": "X", "contrast": "C"}
