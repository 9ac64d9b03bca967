"""What people say to the bot, in the midst of an interview: heard in every state, and never kept as an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from talking import NOW, Talk

from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask, Say
from reisleider.flows.listening.acts import Answer, Asked, Back, Pause, QuestionToBot, RefuseToAnswer
from reisleider.flows.listening.agreement import agrees
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import load_script

AT_TRIGGER = ("ja", "drie maanden geleden", "opnieuw kiezen of kopen")
AT_LIST = (*AT_TRIGGER, "we hadden in december vrije dagen over en wilden graag weg")
AT_DECIDED = (*AT_LIST, "gezocht", "geboekt", "klaar", "nee", "geboekt")  # the last: which label that is
AT_FACES = (*AT_DECIDED, "geboekt", "het zwembad was groot genoeg voor ons allemaal")
QUESTIONS = [
    ("wie leest dit?", "who"),
    ("waarom wil je dat weten?", "why"),
    ("hoe lang duurt dit nog?", "how-long"),
    ("ben je een robot?", "robot"),
    ("komt mijn naam erin?", "name"),
    ("kan ik mijn antwoorden wissen?", "delete"),
    ("wat gebeurt er met mijn antwoorden?", "what-happens"),
    ("wat krijg ik ervoor?", "reward"),
    ("are you a robot?", "robot"),
    ("how much longer?", "how-long"),
    ("who will read this?", "who"),
]


@pytest.fixture(name="talk")
def _talk() -> Talk:
    return Talk(load_script("customer"), load_demo_study())


@pytest.mark.parametrize("before", [(), AT_TRIGGER, AT_LIST, AT_FACES], ids=["consent", "words", "list", "faces"])
@pytest.mark.parametrize(("question", "topic"), QUESTIONS)
def test_what_people_ask_is_answered_and_the_question_put_again(
    talk: Talk, before: tuple[str, ...], question: str, topic: str
) -> None:
    talk.says(*before)
    asked, log = talk.asked.step, talk.interview.log

    talk.says(question)

    assert talk.said == [f"asked.{topic}"]
    assert (talk.asked.step, talk.interview.log) == (asked, log)


@pytest.mark.parametrize(
    "before", [AT_TRIGGER, AT_LIST, AT_DECIDED, AT_FACES], ids=["words", "list", "which-step", "faces"]
)
@pytest.mark.parametrize("said", ["ik wil niet meer", "hou maar op", "laat me met rust", "please stop", "unsubscribe"])
def test_who_wants_to_stop_is_heard(talk: Talk, before: tuple[str, ...], said: str) -> None:
    talk.says(*before, said)

    assert talk.interview.aside is not None
    assert talk.interview.aside.kind == "stop"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("moet de kinderen halen, dadelijk verder", "paused"),
        ("ik ben hier te oud voor, ik pauzeer even", "paused"),
        ("could we do this another time", "paused"),
    ],
)
def test_who_is_busy_is_left_in_peace(talk: Talk, said: str, key: str) -> None:
    talk.says(*AT_TRIGGER, said)

    assert key in talk.said


@pytest.mark.parametrize(
    "told",
    [
        "gestopt met het abonnement",
        "terug naar de winkel",
        "asked how long it would take",
        "the bus stopped a mile from the clinic",
        "ze zeiden morgen, het werd volgende week",
        "niks werkte",
        "een mens aan de telefoon",
    ],
)
@pytest.mark.parametrize("before", [AT_TRIGGER, AT_LIST], ids=["words", "list"])
def test_what_is_told_with_the_same_words_is_kept(talk: Talk, before: tuple[str, ...], told: str) -> None:
    talk.says(*before, told)

    assert talk.interview.log[-1].verbatim == told


def test_what_may_be_a_question_is_asked_back_and_kept_when_it_was_none(talk: Talk) -> None:
    talk.says(*AT_TRIGGER, "what time does the desk open")
    assert talk.asked.key == "meant.question"

    talk.says("Nee, dit is mijn antwoord")
    assert (talk.interview.log[-1].step, talk.interview.log[-1].value) == ("trigger", "what time does the desk open")


def test_what_was_a_question_goes_to_the_contact(talk: Talk) -> None:
    talk.says(*AT_TRIGGER, "what time does the desk open", "ja")

    assert (talk.said, talk.asked.step) == (["question"], "trigger")


def test_what_may_be_a_stop_is_asked_back(talk: Talk) -> None:
    talk.says(*AT_TRIGGER, "rot op")
    assert talk.asked.key == "meant.stop"

    assert talk.says("ja").asked.key == "stop.ask"


def test_what_was_no_stop_is_the_answer_it_was(talk: Talk) -> None:
    talk.says(*AT_TRIGGER, "rot op", "Nee, dit is mijn antwoord")

    assert (talk.interview.log[-1].step, talk.interview.log[-1].value) == ("trigger", "rot op")


def test_a_doubtful_face_is_asked_back_and_counts_when_it_is_right(talk: Talk) -> None:
    talk.says(*AT_FACES, "great, another queue")
    assert talk.interview.log[-1].step != "emotion"

    talk.says("vervelend")
    assert (talk.interview.log[-1].step, talk.interview.log[-1].value) == ("emotion", -1)


@pytest.mark.parametrize("reply", ["nee hoor", "weet niet", "geen idee"])
def test_nothing_to_tell_is_no_story(talk: Talk, reply: str) -> None:
    talk.says(*AT_TRIGGER, reply)

    assert talk.interview.log[-1].kind == "skipped"


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ("nee gezegd tegen de verkoper", "nee gezegd tegen de verkoper"),
        ("stopcontact laten plaatsen", "stopcontact laten plaatsen"),
        ("later gebeld", "gebeld"),
    ],
)
def test_what_was_done_is_a_step(talk: Talk, told: str, step: str) -> None:
    talk.says(*AT_LIST, told)

    assert (talk.interview.log[-1].step, talk.interview.log[-1].value) == ("steps", step)


@pytest.mark.parametrize(("reply", "said"), [("ja", []), ("nee", ["paused"]), ("hoi", ["greeting"])])
def test_after_a_day_of_silence_a_yes_goes_on_and_a_no_pauses(talk: Talk, reply: str, said: list[str]) -> None:
    talk.says(*AT_LIST)
    later, effects = engine.turn(talk.script, talk.interview, Said("text", reply), NOW + timedelta(days=1, hours=2))

    assert [one.key for one in effects if isinstance(one, Say)] == said
    assert later.log == talk.interview.log
    assert reply == "nee" or any(isinstance(one, Ask) and one.step == "steps" for one in effects)


@pytest.mark.parametrize(
    "told",
    [
        "our own weekend service for kitchens that have to run",
        "een cursus die later verder gaat",
        "Home, Station, On the way, Event, Back",
        "school, werk, sport, terug",
    ],
)
def test_what_a_thing_does_and_how_it_is_called_is_no_word_to_the_bot(talk: Talk, told: str) -> None:
    talk.says(*AT_TRIGGER, told)
    if talk.interview.aside is not None:  # asked back at most, and never done
        talk.presses("meant-answer")

    answered = next(one for one in talk.interview.log if one.step == "trigger")
    assert answered.verbatim == told


@pytest.mark.parametrize("said", ["nee, laat maar, terug", "stop, stop, stop", "ik denk dat ik moet gaan"])
def test_who_says_it_more_than_once_is_still_heard(talk: Talk, said: str) -> None:
    talk.says(*AT_TRIGGER, said)

    assert not [one for one in talk.interview.log if one.verbatim == said]


@pytest.mark.parametrize("asks", ["kan ik iemand spreken?", "who reads my answers?"])
def test_what_customers_ask_a_colleague_is_asked_back_before_it_is_answered(asks: str) -> None:
    asked = Asked("words", saves="question")

    heard = read_reply(asks, asked)

    assert isinstance(heard.act, QuestionToBot)
    assert not heard.sure


def test_a_question_that_was_asked_for_is_no_wish_to_go(talk: Talk) -> None:
    asked = Asked("words", saves="need", choices=talk.asked.choices)

    assert isinstance(read_reply("Whom do I call on Saturday?", asked).act, Answer)
    assert isinstance(read_reply("kan ik later verder?", asked).act, Pause)


@pytest.mark.parametrize(
    "told",
    ["Dat onze adviseurs verstand hebben van koken.", "That we think along on the phone.", "that nobody calls back"],
)
def test_a_clause_that_says_what_is_told(told: str) -> None:
    assert isinstance(read_reply(told, Asked("words", saves="compliment")).act, Answer)


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("that last answer wasn't right", Back),
        ("dat gaat je niks aan", RefuseToAnswer),
        ("that is none of your business", RefuseToAnswer),
    ],
)
def test_what_only_begins_like_such_a_clause_is_heard(said: str, act: type) -> None:
    assert isinstance(read_reply(said, Asked("words", saves="need")).act, act)


def test_what_somebody_wishes_for_is_asked_of_nobody() -> None:
    for told in ("zeg hoe lang het nog duurt", "say how long it still takes"):
        assert isinstance(read_reply(told, Asked("words", saves="wish")).act, Answer)


def test_there_is_no_no_in_what_there_is_none_of() -> None:
    assert agrees(read("it's no secret")).yes is None
    assert agrees(read("geen probleem voor mij")).yes is not False
    assert agrees(read("no thanks")).yes is False
    assert agrees(read("geen zin in")).yes is False
