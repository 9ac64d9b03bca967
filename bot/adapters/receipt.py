"""The receipt of an update: how it was taken, so that an adapter can toast and edit used buttons.

Law: says what happened to the reply, never anything a person said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Receipt:
    """``how``: accepted, refused, stale, repeated, corrected, ignored, parked or nowhere (no interview is open here).

    ``label`` is the accepted choice in the person's language; ``interview`` the interview it went to; ``faults`` says
    per field of a form what is wrong.
    """

    how: str
    label: str | None = None
    interview: str | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
