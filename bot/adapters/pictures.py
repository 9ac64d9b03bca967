"""Pictures that people send: which bytes are one, and how large one may be.

Law: what a picture is, its first bytes say, never its name; anything else, and anything too large, is not kept.
"""

from __future__ import annotations

from reisleider.flows.messages import Attachment

LARGEST = 10 * 2**20
"""Bytes of the largest picture that is kept."""
_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"))
_WEBP = (b"RIFF", b"WEBP")


def picture_of(data: bytes) -> Attachment | None:
    """The picture that these bytes are, under a name that says nothing of its sender; None where they are none."""
    kind = next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), None)
    if kind is None and (data[:4], data[8:12]) == _WEBP:
        kind = "webp"
    if kind is None or len(data) > LARGEST:
        return None
    return Attachment(f"foto.{kind}", f"image/{kind}", data)
