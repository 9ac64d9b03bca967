"""Asks somebody who fell silent whether to go on, and takes what they press.

Law: a nudge changes nothing by itself; the question that stood open can still be answered.
"""

from __future__ import annotations

from reisleider.flows.dialogue.ask import place_of
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Ask, Remind
from reisleider.flows.journey import Aside
from reisleider.flows.words.chrome import CHROME, offer

NUDGED = ("go-on", "tomorrow", "stop-here")


def ask_to_go_on(turn: Turn) -> Ask:
    """The question, with how far they are where that can be said."""
    place = place_of(turn.story, turn.step, turn.item)
    interview = turn.interview
    return Ask(
        interview.state,
        interview.item,
        interview.turn,
        key="resume.ask-plain" if place.i is None else "resume.ask",
        slots={} if place.i is None else {"i": place.i, "n": place.n or place.i},
        choices=offer(*NUDGED),
        numbered=True,
    )


def answer_nudge(turn: Turn, choice: str) -> None:
    """What one of its buttons does."""
    turn.heard("accepted", CHROME[choice])
    if choice == "tomorrow":
        turn.effects.append(Remind(1))
        turn.say("later.ok")
    elif choice == "stop-here":
        turn.turn_to(Aside("stop"))
    else:
        turn.ask()
