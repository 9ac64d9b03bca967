"""How a model is asked for labels, whichever way: what it is asked, how its answer is read, what that says.

Law: pure; an answer in any other shape than was asked for is no answer, and an id that no label has is nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from reisleider.bot.models.leaving import Leaving
from reisleider.flows.journey import Value
from reisleider.flows.meaning.ranking import Ranked

Json = dict[str, Any]  # a body as a server reads it


class Way(Protocol):
    """One way to ask. ``path`` is where below the server's address, ``at_once`` how many texts in one request."""

    @property
    def path(self) -> str: ...

    @property
    def at_once(self) -> int: ...

    def texts(self, leaving: Leaving) -> Mapping[str, str]:
        """Digest -> text of everything that has to be asked about."""
        ...

    def body(self, texts: Sequence[str], leaving: Leaving) -> Json:
        """The request about these texts."""
        ...

    def read(self, answer: Json, texts: Sequence[str], leaving: Leaving) -> Sequence[Value] | None:
        """What is kept of an answer, one value per text; None where it is no answer."""
        ...

    def ranked(self, leaving: Leaving, kept: Mapping[str, Value]) -> Mapping[str, tuple[Ranked, ...]]:
        """Per wording, as it was told, the labels that the kept values speak for, the best first."""
        ...


def digest_of(*parts: object) -> str:
    """What stands in storage for something that was asked, so that no words do."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
