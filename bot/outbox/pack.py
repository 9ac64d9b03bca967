"""Cuts a message into the calls its platform takes, before they go into the outbox.

Law: pure; one outbox row is one call, so that a crash can repeat one and lose none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reisleider.bot.adapters.slack import blocks
from reisleider.bot.adapters.telegram import markup
from reisleider.flows.messages import Message

PACKS: Mapping[str, Callable[[Message], tuple[Message, ...]]] = {
    "telegram": markup.pack,
    "slack": blocks.pack,
}


def pack(platform: str, message: Message) -> tuple[Message, ...]:
    """The message in pieces; a platform without limits takes it whole."""
    return PACKS[platform](message) if platform in PACKS else (message,)
