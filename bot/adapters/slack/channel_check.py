"""Asks Slack whether the bot may post in a channel.

Law: asks and changes nothing; a reason is one sentence that says what to do.
"""

from __future__ import annotations

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.slack import Slack
from reisleider.flows.messages import Address


async def reaches(settings: Slack, address: Address) -> str | None:
    """Why nothing can be posted there, or None where it can."""
    if address.chat.startswith("@"):
        return None  # with a person alone: opened when it is written to
    if settings.bot_token is None:
        return None  # each workspace has a token of its own, which the running program knows
    client = AsyncWebClient(token=settings.bot_token.get_secret_value(), base_url=settings.base_url, retry_handlers=[])
    try:
        told = await client.conversations_info(channel=address.chat)
    except SlackApiError as fault:
        why = fault.response.get("error", "no answer")
        return f"Slack does not let the bot in at {address.chat} ({why}); invite it there with /invite."
    except (SlackClientError, ClientError, TimeoutError, OSError) as fault:
        return f"Slack cannot be reached ({type(fault).__name__}); check the network."
    channel = told.get("channel") or {}
    if channel.get("is_archived"):
        return f"the channel {address.chat} is archived; choose another with home."
    if channel.get("is_private") and not channel.get("is_member"):
        return f"the bot is not in {address.chat}; invite it there with /invite."
    return None
