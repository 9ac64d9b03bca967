"""What the Slack app must be allowed to do, and whether it is.

Law: the manifest asks for the same and for nothing more; a token is never printed.
"""

from __future__ import annotations

import re

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.slack import Slack

SCOPES = (
    "commands",
    "chat:write",
    "chat:write.public",
    "im:write",
    "im:history",
    "app_mentions:read",
    "channels:read",
    "groups:read",
    "users:read",
    "files:write",
    "files:read",
)
"""What the Slack app must be allowed to do; the manifest asks for the same."""
BELOW_MAPS = ("channels:history", "groups:history")
"""What it takes to hear what colleagues write below a map without mentioning the bot; the manifest asks for it too, and
an app without it works."""


BOT_TOKEN = re.compile(r"(xoxe\.)?xoxb-[A-Za-z0-9-]{1,500}")
APP_TOKEN = re.compile(r"xapp-[A-Za-z0-9-]{1,500}")


def amiss_of(settings: Slack) -> tuple[str, ...]:
    """What keeps the app of one workspace from ever being connected, one sentence each."""
    assert settings.bot_token is not None
    told = list(_of_app_token(settings))
    if BOT_TOKEN.fullmatch(settings.bot_token.get_secret_value()) is None:
        told.insert(
            0,
            "slack: what REISLEIDER_SLACK__BOT_TOKEN holds is no bot token, which begins with xoxb-; copy it anew from "
            "OAuth & Permissions.",
        )
    if settings.app_token is None and settings.signing_secret is None:
        told.append(
            "slack: with a bot token, give REISLEIDER_SLACK__APP_TOKEN (Socket Mode) or "
            "REISLEIDER_SLACK__SIGNING_SECRET (signed requests); see docs/slack.md."
        )
    return tuple(told)


def _of_app_token(settings: Slack) -> tuple[str, ...]:
    if settings.app_token is None or APP_TOKEN.fullmatch(settings.app_token.get_secret_value()) is not None:
        return ()
    return (
        "slack: what REISLEIDER_SLACK__APP_TOKEN holds is no app token, which begins with xapp-; copy it anew from "
        "Basic Information.",
    )


def missing_of(settings: Slack) -> tuple[str, ...]:
    """What an app lacks that workspaces are to install themselves, one sentence each."""
    told = list(_of_app_token(settings))
    if settings.bot_token is not None:
        told.append("slack: with slack.client_id, leave REISLEIDER_SLACK__BOT_TOKEN out: each workspace has its own.")
    if settings.client_secret is None:
        told.append("slack: with slack.client_id, give REISLEIDER_SLACK__CLIENT_SECRET; see docs/slack.md.")
    if settings.signing_secret is None and settings.app_token is None:
        told.append(
            "slack: with slack.client_id, give REISLEIDER_SLACK__SIGNING_SECRET (signed requests) or "
            "REISLEIDER_SLACK__APP_TOKEN (Socket Mode); see docs/slack.md."
        )
    return tuple(told)


async def check(settings: Slack) -> tuple[tuple[str, ...], bool]:
    """What was found, line by line, and whether everything is well."""
    if settings.client_id:
        lacking = missing_of(settings)
        return lacking or ("slack: ready for workspaces to install it, at /slack/install.",), not lacking
    amiss = amiss_of(settings)
    if amiss:
        return amiss, False
    assert settings.bot_token is not None
    client = AsyncWebClient(token=settings.bot_token.get_secret_value(), base_url=settings.base_url, retry_handlers=[])
    try:
        told = await client.auth_test()
    except SlackApiError as fault:
        why = fault.response.get("error", "no answer")
        return (f"slack: the bot token is refused ({why}); copy it anew into REISLEIDER_SLACK__BOT_TOKEN.",), False
    except (SlackClientError, ClientError, TimeoutError, OSError) as fault:
        return (f"slack: cannot be reached at slack.base_url ({type(fault).__name__}); check the network.",), False
    lines = [f"slack: ready in {told.get('team', told['team_id'])} as {told.get('user', told['user_id'])}."]
    allowed = {one.strip() for one in str(told.headers.get("x-oauth-scopes", "")).split(",")}
    missing = [scope for scope in SCOPES if scope not in allowed]
    good = not missing
    if missing:
        lines.append(
            f"slack: these scopes are missing: {', '.join(missing)}; add them under OAuth & Permissions and reinstall."
        )
    deaf = [scope for scope in BELOW_MAPS if scope not in allowed]
    if deaf:
        lines.append(
            f"slack: without {' and '.join(deaf)} a comment below a map is kept only where it mentions the bot; to "
            "hear all, make the app anew from the manifest, or add the scopes and the events message.channels and "
            "message.groups."
        )
    if settings.app_token is not None:
        try:
            await client.apps_connections_open(app_token=settings.app_token.get_secret_value())
        except SlackApiError as fault:
            why = fault.response.get("error", "no answer")
            lines.append(
                f"slack: the app token is refused ({why}); make one with the scope connections:write, "
                "and turn on Socket Mode."
            )
            good = False
    return tuple(lines), good
