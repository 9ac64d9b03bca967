"""A step that was forgotten: its words, then where it came.

Law: it joins the script's first list under an id that was never used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import leave_aside, new_item
from reisleider.flows.effects import Choice
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.words.chrome import offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class MenuAdd(AsideType):
    """A step that was forgotten: its words, then where it came."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("menu.add", EMPTY, offer("never-mind"), open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        words = turn.said.text.strip()
        if choice is None and not words:
            return False
        turn.heard("accepted", choice)
        if choice is not None:
            leave_aside(turn)
            return True
        item = new_item(turn)
        turn.note(turn.script.lists[0], item, words)
        turn.turn_to(Aside("position", turn.script.lists[0], item))
        return True


TYPE = MenuAdd()
