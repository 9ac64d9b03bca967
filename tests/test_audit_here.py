"""`reisleider audit` in a terminal: blind pairs one by one, kept at once, split where wanted, and what they tell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from typing_in import tell_steps, type_in

from reisleider.bot.terminal.audit_here import audit_here
from reisleider.flows.codebook.decisions import AUDITED, Override
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
    folder = tmp_path_factory.mktemp("told")
    tell_steps(folder, STEPS)
    return folder


@pytest.fixture(name="here")
def _here(told_once: Path, tmp_path: Path) -> Path:
    for name in ("reisleider.db", "study.toml"):
        (tmp_path / name).write_bytes((told_once / name).read_bytes())
    return tmp_path


@pytest.fixture(name="store")
def _store(here: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{here / 'reisleider.db'}") as store:
        yield store


def sit(store: Store, replies: Sequence[str], language: str = "nl") -> str:
    """Type these replies, then leave as with Ctrl-C; what the terminal showed."""
    study = store.do(lambda c: studies.load_study(c, "zonnevaart"))
    assert study is not None
    lines = iter(replies)
    out = io.StringIO()
    audit_here(store, study, language, lambda: next(lines, None), out)
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).split())


def decided(store: Store) -> tuple[Override, ...]:
    return store.do(lambda c: overrides_of(c, "zonnevaart"))


@pytest.mark.parametrize(
    ("language", "ask", "same"),
    [("nl", "Is dit hetzelfde contactmoment?", "Hetzelfde"), ("en", "Is this the same touchpoint?", "The same")],
)
def test_a_pair_is_shown_without_what_was_made_of_it(store: Store, language: str, ask: str, same: str) -> None:
    seen = sit(store, [], language)

    assert ask in seen
    assert same in seen
    assert not any(word in seen for word in ("%", "meaning", "betekenis", "samengevoegd", "merged"))
    assert decided(store) == ()


def test_what_is_judged_is_kept_at_once_and_not_asked_again(store: Store) -> None:
    first = sit(store, ["1"])
    (one,) = decided(store)

    assert "Goed, dat telt mee." in first
    assert (one.decision, one.apart, one.by) == ("alike", True, "console")
    assert one.among[0] > 0
    again = sit(store, [])
    assert not (f"“{one.words}”" in again and f"“{one.other}”" in again)


def test_judging_all_of_them_tells_precision_and_recall(store: Store) -> None:
    seen = sit(store, ["hetzelfde"] * 40)

    assert "Alle paren zijn beoordeeld" in seen
    assert "hoort 100% bij elkaar" in seen
    assert {one.decision for one in decided(store)} == {"alike"}


def test_one_touchpoint_that_somebody_calls_two_can_be_split_and_still_counts_against_merging(store: Store) -> None:
    seen = sit(store, ["niet hetzelfde"] * 40)
    assert "je kunt het splitsen" in seen
    assert "hoort 0% bij elkaar" in seen
    audited = [one for one in decided(store) if one.decision in AUDITED]
    assert not any(one.decision == "different" for one in decided(store))

    sit(store, ["laatste keuze terug"] * len(audited))
    assert decided(store) == ()
    for _ in audited:
        if not any(one.decision == "different" for one in decided(store)):
            sit(store, ["niet hetzelfde", "splits het vorige paar"])
    (split,) = (one for one in decided(store) if one.decision == "different")
    assert any((split.words, split.other) == (one.words, one.other) for one in audited)
    assert any((split.words, split.other) == (one.words, one.other) and one.merged for one in decided(store))


def test_the_last_judgement_is_taken_back_and_no_other_decision(store: Store) -> None:
    sit(store, ["1", "2"])
    before = len(decided(store))
    seen = sit(store, ["laatste keuze terug"])

    assert "teruggedraaid" in seen
    assert len(decided(store)) == before - 1


@pytest.mark.parametrize(("language", "title"), [("nl", "Klopt het samenvoegen?"), ("en", "Is merging right?")])
def test_the_result_stands_in_audit_result_status_and_figures(here: Path, language: str, title: str) -> None:
    said = ("--language", language)
    assert title not in type_in(here, "audit", "zonnevaart", "result", *said)
    with Store.open(f"sqlite:///{here / 'reisleider.db'}") as store:
        sit(store, ["1", "1", "1"])

    assert title in type_in(here, "audit", "zonnevaart", "result", *said)
    assert title in type_in(here, "status", "zonnevaart", *said)
    assert type_in(here, "audit", "zonnevaart", "undo", *said)
    assert "audit" in type_in(here, "audit", "zonnevaart", "zomaar", *said, fails=True)


def test_judgements_are_no_decisions_of_merging(here: Path) -> None:
    with Store.open(f"sqlite:///{here / 'reisleider.db'}") as store:
        sit(store, ["1", "1"])

    assert "Nothing is chosen yet" in type_in(here, "merge", "zonnevaart", "list", "--language", "en")
