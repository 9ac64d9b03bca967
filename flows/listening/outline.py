"""Hears the steps of a journey in one message: a numbered list, lines, arrows, a row of acts, or a story.

Law: pure; precision before recall: where it is in doubt whether something is a step of its own, it belongs to the one
before. A step keeps its author's words; only words that join or fill are taken from its ends. The words are data
(``[outline]`` and ``[cues.act]`` of the words files), every language always together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from reisleider.flows.listening.pieces import likely_beside, without_what_is_beside
from reisleider.flows.listening.seams import edges, seams
from reisleider.flows.listening.telling.clauses import Clause, clause_of, hangs_on, is_act, name_of
from reisleider.flows.listening.telling.enumeration import listed_in
from reisleider.flows.listening.typed.phrases import Book, stripped
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.words.replies import meanings, means
from reisleider.flows.words.vocabulary import lists

_NUMBER = re.compile(r"(?:(?<=\s)|(?<=[,;])|^)(?:(?P<word>[^\W\d_]+)\s)?(?P<n>\d{1,2})(?P<mark>[.):])(?!\d)\s*(?=\S)")
_LINE = re.compile(r"\A(?:(?P<word>[^\W\d_]+)\s+)?(?P<n>\d{1,2})\s*(?:[-–—:.)]\s*|\s)(?=[^\d\s])")
_BULLET = re.compile(r"^\s*(?:\d{1,2}[.):](?!\d)|[-*•–—·✓✔]+(?=\s))\s*")
_SLASH = re.compile(r"(?<!\s)\s+/\s+")
_ARROW = re.compile(r"(?:(?<!\s)\s+)?(?:(?<![-=])[-=]+>|→|⇒|➡️?|»)\s*|(?<!\s)\s+>+\s+")


Seams = Callable[[Clause], frozenset[int]]
"""The words of a stretch with which a step likely begins, by place."""
Sorter = Callable[[Sequence[str]], Sequence[str]]
"""The pieces of a story without those at its ends that are no steps."""

_PAIR = 2


@dataclass(frozen=True)
class Outline:
    """What was heard: the steps in order, and whether the author set them apart (numbers, lines, arrows), so that
    nothing was guessed. ``ordered``: its order was told, so that it is surely a story of steps."""

    steps: tuple[str, ...]
    apart: bool = False
    ordered: bool = False

    @property
    def all_done(self) -> bool:
        """Whether each tells something that was done, so that none of them is only how it was then."""
        return all(map(_is_done, self.steps))

    @property
    def done(self) -> int:
        """How many of them tell something that was done."""
        return sum(map(_is_done, self.steps))


def _is_done(step: str) -> bool:
    return any(is_act(word, "done") for word in clause_of(step).words)


def hear_steps(text: str) -> tuple[str, ...]:
    """The steps told in one message, in order and in their author's words; () where there are none."""
    return hear_outline(text).steps


@lru_cache(maxsize=1024)
def hear_outline(text: str) -> Outline:
    """The steps told in one message, and whether they were set apart."""
    return outline_of(text, seams, lambda pieces: without_what_is_beside(pieces, likely_beside, edges))


def outline_of(text: str, seams: Seams, sorted_out: Sorter) -> Outline:
    """The same, where the seams are these, and this sorts out what is no step."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while len(lines) > 1 and _is_heading(lines[0]):
        lines = lines[1:]
    while len(lines) > 1 and _is_closer(lines[-1]):
        lines = lines[:-1]
    if lines:
        head, colon, told = lines[0].partition(":")
        lines[0] = told.strip() if colon and told.strip() and _says(head, "headings") else lines[0]
    whole = _without_closer(" ".join(lines))
    in_lines = _kept(_numbered_lines(lines))
    if len(in_lines) > 1:
        return Outline(in_lines, apart=True, ordered=True)
    for set_apart in (_numbered, _by_arrows, _by_slashes):
        found = _kept(set_apart(whole))
        if len(found) > 1:
            return Outline(found, apart=True, ordered=True)
    each = [_line(_without_closer(line), seams) for line in lines]
    apart = len(lines) > 1 and all(len(steps) == 1 for steps in each)
    ordered = any(map(_tells_order, lines))
    pieces = [step for steps in each for step in steps]
    found = _kept(pieces if apart else sorted_out(pieces))
    return Outline(found, apart, len(found) > 1 and (apart or ordered))


def _is_row(lines: Sequence[str]) -> bool:
    """Whether all of it is a row of acts or names in one line."""
    return len(lines) == 1 and len(tuple(listed_in(_without_closer(lines[0])))) > 1


def _tells_order(line: str) -> bool:
    """Whether a step begins in this line by a word of order, or it is a row of acts."""
    clause = clause_of(line)
    return any(clause.order_at(place) for place in range(1, len(clause.words))) or len(tuple(listed_in(line))) > 1


def tells_no_more(text: str) -> bool:
    """Whether all of it says that nothing follows ("nee hoor, dat was het wel"), and no step is in it."""
    return _is_all(text, "closers") or _closes(read(text).words)


def without_end(text: str) -> str | None:
    """What is told before a last clause that says that nothing follows ("betaald, en klaar"); None where there is no
    such clause, or nothing before it."""
    clause = clause_of(text)
    last = next((n for n in range(len(clause.words) - 1, 0, -1) if clause.gap(n)), 0)
    ending = text[clause.starts[last] :] if last else ""
    if not ending or not (_is_closer(ending) or _closes(read(ending).words)) or means(ending, "no"):
        return None
    told = text[: clause.starts[last]].rstrip().rstrip(",;:-–").rstrip()
    persons = lists("outline")["persons"]
    tells = any(is_act(word) or word in persons for word in clause.words[:last])
    return told if tells and name_of(told) and not tells_no_more(told) else None


def _closes(words: Sequence[str]) -> bool:
    """Whether all of it ends the story in one of many ways, whatever fills it: "en dat was dat dan"."""
    told = without_openers(words)
    return bool(told) and _closing().find(told, stripped(told)) is not None


def without_openers(words: Sequence[str]) -> Sequence[str]:
    """Words without those before them that only fill, join or say no: "en", "uhm", "nou"."""
    return words[next((n for n, word in enumerate(words) if word not in _openers()), len(words)) :]


@cache
def _openers() -> frozenset[str]:
    table = lists("outline")
    single = (one for name in ("fillers", "joiners", "denials") for one in table[name] if " " not in one)
    return frozenset(single)


@cache
def _closing() -> Book:
    return Book({"closing": lists("outline")["closing"]})


def comes_next(text: str) -> bool:
    """Whether it begins by saying that it came after all the rest: "en daarna nog gebeld"."""
    clause = clause_of(text)
    place = 0
    while place < len(clause.words) and (count := clause.longest("joiners", place) or clause.longest("fillers", place)):
        place += count
    return (place > 0 and _orders(clause, 0)) or _orders(clause, place)


def _orders(clause: Clause, place: int) -> bool:
    return place < len(clause.words) and bool(clause.longest("order", place) or clause.longest("moments", place))


def says_it_is_right(text: str) -> bool:
    """Whether all of it agrees with what was shown ("ja, dat heb je goed begrepen"), and no step is in it."""
    return _is_all(text, "agreed")


def _is_all(text: str, table: str) -> bool:
    """Whether a text is phrases of this table, one at least, and words that fill or join."""
    clause = clause_of(text)
    place, found = 0, False
    while place < len(clause.words):
        count = clause.longest(table, place)
        found = found or count > 0
        count = max(count, clause.longest("fillers", place), clause.longest("joiners", place))
        if not count:
            return False
        place += count
    return found


def _kept(steps: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    """The names of what was told apart, without headings, closers and what is nothing but a sign or filler."""
    found = list(steps)
    names = [name for step in found if (name := name_of(step))]
    named = tuple(name for n, name in enumerate(names) if not n or name.casefold() != names[n - 1].casefold())
    while len(named) > 1 and _is_closer(named[-1]):
        named = named[:-1]
    return named or tuple(step.strip() for step in found[:1] if step.strip())


def _is_heading(line: str) -> bool:
    """Whether a line only says that steps follow."""
    bare = _BULLET.sub("", line)
    return bare == line and (line.endswith(":") or _says(line, "headings"))


def _is_closer(line: str) -> bool:
    """Whether a line only says that nothing follows."""
    bare = _BULLET.sub("", line)
    return "done" in meanings(bare) or (len(clause_of(bare).words) > 1 and tells_no_more(bare))


def _without_closer(text: str) -> str:
    """A text without a last sentence that only says that nothing follows."""
    clause = clause_of(text)
    last = next((n for n in range(len(clause.words) - 1, 0, -1) if clause.gap(n)), 0)
    return text[: clause.starts[last]] if last and _is_closer(text[clause.starts[last] :]) else text


def _says(line: str, table: str) -> bool:
    return any(clause_of(line).starts_with(phrase) == len(clause_of(line).words) for phrase in _phrases(table))


@cache
def _phrases(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in lists("outline").get(table, ()))


def _numbered(text: str) -> list[str]:
    """What stands behind 1, 2, 3 ... in one line; nothing where the numbers do not run on."""
    marks, wanted = [], 1
    for mark in _NUMBER.finditer(text):
        if int(mark["n"]) == wanted:
            marks.append(mark)
            wanted += 1
    if len(marks) < 2:
        return []
    ends = [*(_start(mark) for mark in marks[1:]), len(text)]
    before = text[: _start(marks[0])].strip()
    told = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return told if not before or _is_heading(before) or before[-1:].isalpha() else [before, *told]


def _numbered_lines(lines: Sequence[str]) -> list[str]:
    """What stands behind 1, 2, 3 ... where each begins its line, whatever sign follows it; nothing elsewhere."""
    marks = [_LINE.match(line) for line in lines]
    told = [
        line[mark.end() :]
        for n, (mark, line) in enumerate(zip(marks, lines, strict=True), 1)
        if mark is not None and int(mark["n"]) == n and _is_step_word(mark["word"])
    ]
    return told if len(told) == len(lines) else []


def _is_step_word(word: str | None) -> bool:
    return word is None or word.lower() in lists("outline").get("steps", ())


def _start(mark: re.Match[str]) -> int:
    """Where a number begins, with the word for "step" before it."""
    word = mark["word"]
    return mark.start() if _is_step_word(word) else mark.start("n")


def _by_arrows(text: str) -> list[str]:
    return _ARROW.split(text)


def _by_slashes(text: str) -> list[str]:
    """Between slashes; two sides of one slash may be one thing by two names."""
    parts = _SLASH.split(text)
    return parts if len(parts) > 2 else []


def _line(line: str, seams: Seams) -> tuple[str, ...]:
    """The steps of one line: one where it has a bullet or a number, else what its story tells. Two that no word of
    order parts may as well be one thing told in two halves ("we hadden plek en ze wilden mee"), and are one."""
    bare = _BULLET.sub("", line)
    if bare != line:
        return (bare,)
    told = tuple(_story(line, seams))
    return told if len(told) != _PAIR else tuple(_story(line, _no_seams))


def _no_seams(_: Clause) -> frozenset[int]:
    return frozenset()


def _story(text: str, seams: Seams) -> Iterator[str]:
    """Cut where a step begins by words of order, then where a stretch is a row of acts, or where a seam was learnt."""
    clause = clause_of(text)
    learnt = seams(clause)
    begins = [0, *(place for place in range(1, len(clause.words)) if _begins_step(clause, place)), len(clause.words)]
    for first, end in pairwise(begins):
        stretch = _between(clause, first, end)
        row = tuple(listed_in(stretch))
        if len(row) > 1:
            yield from row
            continue
        for left, right in pairwise((first, *(place for place in range(first + 1, end) if place in learnt), end)):
            yield _between(clause, left, right)


def _between(clause: Clause, first: int, end: int) -> str:
    """The text from one word up to another, with what stands before the first of all."""
    start = clause.starts[first] if first else 0
    return clause.text[start : clause.starts[end] if end < len(clause.words) else len(clause.text)]


def _begins_step(clause: Clause, place: int) -> bool:
    """Whether a new step begins at this word: by a word of order, or as a sentence of its own."""
    gap = clause.gap(place)
    if gap == ";":
        return True
    if clause.order_at(place):
        return True
    return gap == "." and not hangs_on(clause, place)
