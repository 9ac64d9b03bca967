"""Whether the first or the last piece of a story is a step, or only how it came about and how it was all in all.

Law: pure; nothing but what stands before the first step or behind the last is left out, and only where it is surely
none. Where it leaves no two steps, all of it is one. What is sure is learnt (``learnt_piece.json``, made by
``make learn``) of pieces as the seams cut them.

Source: logistic regression, as in ``learnt``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from reisleider.flows.listening.learnt import likely_of
from reisleider.flows.listening.seams import kinds_of, span_of, told_in
from reisleider.flows.listening.telling.clauses import Clause, clause_of, hangs_on, is_act, skipped
from reisleider.flows.words.vocabulary import lists

STEP = "step"
BESIDE = "beside"
SURE = 0.6
"""How likely a piece must be beside the steps to be left out; where steps are heard best by ``--judge``."""
TOLD = 0.95
"""The same of a long piece, or one in which somebody did something: a step that is left out is gone."""
FEW, LONG = 5, 9  # words; what is longer than LONG mostly holds a step, whatever else it says
TRIMMED = 0.3
"""The same of what is cut off the first or the last step: no step is gone with it, and a name is shorter."""
_LEAST = 2  # steps that must remain
Beside = Callable[[frozenset[str]], float]
"""How likely what is known by these traits is no step."""
Edges = Callable[[Clause], frozenset[int]]
"""The words before which what is no step may end or begin."""
_MARKS = (".", ":", ";")


def likely_beside(known: frozenset[str]) -> float:
    """How likely a piece is no step, as was learnt."""
    return likely_of("piece", known).get(BESIDE, 0.0)


def without_what_is_beside(pieces: Sequence[str], beside: Beside, edges: Edges, bound: float = SURE) -> Sequence[str]:
    """The pieces from the first that may be a step up to the last, without what leads to the one and closes the other;
    all in one where fewer than two would remain."""
    if len(pieces) < _LEAST:
        return pieces

    first, last = (
        next((n for n in places if not _is_beside(pieces, n, beside, bound)), None)
        for places in (range(len(pieces)), reversed(range(len(pieces))))
    )
    if first is None or last is None or last - first + 1 < _LEAST:
        return ("".join(pieces),)
    kept = list(pieces[first : last + 1])
    whole = clause_of("".join(pieces))
    ends = edges(whole)
    at = [whole.starts[n] for n in range(1, len(whole.words)) if n in ends or whole.gap(n) in _MARKS]
    for place, side, begins in ((0, 0, len("".join(pieces[:first]))), (-1, 1, len("".join(pieces[:last])))):
        cuts = [cut - begins for cut in at if 0 < cut - begins < len(kept[place])]
        kept[place] = _trimmed(kept, place % len(kept), side, cuts, beside)
    return kept


def _is_beside(pieces: Sequence[str], place: int, beside: Beside, bound: float) -> bool:
    """Whether a piece is surely no step: a summing-up is none, and what somebody did nearly always is one."""
    words = clause_of(pieces[place]).words
    persons = lists("outline")["persons"]
    told = any(word in persons for word in words) and any(is_act(word, "done") for word in words)
    acted = len(words) > LONG or (len(words) > FEW and told)
    if not acted and any(
        " ".join(words).startswith(f"{one} ") for one in lists("listening")["all-in-all"] if " " in one
    ):
        return True
    return beside(piece_traits(pieces, place)) >= (max(bound, TOLD) if acted else bound)


def _trimmed(pieces: Sequence[str], place: int, side: int, cuts: Sequence[int], beside: Beside) -> str:
    """A piece without the side that is likeliest to be no step, where it is likely enough."""
    piece = pieces[place]
    shares = {cut: beside(piece_traits(_cut(pieces, place, cut), place + side)) for cut in cuts}
    best = max(cuts, key=shares.__getitem__, default=0)
    if not best or shares[best] < TRIMMED:
        return piece
    return piece[:best] if side else piece[best:]


def _cut(pieces: Sequence[str], place: int, cut: int) -> Sequence[str]:
    return (*pieces[:place], pieces[place][:cut], pieces[place][cut:], *pieces[place + 1 :])


def piece_traits(pieces: Sequence[str], place: int) -> frozenset[str]:
    """What a piece is known by: its words, the kinds they are of, and where it stands among the others."""
    clause = clause_of(pieces[place])
    if not clause.words:
        return frozenset()
    start = min(skipped(clause), len(clause.words) - 1)
    words = clause.words[start:]
    kinds = [kinds_of(word) for word in words]
    told = told_in(kinds)
    where = "only" if len(pieces) == 1 else "first" if not place else "last" if place + 1 == len(pieces) else "between"
    known = {f"holds {word}" for word in words}
    known.update(f"two {one} {two}" for one, two in pairwise(("^", *words, "$")))
    known.update(f"{where} begins {word}" for word in words[:1])
    known.update(f"-kind {kind}" for one in kinds for kind in one)
    known.update(f"-{where} begins {kind}" for kind in kinds[0])
    known.update(f"-two {one} {two}" for left, right in pairwise(kinds) for one in left for two in right)
    known.update((f"-{where}", f"-{where} told {told}", f"-told {told}", f"-{where} {span_of(len(words))}"))
    known.add(f"-{where} of {min(len(pieces), 5)}")
    if hangs_on(clause, start):
        known.update(("=hangs", f"={where} hangs"))
    if clause.text.rstrip().endswith("!"):
        known.add("-exclaims")
    return frozenset(known)
