"""The edit menu, second level: what about this touchpoint?

Law: its words, or one answer about it, each through its own question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.asides.menu.changeable import answer_choices, label_choice
from reisleider.flows.dialogue.moves import ask_label, leave_aside
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import Aside
from reisleider.flows.words.chrome import CHROME

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class MenuItem(AsideType):
    """Second level: what about this touchpoint? Its words, or an answer about it."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        item = turn.story.item(aside.item)
        label = label_choice(turn, item.id) if item else ()
        choices = (CHROME["words"], *label, *answer_choices(turn, aside.item), CHROME["never-mind"])
        return Question("menu.which-answer", {"step": Words(item.words if item else "")}, choices)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        if choice.id == "never-mind":
            leave_aside(turn)
        elif choice.id == "words":
            turn.turn_to(Aside("menu-words", item=aside.item))
        elif turn.script.step(choice.id).source == "labels":
            ask_label(turn, str(aside.item))
        else:
            turn.keep(aside=None)
            turn.jump(choice.id, aside.item)
            turn.ask()
        return True


TYPE = MenuItem()
