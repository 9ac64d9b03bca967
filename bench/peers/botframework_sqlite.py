"""Bot Framework's waterfall dialog, its conversation state in SQLite, one commit a turn."""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
from typing import Any

from botbuilder.core import (
    BotAdapter,
    ConversationState,
    MessageFactory,
    Storage,
    StoreItem,
    TurnContext,
)
from botbuilder.dialogs import (
    DialogSet,
    DialogTurnResult,
    DialogTurnStatus,
    WaterfallDialog,
    WaterfallStepContext,
)
from botbuilder.dialogs.prompts import PromptOptions, TextPrompt
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
    ResourceResponse,
)
from job import QUESTIONS, THANKS, asked, check_answers, keep_answer, keep_state, measure, open_store
from jsonpickle import Pickler, Unpickler


class InSqlite(Storage):
    """Conversation states, each a row, as the library's own storages write them; whoever runs a turn commits."""

    def __init__(self, store: sqlite3.Connection) -> None:
        super().__init__()
        self._store = store

    async def read(self, keys: list[str]) -> dict[str, Any]:
        found = {}
        for key in keys:
            row = self._store.execute("SELECT state FROM stands WHERE person = ?", (key,)).fetchone()
            if row is not None:
                found[key] = Unpickler().restore(json.loads(row[0]))
        return found

    async def write(self, changes: dict[str, StoreItem]) -> None:
        for key, item in changes.items():
            keep_state(self._store, key, json.dumps(Pickler().flatten(item)))

    async def delete(self, keys: list[str]) -> None:
        self._store.executemany("DELETE FROM stands WHERE person = ?", [(key,) for key in keys])


class NoNetwork(BotAdapter):
    """Everything that is sent arrives at once."""

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        return [ResourceResponse(id="1") for _ in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> None:
        return

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        return


def steps(store: sqlite3.Connection) -> list[Any]:
    """The waterfall: each step keeps the answer before it and asks the next question."""

    def step(question: int) -> Any:
        async def ask(step: WaterfallStepContext) -> DialogTurnResult:
            if question > 0:
                person = int(step.context.activity.from_property.id)
                keep_answer(store, person, question - 1, str(step.result))
            if question == len(QUESTIONS):
                await step.context.send_activity(THANKS)
                return await step.end_dialog()
            return await step.prompt("text", PromptOptions(prompt=MessageFactory.text(QUESTIONS[question])))

        return ask

    return [step(question) for question in range(len(QUESTIONS) + 1)]


async def main() -> None:
    """Run it, and print what it took."""
    options = asked()
    store = open_store(options.folder)
    state = ConversationState(InSqlite(store))
    dialogs = DialogSet(state.create_property("dialogs"))
    dialogs.add(TextPrompt("text"))
    dialogs.add(WaterfallDialog("interview", steps(store)))
    adapter, number = NoNetwork(), itertools.count(1)

    async def logic(context: TurnContext) -> None:
        inside = await dialogs.create_context(context)
        result = await inside.continue_dialog()
        if result.status == DialogTurnStatus.Empty:
            await inside.begin_dialog("interview")
        await state.save_changes(context)

    async def turn(person: int, text: str) -> None:
        activity = Activity(
            type=ActivityTypes.message,
            id=str(next(number)),
            text=text,
            channel_id="test",
            service_url="",
            from_property=ChannelAccount(id=str(person)),
            recipient=ChannelAccount(id="bot"),
            conversation=ConversationAccount(id=str(person)),
        )
        store.execute("BEGIN IMMEDIATE")
        await adapter.run_pipeline(TurnContext(adapter, activity), logic)
        store.execute("COMMIT")

    await measure(options.people, lambda person: turn(person, "hi"), lambda person, _, words: turn(person, words))
    check_answers(store, options.people)


asyncio.run(main())
