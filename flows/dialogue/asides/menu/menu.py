"""The edit menu, first level: what would you like to change?

Law: shows only what the person said; changing leads through the script's own question, so the same rules hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.asides.in_words import change_in_words
from reisleider.flows.dialogue.asides.menu.changeable import answer_choices, visit_of
from reisleider.flows.dialogue.ask import touchpoint_choice
from reisleider.flows.dialogue.moves import leave_aside
from reisleider.flows.effects import Choice
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.steps import is_item
from reisleider.flows.words.chrome import CHROME, offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class Menu(AsideType):
    """First level: touchpoints by their words, other answers by their subject, and adding a step."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        items = tuple(touchpoint_choice(item) for item in turn.story.items)
        adding = offer("add") if items else ()
        choices = (*items, *answer_choices(turn, None), *adding, CHROME["never-mind"])
        return Question("menu.what", EMPTY, choices)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        if choice.id == "never-mind":
            leave_aside(turn)
        elif choice.id == "add":
            turn.turn_to(Aside("menu-add"))
        elif is_item(choice.id):
            turn.turn_to(Aside("menu-item", item=choice.id))
        else:
            turn.keep(aside=None)
            turn.jump(*visit_of(choice))
            turn.ask()
        return True

    def take_words(self, turn: Turn) -> bool:
        """What is to change may be said as well as chosen."""
        return change_in_words(turn)


TYPE = Menu()
