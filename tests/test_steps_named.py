"""A step that is to be chosen, named in a sentence: taken, asked between two, or asked again with the steps by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from talking import Talk

from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Study
from reisleider.flows.scripts.script import load_script

STEPS = {
    "nl": (
        *("een mail gestuurd", "drie dagen gewacht", "een monteur kwam langs"),
        *("het onderdeel besteld", "nog een keer gebeld", "rekening betaald"),
    ),
    "en": (
        *("sent an email", "waited three days", "an engineer came round"),
        *("ordered the part", "called again", "paid the bill"),
    ),
}
TAKEN = {
    "nl": {
        "dat die monteur zomaar voor de deur stond vond ik wel bijzonder": "i3",
        "die met de monteur": "i3",
        "toen ik de rekening kreeg schrok ik me rot": "i6",
        "ik denk toch stap drie hoor": "i3",
        "het laatste, dat betalen": "i6",
        "die monteur die met zijn laarzen zo het tapijt op liep": "i3",
    },
    "en": {
        "that engineer just turning up on my doorstep was quite something": "i3",
        "the one with the engineer": "i3",
        "having to wait for so long": "i2",
        "i'd say step three": "i3",
        "the last one, paying": "i6",
    },
}
EITHER = {
    "nl": {"bij het mailen en bellen": ("i1", "i5"), "toen het onderdeel maar niet kwam": ("i3", "i4")},
    "en": {"when the part just never came": ("i3", "i4"), "the bill and the email, both": ("i1", "i6")},
}
ASKED = {
    "nl": ("de dag dat het weer werkte", "eerst die mail die ik niet beantwoord kreeg", "niet de monteur"),
    "en": ("the day it finally worked", "first that email nobody answered", "not the engineer"),
}
NONE = {"nl": ("het gesprek", "alles eigenlijk"), "en": ("the conversation", "all of it really")}


def at_a_step(study: Study, language: str, step: str = "remembered") -> Talk:
    talk = Talk(load_script("customer"), study, language=language)
    yes, skip, done, no = ("ja", "overslaan", "klaar", "nee") if language == "nl" else ("yes", "skip", "done", "no")
    talk.says(yes, skip, skip, skip, *STEPS[language], done, no)
    talk.interview = replace(talk.interview, state=step, item=None, aside=None)
    return talk


def chosen(talk: Talk) -> object:
    return read(talk.script, talk.interview).value("remembered")


def each(told: dict[str, dict[str, object]]) -> list[tuple[str, str, object]]:
    return [(language, words, meant) for language, every in told.items() for words, meant in every.items()]


@pytest.mark.parametrize(("language", "words", "item"), each(TAKEN))
def test_a_sentence_that_holds_words_of_one_step_alone_names_it(
    language: str, words: str, item: object, study: Study
) -> None:
    talk = at_a_step(study, language).says(words)

    assert chosen(talk) == item
    assert talk.place[0] != "remembered"


@pytest.mark.parametrize(("language", "words", "items"), each(EITHER))
def test_what_may_be_two_is_asked_between_the_two(language: str, words: str, items: object, study: Study) -> None:
    talk = at_a_step(study, language).says(words)

    assert talk.asked.key == "meant.either"
    assert tuple(talk.choices[:-1]) == items
    assert chosen(talk.presses(talk.choices[1])) == talk.interview.log[-1].value


@pytest.mark.parametrize("language", ["nl", "en"])
def test_neither_of_the_two_asks_the_question_again(language: str, study: Study) -> None:
    talk = at_a_step(study, language).says(next(iter(EITHER[language]))).presses("meant-other")

    assert talk.place == ("remembered", None)
    assert talk.interview.aside is None
    assert chosen(talk) is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_one_of_the_two_may_be_typed(language: str, study: Study) -> None:
    talk = at_a_step(study, language).says(next(iter(EITHER[language])))
    first = talk.choices[0]
    talk.says(STEPS[language][int(first[1:]) - 1])

    assert chosen(talk) == first


@pytest.mark.parametrize(("language", "words"), [(one, words) for one, every in ASKED.items() for words in every])
def test_what_is_likely_one_is_asked_and_not_taken(language: str, words: str, study: Study) -> None:
    talk = at_a_step(study, language).says(words)

    assert talk.place == ("remembered", None)
    assert chosen(talk) is None


@pytest.mark.parametrize(("language", "words"), [(one, words) for one, every in NONE.items() for words in every])
def test_what_is_none_of_them_is_asked_again_with_the_steps_by_name(language: str, words: str, study: Study) -> None:
    talk = at_a_step(study, language).says(words)

    assert talk.said == ["refused.step"]
    assert [choice.words for choice in talk.asked.choices][: len(STEPS[language])] == list(STEPS[language])
    assert chosen(talk) is None


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "nee hoor daar heb ik niks op aan te merken"), ("en", "no, the engineer did all that he could for me")],
)
def test_a_no_with_more_behind_it_is_no_step(language: str, words: str, study: Study) -> None:
    talk = at_a_step(study, language, "nearly-stopped").says(words)

    assert talk.place[0] != "what-then"
    assert read(talk.script, talk.interview).value("nearly-stopped") in (None, "none")
