"""Question types: one file each, found by its name; a type says what it offers and what a reply means.

Law: a type knows its step and what is on offer, never the interview, the platform or the wording.
To add one, add a file with a ``TYPE``; its ``example`` must be accepted (a test asks every type).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from reisleider.flows.effects import Choice
from reisleider.flows.journey import Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome
from reisleider.flows.steps import Step

DOORS = ()


class QuestionType(Protocol):
    """What every question type offers. ``open``: answered in free words, so a burst of messages is one answer."""

    kind: str
    open: bool
    example: tuple[str, str, Value]
    """A step in TOML, a typed reply, and the value it is stored as."""

    def choices(self, step: Step, offer: Offer) -> tuple[Choice, ...]:
        """The buttons to show now."""

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        """What a reply means."""

    def faults(self, step: Step) -> Iterator[str]:
        """What is wrong with a step of this type, one sentence each."""


KINDS: Mapping[str, QuestionType] = {
    module.TYPE.kind: module.TYPE
    for module in (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
}


def type_of(kind: str) -> QuestionType:
    """The question type of this kind. Raises KeyError where there is none; a checked script has only known ones."""
    return KINDS[kind]
