"""Nouns as JSON and back, by pydantic from their own type hints.

Law: what ``load`` reads is equal to what ``dump`` was given; a shape that does not fit is a StorageFault.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from flows.faults import StorageFault

T = TypeVar("T")


_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def _adapter(kind: object) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(cast("Any", kind))
    return _ADAPTERS[kind]


def dump(noun: object) -> Any:
    """A noun as JSON."""
    return _adapter(type(noun)).dump_python(noun, mode="json")


def load(kind: type[T], data: object, where: str) -> T:
    """A noun from JSON. Raises StorageFault naming ``where`` and the field at fault."""
    try:
        return cast("T", _adapter(kind).validate_python(data))
    except ValidationError as fault:
        field = ".".join(str(part) for part in fault.errors(include_input=False)[0]["loc"])
        raise StorageFault(f"{where}: {field or kind.__name__} has a shape this version cannot read.") from None


def say_time(when: datetime) -> str:
    """An aware time as text that sorts: UTC, to the microsecond."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(text: str) -> datetime:
    """The time that ``say_time`` wrote."""
    return datetime.fromisoformat(text)
