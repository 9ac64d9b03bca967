"""What the words of a touchpoint tell by themselves: its channel, its phase, which label it may be.

Law: what is told needs no question; it is read from words and neighbours alone, and an answer always goes before it.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reisleider.flows.codebook.placing import Placing, place_steps
from reisleider.flows.dialogue.story.log import Item, Log
from reisleider.flows.journey import Answer, Interview, Label, Value
from reisleider.flows.questions import type_of
from reisleider.flows.words import cues

if TYPE_CHECKING:
    from reisleider.flows.scripts.script import Script
    from reisleider.flows.steps import Step

NOWHERE = Placing()


class Told(Log, ABC):
    """The log, and what its items' words tell."""

    def __init__(self, script: Script, interview: Interview) -> None:
        super().__init__(script, interview)
        self._phases: Mapping[str, str] | None = None
        self._placings: Mapping[str, Placing] | None = None

    @abstractmethod
    def applies(self, step: Step, item: str | None) -> bool:
        """Whether this step is asked of this respondent (about this item)."""

    def add(self, answer: Answer, interview: Interview) -> None:
        super().add(answer, interview)
        self._phases = None
        self._placings = None

    def fact(self, key: str, item: str) -> bool:
        """What an item's words (and its neighbours) tell: channel-told, phase-told, task-like, label-near."""
        words = self._by_id[item].words
        if key == "channel-told":
            return self._channel_known(item, words)
        if key == "label-near":
            return bool(self.suggested(item)) or self.was_placed(item)
        if key == "task-like":
            return cues.task_like(words, self._saved("channel", item) or cues.channel_told(words))
        return item in self.phases_told()

    def suggested(self, item: str | None) -> tuple[str, ...]:
        """The ids of the labels that it is worth asking about, of an item that is not clearly one of them."""
        placing = self._placing(item)
        return placing.offered if placing.asked else ()

    def offered(self, item: str) -> tuple[str, ...]:
        """The ids of the labels an item may be, the likeliest first; with the one it stands under."""
        found, label = self._placing(item).offered, self.label_of(item)
        return found if label is None or label.id in found else (*found, label.id)

    def use_of(self, item: str) -> float:
        """How much it would bring onto the map to know which label an item is."""
        return self._placing(item).use

    def clearly(self) -> Iterator[tuple[str, str]]:
        """Items that clearly are a label, with its id, which is not noted and about which nobody said anything."""
        for item in self.items:
            if self._stands_placed(item) is None and not self.was_placed(item.id):
                label = self._placing(item.id).clear
                if label is not None:
                    yield item.id, label

    def was_placed(self, item: str | None) -> bool:
        """Whether it was said of these words which label they are: that stands, also where a wiser ranker would not
        ask any more."""
        about = self._by_id.get(item or "")
        return about is not None and self._said_of(about) is not None

    def said_same(self, item: str) -> Value:
        """The label's id that an item is by its author's word, or what they said instead; None where they did not."""
        about = self._by_id.get(item)
        said = self._said_of(about) if about is not None else None
        return None if said is None or said.kind != "answer" else said.value

    def matched(self, item: str) -> str | None:
        """The id of the label that an item clearly is, where its author did not say which."""
        about = self._by_id.get(item)
        placed = None if about is None or self.was_placed(item) else self._stands_placed(about)
        return None if placed is None else str(placed.value)

    def label_of(self, item: str) -> Label | None:
        """The label that an item stands under, by its author's word or clearly; None where there is none."""
        ids = (self.said_same(item), self.matched(item))
        return next((one for id in ids if id is not None for one in self.givens.labels if one.id == id), None)

    def _said_of(self, about: Item) -> Answer | None:
        words = self._answers.get((about.step, about.id))
        said = [self._answers.get((step.id, about.id)) for step in self.script.saving("same-as")]
        return next((one for one in said if one is not None and words is not None and one.seq > words.seq), None)

    def _stands_placed(self, about: Item) -> Answer | None:
        words, placed = self._answers.get((about.step, about.id)), self._placed.get(about.id)
        return placed if placed is not None and words is not None and placed.seq > words.seq else None

    def _placing(self, item: str | None) -> Placing:
        if self._placings is None:
            self._placings = self._place()
        return self._placings.get(item or "", NOWHERE)

    def _place(self) -> Mapping[str, Placing]:
        """Where the items belong, once all of them are told: labels lead nobody who is still telling."""
        if not self.givens.labels or not self._is_told():
            return {}
        found = place_steps([one.words for one in self.items], self.givens, self.script.track)
        return {item.id: placing for item, placing in zip(self.items, found, strict=True)}

    def _is_told(self) -> bool:
        lists = (step for step in self.script.steps if type_of(step.kind).builds_list)
        return all((step.id, None) in self._answers or not self.applies(step, None) for step in lists)

    def _channel_known(self, item: str, words: str) -> bool:
        """Told by the words or the label, or by the step before in the same phase; a wait, a wish and a decision have
        none."""
        label = self.label_of(item)
        if label is not None and label.channel is not None:
            return True
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
        for item in self.items:
            label = self.label_of(item.id)
            phase = (label.phase if label is not None else None) or cues.phase_told(
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
