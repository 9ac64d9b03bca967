"""The worked examples of docs/adding.md do what the page says, added to one house together as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import House

PAGE = (Path(__file__).parents[2] / "docs" / "adding.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```\w+\n# (\S+\.(?:py|toml))\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
ASKED = {
    "flows/questions/weekday.py": """
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer
from reisleider.flows.questions import KINDS
from reisleider.flows.scripts.read import read_outline
kind = KINDS["weekday"]
toml, typed, value = kind.example
named = 'title = { nl = "X", en = "X" }'
script = ['id = "x"', 'track = "customer"', named, "[[block]]", 'id = "b"', named, "[[step]]", toml]
step = read_outline("\\n".join(script), "example.toml").steps[0]
assert kind.parse(step, Offer(), Said("text", text=typed)).value == value
assert list(kind.faults(step)) == []
""",
    "flows/scripts/leaving.toml": """
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.demo.simulate import simulate
from reisleider.flows.scripts.script import load_script
assert any("why you left" in line for line in simulate(load_script("leaving"), load_demo_study(), "en", 7))
""",
    "flows/phases/three-steps.toml": """
from reisleider.flows.phases.models import load_model
assert [phase.id for phase in load_model("three-steps").phases] == ["before", "during", "after"]
""",
    "flows/starters/restaurant.toml": """
from reisleider.flows.phases.models import load_model
from reisleider.flows.starters.start_lists import labels_for, load_starter
labels = labels_for(load_starter("restaurant"), load_model("nine-phases"), ("nl", "en"))
assert (labels[1].phase, labels[1].channel) == ("orientation", "website")
""",
    "renderers/files/outline.py": """
from reisleider.renderers.formats import FORMATS, render
from drawing.map_samples import a_map
assert "outline" in FORMATS
assert "  - Online geboekt" in render("outline", a_map("Online geboekt"), "nl").data.decode()
""",
    "bot/adapters/pigeon/__init__.py": """
from reisleider.bot.adapters.platform import platform_of, platforms
assert platform_of("pigeon") in platforms()
assert platform_of("pigeon").private("loft1", "ring17").chat == "ring17"
""",
    "bot/commands/study/reopen.py": """
from reisleider.bot.commands.table import load_row
assert load_row("reopen").who == "lead"
""",
}


def test_every_worked_example_is_tried() -> None:
    assert sorted(path for path, _ in EXAMPLES) == sorted(ASKED)


def test_the_worked_examples_work_side_by_side(house: House) -> None:
    for path, text in EXAMPLES:
        (house.root / "reisleider" / path).parent.mkdir(parents=True, exist_ok=True)
        house.add(path, text)

    assert house.run("\n".join([*ASKED.values(), 'print("all")'])) == "all\n"
