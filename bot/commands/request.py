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
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection


@dataclass(frozen=True)
class Host:
    """What the program knows of itself: admins, what the bot is called on each line (such as "telegram:school"), the
    language where nobody chose one. ``lines``: the name of a line by the text of it (``line_of``); ``circles``: whose
    studies each line serves, by its name, where that is not the first circle."""

    admins: frozenset[tuple[str, str, str]] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    language: str = FIRST
    lines: Mapping[str, str] = field(default_factory=dict)
    circles: Mapping[str, str] = field(default_factory=dict)

    def called(self, address: Address) -> str:
        """What operators call the line that an address is reached through."""
        return self.lines.get(people.line_of(address), address.platform)

    def circle_of(self, address: Address) -> str | None:
        """Whose studies can be asked about from there; None: everybody's, as in the operator's own terminal."""
        if platform_of(address.platform).setup is None:
            return None
        return self.circles.get(self.called(address), "")

    def sees(self, c: Connection, address: Address, study: str) -> bool:
        """Whether a study is of the circle that is asked from there."""
        circle = self.circle_of(address)
        return circle is None or studies.circle_of(c, study) == circle

    def link(self, token: str, circle: str = "") -> str | None:
        """The address that opens an invitation to a study of this circle, or None where nothing of it is connected
        that a link invites over."""
        links = (platform_of(kind_of(name)).link(bot, token) for name, bot in self._in(circle))
        return next((one for one in links if one is not None), None)

    def through(self, circle: str = "") -> str:
        """What people call where an invitation is opened: what is connected, else what could be."""
        found = [one for one in platforms() if one.invitation is not None]
        here = {kind_of(name) for name, _ in self._in(circle)}
        connected = [one for one in found if one.name in here]
        return ", ".join(one.title for one in connected[:1] or found)

    def _in(self, circle: str) -> list[tuple[str, str]]:
        return [(name, bot) for name, bot in self.names.items() if self.circles.get(name, "") == circle]


def kind_of(line: str) -> str:
    """The platform of a line, by what operators call it."""
    return line.partition(":")[0]


def title_of_line(line: str) -> str:
    """What a line is called when it is spoken of: its platform's title, and its own name where it has one."""
    kind, _, name = line.partition(":")
    return f"{platform_of(kind).title} ({name})" if name else platform_of(kind).title


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

    @property
    def circle(self) -> str:
        """Whose studies this is about: those of the study's circle, else of who asks."""
        if self.about is not None:
            return studies.circle_of(self.c, self.about.id)
        return self.host.circle_of(self.update.address) or ""

    @property
    def through(self) -> str:
        """What people call where an invitation to what this is about is opened."""
        return self.host.through(self.circle)

    def link(self, token: str) -> str | None:
        """The address that opens an invitation to what this is about, or None."""
        return self.host.link(token, self.circle)

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
        if not self.update.author or not self.host.sees(self.c, self.update.address, study):
            return False
        return self.account in self.host.admins or self.account in studies.leads_of(self.c, study)


def slash(update: Update) -> str:
    """How a command begins on this platform."""
    return platform_of(update.address.platform).command or "/"


def title_of(study: Study, language: str) -> str:
    """What a study is called, in this language where it has it."""
    return study.title.get(language) or study.title[study.languages[0]]
