"""The same touchpoint is told the same by every file, picture and post: its badges, its middle, its importance."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from io import StringIO

import openpyxl
import pytest
from pypdf import PdfReader
from rich.console import Console
from whole_map import BOOKED, COMPARED, SEARCHED, whole_map

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.renderers.chat.why import explain
from reisleider.renderers.formats import render
from reisleider.renderers.picture.cuts import draw
from reisleider.renderers.terminal.map_lines import TerminalMap
from reisleider.renderers.words.about_map import footnotes
from reisleider.renderers.words.about_phase import tell_balance
from reisleider.renderers.words.about_touchpoint import tell_evidence
from reisleider.renderers.words.labels import Labels

LANGUAGES = ("nl", "en")
DISC = re.compile(r'<circle cx="([\d.]+)" cy="([\d.]+)"')
BETWEEN = Faces((0, 0, 2, 2, 0))
"""Faces whose middle lies between two of them."""
BADGES: Mapping[str, tuple[str, str]] = {
    "search": ("told", "confirmed"),
    "friend": ("told", "few"),
    "compare": ("told", "named"),
    "book": ("measured", "confirmed"),
    "wait": ("measured", "named"),
    "survey": ("assumed", "assumed"),
}
"""Every pair of source and strength that there is, a touchpoint each."""


def with_badges() -> JourneyMap:
    return changed(lambda one: replace(one, source=BADGES[one.id][0], evidence=BADGES[one.id][1]))


def changed(change: Callable[[MapTouchpoint], MapTouchpoint]) -> JourneyMap:
    told = whole_map()
    columns = tuple(replace(one, touchpoints=tuple(map(change, one.touchpoints))) for one in told.columns)
    return replace(told, columns=columns, unplaced=())


def html(told: JourneyMap, language: str) -> str:
    written = re.sub(
        r"<(script|style)[^>]*>.*?</\1>", " ", render("html", told, language).data.decode(), flags=re.DOTALL
    )
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", written)).split())


def markdown(told: JourneyMap, language: str) -> str:
    return render("markdown", told, language).data.decode()


def terminal(told: JourneyMap, language: str) -> str:
    paper = Console(width=200, record=True, file=StringIO())
    paper.print(TerminalMap(told, language))
    return " ".join(paper.export_text().split())


def workbook(told: JourneyMap, language: str) -> str:
    book = openpyxl.load_workbook(io.BytesIO(render("xlsx", told, language).data))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(" | ".join("" if cell is None else str(cell) for cell in row) for row in rows)


def pdf(told: JourneyMap, language: str) -> str:
    pages = PdfReader(io.BytesIO(render("pdf", told, language).data)).pages
    told = " ".join(page.extract_text() for page in pages)
    return " ".join(re.sub("\u00ad\\s*", "", told).split())


def post_of(told: JourneyMap, language: str) -> str:
    return "\n".join(explain(told, one, language).plain for one in touchpoints_of(told))


WORDED = {"html": html, "markdown": markdown, "terminal": terminal, "xlsx": workbook, "pdf": pdf, "why": post_of}


def facts_of(told: JourneyMap, format: str = "csv") -> list[dict[str, str]]:
    written = render(format, told, "nl").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written), delimiter=";" if format == "csv-nl" else ","))


def in_json(told: JourneyMap) -> Mapping[str, dict[str, object]]:
    found = json.loads(render("json", told, "nl").data)
    return {one["id"]: one for column in found["map"]["columns"] for one in column["touchpoints"]}


# --- badges ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", WORDED)
def test_every_touchpoint_has_the_same_two_badges_wherever_words_tell_it(format: str, language: str) -> None:
    told, labels = with_badges(), Labels(language)
    written = WORDED[format](told, language)

    for one in touchpoints_of(told):
        name, badges = labels.pick(one.label), tell_evidence(one, labels)
        behind = [written[at.end() : at.end() + 400] for at in re.finditer(re.escape(name), written)]
        assert any(badges in row for row in behind), (format, name, badges)


@pytest.mark.parametrize("format", ["csv", "csv-nl"])
def test_the_tables_for_other_programs_have_the_same_two_badges(format: str) -> None:
    rows = [row for row in facts_of(with_badges(), format) if row["touchpoint_id"] in BADGES]
    told = {
        id: tuple(
            next(row["text"] for row in rows if row["touchpoint_id"] == id and row["measure"] == what)
            for what in ("source", "evidence")
        )
        for id in BADGES
    }

    assert told == BADGES
    assert {id: (one["source"], one["evidence"]) for id, one in in_json(with_badges()).items()} == BADGES


@pytest.mark.parametrize("cut", ["full", "phone"])
def test_a_picture_draws_both_badges_and_each_otherwise(cut: str) -> None:
    drawn = {}
    for pair in BADGES.values():
        one = changed(lambda one, pair=pair: replace(one, source=pair[0], evidence=pair[1]))
        drawn[pair] = draw(one, "nl", cut)
    strengths = {strength for _, strength in BADGES.values()}

    assert len({drawn[pair] for pair in drawn}) == len(drawn)
    assert strengths == {"assumed", "few", "named", "confirmed"}


# --- a middle between two faces --------------------------------------------------------------------------------


def between() -> JourneyMap:
    return changed(lambda one: replace(one, faces=BETWEEN, guess=BETWEEN) if one.id == BOOKED.id else one)


@pytest.mark.parametrize(
    ("language", "middle"), [("nl", "tussen Neutraal en Fijn"), ("en", "between Neutral and Good")]
)
def test_a_middle_between_two_faces_is_worded_between_wherever_a_middle_is_worded(language: str, middle: str) -> None:
    assert middle in html(between(), language)
    assert middle in terminal(between(), language)
    assert middle not in html(whole_map(), language)
    for format in ("markdown", "xlsx", "pdf", "why"):  # these tell the faces and no middle in words
        for face in (0, 1):
            alone = f"{Labels(language)('sheet.median')}: {Labels(language).face(face)}"
            assert alone not in WORDED[format](between(), language)


def test_a_middle_between_two_faces_is_between_them_in_every_number() -> None:
    medians = {
        float(row["value"])
        for row in facts_of(between())
        if row["touchpoint_id"] == BOOKED.id and row["measure"] == "face.median"
    }
    assert medians == {0.5}
    assert re.search(r"Online geboekt: 3\.5\b", render("mermaid", between(), "nl").data.decode())
    assert "| 4 | 0.5 |" in workbook(between(), "nl")


@pytest.mark.parametrize("cut", ["full", "phone"])
def test_a_picture_draws_a_middle_between_two_faces_between_their_heights(cut: str) -> None:
    places = []
    for faces in (Faces((0, 0, 4, 0, 0)), BETWEEN, Faces((0, 0, 0, 4, 0))):
        told = changed(lambda one, faces=faces: replace(one, faces=faces, guess=None) if one.id == BOOKED.id else one)
        others = draw(
            changed(lambda one: replace(one, faces=None, guess=None) if one.id == BOOKED.id else one), "nl", cut
        )
        moved = set(DISC.findall(draw(told, "nl", cut))) - set(DISC.findall(others))
        places.append({(float(x), float(y)) for x, y in moved})
    axis = 1 if cut == "full" else 0
    low, middle, high = ({place[axis] for place in found} for found in places)

    assert any(abs(2 * half - (one + other)) < 0.3 for half in middle for one in low for other in high if one != other)


# --- importance ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_importance_is_a_balance_from_minus_one_to_one_in_every_format(language: str) -> None:
    told, labels = whole_map(), Labels(language)
    asked = {one.id: one.importance for one in (SEARCHED, COMPARED, BOOKED)}

    assert labels("map.importance", share=tell_balance(0.5, labels)) in pdf(told, language)
    for format in ("html", "markdown"):
        written = WORDED[format](told, language)
        assert all(tell_balance(value, labels) in written for value in asked.values() if value is not None), format
    assert {id: one["importance"] for id, one in in_json(told).items() if id in asked} == asked
    rows = {row["touchpoint_id"]: float(row["value"]) for row in facts_of(told) if row["measure"] == "importance"}
    assert rows == asked
    cells = [row.split(" | ") for row in workbook(told, language).splitlines()]
    assert all(any(str(value) in row for row in cells) for value in asked.values())
    assert not any("%" in line and labels("sheet.importance") in line for line in html(told, language).split(". "))


# --- what stands below -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["html", "markdown", "terminal", "xlsx", "pdf"])
def test_what_is_covered_stands_below_every_map_and_who_took_part_is_said_to_be_counted(
    format: str, language: str
) -> None:
    labels = Labels(language)
    told = labels("map.privacy", customers=3, staff=5)
    written = WORDED[format](whole_map(), language).replace("\u00ad", "")

    assert told in footnotes(whole_map(), labels)
    assert "".join(told.split()) in "".join(written.split()).replace("-", "") or told in written
    assert ("precies geteld" if language == "nl" else "counted exactly") in told


@pytest.mark.parametrize("format", ["html", "markdown", "terminal", "why", "xlsx"])
def test_one_and_two_of_a_figure_are_never_told_apart(format: str) -> None:
    one, two = (
        changed(lambda one, faces=faces: replace(one, faces=faces) if one.faces is not None else one)
        for faces in (Faces((1, 0, 0, 0, 3)), Faces((2, 0, 0, 0, 3)))
    )
    told = [WORDED[format](each, "nl") for each in (one, two)]
    worst = [
        [row for row in each.splitlines() if re.search(r"(?:😞|Heel vervelend:?) ?[12](?!–)", row)] for each in told
    ]

    assert worst == [[], []]


def test_what_few_chose_is_said_in_bands_below_the_map() -> None:
    told = footnotes(replace(whole_map(), end=Faces((0, 2, 0, 1, 4))), Labels("nl"))
    most = footnotes(replace(whole_map(), end=Faces((0, 0, 1, 2, 0))), Labels("nl"))

    assert "Hoe het afliep voelde: Vervelend: een paar · Fijn: een paar · Heel fijn: 4." in told
    assert "Hoe het afliep voelde: Neutraal: een paar · Fijn: de meesten." in most
