"""What an aside asks, and what is meant where it says nothing else.

Law: whoever hears a reply asks the aside here, and never compares its name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reisleider.flows.effects import Choice, Slot
from reisleider.flows.journey import Aside, Texts

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


@dataclass(frozen=True)
class Question:
    """What an aside asks: a catalogue key or a script's text, slots, and the choices on offer. ``open``: any words are
    an answer."""

    key: str | None
    slots: Mapping[str, Slot] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    text: Texts | None = None
    open: bool = False


class AsideType(ABC):
    """One kind of aside."""

    follows_up: bool = False
    """It asks more about an answer just given: skipping it leaves that step, and a burst of messages answers it."""

    may_wait: bool = False
    """Nothing is lost where something that cannot wait comes before it: it asks about what was noted already."""

    heard_anew: bool = False
    """What a reply turned out to be is heard as any reply is: it may be said to the bot, or belong beside."""
    stays: bool = False
    """Whoever does not answer it is asked plainly, as often as it takes: it cannot be left without an answer."""

    @abstractmethod
    def question(self, turn: Turn, aside: Aside) -> Question:
        """What it asks now."""

    @abstractmethod
    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        """Take the reply; False where it is no answer to this. An aside that found out what a reply was puts that in
        ``turn.said``, to be taken as one."""

    def meant_by(self, turn: Turn, choices: Sequence[Choice]) -> Choice | None:
        """The choice that words mean which are none of its labels; None where they mean none."""
        return None

    def gives_way(self, turn: Turn) -> bool:
        """Whether the reply is for the step's own question, which stands above this one."""
        return False

    def take_words(self, turn: Turn) -> bool:
        """Take words that are none of the choices on offer, where it asks to choose; False where they say nothing."""
        return False
