"""What people are told before their words may be used, and the setting that it follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typing_in import STUDY, type_in

from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.journey import Glancing, Study
from reisleider.flows.scripts.script import load_script


@pytest.mark.parametrize(("rule", "promised"), [("lead", True), ("redacted", False)])
def test_that_somebody_reads_quotes_first_is_told_only_where_it_is_so(
    study: Study, rule: Glancing, promised: bool
) -> None:
    told = givens_for(replace(study, quotes=rule), load_script("customer"), "i1").slots["glance"]

    assert told == (
        {
            "nl": "Wat we letterlijk laten zien, leest iemand eerst na.",
            "en": "Whatever we show word for word, somebody reads first.",
        }
        if promised
        else {"nl": "", "en": ""}
    )


def test_a_study_file_chooses_and_a_study_that_says_nothing_asks_for_a_glance(tmp_path: Path, study: Study) -> None:
    now = study.created_at
    assert read_study(STUDY, "study.toml", now).quotes == "lead"
    assert read_study('quotes = "redacted"\n' + STUDY, "study.toml", now).quotes == "redacted"

    (tmp_path / "study.toml").write_text('quotes = "nobody"\n' + STUDY, encoding="utf-8")
    assert "lead or redacted" in type_in(tmp_path, "study", "new", "study.toml", fails=True)


def test_the_command_is_known_by_its_names_and_says_kindly_that_there_is_nothing_yet(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    type_in(tmp_path, "study", "new", "study.toml")
    replies = (
        "ja\n2\n1\nhet was een lange natte herfst zonder zon voor iedereen\nweg\nonline geboekt\nklaar\nstop\nja\n"
    )
    type_in(tmp_path, "interview", "customer", "--study", "zonnevaart", "--as", "a", replies=replies)

    assert "Er wacht geen citaat op jouw blik" in type_in(tmp_path, "citaten", "zonnevaart", "--language", "nl")
    assert "No quote waits" in type_in(tmp_path, "quotes", "zonnevaart", "alles", "--language", "en")
    assert "niets om terug te draaien" in type_in(tmp_path, "quotes", "zonnevaart", "undo", "--language", "nl")
    assert "Typ quotes, quotes again" in type_in(tmp_path, "quotes", "zonnevaart", "x", "--language", "nl", fails=True)
