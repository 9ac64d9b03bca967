"""Who tells places their own steps: clear ones unasked, a few asked about when all is told, the rest not at all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

import pytest
from talking import NOW, Talk

from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.givens import givens_for
from reisleider.flows.codebook.placing import place_steps
from reisleider.flows.dialogue import engine
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.effects import Recap, Words
from reisleider.flows.journey import Givens, Label, Offered, Study, Usual
from reisleider.flows.scripts.script import load_script, script_names
from reisleider.flows.synthesis.fold import fold

SITES = "'s avonds op de bank wat rondgekeken op sites"
FLEW = "in het vliegtuig gezeten met de kinderen"
WAITED = "lang gewacht op de papieren"
TOLD = ("zoeken op internet", "online geboekt", WAITED, "kinderclub")
OUTLINE = ("ja", "overslaan", "overslaan", "overslaan")
CHANNELS = {"search": "website", "call": "phone", "book": "website"}
LABELS = tuple(replace(one, channel=CHANNELS.get(one.id)) for one in load_demo_study().labels)
SEARCH, WEBSITE, CALL, BOOK = (
    next(one for one in LABELS if one.id == id) for id in ("search", "website", "call", "book")
)


def placed(*words: str, labels: Sequence[Label] = LABELS, **usual: Usual) -> list[tuple[str | None, bool]]:
    """For each of these steps the label it clearly is, and whether it is asked about."""
    givens = Givens(labels=tuple(labels), usual=usual)
    return [(one.clear, one.asked) for one in place_steps(words, givens, "customer")]


def talk(study: Study, *steps: str, script: str = "customer", labels: Sequence[Label] = LABELS, **more: Usual) -> Talk:
    """Somebody who told these steps and says that this was all."""
    one = Talk(load_script(script), study)
    known = {label.id: Usual(at / max(1, len(labels) - 1)) for at, label in enumerate(labels)}
    givens = givens_for(study, one.script, "talk", offered=Offered(tuple(labels), {**known, **more}))
    one.interview, one.effects = engine.begin(
        one.script, id="talk", study=study.id, participant="p1", language="nl", givens=givens, now=NOW
    )
    return one.says(*OUTLINE, *steps, "klaar", "nee, dit was alles")


def asked_about(one: Talk) -> list[str]:
    """The items about whose label somebody was asked, in order, where each is answered with "Weet ik niet"."""
    items = []
    while one.place[0] == "same-as":
        items.append(str(one.place[1]))
        one.presses("unknown")
    return items


# --- what is clear, what is asked ----------------------------------------------------------------------


def test_a_clear_step_is_placed_a_doubtful_one_asked_about_and_a_strange_one_left() -> None:
    assert placed("online geboekt") == [("book", False)]
    assert placed("op het internet gezocht", "gebeld voor advies", "online geboekt") == [
        ("search", False),
        ("call", False),
        ("book", False),
    ]
    assert placed(SITES) == [(None, True)]
    assert placed("de hond uitgelaten") == [(None, False)]
    assert placed("online geboekt", labels=()) == [(None, False)]


def test_a_denial_is_never_what_it_denies() -> None:
    assert placed("niet online geboekt") == [(None, False)]


def test_where_a_step_comes_is_no_reason_by_itself_to_ask() -> None:
    assert placed("rondje gelopen", "opgeruimd", search=Usual(0.0), book=Usual(1.0)) == [(None, False), (None, False)]


def test_of_two_steps_that_are_the_same_label_only_the_surer_is_placed() -> None:
    (first, _), (second, asked) = placed("online geboekt", "geboekt op internet")

    assert first == "book"
    assert second != "book"
    assert asked or second is None


def test_a_step_that_is_told_twice_is_placed_twice() -> None:
    assert [one for one, _ in placed("online geboekt", "gebeld voor advies", "online geboekt")] == [
        "book",
        "call",
        "book",
    ]


# --- in a talk -----------------------------------------------------------------------------------------


def test_what_is_clear_is_not_asked_and_is_no_word_of_its_author(study: Study) -> None:
    one = talk(study, "op het internet gezocht", "online geboekt", "in de tuin gezeten met een boek")
    journey = fold(one.script, one.interview)

    assert one.place[0] != "same-as"
    assert [step.matched for step in journey.touchpoints] == ["search", "book", None]
    assert [step.same_as for step in journey.touchpoints] == [None, None, None]
    assert journey.touchpoints[0].phase == "orientation"
    assert "phase" in journey.touchpoints[0].told


def test_a_placed_step_is_asked_for_no_channel(study: Study) -> None:
    told = {}
    for labels in (LABELS, ()):
        one = talk(study, SITES, "en daarna een heel eind gefietst", labels=labels)
        if labels:
            assert one.place == ("same-as", "i1")
            one.presses("search")
        told[bool(labels)] = read(one.script, one.interview).fact("channel-told", "i1")

    assert told == {True: True, False: False}


def test_only_names_are_shown(study: Study) -> None:
    secret = replace(SEARCH, aliases=("rondgekeken bij de concurrent op sites",))
    one = talk(study, SITES, WAITED, labels=(secret, WEBSITE, CALL, BOOK))

    assert one.place == ("same-as", "i1")
    assert "concurrent" not in one.words
    assert {choice.text["nl"] for choice in one.asked.choices if choice.text} <= {
        *(label.words["nl"] for label in LABELS),
        "Iets anders",
        "Weet ik niet",
    }


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("1", "search"),
        ("zoeken", "search"),
        ("dat was zoeken op internet", "search"),
        ("iets anders", "different"),
        ("nee", "different"),
        ("geen van die", "different"),
        ("nee, dat was in de folder", "different"),
        ("weet ik niet", "unknown"),
    ],
)
def test_it_is_answered_by_number_by_a_word_of_a_label_or_by_no(reply: str, kept: str, study: Study) -> None:
    one = talk(study, SITES, "en daarna een heel eind gefietst")
    first = one.choices[0]
    one.says(reply)

    assert first == "search"
    assert read(one.script, one.interview).said_same("i1") == kept


@pytest.mark.parametrize("face", ["😡", "😀", "🤬", ":(", "🙄🙄", "super irritant", "awful, 40 mins of that music"])
def test_how_it_was_is_no_answer_to_which_label_it_is(face: str, study: Study) -> None:
    one = talk(study, SITES, "en daarna een heel eind gefietst")
    one.says(face)

    assert one.place == ("same-as", "i1")
    assert read(one.script, one.interview).said_same("i1") is None


def test_what_it_was_instead_is_kept(study: Study) -> None:
    one = talk(study, SITES, "en daarna een heel eind gefietst").says("nee, dat was in de folder")

    assert [line.value for line in one.interview.log if line.kind == "remark"] == ["dat was in de folder"]
    assert "dat was in de folder" in one.words
    assert fold(one.script, one.interview).touchpoints[0].same_as == ""


def test_what_would_bring_most_onto_the_map_is_asked_first(study: Study) -> None:
    none, nearly = Usual(0.2), Usual(0.9, customers=2)

    assert asked_about(talk(study, SITES, FLEW, **{"flight": nearly, "kids-club": nearly})) == ["i2", "i1"]
    assert asked_about(talk(study, SITES, FLEW, search=replace(nearly, place=0.0), flight=none)) == [
        "i1",
        "i2",
    ]


def test_at_most_four_are_asked_about(study: Study) -> None:
    things = ("visum", "koffer", "auto", "hond", "oppas", "tuin")
    named = [Label(f"{one}-{done}", {"nl": f"{one} {done}"}) for one in things for done in ("betaald", "gevonden")]
    one = talk(replace(study, replies=99), *(f"gedoe met de {thing} en de buren" for thing in things), labels=named)

    assert sum(read(one.script, one.interview).suggested(f"i{at + 1}") != () for at in range(6)) == 6
    assert len(asked_about(one)) == 4


def test_who_is_brief_is_spared(study: Study) -> None:
    one = talk(study, "rondkijken", "praten", "vliegtuig", "strand", "terug", "post")

    assert one.place[0] != "same-as"


# --- put right -----------------------------------------------------------------------------------------


def to_review(one: Talk) -> Talk:
    while one.place[0] != "review":
        one.says("overslaan")
    return one


def labels_played_back(one: Talk) -> list[str | None]:
    recap = one.asked.slots["journey"]
    assert isinstance(recap, Recap)
    return [None if line.label is None else line.label["nl"] for line in recap.lines]


def test_a_label_is_played_back_where_it_says_more_than_the_words(study: Study) -> None:
    one = to_review(talk(study, *TOLD))

    assert labels_played_back(one) == [None, None, "Wachten op de reis", None]
    assert "gewacht op de papieren (Wachten op de reis)" in one.words


@pytest.mark.parametrize("words", ["stap 3 hoort niet bij wachten op de reis", "stap 3 is niet wachten op de reis"])
def test_a_wrong_label_is_put_right_in_words(words: str, study: Study) -> None:
    one = to_review(talk(study, *TOLD)).says(words)

    assert one.asked.slots["step"] == Words(WAITED)
    assert one.choices[0] == "silence"

    one.presses("different")

    assert labels_played_back(one) == [None, None, None, None]
    assert [step.same_as for step in fold(one.script, one.interview).touchpoints] == [None, None, "", None]
    assert len(read(one.script, one.interview).items) == 4


def test_a_wrong_label_is_put_right_by_a_button(study: Study) -> None:
    one = to_review(talk(study, *TOLD)).presses("change").presses("i3").presses("same-as")
    one.presses("never-mind")
    assert labels_played_back(one) == [None, None, "Wachten op de reis", None]

    one.presses("change").presses("i3").presses("same-as").says("iets anders")
    assert [step.matched for step in fold(one.script, one.interview).touchpoints] == [
        "search",
        "book",
        None,
        "kids-club",
    ]


def test_new_words_are_placed_anew(study: Study) -> None:
    one = to_review(talk(study, *TOLD)).presses("change").presses("i3").presses("words")
    one.says("gebeld voor advies")

    assert [step.matched for step in fold(one.script, one.interview).touchpoints] == [
        "search",
        "book",
        "call",
        "kids-club",
    ]


def test_an_edited_message_takes_the_label_of_its_old_words_away(study: Study) -> None:
    one = talk(study, *TOLD)
    number = len(OUTLINE) + 3
    one.edits(number, "de hond uitgelaten")

    assert [step.matched for step in fold(one.script, one.interview).touchpoints] == [
        "search",
        "book",
        None,
        "kids-club",
    ]


# --- what holds of every talk --------------------------------------------------------------------------

STEPS = (
    SITES,
    FLEW,
    WAITED,
    "online geboekt",
    "gebeld met de zaak",
    "op vakantie geweest",
    "papieren binnen",
    "strand",
)


def wander(study: Study, script: str, seed: int, labels: Sequence[Label]) -> tuple[list[tuple[bool, str]], Talk]:
    """A talk at random: for each thing the bot said whether the outline was complete, and its words."""
    chance = random.Random(seed)
    one = Talk(load_script(script), replace(study, labels=tuple(labels)))
    heard = []
    lists = [step for step in one.script.steps if step.kind == "list"]
    for _ in range(90):
        if one.interview.ended:
            break
        story = read(one.script, one.interview)
        heard.append((all(story.answer(step.id) or not story.applies(step, None) for step in lists), one.words))
        choices = [choice.id for choice in one.asked.choices if choice.id not in ("no", "tomorrow")]
        if one.script.step(one.place[0]).kind == "list" and chance.random() < 0.5 and not one.interview.aside:
            one.says(chance.choice(STEPS))
        elif choices and chance.random() < 0.8:
            one.presses(chance.choice(choices))
        else:
            one.says(chance.choice((*STEPS, "overslaan", "terug", "klaar", "1")))
    return heard, one


@pytest.mark.parametrize("script", script_names())
@pytest.mark.parametrize("seed", range(12))
def test_no_label_is_shown_before_the_outline_is_complete(script: str, seed: int, study: Study) -> None:
    strange = tuple(
        replace(one, words={"nl": f"{one.words['nl']} QZX", "en": f"{one.words['en']} QZX"}) for one in LABELS
    )
    heard, one = wander(study, script, seed, strange)

    assert not any("QZX" in words for closed, words in heard if not closed)
    assert not any(line.kind == "placed" for line in one.interview.log) or any(closed for closed, _ in heard)


@pytest.mark.parametrize("script", script_names())
@pytest.mark.parametrize("seed", range(12))
def test_at_most_four_questions_and_none_where_there_are_no_labels(script: str, seed: int, study: Study) -> None:
    for labels, most in ((LABELS, 4), ((), 0)):
        _, one = wander(replace(study, replies=99), script, seed, labels)
        about = {line.item for line in one.interview.log if line.step == "same-as" and line.kind == "answer"}

        assert len(about) <= most


def test_labels_do_show_in_such_talks(study: Study) -> None:
    """So that what is held of them is not held of nothing."""
    logs = [wander(study, "customer", seed, LABELS)[1].interview.log for seed in range(12)]

    assert mean(any(line.step == "same-as" for line in log) for log in logs) > 0.3
