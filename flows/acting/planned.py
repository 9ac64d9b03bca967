"""An action that a team decided on: what, at which touchpoint, who, by when, how far, and which goal it serves.

Law: what a touchpoint is called is not kept here, so that its words go where they go from the map; an owner is an
account only where they can be written to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reisleider.flows.journey_map import ActionStatus

AHEAD = timedelta(days=7)
"""How long before it is due an owner is reminded first."""
OPEN: frozenset[ActionStatus] = frozenset({"planned", "doing"})


@dataclass(frozen=True)
class Planned:
    """One action. ``number``: of its study, as it is spoken of; ``touchpoint`` and ``phase``: ids of the map it was
    chosen on; ``owner``: a name, "" where there is none; ``account`` (platform, tenant, account): theirs, None where
    only a name is known; ``why``: what was said of it last; ``reminded``: 0 not yet, 1 a week before, 2 when due."""

    study: str
    number: int
    touchpoint: str
    phase: str
    words: str
    made_at: datetime
    owner: str = ""
    account: tuple[str, str, str] | None = None
    due: date | None = None
    serves: str = ""
    status: ActionStatus = "planned"
    why: str = ""
    reminded: int = 0
    ended_at: datetime | None = None

    @property
    def still_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status in OPEN


def reminding_day(action: Planned) -> date | None:
    """The day on which its owner is reminded next; None where never."""
    if not action.still_open or action.due is None or action.reminded >= 2:
        return None
    return action.due - AHEAD if action.reminded == 0 else action.due


def reminded_at_first(due: date | None, today: date) -> int:
    """How often an owner counts as reminded of what is decided ``today``: who has a week or less needs no word of it
    a week before."""
    return int(due is not None and due - AHEAD <= today)
