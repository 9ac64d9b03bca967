"""Brings a database to this program's version, whole or not at all.

Law: all steps run in one BEGIN IMMEDIATE; a step that fails leaves the database as it was, and the next start tries
again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy.engine import Connection

from reisleider.flows.faults import StorageFault
from reisleider.storage.checking import MIGRATIONS
from reisleider.storage.engines import writing_engine
from reisleider.storage.trouble import told


def migrate(file: Path, folders: Iterable[Path], keep: Callable[[Path], object] | None = None) -> None:
    """Run the steps in these folders that the database lacks. ``keep``: copies it first, while nobody else can write.
    Raises StorageFault; then nothing has changed."""
    engine = writing_engine(file, foreign_keys=False)  # off, so that a step may rebuild a table; checked at the end
    try:
        with engine.connect() as connection, connection.begin():
            if keep is not None:
                keep(file)
            run_steps(connection, tuple(folders))
            _check_references(connection, file)
    except StorageFault:
        raise
    except Exception as fault:
        sentence = told(fault, str(file))
        if isinstance(sentence, StorageFault) and "refused" not in str(sentence):
            raise sentence from fault
        raise StorageFault(
            f"{file} could not be brought up to date ({type(fault).__name__}) and is as it was;"
            " go back to the program version you had, and report this."
        ) from fault
    finally:
        engine.dispose()


def run_steps(connection: Connection, folders: tuple[Path, ...]) -> None:
    """Run what the database lacks of the steps in these folders, on the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - a third of a second that only a migration needs
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", _plain(MIGRATIONS.parent))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join(_plain(folder) for folder in folders))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _plain(folder: Path) -> str:
    return str(folder).replace("%", "%%")


def _check_references(connection: Connection, file: Path) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StorageFault(
            f"{file} could not be brought up to date (a row of {broken[0]} lost its {broken[2]}) and is as it was;"
            " go back to the program version you had, and report this."
        )
