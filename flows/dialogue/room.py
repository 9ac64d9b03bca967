"""How much room is left for questions: the replies an interview has had, against those it means to ask for.

Law: a question left out for want of room stays out, and one that was answered stays in: replies are only ever added.
"""

from __future__ import annotations

from collections.abc import Collection

from reisleider.flows.journey import Answer
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.steps import Step

SHORT = 2  # words at a time, on average: somebody who would rather be done
HEARD = 3  # things somebody has to have said in own words before that can be told


def replies_left(script: Script, log: Collection[Answer], most: int, step: Step, item: str | None) -> int:
    """How many replies may still be asked for from this question on. ``most``: what an interview means to ask for; who
    says little is asked two thirds of it."""
    before = [line for line in log if _comes_before(script, line, step, item)]
    replies = max((line.turn + 1 for line in before), default=0)
    return (most * 2 // 3 if says_little(script, before) else most) - replies


def _comes_before(script: Script, line: Answer, step: Step, item: str | None) -> bool:
    """Whether a line was said at an earlier question, or at this loop's for another item."""
    if step.loop is not None and script.step(line.step).loop == step.loop:
        return line.item != item
    return script.places[line.step] < script.places[step.id]


def says_little(script: Script, log: Collection[Answer]) -> bool:
    """Whether somebody answers in a word or two: on average, and always where only choices were typed so far."""
    own = [len(str(line.value).split()) for line in log if _in_own_words(script, line)]
    if len(own) >= HEARD:
        return sum(own) <= SHORT * len(own)
    typed = [len(line.verbatim.split()) for line in log if line.kind in ("answer", "probe") and _is_worded(line)]
    return len(typed) >= HEARD and max(typed) <= SHORT


def _is_worded(line: Answer) -> bool:
    """Whether it was typed in words: a number is a button, pressed by keys."""
    return any(letter.isalpha() for letter in line.verbatim)


def _in_own_words(script: Script, line: Answer) -> bool:
    if line.kind not in ("answer", "probe") or not isinstance(line.value, str):
        return False
    kind = type_of(script.step(line.step).kind)
    return line.item is not None if kind.builds_list else kind.open
