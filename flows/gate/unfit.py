"""A value that does not pass the gate, and the one sentence that says what to do about it.

Law: a sentence stands in every language's words file, under [gate]; whoever shows it chooses the language.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from reisleider.flows.journey import Language
from reisleider.flows.languages import IDS, core_texts

T = TypeVar("T")


class Unfit(Exception):
    """A value that cannot be taken. ``reason`` names its sentence, ``slots`` are what the sentence tells of it."""

    def __init__(self, reason: str, **slots: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.slots = slots

    def told(self, language: Language = IDS) -> str:
        """The sentence, in this language; files and archives are told of in English, as their keys are."""
        text = core_texts("gate", self.reason)[language]
        for name, value in self.slots.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


def fits(check: Callable[..., T], *values: object) -> T | None:
    """What a check makes of these values, or None where they do not fit."""
    try:
        return check(*values)
    except Unfit:
        return None
