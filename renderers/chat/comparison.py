"""Maps beside each other, as text with a picture: where they clearly differ, where they do not, what cannot be told.

Law: "no clear difference" and "too few to tell" are results too; nothing is shown that its own map would not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.flows.messages import Attachment, Message, Span
from reisleider.flows.synthesis.measures.difference import Row
from reisleider.renderers.picture.beside import lay_comparison
from reisleider.renderers.picture.drawing.png import rasterise
from reisleider.renderers.picture.drawing.svg import write
from reisleider.renderers.words.about_map import tell_version
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten
from reisleider.renderers.words.signs import tell_count
from reisleider.renderers.words.slots import FACES

MOST = 12  # rows of a kind; the rest is counted


def show_comparison(rows: Sequence[Row], maps: Sequence[JourneyMap], language: str) -> Message:
    """What differs between personas, rounds or studies."""
    labels = Labels(language)
    names = name_sides(maps, labels)
    spans = [Span(" | ".join(names), "bold")]
    counts = ", ".join(str(one.customers.counted) for one in maps[:-1])
    spans.append(Span("\n" + labels("compare.based", counts=counts, last=maps[-1].customers.counted)))
    for verdict in ("clear", "no-clear-difference", "only-some", "too-thin"):
        here = [row for row in rows if row.verdict == verdict]
        if here:
            spans.append(Span("\n\n" + labels(f"compare.{verdict}") + "\n", "bold"))
            spans.append(Span("\n".join(_lines(here, names, labels))))
    if not rows:
        spans.append(Span("\n" + labels("compare.nothing")))
    return Message(tuple(spans), language=language)


def draw_comparison(rows: Sequence[Row], maps: Sequence[JourneyMap], language: str, *, svg: bool = False) -> Attachment:
    """The picture of it, PNG unless ``svg``. Raises RenderingFault where it cannot be drawn."""
    labels = Labels(language)
    scene = lay_comparison(rows, maps, name_sides(maps, labels), language)
    drawing = write(scene)
    name = f"{maps[0].study}-compare"
    if svg:
        return Attachment(f"{name}.svg", "image/svg+xml", drawing.encode(), scene.description)
    return Attachment(f"{name}.png", "image/png", rasterise(drawing), scene.description)


def name_sides(maps: Sequence[JourneyMap], labels: Labels) -> tuple[str, ...]:
    """What to call each side: its persona or its title; where those are equal, its version and day."""
    names = [shorten(labels.pick(one.persona.name if one.persona is not None else one.title)) for one in maps]
    return tuple(
        name if names.count(name) == 1 else f"{tell_version(one, labels)} ({labels.day(one.as_of)})"
        for name, one in zip(names, maps, strict=True)
    )


def _lines(rows: Sequence[Row], names: Sequence[str], labels: Labels) -> Iterator[str]:
    ordered = sorted(rows, key=lambda row: (-abs(row.delta or 0), labels.pick(row.label)))
    for row in ordered[:MOST]:
        name = shorten(labels.pick(row.label))
        if row.surest is None or row.delta is None:
            where = [side for side, known in zip(names, row.known, strict=True) if known]
            yield f"– {name}" if len(where) == len(names) else f"– {name}: {', '.join(where)}"
            continue
        spreads = " | ".join(_spread(faces) for faces in row.faces)
        left, right = (names[side] for side in row.surest)
        who, than = (left, right) if row.delta > 0 else (right, left)
        told = labels("compare.pleasanter", who=who, than=than) if row.verdict == "clear" else ""
        yield f"– {name}: {spreads} {told}".rstrip()
    if len(ordered) > MOST:
        yield labels("map.more", n=len(ordered) - MOST)


def _spread(faces: Faces | None) -> str:
    if faces is None:
        return "?"
    return " ".join(
        f"{FACES[score]}{tell_count(faces.counts[score + 2])}" for score in range(-2, 3) if faces.counts[score + 2]
    )
