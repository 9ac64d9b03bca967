"""Fetches a picture or a voice message that somebody sent in Slack.

Law: our token goes to Slack alone, and follows no other address; there is little time, since an event is acknowledged
only after it was stored, and what cannot be had in it is not kept.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, StreamReader
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.slack import PLATFORM

log = structlog.get_logger()
SECONDS = 2.0  # of the three in which an event has to be acknowledged
HOST = "files.slack.com"


class Files:
    """Files of one workspace. ``patience``: how many times as long as usual Slack may take."""

    def __init__(self, client: AsyncWebClient, patience: float) -> None:
        self._client = client
        self._timeout = ClientTimeout(total=SECONDS * patience)

    async def fetch(self, url: str, largest: int) -> bytes:
        """What is at this address; nothing where it is too large, not Slack's, or cannot be had now."""
        if not self._is_slacks(url):
            return b""
        headers = {"Authorization": f"Bearer {self._client.token}"}
        try:
            async with (
                ClientSession(timeout=self._timeout) as session,
                session.get(url, headers=headers, allow_redirects=False) as answer,
            ):
                if answer.status != 200 or (answer.content_length or 0) > largest:
                    return b""
                data = await _read(answer.content, largest)
                return data if len(data) <= largest else b""
        except (ClientError, TimeoutError, OSError) as fault:
            log.warning("file not fetched", platform=PLATFORM.name, error=type(fault).__name__)
            return b""

    def _is_slacks(self, url: str) -> bool:
        """Whether an address is Slack's own: where its files are, or where its API is said to live."""
        asked, ours = urlsplit(url), urlsplit(self._client.base_url)
        return (asked.scheme, asked.hostname) == ("https", HOST) or asked[:2] == ours[:2]


async def _read(content: StreamReader, largest: int) -> bytes:
    """What comes, but no more than one byte over what is kept."""
    data = b""
    async for piece in content.iter_chunked(2**16):
        data += piece
        if len(data) > largest:
            break
    return data
