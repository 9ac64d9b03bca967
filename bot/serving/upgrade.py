"""What is left of an upgrade: the copy of the database from before it, said once and deleted in time.

Law: a copy that cannot be deleted keeps nobody from being served.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from reisleider.storage.kept_copies import DAYS, drop_old_copies
from reisleider.storage.store import Store

log = structlog.get_logger()


def mind_copies(store: Store, now: datetime) -> None:
    """Say where the copy lies that was made just now, and delete those whose time is over."""
    if store.kept is not None:
        log.info("the database was brought up to date; a copy from before is kept", copy=str(store.kept), days=DAYS)
    if store.file is None:
        return
    try:
        gone = drop_old_copies(store.file, now)
    except OSError as fault:
        log.warning("a copy from before an upgrade cannot be deleted; delete it by hand", error=type(fault).__name__)
        return
    for one in gone:
        log.info("a copy from before an upgrade was deleted, its time was over", copy=str(one))
