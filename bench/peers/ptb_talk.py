"""The nine questions as a ConversationHandler of python-telegram-bot: one state a question, answered by any text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from job import QUESTIONS, THANKS
from telegram import Update
from telegram.ext import Application, BasePersistence, CommandHandler, ConversationHandler, MessageHandler, filters
from telegram_stub import NoNetwork

DATE = 1_790_000_000
Keep = Callable[[Any, int, int, str], None]  # context, person, question, words


def build(persistence: BasePersistence[Any, Any, Any], keep: Keep) -> Application[Any, Any, Any, Any, Any, Any]:
    """The application. ``keep`` keeps an answer, before the next question is sent."""

    async def start(update: Update, _: Any) -> int:
        assert update.message is not None
        await update.message.reply_text(QUESTIONS[0])
        return 0

    def taking(question: int) -> Callable[[Update, Any], Any]:
        async def take(update: Update, context: Any) -> int:
            assert update.message is not None
            assert update.effective_user is not None
            keep(context, update.effective_user.id, question, update.message.text or "")
            if question + 1 == len(QUESTIONS):
                await update.message.reply_text(THANKS)
                return ConversationHandler.END
            await update.message.reply_text(QUESTIONS[question + 1])
            return question + 1

        return take

    states = {at: [MessageHandler(filters.TEXT & ~filters.COMMAND, taking(at))] for at in range(len(QUESTIONS))}
    talk = ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states=states,  # type: ignore[arg-type]  # states are any hashable
        fallbacks=[],
        name="interview",
        persistent=True,
    )
    stub = NoNetwork()
    app = (
        Application.builder().token("1:x").request(stub).get_updates_request(NoNetwork()).persistence(persistence)
    ).build()
    app.add_handler(talk)
    return app


def update_of(app: Application[Any, Any, Any, Any, Any, Any], number: int, person: int, text: str) -> Update:
    """A private message of a person, as the platform brings it."""
    sender = {"id": person, "is_bot": False, "first_name": "P"}
    message: dict[str, Any] = {
        "message_id": number,
        "date": DATE,
        "chat": {"id": person, "type": "private"},
        "from": sender,
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    made = Update.de_json({"update_id": number, "message": message}, app.bot)
    assert made is not None
    return made
