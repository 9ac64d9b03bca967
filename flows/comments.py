"""What colleagues write below a posted map about one of its touchpoints.

Law: a comment is no answer: nothing is compiled from it, and no interview, figure, quote or label knows of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reisleider.flows.messages import Address


@dataclass(frozen=True)
class Comment:
    """One comment. ``number``: of its study, as it is spoken of; ``touchpoint`` and ``label``: which one it is about,
    and what that was called on the map; ``address``: the place where it was written, ``below``: the message that it
    answered, ``ref``: its own; ``account`` (platform, tenant, account) and ``name``: who wrote it, as their platform
    shows them. ``done_at`` None: it is open."""

    study: str
    number: int
    touchpoint: str
    label: str
    address: Address
    below: str
    ref: str
    account: tuple[str, str, str]
    name: str
    words: str
    said_at: datetime
    done_at: datetime | None = None
