"""An old button was pressed: change that answer, or leave it?

Law: a button that says what was answered already changes nothing; what cannot be changed by itself is asked anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.effects import Choice
from reisleider.flows.journey import Aside
from reisleider.flows.questions import type_of
from reisleider.flows.words.chrome import CHROME, offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class Stale(AsideType):
    """An old button was pressed: change that answer, or leave it?"""

    def question(self, turn: Turn, aside: Aside) -> Question:
        answer = turn.told_back(turn.script.step(str(aside.step)), aside.item)
        return Question("stale", {"answer": answer}, offer("change", "leave"))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        turn.heard("accepted", choice)
        turn.keep(aside=None)
        if choice == CHROME["change"]:
            turn.jump(str(aside.step), aside.item)
        turn.ask()
        return True


def press_late(turn: Turn) -> None:
    """Take a button of an earlier question."""
    said = turn.said
    answer = next((a for a in reversed(turn.interview.log) if a.turn == said.turn and a.kind == "answer"), None)
    if answer is None or (answer.item in [i.id for i in turn.story.items] and answer.step in turn.script.lists):
        turn.heard("stale")
        turn.ask_here()
        return
    step = turn.script.step(answer.step)
    kind, current = type_of(step.kind), turn.story.answer(answer.step, answer.item)
    if current is None or not turn.story.applies(step, answer.item) or not kind.revisable:
        turn.heard("stale")
        turn.ask_here()
    elif said.choice is not None and current.kind == "answer" and kind.is_same(step, current.value, said.choice):
        turn.heard("repeated")
    else:
        turn.heard("stale")
        turn.turn_to(Aside("stale", answer.step, answer.item))


TYPE = Stale()
