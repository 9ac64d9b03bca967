"""A first map, of a few customers, and what every map says of what it misses."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from io import StringIO

import pytest
from map_samples import a_map, young_map
from rich.console import Console

from reisleider.flows.journey_map import JourneyMap, Placement
from reisleider.renderers.chat.details import show_details
from reisleider.renderers.chat.post import post
from reisleider.renderers.chat.why import explain
from reisleider.renderers.formats import render
from reisleider.renderers.picture.cuts import lay
from reisleider.renderers.picture.drawing.shapes import Words
from reisleider.renderers.terminal.map_lines import TerminalMap
from reisleider.renderers.words.about_map import tell_placement, tell_unplaced
from reisleider.renderers.words.labels import Labels

NL = Labels("nl")
SHARE = "82% van wat 12 klanten vertelden staat op de kaart: 58 van de 71 stappen."


def on_paper(journey_map: JourneyMap, width: int = 200) -> str:
    out = StringIO()
    Console(file=out, width=width).print(TerminalMap(journey_map, "nl"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("placement", "told", "left"),
    [
        (
            Placement(31, 36, 12, 5),
            "86% van wat 12 klanten vertelden staat op de kaart: 31 van de 36 stappen. "
            "Sorteer ze met “sort”: 5 kaartjes, zo'n 2 min.",
            "5 stappen staan nog niet op de kaart. Sorteer ze met “sort”: 5 kaartjes, zo'n 2 min.",
        ),
        (
            Placement(31, 36, 12),
            "86% van wat 12 klanten vertelden staat op de kaart: 31 van de 36 stappen. "
            "Met meer gesprekken komen ze erbij.",
            "5 stappen staan nog niet op de kaart. Met meer gesprekken komen ze erbij.",
        ),
        (Placement(36, 36, 12), "Alle 36 stappen die 12 klanten vertelden staan op de kaart.", None),
        (Placement(36, None, 12), *["Een paar stappen van klanten staan nog niet op de kaart."] * 2),
        (None, None, None),
    ],
)
def test_what_is_missed_is_told_as_far_as_it_may_be(
    placement: Placement | None, told: str | None, left: str | None
) -> None:
    journey_map = replace(a_map(), placement=placement)

    assert tell_placement(journey_map, NL) == told
    assert tell_unplaced(placement, NL) == left
    assert left is None or left in post(journey_map, "nl").plain


def test_a_share_just_under_all_is_never_told_as_all() -> None:
    told = tell_placement(replace(a_map(), placement=Placement(9999, 10_002, 900)), NL)

    assert told is not None
    assert told.startswith("99% ")


@pytest.mark.parametrize("format", ["svg", "html", "markdown", "mermaid", "csv", "cjml"])
def test_every_file_says_how_much_of_what_was_told_it_shows(format: str) -> None:
    text = unescape(render(format, a_map(), "nl").data.decode("utf-8-sig")).replace("\\", "")

    assert "82% van wat 12 klanten vertelden" in text


def test_a_terminal_says_it_too() -> None:
    assert SHARE in on_paper(a_map())


def drawn(cut: str) -> list[str]:
    return [one.text for one in lay(young_map(), "nl", cut).items if isinstance(one, Words)]


@pytest.mark.parametrize("cut", ["full", "phone"])
def test_a_picture_of_a_first_map_says_so_and_tells_its_phases(cut: str) -> None:
    words = " ".join(drawn(cut))

    assert "Een eerste kaart" in words
    assert "Met 4 gesprekken zie je hoe de fasen voelden" in words
    assert "6 stappen van 4 klanten: vooral" in words
    assert "een hele fase" in words


def test_a_full_picture_says_of_which_phase_too_little_is_known() -> None:
    assert "nog te weinig klanten" in drawn("full")
    assert "nog niets over verteld" in drawn("full")


def test_the_terminal_marks_a_phase_on_the_line() -> None:
    rows = on_paper(young_map()).splitlines()
    weighing = next(row for row in rows if "6 stappen van 4 klanten: vooral vervelend" in row)

    assert weighing.startswith("·   ●   ·   ◇   ·")
    assert any("Een eerste kaart" in row for row in rows)


def test_a_chat_tells_the_phases_and_why_they_look_so() -> None:
    journey_map = young_map()

    assert "6 stappen van 4 klanten: vooral vervelend (🙁3 🙂1–2)" in show_details(journey_map, "nl").plain
    assert "vooral vervelend (😞 0 · 🙁 3" in explain(journey_map, journey_map.columns[1], "nl").plain
    assert "Afweging: 3 van de 4 gezichten vervelend\n" in post(journey_map, "nl").plain


def test_the_page_has_a_band_a_face_and_counts_for_every_phase_told_as_a_whole() -> None:
    page = render("html", young_map(), "nl").data.decode()

    assert page.count('class="spot as-phase"') == 3
    assert "Een eerste kaart" in page
    assert "per fase: één gezicht per klant" in page
