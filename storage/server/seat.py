"""A seat that one of several programs has: who asks for a platform's updates, where only one may.

Law: it is had as long as a connection stands; where the program, its machine or the server ends, it is free.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Lock

from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from reisleider.storage.lanes import SEAT, number_of
from reisleider.storage.server.opening import lone_engine


class Seat:
    """One seat, by name. Each method waits for the server."""

    def __init__(self, url: URL, name: str) -> None:
        self._engine = lone_engine(url)
        self._number = number_of(name)
        self._connection: Connection | None = None
        self._lock = Lock()

    def held(self) -> bool:
        """Whether the seat is ours, taken now where it was free."""
        with self._lock:
            try:
                if self._connection is not None:
                    self._connection.exec_driver_sql("SELECT 1")
                    return True
                return self._take()
            except SQLAlchemyError:
                self._let_go()
                return False

    def leave(self) -> None:
        """Let another program have it."""
        with self._lock:
            self._let_go()

    def _take(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            asked = f"SELECT pg_try_advisory_lock({SEAT}, {self._number})"
            taken = bool(connection.exec_driver_sql(asked).scalar_one())
        except BaseException:
            connection.close()
            raise
        if taken:
            self._connection = connection
        else:
            connection.close()
        return taken

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):  # the server is away, and with it what we held
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({SEAT}, {self._number})")
            with suppress(SQLAlchemyError):
                connection.close()
