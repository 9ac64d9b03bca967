"""Who asks what, where, and how they are answered: what every command of the facilitator works with.

Law: runs on the caller's connection and sends nothing itself; answers go where only those who may read them can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from reisleider.bot.adapters.platform import platform_of, platforms, private_chat
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify, Slot
from reisleider.flows.journey import Study
from reisleider.flows.languages import FIRST, LANGUAGES
from reisleider.flows.messages import Address, Button, Message, Update
from reisleider.flows.synthesis.progress import LONG
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import interviews, studies
from reisleider.storage.store import Connection


@dataclass(frozen=True)
class Host:
    """What the program knows of itself: admins, the bot's name per platform, the language where nobody chose one."""

    admins: frozenset[tuple[str, str, str]] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    language: str = FIRST

    def link(self, token: str) -> str | None:
        """The address that opens an invitation, or None where nothing is connected that a link invites over."""
        links = (platform_of(name).link(bot, token) for name, bot in self.names.items())
        return next((one for one in links if one is not None), None)

    @property
    def through(self) -> str:
        """What people call where an invitation is opened: what is connected, else what could be."""
        found = [one for one in platforms() if one.invitation is not None]
        connected = [one for one in found if one.name in self.names]
        return ", ".join(one.title for one in connected[:1] or found)


@dataclass(frozen=True)
class Asked:
    """One command on its way: who asks what, where, and about which study where it needs one.

    ``words``: what stands behind the command's name; ``hears``: a terminal, which shows what else goes to a chat.
    """

    c: Connection
    update: Update
    host: Host
    now: datetime
    words: tuple[str, ...] = ()
    about: Study | None = None
    hears: Callable[[Message], None] | None = None

    @property
    def study(self) -> Study:
        """The study that a lead's command is about."""
        assert self.about is not None
        return self.about

    @property
    def language(self) -> str:
        spoken = self.update.language
        return spoken if spoken in LANGUAGES else self.host.language

    @property
    def account(self) -> tuple[str, str, str]:
        return (self.update.address.platform, self.update.address.tenant, self.update.author)

    @property
    def by(self) -> str:
        """How what they decide is signed: their account, as decisions keep it."""
        return ":".join(self.account)

    @property
    def private(self) -> Address:
        """Where only the one who asks can read."""
        address = self.update.address
        if self.update.private:
            return address
        return private_chat(address.platform, address.tenant, self.update.author)

    def say(self, key: str, slots: Mapping[str, Slot] | None = None, buttons: Sequence[Button] = ()) -> None:
        """Answer where it was asked; in a channel only the one who asked sees it, where the platform can do that."""
        self.post(self.update.address, self.message(key, slots, buttons))

    def say_wait(self, study: str) -> None:
        """Say that it takes a moment, where a study is so big that whoever waits would stare at nothing."""
        if interviews.count_interviews(self.c, study) >= LONG:
            self.say("wait.looking")

    def message(self, key: str, slots: Mapping[str, Slot] | None = None, buttons: Sequence[Button] = ()) -> Message:
        worded = word_notice(Notify(key, slots or {}), self.language)
        only = None if self.update.private else self.update.author
        return replace(worded, buttons=tuple(buttons), only_for=only)

    def post(self, address: Address, message: Message) -> None:
        if self.hears is not None:
            self.hears(message)
            return
        post(self.c, address, message, self.now)

    def may_lead(self, study: str) -> bool:
        return bool(self.update.author) and (
            self.account in self.host.admins or self.account in studies.leads_of(self.c, study)
        )


def slash(update: Update) -> str:
    """How a command begins on this platform."""
    return platform_of(update.address.platform).command or "/"


def title_of(study: Study, language: str) -> str:
    """What a study is called, in this language where it has it."""
    return study.title.get(language) or study.title[study.languages[0]]
