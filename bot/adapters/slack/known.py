"""What Slack tells of people: asked once, kept while the program runs.

Law: nobody waits long for it; where Slack does not tell in time, nothing is known.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.cut import whole_signs

NAME = 80  # characters of a name that are kept
TOLD = 1.5  # seconds in which Slack may tell who somebody is: an envelope waits for it


@dataclass(frozen=True)
class Known:
    """What Slack tells of a person: IANA time zone and two-letter language; ``member``: a full one of this workspace,
    which is not taken for granted; ``program``: it is no person; ``name``: what they are called there."""

    timezone: str | None = None
    language: str | None = None
    member: bool = False
    program: bool = False
    name: str = ""


class Acquaintances:
    """The people of a workspace, as far as they were asked about. ``patience``: see ``Surroundings``."""

    def __init__(self, client: AsyncWebClient, patience: float) -> None:
        self._client = client
        self._patience = patience
        self._known: dict[str, Known] = {}
        self.tenant = ""

    def __contains__(self, account: str) -> bool:
        return account in self._known

    def so_far(self, account: str) -> Known:
        """What is known of somebody without asking."""
        return self._known.get(account, Known())

    async def tell_of(self, account: str) -> Known:
        """A person's time zone and language; nothing where Slack does not tell in time."""
        if account not in self._known:
            try:
                async with asyncio.timeout(TOLD * self._patience):
                    told = await self._client.users_info(user=account, include_locale=True)
            except (SlackClientError, ClientError, OSError, TimeoutError):
                return Known()
            told_of = told.get("user")
            user = told_of if isinstance(told_of, dict) else {}
            locale, zone = str(user.get("locale") or ""), user.get("tz")
            self._known[account] = Known(
                zone if isinstance(zone, str) else None,
                locale.split("-", maxsplit=1)[0] or None,
                member=bool(user) and self._is_member(user),
                program=bool(user.get("is_bot")) or bool(user.get("is_workflow_bot")),
                name=_name_of(user),
            )
        return self._known[account]

    def _is_member(self, user: Mapping[str, Any]) -> bool:  # JSON of Slack's own
        if any(user.get(one) for one in ("is_restricted", "is_ultra_restricted", "is_stranger")):
            return False
        teams = [user.get("team_id"), *((user.get("enterprise_user") or {}).get("teams") or ())]
        return self.tenant in teams or not any(teams)


def _name_of(user: Mapping[str, Any]) -> str:  # the same
    profile = user.get("profile")
    told = profile if isinstance(profile, Mapping) else {}
    names = (told.get("display_name"), told.get("real_name"), user.get("real_name"), user.get("name"))
    return next((whole_signs(one)[:NAME] for one in names if isinstance(one, str) and one), "")
