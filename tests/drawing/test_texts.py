"""The map as text: Markdown that stays text, JSON that is the map, a post of one screen."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from golden.golden import assert_golden
from hypothesis import given
from hypothesis import strategies as st
from map_samples import HOSTILE, a_map, empty_map
from markdown_it import MarkdownIt
from said_maps import EVERYDAY, SOMETHING, said_maps
from whole_map import changed, whole_map

from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Message
from reisleider.renderers.chat.post import post
from reisleider.renderers.files.json_file import write_json
from reisleider.renderers.formats import render

SCREEN = 1200  # characters of a post that a phone shows without scrolling far
OPENS = {"html_inline", "html_block", "link_open", "image", "em_open", "code_inline", "code_block", "fence", "s_open"}


def tokens(text: str) -> list[tuple[str, str]]:
    """Every token of a Markdown text, inline ones too, with its content."""
    parsed = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(text)
    return [(one.type, one.content) for block in parsed for one in (block, *(block.children or ()))]


@EVERYDAY
@given(said_maps(texts=SOMETHING), st.sampled_from(("nl", "en")))
def test_in_markdown_nothing_people_say_becomes_markup(journey_map: JourneyMap, language: str) -> None:
    is_no_markup(journey_map, language)


@pytest.mark.long
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("words", HOSTILE)
def test_in_markdown_none_of_the_worst_words_becomes_markup(words: str, language: str) -> None:
    is_no_markup(a_map(words), language)


def is_no_markup(journey_map: JourneyMap, language: str) -> None:
    """Nothing that was said opens anything, or stands in an element of its own."""
    found = tokens(render("markdown", journey_map, language).data.decode())
    plain = tokens(render("markdown", a_map("gewoon"), language).data.decode())

    assert OPENS.isdisjoint(kind for kind, _ in found)
    assert opened(found) == opened(plain)


def opened(found: list[tuple[str, str]]) -> list[str]:
    return [kind for kind, _ in found if kind.endswith("_open")]


@pytest.mark.parametrize("words", HOSTILE[:3])
def test_in_markdown_what_people_say_is_read_as_they_said_it(words: str) -> None:
    read = tokens(render("markdown", a_map(words), "nl").data.decode())

    assert words in "".join(text for kind, text in read if kind in ("text", "text_special"))


BEHIND = re.compile(
    r"\.(study|id|compiled_at|languages|model|plain|canonical|side|language|delta|gap|gap_sure|often_worst|walked|strength)\b"
    r"|\.(phase|position|known|control)$|\.staff\.invited|^\.priorities|look_first.*\.touchpoint|gap\.touchpoint"
)
"""What Markdown leaves to the other files: ids, how a model words its phases elsewhere, figures told in words, what a
line joins."""
OURS = re.compile(r"\.(channel|evidence|source|moment|status|reason|notes)\b(?!_)")
"""Ids of our own texts: another one is not another map but a broken one."""


def test_in_markdown_no_word_or_figure_is_left_out() -> None:
    plain = [render("markdown", whole_map(), language).data for language in ("nl", "en")]
    others = [(at, one) for at, one in changed(whole_map()) if not BEHIND.search(at) and not OURS.search(at)]

    assert len(others) > 150
    for at, one in others:
        assert [render("markdown", one, language).data for language in ("nl", "en")] != plain, at


@pytest.mark.parametrize("language", ["nl", "en"])
def test_markdown_is_as_it_was_when_somebody_last_looked(language: str) -> None:
    assert_golden(f"map.{language}.md", render("markdown", whole_map(), language).data)


def test_in_markdown_a_row_has_as_many_cells_as_its_table() -> None:
    found = tokens(render("markdown", a_map("a | b \\| c"), "nl").data.decode())
    kinds = [kind for kind, _ in found]

    assert kinds.count("td_open") == 7 * (kinds.count("tr_open") - kinds.count("thead_open"))
    assert kinds.count("th_open") == 7 * kinds.count("thead_open")
    assert "a | b \\| c" in "".join(text for kind, text in found if kind in ("text", "text_special"))


def test_in_markdown_a_phase_without_anything_says_so() -> None:
    assert render("markdown", empty_map(), "nl").data.decode().count("Hierover is nog niets bekend.") == 9


def test_a_pain_is_named_in_the_readers_language_but_in_json_as_it_was_compiled() -> None:
    made = a_map("Online geboekt")
    first = made.columns[0]
    named = replace(first.touchpoints[0], label={"nl": "Online geboekt", "en": "Booked online"})
    bilingual = replace(made, columns=(replace(first, touchpoints=(named,)), *made.columns[1:]))

    assert ">Booked online (3)<" in render("svg", bilingual, "en").data.decode()
    assert render("json", bilingual, "en").data == write_json(bilingual, "en").encode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_post_is_one_screen_with_the_lead_where_to_look(language: str) -> None:
    text = post(a_map("Bijkomende kosten"), language, waiting=2).plain

    assert len(text) <= SCREEN
    assert len(text.splitlines()) <= 16
    assert "1. Bijkomende kosten: " in text
    assert "12" in text.splitlines()[1]


@EVERYDAY
@given(said_maps())
def test_the_post_has_no_style_that_people_wrote(journey_map: JourneyMap) -> None:
    is_plain(post(journey_map, "nl"))


@pytest.mark.long
@pytest.mark.parametrize("words", HOSTILE)
def test_the_post_has_no_style_of_the_worst_words(words: str) -> None:
    is_plain(post(a_map(words), "nl"))


def is_plain(message: Message) -> None:
    """The post has our own styles alone, and fits a screen."""
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
