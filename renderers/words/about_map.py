"""What is told of a map as a whole: who answered, how firm it is, which version it is, and what must stand below it.

Law: the same honest lines stand under every format; nothing is hidden without saying so here.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from reisleider.flows.journey_map import JourneyMap, Placement
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import FEW

TOO_FEW = "note.too-few"
"""The note that says so where a map rests on very few customers; a picture gives it a banner."""
PHASES_ONLY = "note.phases-only"
"""The note of a young map, which tells its phases as a whole; it is said on top, calmly."""
IMPORTED = "note.imported"
"""The note of a map on which interviews stand that were held elsewhere; the turnout says of how many."""
CARD = 15  # seconds to sort one wording, as a lead does who reads it, taps a label and goes on
ALMOST = 0.99  # a share under one is never told as all


def tell_version(journey_map: JourneyMap, labels: Labels) -> str:
    """``versie 3``, or that it was never published."""
    if journey_map.version:
        return labels("map.version", number=journey_map.version)
    return labels("map.preview")


def tell_stamp(journey_map: JourneyMap, labels: Labels) -> str:
    """Which version this is and of what day."""
    return labels("map.stamp", version=tell_version(journey_map, labels), day=labels.day(journey_map.as_of))


def tell_turnout(journey_map: JourneyMap, labels: Labels) -> str:
    """``10 afgerond, 2 deels, 5 van elders`` for the customers."""
    finished, partial = journey_map.customers.finished, journey_map.customers.partial
    told = labels("map.all-finished", n=finished)
    if partial:
        told = labels("map.finished-partial", finished=finished, partial=partial)
    if IMPORTED not in journey_map.notes:
        return told
    imported = journey_map.customers.imported
    where = labels("map.imported-some") if imported is None else labels("map.imported", n=imported)
    return f"{told}, {where}"


def tell_basis(journey_map: JourneyMap, labels: Labels) -> str:
    """``12 klanten (10 afgerond, 2 deels), 6 collega's. Onderbouwing: groeit.``"""
    customers, staff = journey_map.customers.counted, journey_map.staff.counted
    return labels(
        "post.based-on",
        customers=f"{customers} {labels('map.customers', n=customers)}",
        turnout=tell_turnout(journey_map, labels),
        staff=f"{staff} {labels('map.colleagues', n=staff)}",
        strength=tell_strength(journey_map.strength, labels),
    )


def tell_response(journey_map: JourneyMap, labels: Labels) -> str | None:
    """``12 van de 40 genodigden (30%)``, or None where nobody counted the invitations."""
    customers = journey_map.customers
    if not customers.invited or customers.counted > customers.invited:  # then the invitations were counted wrongly
        return None
    share = labels.percent(customers.counted / customers.invited)
    return labels("map.response", counted=customers.counted, invited=customers.invited, share=share)


def tell_placement(journey_map: JourneyMap, labels: Labels) -> str | None:
    """``86% van wat 12 klanten vertelden staat op de kaart: 31 van de 36 stappen.`` and how to add the rest; None where
    too few customers told."""
    placement = journey_map.placement
    if placement is None:
        return None
    if placement.told is None or placement.share is None:
        return labels("placement.few")
    slots = {"people": placement.people, "shown": placement.shown, "told": placement.told}
    if not placement.waiting:
        return labels("placement.all", **slots)
    share = labels.percent(min(placement.share, ALMOST))
    told = labels("placement.share", share=share, **slots) if placement.shown else labels("placement.none", **slots)
    return f"{told} {_tell_adding(placement, labels)}"


def tell_unplaced(placement: Placement | None, labels: Labels) -> str | None:
    """``12 stappen staan nog niet op de kaart. Sorteer ze met “sort”: 10 kaartjes, zo'n 3 min.``, or None where none is
    left."""
    if placement is None or placement.waiting == 0:
        return None
    if placement.waiting is None:
        return labels("placement.few")
    return f"{labels('placement.waiting', n=placement.waiting)} {_tell_adding(placement, labels)}"


def _tell_adding(placement: Placement, labels: Labels) -> str:
    """How the rest comes to stand on the map: by sorting it, and where that is done by hearing more people."""
    if not placement.cards:
        return labels("placement.ask")
    return labels("placement.sort", n=placement.cards, minutes=max(1, ceil(placement.cards * CARD / 60)))


def tell_notes(journey_map: JourneyMap, labels: Labels) -> tuple[str, ...]:
    """The map's honest remarks in words; ``n`` in them is how many customers told."""
    slots = {"n": journey_map.customers.counted, "imported": journey_map.customers.imported or 0}
    few = {} if slots["imported"] else {IMPORTED: "note.imported-some"}
    keys = (few.get(key, key) for key in journey_map.notes)
    return tuple(labels(key if "." in key else f"note.{key}", **slots) for key in keys)


def tell_strength(strength: float | None, labels: Labels) -> str:
    """How far the evidence is, in a word: from the saturation rule (method 4.7)."""
    if strength is None:
        return labels("map.strength-unknown")
    steps = ((1.0, "map.strength-full"), (0.5, "map.strength-growing"), (0.0, "map.strength-early"))
    return next((labels(key) for least, key in steps if strength >= least), labels("map.strength-early"))


def tell_undecided(journey_map: JourneyMap, labels: Labels, name: str | None = None) -> str | None:
    """``Met ongeveer 6 gesprekken meer kan het blijken. ...``: why nothing is to be looked at first yet, or None where
    something is. ``name``: what stands on top so far, as it is called where this is told."""
    undecided = journey_map.undecided
    if undecided is None:
        return None
    told = [labels("undecided.alike") if undecided.more is None else labels("undecided.more", n=undecided.more)]
    first = undecided.first
    if first is not None:
        why = labels(first.reason, **first.slots)
        told.append(labels("undecided.first", touchpoint=name or labels.pick(first.title), why=why))
    return " ".join(told)


def tell_assumption(labels: Labels) -> str:
    """That no customer was asked yet, and what that means."""
    return f"{labels('map.assumption')}. {labels('map.assumption-why')}"


def tell_overlay(journey_map: JourneyMap, labels: Labels) -> tuple[str, ...]:
    """What the map as a whole says: how well colleagues know it, what both sides mind, which order is not fixed."""
    lines: list[str] = []
    if journey_map.inside_outside is not None:
        lines.append(labels("overlay.known", share=labels.percent(journey_map.inside_outside)))
    if journey_map.priorities is not None:
        lines.append(labels("overlay.shared", n=journey_map.priorities.shared))
    shown = (*(one for column in journey_map.columns for one in column.touchpoints), *journey_map.unplaced)
    names = {one.id: labels.pick(one.label) for one in shown}
    for one in journey_map.variants:
        slots = {"first": names.get(one.first, ""), "second": names.get(one.second, "")}
        lines.append(labels("overlay.variant", **slots, n=one.n_other, of=one.n + one.n_other))
    return tuple(lines)


def footnotes(journey_map: JourneyMap, labels: Labels) -> tuple[str, ...]:
    """Everything that must be said about a map's figures, one sentence each, for any format."""
    notes = [tell_basis(journey_map, labels)]
    response = tell_response(journey_map, labels)
    if response is not None:
        notes.append(labels("map.response-note", response=response))
    if journey_map.recency:
        notes.append(labels("map.recency", buckets=_buckets("recency", journey_map.recency, labels)))
    if journey_map.outcomes:
        notes.append(_outcomes(journey_map.outcomes, journey_map.customers.counted, labels))
    if journey_map.end is not None:
        faces = zip((-2, -1, 0, 1, 2), journey_map.end.counts, strict=True)
        told = " · ".join(
            f"{labels.face(score)}: {_many(count, journey_map.end.n, labels)}" for score, count in faces if count
        )
        notes.append(labels("map.end", faces=told))
    minimums = journey_map.minimums
    notes.append(labels("map.privacy", customers=minimums.get("customer", FEW), staff=minimums.get("stakeholder", 5)))
    placed = tell_placement(journey_map, labels)
    if placed is not None:
        notes.append(placed)
    if journey_map.look_first or journey_map.undecided is not None:
        notes.append(labels("map.chance"))
    if any("often" in look.slots for look in journey_map.look_first):
        notes.append(labels("map.resamples"))
    notes.extend(tell_notes(journey_map, labels))
    notes.append(tell_stamp(journey_map, labels))
    return tuple(notes)


def describe(journey_map: JourneyMap, labels: Labels) -> str:
    """The map in words, for who cannot see it: phases, where to look first, what the figures rest on."""
    phases = ", ".join(labels.pick(column.phase.label) for column in journey_map.columns)
    first = [f"{labels.pick(look.title)}: {labels(look.reason, **look.slots)}" for look in journey_map.look_first]
    undecided = tell_undecided(journey_map, labels)
    told = first if undecided is None else [f"{labels('undecided.title')}. {undecided}"]
    parts = [labels("map.alt", title=labels.pick(journey_map.title), phases=phases), *told]
    if journey_map.assumption:
        parts.insert(0, labels("map.assumption"))
    return " ".join(
        part if part.endswith((".", "!", "?")) else f"{part}." for part in (*parts, *footnotes(journey_map, labels))
    )


def _outcomes(outcomes: Mapping[str, int], of: int, labels: Labels) -> str:
    """How it ended, and for how many that is not shown."""
    buckets, rest = _buckets("outcome", outcomes, labels), of - sum(outcomes.values())
    return labels("map.outcomes-rest", buckets=buckets, n=rest) if rest > 0 else labels("map.outcomes", buckets=buckets)


def _buckets(kind: str, counts: Mapping[str, int], labels: Labels) -> str:
    """``1–5 maanden geleden: 7 · ...`` from answer ids and how many chose each."""
    return " · ".join(f"{labels(f'{kind}.{id}')}: {count}" for id, count in counts.items())


def _many(count: int, of: int, labels: Labels) -> str:
    """How many of some people, in words where that is one or two of them."""
    return str(count) if count >= FEW else labels("few.most" if 2 * count > of else "few.some")
