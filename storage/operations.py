"""What can be asked of a platform: a message sent, changed, taken away, a picture that is drawn when it goes.

Law: no platform's format; in a row an operation is its name, neutral JSON and the call it is about; files travel as
blob digests, their bytes stay in storage until they are delivered. A row that is none of these is a StorageFault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from sqlalchemy import Connection

from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Attachment, Message
from reisleider.storage.blobs import get_blob, put_blob
from reisleider.storage.codec import Json, dump, load


@dataclass(frozen=True)
class Send:
    """Show a message. ``parent``: the call in whose thread it goes, where it has one. ``used``: what is written first
    on the question that was answered, at whose turn; ``question``: the call that put that, once it is kept."""

    name: ClassVar[str] = "send"
    message: Message
    parent: int | None = None
    used: Message | None = None
    question: int | None = None


@dataclass(frozen=True)
class Edit:
    """Let a question that stands there read otherwise. ``parent``: the call that put it there, as below."""

    name: ClassVar[str] = "edit"
    message: Message
    parent: int


@dataclass(frozen=True)
class Use:
    """Take a question's buttons away and add to its text what was chosen."""

    name: ClassVar[str] = "use"
    message: Message
    parent: int


@dataclass(frozen=True)
class Remove:
    """Take away what a call showed."""

    name: ClassVar[str] = "remove"
    parent: int


@dataclass(frozen=True)
class Renew:
    """Let a posted map that is kept up to date show its next version."""

    name: ClassVar[str] = "renew"
    message: Message
    parent: int


@dataclass(frozen=True)
class Redraw:
    """Take words out of a posted map; its figures stay."""

    name: ClassVar[str] = "redraw"
    message: Message
    parent: int


@dataclass(frozen=True)
class OwnMap:
    """Show a participant's own picture, drawn when it is sent so that no file of it is kept. ``mark``: what it shows,
    so that the same is not shown twice."""

    name: ClassVar[str] = "own-map"
    interview: str
    mark: str


Replacing = Renew | Redraw
Operation = Send | Edit | Use | Remove | Replacing | OwnMap
_CHANGES: Mapping[str, type[Edit | Use | Replacing]] = {one.name: one for one in (Edit, Use, Renew, Redraw)}


@dataclass(frozen=True)
class Answer:
    """What a platform answered to a call: the reference and the files of what it shows, whether that is ``fixed``; the
    ``text`` of a question with buttons; the ``mark`` of a participant's own picture."""

    ref: str | None = None
    files: tuple[str, ...] = ()
    fixed: bool = False
    text: str | None = None
    mark: str | None = None


def write_operation(c: Connection, operation: Operation) -> Json:
    """What an operation holds, as JSON; its files are kept as blobs."""
    if isinstance(operation, OwnMap):
        return {"interview": operation.interview, "mark": operation.mark}
    message = Message(()) if isinstance(operation, Remove) else operation.message
    payload: Json = dump(replace(message, attachments=()) if message.attachments else message)
    payload["attachments"] = [
        {"name": one.name, "mime": one.mime, "alt": one.alt, "blob": put_blob(c, one.data, one.mime, one.name)}
        for one in message.attachments
    ]
    if isinstance(operation, Send) and operation.used is not None:
        payload["used"] = dump(operation.used)
    return payload


def read_operation(
    c: Connection | None, name: str, payload: Json, parent: int | None, question: int | None = None
) -> Operation:
    """The operation that ``write_operation`` made JSON of; a file that was purged is left out. One without files is
    read without a connection.

    Raises StorageFault where this program knows no such operation, or what it holds has another shape.
    """
    if name == OwnMap.name:
        return load(OwnMap, payload, "outbox")
    if name == Send.name:
        used = payload.get("used")
        return Send(_message(c, payload), parent, None if used is None else load(Message, used, "outbox"), question)
    if parent is not None and name == Remove.name:
        return Remove(parent)
    if parent is not None and name in _CHANGES:
        return _CHANGES[name](_message(c, payload), parent)
    raise StorageFault(f"outbox: this version knows no operation {name}; a newer one wrote it.")


def _message(c: Connection | None, payload: Json) -> Message:
    held = {name: told for name, told in payload.items() if name not in ("attachments", "used")}
    files = [
        Attachment(row["name"], row["mime"], data, row["alt"])
        for row in payload.get("attachments", ())
        if c is not None and (data := get_blob(c, row["blob"])) is not None
    ]
    return replace(load(Message, held, "outbox"), attachments=tuple(files))


def write_answer(answer: Answer) -> Json:
    """What was answered, as JSON; what was not is left out."""
    return {key: value for key, value in dump(answer).items() if value not in (None, [], False)}
