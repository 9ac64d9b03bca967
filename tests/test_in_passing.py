"""What is said in passing: no answer and no step, answered as somebody who listens would, and a face never lost."""

from __future__ import annotations

import pytest
from talking import Talk

from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Study
from reisleider.flows.listening.care.passing import said_in_passing
from reisleider.flows.scripts.script import load_script

TO_TRIGGER = {"nl": ("ja", "2", "1"), "en": ("yes", "2", "1")}
TOLD = {"nl": "onze vrije dagen moesten door", "en": "we had to hand in our holidays"}
FACES = ("😡", "🙂", "🙁🙁", ":)", ":-(")


def at(place: str, language: str, study: Study) -> Talk:
    """Somebody who is asked how it began, or for the first step."""
    talk = Talk(load_script("customer"), study, language=language).says(*TO_TRIGGER[language])
    return talk if place == "trigger" else talk.says(TOLD[language])


@pytest.mark.parametrize(
    ("words", "passing"),
    [
        *(("tja, wie zal het zeggen", "unknown"), ("joost mag het weten", "unknown"), ("well, who knows", "unknown")),
        *(("ja wat denk je zelf", "asked"), ("what do you think?", "asked"), ("isn't it obvious?", "asked")),
        *(("pfff", "sigh"), ("ugh", "sigh"), ("even denken hoor", "thinking"), ("hmm let me think", "thinking")),
        *(("wat een gedoe die bot", "bot"), ("you're a chatty bot", "bot"), ("😡", "face"), ("🙂 🙂", "face")),
        *(("ik zocht een hotel", None), ("who knows the way asked at the desk", None), ("...", None), ("", None)),
        *(("let me think about the price first and then I bought it", None), ("praat ik met een computer?", None)),
        *(("de bot gaf geen antwoord", None), ("kijken", None), ("3", None)),
    ],
)
def test_only_a_whole_reply_is_said_in_passing(words: str, passing: str | None) -> None:
    assert said_in_passing(words) == passing


@pytest.mark.parametrize("place", ["trigger", "steps"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        *(("nl", "wat denk je zelf?"), ("nl", "waarom denk je?"), ("nl", "pfff"), ("nl", "wat een gedoe die bot")),
        *(("en", "what do you think?"), ("en", "why do you think?"), ("en", "ugh"), ("en", "stupid bot")),
    ],
)
def test_what_goes_without_saying_is_asked_again_otherwise(place: str, language: str, words: str, study: Study) -> None:
    talk = at(place, language, study)
    asked, log = talk.place, talk.interview.log

    assert talk.says(words).place == asked
    assert talk.interview.log == log
    assert talk.said[0].startswith("passing.")


@pytest.mark.parametrize(("language", "words"), [("nl", "tja, wie zal het zeggen"), ("en", "well, who knows")])
def test_who_says_that_nobody_knows_does_not_know(language: str, words: str, study: Study) -> None:
    assert at("trigger", language, study).says(words).place == ("steps", None)
    assert at("steps", language, study).says(words).said == ["passing.unknown"]
    assert read_steps(at("steps", language, study).says(words)) == []


def test_not_knowing_is_chosen_where_it_is_on_offer(study: Study) -> None:
    talk = Talk(load_script("customer"), study, language="en").says("yes", "who knows")

    assert [line.value for line in talk.interview.log] == ["yes", "forgot"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nobody_is_hurried_who_thinks_aloud(language: str, study: Study) -> None:
    talk = at("trigger", language, study)
    turn = talk.interview.turn
    talk.says({"nl": "even denken hoor", "en": "hmm let me think"}[language])

    assert talk.said == ["passing.thinking"]
    assert (talk.place, talk.interview.turn) == (("trigger", None), turn)
    assert talk.says(TOLD[language]).place == ("steps", None)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("place", ["trigger", "steps"])
def test_a_face_alone_is_kept_and_asked_about_once(place: str, face: str, study: Study) -> None:
    talk = at(place, "nl", study)
    asked = talk.place
    talk.says(face)

    assert (talk.place, talk.said) == (asked, ["passing.face"])
    assert (talk.interview.log[-1].kind, talk.interview.log[-1].verbatim) == ("remark", face)
    assert read_steps(talk) == []


@pytest.mark.parametrize("face", ["😡", "🙂"])
def test_a_face_said_again_is_the_answer(face: str, study: Study) -> None:
    talk = at("trigger", "nl", study).says(face, face)

    assert talk.interview.log[-1].value == face
    assert talk.place == ("steps", None)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        *(("nl", one) for one in ("super irritant", "mwah, beetje saai", "vervelend", "dat was echt niet fijn")),
        *(("en", one) for one in ("so annoying", "a bit dull", "that was really nice", "awful")),
    ],
)
def test_how_it_felt_is_no_step_and_is_asked_per_step(language: str, words: str, study: Study) -> None:
    talk = at("steps", language, study)
    talk.says({"nl": "naar de balie gegaan", "en": "went to the desk"}[language], words)

    assert (talk.place, talk.said) == (("steps", None), ["passing.feeling"])
    assert len(read_steps(talk)) == 1
    assert len(read_steps(talk.says(words))) == 2  # said again it is what happened


@pytest.mark.parametrize(
    "words", ["gewacht", "lang wachten", "iets geregeld", "slechte koffie", "opgehangen", "complained", "then waited"]
)
def test_what_was_done_is_a_step_however_it_felt(words: str, study: Study) -> None:
    assert len(read_steps(at("steps", "nl", study).says(words))) == 1


def test_a_sigh_is_a_feeling_where_a_feeling_is_asked_for(study: Study) -> None:
    talk = at("steps", "nl", study).says("gezocht", "klaar", "nee", "ik heb niets gekozen")
    assert talk.place[0] == "emotion"

    assert not [key for key in talk.says("pfff").said if key.startswith("passing.")]


def read_steps(talk: Talk) -> list[str]:
    return [item.words for item in read(talk.script, talk.interview).items]
