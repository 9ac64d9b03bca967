"""From a figure on the map back to the answers behind it, for leads only.

Law: the same minimum group and the same consent as on the map: who did not allow quotes counts, and is not quoted;
nothing says which answers are one person's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Study, Texts, Track
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.merging.cells import TRACKS, Cell, gather
from reisleider.flows.synthesis.merging.merge import Mention, Method, merge
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.privacy.redaction import redact


@dataclass(frozen=True)
class Wording:
    """How a touchpoint was worded, how that came under it and how sure (0..1), and by how many who may be quoted."""

    words: str
    method: Method
    score: float
    people: int


@dataclass(frozen=True)
class Told:
    """What somebody said about it: the kind of remark, the words, and the face given, -2..+2."""

    kind: str
    words: str
    score: int | None


@dataclass(frozen=True)
class TracedTrack:
    """One track's voices. ``silent`` of the ``people`` did not allow quotes; None: under the minimum group.
    ``pictures``: digests of the files that those who may be quoted sent about it, in an order that tells nothing."""

    people: int | None = None
    silent: int = 0
    faces: tuple[int, int, int, int, int] | None = None
    wordings: tuple[Wording, ...] = ()
    told: tuple[Told, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Traced:
    """One touchpoint with the permitted answers behind it."""

    label: Texts
    minimums: dict[Track, int]
    tracks: dict[Track, TracedTrack] = field(default_factory=dict)


def trace(
    study: Study, journeys: Sequence[Journey], touchpoint: str, overrides: Sequence[Override] = ()
) -> Traced | None:
    """The answers behind a touchpoint of the map (its id); None where it is not there."""
    told = one_each(journeys)
    groups = merge(told, held_labels(study, told, overrides), overrides, likeness_of(study))
    cell = next((one for one in gather(study, groups, overrides) if one.id == touchpoint), None)
    if cell is None:
        return None
    mentions = next(group.mentions for group in groups if group.id == touchpoint)
    least = {track: minimum(study, track) for track in TRACKS}
    label = {language: redact(words) for language, words in cell.words.items()}
    return Traced(label, least, {track: _track(cell, mentions, track, least[track]) for track in TRACKS})


def _track(cell: Cell, mentions: Sequence[Mention], track: Track, least: int) -> TracedTrack:
    people = {one.journey.participant for one in cell.voices(track)}
    if len(people) < least:
        return TracedTrack()
    here = [one for one in mentions if one.journey.track == track]
    open_ = [one for one in here if one.journey.quotes_allowed]
    given = list(cell.scores(track).values())
    counts = (given.count(-2), given.count(-1), given.count(0), given.count(1), given.count(2))
    return TracedTrack(
        people=len(people),
        silent=len(people - {one.journey.participant for one in open_}),
        faces=counts if len(given) >= least else None,
        wordings=tuple(_wordings([one for one in open_ if not one.touchpoint.forwarded])),
        told=tuple(sorted(_told(open_), key=lambda one: (one.kind, one.score or 0, one.words))),
        pictures=tuple(sorted({digest for one in open_ for digest in one.touchpoint.pictures})),
    )


def _wordings(mentions: Sequence[Mention]) -> list[Wording]:
    people: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for who, words in sorted({(one.journey.participant, redact(one.touchpoint.words)) for one in mentions}):
        people[words] += bool(who)
    for one in mentions:
        first.setdefault(redact(one.touchpoint.words), one)
    return [
        Wording(words, first[words].method, first[words].score, count)
        for words, count in sorted(people.items(), key=lambda row: (-row[1], row[0]))
    ]


def _told(mentions: Sequence[Mention]) -> list[Told]:
    return [
        Told(remark.kind, redact(remark.words), one.touchpoint.emotion)
        for one in mentions
        for remark in one.journey.remarks
        if remark.touchpoint == one.touchpoint.id and not remark.forwarded
    ]
