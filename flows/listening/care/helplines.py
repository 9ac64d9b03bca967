"""Whom to call when a life is in danger: the helplines and emergency numbers of each country.

Law: numbers are data (``helplines.toml``), never guessed: where a study is in no country that is known, people are told
to call the emergency number of where they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reisleider.flows.journey import Language

EVERYWHERE = "112"
"""Answered in all of the European Union, and passed on by mobile networks in most of the world."""


@dataclass(frozen=True)
class Helpline:
    """Who listens in a country, and what to dial where there is danger now: both as they are read."""

    country: str
    zones: tuple[str, ...]
    languages: tuple[Language, ...]
    line: str
    emergency: str


@cache
def helplines() -> Mapping[str, Helpline]:
    """Every country's, by its code."""
    text = resources.files(__package__).joinpath("helplines.toml").read_text(encoding="utf-8")
    return {
        code: Helpline(code, tuple(row["zones"]), tuple(row["languages"]), row["line"], row["emergency"])
        for code, row in tomllib.loads(text).items()
    }


def countries_of(timezone: str, languages: Sequence[Language]) -> tuple[str, ...]:
    """The countries whose helplines a study's people are told of: where its clock is; besides, where it speaks none of
    the languages there, those where its languages are spoken."""
    here = [one for one in helplines().values() if timezone in one.zones]
    if any(set(one.languages) & set(languages) for one in here):
        return tuple(one.country for one in here)
    spoken = [one for one in helplines().values() if set(one.languages) & set(languages)]
    return tuple(one.country for one in (*here, *spoken)) if here else ()


def lines_of(countries: Sequence[str]) -> str:
    """The helplines of these countries, as they are read; "" where there is none."""
    return ", ".join(dict.fromkeys(helplines()[one].line for one in countries if one in helplines()))


def emergency_of(countries: Sequence[str]) -> str:
    """What to dial in these countries where there is danger now."""
    numbers = dict.fromkeys(helplines()[one].emergency for one in countries if one in helplines())
    return next(iter(numbers)) if len(numbers) == 1 else EVERYWHERE
