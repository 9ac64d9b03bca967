"""The second opinion: whether a reply was told or said to the bot, learnt from practice replies."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from reisleider.flows.listening.learnt import Subject, file_of, likely
from reisleider.flows.listening.typed.tokens import read

HERE = Path(__file__).parent
TALK = sorted((HERE / "practice").glob("*.tsv"))
NEED = sorted((*(HERE / "practice" / "need").glob("*.tsv"), HERE / "need_practice.tsv"))


@pytest.mark.parametrize(("subject", "practice"), [("talk", TALK), ("need", (*NEED, *TALK))])
def test_what_was_learnt_is_made_of_the_practice_replies_that_are_here(
    subject: Subject, practice: Sequence[Path]
) -> None:
    digest = hashlib.sha256()
    for path in practice:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())

    made_of = json.loads(file_of(subject).read_text(encoding="utf-8"))["made_of"]
    assert made_of == digest.hexdigest(), "the practice replies changed: run `make learn`"


@pytest.mark.parametrize(
    ("reply", "act"),
    [
        ("zijn we er bijna", "how-long"),
        ("ga ik hier geld voor krijgen", "reward"),
        ("ik heb geen zin meer in die vragen", "stop"),
        ("kan jij dit wel snappen als machine", "robot"),
        ("I'm boarding my flight now", "pause"),
    ],
)
def test_what_is_said_to_the_bot_in_words_never_seen_is_heard(reply: str, act: str) -> None:
    found = likely(read(reply))

    assert found is not None
    assert found.act == act
    assert found.told < 0.1


@pytest.mark.parametrize(
    "reply", ["toen heb ik de stekker eruit getrokken", "we gave up and went home", "de monteur kwam niet opdagen"]
)
def test_what_is_told_stays_told(reply: str) -> None:
    found = likely(read(reply))

    assert found is not None
    assert found.told > 0.9


def test_of_words_never_seen_nothing_is_said() -> None:
    assert likely(read("qwertzuiop")) is None


def test_every_practice_reply_has_a_meaning() -> None:
    for path in (*TALK, *NEED):
        with path.open(encoding="utf-8", newline="") as file:
            assert all(all(row.values()) for row in csv.DictReader(file, delimiter="\t", quoting=3)), path
