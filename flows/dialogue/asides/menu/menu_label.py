"""Another label for a touchpoint, or none.

Law: what its author says goes before what it was taken for; only names are shown, and the likeliest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.ask import label_choices, offer_of
from reisleider.flows.dialogue.moves import back_to_place
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import Aside
from reisleider.flows.questions import type_of
from reisleider.flows.words.chrome import CHROME

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class MenuLabel(AsideType):
    """Another label for a touchpoint, or none; everything said about it stays."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        item, step = turn.story.item(aside.item), turn.script.step(str(aside.step))
        choices = (*label_choices(turn.story, aside.item), *step.shown, CHROME["never-mind"])
        return Question("menu.label", {"step": Words(item.words if item else "")}, choices)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        if choice.id != "never-mind":
            before = turn.story.answer(str(aside.step), aside.item)
            turn.note(str(aside.step), aside.item, choice.id, supersedes=before.seq if before else None)
        back_to_place(turn)
        return True

    def take_words(self, turn: Turn) -> bool:
        """A word of a label means it, as where it is asked."""
        aside = turn.aside
        if aside is None:
            return False
        step = turn.script.step(str(aside.step))
        choices = self.question(turn, aside).choices
        meant = type_of(step.kind).named_by(step, offer_of(turn.story, step, aside.item), turn.said.text, choices)
        return meant is not None and self.answer(turn, aside, meant)


TYPE = MenuLabel()
