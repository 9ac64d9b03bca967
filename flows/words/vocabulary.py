"""What the words files know together: ``xx.toml`` for each language, and ``signs.toml`` for what needs none.

Law: what people type is understood in every language at once: lists are laid end to end and tables over each other, the
first language first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from reisleider.flows.languages import LANGUAGES, words_file

_SIGNS = "signs"


def _tables(*path: str) -> Iterator[Mapping[str, Any]]:
    """This table of every file, empty where a file has none."""
    for name in (*LANGUAGES, _SIGNS):
        table = words_file(name)
        for key in path:
            table = table.get(key, {})
        yield table


@cache
def lists(*path: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of words of a table, each with the words of every language; in the order of the first."""
    united: dict[str, tuple[str, ...]] = {}
    for table in _tables(*path):
        for name, words in table.items():
            united[name] = tuple(dict.fromkeys((*united.get(name, ()), *words)))
    return united


@cache
def figures(*path: str) -> Mapping[str, float]:
    """What each word of a table counts; where languages differ about a word, the first has it."""
    united: dict[str, float] = {}
    for table in _tables(*path):
        united.update((word, figure) for word, figure in table.items() if word not in united)
    return united


@cache
def names(*path: str) -> Mapping[str, str]:
    """What each word of a table stands for; the first language that says so has it."""
    united: dict[str, str] = {}
    for table in _tables(*path):
        united.update((word, name) for word, name in table.items() if word not in united)
    return united


@cache
def stemmers() -> tuple[str, ...]:
    """The snowball stemmers of the languages that name one."""
    return tuple(str(words_file(one)["stemmer"]) for one in LANGUAGES if "stemmer" in words_file(one))


def one_of(words: tuple[str, ...]) -> str:
    """A regular expression that matches any of these, themselves regular expressions; nothing where there are none."""
    return f"(?:{'|'.join(words)})" if words else "(?!)"
