"""An upgrade keeps a copy of what was there; it goes with its time, and with whoever is forgotten."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from storage_samples import NOW, a_participant, an_interview, seed
from structlog.testing import capture_logs

from reisleider.bot.serving.upgrade import mind_copies
from reisleider.flows.faults import StorageFault
from reisleider.storage import interviews, studies
from reisleider.storage.checking import MIGRATIONS, steps
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.kept_copies import DAYS, copies_of
from reisleider.storage.store import Connection, Store

HEAD = steps([MIGRATIONS])[-1]
NEXT = f"{int(HEAD) + 1:04}"
STEP = f"""
from alembic import op
revision = "{NEXT}"
down_revision = "{HEAD}"
def upgrade():
    op.execute("CREATE TABLE newer (a TEXT)")
    {{fault}}
"""


def fill(c: Connection) -> None:
    seed(c)
    interviews.add_interview(c, an_interview())


@pytest.fixture
def told(url: str) -> str:
    """A database in which somebody was interviewed."""
    with Store.open(url) as store:
        store.do(fill)
    return url


def newer(folder: Path, fault: str = "pass") -> tuple[Path, Path]:
    """The steps of a program that has one more."""
    extra = folder / "extra"
    extra.mkdir(exist_ok=True)
    (extra / f"v{NEXT}_extra.py").write_text(STEP.format(fault=fault))
    return MIGRATIONS, extra


def test_a_copy_is_kept_of_what_was_there(told: str, file: Path, tmp_path: Path) -> None:
    with Store.open(told, migrations=newer(tmp_path)) as store:
        kept = store.kept

    assert kept == Path(f"{file}.before-{NEXT}")
    assert copies_of(file) == (kept,)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with closing(sqlite3.connect(f"{kept.as_uri()}?immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
        assert copy.execute("SELECT count(*) FROM interviews").fetchone() == (1,)


def test_where_nothing_is_to_be_done_nothing_is_kept(told: str, file: Path, tmp_path: Path) -> None:
    with Store.open(told) as store:
        assert store.kept is None
    with Store.open(f"sqlite:///{tmp_path / 'new.db'}") as store:
        assert store.kept is None

    assert copies_of(file) == copies_of(tmp_path / "new.db") == ()


def test_after_an_upgrade_that_failed_the_copy_is_made_anew(told: str, file: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="is as it was"):
        Store.open(told, migrations=newer(tmp_path, "raise RuntimeError"))
    with Store.open(told) as store:
        store.do(lambda c: interviews.add_interview(c, an_interview("i2")))

    with Store.open(told, migrations=newer(tmp_path)) as store:
        assert store.kept is not None
        with closing(sqlite3.connect(f"{store.kept.as_uri()}?immutable=1", uri=True)) as copy:
            assert copy.execute("SELECT count(*) FROM interviews").fetchone() == (2,)


def test_without_a_copy_nothing_is_brought_up_to_date(told: str, file: Path, tmp_path: Path) -> None:
    Path(f"{file}.before-{NEXT}").mkdir()

    with pytest.raises(StorageFault, match="cannot be written"):
        Store.open(told, migrations=newer(tmp_path))

    with Store.open(told) as store:
        assert len(store.look(lambda c: interviews.interviews(c, "holidays"))) == 1


@pytest.mark.parametrize(
    "erase",
    [
        lambda c: forget_participant(c, a_participant(), NOW),
        lambda c: interviews.erase_interview(c, "i1"),
        lambda c: studies.delete_study(c, "holidays"),
    ],
    ids=["somebody forgotten", "answers taken back", "a study deleted"],
)
def test_what_is_erased_takes_the_copy_along(told: str, file: Path, tmp_path: Path, erase: object) -> None:
    assert callable(erase)
    with Store.open(told, migrations=newer(tmp_path)) as store:
        store.do(lambda c: interviews.add_interview(c, an_interview("i2")))
        assert copies_of(file) != ()

        store.do(erase)

        assert copies_of(file) == ()


def test_a_copy_is_told_once_and_goes_when_its_time_is_over(told: str, file: Path, tmp_path: Path) -> None:
    steps_now = newer(tmp_path)
    now = datetime.now(UTC)
    with Store.open(told, migrations=steps_now) as store, capture_logs() as first:
        mind_copies(store, now)
    with Store.open(told, migrations=steps_now) as store, capture_logs() as second:
        mind_copies(store, now + timedelta(days=DAYS - 1))
    assert len(copies_of(file)) == 1
    with Store.open(told, migrations=steps_now) as store, capture_logs() as third:
        mind_copies(store, now + timedelta(days=DAYS, hours=1))

    assert [one["event"].partition(";")[0] for one in first] == ["the database was brought up to date"]
    assert second == []
    assert ["was deleted" in one["event"] for one in third] == [True]
    assert copies_of(file) == ()


def test_copies_of_another_database_beside_it_stay(told: str, file: Path) -> None:
    other = Path(f"{file}x.before-{NEXT}")
    other.write_bytes(b"another's")
    odd = file.with_name("a[b]*.db")
    own = Path(f"{odd}.before-{NEXT}")
    own.write_bytes(b"its own")
    os.utime(other, (0, 0))

    with Store.open(told) as store:
        mind_copies(store, datetime.now(UTC))

    assert other.exists()
    assert copies_of(odd) == (own,)
