"""The copy of a database that is kept from before it was brought up to date.

Law: one per upgrade, for DAYS at most; it holds people's words, so whenever words are erased from the database for good
the copies go as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reisleider.storage.checking import read_revision
from reisleider.storage.copying import copy_whole

DAYS = 14  # long enough to find out that a newer version does not do, and to go back


def keep_copy(file: Path, coming: str) -> Path | None:
    """Copy the database to ``NAME.before-0011`` where it is about to become 0011 (``coming``); None where another
    program has brought it there meanwhile. Raises StorageFault where there is no room for it."""
    if read_revision(file) == coming:
        return None
    copy = Path(f"{file}.before-{coming}")
    copy_whole(file, copy)
    return copy


def copies_of(file: Path) -> tuple[Path, ...]:
    """The copies that lie beside a database, the oldest version first."""
    return tuple(sorted(file.parent.glob(f"{_literal(file.name)}.before-[0-9][0-9][0-9][0-9]")))


def drop_old_copies(file: Path, now: datetime) -> tuple[Path, ...]:
    """Delete the copies that lie there for longer than DAYS; returns them. Raises OSError."""
    return tuple(_drop(one for one in copies_of(file) if _made(one) < now - timedelta(days=DAYS)))


def drop_copies(file: Path) -> None:
    """Delete every copy. Raises OSError."""
    tuple(_drop(copies_of(file)))


def _drop(copies: Iterator[Path] | tuple[Path, ...]) -> Iterator[Path]:
    for one in copies:
        one.unlink(missing_ok=True)
        yield one


def _made(copy: Path) -> datetime:
    return datetime.fromtimestamp(copy.stat().st_mtime, UTC)


def _literal(name: str) -> str:
    """A name as a pattern that means nothing but itself."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
