"""The picture: whatever people said, it is well-formed, readable, inside its sheet, and the same every time."""

from __future__ import annotations

import struct
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from contrasts import contrast
from geometry import holds, overlap
from hypothesis import given, settings
from map_samples import HOSTILE, a_map, empty_map
from said_maps import EVERYDAY, said_maps

from reisleider.flows.faults import LanguageFault, RenderingFault
from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.renderers.formats import render
from reisleider.renderers.picture.cuts import draw, lay
from reisleider.renderers.picture.drawing.palette import CARD, FACES, PAIRS, PAPER
from reisleider.renderers.picture.drawing.png import rasterise
from reisleider.renderers.picture.drawing.shapes import Box, Scene, Words

CUTS = ("full", "phone")
LANGUAGES = ("nl", "en")
ELEMENTS = {"svg", "title", "desc", "rect", "text", "circle", "path"}
SVG = "{http://www.w3.org/2000/svg}"


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height from a PNG's header."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def lines(journey_map: JourneyMap, language: str, cut: str) -> list[Words]:
    return [item for item in lay(journey_map, language, cut).items if isinstance(item, Words)]


@EVERYDAY
@given(journey_map=said_maps())
@pytest.mark.parametrize("cut", CUTS)
def test_whatever_people_say_is_drawn_as_text_in_its_place(journey_map: JourneyMap, cut: str) -> None:
    is_text_alone(draw(journey_map, "nl", cut))
    stays_in_its_card(lay(journey_map, "nl", cut))


@pytest.mark.long
@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("words", [*HOSTILE, "Online geboekt"])
def test_each_of_the_worst_words_is_drawn_as_text_in_its_place(words: str, cut: str) -> None:
    is_text_alone(draw(a_map(words), "nl", cut))
    stays_in_its_card(lay(a_map(words), "nl", cut))


def is_text_alone(svg: str) -> None:
    """Nothing that was said became an element, a link or a script."""
    root = ET.fromstring(svg)

    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ELEMENTS
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or "href" in name]


def stays_in_its_card(scene: Scene) -> None:
    """No line leaves the sheet or the card it is on."""
    sheet = Box(0, 0, scene.width, scene.height)
    for item in scene.items:
        if isinstance(item, Words) and item.text.strip():
            assert holds(sheet, item.box), item
            assert item.card is None or holds(item.card, item.box), item


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cut", CUTS)
def test_no_two_lines_stand_on_each_other(cut: str, language: str) -> None:
    boxes = [one.box for one in lines(a_map("Bijkomende kosten na het boeken"), language, cut) if one.text.strip()]
    for place, box in enumerate(boxes):
        assert not [other for other in boxes[place + 1 :] if overlap(box, other)]


@pytest.mark.parametrize("cut", CUTS)
def test_a_shortened_text_keeps_the_whole_for_who_points_at_it(cut: str) -> None:
    words = "wij hebben heel lang moeten wachten op de bevestiging van onze reis en dat gaf veel onrust thuis " * 3
    found = lines(a_map(words), "nl", cut)

    assert any(one.text.endswith("…") for one in found)
    assert words.strip() in {one.whole for one in found}


@pytest.mark.parametrize("cut", CUTS)
def test_a_study_nobody_spoke_in_yet_is_drawn_too(cut: str) -> None:
    assert "Behoefte" in {one.text for one in lines(empty_map(), "nl", cut)}


def test_the_languages_differ_in_words_only_where_the_chrome_speaks() -> None:
    dutch, english = (draw(a_map("Online geboekt"), language) for language in LANGUAGES)

    assert "Kijk hier eerst" in dutch
    assert "Look here first" in english
    assert "Kijk hier eerst" not in english


@pytest.mark.parametrize("format", ["png", "phone-png"])
def test_a_picture_fits_what_a_chat_takes_and_says_what_it_shows(format: str) -> None:
    made = render(format, a_map(), "nl")
    wide, high = size_of(made.data)

    assert wide + high <= 10_000
    assert max(wide, high) <= 20 * min(wide, high)
    assert "Online geboekt" in made.alt
    assert render(format, empty_map(), "nl").data == render(format, empty_map(), "nl").data


def test_the_phone_picture_is_390_px_wide_at_double_sharpness() -> None:
    assert size_of(render("phone-png", empty_map(), "nl").data)[0] == 780


@settings(EVERYDAY, max_examples=2)
@given(said_maps())
def test_the_rasteriser_takes_whatever_people_say(journey_map: JourneyMap) -> None:
    assert size_of(rasterise(draw(journey_map, "en"), scale=0.5))[0] > 500


@pytest.mark.long
@pytest.mark.parametrize("words", HOSTILE)
def test_the_rasteriser_takes_each_of_the_worst_words(words: str) -> None:
    assert size_of(rasterise(draw(a_map(words), "en"), scale=0.5))[0] > 500


@pytest.mark.parametrize(
    "svg",
    ["no drawing", '<svg width="10" height="9000"></svg>', '<svg width="10" height="10"><unclosed>'],
)
def test_what_cannot_be_drawn_is_a_sentence(svg: str) -> None:
    with pytest.raises(RenderingFault, match=r"\.$"):
        rasterise(svg)


def test_every_pair_of_colours_that_is_read_has_contrast_enough() -> None:
    assert {pair: contrast(*pair) for pair in PAIRS if contrast(*pair) < 4.5} == {}
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def grey(colour: str) -> str:
    """A colour as a printer without colour prints it (ITU-R BT.709 luma)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + f"{round(0.2126 * red + 0.7152 * green + 0.0722 * blue):02x}" * 3


def test_printed_in_grey_everything_can_be_read_too() -> None:
    assert {pair for pair in PAIRS if contrast(grey(pair[0]), grey(pair[1])) < 4.5} == set()


def test_where_people_are_divided_both_ends_are_drawn_and_no_middle_face() -> None:
    made = a_map()
    divided = replace(made.columns[0].touchpoints[0], faces=Faces((4, 2, 0, 1, 5)))
    first = replace(made.columns[0], touchpoints=(divided,))
    lone = replace(made, columns=(first, *(replace(one, touchpoints=()) for one in made.columns[1:])))
    calm = replace(lone, columns=(replace(first, touchpoints=(replace(divided, faces=Faces((0, 0, 9, 0, 0))),)),))

    assert "verdeeld: de twee meest gekozen gezichten" in {one.text for one in lines(lone, "nl", "full")}
    assert "verdeeld: de twee meest gekozen gezichten" not in {one.text for one in lines(calm, "nl", "full")}


def test_faces_differ_from_their_card_and_paper() -> None:
    assert all(contrast(colour, ground) >= 3 for colour in FACES.values() for ground in (CARD, PAPER))


def test_an_unknown_format_or_language_is_one_sentence() -> None:
    with pytest.raises(RenderingFault, match="no format gif; choose one of png"):
        render("gif", a_map(), "nl")
    with pytest.raises(LanguageFault):
        render("png", a_map(), "de")
