"""Maps beside each other: drawn for a phone, every line of text readable, every side told by its own mark."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from contrasts import contrast
from geometry import holds, overlap
from hypothesis import given
from hypothesis import strategies as st
from map_samples import HOSTILE, a_map
from said_maps import EVERYDAY, said_maps

from reisleider.flows.journey import Persona
from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.flows.synthesis.measures.difference import compare
from reisleider.renderers.chat.comparison import draw_comparison, name_sides, show_comparison
from reisleider.renderers.picture.beside import MOST, lay_comparison
from reisleider.renderers.picture.drawing.palette import PAPER, SIDES
from reisleider.renderers.picture.drawing.shapes import Box, Scene, Words
from reisleider.renderers.words.labels import Labels

ELEMENTS = {"svg", "title", "desc", "rect", "text", "circle", "path"}


def sides(words: str = "Online geboekt", count: int = 2, faces: Faces | None = None) -> list[JourneyMap]:
    """A map of these words as so many personas have it; the second one's customers feel otherwise."""
    return split(a_map(words), words, count, faces)


def split(whole: JourneyMap, words: str, count: int = 2, faces: Faces | None = None) -> list[JourneyMap]:
    """The same map as so many personas have it, called after ``words``."""
    found = []
    for place in range(count):
        name = f"{words[:60]} {place}"
        made = replace(whole, persona=Persona(f"p{place}", {"nl": name, "en": name}))
        if place == 1 and faces is not None:
            columns = tuple(
                replace(one, touchpoints=tuple(replace(touchpoint, faces=faces) for touchpoint in one.touchpoints))
                for one in made.columns
            )
            made = replace(made, columns=columns)
        found.append(made)
    return found


def scene_of(maps: list[JourneyMap], language: str = "nl") -> Scene:
    return lay_comparison(compare(*maps), maps, name_sides(maps, Labels(language)), language)


@EVERYDAY
@given(said_maps(), st.sampled_from((2, 6)))
def test_whatever_people_say_stands_free_on_the_sheet_as_text(journey_map: JourneyMap, count: int) -> None:
    maps = split(journey_map, journey_map.organisation, count)

    stands_free(scene_of(maps))
    is_text_alone(maps)


@pytest.mark.long
@pytest.mark.parametrize("count", [2, 6])
@pytest.mark.parametrize("words", [*HOSTILE, "Online geboekt"])
def test_each_of_the_worst_words_stands_free_on_the_sheet_as_text(words: str, count: int) -> None:
    stands_free(scene_of(sides(words, count)))
    is_text_alone(sides(words, count))


def stands_free(scene: Scene) -> None:
    """No line leaves the sheet or stands on another."""
    sheet = Box(0, 0, scene.width, scene.height)
    boxes = [item.box for item in scene.items if isinstance(item, Words) and item.text.strip()]

    assert all(holds(sheet, box) for box in boxes)
    for place, box in enumerate(boxes):
        assert not [other for other in boxes[place + 1 :] if overlap(box, other)]


def is_text_alone(maps: list[JourneyMap]) -> None:
    """What people say is drawn as text and as nothing else."""
    root = ET.fromstring(draw_comparison(compare(*maps), maps, "nl", svg=True).data)

    assert {one.tag.removeprefix("{http://www.w3.org/2000/svg}") for one in root.iter()} <= ELEMENTS


def test_a_clear_difference_is_flagged_and_told_for_who_cannot_see_it() -> None:
    maps = sides(faces=Faces((60, 0, 0, 0, 0)))
    picture = draw_comparison(compare(*maps), maps, "nl")

    assert "Duidelijk verschil" in {item.text for item in scene_of(maps).items if isinstance(item, Words)}
    assert picture.alt.startswith("Online geboekt 0 | Online geboekt 1. Duidelijk verschil: ")
    assert picture.data == draw_comparison(compare(*maps), maps, "nl").data


def test_without_a_clear_difference_nothing_says_there_is_one() -> None:
    maps = sides()

    assert "Duidelijk verschil" not in {item.text for item in scene_of(maps).items if isinstance(item, Words)}
    assert "Nergens een duidelijk verschil." in scene_of(maps).description


def test_what_does_not_fit_is_counted() -> None:
    maps = sides()
    rows = (compare(*maps) * 50)[: MOST + 3]
    scene = lay_comparison(rows, maps, ("a", "b"), "en")

    assert "3 more touchpoints are not in this picture." in {one.text for one in scene.items if isinstance(one, Words)}
    assert scene.height <= 20 * scene.width


def test_several_sides_are_told_in_words_too() -> None:
    maps = sides(count=3, faces=Faces((60, 0, 0, 0, 0)))
    told = show_comparison(compare(*maps), maps, "en").plain

    assert "Online geboekt 0 | Online geboekt 1 | Online geboekt 2" in told
    assert "(more pleasant for Online geboekt 0 than for Online geboekt 1)" in told


def test_every_side_is_seen_on_paper() -> None:
    assert all(contrast(colour, PAPER) >= 3 for colour in SIDES)
