"""Words that fit no choice, where one of the choices is "something else": taken as that, kept, told back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from talking import Talk

from reisleider.flows.journey import Study, Team
from reisleider.flows.scripts.script import load_script

WHAT_FOR = {
    "nl": ("verhuizing", "🏠", "mijn wifi deed het niet", "abonnement opzeggen", "voor mn moeder", "kapot"),
    "en": ("moving house", "🏠", "my wifi was down", "just browsing", "for my mum", "broken"),
}
NO_WORDS_OF_THEIR_OWN = {
    "nl": (
        "kopen",
        "iets kiezen",
        "ja",
        "nee",
        "ok",
        "👍",
        "weet niet",
        "hm",
        "7",
        "...",
        "hoezo?",
        "niks",
        "beide",
        "misschien",
        "😡",
        "🤬🤬",
        "🙂",
        ":(",
        "🫠",
    ),
    "en": (
        "buying",
        "choosing something",
        "yes",
        "no",
        "ok",
        "👍",
        "don't know",
        "hm",
        "7",
        "...",
        "why?",
        "nothing",
        "both",
        "maybe",
        "😡",
        "😭 😭",
        "😄",
        ":'(",
        "🤔",
    ),
}
FOR_THE_BOT = {
    "nl": ("wie leest dit?", "hoi", "stop", "overslaan", "pauze", "ben je een robot?", "rot op", "terug"),
    "en": ("who reads this?", "hi", "stop", "skip", "pause", "are you a robot?", "get lost", "back"),
}


def talk_at(study: Study, step: str, script: str, language: str) -> Talk:
    talk = Talk(load_script(script), study, language=language)
    talk.says("ja" if language == "nl" else "yes")
    talk.interview = replace(talk.interview, state=step)
    return talk


def each(told: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(language, words) for language, every in told.items() for words in every]


@pytest.mark.parametrize(("language", "words"), each(WHAT_FOR))
def test_what_fits_no_choice_is_something_else_and_the_answer_to_what_it_was(
    language: str, words: str, study: Study
) -> None:
    talk = talk_at(study, "intent", "customer", language).says(words)

    assert [(line.step, line.value) for line in talk.interview.log[-2:]] == [("intent", "other"), ("goal", words)]
    assert f"“{words}”" in talk.words
    assert talk.interview.state == "trigger"
    while talk.interview.state == "trigger":
        talk.says("overslaan")
    assert talk.interview.state == "steps"


@pytest.mark.parametrize(("language", "words"), each(NO_WORDS_OF_THEIR_OWN))
def test_what_may_be_a_choice_or_tells_nothing_is_asked_again(language: str, words: str, study: Study) -> None:
    talk = talk_at(study, "intent", "customer", language)
    log = talk.interview.log
    talk.says(words)

    assert talk.interview.state == "intent"
    assert talk.interview.log == log


@pytest.mark.parametrize(("language", "words"), each(FOR_THE_BOT))
@pytest.mark.parametrize(("script", "step"), [("customer", "intent"), ("stakeholder", "team")])
def test_what_is_said_to_the_bot_is_no_answer(language: str, words: str, script: str, step: str, study: Study) -> None:
    talk = talk_at(study, step, script, language).says(words)

    assert [line for line in talk.interview.log if line.step == step and line.kind == "answer"] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_team_that_is_not_listed_is_another_team_by_its_name(language: str, study: Study) -> None:
    listed = replace(study, teams=(Team("desk", {"nl": "Helpdesk", "en": "Helpdesk"}),))
    talk = talk_at(listed, "team", "stakeholder", language).says("IT")

    assert [(line.step, line.value) for line in talk.interview.log[-2:]] == [("team", "other"), ("other-team", "IT")]
    assert talk.interview.state == "roles"
    assert "“IT”" in talk.words


def test_a_team_that_is_listed_is_that_team(study: Study) -> None:
    listed = replace(study, teams=(Team("desk", {"nl": "Helpdesk", "en": "Helpdesk"}),))
    talk = talk_at(listed, "team", "stakeholder", "nl").says("ik zit bij de helpdesk")

    assert talk.interview.log[-1].value == "desk"


def test_an_edited_message_changes_what_it_was(study: Study) -> None:
    talk = talk_at(study, "intent", "customer", "nl").says("verhuisng")
    talk.edits(int(str(talk.interview.log[-1].ref)[1:]), "verhuizing")

    assert talk.heard == "corrected"
    assert (talk.interview.log[-1].step, talk.interview.log[-1].value) == ("goal", "verhuizing")
