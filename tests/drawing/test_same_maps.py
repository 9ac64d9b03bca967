"""Studies in which nobody placed anything compile to the map they compiled to before merging became careful.

``before-careful.json`` was written by the product as it was then, and is never written anew: every map of the gallery,
what the demo's people told, and what was one in it, with the demo's labels and without. What differs since is named
here, each with why.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from gallery import DAY, gallery_map, names

from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.journey import Journey, Label, Touchpoint
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.merging.merge import merge

NOON = datetime.combine(DAY, time(12), UTC)
BEFORE = json.loads((Path(__file__).parent.parent / "golden" / "before-careful.json").read_text(encoding="utf-8"))
CALLED = {  # touchpoints that are called otherwise since: study, id, name
    # what people share as a name is the name in the languages that the program speaks, whatever else the study speaks
    ("cyrillic", "t-5ffba2197691"): dict.fromkeys(("en", "nl"), "Розмова з касиркою в магазині"),
}
APART = (  # what became several since, where no label brings it together; a lead sorts it in one card each
    # calls that share the telephone, and nothing else: they are at odds
    (("gebeld met Zonnevaart",), ("gebeld voor advies",)),
    # without labels the lexicon knows too little of this study: what lies far apart in the journeys is not one moment
    (("bevestiging per mail",), ("mail met bevestiging",)),
    (("samen de knoop doorgehakt",), ("vakantieperiode gekozen",)),
    # and what shares one word must not tell more beside it
    (("bijkomende kosten", "extra kosten op het eind"), ("extra costs",)),
    (("heard nothing for months",), ("maanden niets gehoord",)),
    (("boeking gedaan op de website", "op de site geboekt"), ("online geboekt",)),
    (("gegoogeld",), ("op internet gezocht", "zoeken op internet")),
)


@pytest.mark.parametrize("name", names())
def test_a_study_of_the_gallery_has_the_touchpoints_it_had(name: str) -> None:
    before = [[_as_called(name, row) for row in rows] for rows in BEFORE["maps"][name]]

    assert [_rows(one) for one in gallery_map(name).maps] == before


def test_every_study_that_there_was_is_compiled_still() -> None:
    assert set(BEFORE["maps"]) == set(names())
    assert sum(len(rows) for maps in BEFORE["maps"].values() for rows in maps) > 300


def test_what_the_demos_people_told_is_one_where_it_was_with_the_studys_labels() -> None:
    assert _groups(load_demo_study().labels) == BEFORE["with labels"]


def test_without_labels_only_what_is_named_here_became_several() -> None:
    became = {tuple(sorted(words for one in several for words in one)): several for several in APART}
    expected = [list(one) for row in BEFORE["without labels"] for one in became.get(tuple(row), (row,))]

    assert set(became) <= {tuple(row) for row in BEFORE["without labels"]}
    assert _groups(()) == sorted(expected)


def _as_called(study: str, row: Sequence[Any]) -> list[Any]:
    phase, id, label, named, faces = row
    return [phase, id, CALLED.get((study, id), label), named, faces]


def _rows(made: JourneyMap) -> list[list[Any]]:
    """The touchpoints that enough people named: phase, id, name, by how many, the faces from the worst."""
    return [
        [column.phase.id, one.id, dict(one.label), one.named, None if one.faces is None else list(one.faces.counts)]
        for column in made.columns
        for one in column.touchpoints
        if one.named is not None
    ]


def _groups(labels: Sequence[Label]) -> list[list[str]]:
    """What is one of what was told, with these labels and without anybody who places something."""
    found = merge([_journey(*one) for one in BEFORE["told"]], labels, (), likeness_of(load_demo_study()))
    return sorted(sorted({one.touchpoint.words for one in group.mentions}) for group in found)


def _journey(id: str, track: Any, told: Sequence[Sequence[str]]) -> Journey:
    steps = tuple(Touchpoint(f"i{at + 1}", words, at, phase=phase) for at, (words, phase) in enumerate(told))
    return Journey(
        interview=id,
        study="demo",
        participant=id,
        track=track,
        language="nl",
        finished=True,
        began_at=NOON,
        ended_at=NOON,
        touchpoints=steps,
    )
