"""The one-screen post about a map: title, what it rests on, what to look at first, the largest gap (method 4.13).

Law: fits one screen of a phone, and under a picture; the rest is in the picture and the thread.
"""

from __future__ import annotations

from dataclasses import replace

from reisleider.flows.journey import Texts
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Message, Span
from reisleider.renderers.words.about_map import tell_basis, tell_notes, tell_stamp, tell_undecided, tell_unplaced
from reisleider.renderers.words.catalog import fill
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import inside_a_sentence, shorten

TITLE = 80  # characters: two lines on a phone
ROOMS = (60, 40, 28)  # characters of somebody's own words on a line, the longest that leave the post on one screen
CAPTION = 980  # UTF-16 units that stand under a picture everywhere (Telegram takes 1024)


def post(journey_map: JourneyMap, language: str, waiting: int = 0, *, living: bool = False) -> Message:
    """The post, without the picture attached; ``waiting`` people wait for the next version. ``living``: it says that
    it is kept up to date, and on how many interviews it stands now."""
    labels = Labels(language)
    for room in ROOMS:
        spans = _told(journey_map, labels, room, waiting, living=living)
        if _units(spans) <= CAPTION:
            return Message(spans, language=language)
    return Message(_told(replace(journey_map, notes=()), labels, ROOMS[-1], waiting, living=living), language=language)


def _told(journey_map: JourneyMap, labels: Labels, room: int, waiting: int, *, living: bool) -> tuple[Span, ...]:
    spans = [Span(shorten(_own(journey_map.title, labels), TITLE) or labels("grid.title"), "title"), Span("\n")]
    if journey_map.assumption:
        spans.append(Span(labels("map.assumption") + "\n", "bold"))
    spans.append(Span(tell_basis(journey_map, labels) + "\n"))
    if journey_map.look_first:
        spans.extend((Span("\n"), Span(labels("map.look-first"), "bold"), Span("\n")))
        for place, look in enumerate(journey_map.look_first, start=1):
            title = inside_a_sentence(_own(look.title, labels), room)
            spans.append(Span(f"{place}. {title}: {labels(look.reason, **look.slots)}\n"))
    undecided = journey_map.undecided
    if undecided is not None:
        name = "{touchpoint}" if undecided.first is not None else None
        told = tell_undecided(journey_map, labels, name) or ""
        if undecided.first is not None:
            told = fill(told, {"touchpoint": inside_a_sentence(_own(undecided.first.title, labels), room)})
        spans.extend((Span("\n"), Span(labels("undecided.title"), "bold"), Span(f"\n{told}\n")))
    gap = journey_map.gap
    if gap is not None:
        title = labels("map.gap-at", touchpoint="{touchpoint}")
        title = fill(title, {"touchpoint": inside_a_sentence(_own(gap.label, labels), room)})
        told = labels("map.gap", staff=labels.face(gap.staff_face), customers=labels.face(gap.customer_face))
        spans.extend((Span("\n"), Span(title, "bold"), Span(f"\n{told}\n")))
    spans.extend(Span(f"\n{note}") for note in tell_notes(journey_map, labels))
    unplaced = tell_unplaced(journey_map.placement, labels)
    if unplaced is not None:
        spans.append(Span(f"\n{unplaced}"))
    if waiting:
        spans.append(Span("\n" + labels("post.waiting", n=waiting)))
    if living:
        counted = journey_map.customers.counted + journey_map.staff.counted
        spans.append(Span("\n" + labels("post.living", n=counted, day=labels.day(journey_map.as_of))))
    stamp = tell_stamp(journey_map, labels)
    spans.append(Span(f"\n{stamp}", "italic"))
    return tuple(spans)


def _own(texts: Texts, labels: Labels) -> str:
    """A text of the study as it was said: a chat can show every script."""
    return texts.get(labels.language) or next(iter(texts.values()), "")


def _units(spans: tuple[Span, ...]) -> int:
    return sum(len(span.text.encode("utf-16-le", errors="surrogatepass")) for span in spans) // 2
