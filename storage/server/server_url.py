"""The address of a database server: whether a text is one, and how it may be shown.

Law: a password is never shown, wherever in the address it stands.
"""

from __future__ import annotations

from importlib.util import find_spec

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from reisleider.flows.faults import StorageFault

SERVERS = ("postgresql", "postgres")
DRIVER = "postgresql+psycopg"


def is_server(url: str) -> bool:
    """Whether this is the address of a database server, and not of a file."""
    return url.partition(":")[0].partition("+")[0] in SERVERS


def server_at(url: str) -> URL:
    """The address as SQLAlchemy takes it. Raises StorageFault where it is none, names no database, or what speaks to
    servers is not installed."""
    try:
        read = make_url(url.replace("postgres:", "postgresql:", 1) if url.startswith("postgres:") else url)
    except (ArgumentError, ValueError):
        raise StorageFault(
            "storage.url: this is no address of a PostgreSQL database; write it as postgresql://user@host/database."
        ) from None  # its own words hold the address
    if not read.database:
        raise StorageFault("storage.url: name a database, such as postgresql://user@host/reisleider.")
    if find_spec("psycopg") is None:
        raise StorageFault(
            'storage.url: a PostgreSQL database needs more than is installed; run pip install "reisleider[postgres]".'
        )
    return read.set(drivername=DRIVER)


def shown(url: URL) -> str:
    """The address as it may be told to anybody: where it is, and which database."""
    host = url.host or url.query.get("host") or "localhost"
    port = "" if url.port is None else f":{url.port}"
    return f"postgresql://{host if isinstance(host, str) else host[0]}{port}/{url.database}"
