"""Messages as outbox payloads and back: neutral JSON, frozen when the turn is committed.

Law: no platform's format; attachments travel as blob digests, their bytes stay in storage until delivered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reisleider.flows.messages import Attachment, Message
from reisleider.storage.blobs import get_blob, put_blob
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection

NOTHING: dict[str, Any] = {**dump(Message(())), "attachments": []}
"""A call that needs no words."""


def to_payload(c: Connection, message: Message) -> dict[str, Any]:
    """A message as JSON; its files are kept as blobs."""
    payload: dict[str, Any] = dump(replace(message, attachments=()))
    payload["attachments"] = [
        {"name": one.name, "mime": one.mime, "alt": one.alt, "blob": put_blob(c, one.data, one.mime, one.name)}
        for one in message.attachments
    ]
    return payload


def from_payload(c: Connection, payload: dict[str, Any]) -> Message:
    """The message that ``to_payload`` made JSON of; a file that was purged is left out."""
    files = [
        Attachment(row["name"], row["mime"], data, row["alt"])
        for row in payload["attachments"]
        if (data := get_blob(c, row["blob"])) is not None
    ]
    return replace(load(Message, {**payload, "attachments": []}, "outbox"), attachments=tuple(files))
