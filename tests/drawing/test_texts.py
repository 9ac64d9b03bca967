"""The map as text: Markdown that stays text, JSON that is the map, a post of one screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from map_samples import HOSTILE, a_map, empty_map
from markdown_it import MarkdownIt

from renderers import post, render

SCREEN = 1200  # characters of a post that a phone shows without scrolling far
OPENS = {"html_inline", "html_block", "link_open", "image", "em_open", "code_inline", "code_block", "fence", "s_open"}


def tokens(text: str) -> list[tuple[str, str]]:
    """Every token of a Markdown text, inline ones too, with its content."""
    parsed = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(text)
    return [(one.type, one.content) for block in parsed for one in (block, *(block.children or ()))]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("words", HOSTILE)
def test_in_markdown_nothing_people_say_becomes_markup(words: str, language: str) -> None:
    found = tokens(render("markdown", a_map(words), language).data.decode())
    plain = tokens(render("markdown", a_map("gewoon"), language).data.decode())

    assert OPENS.isdisjoint(kind for kind, _ in found)
    assert opened(found) == opened(plain)


def opened(found: list[tuple[str, str]]) -> list[str]:
    return [kind for kind, _ in found if kind.endswith("_open")]


@pytest.mark.parametrize("words", HOSTILE[:3])
def test_in_markdown_what_people_say_is_read_as_they_said_it(words: str) -> None:
    read = tokens(render("markdown", a_map(words), "nl").data.decode())

    assert words in "".join(text for kind, text in read if kind in ("text", "text_special"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_post_is_one_screen_with_the_lead_where_to_look(language: str) -> None:
    text = post(a_map("Bijkomende kosten"), language, waiting=2).plain

    assert len(text) <= SCREEN
    assert len(text.splitlines()) <= 16
    assert "1. Bijkomende kosten: " in text
    assert "12" in text.splitlines()[1]


@pytest.mark.parametrize("words", HOSTILE)
def test_the_post_has_no_style_that_people_wrote(words: str) -> None:
    message = post(a_map(words), "nl")

    assert message.text[0].style == "title"
    assert {span.style for span in message.text[1:]} <= {"plain", "bold", "italic"}
    assert len(message.plain) <= SCREEN


def test_a_map_of_staff_alone_says_so_first() -> None:
    for language, words in (("nl", "Aanname"), ("en", "Assumption")):
        text = post(replace(a_map(), assumption=True), language).plain

        assert words.casefold() in text.splitlines()[1].casefold()


def test_a_study_without_answers_is_posted_kindly() -> None:
    text = post(empty_map(), "nl").plain

    assert "0 klanten" in text
    assert "Kijk hier eerst" not in text
