"""New words for a touchpoint.

Law: everything said about it stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import back_to_place
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import Aside
from reisleider.flows.words.chrome import offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class MenuWords(AsideType):
    """New words for a touchpoint; everything said about it stays."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        item = turn.story.item(aside.item)
        return Question("menu.words", {"step": Words(item.words if item else "")}, offer("never-mind"), open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        words = turn.said.text.strip()
        item = turn.story.item(aside.item)
        if choice is None and item is not None:
            if not words:
                return False
            before = turn.story.answer(item.step, item.id)
            turn.note(item.step, item.id, words, supersedes=before.seq if before else None)
        turn.heard("accepted", choice)
        back_to_place(turn)
        return True


TYPE = MenuWords()
