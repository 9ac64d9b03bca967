"""The picture of a closed round: nothing lies over anything, nothing leaves the sheet, and it reads without eyes."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest

from reisleider.flows.weighing.outcome import Outcome, Standing
from reisleider.flows.weighing.to_weigh import MOST, Candidate
from reisleider.renderers.picture.drawing.palette import CARD, TEAL
from reisleider.renderers.picture.drawing.shapes import Disc, Panel, Scene
from reisleider.renderers.picture.drawing.shapes import Words as Line
from reisleider.renderers.picture.drawing.svg import write
from reisleider.renderers.picture.quadrant import DISC, WIDTH, draw_weighed, lay_weighed

STUDY = {"nl": "Gezinsvakantie", "en": "Family holiday"}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrik"
WORDS = ("Wat kost het?", "<b>vet</b> & “x” \u202e", LONG, "日本語です", "x" * 400)
THINGS = tuple(
    Candidate(f"w{n}", "need", WORDS[n % len(WORDS)]) if n % 2 else Candidate(f"w{n}", "pain", "", {"nl": f"stap {n}"})
    for n in range(MOST)
)


def scene_of(scores: list[tuple[float, float] | None], language: str = "nl", *, firm: bool = True) -> Scene:
    standings = tuple(
        Standing(one.id, 8, 3, 1, 2, *((None, None, None) if score is None else (*score, 6)), 1, 9)
        for one, score in zip(THINGS, scores, strict=False)
    )
    return lay_weighed(Outcome(8, firm, standings), THINGS, STUDY, language)


def in_field(scene: Scene) -> tuple[Panel, list[Disc]]:
    field = next(one for one in scene.items if isinstance(one, Panel) and one.box.height > 300)
    inside = [one for one in scene.items if isinstance(one, Disc) and field.box.y < one.y < field.box.bottom]
    return field, inside


@pytest.mark.parametrize(
    "scores",
    [
        [(5.0, 1.0)] * MOST,
        [(1.0, 5.0)] * MOST,
        [(3.0, 3.0)] * MOST,
        [(n / 2 + 1, 5 - n / 2) for n in range(9)],
        [(4.5, 2.0), (5.0, 2.0), (4.5, 2.5), (5.0, 2.5), None],
    ],
)
def test_no_mark_lies_over_another_or_leaves_the_field(scores: list[tuple[float, float] | None]) -> None:
    field, marks = in_field(scene_of(scores))

    assert len(marks) == sum(one is not None for one in scores)
    assert all(hypot(a.x - b.x, a.y - b.y) >= 2 * DISC - 0.01 for a, b in combinations(marks, 2))
    assert all(field.box.x < one.x - DISC and one.x + DISC < field.box.right for one in marks)
    assert {one.fill for one in marks} == {TEAL}
    names = [one for one in scene_of(scores).items if isinstance(one, Line) and one.text in ("Eerst doen", "Later")]
    assert all(abs(one.y - mark.y) > DISC for one in names for mark in marks)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("firm", [True, False])
def test_words_stay_on_the_sheet_and_are_no_markup(language: str, firm: bool) -> None:
    scene = scene_of([(4.0, 2.0), *[None] * (MOST - 1)], language, firm=firm)
    lines = [one for one in scene.items if isinstance(one, Line)]

    assert all(one.box.x >= 0 and one.box.right <= WIDTH and one.box.bottom <= scene.height for one in lines)
    assert "<b>" not in write(scene)
    assert "\u202e" not in write(scene)
    marks = [one.text for one in lines if one.card is not None and len(one.text) <= 2 and one.ink != CARD]
    assert marks[0] == ("2" if firm else "B")


def test_where_nothing_was_rated_the_field_says_so_and_the_alt_text_tells_everything() -> None:
    scene = scene_of([None, None, None])
    picture = draw_weighed(Outcome(5, False, (Standing("w1", 5, 2, 1, 3),)), THINGS, STUDY, "en")

    assert any("effect en moeite" in one.text for one in scene.items if isinstance(one, Line))
    assert in_field(scene)[1] == []
    assert picture.data.startswith(b"\x89PNG")
    assert "Of 5 colleagues together" in picture.alt
    assert "A. Question: <b>vet</b>" in picture.alt
    assert "most important to 1–2 of 5, least to 1–2" in picture.alt
