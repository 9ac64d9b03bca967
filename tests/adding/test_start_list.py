"""Adding a start list is adding one TOML file: a study file may name it, and its labels stand on the study's phases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import House

LABEL = """
[[label]]
id = "step-{number}"
words = {{ nl = "Stap {number}", en = "Step {number}" }}
phase = "use"
channel = "site"
control = "ours"
"""
LIST = 'id = "restaurant"\nname = { nl = "Restaurant", en = "Restaurant" }\n' + "".join(
    LABEL.format(number=number) for number in range(10)
)
ASKED = """
from datetime import UTC, datetime
from importlib import resources
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.starters.start_lists import starter_ids

told = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
own = told.replace('model = "nine-phases"', 'model = "five-stations"\\nstarter = "restaurant"').split("[[label]]")[0]
study = read_study(own, "study.toml", datetime(2026, 11, 23, 12, tzinfo=UTC))
print("restaurant" in starter_ids())
print(len(study.labels), study.labels[3].words["nl"], study.labels[3].phase, study.labels[3].channel)
"""


def test_a_start_list_is_one_file(house: House) -> None:
    house.add("flows/starters/restaurant.toml", LIST)

    assert house.run(ASKED).splitlines() == ["True", "10 Stap 3 use site"]
