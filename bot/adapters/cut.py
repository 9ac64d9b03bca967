"""Cuts a text into pieces that fit in one call, at a line or a space where there is one.

Law: pure; what is left out is the line end or the space at a cut, and pieces of nothing else: no platform takes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reisleider.flows.messages import Span


def units(text: str) -> int:
    """The length in UTF-16 units, as most chat programs count."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def whole_signs(text: str) -> str:
    """A text without halves of signs, which no file can hold."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def split(text: Sequence[Span], room: int) -> tuple[tuple[Span, ...], ...]:
    """Spans in pieces of at most ``room`` UTF-16 units, cut at a line or a space where there is one; always one piece,
    and more only where each of them says something."""
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
    pieces.append(tuple(piece))
    return tuple(one for one in pieces if any(span.text.strip() for span in one)) or (pieces[0],)


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
