"""What is not ours, not writable or newer is refused with one sentence, and untouched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import a_study, bytes_of, stand_at

from reisleider.flows.faults import StorageFault
from reisleider.storage import studies
from reisleider.storage.store import Store

# The rights of a folder do not bind root, so the attempt is made as nobody, once everything is imported.
OPEN = """
import os, sys
import alembic.command
from reisleider.storage.store import Store
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
Store.open(sys.argv[1]).close()
"""


def refusal(url: str, **how: bool) -> str:
    with pytest.raises(StorageFault) as caught:
        Store.open(url, **how)
    sentence = str(caught.value)

    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def fingerprint(file: Path) -> tuple[bytes, int, list[str]]:
    return file.read_bytes(), file.stat().st_mtime_ns, sorted(one.name for one in file.parent.iterdir())


def test_a_new_database_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path / 'new.db'}").close()

    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600


def test_what_is_saved_is_there_after_closing(url: str) -> None:
    with Store.open(url) as first:
        first.do(lambda c: studies.save_study(c, a_study()))
    with Store.open(url, create=False) as second:
        found = second.do(lambda c: studies.load_study(c, "holidays"))

    assert found == a_study()


def test_a_newer_database_is_refused_and_keeps_every_byte(file: Path, url: str) -> None:
    stand_at(file, "9999")
    before = fingerprint(file)

    sentence = refusal(url)

    assert "newer" in sentence
    assert "9999" in sentence
    assert fingerprint(file) == before


def test_a_newer_database_whose_program_was_killed_keeps_every_byte_too(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA wal_autocheckpoint=0")
        with newer:
            newer.execute("UPDATE alembic_version SET version_num = '9999'")
        left = tmp_path / "left"
        left.mkdir()
        for name in (file.name, f"{file.name}-wal"):
            (left / name).write_bytes((tmp_path / name).read_bytes())
    copy = left / file.name
    before = copy.read_bytes(), copy.stat().st_mtime_ns, (left / f"{file.name}-wal").read_bytes()

    sentence = refusal(f"sqlite:///{copy}")

    assert "newer" in sentence
    assert (copy.read_bytes(), copy.stat().st_mtime_ns, (left / f"{file.name}-wal").read_bytes()) == before


@pytest.mark.parametrize("content", [b"Dear diary, today I booked a trip.", b"SQLite format 3", b"\0" * 5000])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_bytes(content)
    before = fingerprint(diary)

    assert str(diary) in refusal(f"sqlite:///{diary}")
    assert fingerprint(diary) == before


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    torn = tmp_path / "torn.db"
    torn.write_bytes(b"SQLite format 3\0" + b"\x5a" * 8000)

    assert str(torn) in refusal(f"sqlite:///{torn}")


@pytest.mark.parametrize("statement", ["CREATE TABLE t (a)", "CREATE TABLE a (b); CREATE TABLE c (d)"])
def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path, statement: str) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.executescript(statement)
    before = fingerprint(other)

    assert "another program" in refusal(f"sqlite:///{other}")
    assert fingerprint(other) == before


def test_a_database_migrated_by_another_program_is_refused(file: Path, url: str) -> None:
    stand_at(file, "ae1027a6acf0")

    assert "another program" in refusal(url)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "does not exist" in refusal(f"sqlite:///{tmp_path / 'nowhere' / 'study.db'}")


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    assert "is a folder" in refusal(f"sqlite:///{tmp_path}")


def test_a_missing_database_is_not_made_where_it_should_exist(tmp_path: Path) -> None:
    sentence = refusal(f"sqlite:///{tmp_path / 'study.db'}", create=False)

    assert "There is no database" in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x", "study.db", ""])
def test_an_address_we_cannot_use_says_which_to_write(url: str) -> None:
    assert "sqlite:///reisleider.db" in refusal(url)


@pytest.mark.parametrize("exists", [False, True])
def test_a_folder_that_may_not_be_written_is_one_sentence(blank: Path, exists: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "study.db"
        if exists:
            file.write_bytes(blank.read_bytes())
            file.chmod(0o444)
        folder.chmod(0o555)
        attempt = subprocess.run(
            [sys.executable, "-c", OPEN, f"sqlite:///{file}"], capture_output=True, text=True, check=False
        )
        left = sorted(one.name for one in folder.iterdir())
        folder.chmod(0o755)

    kind = "StoragePause" if exists else "StorageFault"
    assert attempt.stderr.splitlines()[-1].startswith(f"reisleider.flows.faults.{kind}: {file} ")
    assert "permission" in attempt.stderr or "may be written" in attempt.stderr or "may write" in attempt.stderr
    assert left == (["study.db"] if exists else [])


def test_a_closed_store_says_so(url: str) -> None:
    store = Store.open(url)
    store.close()
    store.close()

    with pytest.raises(StorageFault, match="closed already"):
        store.do(lambda c: None)


def test_closing_leaves_one_file(file: Path, url: str) -> None:
    with Store.open(url) as store:
        store.do(lambda c: studies.save_study(c, a_study()))

    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert b"Voorbeeldreizen" in bytes_of(file)
