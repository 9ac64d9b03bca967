"""From a figure on the map back to the answers behind it, for leads only.

Law: every number is that of the map; words are of those alone who let them be quoted, and how many that are is not
told, for whoever is forgotten would be the difference. Nothing says which answers are one person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Study, Texts, Track
from reisleider.flows.journey_map import Faces, MapTouchpoint
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.merging.cells import TRACKS
from reisleider.flows.synthesis.merging.merge import Mention, Method, merge
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.privacy.redaction import redact


@dataclass(frozen=True)
class Wording:
    """How somebody who may be quoted worded a touchpoint, how that came under it, and how sure (0..1)."""

    words: str
    method: Method
    score: float


@dataclass(frozen=True)
class Told:
    """What somebody said about it: the kind of remark, the words, and the face given, -2..+2."""

    kind: str
    words: str
    score: int | None


@dataclass(frozen=True)
class TracedTrack:
    """One track's voices. ``people``: how many the map tells of; None: under the minimum group. ``pictures``: digests
    of the files that those who may be quoted sent about it, in an order that tells nothing."""

    people: int | None = None
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
    study: Study,
    journeys: Sequence[Journey],
    published: MapTouchpoint,
    group: str,
    overrides: Sequence[Override] = (),
) -> Traced:
    """The answers behind a touchpoint as it was published. ``journeys``: of the people of that version; ``group``: the
    id that merging gives it."""
    told = one_each(journeys)
    groups = merge(told, held_labels(study, told, overrides), overrides, likeness_of(study))
    mentions = next((one.mentions for one in groups if one.id == group), ())
    least = {track: minimum(study, track) for track in TRACKS}
    people = {"customer": published.named, "stakeholder": published.named_by_staff}
    faces = {"customer": published.faces, "stakeholder": published.guess}
    tracks = {track: _track(mentions, track, people[track], faces[track], least[track]) for track in TRACKS}
    return Traced(published.label, least, tracks)


def _track(
    mentions: Sequence[Mention], track: Track, people: int | None, faces: Faces | None, least: int
) -> TracedTrack:
    if people is None or people < least:
        return TracedTrack()
    open_ = [one for one in mentions if one.journey.track == track and one.journey.quotes_allowed]
    return TracedTrack(
        people=people,
        faces=None if faces is None else faces.counts,
        wordings=tuple(_wordings([one for one in open_ if not one.touchpoint.forwarded])),
        told=tuple(sorted(_told(open_), key=lambda one: (one.kind, one.score or 0, one.words))),
        pictures=tuple(sorted({digest for one in open_ for digest in one.touchpoint.pictures})),
    )


def _wordings(mentions: Sequence[Mention]) -> list[Wording]:
    first: dict[str, Mention] = {}
    for one in sorted(mentions, key=lambda one: (-one.score, one.method)):
        first.setdefault(redact(one.touchpoint.words), one)
    return [Wording(words, one.method, one.score) for words, one in sorted(first.items())]


def _told(mentions: Sequence[Mention]) -> list[Told]:
    return [
        Told(remark.kind, redact(remark.words), one.touchpoint.emotion)
        for one in mentions
        for remark in one.journey.remarks
        if remark.touchpoint == one.touchpoint.id and not remark.forwarded
    ]
