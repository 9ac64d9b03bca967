"""Somebody's own words, made safe and short enough to stand inside a text of ours.

Law: words are shown as they were said; only what steers a screen instead of being read is taken out,
and a cut is always shown by an ellipsis.
"""

from __future__ import annotations

import re
import unicodedata

ROOM = 60
"""Characters of own words inside a sentence of ours: one line on a phone."""

_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?|\x9b[0-?]*[ -/]*[@-~]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_STEERING = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
_JOINING = ("\u200d", "\ufe0e", "\ufe0f")
_RIGHT_TO_LEFT = ("R", "AL")
_ISOLATE, _POP = "\u2068", "\u2069"


def clean(text: str) -> str:
    """The text without terminal escapes, control characters and marks that reorder what stands around it.

    Lines and paragraphs stay; a tab becomes a space; half a surrogate pair becomes the replacement character.
    """
    if text.isprintable():  # as nearly all text is: none of the signs below
        return text
    text = _ESCAPES.sub("", _LINE_ENDS.sub("\n", text))
    text = _STEERING.sub("", text).replace("\t", " ")
    kept = (
        "\ufffd" if unicodedata.category(sign) == "Cs" else sign
        for sign in text
        if sign == "\n" or unicodedata.category(sign) != "Cc"
    )
    return "".join(kept)


def printable(text: str) -> str:
    """A whole text of ours as a terminal may print it: without escapes, control signs and marks that turn the order of
    a line, whoever's words they came in with; what keeps own words apart (see ``isolate``) stays."""
    kept = _ESCAPES.sub("", _LINE_ENDS.sub("\n", text))
    return "".join(sign for sign in kept if sign in "\n\t" or not _steers(sign))


def _steers(sign: str) -> bool:
    return sign in _TURNING or unicodedata.category(sign) in ("Cc", "Cs")


def on_one_line(text: str) -> str:
    """The text, clean and with every run of white space made one space."""
    return " ".join(clean(text).split())


def shorten(text: str, room: int = ROOM) -> str:
    """At most ``room`` characters of a text on one line, cut between words where that leaves at least half of it."""
    text = on_one_line(text)
    if len(text) <= room:
        return text
    end = room - 1
    space = text.rfind(" ", 0, end + 1)
    if space >= room // 2:
        return text[:space].rstrip(" ,;:.-") + "…"
    while end > 1 and (unicodedata.combining(text[end]) or text[end] in _JOINING or text[end - 1] in _JOINING):
        end -= 1
    return text[:end] + "…"


def inside_a_sentence(text: str, room: int = ROOM) -> str:
    """Own words for a slot: shortened, without the full stop that ended them, and kept from reordering the rest."""
    text = shorten(text, room)
    return isolate(text.rstrip(" .,;:") or text)


def isolate(text: str) -> str:
    """Own words that run from right to left, kept from reordering the sentence around them."""
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text):
        return f"{_ISOLATE}{text}{_POP}"
    return text


def capitalised(text: str, language: str) -> str:
    """The text as a sentence begins. A Dutch ij rises as one; a word like iPhone keeps its own capitals."""
    if text[1:2].isupper():
        return text
    if language.startswith("nl") and text[:2] == "ij":
        return "IJ" + text[2:]
    return text[:1].upper() + text[1:] if len(text[:1].upper()) == 1 else text
