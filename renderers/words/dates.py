"""Days, and languages themselves, as people call them in each language.

Law: a date or a code goes in, words come out as CLDR has them; nothing here knows what day it is.
"""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import format_date


def say_day(day: date, language: str) -> str:
    """A day in words: "1 juni 2027", "1 June 2027"."""
    return format_date(day, "d MMMM y", locale=language)


def say_language(code: str, language: str) -> str:
    """What a language is called in a language, as inside a sentence: "Engels", "English", "anglais"."""
    return Locale.parse(code).get_language_name(language) or code
