"""Judges a script before anybody is interviewed with it: ids, references, loops, choices, slots, labels.

Law: one sentence per fault, beginning with file and step and saying what to do; nothing is repaired silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reisleider.flows.journey import ENDINGS, PLANS, SAVES, SETTINGS, VOTES
from reisleider.flows.questions import KINDS, type_of
from reisleider.flows.scripts.read import SLOT
from reisleider.flows.steps import FACTS, REVIEW, Condition, Outline, Step

BUTTON_LABEL = 75  # Slack's limit for the text of a button; Telegram allows more
CALLBACK_ID = 24  # leaves room for interview and turn in Telegram's 64 bytes of callback data
SOURCES = frozenset(
    {"touchpoint", "phases", "personas", "teams", "fact", "labels", "weighed", "sets", "tops", "moments", "goals"}
)
ORDERS = frozenset({"given", "random", "thinnest", "useful"})
PROBES = frozenset({"descriptive", "idiographic", "clarifying", "explanatory"})
STUDY_SLOTS = frozenset(
    ["organisation", "start", "end", "attempt", "date", "link", "lead", "contact", "minimum", "model", "glance"]
)
ITEM_SLOTS = frozenset({"step", "i", "n", "face", "fact"})
SLOTS = STUDY_SLOTS | ITEM_SLOTS | {"number", "steps", "score", "journey", "word", "card"}
NEVER_OWN = frozenset({"consent", "quotes", "recontact"})
"""Records of leave that somebody gives: no words stand for it but those that say so."""
RECORDS: Mapping[str, frozenset[str]] = {
    "respondent": SAVES,
    "lead": SETTINGS,
    "colleague": VOTES,
    "planner": PLANS,
}
"""What a step may save, by whom the script is for."""
_ID = re.compile(r"\A[a-z0-9][a-z0-9-]*\Z")


def check(outline: Outline, file: str) -> Iterator[str]:
    """Every fault of a script, one sentence each."""
    judge = _Judge(outline, file)
    yield from judge.ids()
    yield from judge.blocks()
    yield from judge.loops()
    yield from judge.ending()
    for step in outline.steps:
        yield from judge.step(step)


class _Judge:
    def __init__(self, outline: Outline, file: str) -> None:
        self.outline = outline
        self.file = file
        self.places = {step.id: place for place, step in enumerate(outline.steps)}

    def say(self, where: str, sentence: str) -> str:
        return f"{self.file}: {where}: {sentence}"

    def ids(self) -> Iterator[str]:
        seen: set[str] = set()
        for step in self.outline.steps:
            if step.id in seen:
                yield self.say(step.id, "this id is used twice; rename one of the two steps.")
            seen.add(step.id)
            if (
                not _ID.match(step.id)
                or re.fullmatch(r"i\d+", step.id)
                or step.id in ENDINGS
                or len(step.id) > CALLBACK_ID
            ):
                yield self.say(step.id, f"a step id is at most {CALLBACK_ID} of a-z, 0-9 and -, and no ending.")

    def blocks(self) -> Iterator[str]:
        known = {block.id for block in self.outline.blocks}
        used = {step.block for step in self.outline.steps}
        for step in self.outline.steps:
            if step.block not in known:
                yield self.say(step.id, f"no block {step.block}; add [[block]] with that id.")
        for block in self.outline.blocks:
            if block.id not in used:
                yield self.say(f"block {block.id}", "no step is in this block; remove it or give it a step.")

    def loops(self) -> Iterator[str]:  # noqa: C901 - one loop over the faults a loop can have
        used: dict[str, list[int]] = {}
        for place, step in enumerate(self.outline.steps):
            if step.loop is not None:
                used.setdefault(step.loop, []).append(place)
        for loop_id, places in used.items():
            where = f"loop {loop_id}"
            if loop_id not in self.outline.loops:
                yield self.say(self.outline.steps[places[0]].id, f"no loop {loop_id}; add [[loop]] with that id.")
                continue
            if places != list(range(places[0], places[0] + len(places))):
                yield self.say(where, "its steps must stand together; move them side by side.")
            loop = self.outline.loops[loop_id]
            if loop.limit is not None and (not isinstance(loop.limit, int) or loop.limit < 1):
                yield self.say(where, "limit is a whole number of at least 1.")
            if loop.each == "touchpoint" and not self.lists_before(places[0]):
                yield self.say(where, "no list comes before it, so there is nothing to go over; move it down.")
            if loop.of is not None and not self.is_known(loop.each, loop.of, places[0]):
                yield self.say(where, f"of names no earlier list: {loop.of}.")
            for key, condition in loop.where.items():
                yield from self.condition(where, key, condition, places[0])
            yield from self.order(where, loop.order, places[0])
        for loop_id in self.outline.loops:
            if loop_id not in used:
                yield self.say(f"loop {loop_id}", "no step is in this loop; remove it or give it a step.")

    def order(self, where: str, order: str, place: int) -> Iterator[str]:
        way, _, step = order.partition(":")
        if order in ORDERS:
            return
        if way not in ("lowest", "highest", "peaks"):
            yield self.say(
                where,
                f"no order {order}; use given, random, thinnest, useful, lowest:STEP, highest:STEP or peaks:STEP.",
            )
        elif self.places.get(step, place) >= place:
            yield self.say(where, f"no step {step} before it to order by.")

    def lists_before(self, place: int) -> bool:
        return any(self.builds_list(step) for step in self.outline.steps[:place])

    def place_of_source(self, step: Step) -> Iterator[str]:
        if step.source == "touchpoint" and not self.lists_before(self.places[step.id]):
            yield self.say(step.id, "no list comes before it, so there is no touchpoint to choose; move it down.")
        if step.source == "labels" and self.lists_behind(self.places[step.id]):
            yield self.say(step.id, "a list comes after it, and labels lead who has not told everything; move it down.")

    def lists_behind(self, place: int) -> bool:
        return any(self.builds_list(step) for step in self.outline.steps[place:])

    @staticmethod
    def builds_list(step: Step) -> bool:
        return step.kind in KINDS and type_of(step.kind).builds_list

    def ending(self) -> Iterator[str]:
        last = self.outline.steps[-1]
        reviews = [step for step in self.outline.steps if step.kind in KINDS and type_of(step.kind).is_review]
        if reviews != [last] or last.id != REVIEW:
            yield self.say(last.id, f'the last step, and only the last, must have kind = "review" and id = "{REVIEW}".')

    def step(self, step: Step) -> Iterator[str]:
        if step.kind not in KINDS:
            yield self.say(step.id, f"no question type {step.kind}; use one of {', '.join(sorted(KINDS))}.")
            return
        if step.saves not in RECORDS[self.outline.held_for]:
            yield self.say(step.id, f"saves names no domain record: {step.saves}.")
        if step.source is not None and step.source not in SOURCES:
            yield self.say(step.id, f"no source {step.source}; use one of {', '.join(sorted(SOURCES))}.")
        yield from self.place_of_source(step)
        if step.probe is not None and step.probe not in self.outline.probes:
            yield self.say(step.id, f"no probe {step.probe}; add [probe.{step.probe}].")
        if step.peaks is not None and self.places.get(step.peaks, len(self.places)) >= self.places[step.id]:
            yield self.say(step.id, f"no step {step.peaks} before it to find the peaks by.")
        if step.adds is not None and not self.is_earlier_list(step):
            yield self.say(step.id, f"adds names no earlier list: {step.adds}.")
        for key, condition in step.when.items():
            yield from self.condition(step.id, key, condition, self.places[step.id], step)
        yield from self.labels(step)
        yield from self.own(step)
        yield from self.slots(step)
        for sentence in type_of(step.kind).faults(step):
            yield self.say(step.id, sentence)

    def is_earlier_list(self, step: Step) -> bool:
        return self.is_list_before(str(step.adds), self.places[step.id])

    def is_known(self, each: str, of: str, place: int) -> bool:
        """Whether a loop can go over what ``of`` names: an earlier list, or of facts a source."""
        return of in SOURCES if each == "fact" else self.is_list_before(of, place)

    def is_list_before(self, id: str, place: int) -> bool:
        there = self.places.get(id, len(self.places))
        return there < place and self.builds_list(self.outline.steps[there])

    def condition(
        self, where: str, key: str, condition: Condition, place: int, step: Step | None = None
    ) -> Iterator[str]:
        if key in FACTS:
            return
        if key not in self.places:
            yield self.say(where, f"no step {key}.")
            return
        if self.places[key] >= place:
            yield self.say(where, f"{key} is asked later; a condition may only name earlier steps.")
            return
        asked = self.outline.steps[self.places[key]]
        if asked.loop is not None and step is not None and step.loop is None:
            yield self.say(where, f"{key} is asked per item; only steps in a loop may depend on it.")
        for value in condition.among or ():
            if asked.kind in KINDS and not type_of(asked.kind).could_be(asked, value):
                yield self.say(where, f"{key} can never be answered with {value}.")

    def labels(self, step: Step) -> Iterator[str]:
        seen: set[str] = set()
        for option in step.options:
            if option.id in seen:
                yield self.say(step.id, f"option {option.id} stands there twice.")
            seen.add(option.id)
            if not _ID.match(option.id) or re.fullmatch(r"i\d+", option.id) or len(option.id) > CALLBACK_ID:
                yield self.say(step.id, f"option id {option.id}: use at most {CALLBACK_ID} of a-z, 0-9 and -.")
            for language, text in option.text.items():
                if len(text) > BUTTON_LABEL:
                    yield self.say(
                        step.id, f"option {option.id} in {language} is longer than {BUTTON_LABEL} characters."
                    )

    def own(self, step: Step) -> Iterator[str]:
        own = [option for option in step.options if option.own]
        if not own:
            return
        if not type_of(step.kind).takes_others or step.saves in NEVER_OWN:
            yield self.say(step.id, f"words of one's own are never guessed here; take own from option {own[0].id}.")
        if len(own) > 1:
            yield self.say(step.id, "only one option can be meant by words that fit none; take own from the others.")
        for option in own:
            if option.hidden or option.done or option.ends or option.later is not None or option.tells:
                yield self.say(step.id, f"option {option.id} does more than answer; take its own away.")

    def slots(self, step: Step) -> Iterator[str]:
        for texts in (step.text, step.again, step.first, step.least, *(option.tells for option in step.options)):
            yield from self.same_slots(step, texts)
        for name in sorted(step.slots - SLOTS):
            yield self.say(step.id, f"no slot {{{name}}}.")
        for name in sorted(step.slots & {"i", "n", "face"}):
            if step.loop is None:
                yield self.say(step.id, f"{{{name}}} only stands in a loop.")

    def same_slots(self, step: Step, texts: Mapping[str, str]) -> Iterator[str]:
        found = {language: frozenset(SLOT.findall(text)) for language, text in texts.items()}
        if len(set(found.values())) > 1:
            yield self.say(step.id, "the languages do not use the same slots.")
