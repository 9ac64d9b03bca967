"""What Telegram's errors mean for delivery: come back later, nobody is there, never send this.

Law: an error's own words decide nothing but its reason; they are kept nowhere, for they may hold a token.
"""

from __future__ import annotations

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from reisleider.bot.adapters.adapter import Later, Moved, NotLetIn, Undeliverable, Unreachable

_AWAY = {
    "blocked": "blocked",
    "deactivated": "deactivated",
    "kicked": "kicked",
    "not a member": "kicked",
    "initiate conversation": "not-started",
    "chat not found": "channel-not-found",
    "not enough rights": "not-in-channel",
    "have no rights": "not-in-channel",
}


def seconds_of(fault: RetryAfter) -> float:
    """How many seconds Telegram asks to wait."""
    wait = fault.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()


def tell(fault: TelegramError) -> Exception:
    """What delivery understands of an error. The order matters: most errors are a kind of NetworkError."""
    words = str(fault)
    if isinstance(fault, RetryAfter):
        return Later(seconds_of(fault))
    if isinstance(fault, ChatMigrated):
        return Moved(str(fault.new_chat_id))
    if isinstance(fault, InvalidToken):
        return NotLetIn("InvalidToken")
    if isinstance(fault, Forbidden | BadRequest):
        away = next((reason for part, reason in _AWAY.items() if part in words.casefold()), None)
        if away is not None:
            return Unreachable(away)
        return Unreachable("cannot-dm") if isinstance(fault, Forbidden) else Undeliverable("BadRequest")
    return OSError(type(fault).__name__)
