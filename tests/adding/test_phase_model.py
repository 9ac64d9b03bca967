"""Adding a phase model is adding one TOML file: a study file may name it, and its map has those columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import House

MODEL = """
id = "three-steps"
name = { nl = "Drie stappen", en = "Three steps" }

[[phase]]
id = "before"
label = { nl = "Vooraf", en = "Before" }
plain = { nl = "Voordat ik iets regelde", en = "Before I arranged anything" }
canonical = ["need", "orient", "consider", "decide"]
side = "buyer"

[[phase]]
id = "during"
label = { nl = "Onderweg", en = "Under way" }
plain = { nl = "Toen ik het regelde", en = "When I arranged it" }
canonical = ["buy", "deliver"]
side = "customer"

[[phase]]
id = "after"
label = { nl = "Achteraf", en = "Afterwards" }
plain = { nl = "Toen ik het had", en = "When I had it" }
canonical = ["use", "loyal", "advocate"]
side = "customer"
"""
ASKED = """
from datetime import UTC, datetime
from importlib import resources
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.phases.models import model_ids
from reisleider.flows.synthesis.compile import compile_map
from reisleider.renderers.formats import render

now = datetime(2026, 11, 23, 12, tzinfo=UTC)
told = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
head = told.split("[[label]]")[0]  # the demo's labels name phases of the model it has
study = read_study(head.replace('model = "nine-phases"', 'model = "three-steps"'), "study.toml", now)
print("three-steps" in model_ids())
drawn = render("svg", compile_map(study, (), version=0, now=now), "nl").data.decode()
print(*(name in drawn for name in ("Vooraf", "Onderweg", "Achteraf")))
"""


def test_a_phase_model_is_one_file(house: House) -> None:
    house.add("flows/phases/three-steps.toml", MODEL)

    assert house.run(ASKED).splitlines() == ["True", "True True True"]
