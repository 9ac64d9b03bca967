"""Whether a reply says how it was by denying the opposite: "alles behalve prettig", "far from ideal", "hardly fun".

Law: pure. It is one only where the words that deny stand right before the one word with a sign, and little else is
said: what such a figure means is never what its word means alone, so that nothing but grammar may judge it.

Source: litotes and understatement as in Horn, A natural history of negation, 1989, chapter 5.
"""

from __future__ import annotations

from reisleider.flows.listening.feeling.lexicon import alike, light
from reisleider.flows.listening.feeling.signs import word_sign
from reisleider.flows.listening.typed.phrases import kinds, run_at, runs
from reisleider.flows.listening.typed.tokens import Typed

LONGEST = 8  # words; in more, something else is told too
_BETWEEN = 2  # light words between: "far from an easy ride"


def denies_the_opposite(typed: Typed) -> bool:
    """Whether all that is said of how it was is one such figure."""
    words = alike(typed.words)
    if len(words) > LONGEST or typed.asks:
        return False
    begins = next((n for n in range(len(words)) if run_at(words, n, runs("litotes"))), None)
    if begins is None:
        return False
    behind = begins + run_at(words, begins, runs("litotes"))
    signed = next((n for n in range(behind, min(len(words), behind + _BETWEEN + 1)) if _is_signed(words[n])), None)
    if signed is None or any(words[n] not in light() for n in range(behind, signed)):
        return False
    return not any(_is_signed(word) for n, word in enumerate(words) if not begins <= n <= signed)


def denies_gladness(typed: Typed) -> bool:
    """Whether all that is said of how it was is one good word, denied right before it: "daar word ik niet blij van"."""
    words = alike(typed.pieces)  # where a clause ends is told too: "no, good actually"
    signed = [n for n in range(len(words)) if _is_signed(words[n])]
    if len(words) > LONGEST or typed.asks or len(signed) != 1 or not kinds("contrast").isdisjoint(words):
        return False
    good = word_sign(words[signed[0]])
    denied = [n for n in range(signed[0]) if words[n] in kinds("negations")]
    return good is not None and good.score > 0 and denied == [signed[0] - 1]


def _is_signed(word: str) -> bool:
    sign = word_sign(word)
    return sign is not None and sign.score != 0
