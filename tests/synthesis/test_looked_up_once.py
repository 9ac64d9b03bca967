"""What a map looks up once and remembers says the same as looking anew, and is let go with those who said it."""

from __future__ import annotations

import random
from itertools import combinations, permutations

from reisleider.bot.maps import folding
from reisleider.flows.meaning.likeness import NEAR, form, slips_of, spelling
from reisleider.flows.synthesis.measures.order import Lines, order

LABELS = tuple(
    form(one)
    for one in ("online geboekt", "bevestiging gekregen", "vertrokken met de trein", "aangekomen", "ingecheckt")
)
TOLD = (
    "online gebokt",
    "bevestigging gekregen",
    "vertroken met de trein",
    "niet aangekomen",
    "een kopje koffie",
    "hal",
)


def test_a_slip_is_found_among_labels_as_if_it_were_compared_with_each() -> None:
    for told in map(form, TOLD):
        compared = {one: score for one in LABELS if (score := spelling(told, one)) >= NEAR}
        assert dict(slips_of(told, LABELS)) == compared == dict(slips_of(told, LABELS))
    assert [one for one, _ in slips_of(form("online gebokt"), LABELS)] == [form("online geboekt")]


def test_another_name_of_a_label_is_another_question() -> None:
    assert slips_of(form("online gebokt"), LABELS[1:]) == ()


def test_what_was_typed_is_let_go_when_somebody_is_forgotten() -> None:
    slips_of(form("online gebokt"), LABELS)
    folding.let_go()
    assert slips_of.cache_info().currsize == 0


def test_the_order_breaks_as_few_of_the_pairs_that_people_told_as_any_order_does() -> None:
    chance = random.Random(18)
    for _ in range(20):
        journeys = [chance.sample("abcde", chance.randint(1, 5)) for _ in range(9)]
        told = order("abcde", Lines(journeys))
        assert broken(told, journeys) == min(broken(one, journeys) for one in permutations("abcde"))


def broken(line: tuple[str, ...], journeys: list[list[str]]) -> int:
    """Of how many pairs more people met the second first, each by how many more."""
    lost = 0
    for left, right in combinations(line, 2):
        both = [one for one in journeys if left in one and right in one]
        lead = sum(1 if one.index(left) < one.index(right) else -1 for one in both)
        lost += max(0, -lead)
    return lost
