"""A text's words as names are looked for in them: where they stand, what each may be, which capitals tell.

Law: nothing is judged here; where nearly all words have a capital, none tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import combining, normalize

from reisleider.flows.hiding.known import ANY, FAMILY, FAMILY_TOO, GIVEN, GIVEN_TOO, SURE, known
from reisleider.flows.words.vocabulary import lists

Span = tuple[int, int]
"""From where to where in a text."""
SAYS = {name: frozenset(words) for name, words in lists("redaction").items()}
"""What the words files say of names, by what it is."""
PARTICLES, ORDINARY, TITLES = SAYS["particles"], SAYS["ordinary"], SAYS["titles"]
ACRONYM = 4
"""So many capitals in a row are an office or a file, not somebody."""
_WORD = re.compile(r"['’]?[^\W\d_][\w'’-]*")
_BEGINS = re.compile(r"[^\s,;&'’/-]|\n")
_TAIL = re.compile(r"(?:['’]s|(?<!\d)\d+)$")
_SMALL = re.compile(r"(?<=\w{3})(?:tje|je|ke|eke)$")  # a child's name
_SHOUTED, _SOME = 0.7, 5  # of so many words the share with a capital, beyond which capitals tell nothing


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words: where they stand, in small letters, what they may be, which have a capital that tells."""

    text: str
    spans: list[Span]
    low: list[str]
    kind: list[int]
    capital: list[bool]

    def gap(self, at: int) -> str:
        """What stands before this word, behind the one before it."""
        return self.text[self.spans[at - 1][1] : self.spans[at][0]]

    def joined(self, at: int) -> bool:
        """Whether only a space stands before this word, or the point of an initial."""
        if not 0 < at < len(self.low):
            return False
        gap = self.gap(at)
        return gap in (" ", "  ") or (len(self.low[at - 1]) <= 2 and gap in (". ", "."))

    def first(self, at: int) -> bool:
        """Whether this word begins a sentence, where a capital tells nothing."""
        return at == 0 or _BEGINS.search(self.gap(at)) is not None

    def before(self, at: int, back: int = 1) -> str:
        return self.low[at - back] if at >= back else ""

    def phrase(self, at: int, count: int) -> str:
        """The words right before this one."""
        return " ".join(self.low[max(0, at - count) : at])

    def initial(self, at: int) -> bool:
        """Whether this is one letter with a point."""
        return len(self.low[at]) == 1 and self.text.startswith(".", self.spans[at][1])

    def acronym(self, at: int) -> bool:
        begin, end = self.spans[at]
        return 1 < end - begin <= ACRONYM and self.text[begin:end].isupper()


def read(text: str) -> Words:
    """A text's words; where nearly all have a capital, none tells."""
    spans = [found.span() for found in _WORD.finditer(text)]
    raw = [text[begin:end] for begin, end in spans]
    low = [one.lower() for one in raw]
    capital = [one[0].isupper() for one in raw]
    if (
        (len(raw) >= ACRONYM and all(capital) and TITLES.isdisjoint(low))
        or (len(raw) >= _SOME and sum(capital) > _SHOUTED * len(raw))
        or (len(raw) > 1 and text.isupper())
    ):
        capital = [False] * len(raw)
    table = known()
    return Words(text, spans, low, [table.get(one) or _kind(one) for one in low], capital)


def _kind(low: str) -> int:
    """What a word may be that is on no list as it stands: with an ending, or of two parts."""
    table = known()
    bare = _TAIL.sub("", low).strip("'’-_")
    if bare != low:
        return 0 if low[-1].isdigit() and len(bare) <= 2 else table.get(bare, 0)
    if "-" in low:
        if low.rpartition("-")[2] in SAYS["behind-a-house"]:
            return 0
        kinds = [table.get(one, 0) for one in low.split("-") if one not in PARTICLES]
        sure = next((one for one in kinds if one & SURE), kinds[0] if kinds else 0)
        return sure & ANY if kinds and all(one & ANY for one in kinds) else 0
    plain = low if low.isascii() else _plain(low)
    if plain != low and plain in table:
        return table[plain] & ANY
    if len(low) > ACRONYM + 2 and low.endswith("s") and table.get(low[:-1], 0) & FAMILY:
        return FAMILY_TOO
    small = _SMALL.sub("", low)
    if small != low and len(small) >= ACRONYM and table.get(small, 0) & GIVEN:
        return GIVEN
    if len(low) > ACRONYM and low.endswith("s") and table.get(low[:-1], 0) & GIVEN:
        return GIVEN if len(low) > ACRONYM + 1 else GIVEN_TOO
    return 0


def _plain(low: str) -> str:
    return "".join(one for one in normalize("NFKD", low) if not combining(one))
