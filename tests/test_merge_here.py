"""`reisleider merge` in a terminal: the same choices as in a chat, by number or in words, kept at once."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typing_in import ROOT, tell_steps
from waiting import ended

from reisleider.bot.commands.proposal import held
from reisleider.bot.maps.publish import compile_study
from reisleider.bot.terminal.review import review_here
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.likeness import form
from reisleider.storage import studies
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Store

STEPS = (
    ("klantenservice gebeld", "alles teruggestuurd", "review geschreven"),
    ("de helpdesk gebeld", "geretourneerd", "beoordeling geplaatst"),
    ("called customer service", "sent it back", "wrote a review"),
)


@pytest.fixture(scope="module", name="told_once")
def _told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study without seed labels in which three told the same three touchpoints in other words."""
    folder = tmp_path_factory.mktemp("told")
    tell_steps(folder, STEPS)
    return folder / "reisleider.db"


@pytest.fixture(name="store")
def _store(told_once: Path, tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "reisleider.db").write_bytes(told_once.read_bytes())
    with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
        yield store


def sit(store: Store, replies: Sequence[str], language: str = "nl") -> str:
    """Type these replies, then leave as with Ctrl-C; what the terminal showed."""
    study = store.do(lambda c: studies.load_study(c, "zonnevaart"))
    assert study is not None
    lines = iter(replies)
    out = io.StringIO()
    review_here(store, study, language, lambda: next(lines, None), out)
    assert next(lines, None) is None, "not every reply was asked for"
    return re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())


def decided(store: Store) -> tuple[Override, ...]:
    return store.do(lambda c: overrides_of(c, "zonnevaart"))


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("nl", ("Hetzelfde", "Splitsen", "Andere naam", "Andere fase", "Van wie?", "Volgende", "Stoppen")),
        ("en", ("The same", "Split", "Another name", "Another phase", "Whose is it?", "Next", "Stop")),
    ],
)
def test_what_a_chat_offers_is_offered_here_and_nothing_is_undone_before_anything_was_chosen(
    store: Store, language: str, labels: Sequence[str]
) -> None:
    seen = sit(store, [], language)

    assert all(f"{place} {label}" in seen for place, label in enumerate(labels, 1))
    assert "Laatste keuze terug" not in seen
    assert "Undo the last" not in seen
    assert "reisleider merge zonnevaart" in seen


def test_what_only_the_map_calls_so_is_decided_about_by_that_name(store: Store) -> None:
    typed = Override("rename", "geretourneerd", texts={"nl": "Pakket terug"})
    named = replace(typed, words="alles teruggestuurd")

    assert "review" in on_map(store)
    kept = store.look(lambda c: held(c, "zonnevaart", replace(typed, words="review")))
    assert kept.words in {words for steps in STEPS for words in steps}
    assert store.look(lambda c: held(c, "zonnevaart", named)) == named


def on_map(store: Store) -> list[str]:
    """What the map calls what nobody called so."""
    told = store.look(lambda c: compile_study(c, "zonnevaart", datetime(2026, 11, 30, tzinfo=UTC))).journey_map
    said = {form(words) for steps in STEPS for words in steps}
    return [name for one in touchpoints_of(told) for name in one.label.values() if form(name) not in said]


def test_of_few_people_it_is_not_told_how_many_they_are(store: Store) -> None:
    assert "(minder dan 5 mensen)" in sit(store, [])
    assert "persoon" not in sit(store, [])


@pytest.mark.parametrize(
    ("replies", "decision"),
    [
        (["1"], "same"),
        (["hetzelfde"], "same"),
        (["ja"], "same"),
        (["The same"], "same"),
        (["2"], "different"),
        (["splitsen"], "different"),
        (["nee"], "different"),
        (["andere naam", "Het telefoontje"], "rename"),
        (["4", "Gebruik"], "move"),
        (["andere fase", "7"], "move"),
        (["van wie", "van een partner"], "control"),
        (["5", "2"], "control"),
    ],
)
def test_a_choice_is_a_number_or_words_and_is_kept_however_the_person_leaves(
    store: Store, replies: list[str], decision: str
) -> None:
    sit(store, replies)

    (one,) = decided(store)
    assert (one.decision, one.by) == (decision, "console")
    assert one.at is not None
    assert (one.texts, one.phase, one.control) == (
        {"nl": "Het telefoontje"} if decision == "rename" else {},
        "use" if decision == "move" else None,
        "partner" if decision == "control" else None,
    )


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        ("nl", "Typ het nummer van je keuze, of zeg het in woorden.", "Geef een naam van 1 tot 80 tekens."),
        ("en", "Type the number of your choice, or say it in words.", "Give a name of 1 to 80 characters."),
    ],
)
def test_a_wrong_answer_gets_one_sentence_and_decides_nothing(
    store: Store, language: str, sentence: str, name: str
) -> None:
    seen = sit(store, ["blauw", "99", "3", "", "x" * 81, "back", "4", "paars", "terug", "stop"], language)

    assert seen.count(sentence) == 3
    assert seen.count(name) == 2
    assert decided(store) == ()


def test_the_last_choice_is_taken_back_and_what_was_passed_over_stays_away(store: Store) -> None:
    seen = sit(store, ["volgende", "ja", "laatste keuze terug", "stoppen"])

    assert "Je laatste keuze is teruggedraaid." in seen
    assert decided(store) == ()
    counts = [int(count) for count in re.findall(r"Nog (\d+) om te bekijken", seen)]
    assert counts[0] - 1 == counts[1] == counts[3]


def test_at_the_end_the_last_choice_can_still_be_taken_back(store: Store) -> None:
    passed = ["volgende"] * _left(store)
    seen = sit(store, ["ja", *passed, "terug", "stop"])

    assert "Er is niets meer om te bekijken." in seen
    assert "Je laatste keuze is teruggedraaid." in seen
    assert decided(store) == ()


def _left(store: Store) -> int:
    """How many are left to pass over once the first was decided."""
    found = re.findall(r"Nog (\d+) om", sit(store, ["ja"]))[-1]
    sit(store, ["laatste keuze terug"])
    return int(found)


@pytest.mark.terminal
def test_in_a_real_terminal_proposals_are_asked_and_ctrl_c_keeps_them(told_once: Path, tmp_path: Path) -> None:
    (tmp_path / "reisleider.db").write_bytes(told_once.read_bytes())
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "reisleider.bot", "merge", "zonnevaart", "--language", "en"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    child = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=tmp_path, start_new_session=True
    )
    os.close(theirs)

    seen = ""

    def sees(words: str) -> None:
        """Wait for these words and the prompt after them, from where it was read to."""
        nonlocal seen
        while not (found := re.search(rf"{words}.*?> ", seen, re.DOTALL)):
            seen += os.read(ours, 4096).decode(errors="replace")
        seen = seen[found.end() :]

    try:
        sees("Stop")
        os.write(ours, b"yes\n")
        sees("Undo the last")
        os.write(ours, b"\x04")
        assert ended(child) == 0
        assert "What you chose is kept" in os.read(ours, 65536).decode(errors="replace")
    finally:
        child.kill()
        child.wait()
        os.close(ours)
    with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
        assert [one.decision for one in decided(store)] == ["same"]
