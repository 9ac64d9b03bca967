"""What should be forgotten? A touchpoint with all about it, or one answer.

Law: what is left out is a tombstone in the log, and is not asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.asides.menu.changeable import answer_choices, visit_of
from reisleider.flows.dialogue.ask import touchpoint_choice
from reisleider.flows.dialogue.moves import back_to_place, drop_item, leave_aside
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.steps import is_item
from reisleider.flows.words.chrome import CHROME

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class LeaveOut(AsideType):
    """What should be forgotten? A touchpoint with all about it, or one answer."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        items = tuple(touchpoint_choice(item) for item in turn.story.items)
        return Question("menu.leave-out", EMPTY, (*items, *answer_choices(turn, None), CHROME["never-mind"]))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        if choice.id == "never-mind":
            leave_aside(turn)
            return True
        item = turn.story.item(choice.id) if is_item(choice.id) else None
        if item is not None:
            drop_item(turn, item)
            turn.say("removed", {"step": Words(item.words)})
        else:
            step, about = visit_of(choice)
            turn.note(step, about, None, kind="removed", verbatim="")
            turn.note(step, about, None, kind="skipped", verbatim="")
            turn.say("removed.answer")
        back_to_place(turn)
        return True


TYPE = LeaveOut()
