"""The labels of a study as the candidates that a ranker chooses from: what was placed under each, and where it comes.

Law: where a label comes in journeys is what the steps under it tell; before there are any, the order in which the lead
listed it counts as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from reisleider.flows.journey import Journey, Label, Touchpoint
from reisleider.flows.meaning.ranking import Candidate, Told
from reisleider.flows.synthesis.merging.merge import Group
from reisleider.flows.synthesis.merging.own_steps import place_of


def candidates(labels: Sequence[Label], listed: Sequence[Label], groups: Sequence[Group]) -> tuple[Candidate, ...]:
    """What may be offered. ``labels``: those of the codebook; ``listed``: the lead's own, in the order of the study;
    ``groups``: what was merged so far, whose steps tell where a label comes."""
    order = {label.id: at / max(1, len(listed) - 1) for at, label in enumerate(listed)}
    steps: dict[str, list[float]] = defaultdict(list, {id: [place] for id, place in order.items()})
    for group in groups:
        for mention in group.mentions:
            place = place_of(mention.touchpoint, mention.journey)
            if place is not None:
                steps[group.id].append(place)
    return tuple(
        Candidate(
            label.id,
            (*label.words.values(), *label.aliases),
            label.phase,
            label.channel,
            fmean(steps[label.id]) if label.id in steps else None,
        )
        for label in labels
    )


def told(step: Touchpoint, journey: Journey) -> Told:
    """A step as a ranker reads it; a phase that was only read from words or neighbours is not told."""
    phase = None if "phase" in step.told else step.phase
    return Told(step.words, place_of(step, journey), phase, step.channel)
