"""Words made fit for the cells of a terminal: as they were said, and exactly as wide as they were counted.

Law: nothing anyone said steers the terminal or is read as markup; every line is counted in cells, for which signs that
terminals disagree about (joined emoji, flags, skin tones, piled-up marks) are taken apart or dropped first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import on_one_line

REGION = 0x1F1E6  # the first of the letters that flags are spelled with
_DROPPED = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]")
_FLAG_LETTERS = re.compile("[\U0001f1e6-\U0001f1ff]")
_MARKS = 2  # more combining marks than this on one letter is a prank that leaves its line


def fit(text: str) -> str:
    """``text`` on one line, every sign of it as wide as ``rich.cells`` says."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFC", on_one_line(text)))
    plain = _FLAG_LETTERS.sub(lambda found: chr(ord(found[0]) - REGION + ord("A")), plain)
    return "".join(_few_marks(plain)).strip()


def _few_marks(text: str) -> Iterator[str]:
    piled = _MARKS  # a mark that opens a text has no letter to stand on
    for sign in text:
        piled = piled + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if piled <= _MARKS:
            yield sign


@dataclass(frozen=True)
class Spoken(Labels):
    """The map's fixed words, and anybody's, for a terminal."""

    def clean(self, words: str) -> str:
        return fit(words)


def flow(text: Text, console: Console, room: int) -> list[Text]:
    """A text in lines of at most ``room`` cells; a word longer than that goes on in the next line."""
    lines = text.wrap(console, max(2, room), overflow="fold", justify="left", no_wrap=False)
    for line in lines:
        line.rstrip()
    return list(lines) or [Text("")]


def hang(lead: Text, body: Text, console: Console, room: int) -> list[Text]:
    """A text behind its lead (a number, a mark); its next lines begin where the first one did."""
    wide = cell_len(lead.plain)
    lines = flow(body, console, room - wide)
    return [Text.assemble(lead if place == 0 else Text(" " * wide), line) for place, line in enumerate(lines)]


def padded(line: Text, room: int) -> Text:
    """The line with spaces up to ``room`` cells."""
    return Text.assemble(line, " " * max(0, room - cell_len(line.plain)))


def beside(left: Text, right: Text, room: int) -> Text:
    """A line with something at its end, ``room`` cells together."""
    return Text.assemble(padded(left, room - cell_len(right.plain)), right)


def chip(words: str, ground: str, ink: str = "#ffffff") -> Text:
    """A few words on a coloured ground that brings its own ink, so that it reads on a light and a dark terminal."""
    return Text(f" {words} ", Style(color=ink, bgcolor=ground, bold=True))
