"""How groups of customers look back on the whole, by the facts that the study asks everybody.

Law: a group has at least the people of a split, and so have those whom no group shown counts; two groups differ only
where chance does not make it, over all pairs of all facts at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from reisleider.flows.journey import Fact
from reisleider.flows.journey_map import Faces, Segment, SegmentGroup
from reisleider.flows.synthesis.measures.difference import chance_of, holm
from reisleider.flows.synthesis.measures.gap import cliffs_delta
from reisleider.flows.synthesis.privacy.minimum import leave_out_rest

RISK = 0.02  # that chance alone makes any two groups of a study differ


def asked(facts: Sequence[Fact]) -> tuple[Segment, ...]:
    """The segments of a study, without anybody in them."""
    return tuple(
        Segment(one.id, one.question, tuple(SegmentGroup(id, words) for id, words in one.options)) for one in facts
    )


def compare_segments(
    asked: Sequence[Segment], spreads: Mapping[tuple[str, str], Faces | None], end: int, least: int
) -> tuple[Segment, ...]:
    """The segments with the faces that may be told, and which groups differ: the two-sided permutation test on the rank
    sum (Mann and Whitney, 1947), corrected for every pair of every fact (Holm, 1979).

    ``spreads``: by fact and answer; ``end``: how many gave the whole a face, a published total; ``least``: of a group.
    """
    filled = [_filled(one, spreads, end, least) for one in asked]
    pairs = [
        (one.id, left, right)
        for one in filled
        for left, right in combinations([group for group in one.groups if group.faces is not None], 2)
    ]
    chances = holm([chance_of(left.faces, right.faces) for _, left, right in pairs if left.faces and right.faces])
    surest: dict[str, tuple[float, tuple[str, str]]] = {}
    for chance, (id, left, right) in zip(chances, pairs, strict=True):
        assert left.faces is not None  # only such are paired
        assert right.faces is not None
        first = (left.id, right.id) if cliffs_delta(left.faces, right.faces) >= 0 else (right.id, left.id)
        if chance < RISK:
            surest[id] = min(surest.get(id, (2.0, first)), (chance, first))
    return tuple(replace(one, differs=surest[one.id][1] if one.id in surest else None) for one in filled)


def _filled(segment: Segment, spreads: Mapping[tuple[str, str], Faces | None], end: int, least: int) -> Segment:
    found = {one.id: faces for one in segment.groups if (faces := spreads.get((segment.id, one.id))) is not None}
    told = leave_out_rest({id: faces.n for id, faces in found.items()}, end, least) or {}
    while told and 0 < end - sum(told.values()) < least:  # what was left out may itself be too few
        told = leave_out_rest(told, end, least) or {}
    fits = sum(told.values()) <= end
    groups = (replace(one, faces=found[one.id] if fits and one.id in told else None) for one in segment.groups)
    return replace(segment, groups=tuple(groups))
