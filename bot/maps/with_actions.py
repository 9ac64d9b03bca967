"""The map with what is being done about it, laid on as it is shown: what is kept of a map knows no action.

Law: whatever is shown passes here after it was published or read; a name that went is on no map that is shown later.
"""

from __future__ import annotations

from reisleider.flows.acting.laid import lay_actions
from reisleider.flows.journey_map import JourneyMap
from reisleider.storage.actions import actions_of
from reisleider.storage.store import Connection


def with_actions(c: Connection, shown: JourneyMap) -> JourneyMap:
    """A map as it may be shown, with its study's actions."""
    return lay_actions(shown, actions_of(c, shown.study))
