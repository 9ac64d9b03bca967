"""The edit menu: what would you like to change, leave out or add?

Law: shows only what the person said; changing leads through the script's own question, so the same rules hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.asides import ASIDES, Question, move_on, open_aside, settle_review
from flows.asking import touchpoint_choice
from flows.chrome import CHROME, offer
from flows.effects import Choice, Slot, Words
from flows.journey import EMPTY, Aside
from flows.recap import answered_steps
from flows.script import REVIEW
from flows.sitting import Sitting
from flows.steps import Step
from flows.story import is_item


def _answers(sitting: Sitting, item: str | None) -> Iterator[Choice]:
    for step in answered_steps(sitting.script, sitting.story, item):
        yield _choice(step, sitting.named(step, item))
    if item is None:
        yield from _facts(sitting)


def _facts(sitting: Sitting) -> Iterator[Choice]:
    """Answers about the study's segment facts; their choice names step and fact."""
    for fact in sitting.interview.givens.facts:
        for step in answered_steps(sitting.script, sitting.story, fact.id):
            choice = _choice(step, sitting.named(step, fact.id))
            yield replace(choice, id=f"{step.id}.{fact.id}")


def _visit(choice: Choice) -> tuple[str, str | None]:
    """The visit that a menu choice stands for."""
    step, _, item = choice.id.partition(".")
    return step, item or None


def _choice(step: Step, answer: Slot) -> Choice:
    key = f"saves.{step.saves}"
    if isinstance(answer, Words):
        return Choice(step.id, key=key, words=answer.text)
    face = getattr(answer, "score", None)
    if face is not None:
        return Choice(step.id, key=key, face=face)
    return Choice(step.id, key=key, text=answer if isinstance(answer, dict) else None)


def _return(sitting: Sitting) -> None:
    sitting.keep(aside=None)
    sitting.ask()


class Menu:
    """First level: touchpoints by their words, other answers by their subject, and adding a step."""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        items = tuple(touchpoint_choice(item) for item in sitting.story.items)
        adding = offer("add") if items else ()
        return Question("menu.what", EMPTY, (*items, *_answers(sitting, None), *adding, CHROME["never-mind"]))

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        sitting.heard("accepted", choice)
        if choice.id == "never-mind":
            _return(sitting)
        elif choice.id == "add":
            open_aside(sitting, Aside("menu-add"))
        elif is_item(choice.id):
            open_aside(sitting, Aside("menu-item", item=choice.id))
        else:
            sitting.keep(aside=None)
            sitting.jump(*_visit(choice))
            sitting.ask()
        return True


class MenuItem:
    """Second level: what about this touchpoint? Its words, or an answer about it."""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        item = sitting.story.item(aside.item)
        choices = (CHROME["words"], *_answers(sitting, aside.item), CHROME["never-mind"])
        return Question("menu.which-answer", {"step": Words(item.words if item else "")}, choices)

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        sitting.heard("accepted", choice)
        if choice.id == "never-mind":
            _return(sitting)
        elif choice.id == "words":
            open_aside(sitting, Aside("menu-words", item=aside.item))
        else:
            sitting.keep(aside=None)
            sitting.jump(choice.id, aside.item)
            sitting.ask()
        return True


class MenuWords:
    """New words for a touchpoint; everything said about it stays."""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        item = sitting.story.item(aside.item)
        return Question("menu.words", {"step": Words(item.words if item else "")}, offer("never-mind"), kind="text")

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        words = sitting.said.text.strip()
        item = sitting.story.item(aside.item)
        if choice is None and item is not None:
            if not words:
                return False
            before = sitting.story.answer(item.step, item.id)
            sitting.note(item.step, item.id, words, supersedes=before.seq if before else None)
        sitting.heard("accepted", choice)
        back_to_place(sitting)
        return True


class MenuAdd:
    """A step that was forgotten: its words, then where it came."""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        return Question("menu.add", EMPTY, offer("never-mind"), kind="text")

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        words = sitting.said.text.strip()
        if choice is None and not words:
            return False
        sitting.heard("accepted", choice)
        if choice is not None:
            _return(sitting)
            return True
        item = new_item(sitting)
        sitting.note(sitting.script.lists[0], item, words)
        open_aside(sitting, Aside("position", sitting.script.lists[0], item))
        return True


class LeaveOut:
    """What should be forgotten? A touchpoint with all about it, or one answer."""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        items = tuple(touchpoint_choice(item) for item in sitting.story.items)
        return Question("menu.leave-out", EMPTY, (*items, *_answers(sitting, None), CHROME["never-mind"]))

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        sitting.heard("accepted", choice)
        if choice.id == "never-mind":
            _return(sitting)
            return True
        item = sitting.story.item(choice.id) if is_item(choice.id) else None
        if item is not None:
            sitting.note(item.step, item.id, None, kind="removed", verbatim="")
            sitting.say("removed", {"step": Words(item.words)})
        else:
            step, about = _visit(choice)
            sitting.note(step, about, None, kind="removed", verbatim="")
            sitting.note(step, about, None, kind="skipped", verbatim="")
            sitting.say("removed.answer")
        back_to_place(sitting)
        return True


def back_to_place(sitting: Sitting) -> None:
    """After a change made from the menu: stay, unless the place is gone or a question opened."""
    sitting.keep(aside=None)
    if sitting.interview.state == REVIEW:
        settle_review(sitting)
        sitting.ask()
    elif sitting.story.applies(sitting.step, sitting.item):
        sitting.ask()
    else:
        move_on(sitting)


def new_item(sitting: Sitting) -> str:
    """An item id that was never used in this interview."""
    used = [int(a.item[1:]) for a in sitting.interview.log if a.item is not None and is_item(a.item)]
    return f"i{max(used, default=0) + 1}"


ASIDES.update(
    {
        "menu": Menu(),
        "menu-item": MenuItem(),
        "menu-words": MenuWords(),
        "menu-add": MenuAdd(),
        "leave-out": LeaveOut(),
    }
)
