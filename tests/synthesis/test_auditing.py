"""An audit of merging: drawn blind and the same for all, and what it tells is what a count by hand gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from random import Random

import pytest

from reisleider.flows.codebook.decisions import Override, joined, standing
from reisleider.flows.synthesis.merging.proposals import Proposal
from reisleider.flows.synthesis.sorting.auditing import DRAWN, AuditPair, audit_of, draw_pairs, without_pairs

AT = datetime(2026, 1, 1, tzinfo=UTC)


def proposals(merged: int, close: int) -> list[Proposal]:
    return [
        *(Proposal("merged", f"samen{n}", f"ook{n}", "meaning", 0.7, 3, 2) for n in range(merged)),
        *(Proposal("close", f"apart{n}", f"bijna{n}", "alone", 0.4, 3, 2) for n in range(close)),
    ]


def judged(pair: AuditPair, verdict: str, by: str = "a") -> Override:
    return Override(
        verdict, pair.words, pair.other, by=by, at=AT, apart=True, merged=pair.merged, among=pair.among  # type: ignore[arg-type] # by its name
    )  # fmt: skip


def test_everybody_is_shown_the_same_pairs_of_both_kinds_in_an_order_that_tells_nothing() -> None:
    drawn = draw_pairs(proposals(90, 200), (), "a", "s1")

    assert drawn == draw_pairs(list(reversed(proposals(90, 200))), (), "b", "s1")
    assert [one.merged for one in drawn].count(True) == DRAWN == len(drawn) - DRAWN
    assert {one.among for one in drawn} == {(90, 200)}
    runs = sum(one.merged is not other.merged for one, other in pairwise(drawn))
    assert 15 < runs < 45
    assert drawn != draw_pairs(proposals(90, 200), (), "a", "s2")


def test_what_somebody_judged_or_passed_over_does_not_come_back_to_them_alone() -> None:
    first, second, *rest = draw_pairs(proposals(3, 3), (), "a", "s1")
    mine = [judged(first, "alike")]

    assert draw_pairs(proposals(3, 3), mine, "a", "s1", (second.key,)) == tuple(rest)
    assert draw_pairs(proposals(3, 3), mine, "b", "s1") == (first, second, *rest)


@pytest.mark.parametrize("seed", range(20))
def test_precision_and_recall_are_what_a_count_by_hand_gives(seed: int) -> None:
    chance = Random(seed)
    drawn = draw_pairs(proposals(chance.randint(1, 50), chance.randint(1, 80)), (), "a", f"s{seed}")
    rows = [(pair, chance.choice(("alike", "unlike", "unsure"))) for pair in drawn]
    told = audit_of([judged(pair, verdict) for pair, verdict in rows])
    assert told is not None
    merged = [verdict == "alike" for pair, verdict in rows if pair.merged and verdict != "unsure"]
    close = [verdict == "alike" for pair, verdict in rows if not pair.merged and verdict != "unsure"]

    assert told.judged == len(rows)
    assert (told.precision is None) is (not merged)
    if told.precision is None:
        return
    assert (told.precision.right, told.precision.of) == (sum(merged), len(merged))
    low, high = told.precision.between
    z, share, n = 1.96, sum(merged) / len(merged), len(merged)
    middle = (share + z * z / 2 / n) / (1 + z * z / n)
    half = z / (1 + z * z / n) * ((share * (1 - share) / n + z * z / 4 / n / n) ** 0.5)
    assert (low, high) == pytest.approx((middle - half, middle + half))
    if close and share + sum(close):
        of = drawn[0].among
        right = share * of[0]
        assert told.recall is not None
        assert told.recall[0] == pytest.approx(right / (right + sum(close) / len(close) * of[1]))
        assert told.recall[1][0] <= told.recall[0] <= told.recall[1][1]


def test_the_interval_holds_what_is_true_nineteen_times_in_twenty() -> None:
    inside = 0
    for seed in range(200):
        chance = Random(seed)
        drawn = draw_pairs(proposals(60, 60), (), "a", f"s{seed}")
        told = audit_of([judged(pair, "alike" if chance.random() < 0.8 else "unlike") for pair in drawn if pair.merged])
        assert told is not None
        assert told.precision is not None
        low, high = told.precision.between
        inside += low <= 0.8 <= high

    assert inside >= 180


def test_two_who_audit_are_compared_and_a_pair_they_are_divided_on_counts_for_neither() -> None:
    drawn = [one for one in draw_pairs(proposals(4, 0), (), "a", "s1") if one.merged]
    mine = [judged(one, "alike") for one in drawn]
    theirs = [
        judged(one, verdict, "b") for one, verdict in zip(drawn, ("alike", "alike", "unlike", "unsure"), strict=True)
    ]
    told = audit_of([*mine, *theirs])

    assert told is not None
    assert told.auditors == 2
    assert told.agreement is not None
    assert (told.agreement.n, told.agreement.same) == (4, 2)
    assert told.precision is not None
    assert (told.precision.right, told.precision.of) == (3, 3)


def test_a_judgement_is_taken_back_by_who_made_it_and_changes_no_map() -> None:
    (pair, *_) = draw_pairs(proposals(1, 0), (), "a", "s1")
    history = [judged(pair, "unlike"), judged(pair, "alike", "b")]
    undo = Override("undo", pair.words, pair.other, by="a", at=AT, apart=True)

    assert joined(history) == {}
    assert [one.by for one in standing([*history, undo])] == ["b"]
    assert audit_of([]) is None


def test_merging_is_judged_as_if_no_lead_had_decided() -> None:
    (pair, *_) = draw_pairs(proposals(1, 0), (), "a", "s1")
    decided = [Override("different", pair.words, pair.other), Override("move", pair.words, phase="use")]

    assert [one.decision for one in without_pairs(decided)] == ["move"]
    assert without_pairs([replace(decided[0], decision="same")]) == ()
