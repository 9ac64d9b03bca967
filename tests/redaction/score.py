"""Scores redaction on sentences nobody tuned on: what is hidden of what must be, and what is harmed of what is clean.

Law: prints shares and never a sentence. ``python tests/redaction/score.py [FILE]``.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from reisleider.flows.synthesis.privacy.redaction import redact

HERE = Path(__file__).parent


def score(path: Path) -> Counter[str]:
    """Counts: sentences with something to hide, wholly hidden ones, their parts and the hidden ones, clean sentences
    and harmed ones."""
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            shown = redact(row["text"])
            parts = [one for one in row["hidden"].split(" | ") if one]
            left = [one for one in parts if one.casefold() in shown.casefold()]
            counts["parts"] += len(parts)
            counts["hidden parts"] += len(parts) - len(left)
            counts["to hide" if parts else "clean"] += 1
            counts["hidden"] += bool(parts) and not left
            counts["harmed"] += not parts and shown != row["text"]
    return counts


def main(paths: list[str]) -> int:
    """Print the shares of each file."""
    for path in paths or [str(HERE / "blind.tsv")]:
        counts = score(Path(path))
        print(
            f"{Path(path).stem}: wholly hidden {counts['hidden'] / counts['to hide']:.1%} of {counts['to hide']}, "
            f"{counts['hidden parts'] / counts['parts']:.1%} of {counts['parts']} parts; "
            f"harmed {counts['harmed'] / counts['clean']:.1%} of {counts['clean']} clean ones"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
