"""Which characters of a text are no part of its words: those that steer a screen, and those that nobody sees.

Law: what steers (control signs, escapes, marks that turn the order of a line) is refused in a value of a study; what
only cannot be seen, as it comes along when something is pasted, is left away.
"""

from __future__ import annotations

import re

STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
"""Control signs but for the tab and the end of a line, marks of direction that turn what follows, half characters."""
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f]")


def seen(text: str) -> str:
    """The text without what nobody sees, on one line, without space around it."""
    return " ".join(_UNSEEN.sub("", text).split())


def steers(text: str) -> bool:
    """Whether a text holds a sign that steers a screen instead of being read."""
    return STEERING.search(text) is not None
