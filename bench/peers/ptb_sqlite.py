"""python-telegram-bot's ConversationHandler, its state and the answers kept in SQLite, one commit a turn."""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
from typing import Any

from job import asked, check_answers, keep_answer, keep_state, measure, open_store
from ptb_talk import build, update_of
from telegram.ext import BasePersistence, PersistenceInput

NOTHING = PersistenceInput(bot_data=False, chat_data=False, user_data=False, callback_data=False)


class InSqlite(BasePersistence[Any, Any, Any]):
    """Conversations alone, each a row; whoever runs a turn commits."""

    def __init__(self, store: sqlite3.Connection) -> None:
        super().__init__(store_data=NOTHING, update_interval=3600)
        self._store = store

    async def get_conversations(self, name: str) -> Any:
        rows = self._store.execute("SELECT person, state FROM stands")
        return {tuple(json.loads(person)): json.loads(state) for person, state in rows}

    async def update_conversation(self, name: str, key: Any, new_state: object | None) -> None:
        keep_state(self._store, json.dumps(key), json.dumps(new_state))

    async def flush(self) -> None:
        return

    async def get_user_data(self) -> Any:
        return {}

    async def get_chat_data(self) -> Any:
        return {}

    async def get_bot_data(self) -> Any:
        return {}

    async def get_callback_data(self) -> Any:
        return None

    async def update_user_data(self, user_id: int, data: Any) -> None:
        return

    async def update_chat_data(self, chat_id: int, data: Any) -> None:
        return

    async def update_bot_data(self, data: Any) -> None:
        return

    async def update_callback_data(self, data: Any) -> None:
        return

    async def drop_chat_data(self, chat_id: int) -> None:
        return

    async def drop_user_data(self, user_id: int) -> None:
        return

    async def refresh_user_data(self, user_id: int, user_data: Any) -> None:
        return

    async def refresh_chat_data(self, chat_id: int, chat_data: Any) -> None:
        return

    async def refresh_bot_data(self, bot_data: Any) -> None:
        return


async def main() -> None:
    """Run it, and print what it took."""
    options = asked()
    store = open_store(options.folder)
    app = build(InSqlite(store), lambda _, person, question, words: keep_answer(store, person, question, words))
    number = itertools.count(1)
    await app.initialize()

    async def turn(person: int, text: str) -> None:
        store.execute("BEGIN IMMEDIATE")
        await app.process_update(update_of(app, next(number), person + 1, text))
        await app.update_persistence()
        store.execute("COMMIT")

    await measure(options.people, lambda person: turn(person, "/start"), lambda person, _, words: turn(person, words))
    check_answers(store, options.people)


asyncio.run(main())
