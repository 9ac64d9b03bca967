"""A text of Slack's as people saw it: pictures for their names, and what stands in angle brackets as it was shown.

Law: pure; an account's id never becomes somebody's words; what Slack does not show is left out, all else is as typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reisleider.bot.adapters.slack.blocks import unescape
from reisleider.flows.words.vocabulary import names

SOMEBODY = "@…"
"""Instead of somebody who was mentioned: Slack hands over an account, and people saw a name."""
_PICTURE = re.compile(r":(?P<name>[a-z0-9_+-]{1,60}):(?::skin-tone-(?P<tone>[2-6]):)?", re.IGNORECASE)
_BRACKETS = re.compile(r"<([^<>\n]{1,4000})>")
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def as_seen(text: str) -> str:
    """What somebody typed, as it stood in their chat."""
    if "<" in text:
        text = _BRACKETS.sub(lambda found: _shown(found[1]), text)
    text = unescape(text)
    return _PICTURE.sub(lambda found: _picture(found[0], found["name"].casefold(), found["tone"]), text)


def _shown(held: str) -> str:
    """What stood there for what Slack wrote between brackets: a link, a mention, a channel, a group, a date."""
    target, bar, label = held.partition("|")
    if target.startswith("@"):
        return f"@{label.removeprefix('@')}" if label else SOMEBODY
    if target.startswith("#"):
        return f"#{label.removeprefix('#')}" if label else "#…"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    shown = label if bar and label else target.removeprefix("mailto:").removeprefix("tel:")
    return shown.replace(">", "").replace("<", "")


@lru_cache(maxsize=1024)
def _picture(whole: str, name: str, tone: str | None) -> str:
    """The picture of this name, in the colour that was chosen; a name nobody knows stays as it was typed."""
    known = names("codes").get(name)
    if known is None:
        try:
            known = unicodedata.lookup(name.replace("_", " ").replace("-", " "))
        except KeyError:
            return whole
        if unicodedata.category(known[0]) != "So":
            return whole
    return known + (_TONES[int(tone) - 2] if tone else "")
