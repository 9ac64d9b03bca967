"""Turns a step's options into choices, and a reply into one of them; what most question types share.

Law: hidden options are understood but never shown; an option's value is its id unless its type says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.flows.effects import Choice
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer
from reisleider.flows.steps import Option, Step
from reisleider.flows.words.replies import choose


def heard(step: Step, offer: Offer) -> tuple[Choice, ...]:
    """Everything that counts as an answer, shown first so that typed numbers match what is seen."""
    return (*offer.source, *step.shown, *step.hidden)


def pick(said: Said, choices: Sequence[Choice]) -> tuple[Choice | None, str | None]:
    """The choice pressed, or typed as a whole; (None, None) where none fits."""
    if said.kind == "press":
        return next((choice for choice in choices if choice.id == said.choice), None), None
    return choose(said.text, choices), None


def option_of(step: Step, choice: Choice) -> Option | None:
    """The option behind a choice, or None where the choice came from a source."""
    return next((option for option in step.options if option.id == choice.id), None)
