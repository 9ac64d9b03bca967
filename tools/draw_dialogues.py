"""Writes the README's diagrams anew from the scripts' own machines. Run with ``make diagrams``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.flows.scripts.draw import draw_script
from reisleider.flows.scripts.script import load_script, script_names

README = Path(__file__).parent.parent / "README.md"


def main() -> None:
    """Replace each diagram of the README that follows a script's mark."""
    text = README.read_text(encoding="utf-8")
    for name in script_names():
        mark = f"<!-- dialogue {name} -->\n```mermaid\n"
        before, found, after = text.partition(mark)
        if not found:
            sys.exit(f"README.md: add <!-- dialogue {name} --> with an empty mermaid block below it.")
        text = f"{before}{mark}{draw_script(load_script(name))}\n```{after.partition('```')[2]}"
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
