"""A follow-up question about a thin answer: when one is earned, and what its answer adds.

Law: deterministic; at most one probe per question, three per interview (method 3), never after a skip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import move_on
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import Aside, Interview, Value
from reisleider.flows.outcomes import Taken
from reisleider.flows.steps import Step
from reisleider.flows.words.chrome import offer
from reisleider.flows.words.cues import is_thin

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


MOST_PROBES = 3  # per interview; more feels like an examination (method 3)


class Probe(AsideType):
    """One follow-up question about a thin answer; its answer is a line of its own in the log."""

    follows_up = True

    def question(self, turn: Turn, aside: Aside) -> Question:
        text = turn.script.probes[str(turn.script.step(str(aside.step)).probe)]
        return Question(None, {"word": Words(gist(aside.data))}, offer("skip"), text, open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        words = turn.said.text.strip()
        if choice is None and not words:
            return False
        turn.heard("accepted", choice)
        if choice is None:
            turn.note(str(aside.step), aside.item, words, kind="probe")
        move_on(turn)
        return True


def earns_probe(interview: Interview, step: Step, item: str | None, taken: Taken) -> bool:
    """Whether this answer earns the step's follow-up question."""
    if step.probe is None or not isinstance(taken.value, str) or taken.choice is not None:
        return False
    if (step.id, item) in interview.probed or len(interview.probed) >= MOST_PROBES:
        return False
    return is_thin(taken.value, step.text.get(interview.language, ""))


def gist(value: Value) -> str:
    """The thin answer's own words, short enough to be asked about."""
    words = str(value).strip().rstrip(".!?…")
    return words if len(words) <= 40 else words[:39].rstrip() + "…"


TYPE = Probe()
