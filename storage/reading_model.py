"""The model that an operator lets read along: its name and what it is asked for, or that there is none.

Law: given once, when the database is opened, and never written into a study: what the operator says today holds for
all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

OPTION = "reisleider_model"
Kind = Literal["chat", "embeddings"]


@dataclass(frozen=True)
class ReadingModel:
    """A model by the name its server knows it by; ``kind``: whether it is asked in words or for vectors."""

    name: str
    kind: Kind


def model_of(c: Connection) -> ReadingModel | None:
    """The model that reads along where this database was opened; None where none does."""
    model = c.get_execution_options().get(OPTION)
    return model if isinstance(model, ReadingModel) else None
