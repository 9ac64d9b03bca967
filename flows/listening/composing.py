"""The act that roles make together: a later time and no past is a pause, a denial and to understand a call for help.

Law: words and short phrases with what they do are data (``[roles]``), the longest that fits is taken; a rule tells
which roles compose, which may stand beside them, and which may not. An act is sure where no word of content is left
over; with a few left over it is likely, to be asked back; with more, or a past that is told, it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reisleider.flows.listening.typed.phrases import kinds, run_at, runs
from reisleider.flows.listening.typed.tokens import Typed
from reisleider.flows.words.vocabulary import lists, one_of

LONGEST = 16  # words; a longer reply is told
GAP, WIDE = "~", 4  # in a phrase: up to so many small words
SMALL = ("glue", "self", "you", "talk", "later", "not", "want", "data")


@dataclass(frozen=True)
class Rule:
    """How one act is said.

    ``needs``: of each group a role must be there; ``beside``: roles that add no content; ``never``: roles with which it
    is something else; ``sure`` and ``likely``: how many words of content it may have beside; ``told``: whether it may
    be told as something past; ``others``: of others than who speaks.
    """

    act: str
    needs: tuple[str, ...]
    beside: str = ""
    never: str = ""
    sure: int = 0
    likely: int = 1
    told: bool = False
    others: bool = False


_ALWAYS = frozenset({"glue", "self", "you", "present"})
RULES = (
    Rule("language", ("language",), "language-say modal want asks not no fine wrong", "explain thing", 0, 2),
    Rule("refuse", ("not", "this-one"), "want talk say no", "know understand clear", 0, 0),
    Rule("refuse", ("not", "want", "this-one"), "talk say no", "", 0, 1),
    Rule(
        "pause",
        ("later",),
        "carry busy errand day wait must modal go no yes again here-again contact not want talk bye",
        "remove was",
        0,
        1,
    ),
    Rule(
        "pause",
        ("later", "busy wait must carry modal contact errand"),
        "errand day again go no yes talk bye not want",
        "remove was",
        3,
        4,
    ),
    Rule(
        "pause", ("day", "modal carry contact wait must busy"), "later errand again go no yes talk not want", "", 1, 3
    ),
    Rule("pause", ("busy",), "must wait no not have carry later you errand", "modal data was", 0, 1),
    Rule("pause", ("wait",), "must busy modal carry no not again errand", "data was", 0, 1),
    Rule("pause", ("arrives", "mine"), "errand must wait later busy present", "was", 2, 2),
    Rule("pause", ("obliged",), "errand must busy go", "modal asks was not", -1, 2),
    Rule("pause", ("must busy wait", "errand"), "must wait later carry busy", "modal was", 1, 2),
    Rule("pause", ("present", "errand"), "must wait later carry busy", "modal was not", 0, 1),
    Rule("back", ("back",), "modal previous wrong talk press again change go no not one meant", "here-again", 0, 0),
    Rule(
        "back",
        ("back", "modal want wrong change asks"),
        "talk previous press again go no not meant",
        "here-again",
        0,
        0,
    ),
    Rule("back", ("back", "talk previous"), "modal want wrong change asks press again go no not", "here-again", 0, 2),
    Rule(
        "back",
        ("previous", "talk change again wrong modal meant"),
        "back press no not go talk want",
        "",
        0,
        2,
        told=True,
    ),
    Rule("back", ("previous",), "back press no go talk modal again", "", 0, 0),
    Rule("back", ("wrong",), "press back previous meant again no change modal talk wait", "", 0, 0, told=True),
    Rule(
        "back", ("wrong", "press back previous meant change again"), "no not modal talk wait want", "", 0, 1, told=True
    ),
    Rule("back", ("change",), "asks modal must want previous talk press wrong again data no", "", 0, 1),
    Rule("back", ("again",), "modal previous talk press no", "", 0, 0),
    Rule("back", ("meant",), "not previous press no change wrong yes", "mean", 1, 2, told=True),
    Rule("refuse", ("private",), "say not talk skip go want modal", "", 0, 2),
    Rule("refuse", ("skip",), "talk go modal no want not say private silly thanks", "", 0, 0),
    Rule("refuse", ("skip", "talk modal want private silly go"), "no not say thanks", "", 0, 2),
    Rule("refuse", ("silly",), "talk skip", "", 0, 1),
    Rule("refuse", ("not", "say"), "want talk private skip modal go no more", "know unknown contact", 1, 2),
    Rule("help", ("not", "clear", "talk"), "mean fine wish all", "", 1, 2),
    Rule("help", ("not", "understand"), "talk explain fill must asks mean item button", "", 0, 1),
    Rule("help", ("explain",), "talk modal mean not understand again want asks", "data", 0, 0),
    Rule("help", ("explain", "modal talk mean not understand you want"), "again asks", "data", 0, 2),
    Rule("help", ("mean", "you"), "talk modal explain not understand asks item", "", 4, 6),
    Rule("help", ("fill", "must modal", "asks"), "talk button this-one say", "not", 1, 2),
    Rule("help", ("asks", "item button"), "mean talk not", "", 0, 1),
    Rule("help", ("button", "not asks"), "not talk modal asks", "wrong", 1, 2),
    Rule("stop", ("remove", "me"), "talk end more", "data", 1, 2),
    Rule("stop", ("rude",), "talk end", "", -1, 1),
    Rule("stop", ("rude", "talk end"), "", "", 0, 2),
    Rule("stop", ("end",), "talk want not more part modal go no bye contact rude enough wait asks", "was", 0, 1),
    Rule("stop", ("end", "talk want not modal bye"), "more part go no contact rude enough wait asks", "was", 1, 3),
    Rule(
        "stop", ("not", "want part contact", "more part contact talk"), "go no end talk want enough", "say skip", 0, 2
    ),
    Rule("stop", ("enough",), "talk end more no bye not", "", 0, 0),
    Rule("stop", ("bye",), "talk end not enough", "hello later", 0, 0),
    Rule("delete", ("remove", "data"), "modal want not talk", "was", 0, 1),
    Rule("dont-know", ("unknown",), "know not no asks forgot more", "", 1, 4),
    Rule("dont-know", ("forgot",), "know not no asks more", "data", 0, 0),
    Rule("dont-know", ("not", "know"), "unknown more no asks", "contact part", 3, 4, told=True),
    Rule("none", ("nothing",), "modal asks wish not fine all said more no know thanks", "except", 0, 0),
    Rule("none", ("fine", "all nothing"), "wish no said nothing not", "except", 0, 0, told=True),
    Rule("none", ("said",), "all wish no nothing", "except", 0, 0, told=True),
    Rule("none", ("no", "fine"), "all wish nothing", "except not", 2, 3, told=True, others=True),
    Rule("finish", ("that-last",), "last no all nothing-more thanks done yes said", "except", 1, 2, told=True),
    Rule("finish", ("last",), "no all nothing-more thanks done yes said and-then", "except", 0, 0, told=True),
    Rule("finish", ("nothing-more",), "no last all wish and-then", "except", 0, 0, told=True),
    Rule("go-on", ("here-again",), "yes go talk no busy wait later errand", "hello", 0, 2, told=True),
    Rule("go-on", ("go",), "yes talk modal here-again carry busy wait thanks", "not skip", 0, 1),
    Rule("thanks", ("thanks",), "thankful hello talk yes", "not", 1, 1),
    Rule("greeting", ("hello",), "bye talk thanks", "not", 1, 1),
)
"""How acts are said, the likelier first."""


@dataclass(frozen=True)
class Composed:
    """An act by its name, and whether it is sure."""

    act: str
    sure: bool


def composed(typed: Typed, but: Sequence[str] = ()) -> Composed | None:
    """The act that the words make together, None where they make none."""
    if not typed.words or len(typed.words) > LONGEST or says_what(typed.words):
        return None
    said, every = _weighed(typed.words)
    every |= _bits(("third",)) if _of_something(typed.words) else 0
    likely: tuple[int, str] | None = None
    for rule, first, needs, never, allowed in _RULES:
        if not every & first or every & never or rule.act in but or not all(every & group for group in needs):
            continue
        left, told = _left(said, allowed)
        if told and not rule.told:
            continue
        if left <= rule.sure:
            return Composed(rule.act, True)
        if left <= rule.likely and not told and (likely is None or left < likely[0]):
            likely = (left, rule.act)
    return None if likely is None else Composed(likely[1], False)


def says_what(words: tuple[str, ...]) -> bool:
    """Whether it is a clause that says what: "dat niemand terugbelt"; not "that is none of your business", whose second
    word is a verb, nor "that last answer was wrong"."""
    if len(words) <= NAMING or words[0] not in kinds("that") or words[1] in kinds("asked-verbs"):
        return False
    return roles_of(words).isdisjoint(("talk", "item", "previous"))


def _of_something(words: tuple[str, ...]) -> bool:
    """Whether the words tell of a thing or somebody, with what it does behind it: "kitchens that have to run"; not "I
    think that I have to run"."""
    found = zip(words, words[1:], words[2:], strict=False)
    return any(
        after in kinds("after-name") and _is_a_name(word) and next not in kinds("myself") for word, after, next in found
    )


def _is_a_name(word: str) -> bool:
    return len(word) >= NAMING and not roles_of((word,)) and word not in _filling()


NAMING = 4
"""Letters of a word at least that names something; and words of a clause, which has more."""


def tells(words: tuple[str, ...]) -> bool:
    """Whether something is told of what was, or of others."""
    return bool(roles_of(words) & {"told", "third"}) or any(past(word) for word in words)


def _left(said: Sequence[_Weight], allowed: int) -> tuple[int, bool]:
    """How many words of content a rule leaves over, and whether one of them tells what was done."""
    left, told = 0, False
    for roles, words, past_ in said:
        if not roles & allowed:
            left, told = left + words, told or past_
    return left, told


def _bits(roles: Iterable[str]) -> int:
    """A set of roles as a whole number, a bit for each: rules are many, and every reply is tried on all."""
    sum_ = 0
    for role in roles:
        sum_ |= 1 << _PLACES.setdefault(role, len(_PLACES))
    return sum_


_PLACES: dict[str, int] = {}
_Weight = tuple[int, int, bool]
"""A part's roles, how many words it has, and whether one of them tells what was done."""


@lru_cache(maxsize=2048)
def _weighed(words: tuple[str, ...]) -> tuple[tuple[_Weight, ...], int]:
    said = parts(words)
    weighed = tuple((_bits(part.roles), len(part.words), any(map(past, part.words))) for part in said)
    return weighed, _bits(roles_of(words))


def _prepared(rule: Rule) -> tuple[Rule, int, tuple[int, ...], int, int]:
    first, *others = (group.split() for group in rule.needs)
    allowed = _ALWAYS.union(rule.beside.split(), first, *others)
    told = (*(() if rule.told else ("told",)), *(() if rule.others else ("third",)))
    return rule, _bits(first), tuple(map(_bits, others)), _bits((*rule.never.split(), *told)), _bits(allowed)


_RULES = tuple(_prepared(rule) for rule in RULES)


CONTENT: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """A word or a phrase in its place, and what it does; nothing where it is content."""

    words: tuple[str, ...]
    roles: frozenset[str]


@lru_cache(maxsize=2048)
def parts(words: tuple[str, ...]) -> tuple[Part, ...]:
    """The words in parts, those that fill left out."""
    return tuple(_parts(words))


@lru_cache(maxsize=2048)
def roles_of(words: tuple[str, ...]) -> frozenset[str]:
    """All that the words do."""
    return frozenset[str]().union(*(part.roles for part in parts(words)))


def _parts(words: tuple[str, ...]) -> Iterator[Part]:
    place = 0
    while place < len(words):
        length, roles = _longest(words, place)
        skip = 0 if roles else run_at(words, place, runs("fillers"))
        if roles or not skip:
            yield Part(words[place : place + (length or 1)], roles)
        place += length or skip or 1


def _longest(words: Sequence[str], place: int) -> tuple[int, frozenset[str]]:
    for phrase, roles in _by_first().get(words[place], ()):
        if length := _fits(words, place, phrase):
            return length, roles
    return 0, CONTENT


def _fits(words: Sequence[str], place: int, phrase: tuple[str, ...]) -> int:
    """How many words from this place are the phrase, whatever fills it up: "zoek maar iemand anders"; 0 where not.
    At ``~`` small words may stand in it: "sla deze vraag over"."""
    at, wide = place + 1, False
    for word in phrase[1:]:
        if word == GAP:
            wide = True
            continue
        between = 0
        while at < len(words) and words[at] != word and between < WIDE:
            if not (words[at] in _filling() or (wide and words[at] in _small())):
                return 0
            at, between = at + 1, between + 1
        if at >= len(words) or words[at] != word:
            return 0
        at, wide = at + 1, False
    return at - place


@cache
def _small() -> frozenset[str]:
    """Words that may stand in a verb that is told in two parts."""
    roles = lists("roles")
    return frozenset(word for role in SMALL for word in roles[role] if " " not in word)


@cache
def _filling() -> frozenset[str]:
    return frozenset(lists("listening")["fillers"])


@cache
def _by_first() -> Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """Phrases with what they do, by their first word, the longest first."""
    does: dict[tuple[str, ...], set[str]] = {}
    for role, phrases in lists("roles").items():
        for phrase in phrases:
            does.setdefault(tuple(phrase.split()), set()).add(role)
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, roles in does.items():
        found.setdefault(words[0], []).append((words, frozenset(roles)))
    return {first: tuple(sorted(each, key=lambda one: -len(one[0]))) for first, each in found.items()}


@lru_cache(maxsize=8192)
def past(word: str) -> bool:
    """Whether a word has the form of what was done: "teruggebeld", "waited"."""
    return _past().fullmatch(word) is not None


@cache
def _past() -> re.Pattern[str]:
    return re.compile(rf"(?=\S{{1,40}}\Z){one_of(lists('kinds')['past'])}")  # no word is longer
