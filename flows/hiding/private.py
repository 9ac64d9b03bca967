"""What people told that the law holds to be more private than the rest: health, faith, origin and more.

Law: rather a quote too few than something so private on a wall; which words tell it is in the words files
(``[redaction.private]``), by kind (GDPR articles 9 and 10).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast, get_args

from reisleider.flows.words.vocabulary import lists, one_of

Kind = Literal["health", "faith", "origin", "sexuality", "union", "politics", "criminal"]
"""The kinds of GDPR articles 9 and 10 that people tell in a chat."""
KINDS: tuple[Kind, ...] = get_args(Kind)


@cache
def _pattern() -> re.Pattern[str]:
    told = lists("redaction", "private")
    return re.compile(
        "|".join(rf"(?P<{kind}>\b{one_of(told[kind])}\b)" for kind in KINDS if kind in told), re.IGNORECASE
    )


def private(words: str) -> Kind | None:
    """The kind of what is too private to show in these words, or None: the first that is told."""
    found = _pattern().search(words)
    return None if found is None else cast("Kind", found.lastgroup)
