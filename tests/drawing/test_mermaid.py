"""Mermaid: whatever people said is drawn as they said it, where they gave a face, by Mermaid's own parser too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gallery import gallery_map, names
from golden.golden import assert_golden
from hypothesis import given, settings
from hypothesis import strategies as st
from map_samples import HOSTILE, a_map, empty_map
from mermaid_reader import read_mermaid
from whole_map import whole_map

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.files.mermaid import MOST, ROOMS, escape, write_mermaid
from reisleider.renderers.formats import render
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

WEB = Path(__file__).parent.parent / "web" / "node_modules"
TRICKS = (
    *HOSTILE,
    "title of the trip",
    "Section 8",
    "journey",
    "accTitle: x",
    "accDescr { x }",
    "a:5:b;c#d",
    "%%{init: {'theme': 'dark'}}%%",
    "x%% comment",
    "lifestyle: x#35;",
    "ﬂ°°60¶ßb¶ß",
    '<a href="x">b</a> &lt; #lt; "q"',
    "a<br>b<br/>c",
    "$$x^2$$",
    "---",
    "{{{",
    "a, b",
)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_drawing_is_as_it_was_when_somebody_last_looked(language: str) -> None:
    assert_golden(f"map.{language}.mmd", render("mermaid", whole_map(), language).data)


def test_a_median_becomes_one_to_five_and_both_sides_stand_together_where_they_agree() -> None:
    tasks = read_mermaid(write_mermaid(whole_map(), "en")).tasks

    assert tasks[:3] == [
        ("Orientation", "Searching online", 3.0, ("customers",)),
        ("Orientation", "Searching online (guess)", 4.0, ("colleagues",)),
        ("Orientation", "A friend's tip", 4.5, ("customers",)),
    ]
    assert ("Purchase", "Booked online", 4.0, ("customers", "colleagues")) in tasks
    assert ("Purchase", "Waiting for the papers", 1.0, ("customers",)) in tasks


def test_what_has_no_figure_is_named_and_counted_but_not_drawn() -> None:
    drawing = read_mermaid(write_mermaid(whole_map(), "nl"))

    assert "Koffer kwijt" not in {name for _, name, _, _ in drawing.tasks}
    assert any("Koffer kwijt" in comment for comment in drawing.comments)
    assert "1 contactmoment zonder cijfer is niet getekend" in drawing.described


def test_the_title_says_on_how_many_which_version_and_which_day() -> None:
    title = read_mermaid(write_mermaid(whole_map(), "nl")).title

    assert title == "Een zomervakantie boeken · Gezinnen · 12 klanten · versie 3 · 21 november 2026"


def test_an_assumption_says_so_in_the_title() -> None:
    assumed = replace(a_map(), assumption=True)

    assert Labels("en")("map.assumption") in read_mermaid(write_mermaid(assumed, "en")).title


@pytest.mark.long
@pytest.mark.parametrize("words", TRICKS)
def test_each_of_the_worst_words_stays_a_name(words: str) -> None:
    drawing = read_mermaid(write_mermaid(a_map(words), "nl"))
    plain = read_mermaid(write_mermaid(a_map(), "nl"))
    said = shorten(words, ROOMS[0])

    assert len(drawing.tasks) == len(plain.tasks) >= 8
    assert {name for _, name, _, _ in drawing.tasks} == {said, f"{said} (inschatting)"}
    assert [(section, score, people) for section, _, score, people in drawing.tasks] == [
        (section, score, people) for section, _, score, people in plain.tasks
    ]


@given(st.sampled_from(TRICKS) | st.text(max_size=40))
@settings(deadline=None)
def test_no_text_at_all_breaks_the_grammar(words: str) -> None:
    drawing = read_mermaid(write_mermaid(a_map(words), "en"))

    assert drawing.tasks[0][1] == (shorten(words) or "–")


def test_a_study_nobody_spoke_in_is_a_drawing_without_tasks() -> None:
    assert read_mermaid(write_mermaid(empty_map(), "nl")).tasks == []


def test_the_largest_map_of_the_worst_words_stays_under_what_mermaid_draws() -> None:
    column = a_map(";#:" * 60).columns[0]
    full = tuple(replace(column.touchpoints[0], id=f"t{place}") for place in range(60))
    crowded = replace(a_map(";#:" * 60), columns=(replace(column, touchpoints=full),))

    assert len(write_mermaid(crowded, "nl")) <= MOST
    assert len(read_mermaid(write_mermaid(crowded, "nl")).tasks) == 120


# --- by Mermaid itself ------------------------------------------------------------------------------------------

SHOW = """async (source) => {
  await mermaid.parse(source);
  const { svg } = await mermaid.render('drawn', source);
  document.body.innerHTML = svg;
  const boxes = [...document.querySelectorAll('.task foreignObject, g > switch')];
  return boxes.filter(box => box.closest('g').querySelector('rect.task'))
    .map(box => box.querySelector('.label').textContent);
}"""


@pytest.fixture(name="page", scope="module")
def _page() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    assert chromium, "no chromium on the path; make browser installs it"
    quiet = "--disable-background-networking --disable-component-update --disable-sync"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", *quiet.split()],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_content("<!doctype html><meta charset=utf-8><body></body>")
        page.add_script_tag(path=str(WEB / "mermaid" / "dist" / "mermaid.min.js"))
        page.evaluate("mermaid.initialize({ startOnLoad: false })")
        yield page
        browser.close()


def drawn(page: Any, journey_map: JourneyMap, language: str) -> list[str]:
    """The names of the tasks as Mermaid draws them."""
    return list(page.evaluate(SHOW, write_mermaid(journey_map, language)))


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("make", [whole_map, a_map, empty_map])
def test_mermaid_draws_every_name_that_our_reader_reads(page: Any, make: Any, language: str) -> None:
    read = read_mermaid(write_mermaid(make(), language))

    assert drawn(page, make(), language) == [name for _, name, _, _ in read.tasks]


@pytest.mark.browser
@pytest.mark.parametrize("name", names())
def test_mermaid_draws_every_map_of_the_gallery(page: Any, name: str) -> None:
    shown = gallery_map(name)
    for journey_map in shown.maps:
        read = read_mermaid(write_mermaid(journey_map, shown.language))
        assert drawn(page, journey_map, shown.language) == [name for _, name, _, _ in read.tasks]


@pytest.mark.browser
@pytest.mark.parametrize("words", TRICKS)
def test_mermaid_draws_whatever_people_say_as_they_said_it(page: Any, words: str) -> None:
    read = read_mermaid(write_mermaid(a_map(words), "nl"))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    assert [one.strip() for one in drawn(page, a_map(words), "nl")] == [name for _, name, _, _ in read.tasks]
    assert asked == []
    assert page.locator("svg script, svg a, svg img").count() == 0


@pytest.mark.browser
def test_mermaid_refuses_what_is_not_escaped(page: Any) -> None:
    page.evaluate(SHOW, "journey\n  section A\n    b: 3: c\n")

    assert escape("a:b") == "a#58;b"
    assert page.evaluate(SHOW, "journey\n  section A\n    title b: 3: c\n    d: 3: c\n") == ["d"]
