"""How replies are read: the shares that go right, and what may never be guessed."""

from __future__ import annotations

from collections import Counter

import pytest
from denials import WORDS, is_listed
from hypothesis import given, settings
from hypothesis import strategies as st
from score import HERE, asked, score

from reisleider.flows.listening.acts import Answer, Asked, Heard
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.listening.typed.phrases import kinds

REACHED = {
    "handed.tsv": (96.5, 0),
    "blind_nl.tsv": (95.5, 0.8),
    "blind_en.tsv": (95.5, 0.3),
    "fresh_nl.tsv": (92, 1.2),
    "fresh_en.tsv": (91.5, 0.5),
    "third_nl.tsv": (93, 0),
    "third_en.tsv": (91, 0.5),
    "fourth_nl.tsv": (85, 1),
    "fourth_en.tsv": (88, 0.6),
}
"""At least so many percent right, and at most so many wrong: what has been reached is held."""
NO_CONSENT_WRONG = tuple(REACHED)
"""Where no consent is taken that was not given."""
GUARDED = ("consent", "quotes")


def _agreed(heard: Heard) -> bool:
    return heard.sure and isinstance(heard.act, Answer) and heard.act.choice == "yes"


@pytest.mark.parametrize("file", REACHED)
def test_the_shares_that_were_reached_are_held(file: str) -> None:
    counts = sum(score(HERE / file).values(), Counter())
    total = counts["right"] + counts["asked back"] + counts["wrong"]
    right, wrong = REACHED[file]

    assert 100 * counts["right"] / total >= right
    assert 100 * counts["wrong"] / total <= wrong


@pytest.mark.parametrize("file", NO_CONSENT_WRONG)
def test_no_consent_is_taken_that_was_not_given(file: str) -> None:
    told = score(HERE / file)

    assert sum(counts["against the law"] for (_, question), counts in told.items() if question in GUARDED) == 0


@pytest.mark.parametrize("question", GUARDED)
@settings(max_examples=400, deadline=None)
@given(
    before=st.lists(st.sampled_from(WORDS), max_size=4),
    denial=st.sampled_from(sorted(kinds("negations"))),
    behind=st.lists(st.sampled_from(WORDS), max_size=4),
)
def test_no_reply_that_denies_gives_consent(question: str, before: list[str], denial: str, behind: list[str]) -> None:
    reply = " ".join((*before, denial, *behind))

    if _agreed(read_reply(reply, asked(question))):
        assert is_listed(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "zeker niet",
        "mag niet",
        "graag niet",
        "ja maar niet letterlijk",
        "goed, maar niet letterlijk",
        "right now? no",
        "right, no thanks",
        "fine but no",
        "sure, but not word for word",
        "absolutely not",
        "misschien",
        "nee",
    ],
)
@pytest.mark.parametrize("question", GUARDED)
def test_these_are_no_consent(question: str, reply: str) -> None:
    assert not _agreed(read_reply(reply, asked(question)))


@pytest.mark.parametrize("reply", ["geen probleem", "no problem", "why not", "i don't mind", "waarom niet"])
def test_these_deny_and_agree(reply: str) -> None:
    assert _agreed(read_reply(reply, asked("consent")))


@pytest.mark.parametrize(
    ("reply", "face"),
    [
        ("super irritant", -2),
        ("goed klote", -2),
        ("slecht was het niet", 1),
        ("leuk is anders", -1),
        ("not bad", 1),
        ("allesbehalve prettig", -1),
        ("anything but nice", -1),
        ("👍🏽", 1),
        (":+1:", 1),
        ("8/10", 1),
        ("3 sterren", 0),
        ("nog nooit zo slecht geholpen", -2),
        ("nog nooit zo goed geholpen", 2),
        ("best wel aardig", 1),
        ("niet fijn, niet vervelend", 0),
        ("nobody listened", -1),
        ("a chair would've been nice", -1),
        ("I was scared but she held my hand", 1),
        ("niet slecht, een 6", 0),
        ("6,5", 1),
        ("dissapointed", -1),
    ],
)
def test_a_face_is_read_with_its_sign(reply: str, face: int) -> None:
    heard = read_reply(reply, asked("faces"))
    chosen = next(choice for choice in asked("faces").choices if choice.id == heard.act.choice)  # type: ignore[union-attr]  # an answer

    assert (heard.sure, chosen.face) == (True, face)


@pytest.mark.parametrize(
    "reply",
    [
        "great, another queue",
        "geweldig!! NOT",
        "top, niet dus",
        "fijn, weer een wachtrij",
        "nice try but no",
        "just brilliant",
        "traag maar vriendelijk",
        "blij dat het over was",
        "glad it was over",
        "4",
        "7",
        "-1",
    ],
)
def test_a_doubtful_face_is_asked_back(reply: str) -> None:
    heard = read_reply(reply, asked("faces"))

    assert heard.act is None or not heard.sure


def test_a_hidden_option_has_no_number() -> None:
    faces = asked("faces")
    shown = Asked(faces.by, faces.saves, faces.choices, faces.hidden, numbers=True)

    assert read_reply("2", shown).act == Answer("f2")
    assert read_reply("7", shown).act is None


@pytest.mark.parametrize(
    ("question", "reply", "choice"),
    [
        ("outcome", "nog steeds niet opgelost", "ongoing"),
        ("outcome", "de verwarming doet het maar de kraan lekt nog", "partly"),
        ("outcome", "heb de handdoek in de ring gegooid", "gave-up"),
        ("outcome", "eerst niet maar later wel", "done"),
        ("outcome", "they couldn't help me", "failed"),
        ("outcome", "got there in the end", "done"),
        ("expectation", "niet beter en niet slechter", "same"),
        ("expectation", "had erger verwacht", "better"),
        ("expectation", "I expected a queue but there was none", "better"),
        ("expectation", "I didn't think it would take so long", "worse"),
        ("expectation", "wist niet wat ik moest verwachten", "none"),
        ("when", "driekwart jaar geleden", "year"),
        ("when", "3/11", "month"),
        ("when", "2026-05-20", "year"),
        ("when", "bijna een jaar geleden", "year"),
        ("when", "vier a vijf maanden", "half-year"),
        ("when", "last summer but one", "older"),
    ],
)
def test_an_end_an_expectation_and_a_time_are_read(question: str, reply: str, choice: str) -> None:
    assert read_reply(reply, asked(question)) == Heard(Answer(choice))


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("outcome", "don't remember how it ended"),
        ("outcome", "hangt ervan af wat je gelukt noemt"),
        ("expectation", "deels beter deels slechter"),
        ("when", "op een dinsdag"),
        ("when", "toen mijn dochter geboren werd"),
    ],
)
def test_what_does_not_say_is_asked_back(question: str, reply: str) -> None:
    heard = read_reply(reply, asked(question))

    assert not (heard.sure and isinstance(heard.act, Answer))


@pytest.mark.parametrize("reply", ["net na de verbouwing", "just before the wedding", "just after my birthday"])
def test_just_before_or_after_something_says_nothing_of_how_long_ago(reply: str) -> None:
    assert read_reply(reply, asked("when")).act is None


@pytest.mark.parametrize(("reply", "choice"), [("net gebeurd", "month"), ("just before christmas", "year")])
def test_just_now_and_just_before_a_day_that_is_known_are_when(reply: str, choice: str) -> None:
    assert read_reply(reply, asked("when")) == Heard(Answer(choice))
