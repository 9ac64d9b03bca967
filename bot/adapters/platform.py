"""What a chat platform is to the rest of the program: one record, found in its own package.

Law: the only things the program knows of a platform stand here; no other file names one, and its library is imported
when it is connected or asked, never to read the record.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal

from reisleider.bot import adapters
from reisleider.bot.adapters.form import Form
from reisleider.flows.faults import StudyFault
from reisleider.flows.gate.places import Places, Shapes, home
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.messages import Address, Message, Update

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Connected
    from reisleider.bot.adapters.installed import Workspaces
    from reisleider.bot.adapters.link import Link  # needs what counts, which a command line does without
    from reisleider.bot.adapters.section import Section  # needs pydantic, half of what a start takes

PREFIX = "REISLEIDER_"
"""How every environment variable of ours begins."""
Menu = tuple[tuple[str, str], ...]
"""Commands to choose from, as (name, what it does)."""
Home = Callable[[str, str, str, str], Awaitable[tuple[Message, ...]]]
"""What a person's own page shows, by platform, tenant, account and language."""


@dataclass(frozen=True)
class Limits:
    """How fast a platform may be written to: ``overall`` calls per second; ``apart`` seconds between two calls to one
    chat, after ``burst`` free ones; ``group`` calls per minute to one group, whose chat begins with ``group_mark``."""

    overall: float
    apart: float
    burst: int = 3
    group: int | None = None
    group_mark: str = ""


def _unwatched() -> Link:
    from reisleider.bot.adapters.link import Link  # noqa: PLC0415 - see above

    return Link()


@dataclass(frozen=True)
class Surroundings:
    """What the program gives an adapter that it connects. ``menus``: per language the commands of (private chats,
    groups); ``form``: the form for a new study in a language; ``poll``: seconds that one question for updates waits;
    ``quiet``: seconds without a sign of life after which a connection is made anew; ``patience``: how many times as
    long as usual a platform may take to answer, on a machine that does much else; ``hears``: bytes of the largest
    voice message that is to be heard, 0: none is; ``link`` is where it says whether it can be reached;
    ``workspaces`` remembers those that install the app themselves."""

    language: str
    menus: Mapping[str, tuple[Menu, Menu]] = field(default_factory=dict)
    form: Callable[[str], Form] | None = None
    home: Home | None = None
    poll: int = 25
    quiet: float = 600.0
    patience: float = 1.0
    hears: int = 0
    link: Link = field(default_factory=_unwatched)
    workspaces: Workspaces | None = None


@dataclass(frozen=True)
class Further:
    """One more bot on a platform: its own ``name``, ``settings`` as if it stood alone, and whose studies are its own:
    a circle (see docs/architecture.md), "" for the first."""

    name: str
    settings: Section
    circle: str


@dataclass(frozen=True)
class Setup:
    """How a platform is set up and connected.

    ``section`` is its section of the settings, ``secrets`` those of its keys that come from the environment alone;
    ``needs`` are the keys it cannot do without, the first of which, or one ``instead``, tells that it is used at all;
    ``page`` tells how.
    ``hidden`` is a pattern of what no log line may show: what its tokens look like. ``connect`` makes an adapter, or
    raises SettingFault where a setting is missing. ``check`` asks the platform and returns findings, and whether all
    is well. ``ask_name`` asks what the bot is called there, raising SettingFault. ``manifest`` makes what is pasted
    at the platform to register the bot, its argument a public address or None; a package that has it has a
    ``manifest.py``, so that the command for it is known without the record. ``reaches`` asks whether a study may post
    somewhere, and returns why not. ``further`` tells which more bots its section names,
    ``circle`` whose studies those of a workspace are that installed the app itself. ``reread`` reads what once
    could not be (``Unread.body``) again, and raises anything where it still cannot.
    """

    section: type[Section]
    secrets: tuple[str, ...]
    needs: tuple[str, ...]
    page: str
    connect: Callable[[Section, Surroundings], Connected]
    check: Callable[[Section], Awaitable[tuple[tuple[str, ...], bool]]]
    hidden: str = ""
    ask_name: Callable[[Section], Awaitable[str]] | None = None
    manifest: Callable[[str | None], dict[str, Any]] | None = None  # JSON of the platform's own
    reaches: Callable[[Section, Address], Awaitable[str | None]] | None = None
    reread: Callable[[Any], Update | None] | None = None  # the same
    further: Callable[[Section], tuple[Further, ...]] | None = None
    circle: Callable[[Section, str], str] | None = None
    instead: tuple[str, ...] = ()

    def used(self, settings: Section) -> bool:
        """Whether these settings say that the platform is to be connected."""
        return any(getattr(settings, key) for key in (self.needs[0], *self.instead))

    def variable(self, platform: str, key: str) -> str:
        """The environment variable that a key of its section is set with."""
        return f"{PREFIX}{platform}__{key}".upper()


def whole(message: Message) -> tuple[Message, ...]:
    """A message as one call, for a platform without limits."""
    return (message,)


@dataclass(frozen=True)
class Platform:
    """One chat platform.

    ``name`` is what its addresses carry and its section of the settings is called, ``title`` what people call it.

    Addresses: ``tenant``, ``chat`` and ``account`` are patterns; ``private_mark`` stands before an account to address
    the conversation with that person alone; ``example`` shows an account, as an administrator is written. A thread
    that begins with ``topic_mark`` is a topic, a place of its own in a group; None where there are none.

    Ways: ``command`` is how a command begins, None where there are none. ``lasting``: people write in bursts, fall
    silent, and press buttons that stay, so bursts are joined, they are reminded, used buttons are taken away and the
    map comes by itself. ``own_map``: how somebody's own journey is shown. ``pack`` cuts a message into the calls it
    takes, within the platform's limits of text and buttons; ``limits``: how fast, None: at any pace.

    ``fetched_by_one``: where several programs run, one of them at a time may ask for updates.

    People: ``invitation`` is the address that opens an invitation, with slots ``{bot}`` and ``{token}``; None where
    no link does. ``invites_here``: colleagues are invited where they are, with a button. ``anybody_begins``: whoever
    is here may begin a study, not only admins and leads. ``forms`` and ``home_page``: what it has of these.
    """

    name: str
    title: str
    tenant: str
    chat: str
    account: str
    example: str
    private_mark: str
    command: str | None
    lasting: bool
    own_map: Literal["picture", "lines", "none"]
    pack: Callable[[Message], tuple[Message, ...]]
    limits: Limits | None
    invitation: str | None
    invites_here: bool
    anybody_begins: bool
    forms: bool
    home_page: bool
    setup: Setup | None
    topic_mark: str | None = None
    fetched_by_one: bool = False

    def place(self, address: Address) -> Address:
        """The place that an address is in: its chat, or the topic of it where those are places of their own."""
        topic = self.topic_mark is not None and (address.thread or "").startswith(self.topic_mark)
        return address if topic else replace(address, thread=None)

    def private(self, tenant: str, account: str) -> Address:
        """The conversation with this person alone."""
        return Address(self.name, tenant, f"{self.private_mark}{account}")

    def link(self, bot: str, token: str) -> str | None:
        """The address that opens an invitation to this bot, or None where no link does."""
        return None if self.invitation is None else self.invitation.format(bot=bot, token=token)


@cache
def platforms() -> tuple[Platform, ...]:
    """Every platform there is a package for; those that a link invites over come first, then by name."""
    packages = (one.name for one in iter_modules(adapters.__path__) if one.ispkg)
    found: list[Platform] = [import_module(f"{adapters.__name__}.{name}").PLATFORM for name in packages]
    return tuple(sorted(found, key=lambda one: (one.invitation is None, one.name)))


def having(module: str) -> tuple[str, ...]:
    """The platforms, by name, whose package has this module; none of it is imported to see that."""
    inside = {one.name: [f"{base}/{one.name}" for base in adapters.__path__] for one in iter_modules(adapters.__path__)}
    return tuple(name for name, folders in inside.items() if module in {one.name for one in iter_modules(folders)})


def platform_of(name: str) -> Platform:
    """The platform of this name; one that is not here (the demo, or a package that was taken away) does nothing."""
    return next((one for one in platforms() if one.name == name), None) or _nowhere(name)


@lru_cache(maxsize=64)
def _nowhere(name: str) -> Platform:
    return Platform(
        name=name,
        title=name,
        tenant="",
        chat="",
        account="",
        example="",
        private_mark="",
        command=None,
        lasting=False,
        own_map="none",
        pack=whole,
        limits=None,
        invitation=None,
        invites_here=False,
        anybody_begins=False,
        forms=False,
        home_page=False,
        setup=None,
    )


def set_up() -> tuple[tuple[Platform, Setup], ...]:
    """The platforms that can be set up, with how."""
    return tuple((one, one.setup) for one in platforms() if one.setup is not None)


def private_chat(platform: str, tenant: str, account: str) -> Address:
    """The conversation with this account alone."""
    return platform_of(platform).private(tenant, account)


def read_home(text: str) -> Address:
    """A place as somebody writes it, ``platform:tenant:chat``. Raises StudyFault where it can be none."""
    parts = text.split(":")
    if len(parts) != 3 or not all(parts):
        raise StudyFault(f"{text}: write a home as platform:tenant:chat, or - for none.")
    known = {one.name: one for one, _ in set_up()}
    if parts[0] not in known:
        raise StudyFault(f"{text}: there is no chat platform {parts[0]}; choose from {', '.join(known)}.")
    try:
        return home(Address(*parts), places())
    except Unfit as unfit:
        raise StudyFault(unfit.told()) from None


@cache
def places() -> Places:
    """What places and people are called on each platform, for the gate."""
    return {one.name: Shapes(one.title, one.tenant, one.chat, one.account) for one in platforms()}
