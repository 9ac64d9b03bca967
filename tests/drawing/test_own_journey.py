"""A participant's own journey: everything they told, nobody else's, whatever they said."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from geometry import holds, overlap
from golden.golden import assert_golden
from hypothesis import given, settings
from hypothesis import strategies as st
from map_samples import HOSTILE
from rich.cells import cell_len

sys.path.insert(0, str(Path(__file__).parent.parent / "synthesis"))

from journey_samples import journey, visit

from reisleider.flows.journey import Journey, Remark
from reisleider.flows.phases.models import load_model
from reisleider.renderers.picture.drawing.faces import draw_face
from reisleider.renderers.picture.drawing.shapes import Box, Disc, Panel, Scene, Words
from reisleider.renderers.picture.drawing.svg import write
from reisleider.renderers.picture.own_file import draw_own, mark_own
from reisleider.renderers.picture.own_way import MOST, lay_own
from reisleider.renderers.terminal.own_lines import tell_own

MODEL = load_model("nine-phases")
PLAIN = {phase.id: phase.plain for phase in MODEL.phases}
LABELS = {phase.id: phase.label for phase in MODEL.phases}
CHANNELS = ("website", "app", "phone", "mail", "chat", "shop", "letter", "elsewhere")
ELEMENTS = {"svg", "title", "desc", "rect", "text", "circle", "path"}


def a_journey(words: str = "online geboekt", **more: object) -> Journey:
    """A customer's journey with something of everything."""
    visits = [
        visit("zoeken op internet", 0, "orientation", channel="website"),
        visit(words, -2, "purchase", channel="website", why=words),
        visit("wachten op de papieren", None, "delivery", wait=True, emotion_unknown="forgot"),
        visit("bevestiging gekregen", 1, "delivery", channel="mail"),
        visit("naar de kinderclub", 2, "use", why="onze dochter wilde er elke ochtend heen"),
    ]
    told: dict[str, object] = {
        "remarks": (Remark("goal", words),),
        "remembered": "i5",
        "decided_at": "i1",
        "nearly_stopped_at": "i2",
        "outcome": "done",
        "end_emotion": 1,
    }
    return journey(1, visits, **(told | more))


def of_a_colleague() -> Journey:
    visits = [
        visit("online boeken", None, "purchase", guess=1, channel="website"),
        visit("wachten op reispapieren", None, "delivery", guess=-1, wait=True),
        visit("welkomstpakket", None, "use", designed=True),
    ]
    return journey(1, visits, track="stakeholder")


def lines(scene: Scene) -> list[Words]:
    return [item for item in scene.items if isinstance(item, Words) and item.text.strip()]


def texts(scene: Scene) -> str:
    return " ".join(one.text for one in lines(scene))


def stands_free(scene: Scene) -> None:
    """Every line on the sheet and in its card, and none on another; no face on a face."""
    sheet = Box(0, 0, scene.width, scene.height)
    boxes = [one.box for one in lines(scene)]
    assert all(holds(sheet, box) for box in boxes)
    assert all(one.card is None or holds(one.card, one.box) for one in lines(scene))
    for place, box in enumerate(boxes):
        assert not [other for other in boxes[place + 1 :] if overlap(box, other)]
    discs = [item for item in scene.items if isinstance(item, Disc) and item.radius >= 8]
    for one, other in itertools.pairwise(sorted(discs, key=lambda disc: (disc.y, disc.x))):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.radius + other.radius) ** 2
    cards = [item.box for item in scene.items if isinstance(item, Panel)]
    assert all(holds(sheet, card) for card in cards)


STEPS = st.builds(
    visit,
    st.text(max_size=80) | st.sampled_from(["Arbeidsongeschiktheidsverzekeringsmaatschappij", *HOSTILE[:8]]),
    st.sampled_from([-2, -1, 0, 1, 2, None]),
    st.sampled_from([phase.id for phase in MODEL.phases] + [None]),
    channel=st.sampled_from([*CHANNELS, None]),
    wait=st.booleans(),
    why=st.none() | st.text(max_size=200),
    emotion_unknown=st.sampled_from([None, "forgot", "not-applicable", "unknown"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=30), st.data())
def test_whatever_somebody_tells_stands_free_on_the_sheet(steps: list[dict[str, object]], data: st.DataObject) -> None:
    ids = st.none() | st.sampled_from([f"i{place}" for place in range(1, len(steps) + 1)] or ["i0"])
    marks = {name: data.draw(ids) for name in ("remembered", "decided_at", "nearly_stopped_at")}
    scene = lay_own(journey(1, steps, **marks), PLAIN, "nl")

    stands_free(scene)
    is_text_alone(scene)


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, max_size=12), st.sampled_from((30, 76)))
def test_in_a_terminal_whatever_somebody_tells_fits(steps: list[dict[str, object]], width: int) -> None:
    fits(tell_own(journey(1, steps), PLAIN, "nl", width), width)


@pytest.mark.long
@pytest.mark.parametrize("words", HOSTILE)
def test_each_of_the_worst_words_is_drawn_as_text_and_nothing_else(words: str) -> None:
    scene = lay_own(a_journey(words), PLAIN, "nl")

    stands_free(scene)
    is_text_alone(scene)
    assert draw_own(a_journey(words), PLAIN, "nl").data.startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_picture_as_somebody_found_it_good(language: str) -> None:
    assert_golden(f"own.{language}.svg", write(lay_own(a_journey(), PLAIN, language)).encode())
    assert_golden(f"own-staff.{language}.svg", write(lay_own(of_a_colleague(), LABELS, language)).encode())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_few_lines_in_a_terminal_as_somebody_found_them_good(language: str) -> None:
    assert_golden(f"own-terminal.{language}.txt", tell_own(a_journey(), PLAIN, language, 76).encode())


def test_a_customer_sees_their_steps_marks_and_end_in_their_own_kind_of_words() -> None:
    told = texts(lay_own(a_journey(), PLAIN, "nl"))

    assert "Toen ik rondkeek" in told
    assert "Oriëntatie" not in told
    assert "Dit bleef je het best bij" in told
    assert "Dit vond je het vervelendst" in told
    assert "weet je niet meer" in told
    assert "gelukt · Fijn" in told
    assert "Alleen jij krijgt dit plaatje." in told


def test_a_colleague_sees_their_guesses_and_what_is_meant_to_happen() -> None:
    told = texts(lay_own(of_a_colleague(), LABELS, "nl"))

    assert "De klantreis volgens jou" in told
    assert "website · Fijn" in told
    assert "zo is het bedoeld" in told
    assert "het fijnst" not in told


def test_nothing_is_called_best_or_worst_where_nothing_was() -> None:
    flat = journey(1, [visit("gebeld", 0), visit("gewacht", 0)])

    assert "fijnst" not in texts(lay_own(flat, PLAIN, "nl"))
    assert "vervelendst" not in texts(lay_own(flat, PLAIN, "nl"))


def test_among_equals_the_step_they_said_why_of_is_the_worst() -> None:
    two = journey(1, [visit("gebeld", -1), visit("gewacht", -1, why="het duurde zo lang")])
    told = texts(lay_own(two, PLAIN, "nl"))

    assert told.index("gewacht") < told.index("Dit vond je het vervelendst")
    assert told.count("vervelendst") == 1


def test_what_a_picture_cannot_hold_is_counted() -> None:
    scene = lay_own(journey(1, [f"stap {place}" for place in range(MOST + 3)]), PLAIN, "nl")

    assert "en nog 3 stappen" in texts(scene)
    assert scene.height <= 20 * scene.width


def test_who_cannot_see_it_hears_every_step_with_its_face() -> None:
    alt = draw_own(a_journey(), PLAIN, "nl").alt

    assert alt.startswith("Jouw reis. 1. zoeken op internet, Neutraal")
    assert "2. online geboekt, Heel vervelend, Dit vond je het vervelendst" in alt
    assert alt.endswith("Zo liep het af: gelukt, Fijn.")


def test_the_mark_changes_exactly_with_the_picture() -> None:
    same, other = a_journey(), a_journey(end_emotion=-1)

    assert mark_own(same, PLAIN, "nl") == mark_own(a_journey(), PLAIN, "nl")
    assert mark_own(same, PLAIN, "nl") != mark_own(other, PLAIN, "nl")
    assert draw_own(same, PLAIN, "nl").data == draw_own(a_journey(), PLAIN, "nl").data
    assert mark_own(a_journey(quotes_allowed=True), PLAIN, "nl") == mark_own(same, PLAIN, "nl")


def test_every_face_given_stands_on_the_line() -> None:
    scene = lay_own(a_journey(end_emotion=None, outcome=None), PLAIN, "nl")
    faces = [item for item in scene.items if isinstance(item, Disc) and item.radius == 11]

    assert [face.fill for face in faces] == [next(iter(draw_face(score, 0, 0, 11))).fill for score in (0, -2, 1, 2)]


@pytest.mark.long
@pytest.mark.parametrize("width", [30, 76])
@pytest.mark.parametrize("words", HOSTILE)
def test_in_a_terminal_each_of_the_worst_words_fits(words: str, width: int) -> None:
    fits(tell_own(a_journey(words), PLAIN, "nl", width), width)


def test_a_picture_of_ones_own_way_is_png() -> None:
    assert draw_own(a_journey(HOSTILE[0]), PLAIN, "nl").data.startswith(b"\x89PNG")


def is_text_alone(scene: Scene) -> None:
    """What people say is drawn as text and as nothing else."""
    root = ET.fromstring(write(scene))
    assert {one.tag.removeprefix("{http://www.w3.org/2000/svg}") for one in root.iter()} <= ELEMENTS


def fits(told: str, width: int) -> None:
    """No line is wider than the terminal, and nothing steers it."""
    assert [line for line in told.splitlines() if cell_len(line) > width] == []
    assert [sign for sign in set(told) if sign != "\n" and ord(sign) < 32] == []
