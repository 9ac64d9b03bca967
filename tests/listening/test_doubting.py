"""What is asked back: what was likely said to the bot, what may mean something else, and times that are none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from score import asked

from reisleider.flows.listening.acts import (
    Answer,
    Back,
    Finish,
    Heard,
    Language,
    NoneHere,
    Pause,
    QuestionToBot,
    RefuseToAnswer,
    Stop,
)
from reisleider.flows.listening.reader import read_reply


def _chosen(heard: Heard) -> str | None:
    return heard.act.choice if isinstance(heard.act, Answer) else None


@pytest.mark.parametrize(
    ("reply", "act"),
    [
        ("other language", QuestionToBot),
        ("dat van daarnet moet je vergeten, ik zeg het opnieuw", Back),
        ("mijn vrouw zegt dat ik hier niet aan mee moet doen dus ik stop", Stop),
    ],
)
@pytest.mark.parametrize("question", ["open question", "list"])
def test_what_was_likely_said_to_the_bot_is_no_answer(question: str, reply: str, act: type) -> None:
    heard = read_reply(reply, asked(question))

    assert (heard.sure, type(heard.act)) == (False, act)


@pytest.mark.parametrize("reply", ["ze namen de telefoon niet op", "the bill was wrong twice", "de bus kwam te laat"])
def test_what_is_told_is_an_answer(reply: str) -> None:
    heard = read_reply(reply, asked("open question"))

    assert heard == Heard(Answer(None, reply))


def test_a_wish_may_sound_like_what_the_bot_is_told() -> None:
    wish = asked("open question")
    heard = read_reply("Let me see the price first", type(wish)(wish.by, "wish"))

    assert heard == Heard(Answer(None, "Let me see the price first"))


@pytest.mark.parametrize("reply", ["waste of time", "glad it's over, never again"])
def test_what_may_say_how_it_was_ends_nothing(reply: str) -> None:
    assert not read_reply(reply, asked("faces")).sure


@pytest.mark.parametrize("question", ["faces", "when", "outcome", "expectation"])
@pytest.mark.parametrize("reply", ["moeilijk te zeggen", "hard to say"])
def test_hard_to_say_is_asked_back(question: str, reply: str) -> None:
    assert read_reply(reply, asked(question)) == Heard(None, False)


@pytest.mark.parametrize(
    "reply",
    [
        "ik heb toen twee uur gewacht aan de balie",
        "it took six weeks before they came",
        "ik ben al tien jaar klant",
        "going again in two weeks",
        "over twee weken ga ik weer",
        "mei of juni",
        "twee keer per maand",
    ],
)
def test_a_time_that_may_be_another_is_asked_back(reply: str) -> None:
    heard = read_reply(reply, asked("when"))

    assert not (heard.sure and _chosen(heard))


@pytest.mark.parametrize(
    ("reply", "choice"),
    [
        ("on friday", "month"),
        ("lang geleden", "older"),
        ("elke dag", "month"),
        ("negen maanden geleden", "year"),
        ("it may have been in august", "half-year"),
        ("first time was in spring but the last time was august", "half-year"),
        ("over two years", "older"),
    ],
)
def test_a_time_is_no_pause_and_no_greeting(reply: str, choice: str) -> None:
    heard = read_reply(reply, asked("when"))

    assert (heard.sure, _chosen(heard)) == (True, choice)


@pytest.mark.parametrize("reply", ["can we carry on next friday", "ik moet weg, vrijdag verder"])
def test_a_pause_at_a_time_is_a_pause(reply: str) -> None:
    assert isinstance(read_reply(reply, asked("when")).act, Pause)


@pytest.mark.parametrize(
    "reply",
    [
        "they said it was fixed",
        "ze zeiden dat het opgelost was",
        "ik dacht dat het gelukt was",
        "hopelijk wel",
        "ja en nee",
    ],
)
def test_an_end_that_is_only_said_or_hoped_is_asked_back(reply: str) -> None:
    assert not read_reply(reply, asked("outcome")).sure


@pytest.mark.parametrize("reply", ["the photos were nicer", "let down is a strong word", "de foto's waren mooier"])
def test_how_good_it_was_does_not_say_what_was_expected(reply: str) -> None:
    assert not read_reply(reply, asked("expectation")).sure


def test_not_wanting_to_go_into_it_is_no_stop() -> None:
    assert isinstance(read_reply("don't want to go into that", asked("open question")).act, RefuseToAnswer)


@pytest.mark.parametrize(
    "reply",
    [
        "de balie was geweldig maar die kerel was een zuurpruim",
        "super zwamsig",
        "koud en neutraal",
        "it felt calm which I hadn't felt before",
        "the smiling one not the big grin",
        "we kregen nooit een reactie dus daar kan ik niks over zeggen",
        "not great, not terrible. a bit more terrible than great",
        "💀",
    ],
)
def test_a_sign_that_may_be_the_other_is_asked_back(reply: str) -> None:
    heard = read_reply(reply, asked("faces"))

    assert not (heard.sure and _chosen(heard) in ("f1", "f2", "f3", "f4", "f5"))


@pytest.mark.parametrize(
    ("reply", "choice"),
    [
        ("niet zo heel erg prettig", "f2"),
        ("cannae complain", "f4"),
        ("niet verkeerd", "f4"),
        ("daar word ik niet blij van", "f2"),
        ("geweldig, vriendelijke mensen", "f5"),
    ],
)
def test_a_sign_that_is_plain_stays_plain(reply: str, choice: str) -> None:
    assert read_reply(reply, asked("faces")) == Heard(Answer(choice))


@pytest.mark.parametrize(
    "reply",
    [
        "als mijn naam er maar niet bij staat",
        "zolang het anoniem blijft",
        "as long as my name isn't on it",
        "provided it stays anonymous, yes",
    ],
)
@pytest.mark.parametrize("question", ["consent", "quotes"])
def test_a_condition_that_the_question_promised_is_a_yes(question: str, reply: str) -> None:
    heard = read_reply(reply, asked(question))

    assert (heard.sure, _chosen(heard)) == (True, "yes")


@pytest.mark.parametrize("reply", ["als mijn naam er maar niet bij staat", "as long as my name isn't on it"])
def test_where_no_name_was_promised_away_the_condition_is_asked_back(reply: str) -> None:
    assert not read_reply(reply, replace(asked("quotes"), saves="recontact")).sure


@pytest.mark.parametrize(
    ("reply", "choice"),
    [
        ("ze herkennen me meteen, dus nee", "no"),
        ("there are only three of us, so no", "no"),
        ("please do, let them read it", "yes"),
        ("geen probleem, ik sta erachter", "yes"),
    ],
)
def test_a_reason_leaves_a_yes_and_a_no_what_they_are(reply: str, choice: str) -> None:
    heard = read_reply(reply, asked("quotes"))

    assert (heard.sure, _chosen(heard)) == (True, choice)


@pytest.mark.parametrize("reply", ["als jullie betalen, dan ja", "yes, if I get money", "great, another one"])
def test_a_yes_with_a_condition_of_their_own_is_asked_back(reply: str) -> None:
    assert not read_reply(reply, asked("quotes")).sure


@pytest.mark.parametrize("reply", ["betalen. dan wachten"])
def test_waiting_that_came_after_is_a_step(reply: str) -> None:
    assert read_reply(reply, asked("list")) == Heard(Answer(None, reply))


@pytest.mark.parametrize("sigh", ["pfff, viel tegen", "wat een gedoe", "ik was boos", "what a hassle", "I was fuming"])
def test_a_sigh_is_no_step(sigh: str) -> None:
    heard = read_reply(sigh, asked("list"))

    assert not (heard.sure and isinstance(heard.act, Answer))


@pytest.mark.parametrize("step", ["kinderclub", "zoeken op internet", "toen de dokter gebeld", "paid at the till"])
def test_a_step_is_a_step(step: str) -> None:
    assert read_reply(step, asked("list")) == Heard(Answer(None, step))


@pytest.mark.parametrize(
    "step",
    [
        "en daarna een heel eind gefietst",
        "en toen een heel eind gelopen",
        "and after that signed",
        "einde contract afgewacht",
    ],
)
def test_what_was_done_is_a_step_whatever_else_it_sounds_like(step: str) -> None:
    assert read_reply(step, asked("list")) == Heard(Answer(None, step))


@pytest.mark.parametrize("reply", ["heard nothing more from the fitter", "heard nothing more from them at all"])
def test_what_begins_with_something_done_ends_no_list_unasked(reply: str) -> None:
    assert not read_reply(reply, asked("list")).sure


@pytest.mark.parametrize("reply", ["that's all she wrote", "meer heb ik niet gedaan", "then it was finished"])
def test_an_end_that_tells_something_done_is_an_end(reply: str) -> None:
    assert read_reply(reply, asked("list")) == Heard(Finish())


@pytest.mark.parametrize(
    ("question", "reply"),
    [("consent", "hallo daar"), ("quotes", "mooi verhaal"), ("faces", "onze kat heet Truus")],
)
def test_nothing_guarded_is_taken_that_words_and_grammar_did_not_hear(question: str, reply: str) -> None:
    heard = read_reply(reply, asked(question))

    assert not (heard.sure and _chosen(heard))


@pytest.mark.parametrize("reply", ["nakkes", "njente"])
def test_one_strange_word_where_there_may_be_nothing_is_asked_back_as_nothing(reply: str) -> None:
    assert read_reply(reply, asked("open-question-none")) == Heard(NoneHere(), False)


@pytest.mark.parametrize("reply", ["can I answer in Dutch as well?", "I can't follow you, my english is not so good"])
def test_a_language_that_is_named_beside_something_else_is_not_gone_over_to_unasked(reply: str) -> None:
    heard = read_reply(reply, asked("open question"))

    assert not (heard.sure and isinstance(heard.act, Language))


def test_who_was_not_there_is_not_taken_to_have_forgotten() -> None:
    heard = read_reply("my husband dealt with that bit, I wasn't there", asked("faces"))

    assert heard == Heard(Answer("not-applicable"))
