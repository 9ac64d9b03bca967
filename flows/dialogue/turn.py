"""One turn in the making: an interview, what was said, and the effects gathered so far.

Law: every change of an interview goes through ``note`` (the log), ``move`` (the machine) or ``keep`` (the rest).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeAlias

from reisleider.flows.dialogue.ask import ask, offer_of
from reisleider.flows.dialogue.story.story import Story
from reisleider.flows.dialogue.walk import Walk
from reisleider.flows.effects import Ask, Choice, Effect, Heard, Say, Slot, Words
from reisleider.flows.evolve import evolve
from reisleider.flows.journey import EMPTY, Answer, AnswerKind, Aside, Interview, Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.steps import REVIEW, Step, is_item
from reisleider.flows.words.chrome import CHROME

LEFT = 3
"""So many replies in a row that did not answer a question, and it is left open: to be asked once more at the end."""

Beside: TypeAlias = "Callable[[Turn, Aside], Ask]"
"""How the question of an aside is put."""


class Turn:
    """Holds one turn while it is taken; thrown away after it."""

    def __init__(self, script: Script, interview: Interview, said: Said, now: datetime, beside: Beside) -> None:
        self.script = script
        self.before = interview
        self.interview = interview
        self.said = said
        self.now = now
        self.effects: list[Effect] = []
        self._beside = beside
        self._story: Story | None = None
        self._offered: tuple[Interview, Offer] | None = None

    @property
    def story(self) -> Story:
        if self._story is None:
            self._story = Story(self.script, self.interview)
        return self._story

    @property
    def step(self) -> Step:
        return self.script.step(self.interview.state)

    @property
    def item(self) -> str | None:
        return self.interview.item

    @property
    def aside(self) -> Aside | None:
        return self.interview.aside

    def offer(self) -> Offer:
        if self._offered is None or self._offered[0] is not self.interview:
            self._offered = self.interview, offer_of(self.story, self.step, self.item, self.now.date())
        return self._offered[1]

    def say(self, key: str, slots: Mapping[str, Slot] = EMPTY) -> None:
        self.effects.append(Say(key, slots))

    def heard(self, how: str, choice: Choice | None = None, *, echo: bool = False) -> None:
        self.effects.append(Heard(how, choice, echo))

    def keep(self, **changes: Any) -> None:
        """Replace parts of the interview, but for its log."""
        self.interview = evolve(self.interview, **changes)
        if self._story is not None:
            self._story.interview = self.interview

    def note(
        self,
        step: str,
        item: str | None,
        value: Value,
        *,
        kind: AnswerKind = "answer",
        verbatim: str | None = None,
        supersedes: int | None = None,
        turn: int | None = None,
    ) -> None:
        """Append one line to the log."""
        log = self.interview.log
        words = self.said.text if verbatim is None else verbatim
        answer = Answer(
            seq=len(log) + 1,
            step=step,
            item=item,
            value=value,
            verbatim=words,
            said_at=self.now,
            kind=kind,
            supersedes=supersedes,
            ref=self.said.ref,
            turn=self.before.turn if turn is None else turn,
        )
        self.interview = evolve(self.interview, log=(*log, answer))
        if self._story is not None:
            self._story.add(answer, self.interview)

    def move(self, trigger: str, **about: object) -> Walk:
        """Follow one edge of the machine and stand there."""
        walk = Walk(self.script, self.story, self.interview.state, self.interview.item)
        if not walk.take(trigger, **about):
            raise AssertionError(f"{self.script.id}: no edge {trigger} from {self.interview.state}")
        self.stand(walk)
        return walk

    def stand(self, walk: Walk) -> None:
        """Make a walked position the interview's own, with the items its loops chose."""
        picks = tuple(walk.story.picks.items())
        self.interview = evolve(self.interview, state=walk.state, item=walk.item, draft=None, aside=None, picks=picks)
        walk.story.interview = self.interview

    def advance(self) -> None:
        """Stand at the next question; what is clear by now needs none."""
        self._note_placed()
        self.stand(self.onward())
        if self.interview.state == REVIEW:
            self._forget_edit()

    def _note_placed(self) -> None:
        """Note which steps clearly are a label, so that it can be played back and stays what was shown."""
        step = next((one for one in self.script.saving("same-as") if one.block in self.interview.givens.blocks), None)
        if step is not None:
            for item, label in tuple(self.story.clearly()):
                self.note(step.id, item, label, kind="placed", verbatim="")

    def onward(self) -> Walk:
        """Follow ``next`` to the first step that applies and is unanswered; at last the review."""
        story = self.story
        walk = Walk(self.script, story, self.interview.state, self.interview.item)
        while walk.state != REVIEW:
            walk.take("next")
            if walk.state != REVIEW and self.is_open(story, walk):
                break
        if walk.state == REVIEW:
            self._fill_hole(story, walk)
        return walk

    def _fill_hole(self, story: Story, walk: Walk) -> None:
        for step in self.script.steps[:-1]:
            for item in story.loop_items(step.loop) if step.loop is not None else (None,):
                if story.applies(step, item) and not story.answered(step, item):
                    walk.take("edit", to=step.id, item=item)
                    return

    def _forget_edit(self) -> None:
        marks = [place for place, visit in enumerate(self.interview.trail) if visit[0] == REVIEW]
        if marks:
            self.keep(trail=self.interview.trail[: marks[0]])

    @staticmethod
    def is_open(story: Story, walk: Walk) -> bool:
        step = story.script.step(walk.state)
        return story.applies(step, walk.item) and not story.answered(step, walk.item)

    def jump(self, step: str, item: str | None) -> None:
        """Go to an earlier visit: from the review by ``edit``, from elsewhere by ``previous``."""
        if self.interview.state == REVIEW:
            self.keep(trail=(*self.interview.trail, (REVIEW, None)))
            self.move("edit", to=step, item=item)
            return
        self.walk_back(step, item)

    def walk_back(self, step: str, item: str | None) -> None:
        """Follow ``previous`` to an earlier visit, or to the first step where that visit is gone."""
        walk = Walk(self.script, self.story, self.interview.state, self.interview.item)
        first = (self.script.steps[0].id, None)
        while (walk.state, walk.item) not in ((step, item), first):
            walk.take("previous")
        self.stand(walk)

    def ask(self, *, skip: bool = False) -> None:
        """Put the question of the place the interview stands at. ``skip``: with a button to leave it."""
        self._put(ask(self.story, self.step, self.item), skip)

    def ask_here(self) -> None:
        """Put the question that is open now: the aside's, or the step's."""
        if self.aside is None:
            self.ask()
        else:
            self.ask_beside(self.aside)

    def ask_beside(self, aside: Aside, *, skip: bool = False) -> None:
        """Put an aside's question. ``skip``: with a button to leave it."""
        self._put(self._beside(self, aside), skip)

    def _put(self, asked: Ask, skip: bool) -> None:
        offered = skip and CHROME["skip"] not in asked.choices
        self.effects.append(evolve(asked, choices=(*asked.choices, CHROME["skip"])) if offered else asked)

    def turn_to(self, aside: Aside) -> None:
        """Open an aside and put its question."""
        self.keep(aside=aside)
        self.ask_beside(aside)

    def told_back(self, step: Step, item: str | None) -> Slot:
        """The answer that holds for a visit, as a slot that can be told back; "" where there is none."""
        answer = self.story.answer(step.id, item)
        if answer is None or answer.kind == "skipped":
            return ""
        return type_of(step.kind).tell_back(step, answer.value, lambda value: self._named(step, item, value))

    def _named(self, step: Step, item: str | None, value: Value) -> Slot:
        touchpoint = self.story.item(value) if is_item(value) else None
        if touchpoint is not None:
            return Words(touchpoint.words)
        offered = offer_of(self.story, step, item).source
        text = next((choice.text for choice in offered if choice.id == value and choice.text), None)
        text = text or next((option.text for option in step.options if option.id == value), None)
        return text if text is not None else Words(str(value))

    def miss(self, place: str, item: str | None) -> int:
        """Count one reply more that did not answer this question; how many there were in a row."""
        others = tuple(one for one in self.interview.missed if one[:2] != (place, item))
        count = self.times_missed(place, item) + 1
        self.keep(missed=(*others, (place, item, count)))
        return count

    def times_missed(self, place: str, item: str | None) -> int:
        """How many replies in a row did not answer this question."""
        return next((count for *visit, count in self.interview.missed if visit == [place, item]), 0)

    def is_left_open(self, step: str, item: str | None) -> bool:
        """Whether somebody went on without this answer, so that it comes back at the end."""
        return self.times_missed(step, item) >= LEFT

    def _still_left(self) -> tuple[tuple[str, str | None, int], ...]:
        """What was left open and is so still; anything else that was missed is over once the interview moves."""
        return tuple(
            (step, item, count)
            for step, item, count in self.interview.missed
            if count >= LEFT
            and step in self.script.places
            and not self.interview.ended
            and not self.story.answered(self.script.step(step), item)
        )

    def finish(self) -> tuple[Interview, tuple[Effect, ...]]:
        """The interview after this turn, with a new turn number where anything changed, and the effects."""
        after, before = self.interview.__dict__, self.before.__dict__
        if after["log"] is before["log"] and all(after[name] == before[name] for name in _MOVING):
            same = after["missed"] == before["missed"]
            return self.before if same else evolve(self.before, missed=after["missed"]), tuple(self.effects)
        if after["missed"]:
            self.keep(missed=self._still_left())
        if self.said.kind == "more" and not any(isinstance(one, Ask) for one in self.effects):
            return evolve(self.interview, moved_at=self.now), tuple(self.effects)  # the same question stands open
        turn = self.before.turn + 1
        effects = tuple(evolve(one, turn=turn) if isinstance(one, Ask) else one for one in self.effects)
        return evolve(self.interview, turn=turn, moved_at=self.now), effects


_MOVING = tuple(one.name for one in fields(Interview) if one.name not in ("turn", "moved_at", "log", "missed"))
