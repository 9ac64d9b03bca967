"""Slack as a chat platform: colleagues are here already, and are invited where they are."""

from __future__ import annotations

from typing import Any

from pydantic import Field, SecretStr

from reisleider.bot.adapters.connected import Connected
from reisleider.bot.adapters.platform import Limits, Platform, Setup, Surroundings
from reisleider.bot.adapters.section import Section, Url
from reisleider.bot.adapters.slack.blocks import pack
from reisleider.flows.messages import Address, Update

DOORS = ("envelopes", "read_body", "scopes", "slack", "told_refusals")

COMMAND = "/journey"


class Slack(Section):
    """Where Slack's API lives, and the tokens (environment only)."""

    base_url: Url = Field("https://slack.com/api/", pattern=r"/api/$", description="an address ending in /api/")
    guests_begin: bool = Field(
        default=False, description="true where guests and people of other workspaces may begin studies too, else false"
    )
    client_id: str = Field("", description="the app's client id, or nothing where one workspace has a bot token")
    first_workspace: str = Field(
        "",
        pattern=r"^([A-Z0-9]{1,40})?$",
        description="the workspace whose studies are those of the first circle, such as T0123, or nothing",
    )
    bot_token: SecretStr | None = None
    client_secret: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None


def _connect(settings: Section, around: Surroundings) -> Connected:
    assert isinstance(settings, Slack)
    if settings.client_id:
        from reisleider.bot.adapters.slack.several.slack_app import connect_app  # noqa: PLC0415 - the same

        return connect_app(settings, around)
    from reisleider.bot.adapters.slack.slack import connect  # noqa: PLC0415 - its library is slow to import

    return connect(settings, around)


async def _check(settings: Section) -> tuple[tuple[str, ...], bool]:
    from reisleider.bot.adapters.slack.scopes import check  # noqa: PLC0415 - the same

    assert isinstance(settings, Slack)
    return await check(settings)


async def _reaches(settings: Section, address: Address) -> str | None:
    from reisleider.bot.adapters.slack.channel_check import reaches  # noqa: PLC0415 - the same

    assert isinstance(settings, Slack)
    return await reaches(settings, address)


def _write_manifest(url: str | None) -> dict[str, Any]:  # JSON of Slack's own
    from reisleider.bot.adapters.slack.manifest import write_manifest  # noqa: PLC0415 - rarely asked for

    return write_manifest(url)


def _reread(body: Any) -> Update | None:  # JSON of Slack's own
    from reisleider.bot.adapters.slack.read_body import reread  # noqa: PLC0415 - rarely asked for

    return reread(body)


def _circle(settings: Section, tenant: str) -> str:
    assert isinstance(settings, Slack)
    return "" if tenant == settings.first_workspace else f"slack:{tenant}"


PLATFORM = Platform(
    name="slack",
    title="Slack",
    tenant=r"[A-Z0-9]{1,40}",
    chat=r"@?[A-Z0-9]{1,40}",
    account=r"[A-Z0-9]{1,40}",
    example="U012AB",
    private_mark="@",
    command=f"{COMMAND} ",
    lasting=True,
    own_map="picture",
    pack=pack,
    limits=Limits(overall=15, apart=1.0, burst=3),  # 1/s per channel with bursts; a workspace's cap is not published
    invitation=None,
    invites_here=True,
    anybody_begins=True,
    forms=True,
    home_page=True,
    setup=Setup(
        section=Slack,
        secrets=("bot_token", "app_token", "signing_secret", "client_secret"),
        needs=("bot_token", "app_token"),
        page="docs/slack.md",
        hidden=r"xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]+|xapp-[A-Za-z0-9-]+",
        connect=_connect,
        check=_check,
        manifest=_write_manifest,
        reaches=_reaches,
        reread=_reread,
        circle=_circle,
        instead=("client_id",),
    ),
)
