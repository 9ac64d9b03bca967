"""The one way in of an app that several workspaces installed: whatever comes is handed to the workspace that it is of.

Law: what is of no workspace that lets us in is taken by nobody; a workspace that goes is let go of before that is
acknowledged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.platform import Surroundings
from reisleider.bot.adapters.slack import PLATFORM
from reisleider.bot.adapters.slack.envelopes import Envelopes
from reisleider.bot.adapters.slack.read_body import event_of
from reisleider.bot.adapters.slack.slack import SlackAdapter

log = structlog.get_logger()


class Front(Envelopes):
    """What all workspaces send. ``find`` tells who serves a workspace, ``gone`` is told that one took the app away, and
    when (seconds since 1970)."""

    def __init__(
        self,
        client: AsyncWebClient,
        around: Surroundings,
        app_token: str | None,
        signing_secret: str | None,
        find: Callable[[str], Awaitable[SlackAdapter | None]],
        gone: Callable[[str, int], Awaitable[None]],
    ) -> None:
        super().__init__(client, around, app_token, signing_secret)
        self._find = find
        self._gone = gone

    async def answer(self, body: Mapping[str, Any]) -> BoltResponse:
        """Hand it to its workspace."""
        tenant = tenant_of(body)
        if _takes_away(event_of(body)):
            await self._gone(tenant, _when(body))
            return BoltResponse(status=200, body="")
        there = await self._find(tenant)
        if there is None or self._receive is None:
            log.warning("of no workspace that installed the app", platform=PLATFORM.name)
            return BoltResponse(status=200, body="")
        mine = there.envelopes
        mine.serve(self._receive)
        return await mine.guard(body, lambda: mine.answer(body))

    async def lay_aside(self, body: Mapping[str, Any], why: str) -> BoltResponse:
        """Keep what cannot be read with the workspace it is of."""
        there = await self._find(tenant_of(body))
        if there is None or self._receive is None:
            return BoltResponse(status=200, body="")
        there.envelopes.serve(self._receive)
        return await there.envelopes.lay_aside(body, why)


def tenant_of(body: Mapping[str, Any]) -> str:
    """The workspace that a body was sent for; "" where it tells none. In channels that workspaces share it is the one
    that let us in, whoever acted there."""
    asked = body.get("authorizations")
    team = body.get("team")
    told = (
        *(one.get("team_id") for one in (asked if isinstance(asked, list) else ()) if isinstance(one, dict)),
        body.get("context_team_id"),
        body.get("team_id"),
        team.get("id") if isinstance(team, dict) else None,
    )
    return next((one for one in told if isinstance(one, str) and one), "")


def _takes_away(event: Mapping[str, Any]) -> bool:
    if event.get("type") == "tokens_revoked":
        tokens = event.get("tokens")
        return isinstance(tokens, dict) and bool(tokens.get("bot"))
    return event.get("type") == "app_uninstalled"


def _when(body: Mapping[str, Any]) -> int:
    at = body.get("event_time")
    return at if isinstance(at, int) else 2**40
