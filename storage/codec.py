"""Nouns as JSON and back, by pydantic from their own type hints.

Law: what ``load`` reads is equal to what ``dump`` was given; a shape that does not fit is a StorageFault.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from reisleider.flows.faults import StorageFault

T = TypeVar("T")
Json = dict[str, Any]  # an object as a JSON column gives and takes it; ``load`` says what it is
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}  # each of its own kind; making one costs milliseconds, using it little


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def dump(noun: object) -> Any:  # an object of a noun, a list of several: whoever keeps it knows which
    """A noun as JSON."""
    return _adapter(type(noun)).dump_python(noun, mode="json")


def load(kind: type[T], data: object, where: str) -> T:
    """A noun from JSON. Raises StorageFault naming ``where`` and the field at fault."""
    try:
        return _adapter(kind).validate_python(data)
    except ValidationError as fault:
        field = _field_of(fault) or kind.__name__
        raise StorageFault(f"{where}: {field} has a shape this version cannot read.") from None


def load_strictly(kind: type[T], data: object, where: str) -> T:
    """As ``load``, for JSON from elsewhere: nothing is converted, and an unknown field or a time without a zone is
    refused as well."""
    try:
        noun = _adapter(kind).validate_json(json.dumps(data), strict=True, extra="forbid")
    except ValidationError as fault:
        raise StorageFault(f"{where} at {_field_of(fault) or kind.__name__}; export the study again.") from None
    except (TypeError, ValueError, RecursionError):
        raise StorageFault(f"{where}: it is not plain JSON; export the study again.") from None
    field = next(_zoneless(noun, ()), None)
    if field is not None:
        raise StorageFault(f"{where} at {'.'.join(field)}: this time has no zone; export the study again.")
    return noun


def _field_of(fault: ValidationError) -> str:
    return ".".join(str(part) for part in fault.errors(include_input=False)[0]["loc"])


def _zoneless(noun: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(noun, datetime) and noun.tzinfo is None:
        yield path
    elif isinstance(noun, tuple):
        for at, one in enumerate(noun):
            yield from _zoneless(one, (*path, str(at)))
    elif is_dataclass(noun):
        for part in fields(noun):
            yield from _zoneless(getattr(noun, part.name), (*path, part.name))


_SAID: list[tuple[datetime, str]] = []
"""The time said last: a turn says the same one for its answers, its position and what is sent."""


def write_json(value: object) -> str:
    """JSON as a column keeps it: what nobody can spell (half a sign) is escaped."""
    try:
        return to_json(value, inf_nan_mode="constants").decode()
    except (PydanticSerializationError, ValueError):
        return json.dumps(value)


def say_time(when: datetime) -> str:
    """An aware time as text that sorts: UTC, to the microsecond."""
    for before, said in _SAID:
        if before is when:
            return said
    said = when.astimezone(UTC).isoformat(timespec="microseconds")
    _SAID[:] = [(when, said)]
    return said


def read_time(text: str) -> datetime:
    """The time that ``say_time`` wrote. Raises ValueError for what it did not write."""
    try:
        when = datetime.fromisoformat(text)
    except TypeError as fault:  # no text at all
        raise ValueError("this is no time") from fault
    if when.tzinfo is None:
        raise ValueError("this time has no zone")
    return when
