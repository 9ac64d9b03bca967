"""How a message looks in a terminal: question, numbered choices, faces in a row, progress; or as a transcript.

Law: nothing anyone said reaches the terminal as markup or as an escape sequence; lines break at its width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from reisleider.bot.transcripts.acts import Act
from reisleider.bot.transcripts.transcript import print_header, print_message, print_words
from reisleider.flows.messages import Button, Message, Progress
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.own_words import clean

WIDEST = 88  # characters; longer lines are hard to read however wide the window
GAP = "  "
DRAWN = "text/plain"  # the kind of file that is lines drawn for a terminal
QUIET = "dim"  # with bold the only styles: both keep their contrast on light and on dark
STYLES = {"plain": "", "bold": "bold", "italic": "italic", "quote": "italic", "title": "bold"}


class Screen(Protocol):
    """Where a conversation becomes visible."""

    def show(self, message: Message) -> None:
        """A message of the bot's."""

    def echo(self, act: Act, line: str) -> None:
        """What the person just did, and the line they typed, where it would not be seen otherwise."""

    def pick(self, label: str, language: str) -> None:
        """The choice that a typed number stood for."""

    def note(self, line: str, command: str = "") -> None:
        """A line that is the terminal's own, not the bot's, and a command to copy under it."""


class Paper:
    """Plain output for piped input: a transcript, header and all."""

    def __init__(self, out: TextIO, header: Mapping[str, str]) -> None:
        self._out = out
        self._header: Mapping[str, str] | None = header

    def show(self, message: Message) -> None:
        self._print(print_message(message))

    def echo(self, act: Act, line: str) -> None:
        self._print(print_words(act.text) if act.kind == "say" else f"> {clean(line)}")

    def pick(self, label: str, language: str) -> None:
        """Nothing: on paper a number is said as it is, and the bot says back what it took it for."""

    def note(self, line: str, command: str = "") -> None:
        self._print(f"# {clean(line)} {command}".rstrip())

    def _print(self, lines: str) -> None:
        if self._header is not None:
            self._out.write(print_header(self._header) + "\n")
            self._header = None
        self._out.write(lines + "\n")
        self._out.flush()


class Glass:
    """A terminal that somebody looks at."""

    def __init__(self, out: TextIO, language: str) -> None:
        self._console = Console(file=out, force_terminal=True, highlight=False, markup=False, emoji=False)
        self._language = language
        self._progress: Progress | None = None

    @property
    def width(self) -> int:
        return min(self._console.width, WIDEST)

    def show(self, message: Message) -> None:
        self._language = message.language or self._language
        self._console.print()
        if message.progress is not None and message.progress != self._progress:
            self._print(Text(self._said_progress(message.progress), QUIET))
            self._progress = message.progress
        if message.text:
            self._print(Text.assemble(*((clean(span.text), STYLES[span.style]) for span in message.text)))
        for one in message.attachments:
            if one.mime == DRAWN:
                self._console.print(Text(clean(one.data.decode(errors="replace"))))
                continue
            self._print(Text(clean(f"({one.name}: {one.alt})" if one.alt else f"({one.name})"), QUIET))
        if message.buttons:
            self._console.print()
        for row in rows(message.buttons, message.numbered, self.width):
            self._print(Text(GAP).join(row))

    def echo(self, act: Act, line: str) -> None:
        """Nothing: whoever types in a terminal sees it."""

    def pick(self, label: str, language: str) -> None:
        self._print(Text(gettext(language, "console.pressed", label=clean(label)), QUIET))

    def note(self, line: str, command: str = "") -> None:
        self._print(Text(f"\n{clean(line)}", QUIET))
        if command:
            self._console.print(Text(command, "bold"), soft_wrap=True)  # whole, so that it can be copied

    def _print(self, text: Text) -> None:
        self._console.print(text, width=self.width)

    def _said_progress(self, at: Progress) -> str:
        part = gettext(self._language, "console.part", part=at.part, parts=at.parts, title=clean(at.title))
        if at.i is None or at.n is None:
            return part
        return f"{part} · {gettext(self._language, 'console.item', i=at.i, n=at.n)}"


def rows(buttons: Sequence[Button], numbered: bool, width: int) -> list[list[Text]]:
    """The choices in rows: faces beside each other, others in one row where they fit, else one to a line."""
    cells = [_cell(place, button, numbered) for place, button in enumerate(buttons, 1)]
    faces = [cell for cell, button in zip(cells, buttons, strict=True) if button.face is not None]
    others = [cell for cell, button in zip(cells, buttons, strict=True) if button.face is None]
    if faces and [button.face is None for button in buttons] != sorted(button.face is None for button in buttons):
        faces, others = [], cells
    return [
        *(_in_columns(faces, width) or _packed(faces, width)),
        *([others] if others and _fits(others, width) else [[one] for one in others]),
    ]


def _cell(place: int, button: Button, numbered: bool) -> Text:
    label = clean(button.label)
    if not numbered:
        return Text(f"[{label}]", "bold")
    return Text.assemble((str(place), "bold"), f" {label}")


def _in_columns(cells: Sequence[Text], width: int) -> list[list[Text]]:
    """Cells that do not fit beside each other, each with its name under its face, where that fits."""
    if _fits(cells, width):
        return []
    marks = [cell.plain.rfind(" ", 0, cell.plain.find(" ", 2) + 1) for cell in cells]
    halves = [(cell[:mark], cell[mark + 1 :]) for cell, mark in zip(cells, marks, strict=True)]
    sizes = [max(cell_len(face.plain), cell_len(name.plain)) for face, name in halves]
    if sum(sizes) + len(GAP) * (len(sizes) - 1) > width:
        return []
    return [[_padded(half[row], size) for half, size in zip(halves, sizes, strict=True)] for row in (0, 1)]


def _padded(cell: Text, size: int) -> Text:
    padded = cell.copy()
    padded.append(" " * (size - cell_len(cell.plain)))
    return padded


def _packed(cells: Sequence[Text], width: int) -> list[list[Text]]:
    packed: list[list[Text]] = []
    for cell in cells:
        if packed and _fits([*packed[-1], cell], width):
            packed[-1].append(cell)
        else:
            packed.append([cell])
    return packed


def _fits(cells: Sequence[Text], width: int) -> bool:
    return sum(cell_len(cell.plain) for cell in cells) + len(GAP) * (len(cells) - 1) <= width
