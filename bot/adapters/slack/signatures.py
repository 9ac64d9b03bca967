"""Whether a request is Slack's: its stamp, judged before anything else of it is read, then its signature.

Law: a request that is not Slack's, or an old one played again, tells nobody anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.signature import SignatureVerifier

STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
OLDEST = 300.0  # seconds; as Slack advises


def is_fresh(headers: Mapping[str, str], now: float) -> bool:
    """Whether a request carries a signature, and a stamp of these minutes (``now``: seconds since 1970)."""
    stamp = headers.get(STAMP, "")
    return SIGNATURE in headers and stamp.isascii() and stamp.isdecimal() and abs(now - int(stamp[:15])) <= OLDEST


def is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Whether this body was signed with our secret."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return False
    try:
        return SignatureVerifier(secret).is_valid(text, headers.get(STAMP), headers.get(SIGNATURE))
    except TypeError:  # a signature with signs that no signature has
        return False
