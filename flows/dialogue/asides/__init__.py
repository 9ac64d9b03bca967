"""The short exchanges beside a script's questions: one file each, found by its name.

Law: an aside asks one thing, is answered once and leads back to the interview; it survives a restart like any state.
To add one, add a file with a ``TYPE``; it is opened by its file's name, with - for _.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType
from reisleider.flows.effects import Ask
from reisleider.flows.journey import Aside

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn

DOORS = ("aside", "distress", "file", "in_words", "meant", "probe", "stale", "voice")

_NO_TYPE = ("aside", "changeable", "in_words")  # what asides have in common, and what the menu's have
ASIDES: Mapping[str, AsideType] = {
    name.replace("_", "-"): import_module(found.name).TYPE
    for found in walk_packages(__path__, f"{__name__}.")
    if not found.ispkg and (name := found.name.rpartition(".")[2]) not in _NO_TYPE
}


def put(turn: Turn, aside: Aside) -> Ask:
    """The question of an aside, as it is put here."""
    asked = ASIDES[aside.kind].question(turn, aside)
    return Ask(
        step=aside.step or turn.interview.state,
        item=aside.item,
        turn=turn.interview.turn,
        text=asked.text,
        key=asked.key,
        slots={**turn.interview.givens.slots, **asked.slots},
        choices=asked.choices,
        numbered=not asked.open,
    )
