"""The updates of a poll as Telegram brought them, one by one: one that the library cannot build spoils no other.

Law: every other answer of Telegram's stays the library's to read.
"""

from __future__ import annotations

import json
from typing import Any

from telegram.request import HTTPXRequest


class RawUpdates(HTTPXRequest):
    """Makes polls. ``take`` gives what the last one brought; the library itself sees that there was nothing new."""

    def __init__(self, **how: Any) -> None:  # the library's own arguments
        super().__init__(**how)
        self._brought: list[Any] = []  # JSON of Telegram's own

    async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:  # as in HTTPXRequest
        """Ask, and keep what was brought."""
        status, body = await super().do_request(*args, **more)
        try:
            told = json.loads(body)
        except ValueError:
            return status, body
        brought = told.get("result") if isinstance(told, dict) and told.get("ok") is True else None
        if not isinstance(brought, list):
            return status, body
        self._brought += brought
        return status, b'{"ok":true,"result":[]}'

    def take(self) -> list[Any]:  # JSON of Telegram's own
        """What was brought since this was asked last."""
        brought, self._brought = self._brought, []
        return brought
