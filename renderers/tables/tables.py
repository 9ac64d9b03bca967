"""Every table of a map, in order.

Law: also one without a row is there: that too is an answer.
"""

from __future__ import annotations

from reisleider.renderers.tables.decisions import list_actions, list_priorities, list_targets
from reisleider.renderers.tables.table import Table
from reisleider.renderers.tables.terms import Words
from reisleider.renderers.tables.touchpoints import list_distributions, list_gaps, list_touchpoints


def tables(words: Words) -> tuple[Table, ...]:
    """Every table of a map."""
    return (
        list_touchpoints(words),
        list_distributions(words),
        list_gaps(words),
        list_priorities(words),
        list_targets(words),
        list_actions(words),
    )
