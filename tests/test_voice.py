"""Words that a program heard in a voice note: said back before they count."""

from __future__ import annotations

import pytest
from talking import Talk

from reisleider.flows.journey import Study
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import load_script

WORDS = "we moesten in december onze vrije dagen doorgeven"


@pytest.fixture(name="talk")
def _talk(study: Study) -> Talk:
    return Talk(load_script("customer"), study).says("ja", "2", "5")


def speaks(talk: Talk, words: str) -> Talk:
    return talk.turn(Said("file", text=words, file=("voice", "1"), heard=True))


def kept(talk: Talk) -> list[str]:
    return [one.verbatim for one in talk.interview.log if one.kind == "answer"]


def test_what_was_heard_is_said_back_and_is_no_answer_yet(talk: Talk) -> None:
    before = kept(talk)
    speaks(talk, WORDS)

    assert talk.words == f"Ik hoorde: “{WORDS}”. Klopt dat?"
    assert talk.choices == ["meant-yes", "type-it"]
    assert kept(talk) == before


@pytest.mark.parametrize("typed", [None, "ja", "klopt"])
def test_a_yes_makes_it_the_answer(talk: Talk, typed: str | None) -> None:
    speaks(talk, WORDS)
    if typed is None:
        talk.presses("meant-yes")
    else:
        talk.says(typed)

    assert kept(talk)[-1] == WORDS
    assert talk.place == ("goal", None)


def test_a_no_puts_the_question_again_and_what_is_typed_is_the_answer(talk: Talk) -> None:
    before = kept(talk)
    speaks(talk, WORDS).presses("type-it")
    assert talk.place == ("trigger", None)
    assert talk.interview.aside is None
    assert kept(talk) == before

    assert kept(talk.says("we kregen vrij in juli"))[-1] == "we kregen vrij in juli"


def test_what_is_typed_instead_is_the_answer(talk: Talk) -> None:
    speaks(talk, "we moesten en dus ember").says(WORDS)

    assert kept(talk)[-1] == WORDS
    assert talk.place == ("goal", None)


def test_a_second_voice_message_takes_the_place_of_the_first(talk: Talk) -> None:
    speaks(speaks(talk, "we moesten en dus ember"), WORDS).presses("meant-yes")

    assert kept(talk)[-1] == WORDS
    assert "we moesten en dus ember" not in kept(talk)


def test_a_face_can_be_said_and_stopping_too(talk: Talk) -> None:
    talk.says("we kregen vrij", "iets boeken", "online geboekt", "klaar", "nee")
    assert talk.place[0] == "emotion"
    speaks(talk, "heel fijn").presses("meant-yes")
    assert next(one.value for one in talk.interview.log if one.step == "emotion") == 2

    speaks(talk, "ik wil stoppen").presses("meant-yes")
    assert talk.interview.aside is not None
    assert talk.interview.aside.kind == "stop"


def test_what_was_asked_beside_stands_open_again(talk: Talk) -> None:
    talk.says("zon")
    assert talk.interview.aside is not None
    assert talk.interview.aside.kind == "probe"
    speaks(talk, "we wilden graag naar de zon in de winter").presses("meant-yes")

    assert [one.verbatim for one in talk.interview.log if one.kind == "probe"] == [
        "we wilden graag naar de zon in de winter"
    ]
    assert talk.place == ("goal", None)


def test_a_life_in_danger_is_heard_before_anything_is_said_back(talk: Talk) -> None:
    assert "113" in speaks(talk, "ik wil niet meer leven").words
    assert "113" not in talk.says("verdergaan").words
    assert talk.place == ("trigger", None)


def test_what_carries_weight_is_met_once_it_counts(talk: Talk) -> None:
    speaks(talk, "mijn man is die week overleden")
    assert talk.said == []
    assert "need.grief" in talk.presses("meant-yes").said


def test_where_nothing_was_heard_they_are_asked_for_words(talk: Talk) -> None:
    talk.turn(Said("file", file=("unheard", "1")))

    assert talk.words.startswith("Je spraakbericht kon ik niet verstaan.")
    assert talk.place == ("trigger", None)
