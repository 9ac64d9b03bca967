"""Which of somebody's steps stand out: the worst and the best; of equals the one most was told of, else the last."""

from __future__ import annotations

import pytest
from talking import Talk

from reisleider.flows.dialogue.story.loops import extremes, peaks
from reisleider.flows.journey import Study
from reisleider.flows.scripts.script import load_script


@pytest.mark.parametrize(
    ("scores", "told", "worst", "best"),
    [
        ({"a": -1, "b": 2, "c": 0}, {}, "a", "b"),
        ({"a": -1, "b": -1, "c": 1, "d": 1}, {}, "b", "d"),
        ({"a": -1, "b": -1, "c": 1, "d": 1}, {"a": 4, "c": 1}, "a", "c"),
        ({"a": -1, "b": -1}, {"a": 2, "b": 3}, "b", "b"),
        ({"a": -2, "b": -1}, {"b": 30}, "a", "b"),
    ],
)
def test_the_peaks(scores: dict[str, int], told: dict[str, int], worst: str, best: str) -> None:
    assert peaks(scores, lambda item: told.get(item, 0)) == (worst, best)
    assert extremes(scores, lambda item: told.get(item, 0), 1)[0] == worst


def test_nothing_scored_has_no_peaks() -> None:
    assert peaks({}, lambda item: 0) == ()


def _to_faces(study: Study) -> Talk:
    talk = Talk(load_script("customer"), study).says("ja").presses("month").presses("using")
    while talk.interview.state == "trigger":
        talk.says("overslaan")
    talk.says("gezocht op internet", "gebeld met de winkel", "monteur aan de deur").presses("done").presses("all")
    while talk.interview.state != "emotion":
        talk.says("overslaan")
    return talk


def _asked_about_the_worst(talk: Talk) -> str | None:
    while talk.interview.state not in ("worst-word", "why-negative"):
        talk.says("overslaan")
    return talk.interview.item


def test_of_two_bad_steps_the_last_is_asked_about(study: Study) -> None:
    talk = _to_faces(study).presses("f2").presses("f2").presses("f4")

    assert _asked_about_the_worst(talk) == "i2"


def test_of_two_bad_steps_the_one_with_a_reason_is_asked_about(study: Study) -> None:
    talk = _to_faces(study).says("heel vervelend want ik moest alles twee keer vertellen")
    while talk.interview.item == "i1":
        talk.says("ja")
    talk.presses("f1").presses("f4")
    felt = {line.item: line.value for line in talk.interview.log if line.step == "emotion"}
    assert felt == {"i1": -2, "i2": -2, "i3": 1}

    assert _asked_about_the_worst(talk) == "i1"


def test_of_two_bad_steps_the_one_that_tells_of_a_hurt_is_not_asked_about_first(study: Study) -> None:
    talk = Talk(load_script("customer"), study).says("ja").presses("month").presses("using")
    while talk.interview.state == "trigger":
        talk.says("overslaan")
    talk.says("afspraak werd verzet", "ik heb staan huilen in de keuken", "naar de arts").presses("done").presses("all")
    while talk.interview.state != "emotion":
        talk.says("overslaan")
    talk.presses("f1").presses("f1").presses("f4")

    assert _asked_about_the_worst(talk) == "i1"
