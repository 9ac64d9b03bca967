"""Text files as people save them: UTF-8 with or without a mark before it, UTF-16 as Windows writes it, under ``~`` too.

Law: decides nothing about what stands in a file; what is no text of these is for whoever asked to tell. No more of a
file is read than may be in one, for some never end.
"""

from __future__ import annotations

import errno
import json
from pathlib import Path

LARGEST = 10_000_000
"""Bytes of what somebody writes by hand."""


def read_text_file(path: Path, most: int = LARGEST) -> str:
    """The text of a file of at most ``most`` bytes. Raises OSError where it cannot be read or holds more, UnicodeError
    where it is no such text."""
    data = read_at_most(path, most)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most // 1_000_000} MB", str(path))
    return text_of_bytes(data)


def read_at_most(path: Path, most: int) -> bytes:
    """So many bytes of a file, and one more where it holds more: whoever judges its size sees that. Raises OSError."""
    with path.expanduser().open("rb") as file:
        return file.read(most + 1)


def text_of_bytes(data: bytes) -> str:
    """Bytes as text. Raises UnicodeError. How they are written is told as RFC 8259 lets JSON tell it: by a mark, or by
    where zeros stand, which no TOML or JSON has in its first two signs."""
    return data.decode(json.detect_encoding(data)).removeprefix("\ufeff").replace("\r\n", "\n")
