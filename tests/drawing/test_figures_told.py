"""What is told of the whole journey stands in every text and table, in both languages, also what cannot be told yet."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import openpyxl
import pytest
from whole_map import whole_map

from reisleider.flows.journey_map import (
    Driver,
    Elapsed,
    Faces,
    Funnel,
    JourneyMap,
    PeakEnd,
    Reach,
    Segment,
    SegmentGroup,
    StudyFigures,
    Theme,
)
from reisleider.renderers.chat.figure_list import show_figures
from reisleider.renderers.files.facts import facts
from reisleider.renderers.formats import render
from reisleider.renderers.words.about_figures import tell_lengths, tell_study_figures
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.slots import FACES


def text(words: str) -> dict[str, str]:
    return {"nl": words, "en": words}


OLD = SegmentGroup("old", text("oud"), Faces((4, 1, 0, 0, 0)))
YOUNG = SegmentGroup("young", text("jong"), Faces((0, 0, 1, 2, 3)))
FIGURES = StudyFigures(
    Funnel(9, 3, (Reach("orientation", 9), Reach("weighing", 6, 4, 3))),
    PeakEnd(
        Faces((6, 0, 0, 0, 1)), Faces((0, 1, 2, 4, 0)), Faces((0, 3, 4, 0, 0)), {"peak-end": 5, "mean": 2, "same": 0}
    ),
    (Elapsed("wait", {"weeks": 4, "days": 3, "een eeuw": 1}),),
    31,
    (Driver("book", True), Driver("wait", False)),
    (
        Segment("age", text("Hoe oud ben je?"), (OLD, YOUNG, SegmentGroup("none", text("geen"))), ("young", "old")),
        Segment("home", text("Hoe woon je?"), (SegmentGroup("flat", text("flat")),)),
    ),
    {"negative": 8, "positive": 5},
    (
        Theme("a1", text("wachten · lang"), "negative", 5, 8),
        Theme("b2", text("antwoord"), "negative", 4, 4, "wait", denied=True, clear=True),
    ),
)  # fmt: skip


def told_map(figures: StudyFigures | None = FIGURES) -> JourneyMap:
    return replace(whole_map(), figures=figures, persona=None)


NL = [
    "Oriëntatie: 9 van de 9 kwamen zo ver",
    "Afweging: 6 van de 9 kwamen zo ver · 4 haakten hier bijna af · 3 stopten hier",
    "Van nog 3 klanten zeg ik niet hoe ver ze kwamen",
    "(midden: Heel vervelend)",
    "Wachten op de papieren (wachten): een paar dagen: 3 · een paar weken: 4 · een eeuw: 1–2",
    "Hoe oud ben je? oud: 😞 4 · 🙁 1–2 · 😐 0 · 🙂 0 · 😄 0 (midden: Heel vervelend)",
    "Hoe oud ben je?: wie “jong” koos, kijkt duidelijk prettiger terug dan wie “oud” koos",
    "Hoe woon je?: daarover kan ik nog niets zeggen",
    "Online geboekt: prettiger voor wie het lukte dan voor de rest",
    "De hele reis, wat vervelend was: “wachten · lang”, 5 van de 8 die zeiden waarom",
    "Wachten op de papieren, wat vervelend was: “niet of geen: antwoord”, 4 van de 4 die zeiden waarom · duidelijk",
]


DRAWN = re.compile(r'<svg class="face"[^>]*><use href="#f(-?[0-2])"/></svg><span class="quiet">[^<]+</span>')
"""A face as the page has it: drawn, and in words for who hears the page."""


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_a_text_tells_all_of_it(format: str) -> None:
    written = DRAWN.sub(lambda face: FACES[int(face[1])], render(format, told_map(), "nl").data.decode())

    for line in NL:
        assert line in written.replace("\\", ""), line
    assert "De hele reis in cijfers" not in render(format, told_map(None), "nl").data.decode()


def test_a_chat_tells_all_of_it() -> None:
    told = show_figures(told_map(), "nl")

    assert told is not None
    assert all(line in told.plain for line in NL)
    assert show_figures(told_map(None), "nl") is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_cannot_be_told_yet_says_from_when_it_can(language: str) -> None:
    parts = tell_study_figures(told_map(StudyFigures(outcomes=12)), Labels(language))

    assert [len(one.lines) for one in parts] == [1, 1, 1, 1, 1]
    assert all(any(sign.isdigit() for sign in one.lines[0]) for one in parts)
    chance = tell_study_figures(told_map(StudyFigures(outcomes=40, drivers=())), Labels(language))[3]
    assert "40" in chance.lines[0]


def test_the_workbook_has_a_number_per_figure_and_a_sentence_for_what_is_not_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render("xlsx", told_map(), "nl").data))
    rows = {row[1:3]: row[3] for row in book["Hele reis"].iter_rows(values_only=True)}

    assert rows["Afweging", "kwamen zo ver"] == 6
    assert rows["5. Wachten op de papieren", "een paar weken"] == 4
    assert rows["De hele reis, wat vervelend was", "“wachten · lang” (van 8)"] == 5
    empty = openpyxl.load_workbook(io.BytesIO(render("xlsx", told_map(StudyFigures()), "nl").data))["Hele reis"]
    assert "Dat kan ik nog niet zeggen" in str([row[0] for row in empty.iter_rows(values_only=True)])
    assert "Hele reis" not in openpyxl.load_workbook(io.BytesIO(render("xlsx", told_map(None), "nl").data)).sheetnames


def test_every_figure_is_one_fact() -> None:
    prefixes = ("segment", "funnel", "look-back", "elapsed", "driver", "reasons", "theme")
    told = [one for one in facts(told_map(), "nl") if one.measure.startswith(prefixes)]
    counts = {(one.measure, one.phase or one.touchpoint): one.value for one in told}

    assert counts["funnel.reached", "weighing"] == 6
    assert counts["look-back.peak.-2", ""] == 6
    assert counts["segment.age.old.-2", ""] == 4
    assert counts["elapsed.weeks", "wait"] == 4
    assert (counts["reasons.negative", ""], counts["theme.negative", ""], counts["theme.negative", "wait"]) == (8, 5, 4)
    assert [(one.touchpoint, one.text) for one in told if one.measure == "driver"] == [
        ("book", "better"),
        ("wait", "worse"),
    ]
    assert len(counts) == len(told)


def test_json_holds_the_figures_as_they_are() -> None:
    written = json.loads(render("json", told_map(), "nl").data)["map"]["figures"]

    assert written["funnel"]["steps"][1] == {"phase": "weighing", "reached": 6, "nearly": 4, "stopped": 3}
    assert written["peak_end"]["nearer"] == {"peak-end": 5, "mean": 2, "same": 0}


def test_lengths_are_told_from_short_to_long() -> None:
    assert tell_lengths({"months": 3, "hours": 2}, Labels("en")) == "a few hours or less: 1–2 · a few months: 3"
