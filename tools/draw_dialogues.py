"""Writes the diagrams of docs/interviews.md anew from the scripts' own machines. Run with ``make diagrams``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.flows.scripts.draw import draw_script
from reisleider.flows.scripts.script import load_script, script_names

PAGE = Path(__file__).parent.parent / "docs" / "interviews.md"


def main() -> None:
    """Replace each diagram that follows a script's mark."""
    text = PAGE.read_text(encoding="utf-8")
    for name in (*script_names(), *script_names("lead"), *script_names("colleague"), *script_names("planner")):
        mark = f"<!-- dialogue {name} -->\n```mermaid\n"
        before, found, after = text.partition(mark)
        if not found:
            sys.exit(f"{PAGE.name}: add <!-- dialogue {name} --> with an empty mermaid block below it.")
        text = f"{before}{mark}{draw_script(load_script(name))}\n```{after.partition('```')[2]}"
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
