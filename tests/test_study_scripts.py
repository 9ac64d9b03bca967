"""A study says which interviews it holds, and people are taken in by an interview's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from reisleider.bot.studies.scripts import script_called, scripts_of
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.faults import ScriptFault, StudyFault
from reisleider.flows.journey import Study

FILE = """
{scripts}
id = "moving"
title = "Moving"
organisation = "Citypower"
goal = "calm moves"
attempt = "moved house"
start = "knowing you would move"
end = "the first bill"
lead = "Noor"
contact = "noor@city.example"
privacy_url = "city.example/privacy"
keep_until = 2028-06-01
"""


def read(scripts: str, now: datetime) -> Study:
    return read_study(FILE.format(scripts=scripts), "moving.toml", now)


def test_a_study_that_names_none_holds_the_two(now: datetime) -> None:
    assert read("", now).scripts == ("customer", "stakeholder")


def test_a_study_can_hold_one(now: datetime) -> None:
    study = read('scripts = ["stakeholder"]', now)

    assert [script.id for script in scripts_of(study)] == ["stakeholder"]
    assert scripts_of(study, "customer") == ()


@pytest.mark.parametrize(
    ("scripts", "sentence"),
    [
        ('scripts = ["moon"]', "moving.toml: scripts: There is no script moon; choose one of customer, stakeholder."),
        ('scripts = "customer"', "moving.toml: scripts: name the interviews it holds"),
        ("scripts = []", "moving.toml: scripts: name the interviews it holds"),
    ],
)
def test_a_wrong_name_is_one_sentence(scripts: str, sentence: str, now: datetime) -> None:
    with pytest.raises(StudyFault) as fault:
        read(scripts, now)

    assert str(fault.value).startswith(sentence)


def test_an_interview_is_found_by_its_name_or_as_the_first_of_its_track(study: Study) -> None:
    assert script_called(study, "customer").id == "customer"
    assert script_called(study, "stakeholder").track == "stakeholder"


def test_an_interview_that_the_study_does_not_hold_is_one_sentence(study: Study) -> None:
    with pytest.raises(StudyFault, match=r"holds no interview customer; choose one of stakeholder\.$"):
        script_called(replace(study, scripts=("stakeholder",)), "customer")


def test_a_script_whose_file_is_gone_is_named(study: Study) -> None:
    with pytest.raises(ScriptFault, match="There is no script gone"):
        script_called(replace(study, scripts=("gone",)), "gone")
