"""Whether a reply says how it was by denying the opposite: "alles behalve prettig", "far from ideal", "hardly fun".

Law: pure. It is one only where the words that deny stand right before the one word with a sign, and little else is
said: what such a figure means is never what its word means alone, so that nothing but grammar may judge it.

Source: litotes and understatement as in Horn, A natural history of negation, 1989, chapter 5.
"""

from __future__ import annotations

from reisleider.flows.listening.feeling.lexicon import alike, light
from reisleider.flows.listening.feeling.signs import word_sign
from reisleider.flows.listening.typed.phrases import run_at, runs
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


def _is_signed(word: str) -> bool:
    sign = word_sign(word)
    return sign is not None and sign.score != 0
