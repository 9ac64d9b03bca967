"""What a reply costs the database all the way: from the update that Telegram brings to the next question, delivered."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Self

from running import config_for, running, settled
from sqlalchemy import Pool, event, func, select
from telegram_server import TelegramServer
from telegram_talks import prepare, talk

from reisleider.storage import tables as t

MOST = 12  # statements of one reply
NONE = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


class Counting:
    """What the database is asked, over whichever connection is opened while this is entered."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        event.listen(Pool, "connect", self._opened)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(Pool, "connect", self._opened)

    def _opened(self, connection: sqlite3.Connection, _: object) -> None:
        last = [""]

        def told(statement: str) -> None:
            again = statement == last[0] and not statement.startswith("SELECT")  # SQLite tells it for each trigger too
            last[0] = statement
            if not again and not statement.startswith(NONE):
                self.asked.append(" ".join(statement.split()[:4]))

        connection.set_trace_callback(told)


async def test_a_reply_takes_a_dozen_statements(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    with Counting() as counting:
        async with running(file, config_for(telegram)) as app:
            await anna.starts(token)
            await anna.hears()
            await settled(app)
            came = select(func.count()).select_from(t.inbox)
            before = await app.store.read(lambda c: c.execute(came).scalar_one())
            counting.asked.clear()
            await talk(telegram, anna, after=25)
            asked = Counter(counting.asked)
            replies = await app.store.read(lambda c: c.execute(came).scalar_one()) - before

    assert replies >= 24
    assert 8 * replies <= asked.total() <= MOST * replies, asked.most_common()
