"""Asks Telegram whether it knows our token, and what the bot is called.

Law: a token is never printed; a fault is one sentence that says what to do.
"""

from __future__ import annotations

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from reisleider.bot.adapters.telegram import Telegram
from reisleider.flows.faults import SettingFault


def unguarded(settings: Telegram) -> str:
    """What is said of a webhook without a secret."""
    return f"{settings.named('webhook_secret')}: with a webhook, give {settings.variable('webhook_secret')}."


def tokenless(settings: Telegram) -> str:
    """What is said of a bot without a token."""
    return f"{settings.line}: put the bot's token in {settings.variable('token')}; see docs/telegram.md."


async def check(settings: Telegram) -> tuple[tuple[str, ...], bool]:
    """What was found, line by line, and whether everything is well."""
    try:
        ready = f"{settings.line}: ready as @{await ask_name(settings)}."
    except SettingFault as fault:
        return (str(fault),), False
    if settings.webhook_url and settings.webhook_secret is None:
        return (ready, unguarded(settings)), False
    return (ready,), True


async def ask_name(settings: Telegram) -> str:
    """The bot's name in Telegram. Raises SettingFault where it cannot be told."""
    if settings.token is None:
        raise SettingFault(tokenless(settings))
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
