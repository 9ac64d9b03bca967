"""Cohen's kappa against tables that were worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reisleider.flows.synthesis.measures.kappa import agreement


def judged(table: Mapping[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [pair for pair, count in table.items() for _ in range(count)]


TWO = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
"""50 things: alike in 35, so 0.7; by chance 25/50 x 30/50 + 25/50 x 20/50 = 0.5; kappa 0.2 / 0.5."""
THREE = {("a", "a"): 10, ("a", "b"): 2, ("b", "a"): 1, ("b", "b"): 8, ("b", "c"): 3, ("c", "b"): 1, ("c", "c"): 5}
"""30 things: alike in 23; chance (12 x 11 + 12 x 11 + 6 x 8) / 900 = 312 / 900; kappa (690 - 312) / (900 - 312)."""


@pytest.mark.parametrize(
    ("table", "same", "kappa", "strength"),
    [
        (TWO, 35, 0.4, "fair"),
        (THREE, 23, 378 / 588, "substantial"),
        ({("a", "a"): 3, ("b", "b"): 4}, 7, 1.0, "almost-perfect"),
        ({("a", "b"): 5, ("b", "a"): 5}, 0, -1.0, "poor"),
        ({("a", "a"): 1, ("a", "b"): 1, ("b", "a"): 1, ("b", "b"): 1}, 2, 0.0, "slight"),
    ],
)
def test_it_is_what_a_hand_computes(
    table: Mapping[tuple[str, str], int], same: int, kappa: float, strength: str
) -> None:
    found = agreement(judged(table))

    assert (found.n, found.same, found.strength) == (sum(table.values()), same, strength)
    assert found.kappa == pytest.approx(kappa)


@pytest.mark.parametrize("table", [{}, {("a", "a"): 9}])
def test_where_chance_explains_everything_there_is_no_figure(table: Mapping[tuple[str, str], int]) -> None:
    found = agreement(judged(table))

    assert found.kappa is None
    assert found.strength is None


@pytest.mark.parametrize(
    ("same", "strength"), [(60, "slight"), (70, "fair"), (80, "moderate"), (90, "substantial"), (91, "almost-perfect")]
)
def test_the_bounds_of_a_word_belong_to_it(same: int, strength: str) -> None:
    """Both choose each of two labels for half of a hundred: kappa is 2 x share alike - 1."""
    half = same // 2
    odd = same % 2
    table = {("a", "a"): half + odd, ("b", "b"): half, ("a", "b"): 50 - half - odd, ("b", "a"): 50 - half}
    found = agreement(judged(table))

    assert found.kappa == pytest.approx(2 * same / 100 - 1, abs=0.001)
    assert found.strength == strength
