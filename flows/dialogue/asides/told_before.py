"""Steps were told before they were asked: shall the list begin with those?

Law: what was told is offered once and never asked again; nothing is noted before it is agreed to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.asides.heard_steps import agrees_plainly, rearrange
from reisleider.flows.dialogue.moves import add_items, leave_aside
from reisleider.flows.effects import Choice, Several, Words
from reisleider.flows.journey import Aside
from reisleider.flows.listening.telling.rearrangement import hear_rearrangement
from reisleider.flows.words.chrome import CHROME, named, offer
from reisleider.flows.words.replies import means

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class ToldBefore(AsideType):
    """Steps were told before they were asked: shall the list begin with those?"""

    may_wait = True

    def question(self, turn: Turn, aside: Aside) -> Question:
        steps = Several(tuple(Words(words) for words in aside.data), numbered=True)
        return Question("outline.told-before", {"steps": steps}, offer("agree", "anew"), open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        step, told = str(aside.step), aside.data
        if choice is None and agrees_plainly(turn.said.text):
            choice = CHROME["agree"]
        if choice is not None:
            turn.heard("accepted", choice)
            if choice.id == "agree":
                add_items(turn, step, told)
            leave_aside(turn)
            return True
        wanted = hear_rearrangement(turn.said.text, len(told))
        if wanted is None:
            return False
        turn.heard("accepted")
        items = add_items(turn, step, told)
        rearrange(turn, Aside("heard-steps", step, data={"items": list(items), "told": ", ".join(told)}), wanted)
        return True

    def gives_way(self, turn: Turn) -> bool:
        """Other words tell a step: the next one where they begin with a yes, else the first."""
        aside, text = turn.aside, turn.said.text
        if turn.said.kind != "text" or aside is None or named(text, offer("agree", "anew")) is not None:
            return False
        if agrees_plainly(text) or hear_rearrangement(text, len(aside.data)) is not None:
            return False
        if not text.strip() or text.strip().isdecimal():
            return False
        if means(text.replace(",", " ").split()[0], "yes"):
            add_items(turn, str(aside.step), aside.data)
        return True


TYPE = ToldBefore()
