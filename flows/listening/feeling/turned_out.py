"""How something ended, and how it compared with what was expected: read out of what is told, anywhere in a reply.

Law: verbs of succeeding, failing, stopping and waiting are data (``[told]``); what denies them, what is left of them
and what came first is grammar. Two that do not agree are asked back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reisleider.flows.listening.feeling.lexicon import Lexicon, alike
from reisleider.flows.listening.feeling.signs import is_bad, is_good, is_known
from reisleider.flows.listening.typed.phrases import has_run, kinds
from reisleider.flows.listening.typed.tokens import BOUND, Typed
from reisleider.flows.words.vocabulary import lists

MOST_UNKNOWN = 5  # words nobody knows, beside what tells how it ended
SHORT = 3  # words that compare by themselves: "veel beter"; of more, one says what is compared
FEW = 5  # words of a clause that merely denies or affirms: "helaas niet", "uiteindelijk wel"


@dataclass(frozen=True)
class TurnedOut:
    """Which choice it is, None where what is told does not agree; and whether that is sure."""

    choice: str | None
    sure: bool = True


UNSURE = TurnedOut(None, False)


@dataclass(frozen=True)
class _Part:
    """One clause: what it tells, and the words around that."""

    words: Sequence[str]
    told: tuple[str, ...]
    left: Sequence[str]

    @property
    def denies(self) -> bool:
        return any(word in kinds("negations") for word in self.left)

    def has(self, kind: str) -> bool:
        """Whether a phrase of this kind is among the words that tell nothing by themselves."""
        return has_run(self.left, kind)


def turned_out(typed: Typed, saves: str) -> TurnedOut | None:
    """What the reply tells of this; None where it tells nothing."""
    reading = _READINGS.get(saves)
    if reading is None:
        return None
    parts = [part for part in _parts(typed, saves) if not part.has("at-first") or part.has("later-on")]
    found = reading(parts) if parts else None
    if any(part.has("not-sure") for part in parts):
        return UNSURE
    if found is None or not found.sure:
        return found
    strange = sum(not is_known(word) for part in parts for word in part.left)
    unreal = reading is _ended and any(part.has("only-wished") for part in parts)
    return TurnedOut(found.choice, not (typed.asks or unreal or strange > MOST_UNKNOWN))


def is_told(saves: str) -> bool:
    """Whether this is told: how good it was does not say it, then."""
    return saves in _READINGS


def told_in(typed: Typed, saves: str) -> Iterator[str]:
    """What is told of this, in its order: the names of its phrases, ``X`` where it is denied, ``C`` where it turns."""
    words, place, phrases = alike(typed.pieces), 0, _lexicon(saves)
    denials, contrasts = kinds("negations") | kinds("noes"), kinds("contrast")
    while place < len(words):
        found = phrases.at(words, place)
        if found is not None:
            yield found[0]
        elif words[place] in denials:
            yield "X"
        elif words[place] in contrasts:
            yield "C"
        place += found[1] if found is not None else 1


@cache
def _lexicon(saves: str) -> Lexicon:
    return Lexicon(lists("told", saves))


def _parts(typed: Typed, saves: str) -> Iterator[_Part]:
    words = alike(typed.pieces)
    clause: list[str] = []
    told: list[str] = []
    left: list[str] = []
    place = 0
    while place < len(words):
        found = _lexicon(saves).at(words, place)
        length = found[1] if found is not None else 1
        if found is not None and BOUND not in words[place : place + length]:
            told.append(found[0])
            clause += words[place : place + length]
        elif words[place] == BOUND or (words[place] in kinds("contrast") and clause):
            if clause:
                yield _Part(clause, tuple(told), left)
            clause, told, left = [], [], []
            length = 1
        else:
            clause.append(words[place])
            left.append(words[place])
            length = 1
        place += length
    if clause:
        yield _Part(clause, tuple(told), left)


def _ended(parts: Sequence[_Part]) -> TurnedOut | None:
    """How it ended."""
    ends = [end for part in parts if (end := _end(part)) is not None]
    named = set(ends)
    if any("void" in part.told for part in parts):
        return UNSURE
    if not named:
        return None
    said = _yes_or_no(parts[0])
    for end in ("gave-up", "ongoing", "partly"):
        if end in named:
            return TurnedOut(end, len(named - {"failed", "partly"} - {end}) == 0 or end == "partly")
    if len(named) > 1:
        return TurnedOut("partly", ends[-1] == "failed" and not parts[-1].has("later-on"))
    end = ends[0]
    if said == "done" and end == "failed":
        return TurnedOut("partly", False)
    return TurnedOut(end, not (said == "failed" and end == "done"))


def _end(part: _Part) -> str | None:
    """How this clause says that it ended."""
    told = [one for one in part.told if one != "void"]
    if "gave-up" in told:
        return None if part.has("almost") else "failed" if part.denies and not part.has("any-more") else "gave-up"
    if "ongoing" in told:
        return "ongoing"
    if "failed" in told:
        return "ongoing" if part.has("yet") and part.denies else "failed"
    if "partly" in told:
        return "partly"
    if "done" in told:
        return _done(part)
    if part.has("both"):
        return None
    if len(part.left) > FEW or not all(map(is_known, part.left)):
        return "done" if part.left[-1:] and part.left[-1] in kinds("did-so") and not part.denies else None
    if part.denies:
        return "ongoing" if part.has("yet") else "partly" if part.has("wholly") else "failed"
    return "done" if part.has("indeed") else None


def _done(part: _Part) -> str:
    if part.denies:
        return "ongoing" if part.has("yet") else "partly" if part.has("wholly") else "failed"
    return "partly" if part.has("in-part") or part.has("almost") else "done"


def _yes_or_no(part: _Part) -> str | None:
    first = part.words[0] if part.left[:1] == part.words[:1] else ""
    return "done" if first in kinds("strong") or first in kinds("yes") else "failed" if first in kinds("noes") else None


def _compared(parts: Sequence[_Part]) -> TurnedOut | None:
    """How it compared with what was expected."""
    foreseen = _foreseen(parts)
    if foreseen is not None:
        return TurnedOut(foreseen)
    found = [one for part in parts if (one := _against(part)) is not None]
    named = set(found)
    if not named:
        return None
    if any(part.has("postponed") for part in parts) or _turns(named, parts):
        return UNSURE
    if len(named) == 1:
        return TurnedOut(found[0], not any(map(_is_bare, parts)))
    if named == {"none", "better"} or named == {"none", "worse"}:
        return TurnedOut(next(iter(named - {"none"})), False)
    return UNSURE


def _turns(named: set[str], parts: Sequence[_Part]) -> bool:
    """Whether it was as expected, and another clause says that something was not, or was good or bad."""
    others = [part for part in parts if not part.told]
    judged = (part.denies or any(is_good(word) or is_bad(word) for word in part.words) for part in others)
    return named == {"same"} and len(others) < len(parts) and any(judged)


def _is_bare(part: _Part) -> bool:
    """Whether it compares, and not with what was expected: "de foto's waren mooier"."""
    if part.told or len(part.words) <= SHORT or _compares(part) in (None, 0):
        return False
    return not part.has("than") and not part.has("expected")


def _foreseen(parts: Sequence[_Part]) -> str | None:
    """What was thought beforehand and was not so: "I expected a queue but there was none"."""
    first, rest = parts[0], parts[1:]
    if not rest or not first.has("expected") or first.has("than") or first.denies:
        return None
    good = "better" in first.told or any(is_good(word) and word not in kinds("better") for word in first.words)
    bad = "worse" in first.told or any(is_bad(word) and word not in kinds("worse") for word in first.words)
    if good is bad:
        return None
    denied = any(part.denies for part in rest)
    turned = any(is_bad(word) if good else is_good(word) for part in rest for word in part.words)
    return ("worse" if good else "better") if denied or turned else None


def _against(part: _Part) -> str | None:
    told = [one for one in part.told if one != "void"]
    if told:
        return _told_against(part, told)
    sign = _compares(part)
    if sign is None:
        return None
    expected = part.has("expected") and not part.has("than")
    return _WORSE_OR_BETTER[-sign if expected else sign]


_WORSE_OR_BETTER: Mapping[int, str] = {-1: "worse", 0: "same", 1: "better"}


def _told_against(part: _Part, told: Sequence[str]) -> str | None:
    named = set(told)
    if len(named) > 1:
        return next((one for one in ("none", "same") if one in named), None)
    one = told[0]
    if part.denies and one in ("better", "worse") and not part.has("thought-so"):
        return "same" if one == "worse" and not part.has("expected") else {"better": "worse", "worse": "better"}[one]
    if part.denies and one == "same":
        return None
    return one


def _compares(part: _Part) -> int | None:
    """Whether it is better (1) or worse (-1) than, or as good as (0), something; None where nothing is compared."""
    words = part.left
    if {True, False} <= {word in kinds("better") for word in words if word in kinds("better") | kinds("worse")}:
        return None
    for place, word in enumerate(words):
        behind = words[place + 1] if place + 1 < len(words) else ""
        if word in kinds("less"):
            return 1 if is_bad(behind) else -1
        if word in kinds("better") or (word.endswith("er") and is_good(word) and _beside_than(words)):
            return 0 if part.denies else 1
        if word in kinds("worse") or (word.endswith("er") and is_bad(word) and _beside_than(words)):
            return 0 if part.denies else -1
    if part.denies and part.has("thought-so") and any(is_good(word) or is_bad(word) for word in words):
        return -1 if any(is_bad(word) for word in words) else 1
    if part.has("as-much-as") and any(is_good(word) or is_bad(word) for word in words):
        if not part.denies:
            return 0
        return 1 if any(is_bad(word) for word in words) else -1
    return None


def _beside_than(words: Sequence[str]) -> bool:
    return any(word in kinds("than") for word in words) or has_run(words, "expected")


_READINGS: Mapping[str, Callable[[Sequence[_Part]], TurnedOut | None]] = {"outcome": _ended, "expectation": _compared}
"""What is read by a grammar of its own, by what its answer is kept as."""
