"""What the words of a touchpoint tell by themselves: its channel, its phase, whether it may be a seed label.

Law: what is told needs no question; it is read from words and neighbours alone, and an answer always goes before it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reisleider.flows.dialogue.story.log import Log
from reisleider.flows.journey import Answer, Interview, Value
from reisleider.flows.meaning.suggest import suggest
from reisleider.flows.words import cues

if TYPE_CHECKING:
    from reisleider.flows.scripts.script import Script


class Told(Log):
    """The log, and what its items' words tell."""

    def __init__(self, script: Script, interview: Interview) -> None:
        super().__init__(script, interview)
        self._phases: Mapping[str, str] | None = None

    def add(self, answer: Answer, interview: Interview) -> None:
        super().add(answer, interview)
        self._phases = None

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
