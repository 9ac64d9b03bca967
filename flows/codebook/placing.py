"""Which of a study's labels the steps of an interview belong under: clearly one, likely a few, or none.

Law: pure, and of the whole outline at once, by the words of a step and by where it comes; what is clear is placed
without a question. Of a customer, who tells a journey, a step that is like no label is asked about too, once enough of
the others are; a colleague names contacts, and is asked about those whose own words are like a label's. Of two steps
that clearly are the same label only the surer is; what is denied is never what is affirmed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reisleider.flows.journey import Givens, Track
from reisleider.flows.meaning.blend import SIGNS, Blend
from reisleider.flows.meaning.contrast import at_odds
from reisleider.flows.meaning.likeness import form, kind
from reisleider.flows.meaning.ranking import Candidate, Ranked, Told, clear, worth
from reisleider.flows.words.cues import content_words

ASKED = 0.5  # how likely one of the labels offered must be the one that was meant: likelier than not
HINT = 0.35  # how much the words of a step and of a label must have in common, in letters or in meaning, to be a hint
HEARD = 0.15  # share of the steps whose words must hint at labels for all of them to be told by where they come

RANKER = Blend()


@dataclass(frozen=True)
class Placing:
    """Where one step belongs. ``clear``: the label it surely is, None where that is not sure; ``offered``: the labels
    it may be, the likeliest first; ``asked``: whether it is worth asking which; ``use``: how many steps that would
    bring onto the map, as far as can be told."""

    clear: str | None = None
    offered: tuple[str, ...] = ()
    asked: bool = False
    use: float = 0.0


def place_steps(words: Sequence[str], givens: Givens, track: Track) -> Sequence[Placing]:
    """Where each step of an outline belongs. ``words``: of the steps, in order; ``track``: whose outline it is."""
    if not givens.labels or not words:
        return tuple(Placing() for _ in words)
    candidates = tuple(
        Candidate(
            one.id,
            tuple(dict.fromkeys((*one.words.values(), *one.aliases))),
            one.phase,
            one.channel,
            usual.place if (usual := givens.usual.get(one.id)) is not None else None,
        )
        for one in givens.labels
    )
    counts = tuple(
        (id, usual.customers if track == "customer" else usual.colleagues) for id, usual in givens.usual.items()
    )
    return _placed(tuple(words), candidates, counts, givens.minimum, journey=track == "customer")


@lru_cache(maxsize=512)
def _placed(
    words: tuple[str, ...],
    candidates: tuple[Candidate, ...],
    counts: tuple[tuple[str, int], ...],
    minimum: int,
    *,
    journey: bool,
) -> Sequence[Placing]:
    last = len(words) - 1
    told = [Told(one, at / last if last else None) for at, one in enumerate(words)]
    known, people = {one.id: one for one in candidates}, dict(counts)
    rows = [
        [row for row in ranked if _may_be(known[row.id], one)]
        for one, ranked in zip(words, RANKER.rank_all(told, candidates), strict=True)
    ]
    hinted = _hinted(told, candidates)
    on_course = journey and sum(map(bool, hinted)) >= HEARD * len(words)
    placeable = [on_course and len(content_words(one)) > 1 for one in words]
    found = [
        _judge(one, row, known, hints, people, minimum, placeable=of_course)
        for one, row, hints, of_course in zip(words, rows, hinted, placeable, strict=True)
    ]
    scores = [max((row.score for row in ranked), default=0.0) for ranked in rows]
    surest: dict[str, int] = {}
    for at in sorted(range(len(words)), key=lambda at: (form(words[at]) not in _forms(known, found[at]), -scores[at])):
        surest.setdefault(found[at].clear or "", at)
    return tuple(
        one if one.clear is None or _same(words, at, surest[one.clear]) else replace(one, clear=None, asked=True)
        for at, one in enumerate(found)
    )


def _same(words: Sequence[str], one: int, other: int) -> bool:
    return form(words[one]) == form(words[other])


def _forms(known: Mapping[str, Candidate], found: Placing) -> set[str]:
    return set() if found.clear is None else {form(one) for one in known[found.clear].wordings}


def _hinted(told: Sequence[Told], candidates: Sequence[Candidate]) -> Sequence[frozenset[str]]:
    """Of each step the labels that its words have something in common with; where it comes is no reason to ask."""
    words, meaning = SIGNS.index("agreement"), SIGNS.index("meaning")
    return [
        frozenset(one.id for one, row in zip(candidates, signs, strict=True) if max(row[words], row[meaning]) >= HINT)
        for signs in RANKER.signs(told, candidates)
    ]


def _may_be(candidate: Candidate, words: str) -> bool:
    return any(kind(one) == kind(words) and not at_odds(one, words) for one in candidate.wordings)


def _judge(
    words: str,
    ranked: Sequence[Ranked],
    known: Mapping[str, Candidate],
    hinted: frozenset[str],
    people: Mapping[str, int],
    minimum: int,
    *,
    placeable: bool,
) -> Placing:
    offered = worth(ranked)
    named = [one.id for one in ranked if form(words) in {form(wording) for wording in known[one.id].wordings}]
    sure = named[0] if len(named) == 1 else clear(ranked)
    return Placing(
        sure,
        tuple(one.id for one in offered),
        sure is None
        and sum(one.score for one in offered) >= ASKED
        and (placeable or any(one.id in hinted for one in offered)),
        sum(one.score * _gain(people.get(one.id, 0), minimum) for one in offered),
    )


def _gain(there: int, minimum: int) -> float:
    """How many steps come onto the map with one more of a label that so many people told already: all of them where it
    makes the group, itself where there is one, a share where it only brings one nearer."""
    if there >= minimum:
        return 1.0
    return float(minimum) if there + 1 == minimum else (there + 1) / minimum
