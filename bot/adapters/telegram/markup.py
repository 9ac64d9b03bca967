"""How a message looks in Telegram, without its library: HTML and rows of buttons.

Law: pure; own words are escaped here and nowhere else; every limit is Telegram's own (Bot API 10, 2026).
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reisleider.flows.messages import TURN, Button, Span, Style
from reisleider.renderers.words.slots import FACES

LABEL = 60  # characters of a button a phone can show
PAGE = 10  # buttons to a page; more than fit on a phone's screen are hard to choose from
WIDE = 14  # characters up to which buttons stand beside each other
TAGS: dict[Style, tuple[str, str]] = {
    "plain": ("", ""),
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "title": ("<b>", "</b>"),
}
FOLDED = ("<blockquote expandable>", "</blockquote>")


def to_html(text: Sequence[Span]) -> str:
    """Spans as the HTML that Telegram parses; a span without a visible character gets no tag, and what may be folded
    stands together in one quote that opens."""
    return "".join(_passage(list(spans), folded=folded) for folded, spans in groupby(text, lambda span: span.folded))


def _passage(spans: Sequence[Span], *, folded: bool) -> str:
    if not folded:
        return "".join(_tagged(span) for span in spans)
    # quotes cannot stand in quotes
    inside = "".join(_tagged(replace(span, style="italic") if span.style == "quote" else span) for span in spans)
    before, behind = FOLDED if any(span.text.strip() for span in spans) else ("", "")
    return f"{before}{inside}{behind}"


def _tagged(span: Span) -> str:
    words = html.escape(_drawable(span.text), quote=False)
    before, behind = TAGS[span.style] if span.text.strip() else ("", "")
    return f"{before}{words}{behind}"


def _drawable(text: str) -> str:
    return "".join(sign for sign in text if sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff"))


def lay_out(buttons: Sequence[Button], page: int = 0) -> tuple[tuple[tuple[Button, str], ...], ...]:
    """Buttons in rows with the label each shows: faces in two rows with their words, or in one without where those do
    not fit; short ones beside each other, more than a screen holds in pages."""
    rows = _face_rows([button for button in buttons if _is_face(button)])
    others = [(button, _short(button.label)) for button in buttons if not _is_face(button)]
    if others and _stand_beside(others):
        return (*rows, tuple(others))
    if len(others) <= PAGE + 2:
        return (*rows, *((one,) for one in others))
    pages = -(-len(others) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = others[page * PAGE : (page + 1) * PAGE]
    return (*rows, *((one,) for one in shown), tuple(_turning(page, pages)))


def _face_rows(faces: Sequence[Button]) -> tuple[tuple[tuple[Button, str], ...], ...]:
    """The two unpleasant ones, then the others, so that the middle begins the second row."""
    named = [(face, face.label) for face in faces]
    rows = tuple(tuple(row) for row in (named[:2], named[2:]) if row)
    if all(_stand_beside(row) for row in rows):
        return rows
    return (tuple((face, face.label.split(" ")[0]) for face in faces),)


def _stand_beside(row: Sequence[tuple[Button, str]]) -> bool:
    return sum(len(label) for _, label in row) <= 2 * WIDE and len(row) <= 3


def _is_face(button: Button) -> bool:
    """Whether a button is a face to choose; in a menu of answers a face stands behind what it is the answer to."""
    return button.face is not None and button.label.startswith(FACES[button.face])


def _turning(page: int, pages: int) -> Iterator[tuple[Button, str]]:
    """The buttons that turn to another page."""
    if page > 0:
        yield Button(f"{TURN}{page - 1}", "◀"), f"◀ {page}/{pages}"
    if page < pages - 1:
        yield Button(f"{TURN}{page + 1}", "▶"), f"{page + 2}/{pages} ▶"


def _short(label: str) -> str:
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"
