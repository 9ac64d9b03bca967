"""Every text the bot can send is one that Telegram's own parser takes, whatever people say."""

from __future__ import annotations

import json

import pytest
import tdjson
from hypothesis import given
from hypothesis import strategies as st

from reisleider.bot.adapters.button import MOST, Carried, carry, read_carried
from reisleider.bot.adapters.cut import split, units
from reisleider.bot.adapters.telegram.markup import lay_out, to_html
from reisleider.bot.adapters.telegram.pieces import CAPTION, TEXT, pack
from reisleider.flows.messages import Attachment, Button, Message, Span
from reisleider.flows.scripts.script import load_script, script_names
from reisleider.renderers.chat.wording import label_of

HOSTILE = (
    "& < > _ * [ ] ( ) ~ ` > # + - = | { } . !",
    "<b>vet</b> <a href='x'>x</a> &amp; &lt;",
    "<!channel> <@U1> @alle",
    "\u202emis\u202c \u200b \u202e",
    "😀👩🏽‍🚀🇳🇱 شكرا 谢谢",
    "een\x00twee\x07\ud83d",
    "x" * 5000,
    "woord " * 900,
    "\n\n\n",
)
STYLES = ("plain", "bold", "italic", "quote")


def parse(text: str) -> dict:
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    return json.loads(tdjson.td_execute(json.dumps(request).encode()))


def visible(text: str) -> str:
    """A text without control characters and halves of letters, which no chat can show."""
    return "".join(sign for sign in text if sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff"))


@pytest.fixture(autouse=True, scope="module")
def _quiet() -> None:
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_people_say_is_read_as_they_said_it(words: str, style: str) -> None:
    for piece in pack(Message((Span("Je zei: "), Span(words, style), Span(".", "bold")))):
        found = parse(to_html(piece.text))

        assert found["@type"] == "formattedText", found
        assert found["text"] == visible(piece.plain)
        assert units(found["text"]) <= 4096


@given(st.lists(st.tuples(st.text(max_size=300), st.sampled_from(STYLES)), min_size=1, max_size=6))
def test_any_spans_parse(spans: list[tuple[str, str]]) -> None:
    for piece in pack(Message(tuple(Span(text, style) for text, style in spans))):
        assert parse(to_html(piece.text))["@type"] == "formattedText"


@given(st.text(max_size=400), st.integers(5, 90))
def test_splitting_loses_nothing_but_white(text: str, room: int) -> None:
    pieces = split((Span(text),), room)

    assert all(sum(units(span.text) for span in piece) <= room for piece in pieces)
    joined = "".join(span.text for piece in pieces for span in piece)
    assert "".join(joined.split()) == "".join(text.split())
    assert all("".join(span.text for span in piece).strip() for piece in pieces) or len(pieces) == 1


def test_a_piece_of_nothing_but_white_is_left_out() -> None:
    assert split((Span("a" * 50), Span(" \r\u2003" * 30)), 50) == ((Span("a" * 50),),)
    assert split((Span("   "),), 50) == ((Span("   "),),)


def test_buttons_stand_below_the_last_piece_only() -> None:
    pieces = pack(Message((Span("woord " * 1500),), (Button("a", "Ja"),), "i1", 3))

    assert [len(piece.buttons) for piece in pieces] == [0, 0, 1]
    assert all(units(piece.plain) <= TEXT for piece in pieces)


def test_a_picture_carries_its_text_where_that_fits_and_files_come_as_an_album() -> None:
    picture = Attachment("a.png", "image/png", b"")
    files = tuple(Attachment(f"{n}.svg", "image/svg+xml", b"") for n in range(12))
    short = pack(Message((Span("kort"),), attachments=(picture, *files)))
    long = pack(Message((Span("x" * (CAPTION + 1)),), attachments=(picture,)))

    assert [(len(one.attachments), bool(one.plain)) for one in short] == [(1, True), (10, False), (2, False)]
    assert [(len(one.attachments), bool(one.plain)) for one in long] == [(0, True), (1, False)]


@pytest.mark.parametrize("name", script_names())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_faces_stand_in_two_rows_with_their_words(name: str, language: str) -> None:
    for step in load_script(name).steps:
        if not any(option.face is not None for option in step.options):
            continue
        rows = lay_out([Button(one.id, label_of(one, language), one.face) for one in step.shown])

        assert [len(row) for row in rows] == [2, 3, 1]
        assert all(label == button.label and " " in label for row in rows for button, label in row)


def test_faces_whose_words_do_not_fit_stand_alone_in_one_row() -> None:
    faces = tuple(Button(f"f{n}", f"{face} Zo lang als woorden", n - 2) for n, face in enumerate("😞🙁😐🙂😄"))
    rows = lay_out((*faces, Button("forgot", "Weet ik niet meer")))

    assert [label for _, label in rows[0]] == ["😞", "🙁", "😐", "🙂", "😄"]
    assert [label for _, label in rows[1]] == ["Weet ik niet meer"]


def test_short_buttons_stand_beside_each_other() -> None:
    assert [len(row) for row in lay_out((Button("a", "Ja"), Button("b", "Nee")))] == [2]


def test_in_a_menu_an_answer_that_is_a_face_keeps_what_it_answers() -> None:
    menu = (Button("end", "Hoe de afloop was: 🙁", -1), Button("none", "Toch niets"))

    assert [label for row in lay_out(menu) for _, label in row] == ["Hoe de afloop was: 🙁", "Toch niets"]


def test_every_button_is_on_one_page_and_every_page_can_be_turned_to() -> None:
    many = tuple(Button(f"i{n}", f"stap nummer {n} van velen") for n in range(34))
    pages = [lay_out(many, page) for page in range(4)]

    assert [button.id for page in pages for row in page[:-1] for button, _ in row] == [one.id for one in many]
    assert [[label for _, label in page[-1]] for page in pages] == [
        ["2/4 ▶"],
        ["◀ 1/4", "3/4 ▶"],
        ["◀ 2/4", "4/4 ▶"],
        ["◀ 3/4"],
    ]
    assert lay_out(many, 99) == pages[3]
    assert len(lay_out(many[:12])) == 12


@pytest.mark.parametrize("name", script_names())
def test_every_option_of_every_script_can_be_carried(name: str) -> None:
    for step in load_script(name).steps:
        for option in step.options:
            carried = carry(Message((), interview="f" * 16, turn=9999), option.id)

            assert len(carried.encode()) <= MOST
            assert read_carried(carried) == Carried(option.id, "f" * 16, 9999)


@pytest.mark.parametrize("text", [None, "", "x", "a.b", "a.x.c", "..", "a.1."])
def test_what_is_none_of_ours_carries_nothing(text: str | None) -> None:
    assert read_carried(text) is None


def test_what_cannot_be_carried_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 64 bytes"):
        carry(Message((), interview="f" * 16, turn=1), "é" * 30)
