"""What a program heard in a voice note is said back: is that right?

Law: words that were heard count only once the person says that they are right; whatever is typed instead is the reply.
What stood open before stands open again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import Aside
from reisleider.flows.messages import Said
from reisleider.flows.words.chrome import offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class VoiceHeard(AsideType):
    """Is this what you said? Its data: the words, and the aside that stood open."""

    heard_anew = True

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("voice.heard", {"words": Words(aside.data[0])}, offer("meant-yes", "type-it"), open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        words, *before = aside.data
        turn.keep(aside=Aside(*before) if before else None)
        if choice is None:
            turn.said = replace(turn.said)
        elif choice.id == "meant-yes":
            turn.said = Said("text", text=words, ref=turn.said.ref, numbered=False)
        else:
            turn.heard("accepted", choice)
            turn.ask_here()
        return True


def say_back(turn: Turn) -> None:
    """Ask whether the words that were heard are right, before they count."""
    turn.heard("accepted")
    open_here = turn.aside
    if open_here is None:
        before: tuple[object, ...] = ()
    elif open_here.kind == "voice":
        before = tuple(open_here.data[1:])
    else:
        before = (open_here.kind, open_here.step, open_here.item, open_here.data)
    turn.turn_to(Aside("voice", turn.interview.state, turn.item, [turn.said.text.strip(), *before]))


TYPE = VoiceHeard()
