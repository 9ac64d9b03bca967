"""What stands below the post: every touchpoint with its figures, per phase, as words, as a table and as lines.

Law: the words say everything; a table or chart says it again where a platform has such. Nothing is left out unsaid:
what too few named is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Message, Span
from reisleider.renderers.chat.grid import (
    Group,
    feeling_charts,
    groups_of,
    hidden_in,
    spread,
    touchpoint_table,
    words_of,
)
from reisleider.renderers.words.about_phase import tell_feeling
from reisleider.renderers.words.labels import Labels


def show_details(journey_map: JourneyMap, language: str) -> Message:
    """All touchpoints of a map; a map without any has nothing but its notes to say."""
    labels = Labels(language)
    groups = groups_of(journey_map, labels)
    if not groups:
        return Message(tuple(Span(f"{labels(note)}\n") for note in journey_map.notes), language=language)
    spans = [Span(labels("grid.title"), "bold"), Span("\n")]
    if any(row.touchpoint.named is not None for group in groups for row in group.rows):
        spans.append(Span(labels("grid.how-to-read", n=journey_map.customers.counted) + "\n"))
    spans.extend(_phases(groups, journey_map, labels))
    table = touchpoint_table(journey_map, labels)
    return Message(
        tuple(spans),
        language=language,
        tables=(table,) if table.rows else (),
        charts=feeling_charts(journey_map, labels),
    )


def _phases(groups: Sequence[Group], journey_map: JourneyMap, labels: Labels) -> Iterator[Span]:
    for group in groups:
        yield Span(group.phase, "bold", folded=True)
        yield Span("\n", folded=True)
        for row in group.rows:
            yield Span(f"{words_of(row, journey_map, labels)}\n", folded=True)
        if group.felt is not None:
            yield Span(f"{tell_feeling(group.felt, labels)} ({spread(group.felt.faces)})\n", folded=True)
        if group.hidden:
            yield Span(f"{hidden_in(group, journey_map, labels)}\n", folded=True)
