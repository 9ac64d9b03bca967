"""Two maps beside each other, as text: where they clearly differ, where they do not, and what cannot be told.

Law: "no clear difference" and "too few to tell" are results too; nothing is shown that its own map would not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.journey_map import Faces, JourneyMap
from flows.messages import Message, Span
from flows.synthesis.difference import Row
from renderers.labels import Labels
from renderers.own_words import shorten
from renderers.slots import FACES

MOST = 12  # rows of a kind; the rest is counted


def show_comparison(rows: Sequence[Row], left: JourneyMap, right: JourneyMap, language: str) -> Message:
    """What differs between two personas, rounds or studies."""
    labels = Labels(language)
    names = _name(left, labels), _name(right, labels)
    if names[0] == names[1]:
        names = _dated(left, labels), _dated(right, labels)
    spans = [Span(labels("compare.title", left=names[0], right=names[1]), "bold")]
    n = left.customers.counted, right.customers.counted
    spans.append(Span("\n" + labels("compare.based", left=n[0], right=n[1])))
    for verdict in ("clear", "no-clear-difference", "only-left", "only-right", "too-thin"):
        here = [row for row in rows if row.verdict == verdict]
        if here:
            title = labels(f"compare.{verdict}", left=names[0], right=names[1])
            spans.append(Span(f"\n\n{title}\n", "bold"))
            spans.append(Span("\n".join(_lines(here, names, labels))))
    if not rows:
        spans.append(Span("\n" + labels("compare.nothing")))
    return Message(tuple(spans), language=language)


def _lines(rows: Sequence[Row], names: tuple[str, str], labels: Labels) -> Iterator[str]:
    ordered = sorted(rows, key=lambda row: (-abs(row.delta or 0), labels.pick(row.label)))
    for row in ordered[:MOST]:
        name = shorten(labels.pick(row.label))
        if row.left is None or row.right is None or row.delta is None:
            yield f"– {name}"
            continue
        more = names[0] if row.delta > 0 else names[1]
        told = labels("compare.pleasanter", who=more) if row.verdict == "clear" else ""
        yield f"– {name}: {_spread(row.left)} | {_spread(row.right)}{told}"
    if len(ordered) > MOST:
        yield labels("map.more", n=len(ordered) - MOST)


def _spread(faces: Faces) -> str:
    return " ".join(f"{FACES[score]}{faces.counts[score + 2]}" for score in range(-2, 3) if faces.counts[score + 2])


def _name(journey_map: JourneyMap, labels: Labels) -> str:
    if journey_map.persona is not None:
        return shorten(labels.pick(journey_map.persona.name))
    return shorten(labels.pick(journey_map.title))


def _dated(journey_map: JourneyMap, labels: Labels) -> str:
    return f"{labels.version(journey_map)} ({labels.day(journey_map.as_of)})"
