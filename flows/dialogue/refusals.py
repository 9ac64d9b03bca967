"""A reply that answers nothing: helped on, then offered to leave the question, then left; what must be answered stays.

Law: nothing is noted of a question that is left: it comes once more before the play-back, and only then is it skipped.
What an interview stands on and what cannot be taken back is asked plainly, never left and never guessed: at the third
time it is said whom to turn to.
"""

from __future__ import annotations

from collections.abc import Mapping

from reisleider.flows.dialogue.asides import ASIDES
from reisleider.flows.dialogue.moves import leave_aside, leave_open, move_on
from reisleider.flows.dialogue.turn import LEFT, Turn
from reisleider.flows.effects import Slot
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.questions import type_of
from reisleider.flows.steps import Step

FIRST = 1


def refuse(turn: Turn, help: str, slots: Mapping[str, Slot] = EMPTY) -> None:
    """Ask the step's own question again. ``help``: what would help with it, a catalogue key, and its slots."""
    step = turn.step
    times = _times(turn, step.id, turn.item)
    if step.required or type_of(step.kind).is_review:
        turn.heard("refused")
        _help_plainly(turn, times, help, slots, _plainly(step))
        turn.ask()
    elif times >= LEFT:
        turn.heard("accepted")
        leave_open(turn)
    else:
        turn.heard("refused")
        turn.say(*((help, slots) if times == FIRST else ("refused.again", EMPTY)))
        turn.ask(skip=times > FIRST)


def refuse_beside(turn: Turn, aside: Aside, help: str) -> None:
    """Ask the question of an aside again."""
    kind = ASIDES[aside.kind]
    times = _times(turn, f"+{aside.kind}", aside.item)
    if kind.stays:
        turn.heard("refused")
        _help_plainly(turn, times, help, EMPTY, "refused.plainly")
        turn.ask_beside(aside)
    elif times >= LEFT:
        turn.heard("accepted")
        turn.say("refused.over")
        (move_on if kind.follows_up else leave_aside)(turn)
    else:
        turn.heard("refused")
        turn.say(help if times == FIRST else "refused.again")
        turn.ask_beside(aside, skip=times > FIRST)


def _times(turn: Turn, place: str, item: str | None) -> int:
    """How many replies in a row were no answer here, with this one; only what somebody types counts."""
    return turn.miss(place, item) if turn.said.kind == "text" else FIRST


def _help_plainly(turn: Turn, times: int, help: str, slots: Mapping[str, Slot], plainly: str) -> None:
    if times == FIRST:
        turn.say(help, slots)
    elif times < LEFT:
        turn.say(plainly)
    else:
        turn.say("refused.contact", dict(turn.interview.givens.slots))


def _plainly(step: Step) -> str:
    if any(option.ends for option in step.options):
        return "refused.consent"
    return "refused.plainly" if type_of(step.kind).is_review else "refused.required"
