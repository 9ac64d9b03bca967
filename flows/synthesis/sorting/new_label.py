"""A label that somebody names while sorting: its id from its name, its channel from the words of it.

Law: an id is fresh, and never reads like one that was made of what people told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Texts
from reisleider.flows.words.cues import channel_told

LONGEST = 80  # characters of a name


def new_label(names: Texts, phase: str | None, taken: Collection[str], channel: str | None = None) -> Override:
    """The decision that makes a label of these names, whose id is none of those ``taken``."""
    told = next((found for one in names.values() if (found := channel_told(one)) is not None), None)
    return Override(
        "label", _fresh(next(iter(names.values())), taken), texts=names, phase=phase, channel=told or channel
    )


def _fresh(name: str, taken: Collection[str]) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "label"
    slug = f"label-{slug}" if slug.startswith("t-") else slug
    count = 1
    while (id := slug if count == 1 else f"{slug}-{count}") in taken:
        count += 1
    return id
