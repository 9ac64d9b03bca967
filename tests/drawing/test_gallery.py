"""The gallery: believable studies, compiled for real, and drawn so that every word can be read."""

from __future__ import annotations

import struct
from functools import cache

import pytest
from contrasts import contrast
from gallery import GalleryMap, gallery, gallery_map, model_of, names, read, rows_of, slug
from geometry import faults, ground_of

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint
from reisleider.flows.phases.models import model_ids
from reisleider.flows.synthesis.measures.difference import compare
from reisleider.renderers.chat.comparison import name_sides
from reisleider.renderers.formats import render
from reisleider.renderers.picture.beside import lay_comparison
from reisleider.renderers.picture.cuts import lay
from reisleider.renderers.picture.drawing.shapes import Scene, Words
from reisleider.renderers.words.labels import Labels

CUTS = ("full", "phone")
LEAST = 18


@cache
def scenes(name: str, cut: str) -> tuple[Scene, ...]:
    """Every map of a study, laid out once for all tests."""
    made = gallery_map(name)
    return tuple(lay(journey_map, made.language, cut) for journey_map in made.maps)


def comparison(made: GalleryMap) -> Scene:
    return lay_comparison(compare(*made.maps), made.maps, name_sides(made.maps, Labels(made.language)), made.language)


def test_there_is_a_map_of_every_phase_model_and_of_own_phases() -> None:
    models = [model_of(read(name)) for name in names()]

    assert len(models) >= LEAST
    assert {model.id for model in models} >= set(model_ids())
    assert {len(model.phases) for model in models if model.own} >= {3, 14}
    assert [name for name in names() if gallery_map(name).compared] == ["personas", "rounds"]


@pytest.mark.parametrize("name", names())
def test_every_figure_of_a_file_stands_on_its_map_or_is_hidden_for_too_few(name: str) -> None:
    data = read(name)
    kinds = data.get("persona", ()) or data.get("round", ()) or ({"id": None},)
    for side, journey_map in zip(kinds, gallery_map(name).maps, strict=True):
        rows = rows_of(data, side["id"])
        placed = [find(journey_map, row) for row in rows]
        assert len({one.id for one in placed if one}) == len([one for one in placed if one]), "two became one"
        for row, one in zip(rows, placed, strict=True):
            least = journey_map.minimums
            assert (one.faces if one else None) == told(row, "faces", least["customer"]), row["label"]
            assert (one.guess if one else None) == told(row, "guess", least["stakeholder"]), row["label"]
            assert one is None or one.phase == row["phase"]
            acted = [
                each for column in journey_map.columns for each in column.actions if one and each.touchpoint == one.id
            ]
            assert len(acted) == len(row.get("action", ()))


def told(row: dict, what: str, least: int) -> Faces | None:
    counts = tuple(row.get(what, ()))
    return Faces(counts) if sum(counts) >= least else None


def find(journey_map: JourneyMap, row: dict) -> MapTouchpoint | None:
    label = row["label"]
    shown = [one for column in journey_map.columns for one in column.touchpoints]
    return next(
        (one for one in shown if (label in one.label.values() if isinstance(label, str) else one.id == slug(label))),
        None,
    )


def test_the_same_file_makes_the_same_map() -> None:
    made = gallery()["nine-phases"]
    gallery_map.cache_clear()

    assert gallery_map("nine-phases") == made


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("name", names())
def test_no_line_leaves_its_card_or_stands_on_another(name: str, cut: str) -> None:
    for scene in scenes(name, cut):
        assert faults(scene) == []


def test_compared_no_line_leaves_the_sheet_or_stands_on_another() -> None:
    for made in gallery().values():
        assert not made.compared or faults(comparison(made)) == []


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("name", names())
def test_every_word_stands_out_from_its_ground(name: str, cut: str) -> None:
    for scene in scenes(name, cut):
        for place, item in enumerate(scene.items):
            if isinstance(item, Words) and item.text.strip():
                ground = ground_of(scene, place)
                assert contrast(item.ink, ground) >= 4.5, (item.text, item.ink, ground)


@pytest.mark.parametrize("name", ["one-respondent", "three-phases"])
def test_a_map_of_the_gallery_becomes_a_picture(name: str) -> None:
    made = render("phone-png", gallery_map(name).journey_map, gallery_map(name).language)

    assert struct.unpack(">I", made.data[16:20])[0] == 780
