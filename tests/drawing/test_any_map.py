"""Whatever a map holds: every word can be read, stays where it belongs, and no touchpoint is dropped in silence."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from any_maps import any_map
from geometry import faults
from hypothesis import HealthCheck, given, settings
from map_samples import a_map

from reisleider.flows.journey_map import JourneyMap, Point
from reisleider.renderers.picture.cuts import lay
from reisleider.renderers.picture.drawing.shapes import Box, Scene, Words
from reisleider.renderers.words.labels import Labels

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]  # sixty touchpoints are many
FEW = settings(max_examples=12, deadline=None, suppress_health_check=SLOW, derandomize=True, database=None)
MANY = settings(max_examples=300, deadline=None, suppress_health_check=SLOW, database=None)
CUTS = ("full", "phone")
_BREAKS = re.compile(r"[\s-]")


def dropped(journey_map: JourneyMap, scene: Scene, language: str) -> list[str]:
    """Names of touchpoints that stand nowhere: not in the lines, nor in what a shortened line keeps, nor in words."""
    words = [item for item in scene.items if isinstance(item, Words)]
    lines = _joined("".join(one.text for one in words))
    whole = _joined(" ".join(one.whole for one in words if one.whole) + scene.description)
    shown = (*(one for column in journey_map.columns for one in column.touchpoints), *journey_map.unplaced)
    names = {Labels(language, drawn=True).pick(one.label) for one in shown}
    return [name for name in names if _joined(name) not in lines and _joined(name) not in whole]


def _joined(text: str) -> str:
    """Without what breaking lines adds or takes away."""
    return _BREAKS.sub("", text)


def judge(journey_map: JourneyMap, language: str) -> None:
    for cut in CUTS:
        scene = lay(journey_map, language, cut)
        assert faults(scene) == []
        assert dropped(journey_map, scene, language) == []


@FEW
@given(any_map())
def test_any_map_can_be_read(journey_map: JourneyMap) -> None:
    judge(journey_map, "nl")


@pytest.mark.long
@MANY
@given(any_map())
def test_many_maps_can_be_read(journey_map: JourneyMap) -> None:
    judge(journey_map, "nl")
    judge(journey_map, "en")


def test_a_question_without_words_leaves_room_for_its_number() -> None:
    made = a_map()
    first = replace(made.columns[0], needs=(Point("", None, "t0"),) * 7)

    judge(replace(made, columns=(first, *made.columns[1:])), "nl")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (Words("buiten", 95, 50, 12, "regular", "#000000"), "leaves the sheet"),
        (Words("over de rand", 10, 50, 12, "regular", "#000000", card=Box(10, 40, 20, 20)), "leaves its card"),
        (Words("eroverheen", 12, 24, 12, "regular", "#000000"), "stand on each other"),
    ],
)
def test_the_judge_sees_what_cannot_be_read(words: Words, fault: str) -> None:
    good = Words("een regel", 10, 20, 12, "regular", "#000000")

    assert faults(Scene(100, 100, (good,), "", "", "nl")) == []
    assert [one for one in faults(Scene(100, 100, (good, words), "", "", "nl")) if fault in one]


def test_the_judge_misses_a_touchpoint_that_is_not_drawn() -> None:
    made = a_map("Online geboekt")
    scene = lay(made, "nl", "full")
    without = replace(scene, items=tuple(item for item in scene.items if not isinstance(item, Words)), description="")

    assert dropped(made, scene, "nl") == []
    assert dropped(made, without, "nl") == ["Online geboekt"]
