"""The map as a Mermaid ``journey``: phases as sections, a task per middle face, customers and colleagues as actors.

Law: a task has a score only where people gave one; a touchpoint without a figure is named in a comment and counted in
the description, never drawn as if it were neutral. Every character that Mermaid 11 would read as its own is an entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.renderers.export import Format
from reisleider.renderers.words.about_map import footnotes, tell_basis, tell_stamp, tell_version
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

MOST = 50_000  # characters Mermaid draws before it refuses (its maxTextSize)
ROOMS = (60, 40, 24, 12)  # characters of a name; the first that keeps the whole under MOST
LINE = 400  # characters of a comment
ROOMY = {"width": 160, "height": 65, "taskMargin": 16, "diagramMarginX": 16}
"""px: a box holds three lines instead of two, and more of them stand beside each other before they shrink."""
MIDDLE = 3  # Mermaid's score of a neutral face; its scale is 1 to 5, ours -2 to +2

_OWN = re.compile(r"[#:;%{}<>&$\\ﬂ¶]|^(?:title|section|journey|acc(?:title|descr))", re.IGNORECASE)
"""What its grammar, its comments, its directives and its own entities are made of, and words that begin a statement."""
_DIRECTIVE = re.compile(r"%(?=%)|[{}]")
"""What would make a comment an instruction."""


@dataclass(frozen=True)
class Task:
    """One line of the drawing: what people call it, the median face as Mermaid counts, and whose it is."""

    name: str
    score: float
    actors: tuple[str, ...]


def write_mermaid(journey_map: JourneyMap, language: str) -> str:
    """A map as Mermaid text, names and notes in ``language``."""
    labels = Labels(language)
    for room in ROOMS:
        text = "\n".join(_lines(journey_map, labels, room)) + "\n"
        if len(text) <= MOST:
            break
    return text


def escape(text: str) -> str:
    """A text as Mermaid must be given it to show it as itself, on one line and nowhere the beginning of a statement."""
    return _OWN.sub(lambda found: f"#{ord(found[0][0])};{found[0][1:]}", text) or "–"


def _lines(journey_map: JourneyMap, labels: Labels, room: int) -> Iterator[str]:
    title = escape(_title(journey_map, labels, room))
    without = [one for _, touchpoints in _sections(journey_map, labels) for one in touchpoints if not _has_figure(one)]
    notes = [*footnotes(journey_map, labels), labels("loss.mermaid")]
    if without:
        names = "; ".join(shorten(labels.pick(one.label), room) for one in without)
        notes.append(labels("mermaid.without", names=names, n=len(without)))
    yield from ("---", "config:", "  journey:", *(f"    {name}: {px}" for name, px in ROOMY.items()), "---")
    yield from (f"%% {_DIRECTIVE.sub(' ', shorten(note, LINE))}" for note in notes)
    yield "journey"
    yield f"  title {title}"
    yield f"  accTitle: {title}"
    yield f"  accDescr: {escape(_describe(journey_map, labels, len(without)))}"
    felt = {labels.pick(column.phase.label): column.felt for column in journey_map.columns}
    for name, touchpoints in _sections(journey_map, labels):
        tasks = [task for one in touchpoints for task in _tasks(one, labels, room)]
        whole = felt.get(name)
        if whole is not None:
            tasks.append(Task(labels("feeling.title"), MIDDLE + whole.faces.median, (labels("track.customer"),)))
        if tasks:
            yield f"  section {escape(shorten(name, room))}"
        yield from (f"    {escape(task.name)}: {task.score:g}: {', '.join(map(escape, task.actors))}" for task in tasks)


def _title(journey_map: JourneyMap, labels: Labels, room: int) -> str:
    customers = journey_map.customers.counted
    persona = journey_map.persona
    told = [shorten(labels.pick(journey_map.title), room)]
    if persona is not None:
        told.append(shorten(labels.pick(persona.name), room))
    told.append(
        labels("map.assumption") if journey_map.assumption else f"{customers} {labels('map.customers', n=customers)}"
    )
    return " · ".join((*told, tell_version(journey_map, labels), labels.day(journey_map.as_of)))


def _sections(journey_map: JourneyMap, labels: Labels) -> Iterator[tuple[str, tuple[MapTouchpoint, ...]]]:
    for column in journey_map.columns:
        yield labels.pick(column.phase.label), column.touchpoints
    yield labels("map.unplaced"), journey_map.unplaced


def _tasks(touchpoint: MapTouchpoint, labels: Labels, room: int) -> Iterator[Task]:
    """A task of both sides where they have the same middle face, else one of each."""
    name = shorten(labels.pick(touchpoint.label), room)
    customers, colleagues = labels("track.customer"), labels("track.stakeholder")
    faces, guess = touchpoint.faces, touchpoint.guess
    if faces is not None:
        same = guess is not None and guess.median == faces.median
        yield Task(name, MIDDLE + faces.median, (customers, colleagues) if same else (customers,))
    if guess is not None and (faces is None or guess.median != faces.median):
        yield Task(labels("mermaid.guess", touchpoint=name), MIDDLE + guess.median, (colleagues,))


def _has_figure(touchpoint: MapTouchpoint) -> bool:
    return touchpoint.faces is not None or touchpoint.guess is not None


def _describe(journey_map: JourneyMap, labels: Labels, without: int) -> str:
    stamp = tell_stamp(journey_map, labels)
    told = [tell_basis(journey_map, labels), labels("loss.mermaid")]
    if without:
        told.append(labels("mermaid.without-count", n=without))
    return " ".join([*told, f"{stamp}."])


FORMAT = Format("mermaid", ".mmd", "text/vnd.mermaid", write_mermaid, place=9)
