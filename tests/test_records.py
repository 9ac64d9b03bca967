"""What a step may save: declared on the nouns' own fields, and nowhere else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields

import pytest

from reisleider.flows.dialogue.recap import FELT, TOLD_OF_ITEM, TOLD_OF_WHOLE
from reisleider.flows.journey import LOGGED, REMARKS, SAVES, Journey, Touchpoint
from reisleider.flows.records import Record, records_of, saved
from reisleider.flows.scripts.script import load_script, script_names

MADE = {
    Touchpoint: {
        *("id", "words", "position", "control", "wait", "emotion_unknown", "told", "matched", "forwarded", "pictures"),
    },
    Journey: {
        *("interview", "study", "participant", "track", "language", "finished", "began_at", "ended_at", "persona"),
        *("organisation", "imported"),
        *("remarks", "chose"),
    },
}
"""Fields that no step fills by itself: who and when, what words tell, what another field says already."""


@dataclass(frozen=True)
class Visit:
    """A noun with a field of each sort, as somebody would add one."""

    id: str
    tip_given: str | None = saved("choice")
    rating: int | None = saved("score", "stars")
    noted: str | None = None


def test_a_field_says_what_saves_it_and_how_it_is_read() -> None:
    assert records_of(Visit) == (
        Record("tip_given", ("tip-given",), "choice"),
        Record("rating", ("stars",), "score"),
    )
    assert Visit("v").rating is None


@pytest.mark.parametrize("noun", [Touchpoint, Journey])
def test_every_field_is_filled_by_a_record_or_made(noun: type) -> None:
    filled = {record.field for record in records_of(noun)}

    assert filled | MADE[noun] == {field.name for field in fields(noun)}
    assert filled & MADE[noun] == set()


def test_no_record_fills_two_fields() -> None:
    names = [name for noun in (Touchpoint, Journey) for record in records_of(noun) for name in record.saves]
    names += [remark.saves for remark in REMARKS] + list(LOGGED)

    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_record_is_saved_by_a_script_and_every_script_saves_records() -> None:
    saving = {step.saves for name in script_names() for step in load_script(name).steps}

    assert saving == SAVES


def test_what_is_played_back_are_records() -> None:
    assert {*FELT, *TOLD_OF_ITEM, *TOLD_OF_WHOLE} <= SAVES
