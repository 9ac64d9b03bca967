"""Somebody is in need or asks for help now: who can help, and whether to go on.

Law: no next question and no follow-up comes before it; what they wrote was kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import move_on
from reisleider.flows.effects import Ask, Choice, Say
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.questions import type_of
from reisleider.flows.words.chrome import CHROME, offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class Distress(AsideType):
    """Somebody is in need or asks for help now: who can help, and whether to go on. What they wrote was kept."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("distress", EMPTY, offer("go-on", "stop-here"), open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            if not turn.said.text.strip():
                return False
            turn.heard("accepted")
            turn.note(str(aside.step), aside.item, turn.said.text.strip(), kind="remark")
            turn.ask_beside(aside)
            return True
        turn.heard("accepted", choice)
        if choice == CHROME["stop-here"]:
            turn.turn_to(Aside("stop"))
            return True
        turn.keep(aside=None)
        if not type_of(turn.step.kind).builds_list and turn.story.answered(turn.step, turn.item):
            move_on(turn)
        else:
            turn.ask()
        return True


def hand_over(turn: Turn) -> None:
    """Say who can help instead of asking the next question or following up."""
    turn.effects[:] = [one for one in turn.effects if not isinstance(one, Ask | Say)]
    turn.turn_to(Aside("distress", turn.interview.state, turn.interview.item))


TYPE = Distress()
