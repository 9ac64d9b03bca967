"""The map as JSON: exactly the map, and exactly what its published schema says."""

from __future__ import annotations

import copy
import importlib.util
import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from gallery import gallery_map, names
from golden.golden import assert_golden
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from map_samples import HOSTILE, a_map, empty_map
from said_maps import EVERYDAY, said_maps
from whole_map import whole_map

from reisleider.flows import journey_map as nouns
from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.files.json_file import write_json
from reisleider.renderers.formats import render
from reisleider.storage.codec import load

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "docs" / "map.schema.json").read_text(encoding="utf-8"))
JUDGE = Draft202012Validator(SCHEMA)
BOUNDS: Mapping[str, st.SearchStrategy[Any]] = {
    "score": st.none() | st.integers(-2, 2),
    "staff_face": st.integers(-2, 2),
    "customer_face": st.integers(-2, 2),
    "impact": st.none() | st.floats(1, 5),
    "effort": st.none() | st.floats(1, 5),
    "number": st.floats(-(10**12), 10**12),
    "shared": st.integers(0, 3),
    "often_worst": st.none() | st.integers(0, 10),
}


def tool() -> types.ModuleType:
    """tools/write_schema.py, which is a program and not part of a package."""
    spec = importlib.util.spec_from_file_location("write_schema", ROOT / "tools" / "write_schema.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(journey_map: JourneyMap, language: str = "nl") -> dict[str, Any]:
    return dict(json.loads(write_json(journey_map, language)))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_file_is_as_it_was_when_somebody_last_looked(language: str) -> None:
    assert_golden(f"map.{language}.json", render("json", whole_map(), language).data)


@pytest.mark.parametrize("journey_map", [whole_map(), a_map(), empty_map()])
def test_json_is_the_whole_map_and_as_its_schema_says(journey_map: JourneyMap) -> None:
    is_the_whole_map(journey_map)


@EVERYDAY
@given(said_maps())
def test_json_holds_whatever_people_say(journey_map: JourneyMap) -> None:
    is_the_whole_map(journey_map)


@pytest.mark.long
@pytest.mark.parametrize("words", HOSTILE)
def test_json_holds_each_of_the_worst_words(words: str) -> None:
    is_the_whole_map(a_map(words))


def is_the_whole_map(journey_map: JourneyMap) -> None:
    """It is read back as it was, and is what the schema says."""
    data = written(journey_map)

    assert load(JourneyMap, data["map"], "map") == journey_map
    assert [fault.message for fault in JUDGE.iter_errors(data)] == []


@pytest.mark.parametrize("name", names())
def test_every_map_of_the_gallery_is_as_the_schema_says(name: str) -> None:
    for journey_map in gallery_map(name).maps:
        assert [fault.message for fault in JUDGE.iter_errors(written(journey_map))] == []


def test_json_says_what_it_is_and_what_it_cannot_hold() -> None:
    data = written(whole_map(), "en")

    assert (data["kind"], data["schema"], data["language"]) == ("reisleider-map", 3, "en")
    assert "never zero" in data["note"]
    assert (data["map"]["version"], data["map"]["as_of"]) == (3, "2026-11-21")
    assert data["map"]["customers"] == {"finished": 10, "partial": 2, "invited": 40, "imported": None}


# --- the schema ---------------------------------------------------------------------------------------------------


def test_the_published_schema_is_the_one_the_nouns_make() -> None:
    assert (ROOT / "docs" / "map.schema.json").read_text(encoding="utf-8") == tool().write_schema(), "run make schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_every_meaning_is_that_of_a_field() -> None:
    known = {
        f"{name}.{field.name}"
        for name, noun in vars(nouns).items()
        if is_dataclass(noun) and isinstance(noun, type)
        for field in fields(noun)
    }

    assert set(tool().MEANINGS) <= known


def objects(shape: Any) -> Iterator[dict[str, Any]]:
    """Every object with fields in a schema."""
    if isinstance(shape, dict):
        if "properties" in shape:
            yield shape
        for one in shape.values():
            yield from objects(one)


def test_nothing_is_left_out_and_nothing_added() -> None:
    for one in objects(SCHEMA):
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])


def test_every_figure_says_what_it_counts_and_how_far_it_goes() -> None:
    for name, noun in SCHEMA["$defs"].items():
        for field, shape in noun["properties"].items():
            text = json.dumps(shape)
            if '"integer"' in text or '"number"' in text:
                assert '"minimum"' in text, f"{name}.{field}"
                assert "description" in shape or (name, field) == ("LookFirst", "slots"), f"{name}.{field}"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 1),
        (("more",), "x"),
        (("map", "customers", "finished"), -1),
        (("map", "strength"), 1.5),
        (("map", "as_of"), 20261121),
        (("map", "columns", 0, "touchpoints", 0, "faces", "counts"), [1, 2, 3, 4]),
        (("map", "columns", 0, "touchpoints", 0, "evidence"), "certain"),
        (("map", "columns", 0, "touchpoints", 0, "gap"), -1.2),
        (("map", "columns", 0, "quotes", 0, "score"), 3),
        (("map", "columns", 2, "actions", 0, "status"), "soon"),
        (("map", "routes", 0, "people"), ["a", "b", "c"]),
    ],
)
def test_the_schema_refuses_what_a_map_never_is(path: tuple[str | int, ...], value: object) -> None:
    data: Any = copy.deepcopy(written(whole_map()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert not JUDGE.is_valid(data)


def test_the_schema_misses_what_is_not_there() -> None:
    data = written(whole_map())
    del data["map"]["minimums"]

    assert not JUDGE.is_valid(data)


def made(hint: Any) -> st.SearchStrategy[Any]:
    """Anything a type allows, figures within what they can be."""
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        parts = [one.name for one in fields(hint)]
        return st.builds(hint, **{part: BOUNDS[part] if part in BOUNDS else made(hints[part]) for part in parts})
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(made, inner))
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(made(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(made, inner))
    if origin is not None:
        return st.dictionaries(made(inner[0]), made(inner[1]), max_size=2)
    plain: Mapping[Any, st.SearchStrategy[Any]] = {
        int: st.integers(0, 10_000),
        float: st.floats(0, 1),
        str: st.text(max_size=12),
        bool: st.booleans(),
        date: st.dates(),
        datetime: st.datetimes(timezones=st.just(UTC)),
        type(None): st.none(),
    }
    return plain[hint]


@given(made(JourneyMap))
@settings(max_examples=25, deadline=None)
def test_any_map_at_all_is_as_the_schema_says(journey_map: JourneyMap) -> None:
    assert [fault.message for fault in JUDGE.iter_errors(written(journey_map))] == []
