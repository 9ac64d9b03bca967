"""Steps were told before they were asked: shall the list begin with those?

Law: what was told is offered once and never asked again; nothing is noted before it is agreed to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import add_items, leave_aside
from reisleider.flows.effects import Choice, Several, Words
from reisleider.flows.journey import Aside
from reisleider.flows.words.chrome import named, offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class ToldBefore(AsideType):
    """Steps were told before they were asked: shall the list begin with those?"""

    may_wait = True

    def question(self, turn: Turn, aside: Aside) -> Question:
        steps = Several(tuple(Words(words) for words in aside.data), numbered=True)
        return Question("outline.told-before", {"steps": steps}, offer("agree", "anew"))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        if choice.id == "agree":
            add_items(turn, str(aside.step), aside.data)
        leave_aside(turn)
        return True

    def gives_way(self, turn: Turn) -> bool:
        """Words that are no answer to this tell the first step."""
        aside = turn.aside
        if turn.said.kind != "text" or aside is None:
            return False
        return named(turn.said.text, offer("agree", "anew")) is None


TYPE = ToldBefore()
