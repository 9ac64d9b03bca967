"""When something was, or how long it took: a stretch of days, out of counts, months, seasons, feasts, weekdays, years.

Law: days before ``today``, the fewest and the most that the words allow; names of times mean their last coming. Without
``today`` only lengths are read. None where the words do not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from reisleider.flows.listening.feeling.grades import number_of
from reisleider.flows.listening.typed.phrases import by_first, kinds, run_at
from reisleider.flows.listening.typed.tokens import Typed
from reisleider.flows.words.vocabulary import figures, lists

Stretch = tuple[float, float]
RECENT: Stretch = (0, 20)
LONG_AGO: Stretch = (800, 3000)
SEASONS: Mapping[str, tuple[int, int]] = {"spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "winter": (12, 3)}
"""Each season's first month, and how many it has."""
_WRITTEN = re.compile(r"(?<!\d)(\d{1,4})[-/.](\d{1,2})(?:[-/.](\d{2,4}))?(?!\d)")
UNDER, OVER = 0.9, 1.1
"""What "almost" and "more than" make of a length: a month short of a year is none yet."""


def days_back(typed: Typed, today: date | None) -> Stretch | None:
    """The fewest and the most days that the reply speaks of."""
    words = typed.words
    if today is None:
        return _length(words)
    year = _year(words, today)
    found = (
        _written(typed, today)
        or _named(words, today, year)
        or _length(words)
        or (_part(words, year) and _since(today, *_part_of(words, *_whole(year))))
        or (RECENT if _has(words, "recent") or _is_last_weekday(words) else None)
        or (LONG_AGO if _has(words, "older") else None)
    )
    if found is not None:
        return found
    if _has(words, "last-month"):
        return _since(today, *_month(today.year, today.month - 1))
    return _since(today, *_whole(year)) if year is not None else None


def lasts(typed: Typed) -> bool:
    """Whether what is said may be how long something took, or is still to come, and not how long ago it was."""
    if _has(typed.words, "recent"):
        return False
    return _has(typed.words, "lasting") or (_has(typed.words, "ahead") and not _has(typed.words, "ago"))


def _written(typed: Typed, today: date) -> Stretch | None:
    """A day in figures: "3/11", "20-11-2026", "11/20/2026", "2026-11-20"; the day comes first where both may be."""
    found = _WRITTEN.search(typed.raw)
    if found is None or any(word in figures("durations", "units") for word in typed.words):
        return None
    first, second, third = (int(one or 0) for one in found.groups())
    year, day, month = (first, third or 1, second) if first > 31 else (third, first, second)
    if month > 12:
        day, month = month, day
    try:
        if year:
            when = date(year + 2000 if year < 100 else year, month, day)
        else:
            when = date(_last_year_of(today, month, day), month, day)
    except ValueError:
        return None
    return _since(today, when, when)


def _is_last_weekday(words: Sequence[str]) -> bool:
    """Whether a weekday is named, and not just any: "dinsdag", not "op een dinsdag"."""
    places = [place for place in range(len(words)) if run_at(words, place, _runs("weekdays"))]
    return any(place == 0 or words[place - 1] not in lists("times")["any"] for place in places)


def _part(words: Sequence[str], year: int | None) -> bool:
    return year is not None and any(_has(words, name) for name in ("early", "middle", "late"))


@cache
def _runs(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return by_first(tuple(phrase.split()) for phrase in lists("times")[name])


def _has(words: Sequence[str], name: str) -> bool:
    return any(run_at(words, place, _runs(name)) for place in range(len(words)))


def _year(words: Sequence[str], today: date) -> int | None:
    """The year that is named, by its number or as this one or the last."""
    for word in words:
        if word.isdecimal() and len(word) == 4 and 1950 <= int(word) <= today.year:
            return int(word)
    if _has(words, "last-year"):
        return today.year - 1
    if _has(words, "year-before"):
        return today.year - 2
    return today.year if _has(words, "now-year") else None


def _whole(year: int | None) -> tuple[date, date]:
    return date(year or 1, 1, 1), date(year or 1, 12, 31)


def _named(words: Sequence[str], today: date, year: int | None) -> Stretch | None:
    """Days, months, seasons and feasts, in the year that is named or else at their last coming; all of them where more
    are named, and what came before one where that is said."""
    spans = list(_spans(words, today, year))
    if not spans:
        return None
    last_time = max((at for at in range(len(words)) if run_at(words, at, _runs("last-time"))), default=-1)
    spans = [span for span in spans if span[2] > last_time] or spans
    first, last = min(first for first, _, _ in spans), max(last for _, last, _ in spans)
    if any(_is_before(words, place) for _, _, place in spans):
        return _since(today, first - timedelta(days=_JUST_BEFORE), first)
    return _since(today, *_part_of(words, first, last))


_JUST_BEFORE = 30  # days: "before the summer"


def _is_before(words: Sequence[str], place: int) -> bool:
    """Whether it was before what is named at this place: "vlak voor de zomer"."""
    begins = (begin for begin in range(max(0, place - 3), place) if (run_at(words, begin, _runs("prior"))))
    return any(begin + run_at(words, begin, _runs("prior")) == place for begin in begins)


def _spans(words: Sequence[str], today: date, year: int | None) -> Iterator[tuple[date, date, int]]:
    """Each span of days that is named, and the place of its name."""
    for name, number in figures("counted", "months").items():
        place = words.index(name) if name in words else None
        if place is not None and not run_at(words, place, _runs("no-month")):
            month = int(number)
            chosen = year or _last_year_of(today, month, 1)
            beside = _day_beside(words, place)
            first, last = _month(chosen, month)
            exact = first.replace(day=beside) if beside and beside <= last.day else None
            yield (exact, exact, place) if exact is not None else (first, last, place)
    for name, (month, length) in SEASONS.items():
        found = next((at for at in range(len(words)) if run_at(words, at, _runs(name))), None)
        if found is not None:
            chosen = year or _last_year_of(today, month, 1) - _has(words, "but-one")
            yield _month(chosen, month)[0], _month(chosen, month + length - 1)[1], found
    for place in range(len(words)):
        if length := run_at(words, place, _feasts("holidays")):
            when = int(figures("counted", "holidays")[" ".join(words[place : place + length])])
            day = date(year or _last_year_of(today, when // 100, when % 100), when // 100, when % 100)
            yield day, day, place
        elif length := run_at(words, place, _feasts("easter")):
            after = timedelta(days=figures("counted", "easter")[" ".join(words[place : place + length])])
            day = _easter(year or today.year) + after
            day = day if day <= today else _easter(today.year - 1) + after
            yield day, day, place


@cache
def _feasts(table: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return by_first(tuple(phrase.split()) for phrase in figures("counted", table))


def _day_beside(words: Sequence[str], place: int) -> int | None:
    for one in (*words[max(0, place - 1) : place], *words[place + 1 : place + 2]):
        number = "".join(mark for mark in one if mark.isdecimal())
        if number and len(number) < 3 and 1 <= int(number) <= 31:
            return int(number)
    return None


def _last_year_of(today: date, month: int, day: int) -> int:
    return today.year if (month, day) <= (today.month, today.day) else today.year - 1


def _month(year: int, month: int) -> tuple[date, date]:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _part_of(words: Sequence[str], first: date, last: date) -> tuple[date, date]:
    """The beginning, the middle or the end of it, where that is said."""
    third = (last - first) / 3
    if _has(words, "early"):
        return first, first + third
    if _has(words, "middle"):
        return first + third, last - third
    if _has(words, "late"):
        return last - third, last
    return first, last


def _since(today: date, first: date, last: date) -> Stretch | None:
    if first > today:
        return None
    return max(0, (today - last).days), (today - first).days


def _easter(year: int) -> date:
    """Easter Sunday, by Gauss."""
    century = year // 100
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - year % 19) // 11))
    sunday = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3 + (sunday + 40) // 44, sunday + 28 - 31 * ((3 + (sunday + 40) // 44) // 4))


def _length(words: Sequence[str]) -> Stretch | None:
    """A count with its unit: "drie weken", "een maand of drie", "two and a half years"."""
    units = figures("durations", "units")
    said = f" {' '.join(words)} "
    for phrase, days in figures("durations", "phrases").items():
        if f" {phrase} " in said:
            return days, days
    for place, word in enumerate(words):
        if word not in units:
            continue
        counts = _count_behind(words, place) or _counts_before(words, place)
        if not counts and _alone(words, place):
            counts = (1, 1)
        if counts:
            about = units[word] * (UNDER if _has(words, "under") else OVER if _has(words, "over") else 1)
            return counts[0] * about, counts[1] * about
    return None


def _alone(words: Sequence[str], place: int) -> bool:
    """Whether a unit without a count is one of it: "jaar geleden", "jaartje"."""
    return words[place + 1 : place + 2] in [(one,) for one in lists("times")["ago"]] or len(words) == 1


def _count_behind(words: Sequence[str], place: int) -> tuple[float, float] | None:
    if len(words) > place + 2 and words[place + 1] in kinds("orwords"):
        count = _number(words[place + 2])
        return None if count is None else (count, count)
    return None


def _counts_before(words: Sequence[str], place: int) -> tuple[float, float] | None:
    """The fewest and the most that stand before a unit: "drie", "anderhalf", "vier a vijf", "2-3"."""
    counts = [number for one in words[max(0, place - 4) : place] if (number := _number(one)) is not None]
    if not counts:
        return None
    if counts[-1] == 0.5:
        whole = [count for count in counts[:-1] if count > 1]
        return (0.5 + (whole[-1] if whole else 0),) * 2
    if len(counts) > 1 and 1 <= counts[-2] < counts[-1] and _joined(words[max(0, place - 4) : place]):
        return counts[-2], counts[-1]
    return counts[-1], counts[-1]


def _joined(words: Sequence[str]) -> bool:
    """Whether two counts are the ends of one: "five or six", "vier a vijf", "3-4"."""
    places = [place for place, word in enumerate(words) if _number(word) is not None]
    between = words[places[-2] + 1 : places[-1]]
    return all(word in kinds("orwords") or word in lists("times")["up-to"] for word in between)


def _number(word: str) -> float | None:
    counted = figures("durations", "numbers").get(word)
    return counted if counted is not None else number_of(word)
