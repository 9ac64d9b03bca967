"""A study brought back from its archive, read as every archive is."""

from __future__ import annotations

from reisleider.flows.journey import Study
from reisleider.storage.archive import bring_in
from reisleider.storage.archive_sense import read_sensible
from reisleider.storage.store import Connection


def bring_back(c: Connection, archive: object) -> Study:
    """Read an archive, and write what it holds."""
    return bring_in(c, read_sensible(archive))
