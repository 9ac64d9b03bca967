"""Text files as people save them: UTF-8 with or without a mark before it, UTF-16 as Windows writes it, under ``~`` too.

Law: decides nothing about what stands in a file; what is no text of these is for whoever asked to tell.
"""

from __future__ import annotations

import json
from pathlib import Path


def read_text_file(path: Path) -> str:
    """The text of a file. Raises OSError where it cannot be read, UnicodeError where it is no such text."""
    return text_of_bytes(path.expanduser().read_bytes())


def text_of_bytes(data: bytes) -> str:
    """Bytes as text. Raises UnicodeError. How they are written is told as RFC 8259 lets JSON tell it: by a mark, or by
    where zeros stand, which no TOML or JSON has in its first two signs."""
    return data.decode(json.detect_encoding(data)).removeprefix("\ufeff").replace("\r\n", "\n")
