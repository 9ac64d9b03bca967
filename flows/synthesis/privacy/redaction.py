"""Takes out of people's words what could tell who somebody is, and says what is too private to show at all.

Law: rather a word too many than a person recognised; nothing else in the words is changed. Every removal leaves
the same mark, which needs no translation. What tells who somebody is, is found in `reisleider.flows.hiding`.
"""

from __future__ import annotations

from functools import lru_cache

from reisleider.flows.hiding.private import Kind, private
from reisleider.flows.hiding.telling import telling

MARK = "[…]"
REMEMBERED = 16384  # words of which it is remembered whether they are private: each map asks it of all again


def redact(words: str) -> str:
    """Words without names, e-mail and web addresses, account names, street addresses and postcodes, phone, account,
    order and other long numbers, number plates, and days of birth."""
    shown, at = [], 0
    for begin, end in telling(words):
        shown += [words[at:begin], MARK]
        at = end
    return "".join((*shown, words[at:])) if at else words


@lru_cache(maxsize=REMEMBERED)
def special(words: str) -> Kind | None:
    """The kind of what is too private to be quoted (health, faith, origin and the like), None where nothing is."""
    return private(words)
