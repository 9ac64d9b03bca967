"""Slack workspaces that install the app themselves: each has its own studies and people; one that goes comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from running import config_for, free_port, kept, running, settled
from slack_people import Person, sees_in_slack, words_of
from slack_server import SlackServer
from slack_talks import FORM, shown
from waiting import until_told

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.config import Config
from reisleider.bot.metrics import tell_metrics
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.serving.app import App
from reisleider.bot.serving.check import check_platforms
from reisleider.bot.serving.health import tell_health
from reisleider.flows.faults import SettingFault
from reisleider.flows.messages import Message, Span
from reisleider.storage import installations, parking, queues
from reisleider.storage.store import Store

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack_sdk's own way
HELLO = Message((Span("hallo"),))


@pytest.fixture
async def other(slack: SlackServer) -> AsyncIterator[SlackServer]:
    """A second workspace of the same Slack."""
    async with SlackServer("T0OTHER") as one:
        slack.add(one)
        yield one


def app_of(slack: SlackServer, port: int, *, socket: bool = False, **more: str) -> Config:
    told = {
        "REISLEIDER_HTTP__PORT": str(port),
        "REISLEIDER_SLACK__BASE_URL": slack.base_url,
        "REISLEIDER_SLACK__CLIENT_ID": slack.client_id,
        "REISLEIDER_SLACK__CLIENT_SECRET": slack.client_secret,
        **({"REISLEIDER_SLACK__APP_TOKEN": slack.app_token} if socket else {}),
        **({} if socket else {"REISLEIDER_SLACK__SIGNING_SECRET": slack.signing_secret}),
    }
    if not socket:
        for one in (slack, *slack.others):
            one.request_url = f"http://127.0.0.1:{port}/slack"
    return config_for(**told, **more)


async def begins(port: int, slack: SlackServer) -> tuple[str, str]:
    """Somebody opens the address where the app is installed; the state they are sent on with, and their cookie."""
    async with (
        aiohttp.ClientSession() as web,
        web.get(f"http://127.0.0.1:{port}/slack/install", allow_redirects=False) as answer,
    ):
        assert answer.status == 302
        there = urlsplit(answer.headers["Location"])
        assert f"{there.scheme}://{there.netloc}{there.path}" == slack.base_url.replace("/api/", "/oauth/v2/authorize")
        asked = parse_qs(there.query)
        assert "chat:write" in asked["scope"][0]
        return asked["state"][0], answer.headers["Set-Cookie"].partition(";")[0]


async def comes_back(port: int, cookie: str, **query: str) -> tuple[int, str]:
    """Their browser comes back from Slack."""
    async with (
        aiohttp.ClientSession(headers={"Cookie": cookie}) as web,
        web.get(f"http://127.0.0.1:{port}/slack/oauth_redirect", params=query) as answer,
    ):
        return answer.status, await answer.text()


async def installs(port: int, slack: SlackServer, workspace: SlackServer) -> None:
    state, cookie = await begins(port, slack)
    status, words = await comes_back(port, cookie, state=state, code=slack.consent(workspace))
    assert (status, f"Team {workspace.team_id}" in words) == (200, True)


async def makes_a_study(lead: Person, title: str) -> None:
    await lead.command("/journey", "new", "C1")
    await lead.server.until(lambda: lead.modal is not None)
    await lead.submits({**FORM, "title": title})
    await sees_in_slack(lead.server, lead, "staat klaar")


def people_of(workspace: SlackServer) -> tuple[Person, Person]:
    """A lead and a colleague, called the same in every workspace."""
    lead, bas = workspace.person("ULIA", name="Lia"), workspace.person("UBAS", name="Bas")
    workspace.channel("C1", "klantreis", members=["ULIA", "UBAS", workspace.bot_user])
    return lead, bas


def is_served(app: App, workspace: SlackServer) -> bool:
    return f"slack|{workspace.team_id}" in app.connected


@pytest.mark.parametrize("socket", [False, True], ids=["signed", "socket"])
async def test_two_workspaces_install_and_never_see_each_other(
    slack: SlackServer, other: SlackServer, file: Path, logged: list[dict[str, object]], *, socket: bool
) -> None:
    port = free_port()
    both = (slack, other)
    (lia, bas), (her, him) = people_of(slack), people_of(other)
    async with running(file, app_of(slack, port, socket=socket)) as app:
        for one in both:
            await installs(port, slack, one)
        assert all(is_served(app, one) for one in both)
        await makes_a_study(lia, "Herfst met gezin")
        await makes_a_study(her, "Winter in de bergen")

        await lia.command("/journey", "invite <@UBAS> herfst-met-gezin", "C1")
        await slack.until(lambda: bas.sees is not None)
        await her.command("/journey", "status herfst-met-gezin", "C1")
        await her.command("/journey", "home", "C1")
        await other.until(lambda: any("voortaan de kaart" in words_of(one) for one in other.channel("C1").messages))
        await settled(app)
        assert him.sees is None
        assert "erfst" not in str([words_of(one) for at in other.channels.values() for one in at.messages])
        assert "inter" not in str([words_of(one) for at in slack.channels.values() for one in at.messages])
        await bas.says("vergeet mij")
        await him.says("mydata")
        await settled(app)
        assert "erfst" not in str(him.sees and words_of(him.sees))
        assert sorted(app.links) == ["slack", "slack:T0OTHER", "slack:T0TEAM"]
    assert [one.track for one in kept(file, "herfst-met-gezin")] == ["stakeholder"]
    assert kept(file, "winter-in-de-bergen") == ()
    assert "xoxb" not in str(logged)


async def test_a_workspace_that_takes_the_app_away_waits_and_comes_back(
    slack: SlackServer, other: SlackServer, file: Path
) -> None:
    port = free_port()
    (lia, bas), (her, _) = people_of(slack), people_of(other)
    async with running(file, app_of(slack, port)) as app:
        for one in (slack, other):
            await installs(port, slack, one)
        await makes_a_study(lia, "Herfst met gezin")
        await settled(app)
        await slack.uninstall()
        await slack.until(lambda: not is_served(app, slack))
        held = await app.store.read(lambda c: installations.installations_of(c, "slack"))
        assert held["T0TEAM"] is None
        assert held["T0OTHER"]["token"] == other.bot_token
        assert "slack:T0TEAM" not in app.links
        assert b'reisleider_connected{platform="slack:T0OTHER"} 1.0' in tell_metrics()
        assert b"slack:T0TEAM" not in b"".join(one for one in tell_metrics().splitlines() if b"_connected" in one)
        assert b"xoxb-TEST-T0TEAM" not in await asyncio.to_thread(file.read_bytes)

        await app.store.run(lambda c: post(c, private_chat("slack", "T0TEAM", "UBAS"), HELLO, app.clock()))
        await app.store.run(lambda c: post(c, private_chat("slack", "T0OTHER", "ULIA"), HELLO, app.clock()))
        app.delivery.wake.set()
        await sees_in_slack(other, her, "hallo")  # nobody else waits for it
        await until_told(lambda: app.store.read(queues.waiting), 1)
        await app.adapters["slack"].start()  # looks, as it does now and then
        assert await app.store.read(queues.waiting) == 0
        assert [one.why for one in await app.store.read(parking.parked_calls)] == ["uninstalled"]

        await installs(port, slack, slack)
        await sees_in_slack(slack, bas, "hallo")
        await lia.command("/journey", "status herfst-met-gezin", "C1")
        await slack.until(lambda: shown(slack, "klanten: 0 begonnen"))


async def test_what_waits_for_a_workspace_that_is_gone_is_laid_aside_until_it_is_back(file: Path) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        now = datetime.now(UTC)
        bas, far = private_chat("slack", "T1", "UBAS"), private_chat("slack", "T12", "UBAS")
        store.do(lambda c: installations.keep_installation(c, "slack", "T1", {"token": "xoxb-TEST-1"}, now))
        for place in (bas, bas, far):
            store.do(lambda c, place=place: post(c, place, HELLO, now))
        assert store.do(lambda c: installations.drop_installation(c, "slack", "T1", now)) == 2
        assert store.do(queues.waiting) == 1
        assert {one.why for one in store.do(parking.parked_calls)} == {"uninstalled"}
        assert store.do(lambda c: installations.is_over(c, "slack", "T1"))

        store.do(lambda c: installations.keep_installation(c, "slack", "T1", {"token": "xoxb-TEST-2"}, now))
        assert store.do(queues.waiting) == 3
        assert not store.do(lambda c: installations.is_over(c, "slack", "T1"))
        assert store.do(lambda c: installations.installations_of(c, "slack")) == {"T1": {"token": "xoxb-TEST-2"}}


async def test_an_old_message_that_it_was_taken_away_does_not_end_a_new_installation(
    slack: SlackServer, file: Path
) -> None:
    port = free_port()
    async with running(file, app_of(slack, port)) as app:
        await installs(port, slack, slack)
        await slack.event({"type": "app_uninstalled", "event_ts": slack.ts()}, at=1_700_000_000)
        assert is_served(app, slack)
        held = await app.store.read(lambda c: installations.installations_of(c, "slack"))
        assert held["T0TEAM"] is not None


async def test_installed_is_only_by_who_began_it_and_what_goes_wrong_is_told(slack: SlackServer, file: Path) -> None:
    port = free_port()
    async with running(file, app_of(slack, port)) as app:
        state, cookie = await begins(port, slack)
        code = slack.consent(slack)
        assert (await comes_back(port, "", state=state, code=code))[0] == 400  # another browser
        assert (await comes_back(port, "slack-app-oauth-state=mine", state="mine", code=code))[0] == 401
        status, words = await comes_back(port, cookie, state=state, error="access_denied<b>")
        assert status == 200
        assert "<b>" not in words
        assert "/slack/install" in words
        assert (await comes_back(port, cookie, state=state, code="nonsense"))[0] == 401
        assert (await comes_back(port, cookie, state=state, code=code))[0] == 401  # used by the try before
        assert not is_served(app, slack)
        assert await app.store.read(lambda c: installations.installations_of(c, "slack")) == {}


async def test_installations_outlast_the_program(slack: SlackServer, other: SlackServer, file: Path) -> None:
    port = free_port()
    config = app_of(slack, port, REISLEIDER_SLACK__FIRST_WORKSPACE="T0TEAM", REISLEIDER_BOT__ADMINS="slack:ULIA")
    lia, _ = people_of(slack)
    async with running(file, config) as app:
        for one in (slack, other):
            await installs(port, slack, one)
    async with running(file, config) as app:
        assert is_served(app, slack)
        assert is_served(app, other)
        assert app.host.admins == {("slack", "T0TEAM", "ULIA")}  # of the first circle, as if it stood alone
        assert [app.host.circle_of(private_chat("slack", one, "U1")) for one in ("T0TEAM", "T0OTHER")] == [
            "",
            "slack:T0OTHER",
        ]
        other.bot_token = "xoxb-TEST-none"  # revoked, and nobody told us
        await app.store.run(lambda c: post(c, private_chat("slack", "T0OTHER", "ULIA"), HELLO, app.clock()))
        app.delivery.wake.set()
        await other.until(lambda: app.links["slack:T0OTHER"].refused)
        await lia.command("/journey", "help", "C1")
        await slack.until(lambda: slack.channel("C1").messages)
    her = other.person("ULIA", name="Lia")
    async with running(file, config) as app:  # still refused, and told so, while the first is served
        assert is_served(app, slack)
        assert not is_served(app, other)
        assert app.links["slack:T0OTHER"].refused
        assert not (await tell_health(app.store, app.links, app.clock()))[0]
        await installs(port, slack, other)
        await sees_in_slack(other, her, "hallo")
        assert app.links["slack:T0OTHER"].why is None


async def test_what_is_missing_is_told(slack: SlackServer, file: Path) -> None:
    told, good = await check_platforms(app_of(slack, 1))
    assert (told[0], good) == ("slack: ready for workspaces to install it, at /slack/install.", True)
    lacking = config_for(REISLEIDER_SLACK__CLIENT_ID="1.2", REISLEIDER_SLACK__BOT_TOKEN="xoxb-TEST-bot")
    told, good = await check_platforms(lacking)
    assert not good
    missing = ("BOT_TOKEN", "CLIENT_SECRET", "SIGNING_SECRET")
    assert [f"REISLEIDER_SLACK__{one}" in line for one, line in zip(missing, told, strict=False)] == [True] * 3
    with Store.open(f"sqlite:///{file}") as store, pytest.raises(SettingFault, match="CLIENT_SECRET"):
        App(lacking, store)
