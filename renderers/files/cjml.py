"""The map as CJML-style XML: the journey as colleagues mean it, and the ways customers really went.

Law: uses the words of SINTEF's Customer Journey Modeling Language 2.0 as far as they are public (docs/formats.md names
them); what CJML asks and nobody was asked is not invented but said in the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.renderers.export import Format
from reisleider.renderers.files.shown_ways import places, tell_shared_ways, walk
from reisleider.renderers.files.xml_text import add, write_tree
from reisleider.renderers.words.about_map import tell_basis, tell_stamp
from reisleider.renderers.words.labels import Labels

CUSTOMER, ORGANISATION = "customer", "organisation"
PLANNED = "PJ1"


def write_cjml(journey_map: JourneyMap, language: str) -> bytes:
    """A map as CJML-style XML, names and notes in ``language``. A planned journey where colleagues named what is meant
    to happen; an actual journey per way that enough customers share."""
    labels = Labels(language)
    root = ET.Element("CJML", {"version": "2.0", "xml:lang": labels.language})
    touchpoints = places(journey_map)
    ids = {id: f"T{place}" for place, id in enumerate(touchpoints, 1)}
    planned = [one for one in touchpoints.values() if one.designed]
    notes = " ".join((*tell_shared_ways(journey_map, labels), labels("loss.cjml")))
    add(root, "comment", notes)
    if planned:
        summary = labels("cjml.planned", n=len(planned))
        journey = _journey(root, "planned", PLANNED, summary, planned, journey_map, labels)
        _touchpoints(journey, "planned", planned, ids, labels)
    for number, route in enumerate(journey_map.routes, 1):
        way = walk(route, touchpoints)
        summary = labels("cjml.actual", n=route.n)
        journey = _journey(root, "actual", f"AJ{number}", summary, way, journey_map, labels, planned=bool(planned))
        _touchpoints(journey, "actual", way, ids, labels)
    return write_tree(root)


def _journey(
    root: ET.Element,
    kind: str,
    id: str,
    summary: str,
    way: Sequence[MapTouchpoint],
    journey_map: JourneyMap,
    labels: Labels,
    *,
    planned: bool = False,
) -> ET.Element:
    journey = add(root, f"{kind}Journey")
    add(journey, "journeyID", id)
    add(journey, "journeyTitle", labels.pick(journey_map.title))
    if planned:
        add(journey, "plannedReference", PLANNED)
    _phases(journey, (one for one in journey_map.columns if one.phase.id in {step.phase for step in way}), labels)
    add(journey, "journeyShortSummary", summary)
    add(journey, "journeyLongSummary", tell_basis(journey_map, labels))
    actors = add(journey, "actors")
    customer = add(actors, "endUser", actorID=CUSTOMER)
    persona = journey_map.persona
    add(customer, "actorName", labels.pick(persona.name) if persona else labels("map.everyone"))
    provider = add(actors, "serviceProvider", actorID=ORGANISATION)
    add(provider, "companyName", journey_map.organisation)
    stamp = tell_stamp(journey_map, labels)
    add(journey, "comment", stamp)
    return journey


def _phases(journey: ET.Element, columns: Iterable[PhaseColumn], labels: Labels) -> None:
    phases = add(journey, "journeyPhases")
    for column in columns:
        phase = add(phases, "journeyPhase", phaseID=column.phase.id)
        add(phase, "phaseName", labels.pick(column.phase.label))


def _touchpoints(
    journey: ET.Element, kind: str, way: Sequence[MapTouchpoint], ids: dict[str, str], labels: Labels
) -> None:
    parent = add(journey, "touchpoints")
    for one in way:
        meeting = one.channel is not None and one.control != "outside" and not one.wait
        step = add(parent, f"{kind}CommunicationPoint" if meeting else f"{kind}Action")
        add(step, "touchpointID", ids[one.id])
        if one.phase:
            add(step, "belongsTo", phaseIDref=one.phase)
        name = labels.pick(one.label)
        begun = add(step, "initiator")
        add(begun, "refersTo", actorIDref=CUSTOMER)
        add(begun, "initiatorLabel", name)
        if meeting:
            met = add(step, "receiver")
            add(met, "refersTo", actorIDref=ORGANISATION)
            add(met, "receiverLabel", name)
            add(add(step, "channel"), "channelName", labels(f"channel.{one.channel}"))


FORMAT = Format("cjml", ".cjml.xml", "application/xml", write_cjml, place=11)
