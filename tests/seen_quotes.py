"""What a lead does who looks at everything that people said, for tests that are about what comes after."""

from __future__ import annotations

from collections.abc import Iterable

from reisleider.flows.journey import Journey
from reisleider.flows.synthesis.figures.glances import Glance, mark_of
from reisleider.flows.synthesis.privacy.redaction import special


def seen_by_a_lead(journeys: Iterable[Journey]) -> tuple[Glance, ...]:
    """A lead lets all but what is more private than the rest."""
    return tuple(
        Glance(
            one.interview, mark_of(one.interview, said.words), "leave-out" if special(said.words) else "show", by="lead"
        )
        for one in journeys
        for said in one.remarks
    )
