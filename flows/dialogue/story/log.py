"""The fold of an interview's log: what holds now, and which items there are, in order.

Law: a pure fold of the lines, each told once; whether a step still applies is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reisleider.flows.journey import Answer, Interview, Value, Visit

if TYPE_CHECKING:
    from reisleider.flows.scripts.script import Script


@dataclass(frozen=True)
class Item:
    """One thing a loop goes over: a touchpoint in own words, or a segment fact. ``step`` is the list it is in."""

    id: str
    words: str
    step: str


class Log:
    """What the lines of an interview say so far. Made anew for every turn, and told each line that turn adds."""

    def __init__(self, script: Script, interview: Interview) -> None:
        self.script = script
        self.interview = interview
        self.givens = interview.givens
        self._answers: dict[Visit, Answer] = {}
        self._probes: dict[Visit, dict[int, str]] = {}
        self._forwarded: dict[Visit, int] = {}
        self._files: dict[Visit, dict[int, Value]] = {}
        self._placed: dict[str, Answer] = {}
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

    def add(self, answer: Answer, interview: Interview) -> None:
        """Fold in one more line; ``interview`` is the one whose log now ends with it."""
        self.interview = interview
        self._fold(answer)
        if answer.step in self.script.lists:
            self._order()

    def _order(self) -> None:
        self.items = _ordered(self._words.values(), self._after, self.script.lists)
        self._by_id = {item.id: item for item in self.items}

    def _fold(self, answer: Answer) -> None:
        visit, kind = (answer.step, answer.item), answer.kind
        if kind == "answer" and answer.item is not None and answer.step in self.script.lists:
            self._words[answer.item] = Item(answer.item, str(answer.value), answer.step)
            self._answers[visit] = answer
        elif kind in ("answer", "skipped"):
            self._answers[visit] = answer
        elif kind == "removed" and answer.supersedes is not None:
            self._take_back(visit, answer.supersedes)
        elif kind == "removed":
            self._forget(visit)
        elif kind == "probe":
            kept = self._probes.get(visit, {})
            told = {answer.seq if seq == answer.supersedes else seq: words for seq, words in kept.items()}
            self._probes[visit] = {**told, answer.seq: str(answer.value)}
        elif kind == "file":
            self._files.setdefault(visit, {})[answer.seq] = answer.value
        elif kind == "forwarded" and visit in self._answers:
            self._forwarded[visit] = self._answers[visit].seq
        elif kind == "placed":
            self._placed[str(answer.item)] = answer
        elif kind == "order":
            self._after[str(answer.item)] = str(answer.value)

    def _take_back(self, visit: Visit, seq: int) -> None:
        for kept in (self._probes, self._files):
            kept.get(visit, {}).pop(seq, None)

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

    def behind(self, item: str) -> tuple[str, ...]:
        """The items that were put right behind this one."""
        return tuple(one for one, before in self._after.items() if before == item)

    def listed(self, step: str) -> tuple[Item, ...]:
        """The items of one list, in order."""
        return tuple(item for item in self.items if item.step == step)

    def answer(self, step: str, item: str | None = None) -> Answer | None:
        """The log line that holds for this visit, whether or not the step still applies."""
        return self._answers.get((step, item))

    def probes(self, step: str, item: str | None = None) -> tuple[str, ...]:
        """What follow-up questions added to this answer."""
        return tuple(self._probes.get((step, item), {}).values())

    def files(self, step: str, item: str | None = None) -> tuple[Value, ...]:
        """Files kept at this visit, as [what it is, its digest]."""
        return tuple(self._files.get((step, item), {}).values())

    def is_kept(self, line: Answer) -> bool:
        """Whether this line still holds: the answer that nothing replaced, or what was added and not taken back."""
        visit = line.step, line.item
        if line.kind == "answer":
            held = self._answers.get(visit)
            return held is not None and held.seq == line.seq
        return line.seq in self._probes.get(visit, {}) or line.seq in self._files.get(visit, {})

    def is_forwarded(self, step: str, item: str | None = None) -> bool:
        """Whether the words that hold for this visit are somebody else's."""
        answer = self._answers.get((step, item))
        return answer is not None and self._forwarded.get((step, item)) == answer.seq

    def pictures(self, item: str) -> tuple[str, ...]:
        """The digests of the files kept with one item, in order."""
        files = (one for (_, about), kept in self._files.items() if about == item for one in kept.values())
        return tuple(str(one[1]) for one in files if isinstance(one, list) and len(one) > 1)

    def _saved(self, saves: str, item: str | None) -> Value:
        for step in self.script.saving(saves):
            answer = self._answers.get((step.id, item))
            if answer is not None and answer.kind == "answer":
                return answer.value
        return None


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
