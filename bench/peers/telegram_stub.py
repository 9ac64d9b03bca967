"""What python-telegram-bot speaks to instead of a network: everything it sends arrives at once."""

from __future__ import annotations

import json
from typing import Any

from telegram.request import BaseRequest, RequestData

ME = {"id": 1, "is_bot": True, "first_name": "Peer", "username": "peer_bot"}


class NoNetwork(BaseRequest):
    """Answers as the platform does, without a network."""

    read_timeout = 5.0

    async def initialize(self) -> None:
        return

    async def shutdown(self) -> None:
        return

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        if url.endswith("getMe"):
            return 200, json.dumps({"ok": True, "result": ME}).encode()
        told = request_data.parameters if request_data is not None else {}
        chat = {"id": told.get("chat_id", 1), "type": "private"}
        sent = {"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": ME, "text": told.get("text", "")}
        return 200, json.dumps({"ok": True, "result": sent}).encode()
