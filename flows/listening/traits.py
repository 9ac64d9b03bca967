"""What a reply is known by to what was learnt: its words, what its clauses turn to, what the words say, what was heard.

Law: pure. A trait is text; what a question has of its own begins with ``%`` (what the words say of how it was) or ``@``
(what they tell of it), what the grammar heard with ``=``. Words that nobody saw before are known by the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from reisleider.flows.listening.acts import (
    Act,
    Answer,
    Asked,
    Back,
    Correct,
    DontKnow,
    Finish,
    GoOn,
    Greeting,
    Heard,
    Help,
    Language,
    NoneHere,
    Pause,
    QuestionToBot,
    RefuseToAnswer,
    Stop,
    Thanks,
)
from reisleider.flows.listening.composing import parts
from reisleider.flows.listening.feeling.lexicon import alike
from reisleider.flows.listening.feeling.signs import VOID, sign_named, thesaurus, word_sign
from reisleider.flows.listening.feeling.turned_out import is_told, told_in
from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import BOUND, Typed

TOLD = "words"
"""What a reply is called that was told, and not said to the bot."""
UNHEARD = "-"
BEGINNINGS = (4, 6)  # letters of a word's beginning that are a trait of their own
OPENING = 3  # words by which a reply begins
REACH = 3  # words after a denial that are told apart as denied
LENGTHS = (1, 2, 4, 7, 12)  # words: short replies are said to the bot sooner
SHAPE = 5  # words with a sign of which the order is a trait
CLOSED = ("list", "none", "go-on")
"""Where single words mean what they mean nowhere else: "nee" to a list."""
EMPTY = ("none", "nothing", "nobody", "all", "no")
"""The choices that say "nothing here", the likeliest first."""
UNKNOWN = ("forgot", "unknown", "no-idea")
"""The choices that say "I don't know", the likeliest first."""
FILLING = frozenset({"glue", "part", "all"})  # roles of words that only hold others together
_NAMES: dict[type, str] = {
    Stop: "stop",
    Pause: "pause",
    Back: "back",
    Correct: "back",
    RefuseToAnswer: "skip",
    Help: "help",
    DontKnow: "dont-know",
    NoneHere: "none",
    Finish: "finish",
    GoOn: "go-on",
    Greeting: "greeting",
    Thanks: "thanks",
    Language: "language",
}


def place_of(asked: Asked) -> str:
    """What kind of question stands open, as far as it tells what is said to the bot there."""
    if asked.by == "item":
        return "list"
    if asked.by == "words" and any(one.id in EMPTY for one in (*asked.choices, *asked.hidden)):
        return "none"
    return asked.by


def act_name(act: Act | None, asked: Asked) -> str:
    """What was heard, as the practice replies name it; any choice is told."""
    if act is None:
        return UNHEARD
    if isinstance(act, Answer):
        if act.choice in UNKNOWN:
            return "dont-know"
        return "none" if act.choice in EMPTY and asked.by == "words" else TOLD
    return act.topic if isinstance(act, QuestionToBot) else _NAMES.get(type(act), UNHEARD)


def traits(typed: Typed) -> frozenset[str]:
    """What any reply is known by: words, pairs, beginnings, what is denied, how it begins and ends, how long it is."""
    return frozenset(_traits(typed))


def said_traits(typed: Typed, heard: Heard | None, asked: Asked) -> frozenset[str]:
    """What tells whether it was told or said to the bot; ``heard`` is what the grammar made of it, if that counts."""
    place = place_of(asked)
    found = {f"=@{place}"}
    if place in CLOSED:
        found.update(f"{place}@{word}" for word in typed.words)
    if place == "list":
        found.update(_shape(_signed(typed)))  # a feeling is no step
    found.update(_doing(typed))
    if heard is not None:
        name = f"{act_name(heard.act, asked)}{'!' if heard.sure else '?'}"
        found.update((f"=={name}", f"=={place}:{name}"))
    return frozenset(found)


def chosen_traits(typed: Typed, heard: Heard | None, saves: str) -> frozenset[str]:
    """What tells which choice of this question a reply means."""
    found = {*_opening(typed.words), *_turned_to(typed), *_last_clause(typed), *_shape(_signed(typed))}
    if is_told(saves):
        found.update(_order(list(told_in(typed, saves))))
    if heard is not None:
        act = heard.act
        name = (act.choice or TOLD) if isinstance(act, Answer) else UNHEARD if act is None else "said"
        found.add(f"=={name}{'!' if heard.sure else '?'}")
    return frozenset(found)


def _traits(typed: Typed) -> Iterator[str]:
    words, denied = typed.words, 0
    negations = kinds("negations") | kinds("noes")
    yield f"#{sum(len(words) > one for one in LENGTHS)}"
    if typed.asks:
        yield "?"
    before = "^"
    for word in typed.pieces:
        if word == BOUND:
            denied = 0
            continue
        yield word
        yield f"{before} {word}"
        for length in BEGINNINGS:
            if len(word) > length:
                yield f"{word[:length]}~"
        if denied:
            yield f"-{word}"
        denied = REACH if word in negations else max(0, denied - 1)
        before = word
    yield f"{before} $"


def _opening(words: Sequence[str]) -> Iterator[str]:
    """How it begins: who says what to whom is told there."""
    yield from (f"^{word}" for word in words[:OPENING])
    yield f"^{' '.join(words[:2])}^"


def _doing(typed: Typed) -> Iterator[str]:
    """What the words do, in their order: "later", "carry"; what only fills does nothing."""
    before: frozenset[str] = frozenset(("^",))
    for part in parts(typed.words):
        roles = part.roles - FILLING
        if roles:
            yield from (f"&{role}" for role in roles)
            yield from (f"&{one}+{other}" for one in before for other in roles)
            before = roles
    yield from (f"&{one}+$" for one in before)


def _turned_to(typed: Typed) -> Iterator[str]:
    """What stands behind "maar", "but"."""
    contrasts = kinds("contrast")
    at = next((place for place, word in enumerate(typed.pieces) if word in contrasts), None)
    if at is not None:
        yield from (f">{word}" for word in typed.pieces[at + 1 :] if word != BOUND)


def _last_clause(typed: Typed) -> Iterator[str]:
    pieces = typed.pieces
    end = len(pieces) - (pieces[-1:] == (BOUND,))
    at = next((place for place in range(end - 1, -1, -1) if pieces[place] == BOUND), None)
    if at:
        yield from (f"]{word}" for word in pieces[at + 1 : end] if word != BOUND)


def _signed(typed: Typed) -> list[str]:
    """One letter for each word that says how it was, denies or turns."""
    words, found, place, phrases = alike(typed.pieces), [], 0, thesaurus()
    while place < len(words):
        phrase = phrases.at(words, place)
        if phrase is not None and phrase[1] > 1 and phrase[0] != VOID:
            found.append(_letter(sign_named(phrase[0]).score)[0])
            place += phrase[1]
            continue
        letter = _letter_of(words[place])
        if letter:
            found.append(letter)
        place += 1
    return found


@lru_cache(maxsize=8192)
def _letter_of(word: str) -> str:
    if word == BOUND:
        return "|"
    if word in kinds("negations") or word in kinds("noes"):
        return "X"
    if word in kinds("contrast"):
        return "C"
    sign = word_sign(word)
    if sign is not None:
        return _letter(sign.score)
    return "I" if word in kinds("intensifiers") else "S" if word in kinds("softeners") else ""


def _letter(score: int) -> str:
    return ("P" if score > 0 else "M" if score < 0 else "Z") + ("2" if abs(score) == 2 else "")


def _shape(signed: Sequence[str]) -> Iterator[str]:
    yield from (f"%{one}" for one in signed)
    row = ("^", *signed, "$")
    yield from (f"%{one}{other}" for one, other in pairwise(row))
    yield "%" + "".join(one[0] for one in signed[:SHAPE])


def _order(told: Sequence[str]) -> Iterator[str]:
    yield from (f"@{one}" for one in told)
    row = ("^", *told, "$")
    yield from (f"@{one}>{other}" for one, other in pairwise(row))
