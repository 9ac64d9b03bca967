"""What every turn runs is built once, and fits the database as its migrations made it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
from sqlalchemy import bindparam, insert, select

from reisleider import storage
from reisleider.storage import tables as t
from reisleider.storage.prepared import Prepared
from reisleider.storage.store import Connection, Store

FOUND = [
    pytest.param(one, id=f"{module.name}{name}")
    for module in iter_modules(storage.__path__)
    if not module.ispkg
    for name, one in vars(import_module(f"{storage.__name__}.{module.name}")).items()
    if isinstance(one, Prepared)
]


def test_there_are_statements_of_a_turn() -> None:
    assert len(FOUND) >= 20


@pytest.mark.parametrize("statement", FOUND)
def test_each_fits_the_database(statement: Prepared, store: Store) -> None:
    def plan(c: Connection) -> list[object]:
        written = statement._for(c)
        cursor = c.connection.cursor()
        cursor.execute(f"EXPLAIN {written.text}", written.bound(dict.fromkeys(written.takes, 1)))
        return list(cursor.fetchall())

    assert store.do(plan)


@pytest.mark.parametrize("value", [None, "null", ["één", 2], {"a": None}, True, ""])
def test_what_is_kept_is_read_as_any_other_statement_reads_it(value: object, store: Store) -> None:
    keep = Prepared(insert(t.drafts), *t.drafts.c.keys())
    look = Prepared(select(t.drafts).where(t.drafts.c.address == bindparam("at")))
    row = {"address": "here", "account": "me", "kind": "study", "draft": value, "moved_at": "now"}
    store.do(lambda c: keep.run(c, **row))

    assert store.do(lambda c: c.execute(select(t.drafts.c.draft)).scalar_one()) == value
    assert store.do(lambda c: look.row(c, at="here"))._asdict() == row
    assert store.do(lambda c: look.row(c, at="elsewhere")) is None


def test_nothing_that_is_wanted_may_be_left_out(store: Store) -> None:
    look = Prepared(select(t.drafts).where(t.drafts.c.address == bindparam("at")))

    with pytest.raises(KeyError, match="at"):
        store.do(look.row)
