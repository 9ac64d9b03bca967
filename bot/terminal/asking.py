"""How somebody at a terminal is asked to choose: in a sentence with numbered choices, answered by number or in words.

Law: who says something else is asked once more, in one sentence; leaving in any way is leaving.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reisleider.bot.adapters.console.console import PROMPT
from reisleider.bot.adapters.console.screen import Glass
from reisleider.flows.effects import Choice, Notify, Slot
from reisleider.flows.messages import Button, Message
from reisleider.flows.words.replies import choose, means
from reisleider.renderers.chat.wording import label_of, word_notice

Read = Callable[[], str | None]
"""The next line that was typed; None where the person left (Ctrl-C, end of input)."""
Meant = Callable[[str, Sequence[Choice]], str | None]
"""The id of a choice that common words mean (yes, back); None where they mean none."""


class LeftError(Exception):
    """The person leaves; everything is kept already."""


def ask_line() -> str | None:
    """A line from whoever sits at this terminal."""
    try:
        return input(PROMPT).encode(errors="replace").decode()
    except (EOFError, KeyboardInterrupt):
        return None


class Asking:
    """Asks one person, on one screen."""

    def __init__(self, language: str, read: Read, screen: Glass, meant: Meant) -> None:
        self.language, self.screen = language, screen
        self._read, self._meant = read, meant

    def ask(self, key: str, slots: Mapping[str, Slot], choices: Sequence[Choice]) -> str:
        """The id of what is chosen under a text of the catalogue. Raises LeftError."""
        return self.choose(word_notice(Notify(key, slots), self.language), choices)

    def choose(self, message: Message, choices: Sequence[Choice]) -> str:
        """The id of what is chosen under a message. Raises LeftError."""
        self._show(message, choices, numbered=True)
        while True:
            id = self.picked(self.heard(), choices)
            if id is not None:
                return id
            self.say("merge.wrong-choice")

    def picked(self, line: str, choices: Sequence[Choice]) -> str | None:
        """The id of the choice that a line means; None where it means none. Raises LeftError."""
        picked = choose(line, choices)
        id = self._meant(line, choices) if picked is None else picked.id
        if id == "stop" or (id is None and _leaves(line)):
            raise LeftError
        return id

    def line(self) -> str:
        """What is typed. Raises LeftError where that is that they leave."""
        line = self.heard()
        if _leaves(line):
            raise LeftError
        return line

    def heard(self) -> str:
        """What is typed, whatever it means. Raises LeftError where nobody is there any more."""
        line = self._read()
        if line is None:
            raise LeftError
        return line

    def say(
        self,
        key: str,
        slots: Mapping[str, Slot] | None = None,
        choices: Sequence[Choice] = (),
        *,
        numbered: bool = True,
    ) -> None:
        """Tell a text of the catalogue."""
        self._show(word_notice(Notify(key, slots or {}), self.language), choices, numbered=numbered)

    def offer(self, message: Message, choices: Sequence[Choice]) -> None:
        """Tell a message with numbered choices, beside which anything may be typed."""
        self._show(message, choices, numbered=True)

    def show(self, message: Message) -> None:
        """Tell a message."""
        self._show(message, (), numbered=False)

    def _show(self, message: Message, choices: Sequence[Choice], *, numbered: bool) -> None:
        buttons = tuple(Button(one.id, label_of(one, self.language)) for one in choices)
        self.screen.show(replace(message, buttons=buttons, numbered=numbered))


def _leaves(line: str) -> bool:
    return means(line, "stop") or means(line, "pause")
