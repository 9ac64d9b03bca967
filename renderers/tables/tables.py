"""Every table of a map, in order.

Law: also one without a row is there: that too is an answer. Only the one of measured figures is left out where none
were taken in, for nobody was asked for those, and the whole journey on maps of before it was told.
"""

from __future__ import annotations

from reisleider.renderers.tables.decisions import list_actions, list_measured, list_priorities, list_targets
from reisleider.renderers.tables.table import Table
from reisleider.renderers.tables.terms import Words
from reisleider.renderers.tables.touchpoints import list_distributions, list_gaps, list_touchpoints
from reisleider.renderers.tables.whole_journey import list_study_figures


def tables(words: Words) -> tuple[Table, ...]:
    """Every table of a map."""
    measured = (list_measured(words),) if any(one.measured for one in words.journey_map.columns) else ()
    figures = words.journey_map.figures
    whole = () if figures is None else (list_study_figures(words, figures),)
    return (
        list_touchpoints(words),
        list_distributions(words),
        list_gaps(words),
        list_priorities(words),
        list_targets(words),
        *measured,
        list_actions(words),
        *whole,
    )
