"""Where a map stands in a chat: what the lead gets, how the living post keeps up, and what goes after somebody forgets.

Three customers told already; others tell the same, copied, for who told does not matter here but that they did.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import Clock, config_for, running
from slack_people import words_of
from slack_server import Channel, SlackServer
from slack_server import Sent as SlackMessage
from telegram_server import Sent, TelegramServer
from telegram_talks import LEAD
from three_customers import STEPS
from waiting import until_told

from reisleider.bot.interviews.errands import Publish
from reisleider.bot.maps.post import Living
from reisleider.bot.serving.app import App
from reisleider.flows.messages import Address
from reisleider.storage import interviews, people, posts, studies, versions
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import is_set, set_timer

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(first=900001) as one:  # updates the copied database has not seen
        yield one


def prepare(file: Path, change: Callable[[Connection], object]) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        store.do(change)


def in_slack(c: Connection) -> None:
    """Lia leads the study from a channel of Slack."""
    studies.set_leads(c, "zonnevaart", (("slack", "T0TEAM", "ULIA"),))
    studies.set_home(c, "zonnevaart", Address("slack", "T0TEAM", "C1"))


def living(c: Connection) -> None:
    study = studies.load_study(c, "zonnevaart")
    assert study is not None
    studies.save_study(c, replace(study, living=True, quotas={}))


def three_more(c: Connection, round: int = 1) -> None:
    """Three others tell what the first three told, and each of their interviews ends as one does."""
    first = [one for one in interviews.interviews(c, "zonnevaart") if not one.id.startswith("x")]
    for place, one in enumerate(first):
        who = people.load_participant(c, one.participant)
        assert who is not None
        people.add_participant(c, replace(who, id=f"x{round}{place}"))
        interviews.add_interview(c, replace(one, id=f"x{round}{place}", participant=f"x{round}{place}"))
        set_timer(c, Publish("zonnevaart"), datetime.now(UTC))


def all_forget(c: Connection) -> None:
    """Everybody asks to be forgotten."""
    for one in people.participants(c, "zonnevaart"):
        forget_participant(c, one, NOW)


async def soon(app: App, clock: Clock) -> None:
    """The pause after the last interview is over, and what its end brings was done: a look meanwhile is put off."""
    await looks(app, so=True)
    await until_told(lambda: app.store.read(lambda c: is_set(c, Publish, "zonnevaart")), False)
    clock.move(minutes=3)
    app.timers.wake.set()


async def looks(app: App, *, so: bool) -> None:
    """Until a look at the living post is set, or was taken."""

    def standing() -> Awaitable[bool]:
        app.timers.wake.set()
        return app.store.read(lambda c: is_set(c, Living, "zonnevaart"))

    await until_told(standing, so)


# --- what the lead gets ----------------------------------------------------------------------------------


async def test_in_telegram_the_post_has_its_picture_and_below_it_a_quote_that_opens(
    telegram: TelegramServer, told: Path
) -> None:
    lead = telegram.person(LEAD, "Lia", "nl")
    async with running(told, config_for(telegram)):
        await lead.starts()
        await lead.hears()
        await lead.says("/map")
        await telegram.until(lambda: sum(bool(one.photo) for one in lead.chat.bot_messages) == 2)
    shown = lead.chat.bot_messages
    post = next(one for one in shown if one.photo)
    details = next(one for one in shown if "Alle contactmomenten" in one.text)

    assert "3 klanten" in post.text
    assert post.entities[0]["type"] == "bold"
    assert [one["type"] for one in details.entities].count("expandable_blockquote") == 1
    assert any(words in details.text for words in SAID)
    assert "3/3" in details.text
    assert "/map met een van:" in details.text
    assert details.reply_to == post.message_id


async def test_a_lead_gets_any_format_by_its_name_and_hears_kindly_of_what_there_is_not(
    telegram: TelegramServer, told: Path
) -> None:
    lead = telegram.person(LEAD, "Lia", "nl")
    async with running(told, config_for(telegram)):
        await lead.starts()
        await lead.hears()
        await lead.says("/map json")
        assert "nog geen kaart" in (await lead.hears()).text
        await lead.says("/map banaan")
        unknown = (await lead.hears()).text
        await lead.says("/map")
        await telegram.until(lambda: sum(bool(one.photo) for one in lead.chat.bot_messages) == 2)
        await lead.says("/map json svg")
        await telegram.until(lambda: {"zonnevaart.json", "zonnevaart.svg"} <= names_of(lead.chat.bot_messages))

    assert "Ik ken banaan niet" in unknown
    assert "markdown" in unknown


def names_of(messages: list[Sent]) -> set[str]:
    return {one.document[0] for one in messages if one.document}


async def test_slack_shows_a_table_and_a_line_of_its_own_under_the_post(slack: SlackServer, told: Path) -> None:
    prepare(told, in_slack)
    channel = at_home(slack)
    async with running(told, config_for(slack=slack)):
        await slack.people["ULIA"].command("/journey", "map", "C1")
        await slack.until(lambda: sum(len(one.files) for one in channel.messages) >= 2)
    post, details = shown_in(channel)[:2]

    assert [one["type"] for one in post.blocks] == ["header", "rich_text", "image"]
    assert post.files[0][1][:4] == b"\x89PNG"
    assert not post.shared
    assert details.thread_ts == post.ts
    kinds = [one["type"] for one in details.blocks]
    assert kinds[:2] == ["rich_text", "data_table"]
    assert "data_visualization" in kinds
    assert "3/3" in str(details.blocks)


async def test_a_workspace_without_tables_gets_words_and_is_not_asked_again(slack: SlackServer, told: Path) -> None:
    prepare(told, in_slack)
    channel = at_home(slack)
    slack.unknown_blocks = {"data_table", "data_visualization"}
    async with running(told, config_for(slack=slack)):
        for count in (1, 2):
            await slack.people["ULIA"].command("/journey", "map", "C1")
            await slack.until(lambda count=count: len(told_of(channel)) == count)
    details = told_of(channel)
    refused = [one for one in slack.calls if one.answer.get("error") == "invalid_blocks"]

    assert len(details) == 2
    assert all("3/3" in words_of(one) for one in details)
    assert {block["type"] for one in details for block in one.blocks} == {"rich_text"}
    assert len(refused) == 1


def told_of(channel: Channel) -> list[SlackMessage]:
    return [one for one in channel.messages if "Alle contactmomenten" in words_of(one)]


async def test_a_workspace_that_shows_no_pictures_in_messages_gets_them_as_files(
    slack: SlackServer, told: Path
) -> None:
    prepare(told, in_slack)
    channel = at_home(slack)
    slack.unknown_blocks = {"image"}
    async with running(told, config_for(slack=slack)):
        await slack.people["ULIA"].command("/journey", "map", "C1")
        await slack.until(lambda: sum(len(one.files) for one in channel.messages) >= 2)

    assert shown_in(channel)[0].shared
    assert "3 klanten" in shown_in(channel)[0].text


def shown_in(channel: Channel) -> list[SlackMessage]:
    """What everybody in a channel sees."""
    return [one for one in channel.messages if not one.ephemeral_to]


def at_home(slack: SlackServer) -> Channel:
    slack.person("ULIA", name="Lia", locale="nl-NL")
    return slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])


# --- the living post -------------------------------------------------------------------------------------


def photos(messages: list[Sent]) -> list[Sent]:
    return [one for one in messages if one.photo]


async def test_in_telegram_the_post_is_brought_up_to_date_where_it_stands(telegram: TelegramServer, told: Path) -> None:
    lead = telegram.person(LEAD, "Lia", "nl")
    group = telegram.group(-55, "klantreis", members=[lead, telegram.bot_id])
    clock = Clock()
    async with running(told, config_for(telegram), clock=clock) as app:
        await lead.says("/home", chat=group)
        await telegram.until(lambda: group.bot_messages)
        await lead.says("/map living on", chat=group)
        await telegram.until(lambda: len(photos(group.bot_messages)) == 2)
        post = photos(group.bot_messages)[0]
        first = post.photo
        assert "wordt bijgehouden" in post.text
        assert "met 3 gesprekken" in post.text
        await app.store.run(three_more)
        await soon(app, clock)
        await telegram.until(lambda: "met 6 gesprekken" in post.text)
        await telegram.until(lambda: any("6/6" in one.text for one in group.bot_messages))
        assert post.edited
        assert post.photo != first
        assert len(photos(group.bot_messages)) == 2
        await lead.says("/map living off", chat=group)
        await telegram.until(lambda: "wordt bijgehouden" not in post.text)
    with Store.open(f"sqlite:///{told}") as store:
        last = store.do(lambda c: versions.latest_version(c, "zonnevaart", None))

    assert "versie 2" in post.text
    assert last is not None
    assert last.number == 2


async def test_in_slack_the_picture_is_replaced_and_the_old_one_is_gone(slack: SlackServer, told: Path) -> None:
    prepare(told, in_slack)
    prepare(told, living)
    channel = at_home(slack)
    clock = Clock()
    async with running(told, config_for(slack=slack), clock=clock) as app:
        await slack.people["ULIA"].command("/journey", "map", "C1")
        await slack.until(lambda: sum(len(one.files) for one in channel.messages) >= 2)
        post = shown_in(channel)[0]
        first, before = post.files[0][1], len(channel.messages)
        await app.store.run(three_more)
        await soon(app, clock)
        await slack.until(lambda: "met 6 gesprekken" in words_of(post))
        await slack.until(lambda: first not in slack.stored.values())
        await slack.until(lambda: len(channel.messages) == before)

    assert post.edited
    assert post.files[0][1] != first
    assert {one.thread_ts for one in shown_in(channel)[1:]} == {post.ts}


async def test_too_few_new_people_change_nothing_and_a_post_that_is_gone_comes_back(
    telegram: TelegramServer, told: Path
) -> None:
    lead = telegram.person(LEAD, "Lia", "nl")
    group = telegram.group(-55, "klantreis", members=[lead, telegram.bot_id])
    prepare(told, living)
    prepare(told, lambda c: studies.set_home(c, "zonnevaart", Address("telegram", "4242", "-55")))
    clock = Clock()
    async with running(told, config_for(telegram), clock=clock) as app:
        await lead.says("/map", chat=group)
        await telegram.until(lambda: len(photos(group.bot_messages)) == 2)
        post = photos(group.bot_messages)[0]
        await app.store.run(three_more)
        await app.store.run(lambda c: forget_participant(c, newest(c), NOW))
        await soon(app, clock)
        await looks(app, so=False)
        assert "met 3 gesprekken" in post.text
        group.messages.remove(post)
        await app.store.run(lambda c: three_more(c, 2))
        await soon(app, clock)
        await telegram.until(lambda: any("met 8 gesprekken" in one.text for one in photos(group.bot_messages)))
    with Store.open(f"sqlite:///{told}") as store:
        (standing,) = store.do(lambda c: posts.posts_of(c, "zonnevaart"))

    assert standing.living
    assert standing.version == 2


def newest(c: Connection):
    return people.participants(c, "zonnevaart")[-1]


async def test_the_living_post_follows_the_home(telegram: TelegramServer, told: Path) -> None:
    lead = telegram.person(LEAD, "Lia", "nl")
    old = telegram.group(-55, "klantreis", members=[lead, telegram.bot_id])
    new = telegram.group(-56, "verhuisd", members=[lead, telegram.bot_id])
    prepare(told, living)
    prepare(told, lambda c: studies.set_home(c, "zonnevaart", Address("telegram", "4242", "-55")))
    async with running(told, config_for(telegram)):
        await lead.says("/map", chat=old)
        await telegram.until(lambda: len(photos(old.bot_messages)) == 2)
        await lead.says("/home zonnevaart", chat=new)
        await telegram.until(lambda: len(photos(new.bot_messages)) == 2)
        await telegram.until(lambda: "wordt bijgehouden" not in photos(old.bot_messages)[0].text)

    assert "wordt bijgehouden" in photos(new.bot_messages)[0].text
    assert "versie 1" in photos(new.bot_messages)[0].text


# --- after somebody asks to be forgotten ------------------------------------------------------------------


async def test_in_telegram_words_go_from_the_posted_map_and_figures_stay(telegram: TelegramServer, told: Path) -> None:
    lead = telegram.person(LEAD, "Lia", "nl")
    async with running(told, config_for(telegram)) as app:
        await lead.starts()
        await lead.hears()
        await lead.says("/map")
        await telegram.until(lambda: len(photos(lead.chat.bot_messages)) == 2)
        await lead.says("/map json")
        await telegram.until(lambda: json_in(lead.chat.bot_messages))
        file = json_in(lead.chat.bot_messages)
        assert file is not None
        picture = photos(lead.chat.bot_messages)[0]
        before = picture.photo
        assert names_in(file.document[1]) & SAID
        count = len(lead.chat.bot_messages)
        await app.store.run(all_forget)
        app.timers.wake.set()
        await telegram.until(lambda: not names_in(file.document[1]) & SAID)
        await telegram.until(lambda: picture.photo != before)

    assert names_in(file.document[1]) - TOGETHER == {"(gewist)"}
    assert b'"counts"' in file.document[1]
    assert "3 klanten" in picture.text
    assert len(lead.chat.bot_messages) == count


SAID = {words for steps in STEPS for words in steps}
TOGETHER = {"gebeld service", "box uitgepakt"}
"""Names made of what the minimum group said alike, and nobody in these words."""


def names_in(data: bytes) -> set[str]:
    """What the touchpoints of a map's JSON are called."""
    columns = json.loads(data)["map"]["columns"]
    return {name for column in columns for one in column["touchpoints"] for name in one["label"].values()} - {
        "(erased)"
    }


async def test_in_slack_old_pictures_and_files_are_deleted_where_they_are_kept(
    slack: SlackServer, told: Path, logged: list[dict[str, object]]
) -> None:
    prepare(told, in_slack)
    channel = at_home(slack)
    async with running(told, config_for(slack=slack)) as app:
        await slack.people["ULIA"].command("/journey", "map", "C1")
        await slack.until(lambda: sum(len(one.files) for one in channel.messages) >= 2)
        await slack.people["ULIA"].command("/journey", "map json", "C1")
        await slack.until(lambda: any(names_in(data) & SAID for data in jsons(slack)))
        stood = set(slack.stored)
        await app.store.run(all_forget)
        app.timers.wake.set()
        await slack.until(lambda: slack.stored and not stood & set(slack.stored))
    shown = shown_in(channel)
    files = [data for message in shown for _, data, _ in message.files]

    assert len(files) == len(stood)
    assert [names_in(data) - TOGETHER for data in jsons(slack)] == [{"(gewist)"}]
    assert not any(words in str(one) for one in logged for words in SAID)
    assert [one["type"] for one in shown[0].blocks] == ["header", "rich_text", "image"]
    assert all(one.thread_ts == shown[0].ts for one in shown[1:3])


def json_in(messages: list[Sent]) -> Sent | None:
    return next((one for one in messages if one.document and one.document[0].endswith(".json")), None)


def jsons(slack: SlackServer) -> list[bytes]:
    return [data for name, data in slack.stored.items() if ".json" in name]


async def test_a_picture_that_cannot_be_replaced_is_posted_again_and_what_stays_is_logged_without_words(
    slack: SlackServer, told: Path, logged: list[dict[str, object]]
) -> None:
    prepare(told, in_slack)
    channel = at_home(slack)
    slack.unknown_blocks = {"image"}
    async with running(told, config_for(slack=slack)) as app:
        await slack.people["ULIA"].command("/journey", "map", "C1")
        await slack.until(lambda: sum(len(one.files) for one in channel.messages) >= 2)
        old = shown_in(channel)[0]
        slack.fail("chat.delete", "cant_delete_message", times=9)
        await app.store.run(all_forget)
        app.timers.wake.set()
        await slack.until(lambda: any(one.text[:20] == old.text[:20] and one is not old for one in shown_in(channel)))
        await slack.until(lambda: any(one["event"] == "cannot be taken away" for one in logged))

    assert old.files == []
    assert not any(words in str(one) for one in logged for words in SAID)


async def test_a_deleted_study_forgets_where_it_stood(telegram: TelegramServer, told: Path) -> None:
    lead = telegram.person(LEAD, "Lia", "nl")
    async with running(told, config_for(telegram)):
        await lead.starts()
        await lead.hears()
        await lead.says("/map preview")
        await telegram.until(lambda: len(photos(lead.chat.bot_messages)) == 2)
    with Store.open(f"sqlite:///{told}") as store:
        (preview,) = store.do(lambda c: posts.posts_of(c, "zonnevaart"))
        store.do(lambda c: studies.delete_study(c, "zonnevaart"))
        left = store.do(lambda c: posts.posts_of(c, "zonnevaart"))

    assert preview.version == 0
    assert preview.map is not None
    assert left == ()


async def test_nothing_of_a_sent_file_stays_in_the_database(telegram: TelegramServer, told: Path) -> None:
    lead = telegram.person(LEAD, "Lia", "nl")
    async with running(told, config_for(telegram)):
        await lead.starts()
        await lead.hears()
        await lead.says("/export")
        await telegram.until(lambda: any(one.document for one in lead.chat.bot_messages))

    with Store.open(f"sqlite:///{told}") as store:
        assert store.do(lambda c: c.exec_driver_sql("SELECT count(*) FROM blobs").scalar()) == 0
    with told.open("rb") as held:
        assert b"reisleider-study" not in held.read()
