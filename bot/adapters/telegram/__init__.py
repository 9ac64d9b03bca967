"""Telegram as a chat platform: customers are invited over it, with a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, PrivateAttr, SecretStr

from reisleider.bot.adapters.connected import Connected
from reisleider.bot.adapters.platform import PREFIX, Further, Limits, Platform, Setup, Surroundings
from reisleider.bot.adapters.section import Section, Url
from reisleider.bot.adapters.telegram.pieces import pack
from reisleider.flows.messages import Address, Update

DOORS = ()

TOPIC = "topic."
"""How the thread of an address begins that is a topic of a group; another thread is a message that is replied to."""


class TelegramBot(Section):
    """One more bot beside the first, by a name of its own; its secrets from the environment only."""

    token: SecretStr | None = None
    webhook_url: Url = Field("", description="a public https address ending in /telegram/ and its name, or nothing")
    webhook_secret: SecretStr | None = None
    circle: str = Field(
        "",
        pattern=r"^([a-z]+(:\w{1,40})?)?$",
        description="whose studies it shares, by the name that reisleider check has for that bot, or nothing",
    )


class Telegram(Section):
    """Where the Bot API lives, the token (environment only), and more bots by name."""

    base_url: Url = Field("https://api.telegram.org/bot", pattern=r"/bot$", description="an address ending in /bot")
    base_file_url: Url = Field(
        "https://api.telegram.org/file/bot", pattern=r"/file/bot$", description="an address ending in /file/bot"
    )
    token: SecretStr | None = None
    webhook_url: Url = Field("", description="a public https address ending in /telegram, or nothing to poll")
    webhook_secret: SecretStr | None = None
    bots: Mapping[str, TelegramBot] = Field({}, description="more bots, each a section such as [telegram.bots.school]")
    _bot: str = PrivateAttr("")

    def named(self, key: str) -> str:
        """A setting as it is written for this bot."""
        return f"telegram.bots.{self._bot}.{key}" if self._bot else f"telegram.{key}"

    def variable(self, key: str) -> str:
        """The environment variable of a setting of this bot's."""
        return f"{PREFIX}{self.named(key).replace('.', '__')}".upper()

    @property
    def line(self) -> str:
        """What operators call this bot."""
        return f"telegram:{self._bot}" if self._bot else "telegram"

    @property
    def path(self) -> str:
        """Where its webhook is on our web server."""
        return f"/telegram/{self._bot}" if self._bot else "/telegram"

    def of(self, name: str) -> Telegram:
        """The settings of one of the further bots, as if it were the only one."""
        own = self.bots[name]
        one = self.model_copy(update={**own.model_dump(exclude={"circle"}), "bots": {}})
        one._bot = name
        return one


def _further(settings: Section) -> tuple[Further, ...]:
    assert isinstance(settings, Telegram)
    return tuple(
        Further(name, settings.of(name), bot.circle or f"telegram:{name}") for name, bot in settings.bots.items()
    )


def _connect(settings: Section, around: Surroundings) -> Connected:
    from reisleider.bot.adapters.telegram.telegram import connect  # noqa: PLC0415 - its library is slow to import

    assert isinstance(settings, Telegram)
    return connect(settings, around)


async def _check(settings: Section) -> tuple[tuple[str, ...], bool]:
    from reisleider.bot.adapters.telegram.token_check import check  # noqa: PLC0415 - the same

    assert isinstance(settings, Telegram)
    return await check(settings)


async def _reaches(settings: Section, address: Address) -> str | None:
    from reisleider.bot.adapters.telegram.chat_check import reaches  # noqa: PLC0415 - the same

    assert isinstance(settings, Telegram)
    return await reaches(settings, address)


async def _ask_name(settings: Section) -> str:
    from reisleider.bot.adapters.telegram.token_check import ask_name  # noqa: PLC0415 - the same

    assert isinstance(settings, Telegram)
    return await ask_name(settings)


def _reread(body: Any) -> Update | None:  # JSON of Telegram's own
    from reisleider.bot.adapters.telegram.read_update import reread  # noqa: PLC0415 - its library is slow to import

    return reread(body)


PLATFORM = Platform(
    name="telegram",
    title="Telegram",
    tenant=r"[0-9]{1,18}",
    chat=r"-?[0-9]{1,18}",
    account=r"[0-9]{1,18}",
    example="1234",
    private_mark="",
    command="/",
    lasting=True,
    own_map="picture",
    pack=pack,
    limits=Limits(overall=25, apart=1.0, burst=3, group=18, group_mark="-"),  # of 30/s, 1/s and 20/min (2026-11)
    invitation="https://t.me/{bot}?start={token}",
    invites_here=False,
    anybody_begins=False,
    forms=False,
    home_page=False,
    topic_mark=TOPIC,
    fetched_by_one=True,
    setup=Setup(
        section=Telegram,
        secrets=("token", "webhook_secret"),
        needs=("token",),
        page="docs/telegram.md",
        hidden=r"(?<!\d)\d{3,}:[A-Za-z0-9_-]{10,}",
        connect=_connect,
        check=_check,
        ask_name=_ask_name,
        reaches=_reaches,
        reread=_reread,
        further=_further,
    ),
)
