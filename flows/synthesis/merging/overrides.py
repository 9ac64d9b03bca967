"""What a lead decided by hand about touchpoints: kept apart, applied again at every compile.

Law: an override names touchpoints by their words (any wording of the same form will do) or by a seed label's id,
never by their place in one compile; of two that disagree the later holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from reisleider.flows.journey import Control, Texts
from reisleider.flows.meaning.likeness import form

Decision = Literal["same", "different", "rename", "move", "control"]


@dataclass(frozen=True)
class Override:
    """One decision. ``words`` names the touchpoint; ``other`` the second one of ``same`` and ``different``.

    ``texts``: the new name (rename, and by that the lead's confirmation of it); ``phase``: where it goes (move);
    ``control``: whose it is. ``by`` and ``at`` say who decided and when.
    """

    decision: Decision
    words: str
    other: str = ""
    texts: Texts = field(default_factory=dict)
    phase: str | None = None
    control: Control | None = None
    by: str = ""
    at: datetime | None = None


def joined(overrides: Sequence[Override]) -> Mapping[frozenset[str], bool]:
    """Pairs of forms that the lead called the same (True) or different (False)."""
    pairs: dict[frozenset[str], bool] = {}
    for one in overrides:
        if one.decision in ("same", "different"):
            pairs[frozenset((form(one.words), form(one.other)))] = one.decision == "same"
    return pairs


@dataclass(frozen=True)
class Decisions:
    """The decisions of one kind that hold, each with its place among them, by the form of their words and by these
    words as an id."""

    by_name: Mapping[str, tuple[int, Override]]

    def latest(self, names: Iterable[str]) -> Override | None:
        """What was decided last about a touchpoint that goes by any of these names; None where nothing was."""
        found = [self.by_name[name] for name in names if name in self.by_name]
        return max(found, key=lambda one: one[0])[1] if found else None


def about(overrides: Sequence[Override], decision: Decision) -> Decisions:
    """The decisions of one kind, oldest first in ``overrides``."""
    found: dict[str, tuple[int, Override]] = {}
    for place, one in enumerate(overrides):
        if one.decision == decision:
            found[form(one.words)] = found[one.words] = place, one
    return Decisions(found)
