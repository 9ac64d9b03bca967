"""Where a database is that a test uses: a file, and a PostgreSQL server; as the parameters of a fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

FILE, SERVER = "file", pytest.param("server", marks=pytest.mark.server)
"""What is marked runs in `make test-all`."""

IN_A_FILE = pytest.mark.parametrize("anywhere", [FILE], indirect=True)
"""A test of what files alone have: bytes on a disk, a lock of the whole, one writer."""


def url_of(place: Path | str) -> str:
    """The address of a database: of a file, or as it stands."""
    return place if isinstance(place, str) else f"sqlite:///{place}"
