"""One question more about what an answer left unsaid: when it is earned, and what its answer adds.

Law: deterministic; at most one per question, three per interview (method 3), never after a skip. A "no" to it is no
answer and is not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import move_on
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import Aside, Interview
from reisleider.flows.listening.care.passing import said_in_passing
from reisleider.flows.listening.care.unsaid import Gap, gap_in, quote, tells_nothing
from reisleider.flows.outcomes import Taken
from reisleider.flows.steps import Step
from reisleider.flows.words.chrome import offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


MOST_PROBES = 3  # per interview; more feels like an examination (method 3)


class Probe(AsideType):
    """One question more; its answer is a line of its own in the log. ``data`` is the answer it is about."""

    follows_up = True

    def question(self, turn: Turn, aside: Aside) -> Question:
        step = turn.script.step(str(aside.step))
        gap, word = _gap_of(turn.interview, step, str(aside.data)), quote(str(aside.data))
        if gap == "expected":
            return Question("probe.expected", choices=offer("skip"), open=True)
        if gap == "followed" or not word:
            return Question("probe.followed", choices=offer("skip"), open=True)
        return Question(None, {"word": Words(word)}, offer("skip"), turn.script.probes[str(step.probe)], open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        words = turn.said.text.strip()
        if choice is None and not words:
            return False
        turn.heard("accepted", choice)
        if choice is None and not tells_nothing(words) and said_in_passing(words) in (None, "face"):
            turn.note(str(aside.step), aside.item, words, kind="probe")
        move_on(turn)
        return True


def earns_probe(interview: Interview, step: Step, item: str | None, taken: Taken) -> bool:
    """Whether this answer earns the step's question more."""
    if step.probe is None or not isinstance(taken.value, str) or taken.choice is not None:
        return False
    if (step.id, item) in interview.probed or len(interview.probed) >= MOST_PROBES or grieves(interview):
        return False
    return _gap_of(interview, step, taken.value) is not None


def grieves(interview: Interview) -> bool:
    """Whether they told of a death or of a life in danger: then nothing more is asked than has to be."""
    return any(kind in ("grief", "danger") for kind, _ in interview.reacted)


def _gap_of(interview: Interview, step: Step, answer: str) -> Gap | None:
    return gap_in(answer, step.text.get(interview.language, ""))


TYPE = Probe()
