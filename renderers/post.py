"""The one-screen post about a map: title, what it rests on, what to look at first, the largest gap (method 4.13).

Law: fits one screen of a phone; the rest is in the picture and the thread.
"""

from __future__ import annotations

from flows.journey_map import JourneyMap
from flows.messages import Message, Span
from renderers.labels import Labels
from renderers.own_words import shorten

TITLE = 80  # characters: two lines on a phone


def post(journey_map: JourneyMap, language: str, waiting: int = 0) -> Message:
    """The post, without the picture attached; ``waiting`` people wait for the next version."""
    labels = Labels(language)
    spans = [Span(shorten(labels.pick(journey_map.title), TITLE), "bold"), Span("\n")]
    if journey_map.assumption:
        spans.append(Span(labels("map.assumption") + "\n", "bold"))
    spans.append(Span(labels.based_on(journey_map) + "\n"))
    if journey_map.look_first:
        spans.extend((Span("\n"), Span(labels("map.look-first"), "bold"), Span("\n")))
        for place, look in enumerate(journey_map.look_first, start=1):
            spans.append(Span(f"{place}. {shorten(labels.pick(look.title))}: {labels(look.reason, **look.slots)}\n"))
    gap = journey_map.gap
    if gap is not None:
        title = labels("map.gap-at", touchpoint=shorten(labels.pick(gap.label)))
        told = labels("map.gap", staff=labels.face(gap.staff_face), customers=labels.face(gap.customer_face))
        spans.extend((Span("\n"), Span(title, "bold"), Span(f"\n{told}\n")))
    spans.extend(Span(f"\n{labels(note)}") for note in journey_map.notes)
    if waiting:
        spans.append(Span("\n" + labels("post.waiting", n=waiting)))
    stamp = labels("map.stamp", version=labels.version(journey_map), day=labels.day(journey_map.as_of))
    spans.append(Span(f"\n{stamp}", "italic"))
    return Message(tuple(spans), language=language)
