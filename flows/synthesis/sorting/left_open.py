"""What nobody placed yet of what merging brought together: a card in the making.

Law: who helps without leading reads only wordings that are open to them; what a lead decided is nobody's to sort again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from reisleider.flows.codebook.decisions import Role
from reisleider.flows.synthesis.merging.merge import Group, Mention


@dataclass(frozen=True)
class Open:
    """The group that a card is of, and which mentions are still open, by form, what most people said first."""

    group: Group
    forms: Mapping[str, Sequence[Mention]]

    @cached_property
    def people(self) -> AbstractSet[str]:
        """The customers whose steps these are."""
        return customers(self.mentions)

    @property
    def mentions(self) -> Sequence[Mention]:
        """All that is open."""
        return [one for several in self.forms.values() for one in several]

    @property
    def wordings(self) -> tuple[str, ...]:
        """Each form once, as somebody said it."""
        return tuple(min(one.touchpoint.words for one in several) for several in self.forms.values())


def left_open(
    group: Group, decided: Mapping[str, Role], role: Role, open_forms: AbstractSet[str] | None
) -> Open | None:
    """What of a group nobody of this role, nor a lead, decided yet; None where nothing is left. ``open_forms``: all
    that this role may read, None where that is everything."""
    forms: dict[str, list[Mention]] = defaultdict(list)
    for one in group.mentions:
        over = decided.get(one.form) == "lead" or (role == "colleague" and one.form in decided)
        if not over and (open_forms is None or one.form in open_forms):
            forms[one.form].append(one)
    ordered = sorted(forms, key=lambda one: (-people_of(forms[one]), one))
    return Open(group, {one: forms[one] for one in ordered}) if ordered else None


def customers(mentions: Iterable[Mention]) -> AbstractSet[str]:
    """The customers among those who told this."""
    return frozenset(one.journey.participant for one in mentions if one.journey.track == "customer")


def people_of(mentions: Iterable[Mention]) -> int:
    """How many people told this, of whichever track."""
    return len({one.journey.participant for one in mentions})
