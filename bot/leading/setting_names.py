"""What a study's settings are called: by the names that a lead types, and by the one that is shown.

Law: the names stand in the catalogues (``setting.``), several with commas between; every language is understood
everywhere.
"""

from __future__ import annotations

import re
from functools import cache

from reisleider.bot.studies.settable import SETTINGS
from reisleider.flows.languages import LANGUAGES
from reisleider.renderers.words.catalog import raw

SAVES = "saves.study-"
"""How the ids of the names begin that are shown."""
_BETWEEN = re.compile(r"[^\w'’-]+")


def setting_named(text: str) -> str | None:
    """The setting that a text names, by any name in any language: the longest name that stands in it as words."""
    told = f" {_BETWEEN.sub(' ', text.casefold()).strip()} "
    found = [(len(name), key) for name, key in _names().items() if f" {name} " in told]
    return max(found)[1] if found else None


@cache
def _names() -> dict[str, str]:
    keys = [*(one.key for one in SETTINGS), "home"]
    told = ((name, key) for key in keys for one in LANGUAGES for name in raw(one, f"setting.{key}").split(", "))
    return {**{key: key for key in keys}, **{name.casefold(): key for name, key in told}}


def called(name: str) -> str | None:
    """The setting of this name, in any language, or None."""
    return _names().get(name.casefold().strip())
