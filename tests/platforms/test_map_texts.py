"""The map as it stands in a chat: every message is one its platform takes, for the largest map and the worst words."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import tdjson
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_blocks_check import faults_of

from reisleider.bot.adapters.cut import units
from reisleider.bot.adapters.slack.blocks import pack as pack_for_slack
from reisleider.bot.adapters.slack.blocks import to_blocks, to_fallback
from reisleider.bot.adapters.telegram.markup import to_html
from reisleider.bot.adapters.telegram.pieces import CAPTION
from reisleider.bot.adapters.telegram.pieces import pack as pack_for_telegram
from reisleider.flows.journey import Phase
from reisleider.flows.journey_map import Faces, JourneyMap, LookFirst, MapTouchpoint, PhaseColumn
from reisleider.flows.messages import Attachment, LineChart, Message, Span, Table
from reisleider.renderers.chat.details import show_details
from reisleider.renderers.chat.post import post

sys.path.insert(0, str(Path(__file__).parent.parent / "drawing"))
from map_samples import HOSTILE, a_map, empty_map

PICTURE = Attachment("map.png", "image/png", b"x", "een kaart")


def a_large_map(
    words: str = "arbeidsongeschiktheidsverzekeringsmaatschappij", phases: int = 14, each: int = 5
) -> JourneyMap:
    """14 phases of 5 touchpoints, each with everything that can be said of it."""
    texts = {"nl": words, "en": words}
    columns = []
    for place in range(phases):
        name = {"nl": f"{words} {place}", "en": f"{words} {place}"}
        phase = Phase(f"p{place}", name, name, ("need",))
        touchpoints = tuple(
            MapTouchpoint(
                f"t{place}.{at}",
                {"nl": f"{words} {place} {at}", "en": f"{words} {place} {at}"},
                phase.id,
                at,
                "both",
                named=100,
                named_by_staff=100,
                faces=Faces((100, 20, 30, 40, 100)),
                guess=Faces((10, 20, 30, 40, 100)) if at % 2 else None,
                gap=-0.9 if at % 2 else None,
                moment="decisive",
                moment_n=100,
                blind_spot=True,
            )
            for at in range(each)
        )
        columns.append(PhaseColumn(phase, touchpoints, hidden=3))
    looks = tuple(
        LookFirst(texts, "look.near-drop-off", {"n": 100, "of": 100, "dropped": 100, "often": 10}) for _ in range(3)
    )
    return replace(a_map(words), columns=tuple(columns), look_first=looks)


def parse(text: str) -> dict:
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    return json.loads(tdjson.td_execute(json.dumps(request).encode()))


def posted(journey_map: JourneyMap, language: str = "nl") -> tuple[Message, Message]:
    first = post(journey_map, language, 3, living=True)
    return replace(first, attachments=(PICTURE,), renewable=True), show_details(journey_map, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("words", [*HOSTILE, "arbeidsongeschiktheidsverzekeringsmaatschappij", "gewoon"])
def test_slack_takes_the_largest_map_with_and_without_its_own_tables(words: str, language: str) -> None:
    for message in posted(a_large_map(words), language):
        for piece in pack_for_slack(message):
            pictures = ["F1"] * len(piece.attachments)

            assert faults_of(to_blocks(piece, pictures=pictures)) == []
            assert faults_of(to_blocks(piece, native=False, pictures=pictures)) == []
            assert to_fallback(piece)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("words", [*HOSTILE, "arbeidsongeschiktheidsverzekeringsmaatschappij", "gewoon"])
def test_telegram_takes_the_largest_map_and_the_post_stands_under_its_picture(words: str, language: str) -> None:
    first, details = posted(a_large_map(words), language)
    (under,) = pack_for_telegram(first)
    found = [parse(to_html(piece.text)) for piece in pack_for_telegram(details)]

    assert under.attachments
    assert units(parse(to_html(under.text))["text"]) <= CAPTION
    assert all(one["@type"] == "formattedText" and units(one["text"]) <= 4096 for one in found)
    kinds = [entity["type"]["@type"] for one in found for entity in one["entities"]]
    assert kinds.count("textEntityTypeExpandableBlockQuote") == len(found)


WORDS = st.text(max_size=80)
COUNTS = st.tuples(*[st.integers(0, 300)] * 5).filter(lambda counts: sum(counts) >= 3)


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    columns = []
    for place in range(draw(st.integers(0, 14))):
        name = draw(WORDS)
        touchpoints = tuple(
            MapTouchpoint(
                f"t{place}.{at}",
                {"nl": draw(WORDS)},
                f"p{place}",
                at,
                draw(st.sampled_from(("both", "customers", "staff"))),
                named=draw(st.none() | st.integers(3, 400)),
                faces=draw(st.none() | COUNTS.map(Faces)),
                guess=draw(st.none() | COUNTS.map(Faces)),
                gap=draw(st.none() | st.floats(-1, 1)),
            )
            for at in range(draw(st.integers(0, 5)))
        )
        columns.append(
            PhaseColumn(Phase(f"p{place}", {"nl": name}, {"nl": name}, ("need",)), touchpoints, draw(st.integers(0, 9)))
        )
    title = draw(WORDS)
    return replace(a_map(), title={"nl": title}, columns=tuple(columns))


@settings(max_examples=40, deadline=None)
@given(maps())
def test_any_map_is_taken_by_both(journey_map: JourneyMap) -> None:
    for message in posted(journey_map):
        for piece in pack_for_slack(message):
            assert faults_of(to_blocks(piece, pictures=["F1"] * len(piece.attachments))) == []
            assert faults_of(to_blocks(piece, native=False)) == []
        for piece in pack_for_telegram(message):
            assert parse(to_html(piece.text))["@type"] == "formattedText"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_touchpoint_is_in_the_words_and_in_the_table_and_no_figure_that_is_not_on_the_map(language: str) -> None:
    journey_map = a_large_map("stap")
    details = show_details(journey_map, language)
    (table,) = details.tables
    shown = "\n".join(" ".join(row) for row in table.rows)

    for number in range(1, 71):
        assert f"\n{number}. stap" in details.plain
        assert f" {number}. stap" in shown
    assert details.plain.count("nog 3" if language == "nl" else "3 more") == 14
    assert sum(len(row) == len(table.head) for row in table.rows) == 70 + 14


def test_a_line_goes_through_every_touchpoint_that_has_a_figure_and_through_no_other() -> None:
    details = show_details(a_large_map("stap"), "nl")
    felt = [one for one in details.charts if len(one.lines) == 1]
    both = [one for one in details.charts if len(one.lines) == 2]

    assert [len(one.points) for one in felt] == [18, 18, 18, 16]
    assert sum(len(one.points) for one in both) == 28
    assert all(len(values) == len(one.points) for one in details.charts for _, values in one.lines)
    assert all(1 <= value <= 5 for one in details.charts for _, values in one.lines for value in values)


def test_a_map_under_the_minimum_has_no_line_and_no_number_but_the_minimum() -> None:
    bare = MapTouchpoint("t1", {"nl": "gebeld"}, "need", 0, "both")
    column = replace(a_map().columns[0], touchpoints=(bare,), hidden=0)
    details = show_details(replace(a_map(), columns=(column,)), "nl")

    assert details.charts == ()
    assert details.tables[0].rows == (("Behoefte", "1. gebeld", "–", "–", "–", "–", "–"),)
    assert details.plain.splitlines()[-1] == "1. gebeld: –"


def test_nothing_told_yet_has_no_table() -> None:
    assert show_details(empty_map(), "nl").tables == ()
    assert show_details(empty_map(), "nl").charts == ()


def test_what_slack_shows_in_its_table_is_left_out_of_the_words_and_stands_there_without_it() -> None:
    (piece, *_) = pack_for_slack(show_details(a_map("online geboekt"), "nl"))

    def words(native: bool) -> str:
        return json.dumps([one for one in to_blocks(piece, native=native) if one["type"] == "rich_text"])

    assert "online geboekt" not in words(native=True)
    assert "online geboekt" in words(native=False)
    assert [one["type"] for one in to_blocks(piece)] == ["rich_text", "data_table", "data_visualization"]


def test_labels_that_would_read_alike_are_told_apart() -> None:
    same = tuple("9" * 30 for _ in range(20))
    chart = LineChart("x" * 80, same, (("n" * 30, (1.0,) * 20),), "s" * 80)
    table = Table("c" * 80, ("a", "b"), (("", "\n"),))

    assert faults_of(to_blocks(Message((Span("kijk"),), charts=(chart,), tables=(table,)))) == []


def test_the_post_says_that_it_is_kept_up_to_date_on_what_and_since_when() -> None:
    assert "bijgewerkt op 2 maart 2026, met 18 gesprekken" in post(a_map(), "nl", living=True).plain
    assert "updated on 2 March 2026, with 18 interviews" in post(a_map(), "en", living=True).plain
    assert "bijgewerkt" not in post(a_map(), "nl").plain


def test_other_scripts_are_read_in_a_chat_as_they_were_said() -> None:
    said = "شكرا جزيلا"

    assert said in post(a_map(said), "nl").plain
    assert said in show_details(a_map(said), "nl").plain
