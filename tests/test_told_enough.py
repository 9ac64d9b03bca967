"""Who has told what they know: a list with steps in it is left by any word for it, and nobody is asked for ever."""

from __future__ import annotations

import pytest
from talking import Talk

from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Study
from reisleider.flows.scripts.script import load_script

LEAVING = {
    "nl": ("overslaan", "weet ik niet meer", "geen idee", "klaar"),
    "en": ("skip", "don't know", "no idea", "finish", "finished"),
}


def telling(study: Study, language: str, *steps: str) -> Talk:
    talk = Talk(load_script("customer"), study, language=language)
    yes, skip = ("ja", "overslaan") if language == "nl" else ("yes", "skip")
    return talk.says(yes, skip, skip, skip, *steps)


@pytest.mark.parametrize(("language", "words"), [(one, words) for one, every in LEAVING.items() for words in every])
def test_a_list_with_steps_is_left_by_whoever_knows_no_more(language: str, words: str, study: Study) -> None:
    talk = telling(study, language, "gebeld" if language == "nl" else "called", words)

    assert talk.place[0] == "complete"
    assert len(read(talk.script, talk.interview).items) == 1


@pytest.mark.parametrize(("language", "words"), [("nl", "overslaan"), ("en", "skip")])
def test_a_list_without_steps_is_not(language: str, words: str, study: Study) -> None:
    talk = telling(study, language, words)

    assert talk.place[0] == "steps"
    assert talk.said == ["refused.required"]


@pytest.mark.parametrize(("language", "hello"), [("nl", "hoi"), ("en", "hello")])
def test_the_first_question_greets_once(language: str, hello: str, study: Study) -> None:
    talk = Talk(load_script("customer"), study, language=language).says(hello)

    assert talk.said == []
    assert talk.says("ja" if language == "nl" else "yes", hello).said == ["greeting"]


@pytest.mark.parametrize(
    ("language", "step", "face", "told", "reacts"),
    [
        ("en", "got the voucher", "😄", "he cried, never seen him cry", False),
        ("en", "got the voucher", "😞", "i cried for days", True),
        ("nl", "de bon gekregen", "😄", "hij moest zo huilen, nog nooit gezien", False),
        ("nl", "de bon gekregen", "😞", "ik heb er dagen om gehuild", True),
    ],
)
def test_tears_at_what_was_good_are_no_loss(
    language: str, step: str, face: str, told: str, reacts: bool, study: Study
) -> None:
    done, no = ("klaar", "nee") if language == "nl" else ("done", "no")
    talk = telling(study, language, step, done, no)
    for _ in range(20):
        if talk.place[0].startswith("why"):
            break
        talk.says(face if talk.place[0] == "emotion" else "overslaan" if language == "nl" else "skip")
    talk.says(told)

    assert any(key.startswith("reaction.") for key in talk.said) is reacts
