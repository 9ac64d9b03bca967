"""What is shipped as data: TOML files in a room of the core, each known by its name.

Law: adding one is adding a file; nothing else lists them.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from importlib import resources

_END = ".toml"


def names_in(room: str) -> tuple[str, ...]:
    """The files that a room ships, by name."""
    folder = resources.files("reisleider.flows").joinpath(room)
    return tuple(sorted(file.name.removesuffix(_END) for file in folder.iterdir() if file.name.endswith(_END)))


def text_of(room: str, name: str) -> str:
    """One of them, as it is written."""
    return resources.files("reisleider.flows").joinpath(room, f"{name}{_END}").read_text(encoding="utf-8")


def instead_of(name: str, known: Sequence[str]) -> str:
    """What to say to who named one that is not there: the nearest that is, else all."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"choose one of {', '.join(known)}."
