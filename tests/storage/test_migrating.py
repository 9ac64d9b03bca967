"""A database comes up to date whole, or stays as it was."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import threading
from contextlib import closing
from json import dumps
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from storage_samples import NOW, a_study

from reisleider.flows.faults import StorageFault
from reisleider.storage import parking, queues, studies
from reisleider.storage.checking import MIGRATIONS, steps
from reisleider.storage.codec import dump, say_time
from reisleider.storage.invites import Invite, find_invite
from reisleider.storage.operations import Answer
from reisleider.storage.paces import own
from reisleider.storage.store import Connection, Store
from reisleider.storage.tables import schema

BROKEN = """
from alembic import op
revision = "0020"
down_revision = "0019"
def upgrade():
    op.execute("CREATE TABLE half_done (a TEXT)")
    op.execute("INSERT INTO half_done VALUES ('written')")
    op.execute("UPDATE studies SET id = 'spoilt'")
    {fault}
"""
WHOLE = BROKEN.format(fault="pass").replace("UPDATE studies SET id = 'spoilt'", "SELECT 1")
FAULTS = ["raise RuntimeError('halfway')", "op.execute('SELECT * FROM no_such_table')"]


def content(file: Path) -> list[str]:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def test_the_migrations_make_exactly_the_tables_we_use(store: Store) -> None:
    def differences(c: Connection) -> list[object]:
        ours = {"compare_type": True, "include_name": lambda name, *_: name not in own.tables}
        return compare_metadata(MigrationContext.configure(c, opts=ours), schema)

    assert store.do(differences) == []


def test_a_migration_file_is_named_after_its_revision() -> None:
    files = sorted(MIGRATIONS.glob("v*.py"))
    revisions = [re.search(r'^revision = "(\d{4})"$', file.read_text(), re.MULTILINE)[1] for file in files]

    assert tuple(revisions) == steps([MIGRATIONS])
    assert revisions == [f"{number:04}" for number in range(1, len(files) + 1)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_migration_leaves_everything_as_it_was(tmp_path: Path, file: Path, url: str, fault: str) -> None:
    with Store.open(url) as store:
        store.do(lambda c: studies.save_study(c, a_study()))
    before = content(file)
    extra = tmp_path / "extra"
    extra.mkdir()
    step = extra / "v0020_extra.py"
    step.write_text(BROKEN.format(fault=fault))

    with pytest.raises(StorageFault, match="is as it was"):
        Store.open(url, migrations=(MIGRATIONS, extra))

    assert content(file) == before


def test_after_a_failed_migration_the_mended_one_runs(tmp_path: Path, url: str) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    step = extra / "v0020_extra.py"
    step.write_text(BROKEN.format(fault=FAULTS[0]))
    with pytest.raises(StorageFault):
        Store.open(url, migrations=(MIGRATIONS, extra))
    step.write_text(WHOLE)

    with Store.open(url, migrations=(MIGRATIONS, extra)) as store:
        rows = store.do(lambda c: c.exec_driver_sql("SELECT a FROM half_done").scalars().all())

    assert rows == ["written"]


def test_a_migration_that_orphans_a_row_is_undone(tmp_path: Path, file: Path, url: str) -> None:
    with Store.open(url) as store:
        store.do(lambda c: studies.save_study(c, a_study()))
        store.do(lambda c: studies.set_leads(c, "holidays", (("console", "local", "anna"),)))
    before = content(file)
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "v0020_extra.py").write_text(BROKEN.format(fault="pass"))

    with pytest.raises(StorageFault, match="is as it was"):
        Store.open(url, migrations=(MIGRATIONS, extra))

    assert content(file) == before


def test_a_first_start_that_fails_does_not_block_the_second(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "v0020_extra.py").write_text(BROKEN.format(fault=FAULTS[0]))
    with pytest.raises(StorageFault):
        Store.open(url, migrations=(MIGRATIONS, extra))

    with Store.open(url) as store:
        assert store.do(studies.list_studies) == ()


def test_programs_that_start_at_once_all_get_the_same_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    start = threading.Barrier(3)
    outcomes: list[object] = []

    def begin() -> None:
        start.wait()
        try:
            with Store.open(url) as store:
                outcomes.append(store.do(studies.list_studies))
        except StorageFault as fault:
            outcomes.append(fault)

    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == [(), (), ()]


def test_an_invitation_that_went_round_before_still_leads_to_its_interview(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    url = f"sqlite:///{file}"
    before = tmp_path / "before"
    before.mkdir()
    for step in ("v0001_first.py", "v0002_chats.py", "v0003_posts.py"):
        shutil.copy(MIGRATIONS / step, before)
    with Store.open(url, migrations=(before,)) as store:
        store.do(lambda c: studies.save_study(c, a_study()))
    row = (hashlib.sha256(b"round").hexdigest(), "holidays", "stakeholder", "open", *[say_time(NOW)] * 2)
    with closing(sqlite3.connect(file)) as connection, connection:
        into = "INSERT INTO invites (hash, study, track, kind, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)"
        connection.execute(into, row)

    with Store.open(url) as store:
        found = store.do(lambda c: find_invite(c, "round"))

    assert found == Invite("holidays", "stakeholder", "open", None, NOW, None)


def test_what_waited_before_there_were_several_bots_goes_out_after_it(tmp_path: Path) -> None:
    file, before = tmp_path / "old.db", tmp_path / "before"
    url = f"sqlite:///{file}"
    before.mkdir()
    for step in sorted(MIGRATIONS.glob("v00*.py")):
        if step.name < "v0013":
            shutil.copy(step, before)
    with Store.open(url, migrations=(before,)):
        pass
    message = dumps({"text": [{"text": "hallo", "style": "plain"}]})
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO studies (id, study) VALUES ('holidays', ?)", (dumps(dump(a_study())),))
        for address in ("telegram|4242|8|", "telegram|4242|8|", "slack|T%7C1|@U1|", "nowhere"):
            into = "INSERT INTO outbox (address, operation, payload, state, attempts, due_at) VALUES (?, ?, ?, ?, 0, ?)"
            connection.execute(into, (address, "send", message, "waiting", say_time(NOW)))

    with Store.open(url) as store:
        assert store.do(lambda c: studies.circle_of(c, "holidays")) == ""
        heads = store.do(lambda c: c.exec_driver_sql("SELECT head FROM outbox ORDER BY id").scalars().all())
        assert heads == ["telegram|4242", None, "slack|T%7C1", ""]
        for _ in range(2):
            (row,) = store.do(lambda c: queues.claim(c, NOW, 60, 9, ("telegram|4242",)))
            store.do(lambda c, row=row: queues.sent(c, row.id, Answer("1"), NOW))
        assert store.do(queues.waiting) == 1
        assert len(store.do(parking.parked_calls)) == 1
