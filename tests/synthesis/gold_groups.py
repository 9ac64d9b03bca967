"""What people grouped by hand, and how far unattended merging agrees with them.

Law: a wording stands in one group of people; agreement is counted in pairs of wordings (F1).
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from journey_samples import journey

from reisleider.flows.journey import Label
from reisleider.flows.meaning.likeness import Likeness
from reisleider.flows.synthesis.merging.merge import merge

GOLD = Path(__file__).parent / "gold"
EVERYDAY = sorted(one.stem for one in (GOLD / "everyday").glob("*.tsv"))


def rows_of(name: str) -> list[tuple[str, ...]]:
    lines = (GOLD / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line]


def f1(field: str, labels: list[Label], likeness: Likeness | None = None) -> float:
    """The pairwise F1 of unattended merging: of all pairs of wordings, those rightly put together."""
    rows = rows_of(field)
    groups = merge([journey(n, [words]) for n, (_, words) in enumerate(rows)], labels, likeness=likeness)
    of = {mention.touchpoint.words: place for place, group in enumerate(groups) for mention in group.mentions}
    pairs = [
        (left[0] == right[0], of[left[1]] == of[right[1]])
        for left, right in combinations(rows, 2)
        if left[1] != right[1]
    ]
    both = pairs.count((True, True))
    return 2 * both / (2 * both + pairs.count((True, False)) + pairs.count((False, True)))


def labels_of(field: str) -> list[Label]:
    return [Label(id, {"nl": dutch, "en": english}) for id, dutch, english in rows_of(f"{field}_labels")]
