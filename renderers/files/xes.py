"""The shared ways as an event log for process mining: XES as in IEEE 1849-2016.

Law: one trace per customer of a way, and never a customer's own way; the times only keep the order, are invented, and
say so on the log and on every event.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.renderers.export import Format
from reisleider.renderers.files.shown_ways import places, tell_shared_ways, walk
from reisleider.renderers.files.xml_text import add, write_tree
from reisleider.renderers.words.labels import Labels

VERSION = "1849.2016"
EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Reisleider", "reisleider", "urn:reisleider:xesext"),
)
BEGIN = datetime(1970, 1, 1, tzinfo=UTC)  # a day that nobody takes for the day it happened
STEP = timedelta(minutes=1)


def write_xes(journey_map: JourneyMap, language: str) -> bytes:
    """A map's ways as XES, names and notes in ``language``; a log without traces where no way may be shown."""
    labels = Labels(language)
    log = ET.Element("log", {"xes.version": VERSION, "xes.features": "", "xmlns": "http://www.xes-standard.org/"})
    for name, prefix, uri in EXTENSIONS:
        add(log, "extension", name=name, prefix=prefix, uri=uri)
    _globals(log)
    add(log, "classifier", name="Activity", scope="event", keys="concept:name")
    add(log, "classifier", name="Phase", scope="event", keys="reisleider:phase")
    _about(log, journey_map, labels)
    touchpoints = places(journey_map)
    phases = {column.phase.id: labels.pick(column.phase.label) for column in journey_map.columns}
    for way, route in enumerate(journey_map.routes, 1):
        for person in range(1, route.n + 1):
            trace = add(log, "trace")
            add(trace, "string", key="concept:name", value=f"{way}.{person}")
            add(trace, "int", key="reisleider:way", value=str(way))
            add(trace, "int", key="reisleider:customers", value=str(route.n))
            for place, one in enumerate(walk(route, touchpoints)):
                _event(trace, one, place, phases, labels)
    return write_tree(log)


def _globals(log: ET.Element) -> None:
    trace = add(log, "global", scope="trace")
    add(trace, "string", key="concept:name", value="")
    event = add(log, "global", scope="event")
    add(event, "string", key="concept:name", value="")
    add(event, "string", key="lifecycle:transition", value="complete")
    add(event, "date", key="time:timestamp", value=_time(0))
    add(event, "string", key="reisleider:touchpoint", value="")
    add(event, "string", key="reisleider:phase", value="")
    add(event, "boolean", key="reisleider:synthetic", value="true")


def _about(log: ET.Element, journey_map: JourneyMap, labels: Labels) -> None:
    add(log, "string", key="concept:name", value=labels.pick(journey_map.title))
    add(log, "string", key="reisleider:study", value=journey_map.study)
    add(log, "string", key="reisleider:organisation", value=journey_map.organisation)
    if journey_map.persona is not None:
        add(log, "string", key="reisleider:persona", value=labels.pick(journey_map.persona.name))
    add(log, "string", key="reisleider:language", value=labels.language)
    add(log, "int", key="reisleider:version", value=str(journey_map.version))
    add(log, "date", key="reisleider:date", value=f"{journey_map.as_of.isoformat()}T00:00:00.000+00:00")
    add(log, "int", key="reisleider:customers", value=str(journey_map.customers.counted))
    add(log, "int", key="reisleider:colleagues", value=str(journey_map.staff.counted))
    add(log, "int", key="reisleider:minimum", value=str(journey_map.minimums.get("customer", 3)))
    add(log, "boolean", key="reisleider:synthetic", value="true")
    notes = (*tell_shared_ways(journey_map, labels), labels("loss.xes"))
    add(log, "string", key="reisleider:note", value=" ".join(notes))


def _event(trace: ET.Element, one: MapTouchpoint, place: int, phases: dict[str, str], labels: Labels) -> None:
    event = add(trace, "event")
    add(event, "string", key="concept:name", value=labels.pick(one.label))
    add(event, "string", key="lifecycle:transition", value="complete")
    add(event, "date", key="time:timestamp", value=_time(place))
    add(event, "string", key="reisleider:touchpoint", value=one.id)
    add(event, "string", key="reisleider:phase", value=phases.get(one.phase, labels("map.unplaced")))
    if one.channel is not None:
        add(event, "string", key="reisleider:channel", value=labels(f"channel.{one.channel}"))
    if one.wait:
        add(event, "boolean", key="reisleider:wait", value="true")
    add(event, "boolean", key="reisleider:synthetic", value="true")


def _time(place: int) -> str:
    return (BEGIN + place * STEP).isoformat(timespec="milliseconds")


FORMAT = Format("xes", ".xes", "application/xml", write_xes, place=10)
