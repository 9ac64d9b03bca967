"""A message taken away in the chat, or changed there: what it told goes, or is what it says now; the log only grows."""

from __future__ import annotations

import pytest
from talking import Talk

from reisleider.flows.dialogue.story.story import Story, read
from reisleider.flows.journey import Study
from reisleider.flows.messages import WITHDRAWN, Said
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.fold import fold

WHY = "De prijs was goed en er was plek voor ons allemaal bij de hotels"
DIGEST = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
BEGAN = ("ja", "2", "1")
PARTS = (("m4", "we wilden er even uit"), ("m5", "met de kinderen"), ("m6", "en de buren raadden het aan"))


@pytest.fixture(name="talk")
def _talk(study: Study) -> Talk:
    return Talk(load_script("customer"), study)


def takes_away(talk: Talk, number: int | str) -> Talk:
    before = talk.interview.log
    ref = f"m{number}" if isinstance(number, int) else number
    talk.turn(Said("edit", ref=ref, file=WITHDRAWN))
    assert talk.interview.log[: len(before)] == before  # nothing that was said is changed
    return talk


def story(talk: Talk) -> Story:
    return read(talk.script, talk.interview)


def steps(talk: Talk) -> list[str]:
    return [item.words for item in story(talk).items]


def in_parts(talk: Talk) -> Talk:
    talk.says(*BEGAN)
    words = "\n".join(text for _, text in PARTS)
    return talk.turn(Said("text", text=words, ref="m4", parts=PARTS))


def test_what_was_just_told_is_asked_again(talk: Talk) -> None:
    talk.says("ja", "2")
    assert talk.place[0] != "last-time"
    takes_away(talk, 2)

    assert talk.place == ("last-time", None)
    assert talk.said == ["retracted.again"]
    assert story(talk).value("last-time") is None
    assert talk.says("1").interview.log[-1].step == "last-time"


def test_consent_taken_away_at_once_is_asked_again(talk: Talk) -> None:
    takes_away(talk.says("ja"), 1)

    assert talk.place == ("consent", None)
    assert story(talk).value("consent") is None


def test_what_nothing_goes_on_without_stays_and_they_learn_how_to_stop(talk: Talk) -> None:
    place = talk.says(*BEGAN).place
    takes_away(talk, 1)

    assert talk.said == ["retracted.needed"]
    assert "stop" in talk.words
    assert story(talk).value("consent") == "yes"
    assert talk.place == place


def test_an_earlier_answer_is_left_open_on_purpose(talk: Talk) -> None:
    place = talk.says(*BEGAN, "we wilden er even uit").place
    takes_away(talk, 2)

    assert talk.said == ["retracted"]
    assert talk.place == place
    assert story(talk).value("last-time") is None
    assert story(talk).answered(talk.script.step("last-time"), None)


def test_steps_taken_away_are_no_steps_any_more(talk: Talk) -> None:
    talk.says(*BEGAN, WHY, "zoeken op internet", "online geboekt", "kinderclub")
    takes_away(talk, 6)

    assert steps(talk) == ["zoeken op internet", "kinderclub"]
    assert talk.said == ["retracted.steps"]
    assert "online geboekt" in talk.words
    assert talk.place == ("steps", None)


def test_all_steps_of_one_message_go_with_it_and_are_asked_about_no_more(talk: Talk) -> None:
    talk.says(*BEGAN, WHY, "zoeken op internet", "eerst online geboekt, daarna de reis, toen weer naar huis")
    assert talk.interview.aside is not None
    assert len(steps(talk)) > 2
    takes_away(talk, 6)

    assert steps(talk) == ["zoeken op internet"]
    assert talk.interview.aside is None


def test_a_step_that_came_behind_another_stays_where_it_was(talk: Talk) -> None:
    talk.says(*BEGAN, WHY, "zoeken", "online geboekt", "aan zee gezeten en daarna naar huis")
    talk.presses("adjust") if talk.interview.aside is not None else None
    before = steps(talk)
    takes_away(talk, 5)

    assert steps(talk) == before[1:]


def test_a_new_name_taken_away_gives_the_name_before_back(talk: Talk) -> None:
    talk.says(*BEGAN, WHY, "zoeken op internet", "online gebokt", "aanpassen", "2", "1")
    talk.says("online geboekt")
    assert steps(talk) == ["zoeken op internet", "online geboekt"]
    takes_away(talk, 10)

    assert steps(talk) == ["zoeken op internet", "online gebokt"]


def test_a_list_that_needs_a_step_and_has_none_left_is_asked_again(talk: Talk) -> None:
    talk.says(*BEGAN, WHY, "online geboekt", "klaar", "nee")
    assert talk.place[0] != "steps"
    takes_away(talk, 5)

    assert talk.place == ("steps", None)
    assert steps(talk) == []
    assert talk.says("zelf gebeld").place == ("steps", None)


def test_what_was_added_to_an_answer_goes_alone(talk: Talk) -> None:
    talk.says(*BEGAN, "we wilden er even uit")
    for number, more in enumerate(("met de kinderen", "en de hond"), 20):
        talk.turn(Said("more", text=more, ref=f"m{number}"))
    step = talk.script.step("trigger")
    takes_away(talk, 20)

    assert story(talk).words(step) == "we wilden er even uit, en de hond"


def test_a_picture_taken_away_is_no_picture_of_the_answer(talk: Talk) -> None:
    talk.says(*BEGAN)
    talk.turn(Said("file", text=WHY, file=("photo", DIGEST), kept=True, ref="m4"))
    talk.turn(Said("file", file=("photo", DIGEST), kept=True, ref="m4.1"))
    assert len(story(talk).files("trigger")) + len(story(talk).files("steps")) == 2
    takes_away(talk, 4)

    assert story(talk).files("trigger") == story(talk).files("steps") == ()
    assert story(talk).value("trigger") is None


def test_a_picture_taken_away_needs_no_words_beside_it(talk: Talk) -> None:
    talk.says(*BEGAN)
    talk.turn(Said("file", file=("photo", DIGEST), kept=True, ref="m4"))
    assert talk.asked.key == "file.more"
    takes_away(talk, 4)

    assert (talk.place, talk.interview.aside) == (("trigger", None), None)
    assert story(talk).files("trigger") == ()


def test_what_was_asked_back_is_not_asked_any_more(talk: Talk) -> None:
    talk.says(*BEGAN, "dat was lastig, english please")
    aside = talk.interview.aside
    assert aside is not None
    takes_away(talk, aside.data["ref"])

    assert talk.interview.aside is None
    assert talk.said == ["retracted.again"]


def test_what_was_asked_back_is_heard_anew_once_it_is_changed(talk: Talk) -> None:
    talk.says(*BEGAN, "dat was lastig, english please").edits(4, "we wilden er even uit")

    assert talk.interview.aside is None
    assert story(talk).value("trigger") == "we wilden er even uit"


def test_what_was_asked_back_and_agreed_to_still_knows_its_message(talk: Talk) -> None:
    talk.says(*BEGAN, "dat was lastig, english please").presses("meant-answer").edits(4, "dat was erg lastig")

    assert story(talk).value("trigger") == "dat was erg lastig"


def test_a_message_that_told_nothing_can_go_unnoticed(talk: Talk) -> None:
    before = talk.says(*BEGAN, "help").interview
    takes_away(talk, 4)

    assert talk.heard == "ignored"
    assert talk.interview == before


def test_one_of_several_messages_is_taken_out_of_the_answer_they_gave(talk: Talk) -> None:
    in_parts(talk)
    takes_away(talk, 5)

    assert story(talk).value("trigger") == f"{PARTS[0][1]}\n{PARTS[2][1]}"


def test_one_of_several_messages_is_changed_in_the_answer_they_gave(talk: Talk) -> None:
    in_parts(talk).edits(6, "en mijn zus raadde het aan")
    talk.edits(4, "we wilden weg")

    assert story(talk).value("trigger") == "we wilden weg\nmet de kinderen\nen mijn zus raadde het aan"


def test_all_of_several_messages_taken_away_is_no_answer(talk: Talk) -> None:
    in_parts(talk)
    for number in (4, 5, 6):
        takes_away(talk, number)

    assert story(talk).value("trigger") is None
    assert talk.said == ["retracted"]


def test_a_changed_message_does_not_bring_back_what_replaced_it_or_was_left_out(talk: Talk) -> None:
    talk.says(*BEGAN, "we wilden er even uit")
    takes_away(talk, 2)
    talk.edits(2, "vorig jaar")

    assert talk.heard == "ignored"
    assert story(talk).value("last-time") is None


def test_an_answer_with_a_remark_is_corrected_by_its_message(talk: Talk) -> None:
    talk.says(*BEGAN, WHY, "zoeken op internet", "online geboekt", "kinderclub", "klaar", "nee", "2", WHY)
    assert talk.place[0] == "emotion"
    talk.says("😞 want het duurde veel te lang")
    line = next(line for line in reversed(talk.interview.log) if line.step == "emotion" and line.kind == "answer")
    assert line.ref is not None
    talk.edits(int(line.ref[1:]), "🙂")

    assert story(talk).value("emotion", line.item) == 1


@pytest.mark.parametrize(("said", "key"), [("", "retracted.over"), ("anders", "corrected.over")])
def test_who_is_done_learns_what_can_still_be_done(talk: Talk, said: str, key: str) -> None:
    talk.says(*BEGAN, "we wilden er even uit", "stop", "1")
    assert talk.interview.ended
    before = talk.interview
    talk.turn(Said("edit", text=said, ref="m4", file=None if said else WITHDRAWN))

    assert talk.said == [key]
    assert talk.interview == before
    assert talk.turn(Said("edit", text="x", ref="m99")).said == []


def test_nothing_taken_away_is_on_the_map(talk: Talk) -> None:
    talk.says(*BEGAN, "we wilden er even uit", "zoeken op internet", "online geboekt")
    takes_away(talk, 6)
    takes_away(talk, 4)
    told = str(fold(talk.script, talk.interview))

    assert "zoeken op internet" in told
    assert "online geboekt" not in told
    assert "er even uit" not in told
