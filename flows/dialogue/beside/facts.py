"""Answers what people ask of the bot, from the study's own facts: who reads this, why, how long still, ...

Law: says only what the study says; what it does not say goes to its contact. The open question is put again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.ask import place_of
from reisleider.flows.effects import Slot
from reisleider.flows.listening.acts import Topic

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn

OF_READERS: tuple[Topic, ...] = ("who", "what-happens")
"""What is asked that a model which reads along belongs to the answer of."""
MINUTES = 10
"""What a whole interview takes, as its first question says."""


def tell(turn: Turn, topic: Topic) -> None:
    """Answer, and put the open question again."""
    turn.heard("refused")
    slots: dict[str, Slot] = dict(turn.interview.givens.slots)
    if topic == "how-long":
        slots["minutes"] = minutes_left(turn)
    turn.say("question" if topic == "other" else f"asked.{topic}", slots)
    if topic in OF_READERS and any(turn.interview.givens.slots.get("model", {}).values()):
        turn.say("asked.model")
    turn.ask_here()


def minutes_left(turn: Turn) -> int:
    """About how many minutes are left, by the parts still to come."""
    place = place_of(turn.story, turn.step, turn.item)
    done = place.part - 1 + (0 if place.i is None or not place.n else (place.i - 1) / place.n)
    return max(1, round(MINUTES * (1 - done / max(1, place.parts))))
