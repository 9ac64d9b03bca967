"""What stands behind one touchpoint of the map, as text for a lead.

Law: numbers as the map tells them; words that passed consent and the minimum group, as they were said.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.journey import Track
from reisleider.flows.messages import Attachment, Message, Span
from reisleider.flows.synthesis.trace import Traced, TracedTrack
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import on_one_line
from reisleider.renderers.words.signs import tell_count
from reisleider.renderers.words.slots import FACES

TRACKS: tuple[Track, ...] = ("customer", "stakeholder")


def show_trace(traced: Traced, language: str, pictures: tuple[Attachment, ...] = ()) -> Message:
    """The permitted answers behind a touchpoint, with the pictures that belong to them."""
    labels = Labels(language)
    spans = [Span(labels.pick(traced.label), "bold")]
    for track in TRACKS:
        spans.append(Span(f"\n\n{labels(f'track.{track}')}\n", "bold"))
        here = traced.tracks.get(track, TracedTrack())
        spans.append(Span("\n".join(_lines(here, traced.minimums[track], labels))))
    return Message(tuple(spans), attachments=pictures, language=language)


def _lines(here: TracedTrack, minimum: int, labels: Labels) -> Iterator[str]:
    if here.people is None:
        yield labels("trace.too-few", minimum=minimum)
        return
    yield labels("trace.people", n=here.people)
    yield labels("trace.permitted")
    if here.faces is not None:
        yield "  ".join(f"{FACES[score]} {tell_count(here.faces[score + 2])}" for score in range(-2, 3))
    for one in here.wordings:
        how = labels(f"method.{one.method}")
        yield f"– {on_one_line(one.words)} ({how.lower()}, {round(100 * one.score)} %)"
    for said in here.told:
        face = f"{FACES[said.score]} " if said.score is not None else ""
        yield f"  {face}“{on_one_line(said.words)}”"
