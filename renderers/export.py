"""What one format says of itself: its name, what a file of it is called and is, what writes it, what that needs.

Law: a format is one file with a ``FORMAT``, in a room where formats are looked for; no other file names it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reisleider.flows.journey_map import JourneyMap

LAST = 100


@dataclass(frozen=True)
class Format:
    """A form a map can take. ``write`` gets a map that may be shown, and a language; text becomes UTF-8.

    ``ending`` follows the study's name; ``needs`` is a module that is not always installed, in the extra called like
    the format; ``exact``: from the map as it was compiled, its names not put in the reader's language; ``place``: where
    it stands when all are named, the most asked for first, and whoever has none last, by name.
    What it is for stands in the catalogues, as ``format.`` and its name.
    """

    name: str
    ending: str
    mime: str
    write: Callable[[JourneyMap, str], bytes | str]
    needs: str = ""
    exact: bool = False
    place: int = LAST
