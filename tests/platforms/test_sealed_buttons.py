"""Nobody takes part, forgets or deletes by a button that was not made for them, there and then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from running import Clock, config_for, running, settled
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare

from reisleider.bot.interviews.sealed import ANYBODY, seal, unseal
from reisleider.flows.messages import Address
from reisleider.storage import people, studies
from reisleider.storage.store import Store

STUDY = "zonnevaart"
FORGED = (f"..join:{STUDY}", f"..delete-now:{STUDY}", "..forget-me:", f"..join:{STUDY}~0fff{'A' * 12}")
HERE = Address("telegram", "4242", "-100")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


async def test_a_stranger_who_sends_what_buttons_carry_gets_nowhere(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    stranger = telegram.person(66, "Mal", "en")
    async with running(file, config_for(telegram)) as app:
        await stranger.starts()
        await telegram.until(lambda: stranger.chat.bot_messages)
        for data in FORGED:
            before = len(stranger.chat.bot_messages)
            await stranger.presses(data, stale=True)
            await telegram.until(lambda before=before: len(stranger.chat.bot_messages) > before)
            assert stranger.sees.text.startswith("This button doesn't work")
        await settled(app)
        assert await app.store.read(lambda c: people.participants(c, STUDY)) == ()
        assert await app.store.read(lambda c: studies.load_study(c, STUDY)) is not None


async def test_only_who_asked_to_delete_says_yes_and_only_there(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    lead, other = telegram.person(LEAD, "Lia", "nl"), telegram.person(66, "Mal", "nl")
    group = telegram.group(-100, "Team", (lead, other, telegram.bot_id))
    clock = Clock()
    async with running(file, config_for(telegram), clock=clock) as app:
        for one in (lead, other):
            await one.starts()
            await telegram.until(lambda one=one: one.chat.bot_messages)
        await lead.says(f"/delete {STUDY}", group)
        await telegram.until(lambda: group.bot_messages)
        yes = group.bot_messages[-1].buttons[0][0].data
        assert yes is not None
        await other.presses(yes, chat=group)
        await telegram.until(lambda: "werkt niet" in other.sees.text)
        await lead.presses(yes, stale=True)  # in another place
        await telegram.until(lambda: "werkt niet" in lead.sees.text)
        clock.move(days=2)
        before = len(lead.chat.bot_messages)
        await lead.presses(yes, chat=group)
        await telegram.until(lambda: len(lead.chat.bot_messages) > before)
        assert await app.store.read(lambda c: studies.load_study(c, STUDY)) is not None
        await lead.says(f"/delete {STUDY}", group)
        await telegram.until(lambda: len(group.bot_messages) > 1)
        await lead.presses("Ja, wis alles", chat=group)
        await telegram.until(lambda: "gewist" in group.bot_messages[-1].text)
        assert await app.store.read(lambda c: studies.load_study(c, STUDY)) is None


async def test_forget_in_a_group_is_between_the_asker_and_the_bot(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    group = telegram.group(-100, "Team", (anna, telegram.bot_id))
    async with running(file, config_for(telegram)) as app:
        await anna.starts(token)
        await telegram.until(lambda: anna.chat.bot_messages)
        await anna.says("/forget", group)
        await telegram.until(lambda: "Wil je alles laten wissen" in anna.sees.text)
        await telegram.until(lambda: group.bot_messages)
        assert [one.text for one in group.bot_messages] == ["Ik heb het je in een privébericht gestuurd."]
        assert len(await app.store.read(lambda c: people.participants(c, STUDY))) == 1
        await anna.presses("Ja, wis alles")
        await telegram.until(lambda: "is gewist" in anna.sees.text)
        assert await app.store.read(lambda c: people.participants(c, STUDY)) == ()


async def test_a_button_to_take_part_works_in_its_own_channel_for_everybody(slack: SlackServer, file: Path) -> None:
    prepare_slack(file)
    lia, bas = slack.person("ULIA", "Lia"), slack.person("UBAS", "Bas")
    slack.channel("C1", members=["ULIA", "UBAS", slack.bot_user])
    slack.channel("C2", members=["ULIA", "UBAS", slack.bot_user])
    async with running(file, config_for(slack=slack)):
        await lia.command("/journey", "invite", "C1")
        await slack.until(lambda: [one for one in slack.channels["C1"].messages if one.blocks])
        call = slack.channels["C1"].messages[-1]
        slack.channels["C2"].messages.append(call)  # as somebody who copies what it carries
        await bas.presses("Ik doe mee", "C2")
        await slack.until(lambda: bas.sees is not None and "werkt niet" in bas.sees.text)
        await bas.presses("Ik doe mee", "C1")
        await slack.until(lambda: bas.sees is not None and "werkt niet" not in bas.sees.text)


@pytest.mark.parametrize("study", ["", "zonnevaart", "x" * 39 + "é"])
def test_a_seal_is_for_one_person_place_and_study_and_for_a_while(file: Path, study: str) -> None:
    prepare(file, id=study or "other")
    with Store.open(f"sqlite:///{file}") as store:
        carried = store.do(lambda c: seal(c, "delete-now", study, HERE, "7", NOW + timedelta(hours=2)))
        opened = store.do(lambda c: unseal(c, carried, HERE, "7", NOW))
        assert opened == ("delete-now", study)
        assert len(f"..{carried}".encode()) <= 64
        elsewhere = Address("telegram", "4242", "-101")
        for wrong, place, account, when in (
            (carried, HERE, "8", NOW),
            (carried, elsewhere, "7", NOW),
            (carried, HERE, "7", NOW + timedelta(hours=4)),
            (carried.replace("delete-now", "forget-me"), HERE, "7", NOW),
            (carried[:-1] + ("A" if carried[-1] != "A" else "B"), HERE, "7", NOW),
            ("~" + carried, HERE, "7", NOW),
            ("", HERE, "7", NOW),
        ):
            assert store.do(lambda c, w=wrong, p=place, a=account, n=when: unseal(c, w, p, a, n)) is None
        anybody = store.do(lambda c: seal(c, "join", study, HERE, ANYBODY, NOW))
        assert store.do(lambda c: unseal(c, anybody, HERE, "9", NOW)) == ("join", study)
    with Store.open(f"sqlite:///{file.with_name('another.db')}") as store:
        assert store.do(lambda c: unseal(c, carried, HERE, "7", NOW)) is None
