"""The operator's smallest groups: what every study in a database is held to, however it was made.

Law: given once, when the database is opened; they raise a study's own groups wherever it is read, and are never written
into it, so that a study keeps what it chose and what the operator says today holds for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from reisleider.flows.journey import Study

OPTION = "reisleider_floor"


@dataclass(frozen=True)
class Floor:
    """The smallest groups a figure may cover here, at least; 0: what the study and the method say."""

    customers: int = 0
    staff: int = 0


METHOD = Floor()
"""Where no operator says more."""


def floor_of(c: Connection) -> Floor:
    """The floor that this database was opened with."""
    floor = c.get_execution_options().get(OPTION)
    return floor if isinstance(floor, Floor) else METHOD


def raised(c: Connection, study: Study) -> Study:
    """A study as it is held here: its own smallest groups, or the operator's where those are larger."""
    floor = floor_of(c)
    return replace(
        study,
        minimum_customers=max(study.minimum_customers, floor.customers),
        minimum_staff=max(study.minimum_staff, floor.staff),
    )


def lowered(c: Connection, study: Study, own: Study) -> Study:
    """A study to be written: where it has the groups that ``raised`` gave it, its ``own`` ones again."""
    held = raised(c, own)
    return replace(
        study,
        minimum_customers=own.minimum_customers
        if study.minimum_customers == held.minimum_customers
        else study.minimum_customers,
        minimum_staff=own.minimum_staff if study.minimum_staff == held.minimum_staff else study.minimum_staff,
    )
