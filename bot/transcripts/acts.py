"""What a person does in one reply line of a transcript: says something, or does a deed in parentheses.

Law: knows no platform and no interview; an act becomes an update where somebody sits at a chat.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from reisleider.flows.faults import Fault

ActKind = Literal["say", "wait", "restart", "edit", "file", "press", "repeat"]
FILES = ("photo", "voice", "sticker", "document")


class TranscriptFault(Fault):
    """A transcript cannot be read; the sentence names its file and line."""


@dataclass(frozen=True)
class Act:
    """What a person does in one reply line.

    ``say``: ``text``. ``edit``: message ``number`` (1 is the first they typed, None the last) becomes ``text``.
    ``press``: the button with id ``text``, of turn ``number`` or (None) of the open question. ``file``: ``text`` is
    one of FILES. ``wait``: ``time`` passes. ``restart``: the program ends and starts. ``repeat``: the last update
    is delivered once more.
    """

    kind: ActKind
    text: str = ""
    number: int | None = None
    time: timedelta | None = None


def is_deed(body: str) -> bool:
    """Whether a reply line's words are wholly in parentheses, so that they stand for a deed."""
    return _DEED.fullmatch(body) is not None


def as_body(words: str) -> str:
    """Words as they stand in a reply line: with a backslash in front where they would be taken for a deed."""
    return f"\\{words}" if is_deed(words.lstrip("\\")) else words


def read_act(body: str) -> Act:
    """What a reply line's words (after ``> ``) do. Raises TranscriptFault for a deed that is none."""
    if not is_deed(body):
        return Act("say", body[1:] if is_deed(body.lstrip("\\")) else body)
    for pattern, make in _PATTERNS:
        if found := pattern.fullmatch(body[1:-1].strip()):
            return make(found)
    known = ", ".join(DEEDS)
    raise TranscriptFault(f"{body} is no deed; use one of {known}, or write \\{body} to say it as words.")


_DEED = re.compile(r"\A\(.*\)")
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Act]], ...] = (
    (
        re.compile(r"wait (\d{1,5}) (second|minute|hour|day|week)s?"),
        lambda found: Act("wait", time=timedelta(seconds=int(found[1]) * _UNITS[found[2]])),
    ),
    (re.compile(r"restart"), lambda found: Act("restart")),  # noqa: ARG005 - all makers take the match
    (
        re.compile(r"edit(?: (\d{1,5}))?: (.*)"),
        lambda found: Act("edit", found[2], int(found[1]) if found[1] else None),
    ),
    (re.compile("|".join(FILES)), lambda found: Act("file", found[0])),
    (re.compile(r"press (\S+)"), lambda found: Act("press", found[1])),
    (re.compile(r"stale (\d{1,5}) (\S+)"), lambda found: Act("press", found[2], int(found[1]))),
    (re.compile(r"repeat"), lambda found: Act("repeat")),  # noqa: ARG005 - all makers take the match
)
DEEDS = (
    "(wait 2 days)",
    "(restart)",
    "(edit 3: other words)",
    "(edit: other words)",
    *(f"({kind})" for kind in FILES),
    "(press ID)",
    "(stale TURN ID)",
    "(repeat)",
)
"""The deeds a reply line can hold, as they are written."""
