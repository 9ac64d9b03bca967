"""``check`` knows what ``run`` would refuse: the database, its disk, the port, the webhook's secret, and every home."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import config_for, free_port, running
from slack_server import SlackServer
from slack_talks import prepare
from telegram_server import TelegramServer
from telegram_talks import LEAD

from reisleider.bot.config import Config, load_config
from reisleider.bot.serving.app import App
from reisleider.bot.serving.check import check_all, check_platforms
from reisleider.bot.serving.web_server import WebServer
from reisleider.flows.faults import SettingFault
from reisleider.flows.messages import Address
from reisleider.storage import studies
from reisleider.storage.store import Store
from reisleider.storage.usable import unusable


def storing(file: Path) -> dict[str, str]:
    return {"REISLEIDER_STORAGE__URL": f"sqlite:///{file}"}


async def wrong(config: Config) -> tuple[str, ...]:
    """What is wrong; the last line says that the platform is ready."""
    *lines, ready = (await check_all(config))[0]
    assert "ready" in ready
    assert (await check_all(config))[1] is (not lines)
    return tuple(lines)


def lives_at(file: Path, address: Address) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        store.do(lambda c: studies.set_home(c, "zonnevaart", address))


async def test_a_home_is_asked_for(slack: SlackServer, file: Path) -> None:
    prepare(file)
    config = config_for(slack=slack, **storing(file))

    (unknown,) = await wrong(config)
    channel = slack.channel("C1", "klantreis", members=[slack.bot_user])
    well = await wrong(config)
    channel.archived = True
    (archived,) = await wrong(config)
    lives_at(file, Address("telegram", "4242", "-55"))
    (elsewhere,) = await wrong(config)

    assert unknown.startswith(
        "zonnevaart: its home cannot be used: Slack does not let the bot in at C1 (channel_not_found)"
    )
    assert well == ()
    assert "the channel C1 is archived" in archived
    assert "its home is on telegram, which is not set up" in elsewhere


async def test_a_group_is_asked_for(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    lives_at(file, Address("telegram", "4242", "-55"))
    config = config_for(telegram, **storing(file))

    (unknown,) = await wrong(config)
    lia = telegram.person(LEAD, "Lia", "nl")
    telegram.group(-55, "Klantreis", [lia, telegram.bot_id])
    well = await wrong(config)

    assert "Telegram does not let the bot in at chat -55" in unknown
    assert well == ()


async def test_a_webhook_without_its_secret_is_told(telegram: TelegramServer, file: Path) -> None:
    url = {"REISLEIDER_TELEGRAM__WEBHOOK_URL": "https://bot.example.org/telegram"}
    lines, good = await check_all(config_for(telegram, **storing(file), **url))

    assert not good
    assert lines[-1].startswith("telegram.webhook_secret: with a webhook, give REISLEIDER_TELEGRAM__WEBHOOK_SECRET")


SCHOOL = "REISLEIDER_TELEGRAM__BOTS__SCHOOL__"
HOOK = {"REISLEIDER_TELEGRAM__WEBHOOK_URL": "https://bot.example.org/telegram"}


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"REISLEIDER_TELEGRAM__TOKEN": "botfather"}, "telegram: this is no token; copy it anew from BotFather"),
        ({"REISLEIDER_TELEGRAM__TOKEN": "4242:TEST token"}, "telegram: this is no token"),
        (
            {**HOOK, "REISLEIDER_TELEGRAM__WEBHOOK_SECRET": "with spaces"},
            "telegram.webhook_secret: give REISLEIDER_TELEGRAM__WEBHOOK_SECRET at most 256 letters",
        ),
        (
            {
                "REISLEIDER_TELEGRAM__WEBHOOK_URL": "https://bot.example.org/hook",
                "REISLEIDER_TELEGRAM__WEBHOOK_SECRET": "abc",
            },
            "telegram.webhook_url: this must be a public https address ending in /telegram.",
        ),
        (
            {
                f"{SCHOOL}TOKEN": "5151:TEST-token",
                f"{SCHOOL}WEBHOOK_URL": "https://bot.example.org/telegram",
                f"{SCHOOL}WEBHOOK_SECRET": "abc",
            },
            "telegram.bots.school.webhook_url: this must be a public https address ending in /telegram/school.",
        ),
        ({f"{SCHOOL}TOKEN": "5151:TEST-token", f"{SCHOOL}CIRCLE": "slak"}, "telegram:school: there is no circle slak"),
        ({"REISLEIDER_BOT__ADMINS": "telegram:shool:17"}, "bot.admins: telegram:shool is no bot that is set up"),
        ({"REISLEIDER_SLACK__BOT_TOKEN": "xoxb-1"}, "slack: with a bot token, give REISLEIDER_SLACK__APP_TOKEN"),
        (
            {"REISLEIDER_SLACK__BOT_TOKEN": "xapp-1", "REISLEIDER_SLACK__APP_TOKEN": "xoxb-1"},
            "slack: what REISLEIDER_SLACK__BOT_TOKEN holds is no bot token, which begins with xoxb-",
        ),
        (
            {"REISLEIDER_SLACK__BOT_TOKEN": "xoxb-1", "REISLEIDER_SLACK__APP_TOKEN": "xoxb-2"},
            "slack: what REISLEIDER_SLACK__APP_TOKEN holds is no app token, which begins with xapp-",
        ),
    ],
)
async def test_what_can_never_be_connected_is_told_and_refused_in_the_same_words(
    telegram: TelegramServer, file: Path, environ: dict[str, str], said: str
) -> None:
    config = load_config(
        None,
        {
            "REISLEIDER_TELEGRAM__BASE_URL": telegram.base_url,
            "REISLEIDER_TELEGRAM__TOKEN": telegram.token,
            "REISLEIDER_HTTP__PORT": "0",
            **environ,
        },
    )

    lines, good = await check_platforms(config)
    told = [one for one in lines if one.startswith(said)]

    assert not good
    assert len(told) == 1, lines
    with Store.open(f"sqlite:///{file}") as store, pytest.raises(SettingFault) as refused:
        App(config, store)
    assert told[0] in refused.value.faults


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7"])
async def test_a_place_where_nothing_can_listen_is_refused_in_the_same_words(
    slack: SlackServer, file: Path, host: str
) -> None:
    config = config_for(slack=slack, **storing(file), REISLEIDER_HTTP__HOST=host, REISLEIDER_HTTP__PORT="8470")
    (told,) = await wrong(config)

    with pytest.raises(SettingFault) as refused:
        await WebServer(lambda: (True, {}), config.http).start((), needed=True)
    assert told == str(refused.value)


async def test_a_port_that_another_program_has_is_told_and_our_own_is_not(slack: SlackServer, file: Path) -> None:
    port = free_port()
    ours = config_for(slack=slack, **storing(file), REISLEIDER_HTTP__PORT=str(port))
    theirs = config_for(slack=slack, **storing(file), REISLEIDER_HTTP__PORT=slack.base_url.split(":")[2].split("/")[0])
    nowhere = config_for(slack=slack, **storing(file), REISLEIDER_HTTP__PORT="1", REISLEIDER_HTTP__HOST="203.0.113.7")

    assert await wrong(ours) == ()
    async with running(file, ours):
        assert await wrong(ours) == ()
    assert "is taken; choose another port" in (await wrong(theirs))[0]
    assert "choose an address of this machine" in (await wrong(nowhere))[0]


async def test_a_database_that_cannot_be_used_is_told_and_left_as_it_is(slack: SlackServer, tmp_path: Path) -> None:
    prepare(kept := tmp_path / "kept.db", home=False)
    (tmp_path / "other.db").write_text("not a database at all, but long enough to be looked at")
    before = kept.read_bytes()

    assert await wrong(config_for(slack=slack, **storing(kept))) == ()
    assert kept.read_bytes() == before
    assert "does not exist" in (await wrong(config_for(slack=slack, **storing(tmp_path / "none" / "x.db"))))[0]
    assert "other.db" in (await wrong(config_for(slack=slack, **storing(tmp_path / "other.db"))))[0]
    assert await wrong(config_for(slack=slack, **storing(tmp_path / "new.db"))) == ()
    assert not (tmp_path / "new.db").exists()


def test_a_database_that_is_kept_busy_is_told(file: Path) -> None:
    prepare(file, home=False)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = unusable(f"sqlite:///{file}", busy=0.01)

    assert told is not None
    assert "kept busy by another program" in told


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write everywhere")
async def test_a_folder_that_may_not_be_written_is_told(slack: SlackServer, file: Path) -> None:
    prepare(file, home=False)
    file.parent.chmod(0o500)
    try:
        (told,) = await wrong(config_for(slack=slack, **storing(file)))
    finally:
        file.parent.chmod(0o700)

    assert "cannot be written" in told


def test_a_full_disk_is_told(file: Path) -> None:
    told = unusable(f"sqlite:///{file}", room=2**62)

    assert told is not None
    assert "MB left; make room" in told
