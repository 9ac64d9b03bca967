"""The second opinion: whether a reply was told or said to the bot, learnt from practice replies."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from score import asked

from reisleider.flows.listening.learnt import Subject, file_of, likely_of
from reisleider.flows.listening.traits import TOLD, said_traits, traits
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.listening.weighing import BOUNDS

HERE = Path(__file__).parent
TALK = sorted(
    (*(HERE / "practice").glob("*.tsv"), *HERE.glob("fresh_*.tsv"), *HERE.glob("third_*.tsv"), HERE / "handed.tsv")
)
OUTLINES = (
    *sorted((HERE / "practice" / "outlines").glob("*.toml")),
    HERE / "outlines_blind.toml",
    HERE / "practice" / "outlines" / "around.tsv",
)
NEED = sorted((*(HERE / "practice" / "need").glob("*.tsv"), HERE / "need_practice.tsv"))


def _likely(reply: str) -> Mapping[str, float]:
    typed = read(reply)
    return likely_of("talk", traits(typed) | said_traits(typed, None, asked("open question")))


@pytest.mark.parametrize(
    ("subject", "practice"),
    [
        *((subject, TALK) for subject in ("talk", "given", "emotion", "outcome", "expectation")),
        ("need", (*NEED, *TALK)),
        ("outline", OUTLINES),
        ("piece", OUTLINES),
    ],
)
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
    shares = dict(_likely(reply))

    assert shares.pop(TOLD) < 0.1
    assert max(shares, key=lambda name: shares[name]) == act


@pytest.mark.parametrize(
    "reply", ["toen heb ik de stekker eruit getrokken", "we gave up and went home", "de monteur kwam niet opdagen"]
)
def test_what_is_told_stays_told(reply: str) -> None:
    assert _likely(reply)[TOLD] > BOUNDS["words"].told


def test_of_words_never_seen_nothing_is_said() -> None:
    assert not likely_of("talk", traits(read("qwertzuiop")))


def test_every_practice_reply_has_a_meaning() -> None:
    for path in (*TALK, *NEED):
        with path.open(encoding="utf-8", newline="") as file:
            assert all(all(row.values()) for row in csv.DictReader(file, delimiter="\t", quoting=3)), path
