"""Finds where a sentence has a place that only somebody's name fills: "ask for ...", "op naam van ...", "... hier,".

Law: a frame is data (``frames`` in the words files): words, with ``_`` where the name stands (``_,`` with a comma
behind it), ``|`` between words that do as well, ``@kin`` for all words of that list, ``^`` for the beginning of what is
said and ``$`` for its end. Each word is held against the frames of the word beside it alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reisleider.flows.words.vocabulary import lists

Choice = frozenset[str]
"""Words that do as well as one another."""
_SLOT, _OPENS, _CLOSES = "_", "^", "$"
_COMMA, _LIST = ",", "@"
_ENDS = ".,!?;:)\n…"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before a name, the nearest word first, and what stands behind it; ``opens`` and ``closes``: nothing
    else does in its sentence; ``comma``: one stands right behind the name."""

    before: tuple[Choice, ...]
    after: tuple[Choice, ...]
    opens: bool
    closes: bool
    comma: bool


def framed(
    text: str, spans: Sequence[tuple[int, int]], low: Sequence[str], begin: int, last: int, *, listed: bool
) -> bool:
    """Whether the words from ``begin`` up to ``last`` stand where only a name does; ``listed``: they may be one."""
    kinds = ("sure-frames", "frames", "listed-frames") if listed else ("sure-frames", "frames")
    return _any_fits(kinds, text, spans, low, begin, last)


def things_frame(text: str, spans: Sequence[tuple[int, int]], low: Sequence[str], begin: int, last: int) -> bool:
    """Whether these words stand where a shop, a show or a program does, and nobody: "... is cheaper", "the ... app"."""
    return _any_fits(("thing-frames",), text, spans, low, begin, last)


def _any_fits(
    kinds: tuple[str, ...], text: str, spans: Sequence[tuple[int, int]], low: Sequence[str], begin: int, last: int
) -> bool:
    behind, ahead = _frames(kinds)
    near = low[begin - 1] if begin else ""
    following = low[last + 1] if last + 1 < len(low) else ""
    frames = (*behind.get(near, ()), *ahead.get(following, ()))
    return any(_fits(frame, text, spans, low, begin, last) for frame in frames)


def surely_framed(text: str, spans: Sequence[tuple[int, int]], low: Sequence[str], at: int) -> bool:
    """Whether this word stands where whatever stands there is a name, on a list or not."""
    if at == 0 or low[at - 1] not in _sure_frames():
        return False
    return any(_fits(frame, text, spans, low, at, at) for frame in _sure_frames()[low[at - 1]])


def _fits(frame: Frame, text: str, spans: Sequence[tuple[int, int]], low: Sequence[str], begin: int, last: int) -> bool:
    first, end = begin - len(frame.before), last + len(frame.after)
    if first < 0 or end >= len(low):
        return False
    if not all(low[begin - 1 - at] in choice for at, choice in enumerate(frame.before)):
        return False
    if not all(low[last + 1 + at] in choice for at, choice in enumerate(frame.after)):
        return False
    for at in range(first, end):
        gap = text[spans[at][1] : spans[at + 1][0]]
        if gap != ", " if frame.comma and at == last else _apart(gap):
            return False
    if frame.opens and first > 0 and not _ends(text[spans[first - 1][1] : spans[first][0]]):
        return False
    return not (frame.closes and end + 1 < len(low) and not _ends(text[spans[end][1] : spans[end + 1][0]]))


def _apart(gap: str) -> bool:
    return bool(gap.strip(" :'\"‘“’”*"))


def _ends(gap: str) -> bool:
    return any(one in _ENDS for one in gap)


@cache
def _sure_frames() -> Mapping[str, Sequence[Frame]]:
    """The frames that any word fills, by the word right before it."""
    behind: dict[str, list[Frame]] = defaultdict(list)
    for row in lists("redaction")["sure-frames"]:
        frame = _frame(row)
        for word in frame.before[0]:
            behind[word].append(frame)
    return dict(behind)


@cache
def _frames(kinds: tuple[str, ...]) -> tuple[Mapping[str, Sequence[Frame]], Mapping[str, Sequence[Frame]]]:
    """The frames by the word right before the name, and those that have none by the word right behind it."""
    behind: dict[str, list[Frame]] = defaultdict(list)
    ahead: dict[str, list[Frame]] = defaultdict(list)
    told = lists("redaction")
    for frame in (_frame(row) for kind in kinds for row in told[kind]):
        for word in (frame.before or frame.after)[0]:
            (behind if frame.before else ahead)[word].append(frame)
    return behind, ahead


def _frame(row: str) -> Frame:
    """A frame as it is written in the words files."""
    words = [word for word in row.split() if word not in (_OPENS, _CLOSES)]
    slot = next(at for at, word in enumerate(words) if word in (_SLOT, _SLOT + _COMMA))
    before = tuple(_choice(word) for word in reversed(words[:slot]))
    after = tuple(_choice(word) for word in words[slot + 1 :])
    return Frame(before, after, row.startswith(_OPENS), row.endswith(_CLOSES), words[slot].endswith(_COMMA))


def _choice(written: str) -> Choice:
    """The words that do in one place, those of a list too."""
    told = lists("redaction")
    found = (told[one.removeprefix(_LIST)] if one.startswith(_LIST) else (one,) for one in written.split("|"))
    return frozenset(word for words in found for word in words)
