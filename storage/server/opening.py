"""Opens PostgreSQL the way we use it, and brings it to this program's version, whole or not at all.

Law: every column of text sorts by its bytes and is as long as it is, as in a file; who reads sees one unchanging state
and can change nothing; programs that start at once wait for the one that makes the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.string import StrDumper
from sqlalchemy import URL, Column, Connection, Engine, NullPool, String, Text, create_engine, event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.dml import UpdateBase

from reisleider.flows.faults import StorageFault
from reisleider.storage import reading_model
from reisleider.storage.checking import judged
from reisleider.storage.floor import METHOD, OPTION, Floor
from reisleider.storage.lanes import STEPS, may_write
from reisleider.storage.migrating import run_steps
from reisleider.storage.paces import own
from reisleider.storage.reading_model import ReadingModel
from reisleider.storage.server.baton import Waiting
from reisleider.storage.server.complaints import told
from reisleider.storage.server.server_url import shown
from reisleider.storage.written import write_json

PATIENCE = 5  # seconds that a server may take to let us in
READ_ONLY = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
ALIVE = "-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
"""How soon a server finds out that a program's machine is gone: what that program held is free ten seconds later."""


class _Plain(StrDumper):
    """Text as the server can hold it: it knows no sign zero, which a file does."""

    def dump(self, obj: str) -> Any:  # what the driver takes
        return super().dump(obj.replace("\x00", "") if "\x00" in obj else obj)


@compiles(String, "postgresql")
@compiles(Text, "postgresql")
def _as_text(_: String, __: object, **how: Any) -> str:  # what SQLAlchemy's compiler tells of where it stands
    """Text of any length, in a table sorted by its bytes: a file heeds no length, and sorts so."""
    return 'TEXT COLLATE "C"' if isinstance(how.get("type_expression"), Column) else "TEXT"


def writing_engine(url: URL, floor: Floor = METHOD, model: ReadingModel | None = None, *, most: int) -> Engine:
    """An engine for at most so many writing connections at once."""
    engine = _engine(url, "", floor, model, pool_size=most, max_overflow=0)

    @event.listens_for(engine, "before_execute")
    def _look(c: Connection, statement: object, *_: object) -> None:
        if isinstance(statement, UpdateBase):
            may_write(c, getattr(statement.table, "name", ""))

    return engine


def reading_engine(url: URL, floor: Floor = METHOD, model: ReadingModel | None = None, *, most: int) -> Engine:
    """An engine whose transactions see one unchanging state and can change nothing."""
    return _engine(url, READ_ONLY, floor, model, pool_size=most, max_overflow=0)


def lone_engine(url: URL) -> Engine:
    """An engine whose connections are each made anew."""
    return _engine(url, "", METHOD, None, poolclass=NullPool)


def bring_up_to_date(url: URL, known: Sequence[str], folders: Sequence[Path], *, create: bool) -> None:
    """Make the tables, or bring them to this program's version. Raises StorageFault, with nothing changed, for a
    database that is not ours, newer, or missing where it should exist."""
    place = shown(url)
    engine = lone_engine(url)
    try:
        with engine.connect() as c, c.begin():
            c.exec_driver_sql(f"SELECT pg_advisory_xact_lock({STEPS}, 0)")
            stands_at = judged(place, _read(c), tuple(known), "database")
            if stands_at is None and not create:
                raise StorageFault(f"There is no database at {place} yet; start the bot or a study once to make it.")
            if stands_at != known[-1]:
                _run(c, place, folders)
            own.create_all(c)
    except StorageFault:
        raise
    except Exception as fault:
        raise told(fault, place) from None
    finally:
        engine.dispose()


def revision_at(url: URL, known: Sequence[str]) -> str | None:
    """The revision that a database stands at, None for one that has yet to be made; it is only read. Raises
    StorageFault as ``bring_up_to_date``, and where it could not be written."""
    engine = _engine(url, READ_ONLY, METHOD, None, poolclass=NullPool)
    try:
        with engine.connect() as c:
            _check_rights(c, shown(url))
            return judged(shown(url), _read(c), tuple(known), "database")
    except StorageFault:
        raise
    except Exception as fault:
        raise told(fault, shown(url)) from None
    finally:
        engine.dispose()


def _check_rights(c: Connection, place: str) -> None:
    asked = "SELECT pg_is_in_recovery(), has_schema_privilege(current_schema(), 'CREATE')"
    follows, may = c.exec_driver_sql(asked).one()
    if follows:
        raise StorageFault(f"{place} is a copy that follows another and may only be read; name that other.")
    if not may:
        raise StorageFault(f"{place}: this user may make no tables there; give it that right (GRANT CREATE ON SCHEMA).")


def _run(c: Connection, place: str, folders: Sequence[Path]) -> None:
    try:
        run_steps(c, tuple(folders))
    except Exception as fault:
        sentence = told(fault, place)
        if isinstance(sentence, StorageFault) and "refused" not in str(sentence):
            raise sentence from None
        raise StorageFault(
            f"{place} could not be brought up to date ({type(fault).__name__}) and is as it was;"
            " go back to the program version you had, and report this."
        ) from None


def _read(c: Connection) -> tuple[str | None, frozenset[str]]:
    """The revision, and the names of the other tables."""
    tables = c.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").scalars()
    names = frozenset(tables) - frozenset(own.tables)
    if "alembic_version" not in names:
        return None, names
    found = c.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found, names - {"alembic_version"}


def _engine(url: URL, options: str, floor: Floor, model: ReadingModel | None, **pool: Any) -> Engine:  # SQLAlchemy's
    # hide_parameters: a fault's text must not hold anyone's words.
    engine = create_engine(
        url,
        hide_parameters=True,
        json_serializer=write_json,
        connect_args={
            "connect_timeout": PATIENCE,
            "application_name": "reisleider",
            "options": f"{ALIVE} {options}".strip(),
        },
        execution_options={OPTION: floor, reading_model.OPTION: model},
        **pool,
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: psycopg.Connection[Any], _: object) -> None:  # of whatever rows
        connection.adapters.register_dumper(str, _Plain)
        connection.cursor_factory = Waiting

    return engine
