"""What a question type may say of itself, and what is meant where it says nothing.

Law: whoever asks, words, corrects, folds or fades an answer asks the type here, and never compares its name.
The defaults are those of a question whose answer is one value of its own shape; whether that may outlive people's
words, a type has to say.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace

from reisleider.flows.effects import Choice, Slot
from reisleider.flows.journey import Texts, Value
from reisleider.flows.listening.acts import Answer, Asked, Reading
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Taken
from reisleider.flows.steps import Step

Named = Callable[[Value], Slot]
"""How an id is told back: a listed item in its author's words, an option or a source's choice by its text; anything
else as it is written."""


class QuestionType(ABC):
    """One type of question: how it is put, what a reply to it means, and how its answer is used afterwards."""

    kind: str
    """Its name in a script, and its file's (with - for _)."""
    example: tuple[str, str, Value]
    """A step in TOML, a typed reply, and the value it is stored as."""
    reads: Reading = "one"
    """How a typed reply is read."""
    counted: bool = False
    """A typed number is the choice at that place, for its choices are told with their numbers."""
    open: bool = False
    """Answered in free words: a burst of messages is one answer, and a photo may stand for it."""
    numbered: bool = False
    """A typed number means the button at that place, and never itself."""
    echoes: bool = True
    """Typed words that stand for a button are said back as that button."""
    ticks: bool = False
    """Choices are ticked one by one on the question as it stands, until Done."""
    builds_list: bool = False
    """Every reply adds an item for loops to go over; the question stays until its list is closed."""
    is_review: bool = False
    """Plays the whole interview back and closes it."""
    takes_others: bool = False
    """Words that fit none of its options may stand for one of them, where its step says which (``own``)."""
    wordless: bool = False
    """No answer holds a word of somebody's own, so that it stays when people's words are removed."""

    @property
    def revisable(self) -> bool:
        """Whether its answer can be changed by itself: from the menu, or by a button pressed late."""
        return not (self.builds_list or self.is_review)

    def faults(self, step: Step) -> Iterator[str]:
        """What is wrong with a step of this type, one sentence each."""
        return iter(())

    def could_be(self, step: Step, value: object) -> bool:
        """Whether an answer can be this value, as a condition in a script says."""
        named = any(value in (option.id, option.face) for option in step.options)
        return named or (step.source is not None and step.source != "touchpoint")

    def text(self, step: Step, offer: Offer) -> Texts:
        """The question's words now, in every language."""
        return step.text

    def choices(self, step: Step, offer: Offer) -> tuple[Choice, ...]:
        """The buttons to show now."""
        return (*offer.source, *step.shown)

    def asked(self, step: Step, offer: Offer, *, numbers: bool = False) -> Asked:
        """What stands open, for who reads a typed reply. ``numbers``: whether the choices are shown with theirs."""
        return Asked(
            self.reads,
            step.saves,
            (*offer.source, *step.shown),
            step.hidden,
            numbers=self.counted or numbers,
            days={option.id: option.days for option in step.options if option.days is not None},
            today=offer.today,
            listed=offer.listed,
        )

    def meant_by(self, step: Step, offer: Offer, text: str, choices: tuple[Choice, ...]) -> tuple[Choice | None, bool]:
        """The one of these choices that typed words mean (its label, its number, a word of it), and whether that is
        sure."""
        meant = read_reply(text, replace(self.asked(step, offer), choices=choices, hidden=()))
        wanted = meant.act.choice if isinstance(meant.act, Answer) else None
        return next((one for one in choices if one.id == wanted), None), meant.sure

    def named_by(self, step: Step, offer: Offer, text: str, choices: tuple[Choice, ...]) -> Choice | None:
        """The one of these choices that typed words surely name."""
        choice, sure = self.meant_by(step, offer, text, choices)
        return choice if sure else None

    @abstractmethod
    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        """What a reply means."""

    def reread(self, step: Step, offer: Offer, said: Said) -> Value:
        """The answer after its message was edited; None where an edit changes nothing."""
        outcome = self.parse(step, offer, replace(said, kind="text"))
        return outcome.value if isinstance(outcome, Taken) else None

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        """Whether a button pressed once more says what was answered already."""
        return bool(choice == value)

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        """The answer as it is told back, in a few words; "" where it is not."""
        return named(value)

    def own_words(self, value: Value) -> str | None:
        """The answer as something said: what the map, the play-back and the exports show of it; None where it is a
        choice or a number."""
        return None

    def without_words(self, value: Value, name: str | None) -> Value:
        """What stays of an answer when people's words are removed, or None; ``name`` is what the item it adds to a list
        is called from then on."""
        return value if self.wordless else None
