"""Who to ask next: how far each persona's story is told, how many more it takes, and where little was heard.

Law: who took part may be counted; what was told is named only as a phase that fewer than the minimum group spoke of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Persona, Phase, Study, Track
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels
from reisleider.flows.synthesis.compile import one_each, persona_of
from reisleider.flows.synthesis.measures.evidence import BASE, RUN, strength
from reisleider.flows.synthesis.merging.cells import Cell, gather
from reisleider.flows.synthesis.merging.merge import merge
from reisleider.flows.synthesis.privacy.minimum import minimum


@dataclass(frozen=True)
class Coverage:
    """One track, or one persona's customers: how many told, how saturated that is (0..1; None: too few to say, or
    colleagues), how many more are ``wanted``, and the phases that too few of them spoke of."""

    track: Track
    people: int
    wanted: int
    strength: float | None = None
    persona: Persona | None = None
    thin: tuple[Phase, ...] = ()


def cover(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override] = ()) -> tuple[Coverage, ...]:
    """Who to ask next, first who is wanted most. Customers per persona, where a study has these; then colleagues."""
    everyone = one_each(journeys)
    labels = held_labels(study, everyone, overrides)
    cells = gather(study, merge(everyone, labels, overrides, likeness_of(study)), overrides)
    told = [one for one in everyone if one.track == "customer"]
    customers = [_cover(study, cells, "customer", here, persona) for persona, here in _sides(study, told)]
    staff = _cover(study, cells, "stakeholder", [one for one in everyone if one.track == "stakeholder"], None)
    return (*sorted(customers, key=lambda one: -one.wanted), staff)


def _sides(study: Study, told: Sequence[Journey]) -> Iterator[tuple[Persona | None, list[Journey]]]:
    for persona in study.personas:
        yield persona, [one for one in told if persona_of(one) == persona.id]
    known = {persona.id for persona in study.personas}
    rest = [one for one in told if persona_of(one) not in known]
    if rest or not study.personas:
        yield None, rest


def _cover(
    study: Study, cells: Sequence[Cell], track: Track, here: Sequence[Journey], persona: Persona | None
) -> Coverage:
    who = {one.participant for one in here}
    themes: dict[str, set[str]] = {one: set() for one in who}
    spoke: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        for mention in cell.voices(track):
            if mention.journey.participant in who:
                themes[mention.journey.participant].add(cell.id)
                spoke[cell.phase].add(mention.journey.participant)
    least = minimum(study, track, split=persona is not None)
    told = strength([frozenset(one) for one in themes.values()]) if track == "customer" else None
    thin = tuple(phase for phase in study.model.phases if len(spoke[phase.id]) < least) if len(who) >= least else ()
    return Coverage(track, len(who), _wanted(track, len(who), least, told), told, persona, thin)


def _wanted(track: Track, people: int, least: int, told: float | None) -> int:
    """How many more: up to the minimum group, then until it can be said how saturated it is, then a run at a time."""
    if people < least or track == "stakeholder":
        return max(0, least - people)
    if told is None:
        return BASE + RUN - people
    return RUN if told < 1 else 0
