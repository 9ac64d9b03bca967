"""JSON that is written down already: a column takes it as it is.

Law: only what ``json.dumps`` wrote; whoever has it need not read and write it again, which for a large ledger holds
everybody up.
"""

from __future__ import annotations

import json


class Written(str):
    """The text of a JSON value."""

    __slots__ = ()


def write_json(value: object) -> str:
    """A value as a JSON column keeps it."""
    return str(value) if isinstance(value, Written) else json.dumps(value)
