"""Every message the bot can send is one that Slack takes, whatever people say, and nothing they say is a mention."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_blocks_check import faults_of, view_faults

from reisleider.bot.adapters.slack.blocks import (
    FALLBACK,
    pack,
    to_blocks,
    to_fallback,
    to_home,
    to_modal,
    to_mrkdwn,
    unescape,
)
from reisleider.bot.commands.overview import menus_in
from reisleider.bot.serving.study_form import form_in
from reisleider.flows.messages import Attachment, Button, Message, Span

HOSTILE = (
    "& < > _ * [ ] ( ) ~ ` > # + - = | { } . !",
    "<!channel> <!here> <@U1> <http://x.example|klik>",
    "*vet* _schuin_ ~weg~ `code` ```blok```",
    "😀👩🏽‍🚀🇳🇱 شكرا 谢谢",
    "een\x00twee\x07",
    "x" * 5000,
    "woord " * 900,
)
STYLES = ("plain", "bold", "italic", "quote")


def texts_in(message: Message) -> str:
    return "".join(
        element["text"]
        for block in to_blocks(message)
        if block["type"] == "rich_text"
        for section in block["elements"]
        for element in section["elements"]
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_people_say_is_taken_and_read_as_they_said_it(words: str, style: str) -> None:
    pieces = pack(Message((Span("Je zei: "), Span(words, style)), (Button("a", words), Button("b", "Nee")), "i1", 3))

    for piece in pieces:
        assert faults_of(to_blocks(piece)) == []
        assert len(to_fallback(piece)) <= FALLBACK
    read = "".join(texts_in(piece) for piece in pieces)
    clean = "".join(sign for sign in words if sign in "\n\t" or sign >= " ")
    assert read.replace(" ", "") == f"Je zei: {clean}".replace(" ", "")


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_people_say_is_a_mention_where_slack_parses(words: str) -> None:
    message = Message((Span(words, "bold"),))

    for text in (to_fallback(message), to_mrkdwn(message.text)):
        assert "<" not in text
        assert ">" not in text


def test_own_words_do_not_become_bold_beside_a_picture() -> None:
    assert to_mrkdwn((Span("a *b* _c_"),)) == "a *\u200bb*\u200b _\u200bc_\u200b"
    link = "https://t.me/reisleider_bot?start=a_b-c"
    assert to_mrkdwn((Span(f"klik: {link}\n_zo_"),)) == f"klik: {link}\n_\u200bzo_\u200b"
    assert to_mrkdwn((Span("titel", "bold"), Span("\nregel"))) == "*titel*\nregel"


@given(st.text(max_size=4000))
def test_a_fallback_never_ends_in_half_an_entity(words: str) -> None:
    text = to_fallback(Message((Span(words),)))
    tail = text.rsplit("&", 1)

    assert len(tail) == 1 or ";" in tail[1]


@given(st.text(max_size=200))
def test_words_come_back_as_they_were_typed(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert unescape(escaped) == words


@pytest.mark.parametrize("count", [1, 2, 5, 6, 10, 11, 40, 100])
def test_any_number_of_options_is_shown(count: int) -> None:
    buttons = tuple(Button(f"i{n}", f"stap {n} " + "x" * n) for n in range(count))

    assert faults_of(to_blocks(Message((Span("Welke?"),), buttons, "f" * 16, 99))) == []


def test_faces_stand_in_one_row() -> None:
    faces = tuple(Button(f"f{n}", f"{face} Woord", n - 2) for n, face in enumerate("😞🙁😐🙂😄"))
    rows = to_blocks(Message((Span("Hoe?"),), (*faces, Button("forgot", "Weet ik niet meer")), "i", 1))[1:]

    assert [len(row["elements"]) for row in rows] == [5, 1]


def test_a_question_with_files_keeps_its_buttons_apart() -> None:
    picture = Attachment("a.png", "image/png", b"x")
    pieces = pack(Message((Span("kijk"),), (Button("a", "Ja"),), attachments=(picture,)))

    assert [(len(one.buttons), len(one.attachments)) for one in pieces] == [(1, 0), (0, 1)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_form_the_home_and_the_menus_fit(language: str) -> None:
    card = Message((Span("Titel", "bold"), Span("\n1/2")), (Button("map:zonnevaart", "Kaart"),))

    assert view_faults(to_modal(form_in(language), "C1")) == []
    assert view_faults(to_home([card] * 40)) == []
    for menu in menus_in(language):
        assert all(len(name) <= 32 and 1 <= len(words) <= 256 for name, words in menu)
