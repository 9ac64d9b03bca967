"""The fixed words in one language: catalogue texts, a study's own texts, days, shares and faces.

Law: no layout and no file writes a word itself; it asks here, and gets text that is clean to draw, or clean to read.
What is told with these words of a map, a phase or a touchpoint stands in ``about_map``, ``about_phase`` and
``about_touchpoint``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from reisleider.renderers.words import drawable, own_words
from reisleider.renderers.words.catalog import gettext


@dataclass(frozen=True)
class Labels:
    """Words for a map in ``language``; ``drawn``: on a picture, where a letter that no shipped font has is a box."""

    language: str
    drawn: bool = False

    def clean(self, words: str) -> str:
        """Anybody's words on one line, fit for where they are shown."""
        return drawable.clean(words) if self.drawn else own_words.on_one_line(words)

    def __call__(self, key: str, **slots: int | str) -> str:
        """A catalogue text, cleaned; ``n`` chooses singular or plural where the catalogue has both."""
        return self.clean(gettext(self.language, key, **slots))

    def pick(self, texts: Mapping[str, str]) -> str:
        """A text of the study in this language, else in one it has."""
        return self.clean(texts[self.language] if self.language in texts else next(iter(texts.values()), ""))

    def day(self, day: date) -> str:
        """``22 november 2026``."""
        return self.clean(format_date(day, "d MMMM y", locale=self.language))

    def language_name(self, code: str) -> str:
        """``Engels``: what a language is called; its code where nobody knows more."""
        return self.clean(Locale.parse(self.language).languages.get(code, code))

    def percent(self, share: float) -> str:
        """``30%``."""
        return self.clean(format_percent(share, format="#,##0%", locale=self.language))

    def decimal(self, value: float, digits: int) -> str:
        """A figure with so many digits behind the point, as the language writes it."""
        return self.clean(format_decimal(value, f"0.{'0' * digits}", locale=self.language))

    def face(self, score: int) -> str:
        """A face's name."""
        return self(f"face.{score}")

    def middle(self, median: float) -> str:
        """A median's name: a face's, or that it lies between two of them."""
        if median == int(median):
            return self.face(int(median))
        return self("face.between", low=self.face(floor(median)), high=self.face(ceil(median)))
