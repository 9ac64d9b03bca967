"""Finds where a sentence has a place that only somebody's name fills: "ask for ...", "op naam van ...", "... hier,".

Law: a frame is data (``frames`` in the words files): words, with ``_`` where the name stands, ``|`` between words that
do as well, ``^`` for the beginning of what is said and ``$`` for its end. Each word is held against the frames of the
word beside it alone.
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
_ENDS = ".,!?;:)\n…"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before a name, the nearest word first, and what stands behind it; ``opens`` and ``closes``: nothing
    else does in its sentence."""

    before: tuple[Choice, ...]
    after: tuple[Choice, ...]
    opens: bool
    closes: bool


def framed(
    text: str, spans: Sequence[tuple[int, int]], low: Sequence[str], begin: int, last: int, *, listed: bool
) -> bool:
    """Whether the words from ``begin`` up to ``last`` stand where only a name does; ``listed``: they may be one."""
    behind, ahead = _frames(listed)
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
    if any(_apart(text[spans[at][1] : spans[at + 1][0]]) for at in range(first, end)):
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
def _frames(listed: bool) -> tuple[Mapping[str, Sequence[Frame]], Mapping[str, Sequence[Frame]]]:
    """The frames by the word right before the name, and those that have none by the word right behind it."""
    behind: dict[str, list[Frame]] = defaultdict(list)
    ahead: dict[str, list[Frame]] = defaultdict(list)
    told = lists("redaction")
    for row in (*told["sure-frames"], *told["frames"], *(told["listed-frames"] if listed else ())):
        frame = _frame(row)
        for word in (frame.before or frame.after)[0]:
            (behind if frame.before else ahead)[word].append(frame)
    return behind, ahead


def _frame(row: str) -> Frame:
    """A frame as it is written in the words files."""
    words = [word for word in row.split() if word not in (_OPENS, _CLOSES)]
    slot = words.index(_SLOT)
    before = tuple(frozenset(word.split("|")) for word in reversed(words[:slot]))
    after = tuple(frozenset(word.split("|")) for word in words[slot + 1 :])
    return Frame(before, after, row.startswith(_OPENS), row.endswith(_CLOSES))
