"""What a lead should look at by hand: merges that are not sure, and touchpoints that nearly merged.

Law: nothing that was decided already is proposed again; what lies nearest to the threshold comes first, for there an
eye helps most. The words are people's own: for leads only, never for a channel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from reisleider.flows.codebook.decisions import Override, joined
from reisleider.flows.journey import Journey, Label
from reisleider.flows.meaning.clusters import ALIKE
from reisleider.flows.meaning.likeness import Likeness, form
from reisleider.flows.synthesis.merging.cells import wording
from reisleider.flows.synthesis.merging.merge import Group, Meanings, Mention, Method, merge, understand

CLOSE = 0.25  # likeness from which two touchpoints that stayed apart are worth a look
MOST = 300  # touchpoints compared with each other, those that most people named


@dataclass(frozen=True)
class Proposal:
    """Two wordings that are one touchpoint now (``merged``) or nearly were (``close``): by which method, how sure
    (0..1), and how many people said the first and the second."""

    state: Literal["merged", "close"]
    words: str
    other: str
    method: Method
    score: float
    people: int
    others: int


def propose(
    journeys: Iterable[Journey],
    labels: Sequence[Label],
    overrides: Sequence[Override] = (),
    likeness: Likeness | None = None,
) -> tuple[Proposal, ...]:
    """What to look at, the most doubtful first."""
    groups = merge(journeys, labels, overrides, likeness)
    meanings = understand((mention for group in groups for mention in group.mentions), labels, likeness)
    decided = joined(overrides)
    found = [
        one
        for one in (*_merged(groups), *_close(groups, meanings))
        if frozenset((form(one.words), form(one.other))) not in decided
    ]
    return tuple(sorted(found, key=lambda one: (abs(one.score - ALIKE), -one.others, one.words, one.other)))


def name_of(group: Group) -> str:
    """One wording that stands for a group: its seed label's first, else as most people called it."""
    names = group.label.words if group.label is not None else wording(group.mentions)
    return next((name for name in names.values() if name), group.mentions[0].touchpoint.words)


def _merged(groups: Sequence[Group]) -> Iterator[Proposal]:
    for group in groups:
        name = name_of(group)
        by_form: dict[str, list[Mention]] = {}
        for mention in group.mentions:
            by_form.setdefault(mention.form, []).append(mention)
        here = by_form.get(form(name), [])
        for one, mentions in by_form.items():
            first = mentions[0]
            if first.method in ("near", "meaning") and one != form(name):
                words = min(mention.touchpoint.words for mention in mentions)
                yield Proposal("merged", name, words, first.method, first.score, _people(here), _people(mentions))


def _close(groups: Sequence[Group], meanings: Meanings) -> Iterator[Proposal]:
    ranked = sorted(groups, key=lambda one: (-_people(one.mentions), one.id))[:MOST]
    names = [name_of(one) for one in ranked]
    for left, right in combinations(range(len(ranked)), 2):
        score = meanings.alike(form(names[left]), form(names[right]))
        if not CLOSE <= score < 1:
            continue
        if not _interviews(ranked[left]).isdisjoint(_interviews(ranked[right])):
            continue  # two steps of one interview are two steps
        people, others = _people(ranked[left].mentions), _people(ranked[right].mentions)
        yield Proposal("close", names[left], names[right], "alone", score, people, others)


def _people(mentions: Sequence[Mention]) -> int:
    return len({mention.journey.participant for mention in mentions})


def _interviews(group: Group) -> set[str]:
    return {mention.journey.interview for mention in group.mentions}
