"""Where a database is that a test uses: a file, and a PostgreSQL server; as the parameters of a fixture."""

from __future__ import annotations

import pytest

FILE, SERVER = "file", pytest.param("server", marks=pytest.mark.server)
"""What is marked runs in `make test-all`."""

IN_A_FILE = pytest.mark.parametrize("anywhere", [FILE], indirect=True)
"""A test of what files alone have: bytes on a disk, a lock of the whole, one writer."""
