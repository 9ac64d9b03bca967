"""How a message looks in Telegram, without its library: HTML, rows of buttons, pieces that fit.

Law: pure; own words are escaped here and nowhere else; every limit is Telegram's own (Bot API 10, 2026).
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reisleider.flows.messages import TURN, Button, Message, Span, Style
from reisleider.renderers.words.slots import FACES

TEXT = 4000  # of 4096 UTF-16 units after parsing; the rest is room for an ellipsis or a label
CAPTION = 1000  # of 1024
LABEL = 60  # characters of a button a phone can show
DATA = 64  # bytes a button carries back
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


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def pack(message: Message) -> tuple[Message, ...]:
    """A message as the calls it takes: long text in pieces, a picture under its text, files behind it.

    The buttons are on the last piece of text; nothing of the text is lost.
    """
    return tuple(_pieces(message))


def _pieces(message: Message) -> Iterator[Message]:
    pictures = tuple(one for one in message.attachments if one.mime == "image/png")
    files = tuple(one for one in message.attachments if one.mime != "image/png")
    bare = replace(message, attachments=())
    captioned = pictures[:1] or (files if len(files) == 1 else ())
    if captioned and not message.buttons and units(message.plain) <= CAPTION:
        yield replace(bare, attachments=captioned)
        pictures, files = pictures[1:], (files if pictures else ())
    elif message.plain.strip():
        parts = split(message.text, TEXT)
        for part in parts[:-1]:
            yield Message(part, language=message.language, interview=message.interview)
        yield replace(bare, text=parts[-1])
    for picture in pictures:
        yield Message((), attachments=(picture,), language=message.language)
    for place in range(0, len(files), 10):
        yield Message((), attachments=files[place : place + 10], language=message.language)


def split(text: Sequence[Span], room: int) -> tuple[tuple[Span, ...], ...]:
    """Spans in pieces of at most ``room`` UTF-16 units, cut at a line or a space where there is one."""
    pieces: list[tuple[Span, ...]] = []
    piece: list[Span] = []
    left = room
    waiting = list(text)[::-1]
    while waiting:
        span = waiting.pop()
        if units(span.text) <= left:
            piece.append(span)
            left -= units(span.text)
            continue
        head, tail = _cut(span.text, left, whole=not piece)
        if head:
            piece.append(replace(span, text=head))
        pieces.append(tuple(piece))
        piece, left = [], room
        if tail:
            waiting.append(replace(span, text=tail))
    return (*pieces, tuple(piece)) if piece or not pieces else tuple(pieces)


def _cut(text: str, room: int, *, whole: bool) -> tuple[str, str]:
    """The part of a text that fits, and the rest; with ``whole`` something always fits."""
    end = 0
    used = 0
    for sign in text:
        used += units(sign)
        if used > room:
            break
        end += 1
    line, space = text.rfind("\n", 0, end), text.rfind(" ", 0, end)
    for at in (line, space):
        if at > end // 2:
            return text[:at], text[at + 1 :]
    return (text[:end], text[end:]) if whole or end > room // 4 else ("", text)


def lay_out(buttons: Sequence[Button], page: int = 0) -> tuple[tuple[tuple[Button, str], ...], ...]:
    """Buttons in rows with the label each shows: faces alone in one row, short ones beside each other, more than a
    screen holds in pages."""
    faces = [(button, button.label.split(" ")[0]) for button in buttons if _is_face(button)]
    others = [(button, _short(button.label)) for button in buttons if not _is_face(button)]
    rows = [tuple(faces)] if faces else []
    if others and sum(len(label) for _, label in others) <= 2 * WIDE and len(others) <= 3:
        return (*rows, tuple(others))
    if len(others) <= PAGE + 2:
        return (*rows, *((one,) for one in others))
    pages = -(-len(others) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = others[page * PAGE : (page + 1) * PAGE]
    return (*rows, *((one,) for one in shown), tuple(_turning(page, pages)))


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
