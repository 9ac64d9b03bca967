"""What each value of a study may be: one function per kind of value, which returns it as it is kept.

Law: a function takes whatever arrived and raises Unfit with one sentence; it knows no file, chat or form. Nothing here
depends on where a study is made, so that what one way refuses none takes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, get_args
from zoneinfo import available_timezones

from reisleider.flows.gate.plain import seen, steers
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import Glancing, Language, Track
from reisleider.flows.languages import LANGUAGES, listed

LONGEST = 300  # characters of one text of a study: what stands in a question is read on a phone
LONGEST_ID = 40
TEN_YEARS = timedelta(days=3653)
"""No promise about people's words reaches further than this."""
TRACKS: tuple[Track, ...] = ("customer", "stakeholder")
MOST_PEOPLE = 1_000_000  # asked or wanted for one study
MOST_ROWS = 500  # personas, teams, labels or facts of one study
Bounds = tuple[int, int]
BOUNDS: dict[str, Bounds] = {
    "minimum_customers": (3, 1000),  # method 4.12: may be raised, never lowered
    "minimum_staff": (5, 1000),
    "rotating": (0, 20),
    "retention_days": (1, TEN_YEARS.days),
    "replies": (1, 200),
    "review_days": (0, TEN_YEARS.days),
}
"""The least and the most of every number of a study, by its key."""
_MAIL = re.compile(r"[^@\s]{1,100}@[^@\s]{1,200}\.[^@\s.]{1,60}")
_TELEPHONE = re.compile(r"\+?\(?\d[\d ()./-]{6,24}")
_FEWEST_DIGITS = 6
_LINK = re.compile(r"[\w-][\w.-]{0,250}\.\w{2,60}(?::\d{1,5})?(?:/\S*)?")
_DAY = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")


def slug(value: object) -> str:
    """An id that people type and files are called by."""
    if not isinstance(value, str) or not re.fullmatch(rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_ID - 1}}}", value):
        raise Unfit("slug", most=LONGEST_ID)
    return value


def words(value: object, least: int = 1) -> str:
    """A few words, on one line."""
    if not isinstance(value, str):
        raise Unfit("words")
    if steers(value):
        raise Unfit("steering")
    told = seen(value)
    if len(told) < least:
        raise Unfit("words")
    if len(told) > LONGEST:
        raise Unfit("long", most=LONGEST, length=len(told))
    return told


def contact(value: object) -> str:
    """Where people may ask: an address of e-mail or a telephone number, or words that hold one."""
    told = words(value, 2)
    numbers = (sum(sign.isdigit() for sign in found) for found in _TELEPHONE.findall(told))
    if not _MAIL.search(told) and not any(digits >= _FEWEST_DIGITS for digits in numbers):
        raise Unfit("contact")
    return told


def link(value: object) -> str:
    """The address of a page, with or without how it is fetched."""
    told = words(value, 2)
    scheme, parted, rest = told.partition("://")
    if parted and scheme.casefold() not in ("http", "https"):
        raise Unfit("link")
    if not _LINK.fullmatch(rest if parted else told):
        raise Unfit("link")
    return told


def day(value: object) -> date:
    """A day, as a day of TOML or as people write one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise Unfit("day")
    told = seen(value)
    found = _DAY.fullmatch(told)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(told)
    except ValueError:
        raise Unfit("day") from None


def keep_until(value: object, today: date) -> date:
    """The day after which nobody's words are kept: to come, and within ten years."""
    told = day(value)
    if told <= today:
        raise Unfit("day-past", day=told.isoformat())
    if told > today + TEN_YEARS:
        raise Unfit("day-far", day=told.isoformat(), last=(today + TEN_YEARS).isoformat())
    return told


def number(value: object, bounds: Bounds) -> int:
    """A whole number within bounds."""
    least, most = bounds
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Unfit("number", least=least, most=most)
    return value


def flag(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise Unfit("flag")
    return value


def people(value: object) -> dict[str, int]:
    """How many people per track."""
    if not isinstance(value, dict) or not set(value) <= set(TRACKS):
        raise Unfit("people", tracks=listed_or(TRACKS))
    return {track: number(count, (0, MOST_PEOPLE)) for track, count in value.items()}


def zone(value: object) -> str:
    """A time zone of the IANA database."""
    if not isinstance(value, str) or value not in available_timezones():
        raise Unfit("zone")
    return value


def language(value: object) -> Language:
    """A language that is translated."""
    if not isinstance(value, str) or value not in LANGUAGES:
        shown = seen(value)[:20] if isinstance(value, str) and not steers(value) else "that"
        raise Unfit("language", language=shown, known=listed("and"))
    return value


def languages(value: object) -> tuple[Language, ...]:
    """The languages that a study speaks, each once."""
    if not isinstance(value, list | tuple) or not value:
        raise Unfit("languages", known=listed("and"))
    return tuple(dict.fromkeys(language(one) for one in value))


def likeness(value: object) -> Literal["lexicon", "sentences"]:
    """How wordings are compared; whether the extra for it is installed is another question."""
    if value == "lexicon":
        return "lexicon"
    if value == "sentences":
        return "sentences"
    raise Unfit("likeness")


def glancing(value: object) -> Glancing:
    """Who looks at quotes before they stand on a map."""
    known: tuple[Glancing, ...] = get_args(Glancing)
    found = next((one for one in known if one == value), None)
    if found is None:
        raise Unfit("one-of", known=listed_or(known))
    return found


def one_of(value: object, known: Sequence[str]) -> str:
    """One of a few words."""
    if not isinstance(value, str) or value not in known:
        raise Unfit("one-of", known=listed_or(known))
    return value


def several_of(value: object, known: Collection[str]) -> tuple[str, ...]:
    """Any of a few words."""
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one in known for one in value):
        raise Unfit("several-of", known=", ".join(known))
    return tuple(value)


def listed_or(known: Sequence[str]) -> str:
    """Words to choose from, as a sentence has them."""
    return listed("or", known)
