"""Asks Telegram whether the bot may post in a chat.

Law: asks and changes nothing; a reason is one sentence that says what to do.
"""

from __future__ import annotations

from telegram import Bot
from telegram.error import TelegramError

from reisleider.bot.adapters.telegram import Telegram
from reisleider.flows.messages import Address


async def reaches(settings: Telegram, address: Address) -> str | None:
    """Why nothing can be posted there, or None where it can."""
    assert settings.token is not None
    bot = Bot(settings.token.get_secret_value(), base_url=settings.base_url, base_file_url=settings.base_file_url)
    try:
        async with bot:
            await bot.get_chat(int(address.chat))
            member = await bot.get_chat_member(int(address.chat), bot.id)
    except (TelegramError, ValueError) as fault:
        return f"Telegram does not let the bot in at chat {address.chat} ({type(fault).__name__}); add it to the group."
    if member.status in (member.LEFT, member.BANNED):
        return f"the bot is not in chat {address.chat}; add it to the group."
    if member.status == member.RESTRICTED and not getattr(member, "can_send_messages", True):
        return f"the bot may not write in chat {address.chat}; let it."
    return None
