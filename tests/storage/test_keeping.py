"""A backup is whole and made while others write; put back, it brings nobody back who was forgotten since."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from storage_samples import NOW, a_participant, a_study, an_interview, said, seed

from reisleider.flows.faults import StorageFault
from reisleider.storage import interviews, people, studies
from reisleider.storage.backing_up import back_up
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.restoring import Gone, Restored, restore
from reisleider.storage.store import Connection, Store

SECRET = "het wachten aan de balie duurde een eeuwigheid"


def fill(c: Connection) -> None:
    seed(c)
    people.link_account(c, "p1", "console", "local", "anna")
    first = an_interview()
    interviews.add_interview(c, first)
    interviews.save_interview(c, first, said(first, SECRET))


def nothing_more(_: Store, __: Gone) -> None:
    """Nobody knows of anything else to erase."""


def put_back(url: str, backup: Path, *, replace: bool = False) -> Restored:
    return restore(url, backup, NOW, replace=replace, again=nothing_more)


@pytest.fixture
def backup(url: str, tmp_path: Path) -> Path:
    """A backup of a database in which somebody told something."""
    with Store.open(url) as store:
        store.do(fill)
    back_up(url, tmp_path / "copy.db", replace=False)
    return tmp_path / "copy.db"


def told_in(url: str) -> list[str]:
    with Store.open(url, create=False) as store:
        return [line.verbatim for one in store.look(lambda c: interviews.interviews(c, "holidays")) for line in one.log]


def beside(file: Path) -> set[str]:
    return {one.name for one in file.parent.iterdir()} - {file.name}


def test_a_backup_is_made_while_others_write(url: str, tmp_path: Path) -> None:
    to = tmp_path / "copy.db"
    with Store.open(url) as store:
        store.do(fill)
        done = threading.Event()
        begun = threading.Event()

        def write_on() -> None:
            number = 2
            while not done.is_set():
                store.do(lambda c, n=number: interviews.add_interview(c, an_interview(f"i{n}")))
                begun.set()
                number += 1

        writing = threading.Thread(target=write_on)
        writing.start()
        begun.wait()
        held = back_up(url, to, replace=False)
        done.set()
        writing.join()

    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    with closing(sqlite3.connect(f"{to.as_uri()}?immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT count(*) FROM interviews").fetchone() == (held.interviews,)
    assert held.studies == held.participants == held.answers == 1
    assert held.interviews >= 2
    assert [name for name in beside(to) if name.startswith("copy.db")] == []


def test_a_backup_writes_over_nothing_unless_told(url: str, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(StorageFault, match="exists already"):
        back_up(url, backup, replace=False)
    assert backup.read_bytes() == before

    assert back_up(url, backup, replace=True).answers == 1


def test_the_database_is_no_backup_of_itself(url: str, file: Path, tmp_path: Path) -> None:
    for to in (file, Path(f"{file}-wal")):
        with pytest.raises(StorageFault, match="the database itself"):
            back_up(url, to, replace=True)
    with pytest.raises(StorageFault, match="is a folder"):
        back_up(url, tmp_path, replace=True)
    with pytest.raises(StorageFault, match="cannot be written"):
        back_up(url, tmp_path / "none" / "copy.db", replace=False)


def test_a_damaged_database_is_not_backed_up(url: str, file: Path, tmp_path: Path) -> None:
    with Store.open(url) as store:
        store.do(fill)
        store.do(lambda c: [interviews.add_interview(c, an_interview(f"i{n}")) for n in range(2, 200)])
    whole = bytearray(file.read_bytes())
    for page in range(40, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(whole)

    with pytest.raises(StorageFault, match="damaged"):
        back_up(url, tmp_path / "copy.db", replace=False)

    assert beside(file) & {"copy.db", "copy.db.part"} == set()


def test_a_backup_is_put_back_where_nothing_stands(backup: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"

    done = put_back(url, backup)

    assert (done.held.answers, done.kept, done.erased, done.back, done.unread) == (1, None, 0, (), False)
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600
    assert told_in(url) == [SECRET]


def test_a_database_that_holds_something_is_put_aside_only_when_told(url: str, file: Path, backup: Path) -> None:
    with pytest.raises(StorageFault, match="--replace"):
        put_back(url, backup)

    done = put_back(url, backup, replace=True)

    assert done.kept is not None
    assert beside(file) == {backup.name, done.kept.name}
    assert told_in(f"sqlite:///{done.kept}") == told_in(url) == [SECRET]


def test_nothing_is_put_back_under_a_program_that_runs(url: str, backup: Path) -> None:
    before = backup.read_bytes()
    with Store.open(url) as running:
        with pytest.raises(StorageFault, match="stop reisleider run first"):
            put_back(url, backup, replace=True)
        running.do(lambda c: people.add_participant(c, a_participant("p2")))

    assert backup.read_bytes() == before
    assert told_in(url) == [SECRET]


def test_who_was_forgotten_after_the_backup_stays_forgotten(url: str, file: Path, backup: Path) -> None:
    with Store.open(url) as store:
        store.do(lambda c: forget_participant(c, a_participant(), NOW))
    heard: list[Gone] = []

    done = restore(url, backup, NOW, replace=True, again=lambda _, gone: heard.append(gone))

    assert done.erased == 1
    assert heard == [Gone((("console", "local", "anna"),), ())]
    assert told_in(url) == []
    assert SECRET.encode() not in file.read_bytes()
    assert put_back(url, backup, replace=True).erased == 1, "the tombstone came along"


def test_answers_that_were_taken_back_after_the_backup_stay_away(url: str, file: Path, backup: Path) -> None:
    def take_back(c: Connection) -> None:
        one = interviews.load_interview(c, "i1")
        assert one is not None
        interviews.save_interview(c, one, replace(one, state="withdrawn", ended_at=NOW))
        interviews.erase_interview(c, "i1")

    with Store.open(url) as store:
        store.do(take_back)

    assert put_back(url, backup, replace=True).erased == 1
    with Store.open(url) as store:
        (one,) = store.look(lambda c: interviews.interviews(c, "holidays"))
    assert (one.state, one.log) == ("withdrawn", ())
    assert SECRET.encode() not in file.read_bytes()


def test_studies_whose_words_went_or_that_were_deleted_are_told(url: str, backup: Path) -> None:
    with Store.open(url) as store:
        store.do(lambda c: studies.save_study(c, replace(a_study(), words_gone_at=NOW)))
    heard: list[Gone] = []
    restore(url, backup, NOW, replace=True, again=lambda _, gone: heard.append(gone))
    assert heard == [Gone((), ("holidays",))]

    with Store.open(url) as store:
        store.do(lambda c: studies.delete_study(c, "holidays"))
        store.do(lambda c: studies.save_study(c, a_study("other")))

    assert put_back(url, backup, replace=True).back == ("holidays",)


def test_a_damaged_database_is_put_aside_and_said_to_tell_nothing(url: str, file: Path, backup: Path) -> None:
    broken = b"no database any more" * 500
    file.write_bytes(broken)
    Path(f"{file}-wal").write_bytes(b"a log of something else")

    done = put_back(url, backup, replace=True)

    assert done.unread
    assert done.kept is not None
    assert done.kept.read_bytes() == broken
    assert not Path(f"{file}-wal").exists()
    assert told_in(url) == [SECRET]


def test_what_is_no_backup_of_ours_is_not_put_back(url: str, file: Path, backup: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE theirs (a TEXT)")
    newer = tmp_path / "newer.db"
    newer.write_bytes(backup.read_bytes())
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")
    (tmp_path / "text.db").write_text("hello " * 1000)
    (tmp_path / "empty.db").write_bytes(b"")

    for name, why in {
        "none.db": "no backup",
        "other.db": "another program",
        "newer.db": "newer Reisleider",
        "text.db": "cannot be put back",
        "empty.db": "is empty",
        file.name: "the database itself",
    }.items():
        with pytest.raises(StorageFault, match=why):
            put_back(url, tmp_path / name, replace=True)
    assert file.read_bytes() == before


def test_a_database_of_another_program_is_never_put_aside(backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE theirs (a TEXT)")

    with pytest.raises(StorageFault, match="another program"):
        put_back(f"sqlite:///{other}", backup, replace=True)


def test_a_newer_database_makes_way_for_the_backup_from_before_it(url: str, file: Path, backup: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")

    assert put_back(url, backup, replace=True).kept is not None
    assert told_in(url) == [SECRET]
