"""Puts the question of a place into an Ask: its texts, slots, choices and progress.

Law: reads the story, changes nothing; which question it is was decided elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from reisleider.flows.dialogue.recap import recap
from reisleider.flows.dialogue.story.loops import shuffled
from reisleider.flows.dialogue.story.story import Item, Story
from reisleider.flows.effects import Ask, Choice, Face, Key, Place, Several, Slot, Words
from reisleider.flows.outcomes import Offer
from reisleider.flows.questions import type_of
from reisleider.flows.steps import Step
from reisleider.flows.words.chrome import CHROME


def offer_of(story: Story, step: Step, item: str | None, today: date | None = None) -> Offer:
    """What is on the table at this step: source choices, the draft, the length of the list."""
    here = (story.interview.state, story.interview.item) == (step.id, item)
    draft = story.interview.draft if here else None
    listed = story.listed(step.adds or step.id) if type_of(step.kind).builds_list else ()
    shown = step.adds is not None and (bool(draft) or _in_one_go(story, listed))
    return Offer(
        _source(story, step, item), draft, len(listed), shown, story.givens.seed, today, story.interview.language
    )


def _in_one_go(story: Story, listed: Sequence[Item]) -> bool:
    """Whether half of a list or more was told in one message, which was shown back then."""
    turns = Counter(answer.turn for one in listed if (answer := story.answer(one.step, one.id)) is not None)
    most = max(turns.values(), default=0)
    return most > 1 and 2 * most >= len(listed)


def ask(story: Story, step: Step, item: str | None) -> Ask:
    """The question of this place; its turn number is filled in when the turn is done."""
    kind, offer = type_of(step.kind), offer_of(story, step, item)
    choices = kind.choices(step, offer)
    return Ask(
        step=step.id,
        item=item,
        turn=story.interview.turn,
        text=kind.text(step, offer),
        slots=slots_of(story, step, item),
        choices=(*choices, CHROME["skip"]) if step.optional else choices,
        place=place_of(story, step, item),
        numbered=kind.numbered,
        ticks=kind.ticks,
        review=kind.is_review,
    )


def _source(story: Story, step: Step, item: str | None) -> tuple[Choice, ...]:
    if step.source is None:
        return ()
    if step.source == "touchpoint":
        items = story.items if step.sample is None else _sampled(story, step, step.sample)
        return tuple(touchpoint_choice(one) for one in items)
    if step.source == "labels":
        return label_choices(story, item)
    if step.source == "fact":
        fact = next(fact for fact in story.givens.facts if fact.id == item)
        return tuple(Choice(id, text=text) for id, text in fact.options)
    return tuple(Choice(given.id, text=given.text) for given in story.givens.sources.get(step.source, ()))


def label_choices(story: Story, item: str | None) -> tuple[Choice, ...]:
    """The labels that an item may be, as buttons: their names, and nothing else that is known of them."""
    words = {label.id: label.words for label in story.givens.labels}
    return tuple(Choice(id, text=words[id]) for id in story.offered(item or "") if id in words)


def _sampled(story: Story, step: Step, most: int) -> tuple[Item, ...]:
    """So many of the items, the peaks among them, in an order that leads to none."""
    seed, felt = story.givens.seed, step.peaks
    items = sorted(story.items, key=lambda one: shuffled(seed, step.id, one.id))
    ids = [one.id for one in items]
    first = story.peaks(felt) if felt is not None else ()
    chosen = list(dict.fromkeys((*first, *ids)))[:most]
    return tuple(one for one in items if one.id in chosen)


def touchpoint_choice(item: Item) -> Choice:
    """A touchpoint as a button, named in its author's own words."""
    return Choice(item.id, words=item.words)


def slots_of(story: Story, step: Step, item: str | None) -> dict[str, Slot]:
    """Everything the step's texts may name: the study's slots, and those of this place."""
    slots: dict[str, Slot] = dict(story.givens.slots)
    if not step.slots:
        return slots
    if type_of(step.kind).builds_list:
        _list_slots(story, step, slots)
    about = story.item(item)
    if about is not None and step.loop is not None:
        items = story.loop_items(step.loop)
        slots.update(step=Words(about.words), i=items.index(about.id) + 1, n=len(items))
    if "face" in step.slots:
        score = next((story.value(s.id, item) for s in story.script.saving("emotion")), None)
        slots["face"] = Face(score) if isinstance(score, int) else Key("face.none")
    if "fact" in step.slots:
        slots["fact"] = next((fact.question for fact in story.givens.facts if fact.id == item), "")
    if "score" in step.slots:
        slots["score"] = next((story.value(s.id) for s in story.script.saving("recommend")), 0)
    if "journey" in step.slots:
        slots["journey"] = recap(story.script, story)
    return slots


def _list_slots(story: Story, step: Step, slots: dict[str, Slot]) -> None:
    listed = story.listed(step.adds or step.id)
    slots["steps"] = Several(tuple(Words(one.words) for one in listed), numbered=True)
    if listed:
        slots["number"] = len(listed)
        slots["step"] = Words(listed[-1].words)


def place_of(story: Story, step: Step, item: str | None) -> Place:
    """How far this question is: the part by its block, and the item inside its loop."""
    part, parts, title = story.script.parts(story.givens.blocks).get(step.block, (1, 1, {}))
    if step.loop is None or item is None:
        return Place(part, parts, title)
    items = story.loop_items(step.loop)
    return Place(part, parts, title, items.index(item) + 1 if item in items else None, len(items))
