"""Adding a format is adding one file: it is found, named, asked for and made, with texts in the catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import House

OUTLINE = '''"""The map as an outline: a phase per line, its touchpoints below it.

Law: names alone, in the reader's language; what too few people named is not here.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.words.labels import Labels


def write_outline(journey_map: JourneyMap, language: str) -> str:
    """A map as lines of text."""
    labels = Labels(language)
    lines = [labels.pick(journey_map.title)]
    for column in journey_map.columns:
        lines.append(f"* {labels.pick(column.phase.label)}")
        lines.extend(f"  - {labels.pick(one.label)}" for one in column.touchpoints)
    return "\\n".join(lines)


FORMAT = Format("outline", ".txt", "text/plain", write_outline)
'''
PURPOSES = {"nl": "alleen de namen onder elkaar", "en": "the names alone, below one another"}
ASKED = """
import sys
from drawing.map_samples import a_map
from reisleider.renderers.formats import FORMATS, check_format, render, tell_purpose

language = sys.argv[1]
check_format("outline")
made = render("outline", a_map("Online geboekt"), language)
print(*FORMATS)
print(tell_purpose("outline", language))
print(made.name, made.mime)
print(made.data.decode())
"""


@pytest.mark.parametrize(("language", "first"), [("nl", "* Behoefte"), ("en", "* Need")])
def test_a_format_is_one_file_and_what_it_is_for(house: House, language: str, first: str) -> None:
    house.add("renderers/files/outline.py", OUTLINE)
    for spoken, purpose in PURPOSES.items():
        with (house.root / f"reisleider/renderers/locales/{spoken}.po").open("a", encoding="utf-8") as texts:
            texts.write(f'\nmsgid "format.outline"\nmsgstr "{purpose}"\n')

    names, purpose, called, title, phase, touchpoint, *_ = house.run(ASKED, language).splitlines()

    assert names.split()[0] == "png"
    assert names.split()[-1] == "outline"
    assert purpose == PURPOSES[language]
    assert called == "zonnevaart.txt text/plain"
    assert (title, phase, touchpoint) == ("Online geboekt", first, "  - Online geboekt")
