"""After the promised time people's words are gone, to the last byte, and the counts are what they were."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from running import Clock, config_for, running
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare
from telling import OPEN
from three_customers import STEPS, people_of

from reisleider.bot.jobs.retention import remove_words, words_go_at
from reisleider.bot.maps.publish import compile_study
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.storage import studies
from reisleider.storage.store import Connection, Store

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(first=900001) as one:  # updates the copied database has not seen
        yield one


def counts(file: Path) -> list[tuple[object, ...]]:
    """Every figure of the map, without the names beside them."""

    def read(c: Connection) -> list[tuple[object, ...]]:
        told = compile_study(c, "zonnevaart", NOW).journey_map
        rows = [(one.phase, one.position, one.named, one.faces, one.importance) for one in touchpoints_of(told)]
        return [
            *rows,
            (told.customers, told.outcomes, told.recency, told.end, tuple(one.hidden for one in told.columns)),
        ]

    with Store.open(f"sqlite:///{file}") as store:
        return store.do(read)


async def test_words_go_at_the_promised_time_and_counts_stay(server: TelegramServer, told: Path) -> None:
    clock = Clock()
    lead = server.person(LEAD, "Lia", "nl")
    async with running(told, config_for(server), clock=clock) as app:
        await lead.starts()
        await lead.hears()
        people = people_of(server)
        await lead.says("/map")
        await server.until(lambda: any(one.photo for one in lead.chat.bot_messages))
        await app.timers.settle_all()
        before = counts(told)
        clock.move(days=300)
        app.timers.wake.set()
        await server.until(lambda: "Zoals beloofd" in lead.sees.text)
        await people[0].says("/mydata")
        assert "niets over jou bewaard" in (await people[0].hears()).text

    assert counts(told) == before
    held = b"".join(one.read_bytes() for one in told.parent.glob("study.db*"))
    for words in (OPEN["nl"], *(words for steps in STEPS for words in steps)):
        if words not in shown(told):
            assert words.encode() not in held, words


def shown(file: Path) -> set[str]:
    """What touchpoints are called on the map that everybody may see."""
    with Store.open(f"sqlite:///{file}") as store:
        told = store.do(lambda c: compile_study(c, "zonnevaart", NOW)).journey_map
    return {name for one in touchpoints_of(told) for name in one.label.values()}


async def test_it_is_done_once_and_a_closed_study_goes_sooner(server: TelegramServer, file: Path) -> None:
    prepare(file)
    with Store.open(f"sqlite:///{file}") as store:
        study = store.do(lambda c: studies.load_study(c, "zonnevaart"))
        assert study is not None
        closed = replace(study, closed_at=NOW, retention_days=30)
        store.do(lambda c: studies.save_study(c, closed))

        assert words_go_at(study).date() == study.keep_until + timedelta(days=1)
        assert words_go_at(closed) == NOW + timedelta(days=30)
        assert remove_words(store, "zonnevaart", NOW) == 0
        gone = store.do(lambda c: studies.load_study(c, "zonnevaart"))
        assert gone is not None
        assert gone.words_gone_at == NOW
