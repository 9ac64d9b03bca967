"""Whether somebody is in need, and of which kind: danger to a life, grief, anger, or something that must be solved.

Law: pure. What looks like it and is none ("mijn telefoon was dood", "een offerte van een advocaat") is told apart by
the sentence it stands in; about a life in danger a doubt counts, about all else it does not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from reisleider.flows.listening.acts import Need
from reisleider.flows.listening.care.cue_traits import need_traits
from reisleider.flows.listening.care.danger import Certainty, danger_in, takes_back
from reisleider.flows.listening.care.telltales import found, says, sentences
from reisleider.flows.listening.learnt import likely_of
from reisleider.flows.listening.typed.tokens import read

_NEAR = 70  # characters between a person and the words of their death
_LOST = 20  # characters between a person and that they were lost; further away, something else was
_LIKELY = 0.65  # share from which it counts, and it is asked how they are: of what is none 1 in 500 then sounds so
_LOOKS_ALIKE = 0.9  # the same where a word in it takes a cue back ("haha", "pharmacy"): most look-alikes hold one
_SHOUTED = (3, 12)  # words and letters, all capitals, that are a shout and no abbreviation
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def need_told(text: str) -> Need | None:
    """The gravest need that the words tell of, or None."""
    if danger_told(text) is not None:
        return "danger"
    said = sentences(text)
    if any(_in_grief(one) for one in said):
        return "grief"
    if any(_asks_to_be_helped(one) for one in said):
        return "complaint"
    if any(_is_angry(one) for one in said) or _is_shouted(text):
        return "anger"
    return None


@lru_cache(maxsize=8192)
def danger_told(text: str) -> Certainty | None:
    """How sure the words make it that a life is in danger; None where they tell of none."""
    said = sentences(text)
    asking = any(_asks_to_be_helped(one) for one in said)
    own = tuple(one for one in said if asking or not _is_about_others(one))
    return danger_in(own) or ("unsure" if len(own) == len(said) and _sounds_like_danger(text) else None)


def _sounds_like_danger(text: str) -> bool:
    """Whether people who wrote so were in danger, in the practice replies: told in no words that a cue knows."""
    share = likely_of("need", need_traits(text), frozenset(read(text).words)).get("danger", 0.0)
    return share >= _LIKELY and (share >= _LOOKS_ALIKE or not any(map(takes_back, sentences(text))))


def _is_about_others(sentence: str) -> bool:
    """Whether it is what a customer said, as a colleague tells it; danger all the same where they ask for help now."""
    told = says("need", "others", sentence) and says("need", "reporting", sentence)
    return told and not says("need", "first-person", sentence)


def _in_grief(sentence: str) -> bool:
    if says("need", "death-not", sentence):
        return False
    if next(found("need", "death-told", sentence), None) is not None:
        return True
    people = [one.span() for one in found("need", "own-people", sentence)]
    if not people:
        return False
    deaths = [one.span() for one in found("need", "death", sentence)]
    losses = [one.span() for one in found("need", "losing", sentence)]
    if any(_between(person, death) <= _NEAR for person, death in product(people, deaths)):
        return True
    lost = any(_between(person, loss) <= _LOST for person, loss in product(people, losses))
    return lost and says("need", "first-person", sentence)


def _between(left: tuple[int, int], right: tuple[int, int]) -> int:
    return max(left[0], right[0]) - min(left[1], right[1])


def _asks_to_be_helped(sentence: str) -> bool:
    asked = next(found("need", "complaint", sentence), None)
    return asked is not None and not says("need", "complaint-not", sentence) and not _reported(sentence, asked.start())


def _is_angry(sentence: str) -> bool:
    angry = next(found("need", "anger", sentence, whole=True), None)
    return angry is not None and not says("need", "anger-not", sentence) and not _reported(sentence, angry.start())


def _reported(sentence: str, start: int) -> bool:
    """Whether somebody else said what stands here: "mijn buurman zei dat ..."."""
    return says("need", "reporting", sentence[:start])


def _is_shouted(text: str) -> bool:
    words = [word for word in _LETTERS.findall(text) if len(word) > 1]
    letters = "".join(words)
    least_words, least_letters = _SHOUTED
    return len(words) >= least_words and len(letters) >= least_letters and letters.isupper()
