"""Learns from the practice outlines where one step ends and the next begins, and writes it where the reader looks.

Law: the same outlines make the same file, to the byte; a test holds that it is made of those that are there.
``make learn``; with ``--judge`` nothing is written: what was learnt of four fifths is tried on the fifth.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from learn_replies import FOLDS, Row, fitted, kept, likely

from reisleider.flows.listening import learnt, outline
from reisleider.flows.listening.pieces import BESIDE, STEP, Beside, piece_traits, without_what_is_beside
from reisleider.flows.listening.pieces import SURE as LEFT_OUT
from reisleider.flows.listening.seams import EDGE, EDGED, PARTED, STORY, SURE, gap_traits
from reisleider.flows.listening.telling.clauses import Clause, clause_of

LISTENING = Path(__file__).parent.parent / "tests" / "listening"
PRACTICE = (*sorted((LISTENING / "practice" / "outlines").glob("*.toml")), LISTENING / "outlines_blind.toml")
SHAPED = ("doubtful", "outlines_blind")
"""Outlines by which words of order were made: how those are heard in them says nothing of how far they are right."""
TRUSTED = 3.0
"""How much a gap of those counts, which a test holds, beside a gap of any other."""
AROUND = LISTENING / "practice" / "outlines" / "around.tsv"
"""What people say before they begin and when they are done, which is no step: put around the outlines besides."""
WHOLE = "whole"
BOUNDS = (0.6, 0.7)
DROPPING = (0.4, 0.5, 0.6)
JOINED = {"before": (", ", ". ", ": ", " ", "... ", " - "), "after": (". ", ", ", " ", "! ", " en ", "\n")}
AND = {"nl": " en ", "en": " and "}
_PAIR = 2
SHORTEST = 9  # letters before the first step; fewer only join
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Told:
    """A message with the steps in it, as people put them; ``shaped`` where words of order were made with it at hand."""

    language: str
    text: str
    steps: tuple[str, ...]
    shaped: bool
    file: str


def main(arguments: Sequence[str]) -> int:
    """Write the file, or judge."""
    told = list(read())
    if "--judge" in arguments:
        print("\n".join(judged(told)))
        return 0
    learnt_from: dict[learnt.Subject, list[Row]] = {
        "outline": [row for one in (*told, *surrounded(told)) for row in rows(one)],
        "piece": [row for one, seen in tried(told, by_place(told)) for row in piece_rows(one, seen)],
    }
    for subject, each in learnt_from.items():
        table = {"made_of": made_of(), **kept(*fitted(each))}
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        Path(str(learnt.file_of(subject))).write_text(text + "\n", "utf-8")
    return 0


def made_of() -> str:
    """The digest of the outlines it is learnt from."""
    digest = hashlib.sha256()
    for path in (*PRACTICE, AROUND):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read() -> Iterator[Told]:
    """Every practice outline."""
    for path in PRACTICE:
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["outline"]:
            yield Told(one["lang"], one["text"], tuple(one["steps"]), path.stem in SHAPED, path.stem)


def surrounded(told: Sequence[Told]) -> Iterator[Told]:
    """Each outline that begins with its first step and ends with its last, with what people say around one."""
    with AROUND.open(encoding="utf-8", newline="") as file:
        said = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for place, one in enumerate(told):
        first, last = spans(one.text, one.steps)[0][0], spans(one.text, one.steps)[-1][1]
        if one.shaped or first > SHORTEST or len(one.text) - last > SHORTEST or "\n" in one.text:
            continue
        before, after = (
            [row["said"] for row in said if (row["language"], row["where"]) == (one.language, where)]
            for where in ("before", "after")
        )
        lead, end = before[place * 7 % len(before)], after[place * 11 % len(after)]
        into, out = (each[place // 2 % len(each)] for each in (JOINED["before"], JOINED["after"]))
        out = AND[one.language] if out == " en " else out
        whole = one.text.rstrip(" .!")
        lead = lead.capitalize() if one.text[:1].isupper() else lead
        end = end.capitalize() if one.text[:1].isupper() and out in (". ", "! ", "\n") else end
        yield replace(one, text=f"{lead}{into}{whole}{out}{end}")


def by_place(told: Sequence[Told]) -> Sequence[int]:
    """A fifth for each outline, by its place."""
    return [place % FOLDS for place in range(len(told))]


def by_file(told: Sequence[Told]) -> Sequence[int]:
    """A part for each outline, by the file that it is in."""
    files = sorted({one.file for one in told})
    return [files.index(one.file) for one in told]


def spans(text: str, steps: Sequence[str]) -> list[tuple[int, int]]:
    """Where each step stands in its message: its first character, and the one behind its last."""
    words = list(_WORD.finditer(text.lower()))
    found, start = [], 0
    for step in steps:
        own = _WORD.findall(step.lower())
        turned = [*own[1::-1], *own[2:]]  # "belde ik" is shown as "ik belde"
        start = next(
            (n for n in range(start, len(words)) if [one[0] for one in words[n : n + len(own)]] in (own, turned)), start
        )
        end = min(start + len(own), len(words)) - 1
        found.append((words[min(start, end)].start(), words[end].end()))
        start += len(own)
    return found


def rows(told: Told) -> Iterator[Row]:
    """Each gap of a message that teaches: where a step begins, with what joins it, or surely none does."""
    clause = clause_of(told.text)
    stands = spans(told.text, told.steps)
    between = [(left[1], right[0]) for left, right in pairwise(stands)]
    begin, behind = stands[0][0], stands[-1][1]
    for place, known in enumerate(gap_traits(clause), 1):
        at, ended = clause.starts[place], clause.ends[place - 1]
        held = frozenset(one for one in known if not (told.shaped and one.startswith("=")))
        weight = TRUSTED if told.shaped else 1.0
        if len(told.steps) > 1 and not told.shaped and (at <= begin > SHORTEST or ended >= behind):
            if at == begin or ended == behind:
                yield Row(held, {EDGE: 1.0}, weight)
            continue
        inside = next((one for one in between if one[0] <= ended and at <= one[1]), None)
        parted = inside is not None and (ended == inside[0] or (at == inside[1] and at - inside[0] > 25))
        if inside is not None and not parted:
            continue
        yield Row(held, {PARTED if parted else WHOLE: 1.0}, weight)


def tried(told: Sequence[Told], parts: Sequence[int]) -> Iterator[tuple[Told, Shares]]:
    """Every message, and with what is said around it, with how likely the other parts make each gap a boundary."""
    for part in sorted(set(parts)):
        others = [one for one, its in zip(told, parts, strict=True) if its != part]
        own = [one for one, its in zip(told, parts, strict=True) if its == part]
        names, known, weights = fitted([row for one in (*others, *surrounded(others)) for row in rows(one)])
        places = {trait: place for place, trait in enumerate(known)}
        for one in (*own, *surrounded(own)):
            yield one, Shares(names, places, weights)


@dataclass(frozen=True)
class Shares:
    """How likely each gap of a stretch is a boundary, by what was learnt of some of the outlines."""

    names: list[str]
    places: Mapping[str, int]
    weights: np.ndarray
    known: dict[str, list[Mapping[str, float]]] = field(default_factory=dict)

    def over(self, bound: float, clause: Clause, kind: str = PARTED) -> frozenset[int]:
        """The places where it is likelier than this."""
        if len(clause.words) < STORY:
            return frozenset()
        if clause.text not in self.known:
            held = gap_traits(clause)
            self.known[clause.text] = [likely(self.names, self.places, self.weights, one) for one in held]
        return frozenset(n for n, share in enumerate(self.known[clause.text], 1) if share[kind] >= bound)


def piece_rows(told: Told, shares: Shares) -> Iterator[Row]:
    """Each piece of a message, as the seams that were not learnt from it cut it, and whether it tells a step."""
    stands = spans(told.text, told.steps)
    yield from _ends(told, stands)
    pieces = _pieces(told.text, shares)
    end = 0
    for place, piece in enumerate(pieces):
        start = told.text.find(piece, end)
        end = start + len(piece)
        within = sum(max(0, min(end, right) - max(start, left)) for left, right in stands)
        if piece.strip():
            yield Row(piece_traits(pieces, place), {STEP if 3 * within > len(piece) else BESIDE: 1.0})


def _ends(told: Told, stands: Sequence[tuple[int, int]]) -> Iterator[Row]:
    """What stands before the first step and behind the last, cut where it ends, and within the step beside it."""
    if len(told.steps) < _PAIR:
        return
    first, last = stands[0][0], stands[-1][1]
    parts = [told.text[:first], *(told.text[a:b] for a, b in stands), told.text[last:]]
    if first > SHORTEST:
        yield Row(piece_traits(parts, 0), {BESIDE: 1.0})
        yield Row(piece_traits(parts[1:], 0), {STEP: 1.0})
        for cut in _cuts(parts[1]):
            yield Row(piece_traits([parts[0] + parts[1][:cut], parts[1][cut:], *parts[2:]], 0), {STEP: 1.0})
    if len(told.text) - last > SHORTEST:
        yield Row(piece_traits(parts, len(parts) - 1), {BESIDE: 1.0})
        yield Row(piece_traits(parts[:-1], len(parts) - _PAIR), {STEP: 1.0})
        for cut in _cuts(parts[-2]):
            whole = [*parts[:-2], parts[-2][:cut], parts[-2][cut:] + parts[-1]]
            yield Row(piece_traits(whole, len(whole) - 1), {STEP: 1.0})


def _cuts(step: str) -> Sequence[int]:
    """A word after the beginning of a step, in its middle, and a word before its end."""
    starts = [found.start() for found in _WORD.finditer(step)][1:]
    return sorted({starts[0], starts[len(starts) // 2], starts[-1]}) if starts else []


def _pieces(text: str, shares: Shares) -> list[str]:
    pieces: list[str] = []
    outline.outline_of(text, partial(shares.over, SURE), lambda found: pieces.extend(found) or found)
    return pieces


def judged(told: Sequence[Told]) -> Iterator[str]:
    """How far the steps are heard that were not learnt from: by bound and language, then by file and language."""
    for bound, dropping in ((bound, dropping) for bound in BOUNDS for dropping in DROPPING):
        mark = "  <" if (bound, dropping) == (SURE, LEFT_OUT) else ""
        for line in _heard(told, by_place(told), lambda one: one.language, bound, dropping):
            yield f"{bound:.2f} {dropping:.2f} {line}{mark}"
    yield from _heard(told, by_file(told), lambda one: f"{one.file} {one.language}", SURE, LEFT_OUT)


@cache
def _taught(told: tuple[Told, ...], parts: tuple[int, ...]) -> Sequence[tuple[Told, Shares, Beside]]:
    """Every message with what the other parts teach of its gaps and its pieces."""
    part_of = {one.text: part for one, part in zip(told, parts, strict=True)}
    part_of |= {more.text: part for one, part in zip(told, parts, strict=True) for more in surrounded([one])}
    seen = list(tried(told, parts))
    beside = {}
    for part in set(parts):
        others = [(one, shares) for one, shares in seen if part_of.get(one.text) != part]
        names, known, weights = fitted([row for one, shares in others for row in piece_rows(one, shares)])
        places = {trait: place for place, trait in enumerate(known)}
        beside[part] = partial(_likely_beside, names, places, weights)
    by_text = {one.text: shares for one, shares in seen}
    return [(one, by_text[one.text], beside[part_of[one.text]]) for one in told]


def _likely_beside(names: list[str], known: Mapping[str, int], weights: np.ndarray, held: frozenset[str]) -> float:
    return likely(names, known, weights, held)[BESIDE]


def _heard(
    told: Sequence[Told], parts: Sequence[int], group: Callable[[Told], str], bound: float, dropping: float
) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for one, shares, beside in _taught(tuple(told), tuple(parts)):
        if one.shaped:
            continue
        edges = partial(shares.over, EDGED, kind=EDGE)
        sort = partial(without_what_is_beside, beside=beside, edges=edges, bound=dropping)
        steps = outline.outline_of(one.text, partial(shares.over, bound), sort).steps
        found, wanted = (
            [(left[1], right[0]) for left, right in pairwise(stands)]
            for stands in (spans(one.text, steps), spans(one.text, one.steps))
        )
        right = sum(any(a <= d and c <= b for a, b in found) for c, d in wanted)
        more = Counter(right=right, heard=len(found), told=len(wanted), one=len(one.steps) == 1, all=1)
        more["kept"] = len(one.steps) == 1 == len(steps)
        ends = [(_plain(each[0]), _plain(each[-1])) for each in (steps, one.steps)] if steps else [("", ""), ("-", "-")]
        more.update(first=ends[0][0] == ends[1][0], last=ends[0][1] == ends[1][1])
        counts.setdefault(group(one), Counter()).update(more)
    for name, each in sorted(counts.items()):
        f1 = 2 * each["right"] / (each["heard"] + each["told"])
        precision, recall = each["right"] / each["heard"], each["right"] / each["told"]
        yield (
            f"{name} F1 {f1:.3f} precision {precision:.3f} recall {recall:.3f}"
            f" one step kept {each['kept']}/{each['one']} first right {each['first']}/{each['all']}"
            f" last right {each['last']}/{each['all']}"
        )


def _plain(step: str) -> Sequence[str]:
    return sorted(_WORD.findall(step.lower()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
