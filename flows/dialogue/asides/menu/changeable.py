"""The answers that can be changed or left out, as choices of a menu.

Law: only what the person said and what still holds, told back as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reisleider.flows.dialogue.recap import answered_steps
from reisleider.flows.effects import Choice, Slot, Words
from reisleider.flows.meaning.likeness import form
from reisleider.flows.steps import Step

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


def answer_choices(turn: Turn, item: str | None) -> Iterator[Choice]:
    """The answers that hold about one item, or about the whole, each named by its subject."""
    for step in answered_steps(turn.script, turn.story, item):
        if step.source != "labels":
            yield _choice(step, turn.told_back(step, item))
    if item is None:
        yield from _facts(turn)


def label_choice(turn: Turn, item: str) -> Iterator[Choice]:
    """The label that an item is said to be, or that it is none; or is taken to be, where it is not called just so."""
    for step in turn.script.saving("same-as"):
        label, about = turn.story.label_of(item), turn.story.item(item)
        called = label is not None and about is not None and form(about.words) in map(form, label.words.values())
        if label is not None and not (called and turn.story.matched(item)):
            yield _choice(step, label.words)
        elif turn.story.was_placed(item):
            yield _choice(step, turn.told_back(step, item))


def _facts(turn: Turn) -> Iterator[Choice]:
    """Answers about the study's segment facts; their choice names step and fact."""
    for fact in turn.interview.givens.facts:
        for step in answered_steps(turn.script, turn.story, fact.id):
            choice = _choice(step, turn.told_back(step, fact.id))
            yield replace(choice, id=f"{step.id}.{fact.id}")


def visit_of(choice: Choice) -> tuple[str, str | None]:
    """The visit that a menu choice stands for."""
    step, _, item = choice.id.partition(".")
    return step, item or None


def _choice(step: Step, answer: Slot) -> Choice:
    key = f"saves.{step.saves}"
    if isinstance(answer, Words):
        return Choice(step.id, key=key, words=answer.text)
    face = getattr(answer, "score", None)
    if face is not None:
        return Choice(step.id, key=key, face=face)
    return Choice(step.id, key=key, text=answer if isinstance(answer, Mapping) else None)
