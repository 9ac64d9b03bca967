"""Where a step that was added later came: after which other step?

Law: its place is a line of its own in the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.ask import touchpoint_choice
from reisleider.flows.dialogue.moves import settle_review
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import Aside
from reisleider.flows.steps import REVIEW
from reisleider.flows.words.chrome import CHROME

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class Position(AsideType):
    """After which step did a step that was added later come?"""

    def question(self, turn: Turn, aside: Aside) -> Question:
        item = turn.story.item(aside.item)
        others = [one for one in turn.story.items if one.id != aside.item]
        choices = (CHROME["first"], *(touchpoint_choice(one) for one in others), CHROME["last"])
        return Question("menu.position", {"step": Words(item.words if item else "")}, choices)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        others = [one.id for one in turn.story.items if one.id != aside.item]
        behind = {"first": "", "last": others[-1] if others else ""}.get(choice.id, choice.id)
        turn.note(str(aside.step), aside.item, behind, kind="order", verbatim="")
        turn.keep(aside=None)
        if turn.interview.state == REVIEW:
            settle_review(turn)
        turn.ask()
        return True


TYPE = Position()
