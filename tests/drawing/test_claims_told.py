"""What a map claims, or says it cannot claim yet, as every format tells it; and lines only where people walked."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest
from map_samples import a_map
from rich.console import Console
from whole_map import SEARCHED, WAITED, whole_map

from reisleider.flows.journey_map import Faces, JourneyMap, LookFirst, MapTouchpoint, Turnout, Undecided
from reisleider.renderers.chat.grid import tell_gap
from reisleider.renderers.chat.post import post
from reisleider.renderers.chat.why import explain
from reisleider.renderers.files.facts import facts
from reisleider.renderers.formats import render
from reisleider.renderers.picture.cuts import draw
from reisleider.renderers.picture.drawing.curve import DOTTED, SOLID, Spot, draw_line
from reisleider.renderers.terminal.line import Stop, Track
from reisleider.renderers.terminal.map_lines import TerminalMap
from reisleider.renderers.words.about_map import footnotes, tell_response, tell_undecided
from reisleider.renderers.words.about_phase import tell_balance
from reisleider.renderers.words.about_touchpoint import tell_evidence
from reisleider.renderers.words.labels import Labels

NL = Labels("nl")
EARLY = Undecided(6, LookFirst(SEARCHED.label, "look.counted", {"n": 3, "of": 5}, "search"))


def early(undecided: Undecided = EARLY) -> JourneyMap:
    return replace(whole_map(), look_first=(), undecided=undecided)


def in_a_terminal(journey_map: JourneyMap) -> str:
    paper = Console(width=100, record=True, file=StringIO())
    paper.print(TerminalMap(journey_map, "nl"))
    return paper.export_text()


@pytest.mark.parametrize("format", ["svg", "html", "markdown"])
def test_that_it_is_too_early_to_say_stands_in_every_file(format: str) -> None:
    told = render(format, early(), "nl").data.decode()

    assert "Nog niet te zeggen waar je eerst kijkt" in told
    assert "Kijk hier eerst" not in told


def test_that_it_is_too_early_to_say_stands_in_the_post_and_in_the_facts() -> None:
    told = (
        "Met ongeveer 6 gesprekken meer kan het blijken. Nu staat “Zoeken op internet” bovenaan (3 van de 5 gezichten"
    )

    assert told in post(early(), "nl").plain
    assert "Kijk hier eerst" not in post(early(), "nl").plain
    assert {one.measure for one in facts(early(), "nl")} >= {"undecided", "undecided.first", "undecided.first.n"}


def test_where_all_are_alike_no_number_of_conversations_is_promised() -> None:
    assert tell_undecided(early(Undecided(None)), NL) == "De stappen verschillen weinig. Ook dat is een uitkomst."
    assert tell_undecided(whole_map(), NL) is None


# --- lines -----------------------------------------------------------------------------------------------------


def test_a_line_is_solid_only_where_enough_people_walked() -> None:
    spots = [Spot(0, 1, of="a"), Spot(10, 2, of="b"), Spot(20, 3, of="c")]

    assert list(draw_line(spots, {("a", "b")})) == [("M0.0 1.0L10.0 2.0", SOLID), ("M10.0 2.0L20.0 3.0", DOTTED)]
    assert [dash for _, dash in draw_line(spots)] == [SOLID]  # one person's own way


def test_so_it_is_in_a_terminal() -> None:
    stops = [Stop(0, 1, of="a"), Stop(2, -1, of="b"), Stop(4, 1, of="c")]
    rows = [row.plain for row in Track(4).draw(stops, 5, walked={("a", "b")})]

    assert "─" in rows[1]
    assert "┄" in rows[3]
    assert "─" not in rows[3]


def test_a_map_that_nobody_walked_has_no_solid_line() -> None:
    apart = replace(a_map(), walked=())

    assert render("svg", apart, "nl").data != render("svg", a_map(), "nl").data
    assert "│" in in_a_terminal(whole_map())
    assert "│" not in in_a_terminal(replace(whole_map(), walked=()))


# --- badges ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "evidence", "told"),
    [
        ("assumed", "assumed", "aanname"),
        ("told", "few", "verteld, door enkelen"),
        ("told", "confirmed", "verteld, bevestigd"),
        ("measured", "named", "gemeten, genoemd"),
        ("told", "measured", "verteld, genoemd"),  # of a map published before they were two
    ],
)
def test_source_and_strength_are_two_badges(source: str, evidence: str, told: str) -> None:
    assert tell_evidence(replace(SEARCHED, source=source, evidence=evidence), NL) == told  # type: ignore[arg-type]


def test_badges_are_the_same_in_every_format() -> None:
    told = "gemeten, bevestigd"

    for format in ("html", "markdown"):
        assert told in render(format, whole_map(), "nl").data.decode()
    assert told in in_a_terminal(whole_map())
    booked = next(one for column in whole_map().columns for one in column.touchpoints if one.id == "book")
    assert told in explain(whole_map(), booked, "nl").plain


# --- in words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("median", "told"),
    [
        (0.0, "Neutraal"),
        (0.5, "tussen Neutraal en Fijn"),
        (-1.5, "tussen Heel vervelend en Vervelend"),
        (2.0, "Heel fijn"),
    ],
)
def test_a_middle_between_two_faces_is_called_so(median: float, told: str) -> None:
    assert NL.middle(median) == told


def test_the_page_calls_a_middle_between_two_faces_so() -> None:
    between = replace(whole_map(), unplaced=(replace(SEARCHED, id="x", phase="", faces=Faces((0, 0, 2, 2, 0))),))

    assert "tussen Neutraal en Fijn" in render("html", between, "nl").data.decode()


def test_a_terminal_calls_colleagues_middle_between_two_faces_so() -> None:
    between = replace(whole_map(), unplaced=(replace(SEARCHED, id="x", phase="", guess=Faces((0, 0, 3, 3, 0))),))

    assert "inschatting collega's: tussen Neutraal en Fijn (6)" in in_a_terminal(between)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "collega's te rooskleurig"),
        ({"gap_sure": False}, "kan toeval zijn"),
        ({"gap": 0.2}, "ongeveer gelijk"),
        ({"guess": Faces((0, 0, 8, 0, 7)), "faces": Faces((0, 7, 8, 0, 0))}, "meest gekozen gezicht gelijk"),
        ({"gap": -0.5}, "collega's te somber"),
    ],
)
def test_a_gap_is_called_what_it_is(changes: dict[str, object], told: str) -> None:
    touchpoint: MapTouchpoint = replace(SEARCHED, **changes)  # type: ignore[arg-type]

    assert tell_gap(touchpoint, NL) == told


def test_a_response_of_more_than_was_invited_says_nothing() -> None:
    assert tell_response(replace(whole_map(), customers=Turnout(12, 0, 12)), NL) is not None
    assert tell_response(replace(whole_map(), customers=Turnout(13, 0, 12)), NL) is None


def test_hidden_outcomes_are_said_to_be() -> None:
    told = footnotes(replace(whole_map(), outcomes={"done": 9}), NL)

    assert any(line.startswith("Afloop: gelukt: 9. Van 3 andere klanten") for line in told)
    assert not any("andere klant" in line for line in footnotes(whole_map(), NL))


def test_importance_has_one_unit() -> None:
    assert [tell_balance(value, NL) for value in (0.4, -0.83, 0.0, -0.01)] == ["+0,4", "−0,8", "0,0", "0,0"]
    assert "Belang voor klanten: −0,1." in render("html", whole_map(), "nl").data.decode()
    assert "belang voor klanten −0,1" in render("markdown", whole_map(), "nl").data.decode()


def test_the_phones_cut_says_that_it_is_too_early() -> None:
    assert any("Nog niet te zeggen" in words for words in re.findall(r">([^<]+)</text>", draw(early(), "nl", "phone")))


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_five_of_five_faces_are_not_said_to_be_of_the_six_who_named_it(format: str) -> None:
    five = LookFirst(WAITED.label, "look.negative", {"n": 5, "of": 5, "often": 9}, "wait")
    written = render(format, replace(whole_map(), look_first=(five,)), "nl").data.decode()

    assert "5 van de 5 gezichten vervelend" in written
    assert "5 van de 5 klanten" not in written
