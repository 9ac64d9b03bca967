"""What an interview says so far: what holds now, which steps apply, which items each loop goes over.

Law: nothing here decides what is asked next. Answers to steps that do not apply are logged but do not count, and
neither does a choice of an item that is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reisleider.flows.dialogue.room import replies_left
from reisleider.flows.dialogue.story.log import Item as Item
from reisleider.flows.dialogue.story.loops import choose, peaks
from reisleider.flows.dialogue.story.told import Told
from reisleider.flows.journey import Answer, Interview, Value, Visit
from reisleider.flows.listening.care.reactions import weight_of
from reisleider.flows.questions import type_of
from reisleider.flows.steps import FACTS, Condition, Loop, Step, is_item

if TYPE_CHECKING:
    from reisleider.flows.scripts.script import Script


HURTS = ("loss", "illness")
BARE = 3
"""Words of an answer that gives no reason: "niet zo fijn"."""


class Story(Told):
    """The log and what it tells, judged by the script. Everything worked out is forgotten when a line is added."""

    def __init__(self, script: Script, interview: Interview) -> None:
        super().__init__(script, interview)
        self._settle()

    def add(self, answer: Answer, interview: Interview) -> None:
        super().add(answer, interview)
        self._settle()

    def _settle(self) -> None:
        self.picks = dict(self.interview.picks)
        self._applies: dict[Visit, bool] = {}
        self._loops: dict[str, tuple[str, ...]] = {}

    def answered(self, step: Step, item: str | None) -> bool:
        """Whether this visit needs no asking: answered or skipped, and not by choosing an item now gone."""
        answer = self._answers.get((step.id, item))
        if answer is None:
            return False
        return answer.kind == "skipped" or self._stands(step, answer.value)

    def value(self, step: str, item: str | None = None) -> Value:
        """The value that holds, or None: not asked, skipped, gone, or the step does not apply any more."""
        answer = self._answers.get((step, item))
        if answer is None or answer.kind == "skipped":
            return None
        asked = self.script.step(step)
        if not self._stands(asked, answer.value) or not self.applies(asked, item):
            return None
        return answer.value

    def words(self, step: Step, item: str | None = None) -> str | None:
        """What was said at this visit, with what a follow-up question added; None for a button, or nothing."""
        value = self.value(step.id, item)
        words = None if value is None else type_of(step.kind).own_words(value)
        return None if words is None else _joined((words, *self.probes(step.id, item)))

    def told_of(self, item: str) -> int:
        """How many words were said about an item beside its name, where they are more than a bare answer; -1 where
        there are none and the name itself tells of a hurt, which is not asked about before another."""
        said = (len(line.verbatim.split()) for line in self.interview.log if line.item == item and self._is_about(line))
        told = sum(words for words in said if words > BARE)
        return -1 if not told and weight_of(self._by_id[item].words) in HURTS else told

    def _is_about(self, line: Answer) -> bool:
        return line.kind in ("answer", "remark", "probe") and not type_of(self.script.step(line.step).kind).builds_list

    def peaks(self, step: str) -> tuple[str, ...]:
        """The items that this step scored lowest and highest; none where nothing was scored."""
        scores = {item.id: score for item in self.items if isinstance(score := self.value(step, item.id), int)}
        return peaks(scores, self.told_of)

    def _stands(self, step: Step, value: Value) -> bool:
        if step.source != "touchpoint":
            return True
        chosen: list[Value] = [value]
        if isinstance(value, Mapping):
            chosen = [value.get("most"), value.get("least")]
        elif isinstance(value, list):
            chosen = value
        return not any(is_item(one) and one not in self._by_id for one in chosen)

    def applies(self, step: Step, item: str | None) -> bool:
        """Whether this step is asked of this respondent (about this item), by blocks, loops, sources, when and room."""
        visit = (step.id, item)
        known = self._applies.get(visit)
        if known is None:
            known = self._applies[visit] = self._judge(step, item)
        return known

    def _judge(self, step: Step, item: str | None) -> bool:
        if step.block not in self.givens.blocks:
            return False
        if step.loop is not None and (item is None or item not in self.loop_items(step.loop)):
            return False
        if step.source is not None and self.count(step.source, item) < step.needs:
            return False
        if not all(self.holds(key, condition, item) for key, condition in step.when.items()):
            return False
        return not step.spare or (step.id, item) in self._answers or self.has_room(step, item, step.spare)

    def has_room(self, step: Step, item: str | None, spare: int) -> bool:
        """Whether, after what came before this step, so many replies can still be asked for."""
        most = self.givens.replies + self.script.outline.beyond
        return replies_left(self.script, self.interview.log, most, step, item) >= spare

    def count(self, source: str, item: str | None = None) -> int:
        """How many choices a source has now."""
        if source == "touchpoint":
            return len(self.items)
        if source == "labels":
            return len(self.suggested(item)) or self.was_placed(item)
        if source == "fact":
            return next((len(fact.options) for fact in self.givens.facts if fact.id == item), 0)
        return len(self.givens.sources.get(source, ()))

    def holds(self, key: str, condition: Condition, item: str | None) -> bool:
        """Whether one condition is met; an unanswered step makes any but ``answered = false`` false."""
        if key in FACTS:
            told = item is not None and item in self._by_id and self.fact(key, item)
            return told in (condition.among or (True,))
        return condition.holds(self.value(key, item if self.script.step(key).loop is not None else None))

    def loop_items(self, loop_id: str) -> tuple[str, ...]:
        """The items a loop goes over now: those it chose before and that still qualify, filled up to its limit."""
        known = self._loops.get(loop_id)
        if known is None:
            known = self._loops[loop_id] = self._choose(self.script.loops[loop_id])
        return known

    def _choose(self, loop: Loop) -> tuple[str, ...]:
        if loop.each == "fact":
            named = None if loop.of is None else {one.id for one in self.givens.sources.get(loop.of, ())}
            return tuple(id for id in self._facts if named is None or id in named)
        fit = [
            item.id
            for item in self.items
            if loop.of in (None, item.step) and all(self.holds(key, test, item.id) for key, test in loop.where.items())
        ]
        if loop.limit is None and loop.order == "given":
            return tuple(fit)
        before = self.picks.get(loop.id, ())
        words = lambda item: self._by_id[item].words  # noqa: E731 - one of five ways to look at an item
        chosen = choose(loop, fit, before, self.givens, words, self.value, self.told_of, self.use_of)
        self.picks[loop.id] = chosen
        return chosen


def _joined(parts: tuple[str, ...]) -> str:
    """What was said in several messages, as one text: none runs on into the next."""
    text = parts[0]
    for part in parts[1:]:
        ended = text.rstrip()[-1:] in _ENDS or not part
        text = f"{text} {part}" if ended else f"{text}{'.' if part[0].isupper() else ','} {part}"
    return text


_ENDS = (".", "!", "?", "…", ":", ";", ",", "-", "–")
"""Marks after which the next words may follow."""


def read(script: Script, interview: Interview) -> Story:
    """What an interview says so far."""
    return Story(script, interview)
