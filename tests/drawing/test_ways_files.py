"""Event logs and journey models: what others read in them is the shared ways of the map, no more and no less."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from golden.golden import assert_golden
from hypothesis import given, settings
from hypothesis import strategies as st
from map_samples import HOSTILE, a_map, empty_map
from rustxes import import_xes
from whole_map import whole_map
from xes_rules import faults_of

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.files.cjml import write_cjml
from reisleider.renderers.files.xes import write_xes
from reisleider.renderers.formats import render
from reisleider.renderers.words.own_words import on_one_line

XES = "{http://www.xes-standard.org/}"
WAYS = [["Zoeken op internet", "Reizen vergelijken", "Online geboekt"], ["Tip van een vriendin", "Online geboekt"]]
WORDS = (
    *HOSTILE,
    "\ufffe\uffff\ud800 half",
    "a\x00\x08\x0b\x1fb",
    'value="x"/><event/>',
    "&unknown; <!--",
    "\x85\u2028",
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("format", "ending"), [("xes", "xes"), ("cjml", "cjml.xml")])
def test_the_file_is_as_it_was_when_somebody_last_looked(format: str, ending: str, language: str) -> None:
    made = render(format, whole_map(), language)

    assert made.name == f"zonnevaart.{ending}"
    assert_golden(f"map.{language}.{ending}", made.data)
    assert render(format, whole_map(), language).data == made.data


# --- XES ----------------------------------------------------------------------------------------------------------


def traces(data: bytes) -> list[list[dict[str, str]]]:
    """Every trace as its events, by an XML parser."""
    log = ET.fromstring(data)
    return [
        [{one.attrib["key"]: one.attrib["value"] for one in event} for event in trace.findall(f"{XES}event")]
        for trace in log.findall(f"{XES}trace")
    ]


def about(data: bytes) -> dict[str, str]:
    """The log's own attributes."""
    return {one.attrib["key"]: one.attrib["value"] for one in ET.fromstring(data) if "key" in one.attrib}


def test_an_independent_reader_finds_every_way_as_often_as_customers_share_it(tmp_path: Path) -> None:
    path = tmp_path / "map.xes"
    path.write_bytes(write_xes(whole_map(), "nl"))
    table, log = import_xes(str(path))
    cases: dict[str, list[str]] = {}
    for row in table.sort("case:concept:name", "time:timestamp").iter_rows(named=True):
        cases.setdefault(row["case:concept:name"], []).append(row["concept:name"])

    assert list(cases.values()) == [WAYS[0]] * 4 + [WAYS[1]] * 3
    assert set(table["reisleider:synthetic"].to_list()) == {True}
    assert len(table) == 4 * 3 + 3 * 2
    assert {one["name"] for one in json.loads(log)["extensions"]} == {"Concept", "Lifecycle", "Time", "Reisleider"}


def test_the_times_only_keep_the_order_and_say_they_are_invented() -> None:
    data = write_xes(whole_map(), "nl")

    for events in traces(data):
        times = [one["time:timestamp"] for one in events]
        assert times == sorted(set(times))
        assert {one["reisleider:synthetic"] for one in events} == {"true"}
        assert all(time.startswith("1970-01-01T") for time in times)
    assert about(data)["reisleider:synthetic"] == "true"


def test_a_log_says_on_how_many_it_rests_and_whose_ways_are_missing() -> None:
    told = about(write_xes(whole_map(), "en"))

    assert told["reisleider:customers"] == "12"
    assert told["reisleider:colleagues"] == "7"
    assert told["reisleider:version"] == "3"
    assert told["reisleider:date"].startswith("2026-11-21")
    assert told["reisleider:minimum"] == "3"
    assert "The ways of 5 customers could not be shown." in told["reisleider:note"]
    assert "The times are invented" in told["reisleider:note"]


def test_the_elements_stand_in_the_order_of_the_standard() -> None:
    log = ET.fromstring(write_xes(whole_map(), "nl"))
    order = re.sub(r"(\w+)( \1)*", r"\1", " ".join(one.tag.removeprefix(XES) for one in log))
    declared = {one.attrib["prefix"] for one in log.findall(f"{XES}extension")}
    keys = {one.attrib["key"] for one in log.iter() if "key" in one.attrib}
    wanted = {
        scope: {one.attrib["key"] for one in log.find(f"{XES}global[@scope='{scope}']") or ()}
        for scope in ("trace", "event")
    }

    assert order == "extension global classifier string int date int boolean string trace"
    assert log.attrib["xes.version"] == "1849.2016"
    assert {key.partition(":")[0] for key in keys} <= declared
    for classifier in log.findall(f"{XES}classifier"):
        assert classifier.attrib["keys"] in wanted["event"]
    for trace in log.findall(f"{XES}trace"):
        assert wanted["trace"] <= {one.attrib["key"] for one in trace if "key" in one.attrib}
        assert all(wanted["event"] <= {one.attrib["key"] for one in event} for event in trace.findall(f"{XES}event"))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "make", [whole_map, empty_map, lambda: replace(whole_map(), routes=()), *(partial(a_map, one) for one in WORDS)]
)
def test_a_log_keeps_every_rule_of_the_standard(make: Callable[[], JourneyMap], language: str) -> None:
    assert faults_of(write_xes(make(), language)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('xes.version="1849.2016"', 'xes.version="x"', "xes.version is no decimal number"),
        ('prefix="time"', 'prefix="zeit"', "time:timestamp: the extension is not declared"),
        ("http://www.xes-standard.org/time.xesext", "http://example.org/t", "at another address"),
        ('<int key="reisleider:way" value="1"', '<int key="reisleider:way" value="one"', "'one' is no int"),
        ('<int key="reisleider:way"', '<whole key="reisleider:way"', "whole is no element of XES"),
        ('value="complete"', 'value="finished"', "finished is no transition"),
        ('keys="reisleider:phase"', 'keys="reisleider:fase"', "which no global of event promises"),
        ('scope="trace"', 'scope="event"', "the globals are of"),
        ("1970-01-01T00:01", "1970-02-30T00:01", "there is no day"),
        ('key="reisleider:customers"', 'key="reisleider:way"', "2 times"),
        ('<date key="time:timestamp"', '<string key="time:timestamp"', "is no string of that extension"),
    ],
)
def test_whatever_breaks_a_rule_of_the_standard_is_seen(old: str, new: str, fault: str) -> None:
    written = write_xes(whole_map(), "en").decode()
    assert old in written
    assert any(fault in one for one in faults_of(written.replace(old, new).encode()))


@pytest.mark.parametrize("make", [empty_map, lambda: replace(whole_map(), routes=())])
def test_without_a_shared_way_the_log_is_empty_and_says_why(make: object, tmp_path: Path) -> None:
    journey_map: JourneyMap = make()  # type: ignore[operator]
    data = write_xes(journey_map, "nl")
    (tmp_path / "empty.xes").write_bytes(data)

    assert traces(data) == []
    assert len(import_xes(str(tmp_path / "empty.xes"))[0]) == 0
    assert ("Van één persona" if journey_map.persona else "Nog te weinig klanten") in about(data)["reisleider:note"]


@pytest.mark.long
@pytest.mark.parametrize("words", WORDS)
def test_whatever_people_say_is_the_name_of_an_event(words: str) -> None:
    data = write_xes(a_map(words), "nl")

    assert {one["concept:name"] for events in traces(data) for one in events} == {on_one_line(words)}
    assert [len(events) for events in traces(data)] == [3] * 7


# --- CJML ---------------------------------------------------------------------------------------------------------


def labels_of(journey: ET.Element) -> list[str]:
    return [one.text or "" for one in journey.findall("./touchpoints/*/initiator/initiatorLabel")]


def test_what_is_meant_is_planned_and_every_shared_way_is_actual() -> None:
    root = ET.fromstring(write_cjml(whole_map(), "nl"))
    planned, *actual = root.findall("./plannedJourney") + root.findall("./actualJourney")

    assert (root.tag, root.attrib["version"]) == ("CJML", "2.0")
    assert labels_of(planned) == ["Zoeken op internet", "Enquête na thuiskomst"]
    assert [labels_of(one) for one in actual] == WAYS
    assert {one.findtext("plannedReference") for one in actual} == {planned.findtext("journeyID")}
    assert [one.findtext("journeyShortSummary") for one in actual] == [
        "Zoals het ging: 4 klanten delen deze weg.",
        "Zoals het ging: 3 klanten delen deze weg.",
    ]


def test_every_reference_leads_somewhere_and_one_touchpoint_has_one_id() -> None:
    root = ET.fromstring(write_cjml(whole_map(), "nl"))
    named: dict[str, set[str]] = {}
    for journey in root.findall("./*[journeyID]"):
        actors = {one.attrib["actorID"] for one in journey.find("actors") or ()}
        phases = {one.attrib["phaseID"] for one in journey.findall("./journeyPhases/journeyPhase")}
        assert {one.attrib["actorIDref"] for one in journey.iter("refersTo")} <= actors
        assert {one.attrib["phaseIDref"] for one in journey.iter("belongsTo")} <= phases
        for step in journey.find("touchpoints") or ():
            named.setdefault(step.findtext("touchpointID", ""), set()).add(
                step.findtext("initiator/initiatorLabel", "")
            )

    assert all(len(names) == 1 for names in named.values())
    assert len(named) == 5


def test_what_happens_without_the_organisation_is_an_action() -> None:
    root = ET.fromstring(write_cjml(whole_map(), "nl"))
    first = root.findall("./actualJourney")[1].find("touchpoints/*")

    assert first is not None
    assert first.tag == "actualAction"
    assert first.find("receiver") is None


def test_a_model_says_on_how_many_it_rests_and_what_it_cannot_hold() -> None:
    note = ET.fromstring(write_cjml(whole_map(), "en")).findtext("comment", "")

    assert note.startswith("12 customers (10 finished, 2 partial), 7 colleagues.")
    assert "version 3, 21 November 2026" in note
    assert "Who began a contact was not asked" in note


@pytest.mark.long
@pytest.mark.parametrize("words", WORDS)
def test_whatever_people_say_is_the_name_of_a_step(words: str) -> None:
    root = ET.fromstring(write_cjml(a_map(words), "en"))

    assert {one for journey in root.findall("./actualJourney") for one in labels_of(journey)} == {on_one_line(words)}
    assert {one.tag for one in root.iter()} == {one.tag for one in ET.fromstring(write_cjml(a_map(), "en")).iter()}


@given(st.sampled_from(WORDS) | st.text())
@settings(deadline=None, max_examples=50)
def test_no_text_at_all_breaks_the_xml(words: str) -> None:
    for data in (write_xes(a_map(words), "nl"), write_cjml(a_map(words), "nl")):
        ET.fromstring(data)
