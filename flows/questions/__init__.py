"""Question types: one file each, found by its name; a type says what it offers and what a reply means.

Law: a type knows its step and what is on offer, never the interview, the platform or the wording.
To add one, add a file with a ``TYPE``; its ``example`` must be accepted (a test asks every type).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from reisleider.flows.questions.question_type import QuestionType

DOORS = ()

_NO_TYPE = ("question_type",)  # what the types have in common
KINDS: Mapping[str, QuestionType] = {
    module.TYPE.kind: module.TYPE
    for module in (
        import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name not in _NO_TYPE
    )
}


def type_of(kind: str) -> QuestionType:
    """The question type of this kind. Raises KeyError where there is none; a checked script has only known ones."""
    return KINDS[kind]
