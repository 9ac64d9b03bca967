"""Golden files: what a format wrote when somebody last looked at it and found it good.

Law: a change of a format shows as a change of its golden file; ``REISLEIDER_GOLDEN=1`` writes them anew, to be read
before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent


def assert_golden(name: str, data: bytes) -> None:
    """``data`` is what stands in the golden file ``name``, to the byte."""
    file = HERE / name
    if os.environ.get("REISLEIDER_GOLDEN"):
        file.write_bytes(data)
    assert file.exists(), f"{file.name} is new: look at it, then write it with REISLEIDER_GOLDEN=1"
    assert data == file.read_bytes(), f"{file.name} differs: look at it, then write it with REISLEIDER_GOLDEN=1"
