"""Asks the platforms whether everything is set up, and says how to mend what is not.

Law: one line per finding; a token is never printed.
"""

from __future__ import annotations

from reisleider.bot.config import Config
from reisleider.flows.faults import SettingFault

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


async def check_platforms(config: Config) -> tuple[tuple[str, ...], bool]:
    """Findings line by line, and whether everything is well."""
    lines: list[str] = []
    good = True
    if config.telegram.token is None and config.slack.bot_token is None:
        return (
            "No chat platform is set up: put REISLEIDER_TELEGRAM__TOKEN or REISLEIDER_SLACK__BOT_TOKEN in the "
            "environment; see docs/telegram.md and docs/slack.md.",
        ), False
    if config.telegram.token is not None:
        try:
            lines.append(f"telegram: ready as @{await telegram_name(config)}.")
        except SettingFault as fault:
            lines.append(str(fault))
            good = False
    if config.slack.bot_token is not None:
        found, well = await _check_slack(config)
        lines += found
        good = good and well
    return tuple(lines), good


async def telegram_name(config: Config) -> str:
    """The bot's name in Telegram. Raises SettingFault where it cannot be told."""
    from telegram import Bot  # noqa: PLC0415 - only where Telegram is asked
    from telegram.error import InvalidToken, TelegramError  # noqa: PLC0415 - the same

    settings = config.telegram
    if settings.token is None:
        raise SettingFault("telegram: put the bot's token in REISLEIDER_TELEGRAM__TOKEN; see docs/telegram.md.")
    bot = Bot(settings.token.get_secret_value(), base_url=settings.base_url, base_file_url=settings.base_file_url)
    try:
        async with bot:
            return str(bot.username)
    except InvalidToken as fault:
        raise SettingFault(
            "telegram: this token is not known; copy it anew from BotFather into REISLEIDER_TELEGRAM__TOKEN."
        ) from fault
    except TelegramError as fault:
        raise SettingFault(
            f"telegram: cannot be reached at telegram.base_url ({type(fault).__name__}); check the network."
        ) from fault


async def _check_slack(config: Config) -> tuple[list[str], bool]:
    from aiohttp import ClientError  # noqa: PLC0415 - only where Slack is asked
    from slack_sdk.errors import SlackApiError, SlackClientError  # noqa: PLC0415 - the same
    from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415 - the same

    settings = config.slack
    assert settings.bot_token is not None
    client = AsyncWebClient(token=settings.bot_token.get_secret_value(), base_url=settings.base_url, retry_handlers=[])
    try:
        told = await client.auth_test()
    except SlackApiError as fault:
        why = fault.response.get("error", "no answer")
        return [f"slack: the bot token is refused ({why}); copy it anew into REISLEIDER_SLACK__BOT_TOKEN."], False
    except (SlackClientError, ClientError, TimeoutError, OSError) as fault:
        return [f"slack: cannot be reached at slack.base_url ({type(fault).__name__}); check the network."], False
    lines = [f"slack: ready in {told.get('team', told['team_id'])} as {told.get('user', told['user_id'])}."]
    allowed = {one.strip() for one in str(told.headers.get("x-oauth-scopes", "")).split(",")}
    missing = [scope for scope in SCOPES if scope not in allowed]
    good = not missing
    if missing:
        lines.append(
            f"slack: these scopes are missing: {', '.join(missing)}; add them under OAuth & Permissions and reinstall."
        )
    if settings.app_token is None and settings.signing_secret is None:
        lines.append("slack: give REISLEIDER_SLACK__APP_TOKEN (Socket Mode) or REISLEIDER_SLACK__SIGNING_SECRET.")
        good = False
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
    return lines, good
