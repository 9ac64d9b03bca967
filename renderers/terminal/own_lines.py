"""A participant's own journey in a terminal: their steps beside the line of their own faces.

Law: a few lines before the play-back, which tells the rest in words; their words steer nothing and break at the width.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from reisleider.flows.journey import Journey, Texts
from reisleider.renderers.terminal.fit import Spoken, flow, hang
from reisleider.renderers.terminal.line import Stop, Track
from reisleider.renderers.words.about_own import felt, marks_of, score_of, title_of, way

GAP = "  "


def tell_own(journey: Journey, phases: Mapping[str, Texts], language: str, width: int) -> str:
    """The journey in lines of at most ``width`` cells."""
    say, console, track = Spoken(language), Console(width=width), Track(4 if width >= 60 else 2)
    room = width - track.width - len(GAP)
    key = "own.guessed" if journey.track == "stakeholder" else "own.felt"
    rows: list[Text] = []
    stops: list[Stop] = []
    before: str | None = None
    for place, one in enumerate(journey.touchpoints, 1):
        rows.append(Text(""))
        if one.phase is not None and one.phase != before and one.phase in phases:
            rows[-1:] = [Text(""), *flow(Text(say.pick(phases[one.phase])), console, room), Text("")]
        before = one.phase
        stops.append(Stop(len(rows), score_of(one), wait=one.wait))
        lead = f"{place}. "
        rows.extend(hang(Text(lead), Text(say.clean(one.words)), console, room))
        told = " · ".join((*way(one, say), *felt(one, say)))
        notes = (*((told,) if told else ()), *(f"▸ {mark.words}" for mark in marks_of(journey, one, say)))
        for note in notes:
            rows.extend(hang(Text(" " * len(lead)), Text(note), console, room))
    lines = [*flow(Text(title_of(journey, say)), console, width), Text(""), Text("")]
    lines[-1] = Text.assemble(track.scale(), GAP, flow(Text(say(key)), console, room)[0])
    drawn = zip(track.draw(stops, len(rows)), rows, strict=True)
    lines.extend(Text.assemble(line, GAP, words) for line, words in drawn)
    return "\n".join(line.plain.rstrip() for line in lines)
