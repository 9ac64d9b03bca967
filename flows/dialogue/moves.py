"""Where an interview goes after something was answered or changed: on, back to its place, or to its end.

Law: every move follows the script's machine, through the turn; which question is open afterwards is put once.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from typing import TYPE_CHECKING

from reisleider.flows.dialogue.turn import LEFT
from reisleider.flows.effects import Bring, End
from reisleider.flows.journey import Aside
from reisleider.flows.listening.outline import Outline, hear_outline
from reisleider.flows.questions import type_of
from reisleider.flows.steps import REVIEW, Step, is_item

if TYPE_CHECKING:
    from reisleider.flows.dialogue.story.story import Item
    from reisleider.flows.dialogue.turn import Turn


TELLS_BEFORE = ("trigger", "intent")
"""What the questions save at which somebody may tell it all before the steps are asked."""
A_STORY = 3
"""So many steps in one message are a story, told to its end, wherever it is told."""
_DONE = 2
USUAL = 11  # words of a step of such a story, on average: of 348 that were written for practice 269 are offered so
LONGEST_TOLD = 12  # words of a step that is offered before it was asked for


def end(turn: Turn, trigger: str) -> None:
    """Follow an edge to an ending and say goodbye."""
    walk = turn.move(trigger)
    turn.keep(ended_at=turn.now)
    turn.effects.append(End(walk.state))  # type: ignore[arg-type]  # an ending: every such edge leads to one
    if trigger == "complete" and turn.script.outline.brings is not None:
        turn.effects.append(Bring(turn.script.outline.brings))


def move_on(turn: Turn) -> None:
    """Leave the step that was just answered and ask what comes next."""
    visit = (turn.interview.state, turn.interview.item)
    trail = turn.interview.trail
    turn.keep(aside=None, draft=None, trail=trail if trail[-1:] == (visit,) else (*trail, visit))
    turn.advance()
    ask_there(turn)


def leave_open(turn: Turn) -> None:
    """Leave the open question for the end; where it came back already, or nothing else is open, for good."""
    step, item = turn.step, turn.item
    before = turn.times_missed(step.id, item) > LEFT or turn.story.value(step.id, item) is not None
    if before or not type_of(step.kind).revisable or not _waits_elsewhere(turn):
        turn.say("refused.over")
        if turn.story.value(step.id, item) is None:
            turn.note(step.id, item, None, kind="skipped")
    else:
        turn.say("refused.later")
    move_on(turn)


def _waits_elsewhere(turn: Turn) -> bool:
    """Whether another question comes before the play-back, so that this one can come after it."""
    onward = turn.onward()
    return (onward.state, onward.item) != (turn.interview.state, turn.item)


def ask_there(turn: Turn) -> None:
    """Put the question that the interview came to, or what was told before it was asked."""
    if turn.is_left_open(turn.interview.state, turn.item):
        turn.say("refused.back")
    told = _told_before(turn)
    if told:
        turn.turn_to(Aside("told-before", turn.step.id, data=list(told)))
    else:
        turn.ask()


def settle_review(turn: Turn) -> None:
    """In the review, after a change: go where a question opened, or stay."""
    turn.keep(aside=None, draft=None)
    turn.advance()


def leave_aside(turn: Turn) -> None:
    """Back to the question that was open before."""
    turn.keep(aside=None)
    turn.ask()


def close_list(turn: Turn) -> None:
    """Nothing more follows in the list that stands open."""
    step = turn.step
    turn.note(step.id, turn.item, next(option.id for option in step.options if option.done))
    move_on(turn)


def is_asked_after(turn: Turn) -> bool:
    """Whether, once the list that stands open is closed, it is asked what was left out of it."""
    adding = (one for one in turn.script.steps if one.adds == turn.step.id)
    return any(turn.story.applies(one, None) and not turn.story.answered(one, None) for one in adding)


def back_to_place(turn: Turn) -> None:
    """After a change made from the menu: stay, unless the place is gone or a question opened."""
    turn.keep(aside=None)
    if turn.interview.state == REVIEW:
        settle_review(turn)
        turn.ask()
    elif turn.story.applies(turn.step, turn.item):
        turn.ask()
    else:
        move_on(turn)


def ask_label(turn: Turn, item: str) -> None:
    """Ask anew which label an item is: by the script's own question where that was put, else beside it."""
    step = turn.script.saving("same-as")[0]
    if not turn.story.applies(step, item):
        turn.turn_to(Aside("menu-label", step.id, item))
        return
    turn.keep(aside=None)
    turn.jump(step.id, item)
    turn.ask()


def new_item(turn: Turn) -> str:
    """An item id that was never used in this interview."""
    used = [int(a.item[1:]) for a in turn.interview.log if a.item is not None and is_item(a.item)]
    return f"i{max(used, default=0) + 1}"


def add_items(turn: Turn, step: str, told: Sequence[str]) -> tuple[str, ...]:
    """New items of a list, in the words they were told in; their ids."""
    items = []
    for words in told:
        items.append(new_item(turn))
        turn.note(step, items[-1], words, verbatim=words)
    return tuple(items)


def drop_item(turn: Turn, item: Item) -> None:
    """Take an item out, with all that was said of it; what was put behind it stays where it was."""
    place = turn.story.items.index(item)
    before = turn.story.items[place - 1].id if place else ""
    for one in turn.story.behind(item.id):
        turn.note(item.step, one, before, kind="order", verbatim="")
    turn.note(item.step, item.id, None, kind="removed", verbatim="")
    if item.id in (turn.interview.draft or []):
        turn.keep(draft=[one for one in turn.interview.draft or [] if one != item.id] or None)


def _told_before(turn: Turn) -> tuple[str, ...]:
    """The steps that were told, in order, before they were asked: when the list of steps is still empty."""
    step = turn.step
    if not type_of(step.kind).builds_list or step.id != turn.script.lists[0] or turn.story.listed(step.id):
        return ()
    before = (one for saves in TELLS_BEFORE for one in turn.script.saving(saves))
    outlines = [hear_outline(words) for words in (_said_at(turn, one) for one in before) if words is not None]
    return next((one.steps for one in outlines if _are_steps(one)), ())


def _said_at(turn: Turn, step: Step) -> str | None:
    """What was said there, also where it was taken for a choice in somebody's own words."""
    answer = turn.story.answer(step.id)
    return turn.story.words(step) or (None if answer is None else answer.verbatim)


def _are_steps(told: Outline) -> bool:
    """Whether it is a story of steps: three or more, two of which were done at least; or two in their order that were
    both done. What took somebody many words each is how it came about."""
    lengths = [len(words.split()) for words in told.steps]
    if len(lengths) >= A_STORY:
        return told.done >= _DONE and mean(lengths) <= USUAL
    return told.ordered and len(lengths) > 1 and told.all_done and max(lengths) <= LONGEST_TOLD
