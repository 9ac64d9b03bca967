"""Asks Telegram whether it knows our token, and what the bot is called.

Law: a token is never printed; a fault is one sentence that says what to do.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from reisleider.bot.adapters.telegram import Telegram
from reisleider.flows.faults import SettingFault

TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
"""What a token of BotFather's looks like."""
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""What Telegram takes as the secret of a webhook (its ``setWebhook``, 2026-11)."""


def amiss_of(settings: Telegram) -> tuple[str, ...]:
    """What keeps a bot from ever being connected, one sentence each."""
    return tuple(one for one in (_of_token(settings), _of_webhook(settings), _of_secret(settings)) if one is not None)


def _of_token(settings: Telegram) -> str | None:
    if settings.token is None:
        return f"{settings.line}: put the bot's token in {settings.variable('token')}; see docs/telegram.md."
    if TOKEN.fullmatch(settings.token.get_secret_value()) is None:
        return f"{settings.line}: this is no token; copy it anew from BotFather into {settings.variable('token')}."
    return None


def _of_webhook(settings: Telegram) -> str | None:
    if not settings.webhook_url or urlsplit(settings.webhook_url).path.endswith(settings.path):
        return None
    return f"{settings.named('webhook_url')}: this must be a public https address ending in {settings.path}."


def _of_secret(settings: Telegram) -> str | None:
    name, variable = settings.named("webhook_secret"), settings.variable("webhook_secret")
    if not settings.webhook_url:
        return None
    if settings.webhook_secret is None:
        return f"{name}: with a webhook, give {variable}."
    if SECRET.fullmatch(settings.webhook_secret.get_secret_value()) is None:
        return f"{name}: give {variable} at most 256 letters, digits, - and _; Telegram takes nothing else."
    return None


async def check(settings: Telegram) -> tuple[tuple[str, ...], bool]:
    """What was found, line by line, and whether everything is well."""
    amiss = amiss_of(settings)
    if _of_token(settings) is not None:
        return amiss, False
    try:
        ready = f"{settings.line}: ready as @{await ask_name(settings)}."
    except SettingFault as fault:
        return (str(fault), *amiss), False
    return (ready, *amiss), not amiss


async def ask_name(settings: Telegram) -> str:
    """The bot's name in Telegram. Raises SettingFault where it cannot be told."""
    unlike = _of_token(settings)
    if unlike is not None:
        raise SettingFault(unlike)
    assert settings.token is not None
    bot = Bot(settings.token.get_secret_value(), base_url=settings.base_url, base_file_url=settings.base_file_url)
    try:
        async with bot:
            return str(bot.username)
    except InvalidToken as fault:
        raise SettingFault(
            f"{settings.line}: this token is not known; copy it anew from BotFather into {settings.variable('token')}."
        ) from fault
    except TelegramError as fault:
        raise SettingFault(
            f"{settings.line}: cannot be reached at telegram.base_url ({type(fault).__name__}); check the network."
        ) from fault
