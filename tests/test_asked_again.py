"""What a reply that answers nothing brings: help, then a way out, then the next question, and that one at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from talking import Talk

from reisleider.flows.dialogue.asides.meant import MEANT, MILD
from reisleider.flows.journey import Study
from reisleider.flows.listening.acts import Act, Answer, InNeed, Language, Remark
from reisleider.flows.scripts.script import load_script

LANGUAGES = ("nl", "en")


def talk_at(study: Study, step: str, *, script: str = "customer", language: str = "nl") -> Talk:
    """Somebody who took part and was asked this; nothing before it has an answer."""
    talk = Talk(load_script(script), study, language=language)
    talk.interview = replace(talk.interview, state=step)
    return talk


def told(study: Study, *, language: str = "nl") -> Talk:
    """Somebody who told two steps and is asked how the first was."""
    talk = Talk(load_script("customer"), study, language=language)
    talk.says("ja").presses("month").presses("using").says("we kregen vrij")
    while talk.interview.state == "trigger":
        talk.says("overslaan")
    talk.says("gezocht op internet").says("monteur aan de deur").presses("done").presses("all")
    while talk.interview.state != "emotion":
        talk.says("overslaan")
    return talk


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_comes_first_then_a_way_out_then_the_next_question(language: str, study: Study) -> None:
    talk = told(study, language=language)
    turn, log = talk.interview.turn, talk.interview.log

    assert talk.says("blauw").said == ["refused.faces"]
    assert "skip" not in talk.choices
    assert talk.says("groen").said == ["refused.again"]
    assert talk.choices[-1] == "skip"
    assert (talk.place, talk.interview.turn) == (("emotion", "i1"), turn)
    assert talk.says("paars").said == ["refused.later"]
    assert talk.place == ("emotion", "i2")
    assert talk.interview.log == log


def test_the_button_that_was_offered_leaves_the_question(study: Study) -> None:
    talk = told(study).says("blauw", "groen").presses("skip")

    assert talk.place == ("emotion", "i2")
    assert [line.kind for line in talk.interview.log if line.step == "emotion"] == ["skipped"]


def test_a_button_of_the_question_that_was_put_before_still_answers(study: Study) -> None:
    talk = told(study)
    turn = talk.interview.turn
    talk.says("blauw", "groen").presses("f4", turn=turn)

    assert talk.heard == "accepted"
    assert talk.interview.log[-1].value == 1


def test_an_answer_in_between_begins_the_count_anew(study: Study) -> None:
    talk = told(study).says("blauw", "groen", "goed")
    assert talk.place == ("emotion", "i2")

    assert talk.says("blauw").said == ["refused.faces"]


def test_what_was_left_comes_back_once_before_the_play_back_and_then_is_skipped(study: Study) -> None:
    talk = told(study).says("blauw", "groen", "paars")
    _to_the_end(talk)

    assert talk.place == ("emotion", "i1")
    assert talk.said == ["refused.back"]
    assert talk.says("blauw").said == ["refused.over"]
    assert talk.interview.state == "review"
    assert [(line.kind, line.item) for line in talk.interview.log if line.step == "emotion"][-1] == ("skipped", "i1")
    assert talk.interview.missed == ()


def test_what_was_left_is_answered_when_it_comes_back(study: Study) -> None:
    talk = told(study).says("blauw", "groen", "paars")
    _to_the_end(talk)
    talk.says("heel fijn")

    felt = [line.value for line in talk.interview.log if (line.step, line.item) == ("emotion", "i1")]
    assert felt == [2]
    _to_the_end(talk)
    assert talk.interview.state == "review"


def test_the_last_question_is_left_for_good_since_nothing_comes_after_it(study: Study) -> None:
    talk = told(study)
    while talk.interview.state != "recontact":
        talk.says("overslaan")
    talk.says("misschien als het regent")
    while talk.interview.state == "recontact":
        talk.says("paars")

    assert talk.said == ["refused.over"]
    assert talk.interview.state == "review"


@pytest.mark.parametrize("script", ["customer", "stakeholder"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_consent_is_asked_plainly_and_never_left_or_guessed(script: str, language: str, study: Study) -> None:
    talk = talk_at(study, "consent", script=script, language=language)
    said = [tuple(talk.says(words).said) for words in ("paars", "blauw", "groen", "rood", "geel")]

    assert said == [("refused.choice",), ("refused.consent",), *[("refused.contact",)] * 3]
    assert talk.interview.state == "consent"
    assert talk.interview.log == ()
    assert study.contact in talk.words


@pytest.mark.parametrize(("script", "step"), [("customer", "steps"), ("stakeholder", "contacts")])
def test_the_outline_is_never_left(script: str, step: str, study: Study) -> None:
    talk = talk_at(study, step, script=script)
    said = [tuple(talk.says("...").said) for _ in range(4)]

    assert said == [("refused.words",), ("refused.required",), ("refused.contact",), ("refused.contact",)]
    assert talk.interview.state == step


def test_whether_to_keep_what_was_told_is_never_left(study: Study) -> None:
    talk = told(study).says("stop", "paars", "groen", "geel", "rood")

    assert talk.said == ["refused.contact"]
    assert talk.choices == ["keep", "throw-away", "continue"]
    assert not talk.interview.ended


def test_an_exchange_beside_the_interview_is_left_for_the_open_question(study: Study) -> None:
    talk = told(study).says("aanpassen")
    assert talk.interview.aside is not None

    assert talk.says("paars").said == ["refused.choice"]
    assert talk.says("groen").said == ["refused.again"]
    assert talk.says("geel").said == ["refused.over"]
    assert talk.interview.aside is None
    assert (talk.asked.step, talk.asked.item) == ("emotion", "i1")


def test_a_question_to_the_bot_is_no_try(study: Study) -> None:
    talk = told(study).says("blauw", "wie leest dit?", "groen")

    assert talk.said == ["refused.again"]


def _to_the_end(talk: Talk) -> None:
    """Skips whatever was never asked before."""
    while talk.interview.state != "review" and talk.said != ["refused.back"]:
        talk.says("overslaan")


def test_every_act_has_a_way_where_it_is_unsure() -> None:
    others = {Answer, InNeed, Remark}  # an answer is asked back by its own question; the reader makes the others never

    assert {*MEANT, *MILD, Language} | others == set(get_args(Act))


@pytest.mark.parametrize(
    ("language", "reply", "other"),
    [("nl", "dat was lastig, english please", "en"), ("en", "that was hard, nederlands graag", "nl")],
)
def test_a_language_that_is_likely_wanted_is_asked_back(language: str, reply: str, other: str, study: Study) -> None:
    talk = talk_at(study, "trigger", language=language).says(reply)

    assert talk.asked.key == "meant.language"
    assert talk.choices == ["meant-yes", "meant-answer"]
    assert talk.interview.log == ()
    assert talk.presses("meant-yes").interview.language == other
    assert talk.place == ("trigger", None)


def test_what_was_no_wish_for_a_language_is_the_answer(study: Study) -> None:
    talk = talk_at(study, "trigger").says("dat was lastig, english please").presses("meant-answer")

    assert talk.interview.language == "nl"
    assert talk.interview.log[-1].value == "dat was lastig, english please"
