"""Attacks on single people as whoever sees a map could make them: through typed commands, in every file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from demo_people import perform
from demo_versions import demo_study
from pypdf import PdfReader
from typing_in import tell_steps, type_in

from reisleider.bot.maps.publish import latest_map, load_journeys
from reisleider.flows.synthesis.compile import bring_together
from reisleider.renderers.formats import FORMATS
from reisleider.storage.store import Store

STUDY = demo_study()
HERE = STUDY.id
EVERYBODY = tuple(f"customer-{at:02}" for at in range(1, 13))
ENGLISH = "customer-10"
"""The only one of the demo's customers who tells in English."""
LEAST = 3


def opened(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder / 'reisleider.db'}")


def texts(folder: Path, *about: str) -> Iterator[tuple[str, str]]:
    """Every file of the map, and every answer about these touchpoints, as words."""
    for format in FORMATS:
        file = folder / f"map.{format}"
        type_in(folder, "map", HERE, "--format", format, "--out", str(file))
        yield format, words_in(format, file.read_bytes())
    for command in ("map", "figures", "codebook", "study show"):
        yield command, type_in(folder, *command.split(), HERE)
    for name in about:
        yield f"why {name}", type_in(folder, "why", HERE, name)


def words_in(format: str, data: bytes) -> str:
    """What a file says, or of a picture its bytes."""
    if format == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    if format == "xlsx":
        with ZipFile(BytesIO(data)) as book:
            return "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return data.decode(errors="replace")


def map_of(folder: Path) -> Mapping[str, Any]:
    file = folder / "map.json"
    type_in(folder, "map", HERE, "--format", "json", "--out", str(file))
    told: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))["map"]
    return told


# --- one person's words ---------------------------------------------------------------------------------------------

SECRET = "miscarriage"


def test_a_label_of_one_person_names_nothing_anywhere(tmp_path: Path) -> None:
    tell_steps(tmp_path, [("klantenservice gebeld",), ("de helpdesk gebeld",), ("de klantenservice gebeld",)])
    replies = "yes\n2\n1\nit was a long wet autumn without any sun for anybody\naway\n"
    replies += f"called customer service about my {SECRET}\ndone\nno\nstop\nyes\n"
    type_in(tmp_path, "interview", "customer", "--study", HERE, "--as", "p9", "--language", "en", replies=replies)
    published = map_of(tmp_path)
    shown = [one for column in published["columns"] for one in column["touchpoints"]] + published["unplaced"]
    (called,) = (one["label"] for one in shown if one["named"] == 4)

    assert called == {"nl": "gebeld"}
    assert [where for where, words in texts(tmp_path, *called.values()) if SECRET in words.casefold()] == []


def test_nobody_is_quoted_in_a_language_that_they_alone_speak(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        perform(store, replace(STUDY, quotes="redacted"), EVERYBODY)
    published = map_of(tmp_path)
    quotes = [one for column in published["columns"] for one in column["quotes"]] + list(published["wishes"])

    assert quotes
    assert {one["language"] for one in quotes} == {"nl"}
    told = ("180 euros", "read a book for once", "full price on the first page")
    assert [where for where, words in texts(tmp_path) if any(one in words for one in told)] == []


# --- numbers beside each other ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [3, 4, 5, 7, 10])
def test_outcomes_left_over_are_nobodys_or_of_the_minimum_group(tmp_path: Path, size: int) -> None:
    with opened(tmp_path) as store:
        perform(store, STUDY, EVERYBODY[:size])
    first = map_of(tmp_path)
    with opened(tmp_path) as store:
        perform(store, STUDY, EVERYBODY[-2:])
    type_in(tmp_path, "forget", HERE, "--as", EVERYBODY[0], "--yes")
    second = map_of(tmp_path)
    for told in (first, second):
        counted = told["customers"]["finished"] + told["customers"]["partial"]
        for counts in (told["outcomes"] or {}, told["recency"] or {}):
            assert all(count >= LEAST for count in counts.values())
            assert counted - sum(counts.values()) == 0 or counted - sum(counts.values()) >= LEAST or not counts

    assert (first["outcomes"], first["recency"], first["end"]) == (second["outcomes"], second["recency"], second["end"])


def test_every_solid_line_was_walked_by_the_minimum_group(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        perform(store, STUDY, EVERYBODY)
        type_in(tmp_path, "map", HERE)
        published = store.look(lambda c: latest_map(c, HERE))
        study, journeys = store.look(lambda c: load_journeys(c, HERE))
    assert published is not None
    felt = {
        cell.id: {one.journey.participant for one in cell.customers if one.touchpoint.emotion is not None}
        for cell in bring_together(study, journeys).cells
    }

    assert published.walked
    assert all(len(felt[first] & felt[second]) >= LEAST for first, second in published.walked)
