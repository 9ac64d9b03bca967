"""The codebook as it stands: from the study, what was decided, and what was told so far.

Law: pure; what nobody placed anything under changes no map.
"""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.flows.codebook.codebook import Codebook, build
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Label, Study
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.merging.merge import merge
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.privacy.redaction import redact


def keep_book(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override] = ()) -> Codebook:
    """The codebook of a study. ``overrides``: the decisions that stand; ``journeys``: one per respondent and track."""
    groups = merge(journeys, _by_people(study, journeys, overrides).held(), overrides, likeness_of(study))
    return build(study.labels, overrides, journeys, minimum(study, "customer"), redact, groups)


def held_labels(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override] = ()) -> Sequence[Label]:
    """The labels that merging goes by, which is quick where nobody placed anything under a label that was only told."""
    held = _by_people(study, journeys, overrides).held()
    used = {one.other for one in overrides if one.decision == "place"}
    used |= {one.same_as for journey in journeys for one in journey.touchpoints if one.same_as}
    return held if used <= {label.id for label in held} | {""} else keep_book(study, journeys, overrides).held()


def _by_people(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override]) -> Codebook:
    return build(study.labels, overrides, journeys, minimum(study, "customer"), redact)
