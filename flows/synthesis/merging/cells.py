"""The raw map: every merged touchpoint with everybody's voice, before anything is hidden.

Law: nothing from here may be shown; `privacy.publish` is the only way out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from reisleider.flows.codebook.codebook import confirmed, named_by_hand
from reisleider.flows.codebook.decisions import Decisions, Override, about
from reisleider.flows.journey import Control, Study, Texts, Track
from reisleider.flows.synthesis.merging.merge import Group, Mention
from reisleider.flows.synthesis.merging.names import names_by
from reisleider.flows.synthesis.merging.place import place

T = TypeVar("T", bound=str)
NOTHING = "none"  # answer id of "I had no expectation"
TRACKS: tuple[Track, ...] = ("customer", "stakeholder")


@dataclass(frozen=True)
class Cell:
    """One merged touchpoint: its voices per track, one per respondent. ``phase`` is "" where nothing tells it.

    ``words``: what somebody who decides about names calls it; empty where nobody did, and those who told it must.
    ``confirmed``: that was a lead, or it is a seed label, so that it may be shown whoever named it. ``heard``: the
    label it stands under, where that was only told. ``channel`` and ``owner``: what its label says, or a lead, and not
    those who told it.
    """

    id: str
    words: Texts
    phase: str
    customers: tuple[Mention, ...]
    staff: tuple[Mention, ...]
    control: Control | None
    confirmed: bool
    channel: str | None = None
    owner: Control | None = None
    heard: Texts = field(default_factory=dict)

    def voices(self, track: Track) -> tuple[Mention, ...]:
        return self.customers if track == "customer" else self.staff

    def scores(self, track: Track) -> Mapping[str, int]:
        """The faces customers gave, or those staff expect, by participant who chose one."""
        return self._felt if track == "customer" else self._guessed

    @cached_property
    def _felt(self) -> Mapping[str, int]:
        rows = ((one.journey, one.touchpoint.emotion) for one in self.customers)
        return {journey.participant: score for journey, score in rows if score is not None}

    @cached_property
    def _guessed(self) -> Mapping[str, int]:
        rows = ((one.journey, one.touchpoint.guess) for one in self.staff)
        return {journey.participant: score for journey, score in rows if score is not None}

    def chosen(self, track: Track, what: str) -> Mapping[str, str]:
        """What each participant chose for a field of the touchpoint, where they did."""
        rows = ((one.journey.participant, getattr(one.touchpoint, what)) for one in self.voices(track))
        return {who: value for who, value in rows if isinstance(value, str) and value != NOTHING}

    def part(self, interviews: frozenset[str]) -> Cell:
        """The same touchpoint with the voices of these interviews only."""
        if not interviews:
            return replace(self, customers=(), staff=())
        here = [tuple(one for one in self.voices(track) if one.journey.interview in interviews) for track in TRACKS]
        return replace(self, customers=here[0], staff=here[1])


def gather(study: Study, groups: Sequence[Group], overrides: Sequence[Override] = ()) -> tuple[Cell, ...]:
    """Groups of mentions as cells of the raw map, by id."""
    phases = place(groups, study.model, about(overrides, "move"))
    controls = about(overrides, "control")
    by_leads = confirmed(study.labels, overrides)
    given = named_by_hand(study.labels, overrides)
    called = _Called(about(overrides, "rename"), given, by_leads)
    return tuple(_cell(group, phases.get(group.id, ""), called, controls) for group in sorted(groups, key=_id))


def _id(group: Group) -> str:
    return group.id


@dataclass(frozen=True)
class _Called:
    """What was decided about names: new ones, and the ids of the labels that somebody named, and that leads did."""

    names: Decisions
    given: frozenset[str]
    by_leads: frozenset[str]


def _cell(group: Group, phase: str, called: _Called, controls: Decisions) -> Cell:
    voices, known = group.voices, names_by(group)
    renamed, owned = called.names.latest(known), controls.latest(known)
    name = renamed.texts if renamed is not None else None
    label: Texts = group.label.words if group.label else {}
    decided = owned.control if owned is not None else None
    seed = group.label.control if group.label else None
    return Cell(
        id=group.id,
        words=name or (label if group.id in called.given else {}),
        phase=phase,
        customers=tuple(one for one in voices if one.journey.track == "customer"),
        staff=tuple(one for one in voices if one.journey.track == "stakeholder"),
        control=decided or seed or told_by_half([one.touchpoint.control for one in voices]),
        confirmed=bool(name) or group.id in called.by_leads,
        channel=group.label.channel if group.label else None,
        owner=decided or seed,
        heard={} if group.id in called.given else label,
    )


def wording(mentions: Sequence[Mention]) -> Texts:
    """How a touchpoint is called, per language: as most people called it, of equals as somebody who may be quoted
    did, then the shortest; as a forwarded text did only where nobody else named it. Only languages somebody used."""
    people: dict[tuple[str, str], set[str]] = {}
    free = {mention.touchpoint.words for mention in mentions if mention.journey.quotes_allowed}
    own = {mention.touchpoint.words for mention in mentions if not mention.touchpoint.forwarded}
    for mention in mentions:
        people.setdefault((mention.journey.language, mention.touchpoint.words), set()).add(mention.journey.participant)
    best = sorted(
        people, key=lambda one: (one[1] not in own, -len(people[one]), one[1] not in free, len(one[1]), one[1])
    )
    chosen: dict[str, str] = {}
    for language, words in best:
        chosen.setdefault(language, words)
    return dict(sorted(chosen.items()))


def told_by_half(values: Sequence[T | None]) -> T | None:
    """The value that most people gave, where they are at least half of all: what a few words hint at is no fact of a
    touchpoint that the others told otherwise."""
    found = majority(values)
    return found if found is not None and 2 * sum(one == found for one in values) >= len(values) else None


def majority(values: Sequence[T | None]) -> T | None:
    """The value most people gave; of equals the first by name. None where nobody gave one."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda one: (-counts[one], str(one))) if counts else None
