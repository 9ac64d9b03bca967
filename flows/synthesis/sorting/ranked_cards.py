"""Which labels each card may belong under: by its own words, and by what came before and after in those journeys.

Law: pure; a card is never offered itself. What is placed already tells where its neighbours come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from statistics import fmean

from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.journey import Journey
from reisleider.flows.meaning.course import along
from reisleider.flows.meaning.ranking import Candidate, Ranked, Ranker
from reisleider.flows.synthesis.merging.candidates import told
from reisleider.flows.synthesis.merging.merge import Group, Mention
from reisleider.flows.synthesis.sorting.left_open import Open

READ = 3  # wordings of a card that are ranked, those that most people used
PLACED = 50.0  # what speaks for a label that a step stands under, beside what speaks for others: all but certain

Row = Sequence[float]
Step = tuple[str, str]  # an interview and a touchpoint in it


def rank_cards(
    cards: Sequence[Open],
    groups: Sequence[Group],
    offered: Sequence[Candidate],
    ranker: Ranker,
    ids: Mapping[str, str],
) -> Sequence[Sequence[Ranked]]:
    """For each card every label but itself, the best first: the mean over its wordings. ``groups``: all that was
    merged, which says where the neighbours stand; ``ids``: the label that an id means now."""
    if not offered:
        return [() for _ in cards]
    read = [[mentions[0] for mentions in list(card.forms.values())[:READ]] for card in cards]
    asked = [told(one.touchpoint, one.journey) for mentions in read for one in mentions]
    weighed, none = ranker.weigh(asked, offered)
    rows = iter(weighed)
    known: dict[Step, Row] = {}
    owns = []
    for card, mentions in zip(cards, read, strict=True):
        own = {card.group.id, *(ids.get(id_of(one), id_of(one)) for one in card.forms)}
        mine = [_without(next(rows), offered, own) for _ in mentions]
        known.update({_step(one): _mean(mine) for one in card.mentions})
        known.update({_step(one): row for one, row in zip(mentions, mine, strict=True)})
        owns.append(own)
    heard = _heard({one.journey.interview: one.journey for mentions in read for one in mentions}, groups)
    placed = _placed(groups, offered)
    found: dict[Step, Row] = {}
    for steps in heard.values():
        sums = [known.get(one) or placed.get(one) or [-inf] * len(offered) for one in steps]
        found.update(zip(steps, along(sums, [one.place for one in offered], none), strict=True))
    return [
        _best([found[_step(one)] for one in mentions], offered, own) for mentions, own in zip(read, owns, strict=True)
    ]


def _step(one: Mention) -> Step:
    return one.journey.interview, one.touchpoint.id


def _without(row: Row, offered: Sequence[Candidate], own: Collection[str]) -> Row:
    return [-inf if one.id in own else score for one, score in zip(offered, row, strict=True)]


def _mean(rows: Sequence[Row]) -> Row:
    return [fmean(column) for column in zip(*rows, strict=True)]


def _heard(journeys: Mapping[str, Journey], groups: Iterable[Group]) -> Mapping[str, Sequence[Step]]:
    """The steps of these journeys, by interview, in the order in which they came."""
    places: dict[str, list[tuple[int, Step]]] = defaultdict(list)
    for group in groups:
        for one in group.mentions:
            if one.journey.interview in journeys:
                places[one.journey.interview].append((one.touchpoint.position, _step(one)))
    return {interview: [step for _, step in sorted(steps)] for interview, steps in places.items()}


def _placed(groups: Iterable[Group], offered: Sequence[Candidate]) -> Mapping[Step, Row]:
    """What speaks for the labels at the steps that stand under one."""
    at = {one.id: place for place, one in enumerate(offered)}
    found: dict[Step, Row] = {}
    for group in groups:
        if group.id in at:
            row = [PLACED if place == at[group.id] else -inf for place in range(len(offered))]
            found.update({_step(one): row for one in group.mentions})
    return found


def _best(rows: Sequence[Row], offered: Sequence[Candidate], own: Collection[str]) -> Sequence[Ranked]:
    ranked = [
        Ranked(one.id, fmean(scores))
        for one, scores in zip(offered, zip(*rows, strict=True), strict=True)
        if one.id not in own
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.id))
