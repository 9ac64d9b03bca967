"""The wording: what a turn decided becomes one message a person reads, whatever they said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reisleider.flows.effects import (
    Ask,
    Choice,
    End,
    Erase,
    Face,
    Heard,
    Key,
    Notify,
    Place,
    Recap,
    RecapLine,
    RecapNote,
    Remind,
    Say,
    Several,
    Slot,
    Words,
)
from reisleider.flows.journey import ENDINGS, Givens, Interview, Texts, Track
from reisleider.flows.messages import Progress
from reisleider.flows.questions import type_of
from reisleider.renderers.chat.wording import LABEL, label_of, word, word_notice
from reisleider.renderers.words.own_words import ROOM, capitalised, clean, inside_a_sentence, shorten
from reisleider.renderers.words.slots import fill_slots

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GIVENS = Givens(
    slots={
        "organisation": {"nl": "Zonnevaart"},
        "contact": {"nl": "vragen@zonnevaart.example"},
        "minimum": {"nl": "5"},
    }
)
DUTCH = Interview("i", "study", "p", "customer", "customer", "r1", "nl", GIVENS, "feelings", NOW, NOW)
ENGLISH = replace(DUTCH, language="en")
FELT = {"nl": "{step}: hoe was dat voor je?", "en": "{step}: how was that for you?"}
START = {"nl": "Hoe begon het?", "en": "How did it start?"}
MONTHS = Choice("months", text={"nl": "1–5 maanden geleden", "en": "1–5 months ago"})


def _asked(
    text: Texts = START, *choices: Choice, place: Place | None = None, numbered: bool = True, **slots: Slot
) -> Ask:
    return Ask("emotion", "i1", 7, text=text, slots=slots, choices=choices, place=place, numbered=numbered)


def _plain(*effects: object, interview: Interview = DUTCH) -> str:
    (message,) = word(effects, interview)  # type: ignore[arg-type]  # effects come as a row of mixed kinds
    return message.plain


def test_an_echo_and_the_next_question_are_one_message() -> None:
    effects = (Heard("accepted", MONTHS, echo=True), _asked())

    assert _plain(*effects) == "1–5 maanden geleden. Hoe begon het?"
    assert _plain(*effects, interview=ENGLISH) == "1–5 months ago. How did it start?"


def test_a_face_is_said_back_as_the_face_alone() -> None:
    choice = Choice("f1", text={"en": "Pleasant"}, face=1)
    sure = _asked({"en": "How sure are you of that?"})

    assert _plain(Heard("accepted", choice, echo=True), sure, interview=ENGLISH) == "🙂. How sure are you of that?"


def test_own_words_said_back_begin_a_sentence_and_end_it_once() -> None:
    choice = Choice("i1", words="ging dat wel goed?")

    assert _plain(Heard("accepted", choice, echo=True), _asked()) == "Ging dat wel goed? Hoe begon het?"


def test_a_press_is_not_said_back() -> None:
    assert _plain(Heard("accepted", MONTHS), _asked()) == "Hoe begon het?"


def test_what_needs_no_words_words_nothing() -> None:
    effects = (Heard("accepted", MONTHS), Notify("distress"), Erase(), Remind(2))

    assert word(effects, DUTCH) == ()


def test_a_correction_does_not_say_the_step_twice() -> None:
    again = {"nl": "{number}. {step}. En toen?"}
    slots: dict[str, Slot] = {"number": 2, "step": Words("online geboekt")}

    assert _plain(Say("corrected", slots), _asked(again, **slots)) == "Aangepast: 2. online geboekt. En toen?"


def test_a_second_try_says_what_helps_and_asks_the_question_again() -> None:
    faces = tuple(Choice(str(score), text={"en": "a"}, face=score) for score in (-2, 2))
    (message,) = word((Heard("refused"), Say("refused.faces"), _asked(FELT, *faces, step=Words("booked"))), ENGLISH)

    assert message.plain == "Choose the face that comes closest. Booked: how was that for you?"
    assert [button.id for button in message.buttons] == ["-2", "2"]


def test_a_refusal_that_asks_nothing_is_followed_by_the_question() -> None:
    said = _plain(Heard("refused"), Say("refused.required"), _asked())

    assert said == "Deze vraag heb ik nodig om verder te kunnen. Stoppen mag altijd: typ stop. Hoe begon het?"


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("{step}: hoe was dat?", "zoeken op internet", "Zoeken op internet: hoe was dat?"),
        ("Stap 1 van 2. {step}: hoe was dat?", "zoeken", "Stap 1 van 2. Zoeken: hoe was dat?"),
        ("{number}. {step}. En toen?", "online geboekt", "3. online geboekt. En toen?"),
        ("Aangepast: {number}. {step}.", "online geboekt", "Aangepast: 3. online geboekt."),
        ("“{step}”: wat bedoel je?", "zon", "“Zon”: wat bedoel je?"),
        ("Je koos {face} bij “{step}”.", "Zoeken", "Je koos 🙂 bij “Zoeken”."),
        ("Je zei: {step}.", "iets boeken.", "Je zei: iets boeken."),
        ("Je zei: {step}.", "kan dat?", "Je zei: kan dat?"),
        ("{step}: hoe was dat?", "ijs gekocht", "IJs gekocht: hoe was dat?"),
        ("{step}: hoe was dat?", "iPad gezocht", "iPad gezocht: hoe was dat?"),
        ("{step}: hoe was dat?", "gezocht,\n toen  geboekt.", "Gezocht, toen geboekt: hoe was dat?"),
    ],
)
def test_a_sentence_around_own_words_stays_a_sentence(text: str, words: str, said: str) -> None:
    assert fill_slots(text, {"step": Words(words), "number": 3, "face": Face(1)}, "nl") == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("het Merwede Ziekenhuis", "Hoi. Het Merwede Ziekenhuis wil weten hoe het bij het Merwede Ziekenhuis ging."),
        ("bol.com", "Hoi. bol.com wil weten hoe het bij bol.com ging."),
        ("iFix Utrecht", "Hoi. iFix Utrecht wil weten hoe het bij iFix Utrecht ging."),
    ],
)
def test_an_organisation_gets_a_capital_where_its_article_begins_a_sentence(name: str, said: str) -> None:
    text = "Hoi. {organisation} wil weten hoe het bij {organisation} ging."

    assert fill_slots(text, {"organisation": {"nl": name}}, "nl") == said


def test_steps_read_as_a_numbered_row() -> None:
    steps = Several((Words("zoeken"), Words("geboekt")), numbered=True)
    faces = Several((Face(-2), Key("face.2"), {"nl": "Aankoop"}))

    assert fill_slots("Dit zijn je stappen: {steps}. Mist er iets?", {"steps": steps}, "nl") == (
        "Dit zijn je stappen: 1. zoeken, 2. geboekt. Mist er iets?"
    )
    assert fill_slots("{steps}", {"steps": faces}, "nl") == "😞, Heel fijn, Aankoop"


def test_a_play_back_stands_on_lines_of_its_own_and_in_full() -> None:
    long = "bellen over de bagage voor een gezin van vier met een surfplank en een kat, " * 3
    journey = Recap(
        (
            RecapLine("zoeken op internet", 1),
            RecapLine(long, -2, (RecapNote("de lijn viel weg"), RecapNote("dat ze opnemen", "expected"))),
            RecapLine("wachten"),
        ),
        (RecapNote("we kregen vrij", "trigger"),),
        (RecapNote("een eigen zwembad", "wish"),),
    )
    text = {"nl": "Zo heb ik je verhaal begrepen: {journey}. Klopt dat?"}

    assert _plain(_asked(text, journey=journey)) == (
        "Zo heb ik je verhaal begrepen:\n\n"
        "Hoe het begon: we kregen vrij\n\n"
        "1. zoeken op internet 🙂\n"
        f"2. {long.strip()} 😞\n"
        "   de lijn viel weg\n"
        "   Wat je had verwacht: dat ze opnemen\n"
        "3. wachten\n\n"
        "Wat je zou veranderen: een eigen zwembad\n\n"
        "Klopt dat?"
    )


def test_a_text_that_lacks_the_language_is_said_in_one_it_has() -> None:
    assert _plain(_asked({"nl": "Hoe begon het?"}), interview=ENGLISH) == "Hoe begon het?"


@pytest.mark.parametrize("track", ["customer", "stakeholder"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_has_its_closing_words(ending: str, language: str, track: Track) -> None:
    over = replace(DUTCH, language=language, track=track, state=ending)
    (message,) = word((End(ending),), over)  # type: ignore[arg-type]  # a parameter is a plain string

    assert message.plain.endswith((".", "example"))
    assert "{" not in message.plain
    assert message.buttons == ()


def test_an_end_after_a_last_word_is_one_message() -> None:
    said = _plain(Say("removed.answer"), End("declined"))

    assert said == "Weggelaten. Dat is goed. Ik vraag je verder niets."


def test_progress_and_the_fence_go_with_the_question() -> None:
    (message,) = word((_asked(place=Place(2, 6, {"nl": "Gevoel"}, 1, 4)),), DUTCH)

    assert message.progress == Progress(2, 6, "Gevoel", 1, 4)
    assert (message.interview, message.turn) == ("i", 7)


@pytest.mark.parametrize(("kind", "numbered"), [("faces", True), ("step", True), ("scale", False), ("number", False)])
def test_a_typed_number_means_a_button_only_where_it_cannot_be_the_answer(kind: str, numbered: bool) -> None:
    (message,) = word((_asked(START, MONTHS, numbered=type_of(kind).numbered),), DUTCH)

    assert message.numbered is numbered


@pytest.mark.parametrize(
    ("choice", "label"),
    [
        (Choice("f-2", text={"nl": "Heel vervelend"}, face=-2), "😞 Heel vervelend"),
        (Choice("f-2", text={"nl": "😞 Heel vervelend"}, face=-2), "😞 Heel vervelend"),
        (Choice("i1", words=" zoeken\nop internet"), "zoeken op internet"),
        (Choice("trigger", key="saves.trigger", words="zon"), "Hoe het begon: zon"),
        (Choice("end-emotion", key="saves.end-emotion", face=2), "Hoe de afloop was: 😄"),
        (Choice("intent", key="saves.intent", text={"nl": "Kopen"}), "Waar het om ging: Kopen"),
        (Choice("low", key="face.-1"), "Vervelend"),
    ],
)
def test_a_choice_is_named_as_it_reads(choice: Choice, label: str) -> None:
    assert label_of(choice, "nl") == label


def test_a_ticked_choice_shows_it() -> None:
    (message,) = word((_asked(START, replace(MONTHS, chosen=True)),), DUTCH)

    assert message.buttons[0].label == "✓ 1–5 maanden geleden"


def test_what_a_button_has_no_room_for_stands_whole_in_the_text() -> None:
    long = "gebeld over de bagage van een gezin van vier met een surfplank, een kat en een fiets"
    (message,) = word((_asked(START, Choice("i1", words="gezocht"), Choice("i2", words=long)),), DUTCH)

    assert message.plain == f"Hoe begon het?\n\n1. gezocht\n2. {long}"
    assert message.buttons[1].label.endswith("…")
    assert len(message.buttons[1].label) <= LABEL


@pytest.mark.parametrize("words", ["<b>vet</b>", "{{ 7*7 }}", "{n}", "{organisation}", "'; DROP TABLE", "[rood]x[/]"])
def test_words_that_look_like_markup_are_shown_as_they_were_said(words: str) -> None:
    assert words in _plain(_asked(FELT, step=Words(words), n=3))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("rood\x1b[31m\x1b]0;titel\x07 en\x00\x08 weg", "rood en weg"),
        ("a\u202eb\u2066c\u200bd", "abcd"),
        ("half \ud83d paar", "half \ufffd paar"),
        ("een\r\ntwee\u2028drie\tvier", "een\ntwee\ndrie vier"),
        ("👨‍👩‍👧 en ❤️", "👨‍👩‍👧 en ❤️"),
    ],
)
def test_what_steers_a_screen_is_taken_out_and_the_words_stay(said: str, shown: str) -> None:
    assert clean(said) == shown


def test_words_from_right_to_left_do_not_turn_the_sentence_around() -> None:
    assert inside_a_sentence("חיפוש") == "\u2068חיפוש\u2069"


def test_words_of_dots_alone_are_not_lost() -> None:
    assert inside_a_sentence("...") == "..."


@given(st.text(max_size=300), st.integers(2, 80))
def test_a_cut_never_exceeds_its_room_and_always_shows(words: str, room: int) -> None:
    short = shorten(words, room)

    assert len(short) <= room
    assert short == " ".join(clean(words).split()) or short.endswith("…")


@given(st.text(max_size=200))
def test_whatever_is_said_its_sentence_is_worded_without_control_characters(words: str) -> None:
    text = _plain(_asked(FELT, step=Words(words)))

    assert text.endswith("hoe was dat voor je?")
    assert clean(text.replace("\u2068", "").replace("\u2069", "")) == text.replace("\u2068", "").replace("\u2069", "")
    assert len(text) <= ROOM + 30


@pytest.mark.parametrize(("word_", "as_begun"), [("ß", "ß"), ("", ""), ("é", "É"), ("1e", "1e")])
def test_a_capital_takes_no_more_room_than_the_letter(word_: str, as_begun: str) -> None:
    assert capitalised(word_, "nl") == as_begun


def test_a_notice_to_a_lead_is_one_sentence_in_their_language() -> None:
    notice = word_notice(Notify("resume.ask", {"i": 2, "n": 6}), "en")

    assert notice.plain == "We were at step 2 of 6. Shall we go on?"
