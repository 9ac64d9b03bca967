"""Words for a page that a browser shows: every sign stays, because the reader's own fonts draw what ours lack.

Law: own words are data of the page, with the language they are in; what would steer the screen is taken out.
"""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.flows.journey import Texts
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import isolate, shorten

BRIEF = 240


@dataclass(frozen=True, slots=True)
class Said:
    """Own words; ``language`` is theirs where it is not the page's. ``brief`` stands on the map itself, at most
    ``BRIEF`` characters: the touchpoint's own details and the table hold the whole."""

    words: str
    language: str | None = None

    @property
    def brief(self) -> str:
        return shorten(self.words, BRIEF)


@dataclass(frozen=True)
class PageLabels(Labels):
    """The map's fixed words, with own words inside them kept from reordering the sentence."""

    def __call__(self, key: str, **slots: int | str) -> str:
        """A catalogue text, its slots filled with tidy words."""
        kept = {name: isolate(self.clean(slot)) if isinstance(slot, str) else slot for name, slot in slots.items()}
        return gettext(self.language, key, **kept)

    def said(self, texts: Texts) -> Said:
        """A text of the study, marked where it only exists in another language."""
        other = None if self.language in texts else next(iter(texts), None)
        return Said(self.pick(texts), other)

    def quoted(self, words: str, language: str | None = None) -> Said:
        """Somebody's own words as they were said."""
        return Said(self.clean(words), None if language == self.language else language)
