"""The play-back corrected as people do it: in words, by the buttons, and never closed by a "yes, but"."""

from __future__ import annotations

from typing import Any

import pytest
from talking import Talk

from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Study
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.fold import fold
from reisleider.flows.words.corrections import LAST, all_right, amiss, read_correction

TOLD = ("ja", "2", "1", "We moesten in december onze vrije dagen doorgeven")
STEPS = ("zoeken op internet", "gebeld met klantenservice", "online geboekt", "klaar", "nee")


@pytest.fixture(name="talk")
def _talk(study: Study) -> Talk:
    """At the play-back of three steps: neutral, pleasant, pleasant."""
    talk = Talk(load_script("customer"), study)
    talk.says(*TOLD, *STEPS, "3", "de prijs was goed en er was plek voor ons allemaal", "😐", "🙂", "🙂")
    for _ in range(60):
        if talk.place[0] == "review":
            return talk
        talk.says("nee" if talk.place[0] in ("unanswered", "nearly-stopped") else "overslaan")
    raise AssertionError(talk.place)


def faces(talk: Talk) -> list[Any]:
    return [one.emotion for one in fold(talk.script, talk.interview).touchpoints]


def steps(talk: Talk) -> list[str]:
    return [item.words for item in read(talk.script, talk.interview).items]


def aside(talk: Talk) -> tuple[str, str | None] | None:
    here = talk.interview.aside
    return None if here is None else (here.kind, here.item)


@pytest.mark.parametrize(
    "words",
    [
        *("stap 3 was juist vervelend", "de derde was vervelend", "de laatste stap vond ik vervelend"),
        *("step 3 was 🙁", "stap 3 was helemaal niet prettig"),
    ],
)
def test_a_step_named_by_its_place_gets_the_face_that_the_words_are(talk: Talk, words: str) -> None:
    talk.says(words)

    assert faces(talk) == [0, 1, -1]
    assert talk.said == ["changed.face"]


@pytest.mark.parametrize(
    "words",
    [
        *("stap 3 was alles behalve prettig", "de laatste was verre van fijn", "stap 3 was niet bepaald een feest"),
        *("step 3 was anything but nice", "the last one was far from easy", "step 3 was hardly pleasant"),
    ],
)
def test_the_opposite_denied_is_heard_with_its_sign(talk: Talk, words: str) -> None:
    assert faces(talk.says(words)) == [0, 1, -1]
    assert not talk.interview.ended


def test_a_face_that_is_not_sure_is_asked_of_that_step(talk: Talk) -> None:
    talk.says("stap 3 was nou niet echt je van het")

    assert talk.words.startswith("Stap 3 van 3.")
    assert faces(talk.says("vervelend")) == [0, 1, -1]


def test_a_step_named_by_a_word_of_it_gets_its_face(talk: Talk) -> None:
    assert faces(talk.says("bellen was vervelend")) == [0, -1, 1]


@pytest.mark.parametrize(
    "words", ["bij bellen was ik boos", "ja, maar bij bellen was ik boos", "stap 2 was niet prettig hoor"]
)
def test_a_feeling_that_is_no_face_asks_for_the_face_and_is_kept(talk: Talk, words: str) -> None:
    talk.says(words)

    if faces(talk)[1] != -1:
        assert talk.place == ("emotion", "i2")
        assert [one.value for one in talk.interview.log if one.kind == "remark"] == [words]
        assert faces(talk.says("🙁")) == [0, -1, 1]
    assert not talk.interview.ended


@pytest.mark.parametrize(
    "words", ["stap 2 was niet vervelend", "bellen was niet super", "stap 3 was niet bepaald vervelend"]
)
def test_a_denied_feeling_never_becomes_its_face(talk: Talk, words: str) -> None:
    before = faces(talk)
    talk.says(words)

    assert faces(talk) == before
    assert not talk.interview.ended


@pytest.mark.parametrize("words", ["stap 2 moet weg", "het bellen mag weg", "haal stap 2 maar weg", "step 2 should go"])
def test_a_step_that_must_go_goes(talk: Talk, words: str) -> None:
    talk.says(words)

    assert steps(talk) == ["zoeken op internet", "online geboekt"]
    assert talk.said[0] == "removed"
    assert not talk.interview.ended


@pytest.mark.parametrize(
    "words",
    [
        "stap 2 moet niet weg",
        "step 2 should not go",
        "laat stap 2 staan, niet weghalen",
        "stap 2 was te laat",
        "stap 2 moet weg want dat was niet zo",
        "stap 2: het verwijderen van mijn account",
        "step 2 can go better",
    ],
)
def test_a_step_that_must_not_go_stays(talk: Talk, words: str) -> None:
    talk.says(words)

    assert len(steps(talk)) == 3
    assert not talk.interview.ended


@pytest.mark.parametrize(
    "words", ["er ontbreekt een stap", "ik mis nog iets", "a step is missing", "ja maar er mist een stap"]
)
def test_a_step_that_is_missing_is_asked_for(talk: Talk, words: str) -> None:
    talk.says(words)

    assert aside(talk) == ("menu-add", None)
    talk.says("nog eens gebeld").presses("i2")
    assert steps(talk)[2] == "nog eens gebeld"


def test_a_step_that_is_missing_and_named_only_needs_its_place(talk: Talk) -> None:
    talk.says("er ontbreekt een stap: een brief gekregen").presses("first")

    assert steps(talk)[0] == "een brief gekregen"


@pytest.mark.parametrize(
    "words", ["ja, maar niet helemaal", "bijna", "ja maar dat over de prijs klopt niet", "yes, but no"]
)
def test_a_yes_with_a_but_opens_and_never_closes(talk: Talk, words: str) -> None:
    talk.says(words)

    assert not talk.interview.ended
    assert aside(talk) is not None


@pytest.mark.parametrize("words", ["ja", "perfect", "klopt helemaal", "ja hoor", "helemaal goed!", "exactly", "👍"])
def test_what_says_nothing_else_closes(talk: Talk, words: str) -> None:
    assert talk.says(words).interview.state == "completed"


@pytest.mark.parametrize("words", ["stap 9 was vervelend", "stap 0 moet weg"])
def test_a_step_that_is_not_there_changes_nothing(talk: Talk, words: str) -> None:
    before = faces(talk)
    talk.says(words)

    assert faces(talk) == before
    assert not talk.interview.ended


def test_the_menu_hears_words_as_well(talk: Talk) -> None:
    talk.presses("change").says("stap 1 was vervelend")

    assert faces(talk) == [-1, 1, 1]


def test_a_bare_step_opens_what_can_be_changed_about_it(talk: Talk) -> None:
    assert aside(talk.says("stap 2")) == ("menu-item", "i2")


def test_what_was_expected_is_told_apart_from_what_happened(study: Study) -> None:
    happened = "het duurde een uur voor iemand kon helpen met boeken"
    talk = Talk(load_script("customer"), study)
    talk.says(*TOLD, *STEPS, "3", "de prijs was goed en er was plek voor ons allemaal", "😞", "🙂", "🙂")
    while talk.place[0] != "review":
        if talk.place[0] == "expectation":
            talk.presses("worse")
        elif talk.place[0] in ("expected", "why-negative"):
            talk.says("dat ze het zelf zouden uitleggen" if talk.place[0] == "expected" else happened)
        else:
            talk.says("nee" if talk.place[0] in ("unanswered", "nearly-stopped") else "overslaan")

    assert "   Wat je had verwacht: dat ze het zelf zouden uitleggen\n" in talk.words
    assert f"   {happened}\n" in talk.words
    assert "Hoe het begon: We moesten in december onze vrije dagen doorgeven\n" in talk.words


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("stap 3 was juist vervelend", "other", 3),
        ("de laatste klopt niet", "other", LAST),
        ("the second step must go", "away", 2),
        ("er ontbreekt iets", "missing", None),
        ("nr. 4 schrappen", "away", 4),
        ("de eerste keer bellen was vervelend", "other", None),
        ("the first time i called was bad", "other", None),
        ("number 2 should not be removed", "other", 2),
    ],
)
def test_a_correction_is_read(text: str, kind: str, number: int | None) -> None:
    told = read_correction(text)

    assert (told.kind, told.number) == (kind, number)


@pytest.mark.parametrize(
    "text", ["ja maar", "niet alles", "yes except step 2", "klopt, behalve de prijs", "er mist iets"]
)
def test_what_holds_a_but_or_a_denial_is_never_all_right(text: str) -> None:
    assert amiss(text)
    assert not all_right(text)
