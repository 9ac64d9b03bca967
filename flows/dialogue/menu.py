"""The edit menu: what would you like to change, leave out or add?

Law: shows only what the person said; changing leads through the script's own question, so the same rules hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reisleider.flows.dialogue.asides import ASIDES, Question, move_on, open_aside, settle_review
from reisleider.flows.dialogue.ask import touchpoint_choice
from reisleider.flows.dialogue.recap import answered_steps
from reisleider.flows.dialogue.story import is_item
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Choice, Slot, Words
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.scripts.script import REVIEW
from reisleider.flows.steps import Step
from reisleider.flows.words.chrome import CHROME, offer


def _answers(turn: Turn, item: str | None) -> Iterator[Choice]:
    for step in answered_steps(turn.script, turn.story, item):
        yield _choice(step, turn.named(step, item))
    if item is None:
        yield from _facts(turn)


def _facts(turn: Turn) -> Iterator[Choice]:
    """Answers about the study's segment facts; their choice names step and fact."""
    for fact in turn.interview.givens.facts:
        for step in answered_steps(turn.script, turn.story, fact.id):
            choice = _choice(step, turn.named(step, fact.id))
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


def _return(turn: Turn) -> None:
    turn.keep(aside=None)
    turn.ask()


class Menu:
    """First level: touchpoints by their words, other answers by their subject, and adding a step."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        items = tuple(touchpoint_choice(item) for item in turn.story.items)
        adding = offer("add") if items else ()
        return Question("menu.what", EMPTY, (*items, *_answers(turn, None), *adding, CHROME["never-mind"]))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        if choice.id == "never-mind":
            _return(turn)
        elif choice.id == "add":
            open_aside(turn, Aside("menu-add"))
        elif is_item(choice.id):
            open_aside(turn, Aside("menu-item", item=choice.id))
        else:
            turn.keep(aside=None)
            turn.jump(*_visit(choice))
            turn.ask()
        return True


class MenuItem:
    """Second level: what about this touchpoint? Its words, or an answer about it."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        item = turn.story.item(aside.item)
        choices = (CHROME["words"], *_answers(turn, aside.item), CHROME["never-mind"])
        return Question("menu.which-answer", {"step": Words(item.words if item else "")}, choices)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        if choice.id == "never-mind":
            _return(turn)
        elif choice.id == "words":
            open_aside(turn, Aside("menu-words", item=aside.item))
        else:
            turn.keep(aside=None)
            turn.jump(choice.id, aside.item)
            turn.ask()
        return True


class MenuWords:
    """New words for a touchpoint; everything said about it stays."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        item = turn.story.item(aside.item)
        return Question("menu.words", {"step": Words(item.words if item else "")}, offer("never-mind"), kind="text")

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        words = turn.said.text.strip()
        item = turn.story.item(aside.item)
        if choice is None and item is not None:
            if not words:
                return False
            before = turn.story.answer(item.step, item.id)
            turn.note(item.step, item.id, words, supersedes=before.seq if before else None)
        turn.heard("accepted", choice)
        back_to_place(turn)
        return True


class MenuAdd:
    """A step that was forgotten: its words, then where it came."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("menu.add", EMPTY, offer("never-mind"), kind="text")

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        words = turn.said.text.strip()
        if choice is None and not words:
            return False
        turn.heard("accepted", choice)
        if choice is not None:
            _return(turn)
            return True
        item = new_item(turn)
        turn.note(turn.script.lists[0], item, words)
        open_aside(turn, Aside("position", turn.script.lists[0], item))
        return True


class LeaveOut:
    """What should be forgotten? A touchpoint with all about it, or one answer."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        items = tuple(touchpoint_choice(item) for item in turn.story.items)
        return Question("menu.leave-out", EMPTY, (*items, *_answers(turn, None), CHROME["never-mind"]))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        if choice.id == "never-mind":
            _return(turn)
            return True
        item = turn.story.item(choice.id) if is_item(choice.id) else None
        if item is not None:
            turn.note(item.step, item.id, None, kind="removed", verbatim="")
            turn.say("removed", {"step": Words(item.words)})
        else:
            step, about = _visit(choice)
            turn.note(step, about, None, kind="removed", verbatim="")
            turn.note(step, about, None, kind="skipped", verbatim="")
            turn.say("removed.answer")
        back_to_place(turn)
        return True


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


def new_item(turn: Turn) -> str:
    """An item id that was never used in this interview."""
    used = [int(a.item[1:]) for a in turn.interview.log if a.item is not None and is_item(a.item)]
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
