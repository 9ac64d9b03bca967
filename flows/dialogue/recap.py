"""A person's story as it was understood, for the play-back and for the menu of what can be changed.

Law: only what they said themselves, in their words and order, and what a step was taken to be; what they had expected
is never told as what happened.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.dialogue.story.story import Item, Story
from reisleider.flows.effects import Recap, RecapLine, RecapNote
from reisleider.flows.journey import REMARKS, Texts, Touchpoint
from reisleider.flows.questions import type_of
from reisleider.flows.records import records_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.steps import Step
from reisleider.flows.words.cues import normalise

FELT = tuple(name for record in records_of(Touchpoint) if record.read == "score" for name in record.saves)
TOLD_OF_ITEM = (
    *(name for record in records_of(Touchpoint) if record.retold for name in record.saves),
    *(remark.saves for remark in REMARKS if remark.each),
)
TOLD_OF_WHOLE = tuple(remark.saves for remark in REMARKS if not remark.each)
BEGAN = ("trigger", "goal", "persona-goal")
HAPPENED = ("why",)


def recap(script: Script, story: Story) -> Recap:
    """How it began, the touchpoints in order with their faces and reasons, then what was said about the whole."""
    lines = tuple(_line(script, story, item) for item in story.items)
    told = tuple(note for saves in TOLD_OF_WHOLE for note in _notes(script, story, saves, None))
    began = tuple(note for note in told if note.saves in BEGAN)
    return Recap(lines, began, tuple(note for note in told if note.saves not in BEGAN))


def _line(script: Script, story: Story, item: Item) -> RecapLine:
    scores = [
        value
        for saves in FELT
        for step in script.saving(saves)
        if isinstance(value := story.value(step.id, item.id), int)
    ]
    notes = tuple(note for saves in TOLD_OF_ITEM for note in _notes(script, story, saves, item.id))
    return RecapLine(item.words, scores[0] if scores else None, notes, _label(story, item))


def _label(story: Story, item: Item) -> Texts | None:
    """The name of the label that an item was placed under unasked, where that says more than its own words do."""
    label = story.label_of(item.id) if story.matched(item.id) is not None else None
    if label is None:
        return None
    own = {*normalise(item.words).split()}
    return None if any({*normalise(name).split()} <= own for name in label.words.values()) else label.words


def _notes(script: Script, story: Story, saves: str, item: str | None) -> Iterator[RecapNote]:
    for step in script.saving(saves):
        words = story.words(step, item)
        if words is not None:
            yield RecapNote(words, None if saves in HAPPENED else saves)


def answered_steps(script: Script, story: Story, item: str | None) -> Iterator[Step]:
    """The steps with an answer that holds, about one item or about the whole, in script order."""
    for step in script.steps:
        if not type_of(step.kind).revisable or step.id == script.steps[0].id:
            continue
        if (step.loop is None) is (item is None) and story.value(step.id, item) is not None:
            yield step
