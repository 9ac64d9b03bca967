"""What Slack's refusals mean for delivery: come back later, nobody is there, never send this.

Law: only Slack's own name of what is wrong is told on, never what was sent.
"""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from reisleider.bot.adapters.adapter import Later, NotLetIn, Undeliverable, Unreachable
from reisleider.bot.adapters.slack.posts import error_of

_AWAY = {
    "not_in_channel": "not-in-channel",
    "channel_not_found": "channel-not-found",
    "is_archived": "archived",
    "cannot_dm_bot": "cannot-dm",
    "user_not_found": "deactivated",
    "user_disabled": "deactivated",
    "user_not_visible": "cannot-dm",
    "restricted_action": "cannot-dm",
}
REFUSING = (
    "account_inactive",
    "token_revoked",
    "token_expired",
    "invalid_auth",
    "not_authed",
    "team_access_not_granted",
)
"""What Slack says where our token lets us in no more."""
_PASSING = ("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org")


def name_of(fault: BaseException) -> str:
    """Slack's own name of what is wrong, else the error's."""
    return (error_of(fault) if isinstance(fault, SlackApiError) else "") or type(fault).__name__


def _seconds(text: object) -> float:
    """How many seconds Slack asks to wait; one, where it does not say so in digits."""
    return float(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 6 else 1.0


def tell(fault: Exception) -> Exception:
    """What delivery understands of an error."""
    if not isinstance(fault, SlackApiError):
        return OSError(type(fault).__name__)
    status = getattr(fault.response, "status_code", 200)
    error = error_of(fault)
    if status == 429 or error == "ratelimited":
        headers = getattr(fault.response, "headers", None) or {}
        return Later(_seconds(headers.get("Retry-After")))
    if error in REFUSING:
        return NotLetIn(error)
    if status >= 500 or error in _PASSING or not error:
        return OSError(error or f"status {status}")
    return Unreachable(_AWAY[error]) if error in _AWAY else Undeliverable(error)
