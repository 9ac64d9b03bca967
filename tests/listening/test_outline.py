"""Steps heard out of one message: the sixty outlines written beforehand, and what nobody should have to say twice.

Law: a boundary is right when it lies between the same two words as where people put it. What was not meant as two
steps counts as heavily as what was missed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talking import Talk

from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Study
from reisleider.flows.listening.outline import hear_outline, hear_steps, tells_no_more
from reisleider.flows.listening.telling.rearrangement import Dropped, Joined, Split, Whole, hear_rearrangement
from reisleider.flows.scripts.script import load_script

OUTLINES = tomllib.loads((Path(__file__).parent / "outlines_blind.toml").read_text(encoding="utf-8"))["outline"]
F1 = 0.95
BEFORE = (
    "ja",
    "drie maanden geleden",
    "voor het eerst iets kiezen of kopen",
    "We moesten in december onze vrije dagen doorgeven",
)
FOUR = "Eerst zocht ik op internet, toen belde ik, daarna kreeg ik een offerte en uiteindelijk heb ik getekend"
Gap = tuple[int, int]


def _gaps(text: str, steps: Sequence[str]) -> list[Gap]:
    """Between which words of the text one step ends and the next begins."""
    words = re.findall(r"[^\W_]+", text.lower())
    spans, start = [], 0
    for step in steps:
        own = re.findall(r"[^\W_]+", step.lower())
        turned = [*own[1::-1], *own[2:]]  # "belde ik" is shown as "ik belde"
        start = next((n for n in range(start, len(words)) if words[n : n + len(own)] in (own, turned)), start)
        spans.append((start, start + len(own)))
        start += len(own)
    return [(left[1], right[0]) for left, right in pairwise(spans)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_boundaries_lie_where_people_put_them(language: str) -> None:
    right = heard = told = 0
    for one in (one for one in OUTLINES if one["lang"] == language):
        found, wanted = _gaps(one["text"], hear_steps(one["text"])), _gaps(one["text"], one["steps"])
        right += sum(any(a <= d and c <= b for a, b in found) for c, d in wanted)
        heard, told = heard + len(found), told + len(wanted)

    f1 = 2 * right / (heard + told)
    print(f"step boundaries, {language}: F1 {f1:.3f} of {told}, {heard} heard")
    assert f1 >= F1


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (FOUR, ("ik zocht op internet", "ik belde", "ik kreeg een offerte", "ik heb getekend")),
        (
            "nou eerst zag ik een reclame toen ben ik gaan zoeken en toen heb ik reviews gelezen daarna ging ik bellen",
            ("ik zag een reclame", "ik ben gaan zoeken", "ik heb reviews gelezen", "ik ging bellen"),
        ),
        ("googelen, reviews lezen, bellen en bestellen", ("googelen", "reviews lezen", "bellen", "bestellen")),
        ("search, call, quote, order", ("search", "call", "quote", "order")),
        ("zoeken -> bellen -> bestellen", ("zoeken", "bellen", "bestellen")),
        ("1. zoeken 2. bellen 3. bestellen 4. wachten", ("zoeken", "bellen", "bestellen", "wachten")),
        ("1.zoeken\n2.bellen\n3.bestellen", ("zoeken", "bellen", "bestellen")),
        ("Stap 1 - zoeken\nStap 2 - bellen", ("zoeken", "bellen")),
        ("Dit zijn mijn stappen:\n- gezocht\n- gebeld\nDat was het!", ("gezocht", "gebeld")),
        (
            "Ik zocht op internet. Ik belde de winkel. Ik kreeg een offerte. Ik heb getekend.",
            ("Ik zocht op internet", "Ik belde de winkel", "Ik kreeg een offerte", "Ik heb getekend"),
        ),
        ("aanvraag ingediend / afgewezen / bezwaar gemaakt", ("aanvraag ingediend", "afgewezen", "bezwaar gemaakt")),
    ],
)
def test_one_message_holds_several_steps(text: str, steps: tuple[str, ...]) -> None:
    assert hear_steps(text) == steps


@pytest.mark.parametrize(
    "text",
    [
        "niet geleverd, de hele dag thuis gezeten",
        "Toen ik de kapotte stoel zag heb ik meteen een foto gemaakt",
        "ik heb toen gebeld met de klantenservice",
        "we hebben meer dan een uur gewacht",
        "het was duurder dan ik dacht",
        "appels, peren en bananen gekocht",
        "ik was moe, boos en verdrietig",
        "als je belt, dan krijg je een bandje",
        "de monteur kwam, keek even en ging weer weg",
        "ik heb gebeld. Dat duurde een uur",
        "vergeleken: prijs, service, levertijd",
        "I was tired, confused and annoyed",
        "filled in name, address and phone",
        "if it breaks, then you call them",
        "paid about 3,500 pounds, in 2 instalments",
    ],
)
def test_what_is_in_doubt_is_one_step(text: str) -> None:
    assert hear_steps(text) == (text,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ja, tussendoor heb ik nog drie keer gebeld", "tussendoor heb ik nog drie keer gebeld"),
        ("en toen kwam de monteur", "kwam de monteur"),
        ("oh en de factuur klopte niet", "de factuur klopte niet"),
        ("Well, then I called them.", "I called them"),
        ("first lesson", "first lesson"),
        ("klaar", "klaar"),
    ],
)
def test_a_name_keeps_the_own_words_without_what_fills(text: str, name: str) -> None:
    assert hear_steps(text) == (name,)


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_every_step_is_in_the_text(text: str) -> None:
    squeezed = " ".join(text.split())

    for step in hear_outline(text).steps:
        assert step
        assert " ".join(step.split()) in squeezed


@pytest.mark.parametrize(
    "text", ["nee hoor dat was het wel", "neen dat was het", "meer niet", "that's everything", "no"]
)
def test_a_natural_closer_tells_no_more(text: str) -> None:
    assert tells_no_more(text)


@pytest.mark.parametrize("text", ["niets gehoord", "nee gezegd tegen de verkoper", "done with packing", "ja", ""])
def test_a_step_that_begins_like_a_closer_is_none(text: str) -> None:
    assert not tells_no_more(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 en 4 horen bij elkaar", Joined((3, 4))),
        ("3 hoort bij 2", Joined((2, 3))),
        ("1 t/m 3 zijn één stap", Joined((1, 2, 3))),
        ("2 moet weg", Dropped((2,))),
        ("de laatste mag weg", Dropped((4,))),
        ("remove the second", Dropped((2,))),
        ("het is één stap", Whole()),
        ("splits 2", Split(2)),
        ("2 is eigenlijk twee stappen", Split(2)),
        ("9 moet weg", None),
        ("1 en 3 horen bij elkaar", None),
        ("toen ben ik weg gegaan", None),
    ],
)
def test_steps_are_put_right_in_words(text: str, wanted: object) -> None:
    assert hear_rearrangement(text, 4) == wanted


@pytest.fixture(name="talk")
def _talk(study: Study) -> Talk:
    return Talk(load_script("customer"), study).says(*BEFORE)


def _steps(talk: Talk) -> list[str]:
    return [item.words for item in read(talk.script, talk.interview).items]


def test_steps_heard_at_once_are_shown_back_once(talk: Talk) -> None:
    talk.says(FOUR)

    assert talk.words.startswith("Ik hoor 4 stappen: 1. ik zocht op internet, 2. ik belde")
    assert talk.choices == ["agree", "adjust"]
    assert talk.says("ja").words == "Ben je nog iets vergeten? Wachten telt ook."
    assert talk.says("nee dat was het").place[0] != "complete"
    assert len(_steps(talk)) == 4


def test_steps_told_one_by_one_are_shown_once(talk: Talk) -> None:
    talk.says("online gezocht", "gebeld", "klaar")
    assert talk.words.startswith("Dit zijn je stappen: 1. online gezocht, 2. gebeld. ")

    talk.says("een folder gehaald", "als laatste")
    assert talk.words == "Ben je nog iets vergeten? Wachten telt ook."


def test_what_comes_after_the_rest_needs_no_asking_where(talk: Talk) -> None:
    talk.says(FOUR, "ja", "en daarna kwam de rekening")

    assert talk.interview.aside is None
    assert _steps(talk)[-1] == "kwam de rekening"


@pytest.mark.parametrize(
    "closer",
    [
        *("dat was het eind", "meer was het niet", "uhm ja nou meer was het niet echt", "en dat was dat"),
        *("einde verhaal", "zet er maar een punt achter", "meer is er niet te vertellen"),
        *("and that's me done", "that was the end of it", "and that's that", "that's the whole story", "job done"),
        *("end of story", "there you have it", "I've told you everything"),
    ],
)
def test_a_closer_in_other_words_closes_the_list(talk: Talk, closer: str) -> None:
    assert talk.says("online geboekt", closer).place == ("complete", None)
    assert _steps(talk) == ["online geboekt"]


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("toen was ik thuis, klaar", ["ik was thuis"]),
        ("paid the bill, and that was that", ["paid the bill"]),
        ("gebeld, gemaild en betaald. Meer was het niet", ["gebeld", "gemaild", "betaald"]),
    ],
)
def test_a_step_that_ends_on_a_closer_is_noted_and_closes(talk: Talk, words: str, steps: list[str]) -> None:
    talk.says("gezocht", words)

    assert _steps(talk) == ["gezocht", *steps]
    if talk.interview.aside is not None:
        talk.says("ja")
    assert talk.place == ("complete", None)


@pytest.mark.parametrize(
    "words", ["zakelijk einde contract besproken", "het einde van de rij gezocht", "job centre visited"]
)
def test_a_step_with_the_words_of_a_closer_is_a_step(talk: Talk, words: str) -> None:
    assert _steps(talk.says(words)) == [words]


@pytest.mark.parametrize(
    "agreed", ["ja dat klopt", "ja, dat heb je goed begrepen", "ja doe maar", "da's juist", "yes, that's right"]
)
def test_agreeing_with_what_was_heard_is_no_step(talk: Talk, agreed: str) -> None:
    talk.says(FOUR, agreed)

    assert talk.interview.aside is None
    assert len(_steps(talk)) == 4


def test_a_yes_that_goes_on_is_agreed_to_and_tells_the_next(talk: Talk) -> None:
    talk.says(FOUR, "ja, en toen kwam de rekening")

    assert _steps(talk)[4:] == ["kwam de rekening"]


@pytest.mark.parametrize(
    "closer", ["nee", "nee dat was het", "meer niet", "neen dat was het", "nope", "all done", "✅"]
)
def test_natural_closers_close_the_list(talk: Talk, closer: str) -> None:
    assert talk.says("online geboekt", closer).place == ("complete", None)
    assert talk.says(closer).place[0] != "complete"
    assert _steps(talk) == ["online geboekt"]


@pytest.mark.parametrize("words", ["hallo", "nee", "ok", "weet ik niet meer", "moet ik alles opnoemen?", "ja"])
def test_what_is_no_step_is_never_noted_as_one(talk: Talk, words: str) -> None:
    assert _steps(talk.says(words)) == []


@pytest.mark.parametrize(
    "words", ["nee gezegd tegen de verkoper", "niets gehoord", "gewacht", "thuis op den computer gekeken"]
)
def test_a_step_that_sounds_like_something_else_is_noted(talk: Talk, words: str) -> None:
    assert _steps(talk.says(words)) == [words]


def test_a_numbered_list_is_noted_without_asking(talk: Talk) -> None:
    assert talk.says("1. zoeken 2. bellen 3. boeken").words == "3 stappen genoteerd. En toen?"


def test_steps_are_joined_dropped_and_split_in_words(talk: Talk) -> None:
    talk.says("googelen, reviews lezen, bellen, bestellen")

    assert _steps(talk.says("3 en 4 horen bij elkaar")) == ["googelen", "reviews lezen", "bellen, bestellen"]
    assert _steps(talk.says("splits 3")) == ["googelen", "reviews lezen", "bellen", "bestellen"]
    assert _steps(talk.says("3 moet weg")) == ["googelen", "reviews lezen", "bestellen"]
    assert _steps(talk.says("het is één stap")) == ["googelen, reviews lezen, bellen, bestellen"]


def test_steps_are_put_right_by_buttons(talk: Talk) -> None:
    talk.says("googelen, reviews lezen, bellen, bestellen").presses("adjust").presses("i2").presses("with-before")
    assert _steps(talk) == ["googelen, reviews lezen", "bellen", "bestellen"]

    talk.presses("adjust").presses("i3").presses("drop").presses("agree")
    assert _steps(talk) == ["googelen, reviews lezen", "bestellen"]
    assert talk.interview.aside is None


def test_a_next_step_goes_on_without_answering(talk: Talk) -> None:
    talk.says("googelen, reviews lezen, bellen, bestellen", "en toen betaald")

    assert _steps(talk)[-1] == "betaald"
    assert talk.place == ("steps", None)


def test_a_no_that_corrects_nothing_asks_what_is_wrong(talk: Talk) -> None:
    talk.says("googelen, reviews lezen, bellen, bestellen", "nee, dat bedoel ik niet")

    assert talk.choices == ["i1", "i2", "i3", "i4", "one-step", "never-mind"]


def test_an_edit_tells_the_steps_of_its_message_anew(talk: Talk) -> None:
    talk.says("1. zoeken 2. bellen 3. boeken", "kinderclub")

    talk.edits(len(BEFORE) + 1, "1. gezocht 2. bellen")
    assert _steps(talk) == ["gezocht", "bellen", "kinderclub"]
    talk.edits(len(BEFORE) + 1, "1. gezocht 2. bellen 3. gewacht")
    assert _steps(talk) == ["gezocht", "bellen", "gewacht", "kinderclub"]


def test_an_edit_may_make_several_steps_of_one(talk: Talk) -> None:
    talk.says("zoeken", "kinderclub").edits(len(BEFORE) + 1, "eerst gezocht en toen gebeld")

    assert _steps(talk) == ["gezocht", "gebeld", "kinderclub"]
    assert talk.words.startswith("Aangepast: 1. gezocht, 2. gebeld.")


def test_what_was_told_at_the_start_is_offered_and_not_asked_again(study: Study) -> None:
    told = "eerst ging de wasmachine stuk, toen heb ik gebeld en daarna kwam er een monteur"
    talk = Talk(load_script("customer"), study).says(*BEFORE[:3], told)

    assert talk.words.startswith(
        "Je vertelde al: 1. ging de wasmachine stuk, 2. ik heb gebeld, 3. er kwam een monteur."
    )
    assert _steps(talk) == []
    assert len(_steps(talk.says("ja, en toen nieuwe gekocht"))) == 4


@pytest.mark.parametrize(
    ("language", "told", "steps"),
    [
        (
            "nl",
            "ik ging verhuizen dus ik heb online mijn adres doorgegeven, toen kwam er een brief dat het niet goed was, "
            "daarna heb ik twintig minuten in de wacht gestaan, en na een week was het geregeld",
            4,
        ),
        ("en", "the boiler broke, called them, waited three hours, man came and fixed it", 4),
        ("en", "my card got stolen on the bus so I rang the bank, they blocked it and then sent a new one", 3),
    ],
)
@pytest.mark.parametrize("place", [2, 3])
def test_a_story_is_offered_wherever_it_was_told(
    study: Study, language: str, told: str, steps: int, place: int
) -> None:
    """At the question what somebody came for, or how it began."""
    replies = [*BEFORE[:3], "overslaan" if language == "nl" else "skip"]
    replies[place] = told
    talk = Talk(load_script("customer"), study, language=language).says(*replies)
    while talk.interview.state != "steps":
        talk.says("overslaan" if language == "nl" else "skip")

    assert ("Je vertelde al: 1. " if language == "nl" else "You already told me: 1. ") in talk.words
    assert _steps(talk) == []
    assert len(_steps(talk.says("ja" if language == "nl" else "yes"))) == steps


@pytest.mark.parametrize(
    "told",
    [
        "the mattress, God, the mattress",
        "we wilden verhuizen, mijn vriend had een baan in Utrecht gekregen en het was eigenlijk nooit ons huis geweest",
        "my mother was ill, my father could not cope any more, and somebody had to find the two of them a home quickly",
    ],
)
def test_how_it_came_about_is_no_story_of_steps(study: Study, told: str) -> None:
    talk = Talk(load_script("customer"), study).says(*BEFORE[:3], told)

    assert "Je vertelde al" not in talk.words


def test_what_was_told_at_the_start_can_be_told_afresh(study: Study) -> None:
    told = "first the machine broke, then I called and after that an engineer came"
    talk = Talk(load_script("customer"), study, language="en").says(*BEFORE[:3], told)

    assert _steps(talk.says("no")) == []
    assert _steps(talk.says("called them")) == ["called them"]


def test_help_comes_before_showing_back(talk: Talk) -> None:
    talk.says("eerst gebeld, toen gemaild en toen dacht ik aan zelfmoord")

    assert talk.interview.aside is not None
    assert talk.interview.aside.kind == "distress"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        *(("na het bellen", 2), ("voor het bellen", 1), ("na de aanbetaling", 3), ("helemaal aan het eind", 3)),
        *(("als allerlaatste", 3), ("nog voor ik online zocht", 0), ("aan het begin", 0), ("at the very end", 3)),
    ],
)
def test_where_a_step_belongs_is_said_in_words(talk: Talk, words: str, place: int) -> None:
    talk.says("online gezocht", "gebeld", "aanbetaling gedaan", "klaar", "folder gehaald", words)

    assert _steps(talk).index("folder gehaald") == place
    assert talk.interview.aside is None


@pytest.mark.parametrize("words", ["tussen twee dingen in", "na het een en voor het ander", "dat weet ik niet precies"])
def test_where_a_step_belongs_is_never_guessed(talk: Talk, words: str) -> None:
    talk.says("online gezocht", "gebeld", "aanbetaling gedaan", "klaar", "folder gehaald", words)

    assert talk.interview.aside is not None


@pytest.mark.parametrize(
    "words", ["ja maar die reviews zijn geen stap", "laat reviews lezen maar weg", "reviews lezen moet weg"]
)
def test_a_step_is_left_out_by_its_name(talk: Talk, words: str) -> None:
    talk.says("googelen, reviews lezen, bellen, bestellen", words)

    assert _steps(talk) == ["googelen", "bellen", "bestellen"]


@pytest.mark.parametrize("words", ["foto's gemaakt, het was een tumor", "paused my membership"])
def test_what_tells_an_act_is_a_step_whatever_it_sounds_like(talk: Talk, words: str) -> None:
    talk.says("gebeld", words)

    assert talk.interview.aside is None
    assert len(_steps(talk)) == 2
