"""A person at a terminal: what was shown to them, and what they do with it as the update a chat would bring.

Law: adds nothing a chat platform would not know: keys, references and the fence that a button carries.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reisleider.bot.transcripts.acts import Act, TranscriptFault
from reisleider.flows.messages import Address, Button, Message, Said, Update


class Seat:
    """Where one person sits. ``visit`` makes keys and references unlike those of any other visit; UTC ``clock``."""

    def __init__(self, address: Address, author: str, visit: str, clock: Callable[[], datetime]) -> None:
        self.address = address
        self.author = author
        self.visit = visit
        self.clock = clock
        self.open: Message | None = None
        self._shown: dict[int, Message] = {}
        self._typed: list[str] = []
        self._last: Update | None = None
        self._count = 0

    def see(self, message: Message) -> None:
        """Take in a message that is shown."""
        if message.turn is not None:
            self.open = message
            self._shown[message.turn] = message

    def picked(self, words: str) -> Button | None:
        """The button a typed number stands for, where the open question has numbered ones."""
        if self.open is None or not self.open.numbered or not words.strip().isdecimal():
            return None
        number = int(words.strip()[:4])
        return self.open.buttons[number - 1] if 1 <= number <= len(self.open.buttons) else None

    def update(self, act: Act) -> Update:
        """What this act brings to the bot. Raises TranscriptFault where there is nothing to edit, press or repeat.

        ``wait`` and ``restart`` bring no update; whoever plays a transcript carries those out.
        """
        if act.kind == "repeat":
            if self._last is None:
                raise TranscriptFault("There is nothing to repeat yet; put (repeat) after a reply.")
            return self._last
        said = self._said(act)
        self._count += 1
        key = f"{self.address.platform}:{self.visit}:{self._count}"
        self._last = Update(key, self.address, self.author, said, self.clock())
        return self._last

    def _said(self, act: Act) -> Said:
        if act.kind == "press":
            return self._press(act)
        if act.kind == "edit":
            return Said("edit", act.text, ref=self._ref(act.number))
        if act.kind == "file":
            return Said("file", file=(act.text, f"{self.visit}.{self._count + 1}"), ref=self._new_ref())
        if act.kind == "say":
            return Said("text", act.text, ref=self._new_ref())
        raise TranscriptFault(f"({act.kind}) is done by whoever plays a transcript, not by who sits at the chat.")

    def _press(self, act: Act) -> Said:
        shown = self.open if act.number is None else self._shown.get(act.number)
        if shown is None:
            known = ", ".join(str(turn) for turn in self._shown) or "none yet"
            raise TranscriptFault(f"No buttons were shown in turn {act.number}; there were buttons in: {known}.")
        if act.text not in [button.id for button in shown.buttons]:
            known = ", ".join(button.id for button in shown.buttons) or "none"
            raise TranscriptFault(f"There is no button {act.text} here; the buttons are: {known}.")
        return Said("press", choice=act.text, turn=shown.turn, interview=shown.interview)

    def _ref(self, number: int | None) -> str:
        if not 1 <= (number or len(self._typed)) <= len(self._typed) or number == 0:
            raise TranscriptFault(f"There is no message {number or 1} to edit; {len(self._typed)} were typed so far.")
        return self._typed[(number or len(self._typed)) - 1]

    def _new_ref(self) -> str:
        self._typed.append(f"{self.visit}.{len(self._typed) + 1}")
        return self._typed[-1]
