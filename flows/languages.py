"""The languages there are: those with a words file, ``flows/words/xx.toml``; and what the core says itself in each.

Law: nobody else lists languages; whoever needs to know which there are asks here, and all are equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from tomllib import loads
from typing import Any

from reisleider.flows.faults import LanguageFault
from reisleider.flows.journey import Language, Texts

FIRST = "nl"
"""The language to speak where nobody chose one."""
IDS = "en"
"""The language of ids that are made of words, where they exist in it."""
_WORDS_FILE = re.compile(r"([a-z]{2,3})\.toml")


def _folder() -> Traversable:
    return resources.files("reisleider.flows").joinpath("words")


def _shipped() -> tuple[Language, ...]:
    codes = {found[1] for file in _folder().iterdir() if (found := _WORDS_FILE.fullmatch(file.name))}
    return (FIRST, *sorted(codes - {FIRST}))


LANGUAGES = _shipped()
"""Every language, by its two-letter code (three where it has no shorter one); FIRST first."""


def listed(joint: str, languages: Sequence[Language] = LANGUAGES) -> str:
    """Languages as a sentence of ours names them, ``joint`` before the last: "nl and en", "nl, en or fr"."""
    *others, last = languages
    return f"{', '.join(others)} {joint} {last}" if others else last


def written_in(table: object) -> tuple[Language, ...]:
    """The languages that any text of a TOML file is in; a text's keys are its languages."""
    keys = set(_keys(table))
    return tuple(language for language in LANGUAGES if language in keys)


def _keys(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        yield from table
    for row in table.values() if isinstance(table, dict) else table if isinstance(table, list) else ():
        yield from _keys(row)


@cache
def words_file(name: str) -> Mapping[str, Any]:  # TOML as it stands
    """A words file as it stands: a language's, or ``signs``."""
    return loads(_folder().joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def core_texts(table: str, name: str) -> Texts:
    """What the core says under this name of a words file's table, in every language. Raises LanguageFault where a
    language lacks it."""
    for language in LANGUAGES:
        if not words_file(language).get(table, {}).get(name):
            raise LanguageFault(f"flows/words/{language}.toml: {table}: say {name} in this language.")
    return {language: str(words_file(language)[table][name]) for language in LANGUAGES}
