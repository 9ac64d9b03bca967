"""A section of the settings, as every platform and the program itself describe theirs.

Law: an unknown key is refused, and what was read never changes.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """One [section] of the settings; a field's description says what its value must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)
