"""What Reisleider says around a script's own questions: the .po files, read into memory as gettext.

Law: a text is found by its dotted id or not at all; nothing is said in the wrong language or in an id.
A slot's value is put in as it is, once: what somebody said is never read as a slot, a template or markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reisleider.flows.faults import LanguageFault
from reisleider.flows.languages import LANGUAGES
from reisleider.renderers.words.po.po_file import Texts, read_po

SLOT = re.compile(r"\{([a-z][a-z_]*)\}")
"""A slot in any text of ours: ``{step}``, ``{n}``."""


@dataclass(frozen=True)
class Catalog:
    """One language's texts. ``plurals`` are the ids that have a form per number."""

    texts: Texts
    ids: frozenset[str]
    plurals: frozenset[str]


class UnknownTextError(LookupError):
    """Code asked for an id that no catalogue has; never a person's mistake."""


@cache
def load_catalog(language: str) -> Catalog:
    """The texts of one language; a region is ignored ("nl-BE" reads nl). Raises LanguageFault where there is none."""
    code = re.split("[-_]", language, maxsplit=1)[0].lower()
    if code not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        raise LanguageFault(f"There are no texts in {language!r} yet: choose one of {known}, or add {code}.po.")
    file = resources.files("reisleider.renderers").joinpath("locales", f"{code}.po")
    texts = read_po(file.read_text(encoding="utf-8"), f"{code}.po")
    return Catalog(texts, frozenset(texts.forms), texts.plurals)


def gettext(language: str, key: str, /, **slots: object) -> str:
    """The text with this id, its slots filled; slot ``n`` chooses the form where the text has forms per number.

    Raises LanguageFault, or UnknownTextError for an id that is not there.
    """
    n = slots.get("n", 1)
    return fill(raw(language, key, n if isinstance(n, int) else 1), slots)


def ngettext(language: str, key: str, n: int, /, **slots: object) -> str:
    """The text with this id in the form that suits ``n``, which also fills the slot ``{n}``."""
    return fill(raw(language, key, n), {"n": n, **slots})


def raw(language: str, key: str, n: int = 1) -> str:
    """The text with this id, slots still open, in the form that suits ``n`` where it has forms."""
    catalog = load_catalog(language)
    if key not in catalog.ids:
        raise UnknownTextError(f"The {language} catalogue has no text {key!r}.")
    forms = catalog.texts.forms[key]
    return forms[catalog.texts.form_of(n)] if key in catalog.plurals else forms[0]


def fill(text: str, slots: Mapping[str, object]) -> str:
    """The text with the slots it knows filled in one pass; any other brace stays as it stands."""
    return SLOT.sub(lambda slot: str(slots.get(slot[1], slot[0])), text)
