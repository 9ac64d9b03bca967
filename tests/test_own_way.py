"""Choices answered in one's own way: what it was is taken and told back, and not asked for once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from talking import Talk

from reisleider.flows.journey import Study
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import load_script


def heard(script: str, step: str, words: str) -> Outcome:
    """What a reply means to that question."""
    asked = load_script(script).step(step)
    return type_of(asked.kind).parse(asked, Offer(today=date(2026, 11, 23)), Said("text", text=words))


@pytest.mark.parametrize(
    "words",
    [
        *("kies die al een tijdje zeurde laten nakijken", "me roze pasje halen", "prentenboek lenen, doe ik elke week"),
        *("to get my licence obviously never had one", "we needed movers, nooit eerder gedaan", "bill was wrong"),
    ],
)
def test_what_somebody_came_for_is_taken_in_their_words(words: str) -> None:
    assert heard("customer", "intent", words) == Taken("other", heard("customer", "intent", words).choice, own=words)


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        *(
            ("gewoon met de telefoon aan mijn oor", "phone"),
            ("gebeld dus", "phone"),
            ("in het echt natuurlijk", "site"),
        ),
        *(("gewoon daar", "site"), ("dat was op hun website", "website"), ("in dave's car", "elsewhere")),
        *(("bloke at the gate", "elsewhere"), ("by phone of course", "phone")),
    ],
)
def test_where_it_was_is_taken_as_it_was_said(words: str, channel: str) -> None:
    taken = heard("customer", "channel", words)

    assert isinstance(taken, Taken)
    assert (taken.value, taken.own) == (channel, words if channel == "elsewhere" else None)


@pytest.mark.parametrize(
    ("step", "words", "value"),
    [
        *(("basis", "ik hoor ze schreeuwen", "customers"), ("basis", "uit ons dashboard", "figures")),
        *(("basis", "they tell me", "customers"), ("basis", "I see them every day", "impression")),
        *(("certainty", "zo zeker als wat", "high"), ("certainty", "pretty sure, I see their faces", "high")),
        *(
            ("certainty", "not very sure", "low"),
            ("certainty", "niet zo zeker", "low"),
            ("certainty", "best wel", "medium"),
        ),
        *(("effort", "2, it's just a login", 2), ("impact", "5, easily", 5)),
    ],
)
def test_what_a_colleague_says_in_their_words_is_understood(step: str, words: str, value: object) -> None:
    taken = heard("stakeholder", step, words)

    assert isinstance(taken, Taken)
    assert taken.value == value


@pytest.mark.parametrize(
    ("step", "words"),
    [
        *(("channel", "how do you mean?"), ("channel", "wie leest dit eigenlijk?"), ("channel", "ik wil nu stoppen")),
        *(("channel", "pff moeilijk"), ("channel", "pfff"), ("intent", "let me think"), ("intent", "ja")),
        *(("intent", "wat denk je zelf"), ("intent", "😡"), ("intent", "alles")),
    ],
)
def test_what_says_no_such_thing_is_not_taken(step: str, words: str) -> None:
    assert isinstance(heard("customer", step, words), Refused)


@pytest.mark.parametrize("words", ["2 of 3", "niet 5", "3 keer gebeld", "tricky, building work"])
def test_a_number_is_only_taken_where_it_stands_for_itself(words: str) -> None:
    assert not isinstance(heard("stakeholder", "impact", words), Taken)


def test_own_words_are_kept_and_told_back(study: Study) -> None:
    talk = Talk(load_script("customer"), study, language="en").says("yes", "2", "bill was wrong")

    assert talk.words.startswith("Something else: “bill was wrong”. ")
    assert [line.verbatim for line in talk.interview.log if line.value == "bill was wrong"] == ["bill was wrong"]


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "wat bedoel je precies?"), ("en", "how do you mean?"), ("en", "what do you mean")]
)
def test_who_does_not_see_what_is_meant_is_helped_shortly(language: str, words: str, study: Study) -> None:
    yes = {"nl": "ja", "en": "yes"}[language]
    talk = Talk(load_script("customer"), study, language=language).says(yes, "2", words)

    assert talk.said == ["asked.meaning-of-choice"]
    assert talk.place == ("intent", None)


@pytest.mark.parametrize("no", ["neither", "no", "not that", "geen van beide", "nee"])
def test_a_no_to_what_was_meant_never_declines(no: str, study: Study) -> None:
    talk = Talk(load_script("customer"), study, language="en").says("if I must")
    assert talk.interview.aside is not None

    talk.says(no)
    assert not talk.interview.ended
    assert [line.value for line in talk.interview.log] == []


@pytest.mark.parametrize("words", ["how much will it be", "hoe lang duurt dat?", "what happens with my data"])
def test_a_question_that_was_asked_for_is_the_answer(words: str, study: Study) -> None:
    talk = Talk(load_script("stakeholder"), study, language="en")
    talk.interview = replace(talk.interview, state="question")

    talk.says(words)
    assert [line.value for line in talk.interview.log if line.step == "question"] == [words]
