"""The copy of the house that other tests add to: it stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import House


def test_what_runs_in_a_copy_sees_the_copy_alone(house: House) -> None:
    house.add("flows/words/newcomer.py", "GREETING = 'hoi'\n")

    printed = house.run("from reisleider.flows.words.newcomer import GREETING\nprint(GREETING)")

    assert printed == "hoi\n"
