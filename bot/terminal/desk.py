"""Who sits at this terminal: their settings, their language, what is stored, and how they are told and asked.

Law: what is told goes to standard output, whole; a file is written whole or not at all; nothing is erased unasked.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from reisleider.bot.adapters.console import PLATFORM, TENANT
from reisleider.bot.commands.request import Host
from reisleider.bot.config import Config
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.messages import Attachment
from reisleider.flows.words.replies import means
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.own_words import printable
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

PLAIN = ("dumb", "unknown")


@dataclass(frozen=True)
class Desk:
    """One command's surroundings. ``who``: the name of who sits here; ``host``: what the program knows
    of itself; ``out``: the file that was named; ``sure``: nothing needs to be asked."""

    config: Config
    store: Store
    language: str
    who: str = "me"
    host: Host = field(default_factory=Host)
    out: Path | None = None
    sure: bool = False

    @property
    def account(self) -> tuple[str, str, str]:
        return (PLATFORM.name, TENANT, self.who)

    def say(self, text: str) -> None:
        """Tell one thing."""
        say(text)

    def text(self, key: str, **slots: object) -> str:
        """A text in the language that is spoken here."""
        return gettext(self.language, key, **slots)

    def study(self, id: str, *, told: bool = False) -> Study:
        """The study with this id. Raises StudyFault where there is none, or (``told``) where nobody told anything."""
        found = self.store.look(lambda c: studies.load_study(c, id))
        if found is None:
            raise StudyFault(self.text("cli.no-study", study=id))
        if told and not self.store.look(lambda c: interviews.interviews(c, id)):
            raise StudyFault(self.text("cli.no-interviews", study=id))
        return found

    def write(self, file: Attachment, *, private: bool = False) -> None:
        """Write a file where it was asked for, else by its own name here, and tell where. ``private``: it holds what
        people said, and is for whoever writes it alone."""
        self.say(self.keep(file, private=private))

    def keep(self, file: Attachment, *, private: bool = False) -> str:
        """Write a file as ``write`` does; returns where. Raises StudyFault where it cannot be written."""
        path = (self.out or Path(file.name)).expanduser()
        write_whole(path, file.data, self.language, private=private)
        return str(path)

    def agree(self, question: str) -> None:
        """Ask whether somebody is sure; whoever is not leaves with code 1."""
        if not self.sure and not says_yes(question, self.language):
            raise SystemExit(1)


def say(text: str) -> None:
    """Tell one thing on standard output."""
    print(printable(text))  # noqa: T201 - this is what was asked for


def size_here() -> tuple[int, int] | tuple[None, None]:
    """How wide and high the terminal is, for the library that draws in it, where it says that it is a plain one: that
    library takes every plain one to have 80 columns. For others it looks itself."""
    return shutil.get_terminal_size() if os.environ.get("TERM") in PLAIN else (None, None)


def says_yes(question: str, language: str) -> bool:
    """Ask in the terminal; silence is no."""
    try:
        return means(input(f"{printable(question)} {gettext(language, 'cli.yes-no')} "), "yes")
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")
        return False


def write_whole(path: Path, data: bytes, language: str, *, private: bool = False) -> None:
    """Write a file, whole or not at all; ``private``: so that nobody else of this machine may read it, at no moment.
    Raises StudyFault where it cannot be written."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.unlink(missing_ok=True)  # one that was left behind could be readable for everybody
        made = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
        with os.fdopen(made, "wb") as file:
            file.write(data)
        partial.replace(path)
    except OSError as fault:
        partial.unlink(missing_ok=True)
        raise StudyFault(gettext(language, "cli.unwritable", file=path)) from fault
