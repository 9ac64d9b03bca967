"""The answer to "figures": what the answers tell of the whole journey, subject by subject.

Law: from a published map alone, in which privacy has passed.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Message, Span
from reisleider.renderers.words.about_figures import tell_study_figures
from reisleider.renderers.words.about_map import tell_stamp
from reisleider.renderers.words.labels import Labels


def show_figures(journey_map: JourneyMap, language: str) -> Message | None:
    """Every subject with its lines; None where the map knows none."""
    labels = Labels(language)
    parts = tell_study_figures(journey_map, labels)
    if not parts:
        return None
    spans: list[Span] = []
    for part in parts:
        if spans:
            spans.append(Span("\n\n"))
        spans.append(Span(part.title, "bold"))
        spans.extend(Span(f"\n– {line}") for line in part.lines)
    stamp = tell_stamp(journey_map, labels)
    based = labels("why.based", n=journey_map.customers.counted)
    return Message((*spans, Span(f"\n\n{based} {stamp}", "italic")), language=language)
