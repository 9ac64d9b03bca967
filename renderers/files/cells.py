"""Somebody's words as the text of a cell: read as text by every spreadsheet, never worked out.

Law: every text of a person passes ``as_text`` before it stands in a cell; figures are written as figures and never
pass here, so that a score of -2 stays a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reisleider.renderers.words.own_words import clean

MARK = "'"
"""What is put before a text that a spreadsheet would take for a formula; it is seen, so that nothing is hidden."""

_STARTS = re.compile(r"^(\s*)(?=[=+\-@＝＋－＠])")  # the wide forms too: some spreadsheets read them as the narrow ones
_INSIDE = re.compile(r"([;\t\n][^\S\t\n]*)(?=[=+\-@＝＋－＠])")
_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # not allowed in XML, nor anywhere else


def as_text(words: str) -> str:
    """``words`` for a cell: no control characters, and a mark before what a spreadsheet would read as a formula."""
    words = _NO_CHARACTER.sub("\ufffd", clean(words)).strip()
    return _STARTS.sub(rf"\1{MARK}", words)


@lru_cache(maxsize=4096)
def as_separated_text(words: str) -> str:
    """As ``as_text``, also where a spreadsheet that splits at semicolons, tabs or lines would begin a new cell."""
    return _INSIDE.sub(rf"\1{MARK}", as_text(words))
