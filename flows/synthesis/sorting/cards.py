"""What stands under no label that a lead named, as cards to sort: what brings most steps onto the map comes first.

Law: pure; the machine ranks and people name. A card holds people's own words: for leads, in private. A colleague who
helps gets only wordings that the minimum group used alike, and words that are redacted when they are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from reisleider.flows.codebook.codebook import Codebook, confirmed, ids_of, named
from reisleider.flows.codebook.decisions import Override, Role, placed
from reisleider.flows.journey import Journey, Label, Study, Texts
from reisleider.flows.meaning.ranking import FAINT, OFFERED, Ranked, Ranker
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import keep_book
from reisleider.flows.synthesis.merging.candidates import candidates
from reisleider.flows.synthesis.merging.cells import TRACKS, gather, majority
from reisleider.flows.synthesis.merging.merge import Group, Mention, merge
from reisleider.flows.synthesis.privacy.called import called
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.sorting.left_open import Open, customers, left_open, people_of
from reisleider.flows.synthesis.sorting.ranked_cards import rank_cards
from reisleider.flows.synthesis.sorting.together import Refused, Together, allowed, bring_together, brings
from reisleider.flows.words.cues import channel_told

ENOUGH = 0.9  # share of the steps on the map after which sorting may stop
TOGETHER = "together-"  # how the id of a card begins that asks about several wordings at once
LIKELY = FAINT
"""Score from which a card is counted under its first label when it is told how far sorting gets: on development fields
that share comes true within 0.01 on average, and with 0.2 within 0.06."""


@dataclass(frozen=True)
class Card:
    """One or several wordings that were brought together already, each form once, what most people said first.

    ``people``: customers who told it; ``labels``: the best five, the best first; ``phase`` and ``channel``: what those
    who told it said of it, else what the words tell. ``asked``: the label that it is asked of whether all of this
    belongs under it; "" where it is asked which label does. ``neutral``: what the map calls it because no name is
    common enough; empty where it has one, or is on no map.
    """

    id: str
    wordings: tuple[str, ...]
    people: int
    labels: tuple[Ranked, ...]
    phase: str | None = None
    channel: str | None = None
    asked: str = ""
    neutral: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Ahead:
    """How many cards it takes until a share (0..1) of the steps stands on the map, each under its first label."""

    cards: int
    share: float


@dataclass(frozen=True)
class Sorting:
    """The cards in order, what is open on one each. A step is one customer at one touchpoint: ``told`` in all,
    ``shown`` of them on the map.

    ``labels``: all that may be chosen, by id; ``ahead``: None where too few customers told something for a share;
    ``dealt``: the cards in the order in which they bring most for the effort, those that ask about several wordings at
    once (``asked``) among them, before each of these alone.
    """

    cards: tuple[Card, ...]
    told: int
    shown: int
    labels: Mapping[str, Label] = field(default_factory=dict)
    ahead: Ahead | None = None
    dealt: tuple[Card, ...] = ()


def sort_cards(
    study: Study,
    journeys: Sequence[Journey],
    overrides: Sequence[Override],
    ranker: Ranker,
    role: Role = "lead",
    refused: Collection[Refused] = (),
    passed: Collection[str] = (),
) -> Sorting:
    """The cards of a study. ``journeys``: one per respondent and track; ``overrides``: the decisions that stand;
    ``refused``: which wordings somebody said are not which label, and ``passed``: which cards they passed over,
    in this sitting."""
    book = keep_book(study, journeys, overrides)
    groups = merge(journeys, book.held(), overrides, likeness_of(study))
    labels = book.labels()
    readable = _readable(study, book, overrides, role)
    offered = candidates([one for one in labels if one.id in readable], study.labels, groups)
    of_leads = confirmed(study.labels, overrides)
    held_by = placed(overrides, labels)
    decided = {one: made.role for one, made in held_by.items()}
    open_forms = told_alike(study, journeys) if role == "colleague" else None
    cards = [
        card
        for group in groups
        if group.id not in of_leads and (card := left_open(group, decided, role, open_forms)) is not None
    ]
    least = minimum(study, "customer")
    held = {group.id: customers(group.mentions) for group in groups}
    ranked = allowed(cards, rank_cards(cards, groups, offered, ranker, ids_of(labels, held_by)), refused)
    worth = {card.group.id: _gain(card, rows, held, least) for card, rows in zip(cards, ranked, strict=True)}
    weighed = sorted(zip(cards, ranked, strict=True), key=lambda one: (-worth[one[0].group.id], one[0].group.id))
    neutral = _neutral(study, groups, overrides) if role == "lead" else {}
    ordered = tuple(_shown(card, rows, neutral.get(card.group.id, {})) for card, rows in weighed)
    dealt = _dealt(
        weighed,
        ordered,
        bring_together([one for one in zip(cards, ranked, strict=True) if one[0].group.id not in passed], held, least),
        worth,
    )
    told_steps, shown_steps = _steps(held.values()), _on_map(held.values(), least)
    enough = len({one.participant for one in journeys if one.track == "customer"}) >= least
    ahead = _ahead(held, dealt, {card.id: _first(card) for card in ordered}, least) if enough else None
    return Sorting(
        ordered,
        told_steps,
        shown_steps,
        {one.id: one for one in labels if one.id in readable},
        ahead,
        tuple(card for card, _ in dealt),
    )


def _readable(study: Study, book: Codebook, overrides: Sequence[Override], role: Role) -> AbstractSet[str]:
    """The ids of the labels that may be offered: to who does not lead the study, none in the words of one colleague."""
    by_people = {entry.label.id for entry in named(study.labels, overrides)}
    return {
        entry.label.id
        for entry in book.entries
        if role == "lead" or entry.by != "colleague" or entry.label.id in by_people
    }


def told_alike(study: Study, journeys: Iterable[Journey]) -> AbstractSet[str]:
    """The forms that the minimum group of a track used: what somebody who does not lead the study may read."""
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for journey in journeys:
        for one in journey.touchpoints:
            if not one.forwarded:
                people[journey.track, Mention(journey, one).form].add(journey.participant)
    return {
        told for track in TRACKS for (of, told), who in people.items() if of == track and len(who) >= minimum(study, of)
    }


Dealt = tuple[Card, tuple[Open, ...]]  # a card as it is shown, and what is open on it


def _dealt(
    weighed: Sequence[tuple[Open, Sequence[Ranked]]],
    ordered: Sequence[Card],
    several: Sequence[Together],
    worth: Mapping[str, float],
) -> Sequence[Dealt]:
    """What brings most for its effort first."""
    rows: list[tuple[float, Dealt]] = [
        (worth[card.group.id], (shown, (card,))) for (card, _), shown in zip(weighed, ordered, strict=True)
    ]
    for one in several:
        cards = tuple(card for card, _ in one.cards)
        rows.append((one.gain, (_shown_together(one), cards)))
    return [row for _, row in sorted(rows, key=lambda one: (-one[0], one[1][0].asked == "", one[1][0].id))]


def _gain(card: Open, ranked: Sequence[Ranked], held: Mapping[str, AbstractSet[str]], least: int) -> float:
    """How many steps come onto the map by placing a card, weighed by how likely it belongs under each label; a label
    that reaches the minimum group by it brings its own along."""
    total = 0.0
    if len(held[card.group.id]) < least:
        total = sum(
            one.score * brings(len(held.get(one.id, ())), len(card.people - held.get(one.id, frozenset())), least)
            for one in ranked
        )
    return total + people_of(card.mentions) / 100


def _neutral(study: Study, groups: Sequence[Group], overrides: Sequence[Override]) -> Mapping[str, Texts]:
    """What touchpoints that enough people told are called, by id, where these people share no name."""
    least = {track: minimum(study, track) for track in TRACKS}
    found = {}
    for cell in gather(study, groups, overrides):
        tracks = [track for track in TRACKS if len(cell.voices(track)) >= least[track]]
        name = called(cell, tracks, least, study.model.phases) if tracks else None
        if name is not None and name.neutral:
            found[cell.id] = name.label
    return found


def _shown(card: Open, ranked: Sequence[Ranked], neutral: Texts) -> Card:
    mentions = card.mentions
    return Card(
        card.group.id,
        card.wordings,
        len(card.people),
        tuple(ranked[:OFFERED]),
        majority([one.touchpoint.phase for one in mentions]),
        majority([one.touchpoint.channel or channel_told(one.touchpoint.words) for one in mentions]),
        neutral=neutral,
    )


def _shown_together(one: Together) -> Card:
    people: AbstractSet[str] = frozenset().union(*(card.people for card, _ in one.cards))
    wordings = tuple(words for card, _ in one.cards for words in card.wordings)
    label = Ranked(one.label, one.likely)
    return Card(f"{TOGETHER}{one.label}", wordings, len(people), (label,), asked=one.label)


def _first(card: Card) -> str | None:
    """The label that a card is counted under; None where none is likely."""
    return card.labels[0].id if card.labels and card.labels[0].score >= LIKELY else None


def _ahead(
    held: Mapping[str, AbstractSet[str]], dealt: Sequence[Dealt], firsts: Mapping[str, str | None], least: int
) -> Ahead | None:
    """The fewest cards after which enough stands on the map, or as much as sorting can bring."""
    people = dict(held)
    shares = [_share(people, least)]
    left = set(firsts)
    for shown, opened in dealt:
        open_now = [card for card in opened if card.group.id in left and shown.asked in ("", firsts.get(card.group.id))]
        if not open_now:
            continue
        for card in open_now:
            if (first := firsts.get(card.group.id)) is not None:
                left.discard(card.group.id)
                people[card.group.id] = people.get(card.group.id, frozenset()) - card.people
                people[first] = people.get(first, frozenset()) | card.people
        shares.append(_share(people, least))
    reached = next((at for at, share in enumerate(shares) if share >= ENOUGH), None)
    at = shares.index(max(shares)) if reached is None else reached
    return Ahead(at, shares[at])


def _share(people: Mapping[str, AbstractSet[str]], least: int) -> float:
    whole = _steps(people.values())
    return _on_map(people.values(), least) / whole if whole else 0.0


def _steps(groups: Iterable[AbstractSet[str]]) -> int:
    return sum(len(one) for one in groups)


def _on_map(groups: Iterable[AbstractSet[str]], least: int) -> int:
    return sum(len(one) for one in groups if len(one) >= least)
