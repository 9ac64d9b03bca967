"""Days as people say them, per language.

Law: a date goes in, words come out; nothing here knows what day it is.
"""

from __future__ import annotations

from datetime import date

from babel.dates import format_date


def say_day(day: date, language: str) -> str:
    """A day in words: "1 juni 2027", "1 June 2027"."""
    return format_date(day, "d MMMM y", locale=language)
