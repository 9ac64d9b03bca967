"""Who to ask next: how far each persona's story is told, how many more it takes, and where little was heard.

Law: who took part is counted as it is; what they told is told as the map that went out tells it, and so not before one
did: a phase of which it tells nothing, and how saturated it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reisleider.flows.journey import Journey, Persona, Phase, Study, Track
from reisleider.flows.journey_map import JourneyMap, PhaseColumn
from reisleider.flows.synthesis.compile import one_each, persona_of
from reisleider.flows.synthesis.measures.evidence import BASE, RUN
from reisleider.flows.synthesis.privacy.minimum import minimum

EVERYONE = ""
NOTHING_OUT: Mapping[str, JourneyMap] = MappingProxyType({})


@dataclass(frozen=True)
class Coverage:
    """One track, or one persona's customers: how many told, how saturated that was on the map that went out (0..1;
    None: too few to say, or colleagues), how many more are ``wanted``, and the phases of which it tells nothing."""

    track: Track
    people: int
    wanted: int
    strength: float | None = None
    persona: Persona | None = None
    thin: tuple[Phase, ...] = ()


def cover(
    study: Study, journeys: Sequence[Journey], out: Mapping[str, JourneyMap] = NOTHING_OUT
) -> tuple[Coverage, ...]:
    """Who to ask next, first who is wanted most. Customers per persona, where a study has these; then colleagues.
    ``out``: the maps that went out last, by persona, "" everyone's."""
    everyone = one_each(journeys)
    told = [one for one in everyone if one.track == "customer"]
    customers = [
        _cover(study, "customer", len(here), persona, _map_of(study, persona, out))
        for persona, here in _sides(study, told)
    ]
    staff = sum(one.track == "stakeholder" for one in everyone)
    return (
        *sorted(customers, key=lambda one: -one.wanted),
        _cover(study, "stakeholder", staff, None, out.get(EVERYONE)),
    )


def _map_of(study: Study, persona: Persona | None, out: Mapping[str, JourneyMap]) -> JourneyMap | None:
    """The map of these customers that went out; who is of no persona, where there are any, has none of their own."""
    if persona is not None:
        return out.get(persona.id)
    return None if study.personas else out.get(EVERYONE)


def _sides(study: Study, told: Sequence[Journey]) -> Iterator[tuple[Persona | None, list[Journey]]]:
    for persona in study.personas:
        yield persona, [one for one in told if persona_of(one) == persona.id]
    known = {persona.id for persona in study.personas}
    rest = [one for one in told if persona_of(one) not in known]
    if rest or not study.personas:
        yield None, rest


def _cover(study: Study, track: Track, people: int, persona: Persona | None, out: JourneyMap | None) -> Coverage:
    least = minimum(study, track, split=persona is not None)
    told = out.strength if out is not None and track == "customer" else None
    return Coverage(track, people, _wanted(track, people, least, told), told, persona, _thin(track, least, out))


def _thin(track: Track, least: int, out: JourneyMap | None) -> tuple[Phase, ...]:
    """The phases of which a map tells nothing that enough people of a track said; none where too few told any."""
    if out is None or (out.customers if track == "customer" else out.staff).counted < least:
        return ()
    return tuple(one.phase for one in out.columns if not _heard(one, track))


def _heard(column: PhaseColumn, track: Track) -> bool:
    if track == "stakeholder":
        return any(one.named_by_staff is not None for one in column.touchpoints)
    return column.felt is not None or any(one.named is not None for one in column.touchpoints)


def _wanted(track: Track, people: int, least: int, told: float | None) -> int:
    """How many more: up to the minimum group, then until it can be said how saturated it is, then a run at a time."""
    if people < least or track == "stakeholder":
        return max(0, least - people)
    if told is None:
        return max(0, BASE + RUN - people) or RUN
    return RUN if told < 1 else 0
