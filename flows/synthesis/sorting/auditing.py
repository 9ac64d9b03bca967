"""An audit of merging: people judge pairs of wordings without knowing what was made of them, and what that tells.

Law: the pairs are drawn at random from what the machine merged and from what it nearly did, the same for everybody who
audits; what a lead decided by hand is judged as if it had not been. Pairs are counted, never people.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reisleider.flows.codebook.decisions import AUDITED, Override
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.measures.kappa import Agreement, agreement
from reisleider.flows.synthesis.measures.worst import lower_bound
from reisleider.flows.synthesis.merging.proposals import Proposal

DRAWN = 30  # pairs of each stratum: a share of 9 in 10 is then sure to about a tenth
Pair = tuple[str, str]
Interval = tuple[float, float]


@dataclass(frozen=True)
class AuditPair:
    """Two wordings to judge. ``merged``: whether they are one touchpoint, which nobody sees before they judged;
    ``among``: how many merged pairs there were to draw from, and how many that nearly merged."""

    words: str
    other: str
    merged: bool
    among: tuple[int, int]

    @property
    def key(self) -> Pair:
        return _key(self.words, self.other)


def without_pairs(overrides: Iterable[Override]) -> tuple[Override, ...]:
    """The decisions by which merging is audited: without what leads said of two wordings."""
    return tuple(one for one in overrides if one.decision not in ("same", "different"))


def draw_pairs(
    proposals: Sequence[Proposal], judged: Sequence[Override], by: str, study: str, seen: Collection[Pair] = ()
) -> tuple[AuditPair, ...]:
    """What somebody can still judge, in an order that tells nothing. ``proposals``: of the machine alone; ``judged``:
    the decisions that stand; ``seen``: pairs that were passed over."""
    strata = {
        state: sorted({_key(one.words, one.other): one for one in proposals if one.state == state}.items())
        for state in ("merged", "close")
    }
    among = (len(strata["merged"]), len(strata["close"]))
    chance = random.Random(f"audit {study}")  # noqa: S311 - the same pairs for everybody, nothing secret
    drawn = [
        AuditPair(one.words, one.other, state == "merged", among)
        for state, rows in strata.items()
        for _, one in chance.sample(rows, min(DRAWN, len(rows)))
    ]
    chance.shuffle(drawn)
    done = {_key(one.words, one.other) for one in judged if one.decision in AUDITED and one.by == by}
    return tuple(one for one in drawn if one.key not in done and one.key not in seen)


@dataclass(frozen=True)
class Share:
    """``right`` of ``of`` judged pairs; ``at``: the share, 0..1, with the interval that it may well lie in."""

    right: int
    of: int
    at: float
    between: Interval


@dataclass(frozen=True)
class Audit:
    """What an audit tells. ``precision``: of merged pairs the share that people call the same; ``recall``: of all pairs
    that people call the same, merged or near, the share that was merged; ``agreement``: of the two who judged most of
    the same pairs. None where nothing can be told."""

    judged: int
    auditors: int
    precision: Share | None = None
    recall: tuple[float, Interval] | None = None
    agreement: Agreement | None = None


def audit_of(decided: Sequence[Override]) -> Audit | None:
    """What the judgements that stand tell; None where there are none. ``decided``: oldest first.

    Precision is a share with Wilson's score interval (1927). Recall is of two strata (Cochran, 1977, Sampling
    Techniques, ch. 5): the merged pairs there are times precision, over that and the near ones there are times the
    share of those called the same; its interval takes the bounds of both shares against each other, so it is no
    narrower than it should be. A pair that several judged counts as most of them did, and not where they are divided or
    do not know.
    """
    by_pair: dict[Pair, dict[str, Override]] = defaultdict(dict)
    for one in decided:
        if one.decision in AUDITED:
            by_pair[_key(one.words, one.other)][one.by] = one
    if not by_pair:
        return None
    last = [one for one in decided if one.decision in AUDITED][-1]
    sure = {key: verdict for key, rows in by_pair.items() if (verdict := _verdict(rows.values())) is not None}
    strata = [
        [same for key, same in sure.items() if next(iter(by_pair[key].values())).merged is state]
        for state in (True, False)
    ]
    merged, close = (_share(sum(rows), len(rows)) for rows in strata)
    people = {who for rows in by_pair.values() for who in rows}
    return Audit(len(by_pair), len(people), merged, _recall(merged, close, last.among), _agreed(by_pair))


def _key(words: str, other: str) -> Pair:
    first, second = sorted((form(words), form(other)))
    return first, second


def _verdict(judged: Iterable[Override]) -> bool | None:
    counts = Counter(one.decision for one in judged)
    alike, unlike = counts["alike"], counts["unlike"]
    return None if alike == unlike else alike > unlike


def _share(right: int, of: int) -> Share | None:
    if not of:
        return None
    return Share(right, of, right / of, (lower_bound(right, of), 1 - lower_bound(of - right, of)))


def _recall(merged: Share | None, close: Share | None, among: tuple[int, int]) -> tuple[float, Interval] | None:
    if merged is None or (close is None and among[1]):
        return None
    far = (0.0, 0.0, 0.0) if close is None else (close.at, *close.between)
    at = _found(merged.at, far[0], among)
    low, high = _found(merged.between[0], far[2], among), _found(merged.between[1], far[1], among)
    return None if at is None or low is None or high is None else (at, (low, high))


def _found(right: float, missed: float, among: tuple[int, int]) -> float | None:
    all_of_them = right * among[0] + missed * among[1]
    return right * among[0] / all_of_them if all_of_them else None


def _agreed(by_pair: Mapping[Pair, Mapping[str, Override]]) -> Agreement | None:
    people = sorted({who for rows in by_pair.values() for who in rows})
    pairs = [
        [(rows[left].decision, rows[right].decision) for rows in by_pair.values() if left in rows and right in rows]
        for left, right in combinations(people, 2)
    ]
    most = max(pairs, key=len, default=[])
    return agreement(most) if most else None
