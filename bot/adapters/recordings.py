"""Voice messages that people send: how large one may be, and what it is called while a program hears it.

Law: what somebody said is never stored; its name says nothing of its sender.
"""

from __future__ import annotations

from reisleider.flows.messages import Attachment, Said

_KINDS = {"mpeg": "mp3", "mp4": "m4a", "x-m4a": "m4a", "wav": "wav", "x-wav": "wav", "webm": "webm", "aac": "aac"}


def recording_of(data: bytes, mime: str, largest: int) -> Attachment | None:
    """A voice message to be heard; None where there is nothing in it, or it is larger than ``largest`` bytes."""
    if not data or len(data) > largest:
        return None
    kind = _KINDS.get(mime.partition("/")[2].partition(";")[0].strip().casefold(), "ogg")
    return Attachment(f"stem.{kind}", f"audio/{kind}", data)


def is_own_voice(said: Said) -> bool:
    """Whether a voice message is what somebody says here, by itself: none that was forwarded, none with words below."""
    return not said.forwarded and not said.text.strip()
