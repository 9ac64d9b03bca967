"""Stopping: may what was told be kept?

Law: stopping asks this one thing, and forgets at once where that is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import end, leave_aside
from reisleider.flows.effects import Choice, Erase
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.words.chrome import CHROME, offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class Stop(AsideType):
    """Stopping asks one thing: may what was told be kept?"""

    stays = True

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("stop.ask", EMPTY, offer("keep", "throw-away", "continue"))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        turn.heard("accepted", choice)
        if choice == CHROME["continue"]:
            leave_aside(turn)
        elif choice == CHROME["keep"]:
            end(turn, "stop")
        else:
            end(turn, "withdraw")
            turn.effects.append(Erase())
        return True


TYPE = Stop()
