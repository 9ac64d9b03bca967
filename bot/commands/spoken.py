"""The small words that stand behind a command's name, in any language: preview, personal, on, off.

Law: the words themselves stand in the catalogues (``word.``), several with commas between; every language is
understood everywhere. What stands between quotes is one word.
"""

from __future__ import annotations

import re
from functools import cache

from reisleider.flows.gate.plain import seen
from reisleider.flows.languages import LANGUAGES
from reisleider.renderers.words.catalog import raw

WORD = re.compile(r"(?<!\S)[\"“”„]([^\"“”„]+)[\"“”](?!\S)|(\S+)")


def words_in(text: str) -> tuple[str, ...]:
    """What was typed, word by word, without the signs that nobody sees; several between quotes are one."""
    return tuple(quoted or word for quoted, word in WORD.findall(seen(text)))


def means_word(typed: str, key: str) -> bool:
    """Whether somebody typed this small word, in any language."""
    return typed.casefold() in _said(key)


@cache
def _said(key: str) -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in raw(language, f"word.{key}").split(", "))
