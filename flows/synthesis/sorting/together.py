"""Several wordings that are likely one label, to be answered for at once: do these belong there?

Law: of each interview one step, the likeliest first, and no more than one looks over at once; what somebody said
does not belong under a label is not asked for it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import fmean

from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.meaning.ranking import Ranked
from reisleider.flows.synthesis.sorting.left_open import Open

MOST = 8  # wordings asked about at once
LIKELIER = 0.5  # score from which a wording is asked about with others; lists that are half wrong cost more than cards
BEGUN, LOOKED, PICKED = 0.4, 0.2, 0.1
"""What it costs to answer for several at once, where a card of one costs 1: to read what is asked, to look at each
wording, to put one right. As somebody reads: a card in eight seconds, a short wording in one and a half."""

Refused = tuple[str, str]  # the id of a wording's form, and a label it does not belong under


@dataclass(frozen=True)
class Together:
    """Cards that are likely of one ``label``, the likeliest first, each with how likely; ``gain``: how many steps
    answering for them brings onto the map, by the effort it costs where a card of one costs 1."""

    label: str
    cards: tuple[tuple[Open, float], ...]
    gain: float

    @property
    def likely(self) -> float:
        """How likely one of them belongs there, on average."""
        return fmean(score for _, score in self.cards)


def bring_together(
    cards: Iterable[tuple[Open, Sequence[Ranked]]], held: Mapping[str, AbstractSet[str]], least: int
) -> tuple[Together, ...]:
    """What can be asked at once, a label each. ``cards``: each with its labels, the best first; ``held``: the customers
    of each group; ``least``: how many bring one onto the map."""
    found: dict[str, list[tuple[Open, float]]] = defaultdict(list)
    for card, rows in cards:
        for one in rows:
            if one.score < LIKELIER:
                break
            found[one.id].append((card, one.score))
    best = (_best(label, sorted(rows, key=_order), held, least) for label, rows in found.items())
    return tuple(one for one in best if one is not None)


def allowed(
    cards: Sequence[Open], ranked: Sequence[Sequence[Ranked]], refused: Collection[Refused]
) -> Sequence[Sequence[Ranked]]:
    """The labels of each card without those that somebody said one of its wordings is not."""
    out = set(refused)
    if not out:
        return ranked
    return [
        [one for one in rows if not any((id_of(form), one.id) in out for form in card.forms)]
        for card, rows in zip(cards, ranked, strict=True)
    ]


def _order(one: tuple[Open, float]) -> tuple[float, str]:
    return -one[1], one[0].group.id


def _best(
    label: str, rows: Sequence[tuple[Open, float]], held: Mapping[str, AbstractSet[str]], least: int
) -> Together | None:
    """As many of the likeliest as bring most for their effort; None where that is one wording."""
    there = len(held.get(label, frozenset()))
    several = [
        Together(label, cards, _gain(cards, there, held, least)) for cards in _longer(rows) if _wordings(cards) > 1
    ]
    return max(several, key=lambda one: one.gain, default=None)


def _longer(rows: Sequence[tuple[Open, float]]) -> Iterator[tuple[tuple[Open, float], ...]]:
    taken: set[str] = set()
    cards: tuple[tuple[Open, float], ...] = ()
    for card, score in rows:
        interviews = {one.journey.interview for one in card.mentions}
        if not taken & interviews and _wordings(cards) + len(card.forms) <= MOST:
            taken |= interviews
            cards = (*cards, (card, score))
            yield cards


def _wordings(cards: Sequence[tuple[Open, float]]) -> int:
    return sum(len(card.forms) for card, _ in cards)


def _gain(cards: Sequence[tuple[Open, float]], there: int, held: Mapping[str, AbstractSet[str]], least: int) -> float:
    new = [(score, len(card.people)) for card, score in cards if len(held[card.group.id]) < least]
    brought = sum(chance * brings(there, more, least) for more, chance in _joining(new).items())
    unsure = sum(min(score, 1 - score) * len(card.forms) for card, score in cards)
    told = sum(len(card.mentions) * score for card, score in cards)
    return (brought + told / 100) / (BEGUN + LOOKED * _wordings(cards) + PICKED * unsure)


def brings(there: int, more: int, least: int) -> float:
    """How many steps come onto the map where so many more join those that are there: all of them where that makes the
    group, a share where it only brings it nearer."""
    together = there + more
    return together - (there if there >= least else 0) if together >= least else more / least


def _joining(rows: Sequence[tuple[float, int]]) -> Mapping[int, float]:
    """How likely it is of each number of people that they join. ``rows``: how likely each is, of how many."""
    found = {0: 1.0}
    for score, people in rows:
        joined: dict[int, float] = defaultdict(float)
        for count, chance in found.items():
            joined[count] += chance * (1 - score)
            joined[count + people] += chance * score
        found = joined
    return found
