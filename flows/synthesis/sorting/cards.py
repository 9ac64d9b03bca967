"""What stands under no label that a lead named, as cards to sort: what brings most steps onto the map comes first.

Law: pure; the machine ranks and people name. A card holds people's own words: for leads, in private. A colleague who
helps gets only wordings that the minimum group used alike, and words that are redacted when they are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from statistics import fmean

from reisleider.flows.codebook.codebook import Codebook, confirmed, id_of, ids_of, named
from reisleider.flows.codebook.decisions import Override, Role, placed
from reisleider.flows.journey import Journey, Label, Study, Texts
from reisleider.flows.meaning.ranking import FAINT, OFFERED, Candidate, Ranked, Ranker
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import keep_book
from reisleider.flows.synthesis.merging.candidates import candidates, told
from reisleider.flows.synthesis.merging.cells import TRACKS, gather, majority
from reisleider.flows.synthesis.merging.merge import Group, Mention, merge
from reisleider.flows.synthesis.privacy.called import called
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.words.cues import channel_told

ENOUGH = 0.9  # share of the steps on the map after which sorting may stop
LIKELY = FAINT
"""Score from which a card is counted under its first label when it is told how far sorting gets: on development fields
that share comes true within 0.01 on average, and with 0.2 within 0.06."""
READ = 3  # wordings of a card that are ranked, those that most people used


@dataclass(frozen=True)
class Card:
    """One or several wordings that were brought together already, each form once, what most people said first.

    ``people``: customers who told it; ``labels``: the best five, the best first; ``phase`` and ``channel``: what those
    who told it said of it, else what the words tell. ``neutral``: what the map calls it because no name is common
    enough; empty where it has one, or is on no map.
    """

    id: str
    wordings: tuple[str, ...]
    people: int
    labels: tuple[Ranked, ...]
    phase: str | None = None
    channel: str | None = None
    neutral: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Ahead:
    """How many cards it takes until a share (0..1) of the steps stands on the map, each under its first label."""

    cards: int
    share: float


@dataclass(frozen=True)
class Sorting:
    """The cards in order. A step is one customer at one touchpoint: ``told`` in all, ``shown`` of them on the map.

    ``labels``: all that may be chosen, by id; ``ahead``: None where too few customers told something for a share.
    """

    cards: tuple[Card, ...]
    told: int
    shown: int
    labels: Mapping[str, Label] = field(default_factory=dict)
    ahead: Ahead | None = None


def sort_cards(
    study: Study, journeys: Sequence[Journey], overrides: Sequence[Override], ranker: Ranker, role: Role = "lead"
) -> Sorting:
    """The cards of a study. ``journeys``: one per respondent and track; ``overrides``: the decisions that stand."""
    book = keep_book(study, journeys, overrides)
    groups = merge(journeys, book.held(), overrides, likeness_of(study))
    labels = book.labels()
    readable = _readable(study, book, overrides, role)
    offered = candidates([one for one in labels if one.id in readable], study.labels, groups)
    of_leads = confirmed(study.labels, overrides)
    decided = {one: made.role for one, made in placed(overrides, labels).items()}
    open_forms = _told_alike(study, journeys) if role == "colleague" else None
    cards = [
        card
        for group in groups
        if group.id not in of_leads and (card := _card(group, decided, role, open_forms)) is not None
    ]
    least = minimum(study, "customer")
    held = {group.id: _customers(group.mentions) for group in groups}
    ranked = _ranked(cards, offered, ranker, ids_of(labels))
    weighed = sorted(
        zip(cards, ranked, strict=True), key=lambda one: (-_gain(one[0], one[1], held, least), one[0].group.id)
    )
    neutral = _neutral(study, groups, overrides) if role == "lead" else {}
    ordered = tuple(_shown(card, rows, neutral.get(card.group.id, {})) for card, rows in weighed)
    told_steps, shown_steps = _steps(held.values()), _on_map(held.values(), least)
    enough = len({one.participant for one in journeys if one.track == "customer"}) >= least
    ahead = _ahead(held, [card for card, _ in weighed], ordered, least) if enough else None
    return Sorting(ordered, told_steps, shown_steps, {one.id: one for one in labels if one.id in readable}, ahead)


def _readable(study: Study, book: Codebook, overrides: Sequence[Override], role: Role) -> AbstractSet[str]:
    """The ids of the labels that may be offered: to who does not lead the study, none in the words of one colleague."""
    by_people = {entry.label.id for entry in named(study.labels, overrides)}
    return {
        entry.label.id
        for entry in book.entries
        if role == "lead" or entry.by != "colleague" or entry.label.id in by_people
    }


def _told_alike(study: Study, journeys: Iterable[Journey]) -> AbstractSet[str]:
    """The forms that the minimum group of a track used: what somebody who does not lead the study may read."""
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for journey in journeys:
        for one in journey.touchpoints:
            if not one.forwarded:
                people[journey.track, Mention(journey, one).form].add(journey.participant)
    return {
        told for track in TRACKS for (of, told), who in people.items() if of == track and len(who) >= minimum(study, of)
    }


@dataclass(frozen=True)
class _Found:
    """A card in the making: the group it is of, and which mentions are still open, by form."""

    group: Group
    forms: Mapping[str, Sequence[Mention]]

    @property
    def people(self) -> AbstractSet[str]:
        return _customers(one for mentions in self.forms.values() for one in mentions)


def _card(group: Group, decided: Mapping[str, Role], role: Role, open_forms: AbstractSet[str] | None) -> _Found | None:
    """What of a group nobody of this role, nor a lead, decided yet; None where nothing is left."""
    forms: dict[str, list[Mention]] = defaultdict(list)
    for one in group.mentions:
        over = decided.get(one.form) == "lead" or (role == "colleague" and one.form in decided)
        if not over and (open_forms is None or one.form in open_forms):
            forms[one.form].append(one)
    ordered = sorted(forms, key=lambda one: (-_people(forms[one]), one))
    return _Found(group, {one: forms[one] for one in ordered}) if ordered else None


def _ranked(
    cards: Sequence[_Found], offered: Sequence[Candidate], ranker: Ranker, ids: Mapping[str, str]
) -> Sequence[Sequence[Ranked]]:
    """For each card every label but itself, the best first: the mean over its wordings."""
    read = [[mentions[0] for mentions in list(card.forms.values())[:READ]] for card in cards]
    asked = [told(one.touchpoint, one.journey) for mentions in read for one in mentions]
    rows = iter(ranker.rank(asked, offered))
    found = []
    for card, mentions in zip(cards, read, strict=True):
        own = {card.group.id, *(ids.get(id_of(one), id_of(one)) for one in card.forms)}
        scores: dict[str, list[float]] = defaultdict(list)
        for _ in mentions:
            for one in next(rows):
                if one.id not in own:
                    scores[one.id].append(one.score)
        mean = [Ranked(id, fmean(several)) for id, several in scores.items()]
        found.append(sorted(mean, key=lambda one: (-one.score, one.id)))
    return found


def _gain(card: _Found, ranked: Sequence[Ranked], held: Mapping[str, AbstractSet[str]], least: int) -> float:
    """How many steps come onto the map by placing a card, weighed by how likely it belongs under each label; a label
    that reaches the minimum group by it brings its own along."""
    mine = card.people
    total = 0.0
    if len(held[card.group.id]) < least:
        for one in ranked:
            there = held.get(one.id, frozenset())
            together = len(there | mine)
            brought = together - (len(there) if len(there) >= least else 0)
            total += one.score * (brought if together >= least else len(mine) / least)
    return total + _people([one for mentions in card.forms.values() for one in mentions]) / 100


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


def _shown(card: _Found, ranked: Sequence[Ranked], neutral: Texts) -> Card:
    mentions = [one for several in card.forms.values() for one in several]
    wordings = tuple(min(one.touchpoint.words for one in several) for several in card.forms.values())
    return Card(
        card.group.id,
        wordings,
        len(card.people),
        tuple(ranked[:OFFERED]),
        majority([one.touchpoint.phase for one in mentions]),
        majority([one.touchpoint.channel or channel_told(one.touchpoint.words) for one in mentions]),
        neutral,
    )


def _ahead(
    held: Mapping[str, AbstractSet[str]], cards: Sequence[_Found], shown: Sequence[Card], least: int
) -> Ahead | None:
    """The fewest cards after which enough stands on the map, or as much as sorting can bring."""
    people = dict(held)
    shares = [_share(people, least)]
    for card, worded in zip(cards, shown, strict=True):
        first = worded.labels[0] if worded.labels and worded.labels[0].score >= LIKELY else None
        if first is not None:
            mine = card.people
            people[card.group.id] = people.get(card.group.id, frozenset()) - mine
            people[first.id] = people.get(first.id, frozenset()) | mine
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


def _customers(mentions: Iterable[Mention]) -> AbstractSet[str]:
    return frozenset(one.journey.participant for one in mentions if one.journey.track == "customer")


def _people(mentions: Iterable[Mention]) -> int:
    return len({one.journey.participant for one in mentions})
