"""Where people who sorted the same study apart differ, and how far they agree.

Law: only what was decided apart is compared, each person's last; a difference is settled once a lead placed it since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reisleider.flows.codebook.codebook import id_of, ids_of
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Label
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.ranking import OFFERED, Ranked
from reisleider.flows.synthesis.measures.kappa import Agreement, agreement
from reisleider.flows.synthesis.merging.cells import majority
from reisleider.flows.synthesis.sorting.cards import Card


@dataclass(frozen=True)
class Difference:
    """One wording that people placed differently: the label of each, by who, "" for none of the labels."""

    words: str
    labels: Mapping[str, str]
    settled: bool = False


@dataclass(frozen=True)
class Compared:
    """How far each pair of people agrees, who placed most of the same wordings first; and where they differ."""

    pairs: tuple[tuple[str, str, Agreement], ...]
    differences: tuple[Difference, ...]

    @property
    def open(self) -> tuple[Difference, ...]:
        """The differences that nobody settled yet."""
        return tuple(one for one in self.differences if not one.settled)


def compare_sorts(overrides: Sequence[Override], labels: Sequence[Label]) -> Compared:
    """Compare what was decided apart. ``overrides``: the decisions that stand, oldest first; ``labels``: those of the
    codebook."""
    ids = ids_of(labels)
    chosen: dict[str, dict[str, str]] = {}
    words: dict[str, str] = {}
    settled: set[str] = set()
    for one in overrides:
        if one.decision != "place" or one.role != "lead":
            continue
        told = form(one.words)
        if one.apart:
            chosen.setdefault(told, {})[one.by] = ids.get(one.other, one.other)
            words[told] = one.words
            settled.discard(told)
        else:
            settled.add(told)
    several = {told: by for told, by in chosen.items() if len(by) > 1}
    people = sorted({who for by in several.values() for who in by})
    pairs = [
        (left, right, agreement([(by[left], by[right]) for by in several.values() if left in by and right in by]))
        for left, right in combinations(people, 2)
    ]
    kept = [one for one in pairs if one[2].n]
    differing = [told for told, by in several.items() if len(set(by.values())) > 1]
    return Compared(
        tuple(sorted(kept, key=lambda one: (-one[2].n, one[0], one[1]))),
        tuple(Difference(words[told], several[told], told in settled) for told in sorted(differing)),
    )


def alone(overrides: Sequence[Override], by: str) -> tuple[Override, ...]:
    """The decisions as somebody sees them who sorts apart: without what others placed apart."""
    return tuple(one for one in overrides if not one.apart or one.by == by or one.decision != "place")


def settling(compared: Compared, journeys: Sequence[Journey]) -> tuple[Card, ...]:
    """A card for each open difference, with the labels that people chose; who chose which is not told."""
    return tuple(_card(one, journeys) for one in compared.open)


def _card(one: Difference, journeys: Sequence[Journey]) -> Card:
    told = form(one.words)
    steps = [(journey, step) for journey in journeys for step in journey.touchpoints if form(step.words) == told]
    people = {journey.participant for journey, _ in steps if journey.track == "customer"}
    chosen = sorted({label for label in one.labels.values() if label})
    return Card(
        id_of(told),
        (one.words,),
        len(people),
        tuple(Ranked(label, 1 / len(chosen)) for label in chosen[:OFFERED]),
        majority([step.phase for _, step in steps]),
        majority([step.channel for _, step in steps]),
    )
