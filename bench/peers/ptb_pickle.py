"""python-telegram-bot's ConversationHandler with its own PicklePersistence: all in one file, written each turn."""

from __future__ import annotations

import asyncio
import itertools
import os
from typing import Any

from job import QUESTIONS, asked, measure
from ptb_talk import build, update_of
from telegram.ext import PersistenceInput, PicklePersistence

KEPT = PersistenceInput(bot_data=False, chat_data=False, user_data=True, callback_data=False)


def keep(context: Any, _: int, question: int, words: str) -> None:
    """Keep an answer where the library keeps what is of a user."""
    context.user_data[question] = words


async def main() -> None:
    """Run it, and print what it took."""
    options = asked()
    file = options.folder / "peer.pickle"
    app = build(PicklePersistence(file, store_data=KEPT, update_interval=3600, single_file=True), keep)
    number = itertools.count(1)
    await app.initialize()

    async def turn(person: int, text: str) -> None:
        await app.process_update(update_of(app, next(number), person + 1, text))
        await app.update_persistence()
        with file.open("rb") as written:
            os.fsync(written.fileno())

    await measure(options.people, lambda person: turn(person, "/start"), lambda person, _, words: turn(person, words))
    if sum(map(len, app.user_data.values())) != options.people * len(QUESTIONS):
        raise SystemExit("Not every answer was kept; what is measured is not what it says.")


asyncio.run(main())
