"""The day that somebody names in words as one to come: "1 april", "eind maart", "over twee weken", "next Friday".

Law: a stretch means its last day, for something is to be done by then; a day that is past is none. What the words are
stands in ``flows/words``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from reisleider.flows.listening.feeling.grades import number_of
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.words.vocabulary import figures, lists

FRIDAY, DAYS = 4, 7
FURTHEST = 3700  # days: ten years, as of every day of a study
_WRITTEN = re.compile(r"(?<!\d)(\d{1,4})[-/.](\d{1,2})(?:[-/.](\d{2,4}))?(?!\d)")
_QUARTER = re.compile(r"\b[qk]([1-4])\b", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})(?:e|de|ste|st|nd|rd|th)?")
MONTHS_IN = {30: 1, 91: 3, 365: 12}
"""How many months a unit of so many days is; the others are counted in days."""
MIDDLE, EARLY = 15, 10  # days of a month by which its middle and its beginning are over


def day_told(text: str, today: date) -> date | None:
    """The day that a text names, from ``today`` on and within ten years; None where it names none."""
    found = _found(text, today)
    return found if found is not None and today <= found <= today + timedelta(days=FURTHEST) else None


def _found(text: str, today: date) -> date | None:
    try:
        written = _written(text, today)
    except ValueError:
        return None
    if written is not None:
        return written
    words = read(text).words
    quarter = _QUARTER.search(text)
    if quarter is not None:
        month, year = int(quarter[1]) * 3, _year(words)
        return _coming(today, month, 31) if year is None else _last_of(year, month)
    for look in (_in_month, _feast, _in_season, _on_weekday, _after, _in_this_or_next, _near):
        if (day := look(words, today)) is not None:
            return day
    return None


def _written(text: str, today: date) -> date | None:
    """A day in figures, the day before the month; without a year the next that comes."""
    found = _WRITTEN.search(text)
    if found is None:
        return None
    first, second, third = (int(one or 0) for one in found.groups())
    year, day, month = (first, third or 1, second) if first > 31 else (third, first, second)
    if month > 12:
        day, month = month, day
    if year:
        return date(year + 2000 if year < 100 else year, month, day)
    return _coming(today, month, day)


def _coming(today: date, month: int, day: int) -> date:
    """The next time that this day of a year comes; of a day that some years have not, the last of its month."""
    year = today.year if (month, day) >= (today.month, today.day) else today.year + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def _year(words: Sequence[str]) -> int | None:
    return next((int(one) for one in words if one.isdecimal() and len(one) == 4), None)


def _in_month(words: Sequence[str], today: date) -> date | None:
    months = figures("counted", "months")
    place = next((at for at, word in enumerate(words) if word in months), None)
    if place is None:
        return None
    month, year = int(months[words[place]]), _year(words)
    beside = (_DAY.fullmatch(one) for one in (*words[max(0, place - 2) : place][::-1], *words[place + 1 : place + 2]))
    day = next((int(one[1]) for one in beside if one is not None and 1 <= int(one[1]) <= 31), None)
    if day is None:
        day = EARLY if _has(words, "early") else MIDDLE if _has(words, "middle") else 31
    if year is None:
        return _coming(today, month, day)
    return date(year, month, min(day, monthrange(year, month)[1])) if 1 < year < 9999 else None


def _feast(words: Sequence[str], today: date) -> date | None:
    said = f" {' '.join(words)} "
    found = [(len(name), int(when)) for name, when in figures("counted", "holidays").items() if f" {name} " in said]
    if not found:
        return None
    when = max(found)[1]
    return _coming(today, when // 100, when % 100) - timedelta(days=_has(words, "prior"))


def _in_season(words: Sequence[str], today: date) -> date | None:
    for name, month in (("spring", 3), ("summer", 6), ("autumn", 9), ("winter", 12)):
        if _has(words, name):
            begins = _coming(today, month, 1)
            return begins - timedelta(days=1) if _has(words, "prior") else _months_on(begins, 3) - timedelta(days=1)
    return None


def _on_weekday(words: Sequence[str], today: date) -> date | None:
    names = lists("times")["weekdays"]
    named = next((names.index(word) % DAYS for word in words if word in names), None)
    if named is None:
        return None
    ahead = (named - today.weekday()) % DAYS or DAYS
    in_next_week = _says(words, "next") and any(figures("durations", "units").get(one) == DAYS for one in words)
    return today + timedelta(days=DAYS - today.weekday() + named if in_next_week else ahead)


def _after(words: Sequence[str], today: date) -> date | None:
    """So many days, weeks, months from now."""
    units = figures("durations", "units")
    for place, word in enumerate(words):
        days = units.get(word)
        count = _count(words[:place])
        if days is None or count is None:
            continue
        months = MONTHS_IN.get(int(days))
        if months is None or count != int(count):
            return _ahead(today, count * days)
        return _months_on(today, int(count) * months) if count * months <= FURTHEST / 30 else None
    return None


def _count(before: Sequence[str]) -> float | None:
    """How many stand before a unit: a number, or one where it says "in"."""
    for word in before[:-3:-1]:
        counted = figures("durations", "numbers").get(word)
        number = counted if counted is not None else number_of(word)
        if number is not None:
            return number
    return 1.0 if before and before[-1] in lists("due")["one"] else None


def _ahead(today: date, days: float) -> date | None:
    return today + timedelta(days=round(days)) if days <= FURTHEST else None


def _in_this_or_next(words: Sequence[str], today: date) -> date | None:
    """This or next week (its Friday), month, quarter or year (its last day, its middle)."""
    following = _says(words, "next")
    if not following and not _says(words, "this") and not _has(words, "late"):
        return None
    days = next((int(one) for word in words if (one := figures("durations", "units").get(word)) is not None), None)
    if days == DAYS:
        friday = today + timedelta(days=FRIDAY - today.weekday() + DAYS * following)
        return max(friday, today)
    if days not in MONTHS_IN:
        return None
    months = MONTHS_IN[days]
    ends = (today.month - 1) // months * months + months * (1 + following)
    last = _last_of(today.year + (ends - 1) // 12, (ends - 1) % 12 + 1)
    return last.replace(day=MIDDLE) if months == 1 and _has(words, "middle") else last


def _near(words: Sequence[str], today: date) -> date | None:
    for days, name in ((2, "day-after"), (1, "tomorrow"), (0, "today")):
        if _says(words, name):
            return today + timedelta(days=days)
    return None


def _months_on(day: date, months: int) -> date:
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _has(words: Sequence[str], name: str) -> bool:
    return _holds(words, lists("times")[name])


def _says(words: Sequence[str], name: str) -> bool:
    return _holds(words, lists("due")[name])


def _holds(words: Sequence[str], phrases: Sequence[str]) -> bool:
    said = f" {' '.join(words)} "
    return any(f" {one} " in said for one in phrases)
