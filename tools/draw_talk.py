"""Draws four stills of a chat for the READMEs, from a conversation that the tests play. Run with ``make diagrams``.

Law: every word on a still stands in ``tests/transcripts/a-holiday-*.txt``, and the last picture is the bot's own;
moments are found by what was typed, so that a still never shows another one in silence.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.bot.demo.play import Person, Room, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.transcripts.transcript import Exchange, Transcript, exchanges, read_transcript
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.fold import fold
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.faces import draw_face
from reisleider.renderers.picture.drawing.palette import CARD, EDGE, INK, MUTED, TEAL, TINT
from reisleider.renderers.picture.drawing.png import rasterise
from reisleider.renderers.picture.drawing.shapes import Box, Item, Scene
from reisleider.renderers.picture.drawing.sheet import LEADING, Sheet
from reisleider.renderers.picture.drawing.svg import write, write_items
from reisleider.renderers.picture.own_way import lay_own
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDE, HIGH, GAP, HEAD, FOOT = 262.0, 560.0, 22.0, 46.0, 44.0  # px of one still, and around it
SIZE, SMALL, PAD, SIDE = 12.0, 11.0, 9.0, 12.0  # px of letters, and inside bubbles
ROOM = WIDE - 2 * SIDE - 26  # px of the widest bubble
FACES = {"😞": -2, "🙁": -1, "😐": 0, "🙂": 1, "😄": 2}


@dataclass(frozen=True)
class Still:
    """One still: what it shows, and the replies it runs from and to, by how they begin; ``own`` ends in the picture."""

    caption: str
    first: str
    last: str
    own: bool = False


@dataclass(frozen=True)
class Moment:
    """What was typed (None: nothing, or not shown), whether it was changed afterwards, and what the bot said to it."""

    typed: str | None
    edited: bool
    said: tuple[str, ...]


STILLS = {
    "en": (
        Still("Consent first, and a way out", "", "yes"),
        Still("Their own words, step by step", "searched the internet", "kids' club"),
        Still("A slip, and a step back", "blue", "very bad"),
        Still("At the end: is this how it went?", "no", "no", own=True),
    ),
    "nl": (
        Still("Eerst toestemming, en een uitweg", "", "is goed"),
        Still("Hun eigen woorden, stap voor stap", "zoeken op internet", "kinderclub"),
        Still("Een vergissing, een stap terug", "blauw", "heel vervelend"),
        Still("Tot slot: is het zo gegaan?", "nee", "nee", own=True),
    ),
}


def main() -> None:
    """Draw the stills of every language anew."""
    for language in STILLS:
        path = PICTURES / f"talk-{language}.png"
        path.write_bytes(draw_talk(language))
        print(path.relative_to(ROOT))


def draw_talk(language: str) -> bytes:
    """The four stills side by side, as PNG."""
    transcript = read_transcript(ROOT / "tests" / "transcripts" / f"a-holiday-{language}.txt")
    talk, own = exchanges(transcript), _own_way(transcript)
    stills = STILLS[language]
    across = GAP + len(stills) * (WIDE + GAP)
    parts = (_at(GAP + place * (WIDE + GAP), GAP, _still(talk, still, own)) for place, still in enumerate(stills))
    empty = Scene(across, HIGH + FOOT + GAP, (), "Reisleider", "", language)
    return rasterise(write(empty).replace("</svg>", "".join(parts) + "</svg>"))


def _own_way(transcript: Transcript) -> Scene:
    """The picture that this person is shown at the end: the conversation is held for it, in a database that goes."""
    study, person = load_demo_study(), Person("reader", transcript)
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/talk.db") as store:
        store.do(lambda c: studies.save_study(c, study))
        asyncio.run(play(store, study, person, Room()))
        interview = store.do(lambda c: interviews.load_interview(c, person.name))
    if interview is None or interview.state != "completed":
        sys.exit(f"The conversation in {person.language} does not come to its end; play it with the tests first.")
    phases = {phase.id: phase.text for phase in interview.givens.sources.get("phases", ())}
    return lay_own(fold(load_script(person.track), interview), phases, person.language)


def _still(talk: Sequence[Exchange], still: Still, own: Scene) -> str:
    """One still as SVG: a header, as much of the talk as fits above its end, and a caption."""
    sheet, picture = Sheet(), ""
    y = HEAD + 10
    told = list(_told(talk, still))
    for place, moment in enumerate(told, 1):
        said = moment.said
        if moment.typed is not None:
            y = _mine(sheet, moment.typed, y, edited=moment.edited)
        if still.own:
            high = own.height * ROOM / own.width
            sheet.panel(Box(SIDE, y, ROOM, high), CARD, EDGE, 12)
            scale = f"translate({SIDE} {y:.1f}) scale({ROOM / own.width:.4f})"
            picture = f'<g transform="{scale}">{_drawn(own.items)}</g>'
            y += high + 7
            said = said[-2:]
        y = _theirs(sheet, said, y, asked=place == len(told))
    return _framed(_drawn(sheet.items) + picture, y, still.caption)


def _told(talk: Sequence[Exchange], still: Still) -> Iterator[Moment]:
    """The moments from the still's first reply to its last."""
    typed = [one.act.text if one.act is not None else "" for one in talk]
    lasts = [place for place, words in enumerate(typed) if words == still.last]
    if not lasts:
        sys.exit(f"Nobody types {still.last!r} in the transcript any more; choose other moments in tools/draw_talk.py.")
    last = lasts[-1] if still.first else lasts[0]
    firsts = [place for place in range(last + 1) if typed[place].startswith(still.first)]
    for place in range(firsts[-1] if still.first else 0, last + 1):
        act, said = talk[place].act, talk[place].said
        after = talk[place + 1].act if place + 1 < len(talk) else None
        edited = after.text if after is not None and after.kind == "edit" else None
        silent = act is None or act.kind == "edit" or still.own
        yield Moment(None if silent or act is None else edited or act.text, edited is not None, said)


def _mine(sheet: Sheet, words: str, y: float, *, edited: bool) -> float:
    """What the person typed, on the right; a pencil where it was changed afterwards."""
    lines = wrap(words, ROOM - 2 * PAD, SIZE)
    wide = max(width(line, SIZE) for line in lines) + 2 * PAD + (16 if edited else 0)
    high = len(lines) * SIZE * LEADING + 12
    box = sheet.panel(Box(WIDE - SIDE - wide, y, wide, high), TEAL, radius=12)
    _lines(sheet, lines, box.x + PAD, y + 6, CARD)
    if edited:
        sheet.icon("M4 20l1-4L16 5l3 3L8 19z M14 7l3 3", box.right - 22, y + high / 2 - 6, 12, CARD)
    return y + high + 7


def _theirs(sheet: Sheet, said: Sequence[str], y: float, *, asked: bool) -> float:
    """What the bot said, on the left; its buttons while nobody has answered."""
    buttons = said[-1][1:-1].split("]  [") if said and said[-1].startswith("[") else []
    text = said[:-1] if buttons else said
    lines = [line for one in text for line in (wrap(one, ROOM - 2 * PAD, SIZE) or ("",))]
    if lines:
        wide = max(width(line, SIZE) for line in lines) + 2 * PAD
        high = len(lines) * SIZE * LEADING + 12
        sheet.panel(Box(SIDE, y, wide, high), CARD, EDGE, 12)
        _lines(sheet, lines, SIDE + PAD, y + 6, INK)
        y += high + 6
    return _buttons(sheet, buttons, y) if asked else y + 2


def _buttons(sheet: Sheet, labels: Sequence[str], y: float) -> float:
    x, high = SIDE, SMALL * LEADING + 9
    for label in labels:
        wide = width(label, SMALL, "semibold") + 20
        if x > SIDE and x + wide > WIDE - SIDE:
            x, y = SIDE, y + high + 5
        sheet.panel(Box(x, y, wide, high), CARD, TEAL, high / 2)
        _line(sheet, label, x + 10, y + 4.5, SMALL, TEAL, bold=True)
        x += wide + 6
    return y + high + 8


def _lines(sheet: Sheet, lines: Sequence[str], x: float, y: float, ink: str) -> None:
    for line in lines:
        _line(sheet, line, x, y, SIZE, ink)
        y += SIZE * LEADING


def _line(sheet: Sheet, line: str, x: float, top: float, size: float, ink: str, *, bold: bool = False) -> None:
    """One line of text, its faces drawn: the shipped fonts have no emoji."""
    face = "semibold" if bold else "regular"
    words = ""
    for letter in (*line, ""):
        if letter and letter not in FACES:
            words += letter
            continue
        shown = words.lstrip()  # SVG draws no space that a line begins with
        x += width(" ", size, face) * (len(words) - len(shown))
        sheet.write(shown, x, top, size, face, ink)
        x += width(shown, size, face)
        words = ""
        if letter:
            sheet.items.extend(draw_face(FACES[letter], x + size / 2, top + size * 0.64, size * 0.54))
            x += size


def _framed(talk: str, bottom: float, caption: str) -> str:
    """The talk in its frame, scrolled to its end; the caption below."""
    under, over = Sheet(), Sheet()
    under.panel(Box(0.5, 0.5, WIDE - 1, HIGH - 1), TINT, EDGE, 16)
    over.panel(Box(0.5, 0.5, WIDE - 1, HEAD), CARD, EDGE, 16)
    over.panel(Box(1, HEAD / 2, WIDE - 2, HEAD / 2), CARD, radius=0)
    over.stroke(f"M0.5 {HEAD}H{WIDE - 0.5}", EDGE, 1)
    over.disc(SIDE + 14, HEAD / 2, 14, TEAL)
    over.write("R", SIDE + 14, HEAD / 2 - 9, 14, "bold", CARD, "middle")
    over.write("Reisleider", SIDE + 36, HEAD / 2 - 9, 14, "semibold")
    for place, line in enumerate(wrap(caption, WIDE, 13, "semibold")):
        over.write(line, WIDE / 2, HIGH + 10 + place * 16, 13, "semibold", MUTED, "middle")
    up = max(0.0, bottom + 4 - HIGH)
    scrolled = f'<svg width="{WIDE}" height="{HIGH - 6}"><g transform="translate(0 {-up:.1f})">{talk}</g></svg>'
    return _drawn(under.items) + scrolled + _drawn(over.items)


def _drawn(items: Iterable[Item]) -> str:
    return str(write_items(Scene(0, 0, tuple(items), "", "", "")))


def _at(x: float, y: float, drawing: str) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f})">{drawing}</g>'


if __name__ == "__main__":
    main()
