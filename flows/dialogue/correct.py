"""Takes an edited message: the answer it gave is corrected where it stands.

Law: a correction is a line of its own that names the one it replaces; what an edit makes of an answer is the question
type's to say.
"""

from __future__ import annotations

from reisleider.flows.dialogue.ask import offer_of
from reisleider.flows.dialogue.moves import back_to_place
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Words
from reisleider.flows.journey import Answer
from reisleider.flows.questions import type_of
from reisleider.flows.steps import REVIEW, Step


def correct(turn: Turn) -> None:
    """What an edited message does."""
    said = turn.said
    found = next((a for a in reversed(turn.interview.log) if a.ref is not None and a.ref == said.ref), None)
    words = said.text.strip()
    if found is None or not words or words == found.verbatim.strip() or found.kind not in ("answer", "probe"):
        turn.heard("ignored")
        return
    step = turn.script.step(found.step)
    kind = type_of(step.kind)
    value = words if found.kind == "probe" else kind.reread(step, offer_of(turn.story, step, found.item), said)
    gone = kind.builds_list and turn.story.item(found.item) is None
    if value is None or gone:
        turn.heard("ignored")
        return
    turn.note(found.step, found.item, value, kind=found.kind, supersedes=found.seq, turn=found.turn)
    turn.heard("corrected")
    _say_corrected(turn, step, found, words)
    if turn.aside is not None:
        turn.ask_beside(turn.aside)
    elif turn.interview.state == REVIEW or not turn.story.applies(turn.step, turn.item):
        back_to_place(turn)
    else:
        turn.ask()


def _say_corrected(turn: Turn, step: Step, found: Answer, words: str) -> None:
    if not type_of(step.kind).builds_list:
        turn.say("corrected.answer")
        return
    number = [item.id for item in turn.story.items].index(str(found.item)) + 1
    turn.say("corrected", {"number": number, "step": Words(words)})
