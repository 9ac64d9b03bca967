"""Reads an interview's log: what holds now, which items there are, which steps apply.

Law: a pure fold; nothing here decides what is asked next. Answers to steps that do not apply are logged but
do not count, and neither does a choice of an item that is gone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from reisleider.flows.journey import Answer, Interview, Value, Visit
from reisleider.flows.meaning.suggest import suggest
from reisleider.flows.steps import FACTS, Condition, Loop, Step
from reisleider.flows.words import cues

if TYPE_CHECKING:
    from reisleider.flows.scripts.script import Script


@dataclass(frozen=True)
class Item:
    """One thing a loop goes over: a touchpoint in own words, or a segment fact. ``step`` is the list it is in."""

    id: str
    words: str
    step: str


class Story:
    """What an interview says so far. Made anew for every turn, and told each line that turn adds."""

    def __init__(self, script: Script, interview: Interview) -> None:
        self.script = script
        self.interview = interview
        self.givens = interview.givens
        self._answers: dict[Visit, Answer] = {}
        self._probes: dict[Visit, tuple[str, ...]] = {}
        self._files: dict[Visit, tuple[Value, ...]] = {}
        self._words: dict[str, Item] = {}
        self._after: dict[str, str] = {}
        self._facts = {fact.id: Item(fact.id, fact.id, "fact") for fact in self.givens.facts}
        answers, lists = self._answers, script.lists
        for answer in interview.log:
            if answer.kind == "answer" and answer.step not in lists:
                answers[answer.step, answer.item] = answer  # most lines, so without a call
            else:
                self._fold(answer)
        self._order()
        self._settle()

    def add(self, answer: Answer, interview: Interview) -> None:
        """Fold in one more line; ``interview`` is the one whose log now ends with it."""
        self.interview = interview
        self._fold(answer)
        if answer.step in self.script.lists:
            self._order()
        self._settle()

    def _order(self) -> None:
        self.items = _ordered(self._words.values(), self._after, self.script.lists)
        self._by_id = {item.id: item for item in self.items}

    def _settle(self) -> None:
        """Forget everything that was worked out from the lines so far."""
        self.picks = dict(self.interview.picks)
        self._applies: dict[Visit, bool] = {}
        self._loops: dict[str, tuple[str, ...]] = {}
        self._phases: Mapping[str, str] | None = None

    def _fold(self, answer: Answer) -> None:
        visit, kind = (answer.step, answer.item), answer.kind
        if kind == "answer" and answer.item is not None and answer.step in self.script.lists:
            self._words[answer.item] = Item(answer.item, str(answer.value), answer.step)
            self._answers[visit] = answer
        elif kind in ("answer", "skipped"):
            self._answers[visit] = answer
        elif kind == "removed":
            self._forget(visit)
        elif kind == "probe":
            kept = self._probes.get(visit, ())
            kept = kept[:-1] if answer.supersedes is not None else kept
            self._probes[visit] = (*kept, str(answer.value))
        elif kind == "file":
            self._files[visit] = (*self._files.get(visit, ()), answer.value)
        elif kind == "order":
            self._after[str(answer.item)] = str(answer.value)

    def _forget(self, visit: Visit) -> None:
        step, item = visit
        if item is not None and step in self.script.lists:
            self._words.pop(item, None)
            for key in [key for key in self._answers if key[1] == item]:
                del self._answers[key]
            return
        self._answers.pop(visit, None)
        self._probes.pop(visit, None)

    def item(self, id: str | None) -> Item | None:
        """The touchpoint or fact with this id, or None where it is gone."""
        if id is None:
            return None
        return self._by_id.get(id) or self._facts.get(id)

    def listed(self, step: str) -> tuple[Item, ...]:
        """The items of one list, in order."""
        return tuple(item for item in self.items if item.step == step)

    def answer(self, step: str, item: str | None = None) -> Answer | None:
        """The log line that holds for this visit, whether or not the step still applies."""
        return self._answers.get((step, item))

    def probes(self, step: str, item: str | None = None) -> tuple[str, ...]:
        """What follow-up questions added to this answer."""
        return self._probes.get((step, item), ())

    def files(self, step: str, item: str | None = None) -> tuple[Value, ...]:
        """Files kept at this visit, as [kind, platform file id]."""
        return self._files.get((step, item), ())

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

    def _stands(self, step: Step, value: Value) -> bool:
        if step.source != "touchpoint":
            return True
        chosen: list[Value] = [value]
        if isinstance(value, Mapping):
            chosen = [value.get("most"), value.get("least")]
        elif isinstance(value, list):
            chosen = value
        return not any(is_item(one) and one not in self._by_id for one in chosen)

    # --- which steps apply -------------------------------------------------------------------------

    def applies(self, step: Step, item: str | None) -> bool:
        """Whether this step is asked of this respondent (about this item), by blocks, loops, sources and when."""
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
        return all(self.holds(key, condition, item) for key, condition in step.when.items())

    def count(self, source: str, item: str | None = None) -> int:
        """How many choices a source has now."""
        if source == "touchpoint":
            return len(self.items)
        if source == "labels":
            return len(self.suggested(item)) or self._said_same(item)
        if source == "fact":
            return next((len(fact.options) for fact in self.givens.facts if fact.id == item), 0)
        return len(self.givens.sources.get(source, ()))

    def holds(self, key: str, condition: Condition, item: str | None) -> bool:
        """Whether one condition is met; an unanswered step makes any but ``answered = false`` false."""
        if key in FACTS:
            told = item is not None and item in self._by_id and self.fact(key, item)
            return told in condition.get("among", (True,))  # type: ignore[operator]  # checked when the script is read
        step = self.script.step(key)
        value = self.value(key, item if step.loop is not None else None)
        if "answered" in condition:
            return (value is not None) is condition["answered"]
        if value is None:
            return False
        return _meets(value, condition)

    def fact(self, key: str, item: str) -> bool:
        """What an item's words (and its neighbours) tell: channel-told, phase-told, task-like, label-near."""
        words = self._by_id[item].words
        if key == "channel-told":
            return self._channel_known(item, words)
        if key == "label-near":
            return bool(self.suggested(item)) or self._said_same(item)
        if key == "task-like":
            return cues.task_like(words, self._saved("channel", item) or cues.channel_told(words))
        return item in self.phases_told()

    def suggested(self, item: str | None) -> tuple[str, ...]:
        """The ids of the seed labels that an item may be, where its words do not clearly tell."""
        about = self._by_id.get(item or "")
        return suggest(about.words, self.givens.labels) if about is not None else ()

    def _said_same(self, item: str | None) -> bool:
        """Whether it was said of these words which label they are: that stands, also where a wiser lexicon would not
        ask any more."""
        about = self._by_id.get(item or "")
        words = self._answers.get((about.step, about.id)) if about is not None else None
        said = [self._answers.get((step.id, item)) for step in self.script.saving("same-as")]
        return words is not None and any(one is not None and one.seq > words.seq for one in said)

    def _channel_known(self, item: str, words: str) -> bool:
        """Told by the words, or by the step before in the same phase; a wait, a wish and a decision have none."""
        if cues.channel_told(words) is not None or cues.wait_told(words):
            return True
        phase = self.phases_told().get(item)
        canonical = next((one.canonical for one in self.givens.phases if one.id == phase), ())
        if "need" in canonical or "decide" in canonical or cues.control_told(words) == "outside":
            return True
        place = [one.id for one in self.items].index(item) - 1
        if place < 0 or phase is None:
            return False
        before = self.items[place]
        return self.phases_told().get(before.id) == phase and cues.channel_told(before.words) is not None

    def phases_told(self) -> Mapping[str, str]:
        """Phases that need no question, by item id: told by the words, the moment of choice, or equal neighbours."""
        if self._phases is None:
            self._phases = self._tell_phases()
        return self._phases

    def _tell_phases(self) -> Mapping[str, str]:
        told: dict[str, str] = {}
        phase_of: dict[Value, str | None] = {one.id: one.phase for one in self.givens.labels}
        for item in self.items:
            phase = phase_of.get(self._saved("same-as", item.id)) or cues.phase_told(
                item.words, self.givens.phases, self.givens.labels
            )
            if phase is not None:
                told[item.id] = phase
        decided = self._saved("decided-at", None)
        moment = next((phase.id for phase in self.givens.phases if "decide" in phase.canonical), None)
        if decided in self._by_id and moment is not None:
            told.setdefault(decided, moment)
        known = [(place, told[item.id]) for place, item in enumerate(self.items) if item.id in told]
        for (left, before), (right, behind) in itertools.pairwise(known):
            if before == behind:
                told.update({self.items[place].id: before for place in range(left + 1, right)})
        return told

    def _saved(self, saves: str, item: str | None) -> Value:
        for step in self.script.saving(saves):
            answer = self._answers.get((step.id, item))
            if answer is not None and answer.kind == "answer":
                return answer.value
        return None

    # --- loops -------------------------------------------------------------------------------------

    def loop_items(self, loop_id: str) -> tuple[str, ...]:
        """The items a loop goes over now: those it chose before and that still qualify, filled up to its limit."""
        known = self._loops.get(loop_id)
        if known is None:
            known = self._loops[loop_id] = self._choose(self.script.loops[loop_id])
        return known

    def _choose(self, loop: Loop) -> tuple[str, ...]:
        if loop.each == "fact":
            return tuple(self._facts)
        fit = [
            item.id for item in self.items if all(self.holds(key, test, item.id) for key, test in loop.where.items())
        ]
        if loop.limit is None and loop.order == "given":
            return tuple(fit)
        chosen = [item for item in self.picks.get(loop.id, ()) if item in fit]
        rest = [item for item in self._sorted(loop, fit) if item not in chosen]
        chosen = (chosen + rest)[: loop.limit]
        self.picks[loop.id] = tuple(chosen)
        return tuple(chosen)

    def _sorted(self, loop: Loop, items: list[str]) -> list[str]:
        if loop.order == "random":
            return sorted(items, key=lambda item: shuffled(self.givens.seed, loop.id, item))
        if loop.order == "thinnest":
            coverage = self.givens.coverage
            return sorted(items, key=lambda item: coverage.get(cues.normalise(self._by_id[item].words), 0))
        way, _, step = loop.order.partition(":")
        if way == "given":
            return items
        sign = -1 if way == "highest" else 1
        scores = {item: self.value(step, item) for item in items}
        return sorted(items, key=lambda item: sign * score if isinstance(score := scores[item], int) else 99)


def is_item(value: object) -> bool:
    """Whether a value is the id of a listed item (i1, i2, ...) rather than an option's."""
    return isinstance(value, str) and value[:1] == "i" and value[1:].isdigit()


def shuffled(seed: int, *names: str) -> int:
    """A repeatable random rank for a name."""
    return crc32(":".join((str(seed), *names)).encode())


def read(script: Script, interview: Interview) -> Story:
    """What an interview says so far."""
    return Story(script, interview)


def _meets(value: Value, condition: Condition) -> bool:
    for test, wanted in condition.items():
        if test == "among" and value not in wanted:  # type: ignore[operator]  # checked when the script is read
            return False
        if test == "min" and not (isinstance(value, int) and value >= wanted):  # type: ignore[operator]  # a number
            return False
        if test == "max" and not (isinstance(value, int) and value <= wanted):  # type: ignore[operator]  # a number
            return False
        if test == "words" and isinstance(value, str) is not wanted:
            return False
        if test == "item" and is_item(value) is not wanted:
            return False
        if test == "has" and not (isinstance(value, list) and wanted in value):
            return False
    return True


def _ordered(items: Iterable[Item], after: Mapping[str, str], lists: Sequence[str]) -> tuple[Item, ...]:
    rank = {step: place for place, step in enumerate(lists)}
    line = sorted(items, key=lambda item: (rank[item.step], int(item.id[1:])))
    for moved, behind in after.items():
        item = next((one for one in line if one.id == moved), None)
        if item is None:
            continue
        rest = [one for one in line if one.id != moved]
        place = next((number + 1 for number, one in enumerate(rest) if one.id == behind), 0)
        line = [*rest[:place], item, *rest[place:]]
    return tuple(line)
