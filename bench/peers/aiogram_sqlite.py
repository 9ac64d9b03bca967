"""aiogram's state machine with a storage in SQLite, one commit a turn."""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.base import BaseSession
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.methods import SendMessage
from aiogram.methods.base import TelegramMethod
from aiogram.types import Chat, Message, Update
from job import QUESTIONS, THANKS, asked, check_answers, keep_answer, measure, open_store

DATE = datetime(2026, 11, 23, 12, tzinfo=UTC)


class NoNetwork(BaseSession):
    """Everything that is sent arrives at once."""

    async def close(self) -> None:
        return

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 - the library's own signature
        assert isinstance(method, SendMessage)
        chat = Chat(id=int(method.chat_id), type="private")
        return Message(message_id=1, date=DATE, chat=chat, text=method.text).as_(bot)

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""


class InSqlite(BaseStorage):
    """Where everybody stands, each a row; whoever runs a turn commits."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store

    def _read(self, key: StorageKey) -> dict[str, Any]:
        row = self._store.execute("SELECT state FROM stands WHERE person = ?", (str(key.user_id),)).fetchone()
        return {} if row is None else json.loads(row[0])

    def _write(self, key: StorageKey, kept: Mapping[str, Any]) -> None:
        self._store.execute("INSERT OR REPLACE INTO stands VALUES (?, ?)", (str(key.user_id), json.dumps(kept)))

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self._write(key, {**self._read(key), "state": state.state if isinstance(state, State) else state})

    async def get_state(self, key: StorageKey) -> str | None:
        return self._read(key).get("state")

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self._write(key, {**self._read(key), "data": dict(data)})

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict(self._read(key).get("data") or {})

    async def close(self) -> None:
        return


class Interview(StatesGroup):
    """One state a question."""

    q0, q1, q2, q3, q4, q5, q6, q7, q8 = (State() for _ in QUESTIONS)


STATES = (Interview.q0, Interview.q1, Interview.q2, Interview.q3, Interview.q4)
STATES += (Interview.q5, Interview.q6, Interview.q7, Interview.q8)


def talk(store: sqlite3.Connection) -> Router:
    """The handlers: one that begins, one for each question."""
    router = Router()

    @router.message(CommandStart())
    async def start(message: Message, state: FSMContext) -> None:
        await state.set_state(STATES[0])
        await message.answer(QUESTIONS[0])

    def taking(question: int) -> None:
        @router.message(STATES[question], F.text)
        async def take(message: Message, state: FSMContext) -> None:
            assert message.from_user is not None
            keep_answer(store, message.from_user.id, question, message.text or "")
            last = question + 1 == len(QUESTIONS)
            await state.set_state(None if last else STATES[question + 1])
            await message.answer(THANKS if last else QUESTIONS[question + 1])

    for question in range(len(QUESTIONS)):
        taking(question)
    return router


async def main() -> None:
    """Run it, and print what it took."""
    options = asked()
    store = open_store(options.folder)
    bot = Bot("1:x", session=NoNetwork())
    dispatcher = Dispatcher(storage=InSqlite(store))
    dispatcher.include_router(talk(store))
    number = itertools.count(1)

    async def turn(person: int, text: str) -> None:
        at = next(number)
        sender = {"id": person, "is_bot": False, "first_name": "P"}
        chat = {"id": person, "type": "private"}
        message = {"message_id": at, "date": int(DATE.timestamp()), "chat": chat, "from": sender, "text": text}
        store.execute("BEGIN IMMEDIATE")
        await dispatcher.feed_update(
            bot, Update.model_validate({"update_id": at, "message": message}, context={"bot": bot})
        )
        store.execute("COMMIT")

    await measure(
        options.people, lambda person: turn(person + 1, "/start"), lambda person, _, words: turn(person + 1, words)
    )
    check_answers(store, options.people)


asyncio.run(main())
