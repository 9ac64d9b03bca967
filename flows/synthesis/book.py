"""The codebook as it stands: from the study, what was decided, and what was told so far.

Law: pure; what nobody placed anything under changes no map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reisleider.flows.codebook.codebook import Codebook, Entry, build, placed_under
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Label, Study
from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.merging.merge import merge
from reisleider.flows.synthesis.privacy.minimum import minimum
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
    """One entry of the codebook, and how many customers and colleagues named it, as a map that went out tells it: None
    where that map does not."""

    entry: Entry
    customers: int | None = None
    colleagues: int | None = None


def count_book(book: Codebook, told: JourneyMap | None) -> tuple[Tally, ...]:
    """Every entry of a codebook with the figures of the map that was published last (None: none was). Counted anew,
    one person more, or one left out, would be the difference between two looks."""
    shown = () if told is None else touchpoints_of(told)
    by_id = {one.id: one for one in shown}
    by_name = {form(name): one for one in by_id.values() for name in one.label.values()}
    return tuple(_tally(entry, by_id.get(entry.label.id) or _by_name(entry, by_name)) for entry in book.entries)


def _by_name(entry: Entry, by_name: Mapping[str, MapTouchpoint]) -> MapTouchpoint | None:
    """Whose name was only told goes out under an id of its own (see ``Judge``)."""
    names = () if entry.by == "lead" else entry.label.words.values()
    return next((by_name[form(name)] for name in names if form(name) in by_name), None)


def _tally(entry: Entry, shown: MapTouchpoint | None) -> Tally:
    return Tally(entry) if shown is None else Tally(entry, shown.named, shown.named_by_staff)
