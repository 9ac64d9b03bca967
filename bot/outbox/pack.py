"""Cuts a message into the calls its platform takes, before they go into the outbox.

Law: pure; one outbox row is one call, so that a crash can repeat one and lose none.
"""

from __future__ import annotations

from reisleider.bot.adapters.platform import platform_of
from reisleider.flows.messages import Message


def pack(platform: str, message: Message) -> tuple[Message, ...]:
    """The message in pieces; a platform without limits takes it whole."""
    return platform_of(platform).pack(message)
