"""Learns from the practice outlines where one step ends and the next begins, and writes it where the reader looks.

Law: the same outlines make the same file, to the byte; a test holds that it is made of those that are there.
``make learn``; with ``--judge`` nothing is written: what was learnt of four fifths is tried on the fifth.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from learn_replies import FOLDS, Row, fitted, kept, likely

from reisleider.flows.listening import learnt, outline
from reisleider.flows.listening.pieces import BESIDE, STEP, piece_traits, without_what_is_beside
from reisleider.flows.listening.pieces import SURE as LEFT_OUT
from reisleider.flows.listening.seams import PARTED, STORY, SURE, gap_traits
from reisleider.flows.listening.telling.clauses import Clause, clause_of

LISTENING = Path(__file__).parent.parent / "tests" / "listening"
PRACTICE = (*sorted((LISTENING / "practice" / "outlines").glob("*.toml")), LISTENING / "outlines_blind.toml")
SHAPED = ("doubtful", "outlines_blind")
"""Outlines by which words of order were made: how those are heard in them says nothing of how far they are right."""
TRUSTED = 3.0
"""How much a gap of those counts, which a test holds, beside a gap of any other."""
WHOLE = "whole"
BOUNDS = (0.5, 0.6, 0.7, 0.8)
DROPPING = (0.4, 0.5, 0.6)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Told:
    """A message with the steps in it, as people put them; ``shaped`` where words of order were made with it at hand."""

    language: str
    text: str
    steps: tuple[str, ...]
    shaped: bool


def main(arguments: Sequence[str]) -> int:
    """Write the file, or judge."""
    told = list(read())
    if "--judge" in arguments:
        print("\n".join(judged(told)))
        return 0
    learnt_from: dict[learnt.Subject, list[Row]] = {
        "outline": [row for one in told for row in rows(one)],
        "piece": [row for one, seen in tried(told) for row in piece_rows(one, seen)],
    }
    for subject, each in learnt_from.items():
        table = {"made_of": made_of(), **kept(*fitted(each))}
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        Path(str(learnt.file_of(subject))).write_text(text + "\n", "utf-8")
    return 0


def made_of() -> str:
    """The digest of the outlines it is learnt from."""
    digest = hashlib.sha256()
    for path in PRACTICE:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read() -> Iterator[Told]:
    """Every practice outline."""
    for path in PRACTICE:
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["outline"]:
            yield Told(one["lang"], one["text"], tuple(one["steps"]), path.stem in SHAPED)


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
    for place, known in enumerate(gap_traits(clause), 1):
        at, ended = clause.starts[place], clause.ends[place - 1]
        inside = next((one for one in between if one[0] <= ended and at <= one[1]), None)
        parted = inside is not None and (ended == inside[0] or (at == inside[1] and at - inside[0] > 25))
        if inside is not None and not parted:
            continue
        held = frozenset(one for one in known if not (told.shaped and one.startswith("=")))
        yield Row(held, {PARTED if parted else WHOLE: 1.0}, TRUSTED if told.shaped else 1.0)


def tried(told: Sequence[Told]) -> Iterator[tuple[Told, Shares]]:
    """Every message with how likely each gap is a boundary, as the other four fifths tell."""
    for fold in range(FOLDS):
        names, known, weights = fitted([row for n, one in enumerate(told) if n % FOLDS != fold for row in rows(one)])
        places = {trait: place for place, trait in enumerate(known)}
        for one in (one for n, one in enumerate(told) if n % FOLDS == fold):
            yield one, Shares(names, places, weights)


@dataclass(frozen=True)
class Shares:
    """How likely each gap of a stretch is a boundary, by what was learnt of some of the outlines."""

    names: list[str]
    places: Mapping[str, int]
    weights: np.ndarray
    known: dict[str, list[float]] = field(default_factory=dict)

    def over(self, bound: float, clause: Clause) -> frozenset[int]:
        """The places where it is likelier than this."""
        if len(clause.words) < STORY:
            return frozenset()
        if clause.text not in self.known:
            held = gap_traits(clause)
            self.known[clause.text] = [likely(self.names, self.places, self.weights, one)[PARTED] for one in held]
        return frozenset(n for n, share in enumerate(self.known[clause.text], 1) if share >= bound)


def piece_rows(told: Told, shares: Shares) -> Iterator[Row]:
    """Each piece of a message, as the seams that were not learnt from it cut it, and whether it tells a step."""
    pieces = _pieces(told.text, shares)
    stands = spans(told.text, told.steps)
    end = 0
    for place, piece in enumerate(pieces):
        start = told.text.find(piece, end)
        end = start + len(piece)
        within = sum(max(0, min(end, right) - max(start, left)) for left, right in stands)
        if piece.strip():
            yield Row(piece_traits(pieces, place), {STEP if 3 * within > len(piece) else BESIDE: 1.0})


def _pieces(text: str, shares: Shares) -> list[str]:
    pieces: list[str] = []
    outline.outline_of(text, partial(shares.over, SURE), lambda found: pieces.extend(found) or found)
    return pieces


def judged(told: Sequence[Told]) -> Iterator[str]:
    """How far the steps are heard that were not learnt from, by bound and language."""
    shares = list(tried(told))
    beside = []
    for fold in range(FOLDS):
        others = [pair for n, pair in enumerate(shares) if n % FOLDS != fold]
        names, known, weights = fitted([row for one, seen in others for row in piece_rows(one, seen)])
        beside.append((names, {trait: place for place, trait in enumerate(known)}, weights))
    for bound, dropping in ((bound, dropping) for bound in BOUNDS for dropping in DROPPING):
        counts: dict[str, Counter[str]] = {}
        for place, (one, each) in enumerate(shares):
            if one.shaped:
                continue
            model = beside[place % FOLDS]
            sort = partial(
                without_what_is_beside, beside=lambda held, by=model: likely(*by, held)[BESIDE], bound=dropping
            )
            steps = outline.outline_of(one.text, partial(each.over, bound), sort).steps
            found, wanted = (
                [(left[1], right[0]) for left, right in pairwise(stands)]
                for stands in (spans(one.text, steps), spans(one.text, one.steps))
            )
            right = sum(any(a <= d and c <= b for a, b in found) for c, d in wanted)
            more = Counter(right=right, heard=len(found), told=len(wanted), one=len(one.steps) == 1)
            more["kept"] = len(one.steps) == 1 == len(steps)
            counts.setdefault(one.language, Counter()).update(more)
        for language, each in sorted(counts.items()):
            f1 = 2 * each["right"] / (each["heard"] + each["told"])
            precision, recall = each["right"] / each["heard"], each["right"] / each["told"]
            yield (
                f"{bound:.2f} {dropping:.2f} {language} F1 {f1:.3f} precision {precision:.3f} recall {recall:.3f}"
                f" one step kept {each['kept']}/{each['one']}{'  <' if (bound, dropping) == (SURE, LEFT_OUT) else ''}"
            )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
