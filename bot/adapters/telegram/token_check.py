"""Asks Telegram whether it knows our token, and what the bot is called.

Law: a token is never printed; a fault is one sentence that says what to do.
"""

from __future__ import annotations

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from reisleider.bot.adapters.telegram import Telegram
from reisleider.flows.faults import SettingFault

UNGUARDED = "telegram.webhook_secret: with a webhook, give REISLEIDER_TELEGRAM__WEBHOOK_SECRET."


async def check(settings: Telegram) -> tuple[tuple[str, ...], bool]:
    """What was found, line by line, and whether everything is well."""
    try:
        ready = f"telegram: ready as @{await ask_name(settings)}."
    except SettingFault as fault:
        return (str(fault),), False
    if settings.webhook_url and settings.webhook_secret is None:
        return (ready, UNGUARDED), False
    return (ready,), True


async def ask_name(settings: Telegram) -> str:
    """The bot's name in Telegram. Raises SettingFault where it cannot be told."""
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
