"""The codebook as it stands: from the study, what was decided, and what was told so far.

Law: pure; what nobody placed anything under changes no map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reisleider.flows.codebook.codebook import Codebook, Entry, build, id_of, placed_under
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Label, Study
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.merging.cells import TRACKS
from reisleider.flows.synthesis.merging.merge import Group, merge
from reisleider.flows.synthesis.privacy.minimum import Guard, minimum
from reisleider.flows.synthesis.privacy.redaction import redact


def keep_book(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override] = ()) -> Codebook:
    """The codebook of a study. ``overrides``: the decisions that stand; ``journeys``: one per respondent and track."""
    least = minimum(study, "customer")
    held = _by_people(study, journeys, overrides).held()
    groups = merge(_telling(journeys, least), held, overrides, likeness_of(study))
    return build(study.labels, overrides, journeys, least, redact, groups)


def _telling(journeys: Sequence[Journey], least: int) -> list[Journey]:
    """The journeys with only what may become an entry: what colleagues told, and what enough customers told alike."""
    people: dict[str, set[str]] = defaultdict(set)
    for journey in journeys:
        if journey.track == "customer":
            for one in journey.touchpoints:
                people[form(one.words)].add(journey.participant)
    return [
        journey
        if journey.track == "stakeholder"
        else replace(
            journey, touchpoints=tuple(one for one in journey.touchpoints if len(people[form(one.words)]) >= least)
        )
        for journey in journeys
    ]


def held_labels(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override] = ()) -> Sequence[Label]:
    """The labels that merging goes by, which is quick where nobody placed anything under a label that was only told."""
    held = _by_people(study, journeys, overrides).held()
    used = placed_under(overrides, journeys)
    return held if used <= {label.id for label in held} | {""} else keep_book(study, journeys, overrides).held()


def _by_people(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override]) -> Codebook:
    return build(study.labels, overrides, journeys, minimum(study, "customer"), redact)


@dataclass(frozen=True)
class Tally:
    """One entry of the codebook, and what was told under it: how many wordings, and how many customers and colleagues
    named it. None where fewer than the minimum group did."""

    entry: Entry
    wordings: int | None = None
    customers: int | None = None
    colleagues: int | None = None


def count_book(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override] = ()) -> tuple[Tally, ...]:
    """Every entry of the codebook with what was told under it. ``journeys``: one per respondent and track."""
    book = keep_book(study, journeys, overrides)
    found: dict[str, Group] = {}
    for group in merge(journeys, book.held(), overrides, likeness_of(study)):
        found.update({id_of(mention.form): group for mention in group.mentions if group.label is None})
        found[group.id] = group
    guard = Guard({track: minimum(study, track) for track in TRACKS})
    return tuple(_tally(entry, found.get(entry.label.id), guard) for entry in book.entries)


def _tally(entry: Entry, group: Group | None, guard: Guard) -> Tally:
    if group is None:
        return Tally(entry)
    people = {
        track: sorted({one.journey.participant for one in group.mentions if one.journey.track == track})
        for track in TRACKS
    }
    customers, colleagues = (guard.count(track, people[track]) for track in TRACKS)
    shown = [track for track, count in zip(TRACKS, (customers, colleagues), strict=True) if count is not None]
    wordings = {one.form for one in group.mentions if one.journey.track in shown}
    return Tally(entry, len(wordings) if shown else None, customers, colleagues)
