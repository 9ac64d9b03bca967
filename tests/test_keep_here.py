"""A backup made and put back in the terminal, and what is told about it."""

from __future__ import annotations

from pathlib import Path

from typing_in import tell_steps, type_in

from reisleider.flows.journey import Study
from reisleider.storage import people, studies
from reisleider.storage.store import Connection, Store


def accounts(folder: Path) -> set[str]:
    def look(c: Connection) -> set[str]:
        study: Study = studies.list_studies(c)[0]
        return {account for one in people.participants(c, study.id) for _, _, account in people.accounts_of(c, one.id)}

    with Store.open(f"sqlite:///{folder / 'reisleider.db'}", create=False) as store:
        return store.look(look)


def test_a_backup_is_made_and_put_back_without_who_was_forgotten(tmp_path: Path) -> None:
    tell_steps(tmp_path, [["site bekeken", "gebeld"], ["gebeld", "koffer gepakt"]])

    said = type_in(tmp_path, "backup", "copy.db", "--language", "en")
    assert said.startswith("copy.db: ")
    assert "(studies: 1, interviews: 2)" in said
    assert "It holds what people said" in said
    assert "copy.db exists already" in type_in(tmp_path, "backup", "copy.db", fails=True)
    type_in(tmp_path, "forget", "zonnevaart", "--as", "p0", "--yes")
    assert "--replace" in type_in(tmp_path, "restore", "copy.db", fails=True)

    said = type_in(tmp_path, "restore", "copy.db", "--replace", "--language", "en")

    assert "Put back (studies: 1, interviews: 1)." in said
    assert "One person was forgotten" in said
    assert "lies at reisleider.db.replaced-" in said
    assert accounts(tmp_path) == {"p1"}


def test_words_that_were_removed_since_do_not_come_back(tmp_path: Path) -> None:
    tell_steps(tmp_path, [["op de blauwe bank gewacht", "gebeld"]])
    type_in(tmp_path, "backup", "copy.db")
    type_in(tmp_path, "study", "retain", "zonnevaart", "--yes")

    type_in(tmp_path, "restore", "copy.db", "--replace")

    assert "blauwe bank" in (tmp_path / "copy.db").read_bytes().decode("utf-8", "replace")
    assert b"op de blauwe bank gewacht" not in (tmp_path / "reisleider.db").read_bytes()


def test_a_study_that_was_deleted_since_is_named(tmp_path: Path) -> None:
    tell_steps(tmp_path, [["gebeld", "gewacht"]])
    type_in(tmp_path, "backup", "copy.db")
    type_in(tmp_path, "study", "delete", "zonnevaart", "--yes")

    said = type_in(tmp_path, "restore", "copy.db", "--language", "nl")

    assert "zonnevaart was na deze reservekopie gewist" in said
    assert "reisleider study delete zonnevaart" in said
