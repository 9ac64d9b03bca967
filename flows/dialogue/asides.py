"""The short exchanges beside a script's questions: a probe, stopping, an old button, where a late step came.

Law: an aside asks one thing, is answered once and leads back to the interview; it survives a restart like any state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reisleider.flows.dialogue.ask import touchpoint_choice
from reisleider.flows.dialogue.probe import gist
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Ask, Choice, End, Erase, Slot, Words
from reisleider.flows.journey import EMPTY, Aside, Texts
from reisleider.flows.words.chrome import CHROME, hear, offer
from reisleider.flows.words.replies import means


@dataclass(frozen=True)
class Question:
    """What an aside asks: a catalogue key or a script's text, slots, and the choices on offer."""

    key: str | None
    slots: Mapping[str, Slot] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    text: Texts | None = None
    kind: str = "choice"


class AsideType(Protocol):
    """One kind of aside."""

    def question(self, turn: Turn, aside: Aside) -> Question: ...
    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        """Take the reply; False where it is no answer to this."""


def asked_aside(turn: Turn, aside: Aside) -> Question:
    """What an aside asks here."""
    return ASIDES[aside.kind].question(turn, aside)


def ask_aside(turn: Turn, aside: Aside) -> None:
    """Put an aside's question."""
    question = asked_aside(turn, aside)
    turn.effects.append(
        Ask(
            step=aside.step or turn.interview.state,
            item=aside.item,
            turn=turn.interview.turn,
            text=question.text,
            key=question.key,
            slots={**turn.interview.givens.slots, **question.slots},
            choices=question.choices,
            kind=question.kind,
        )
    )


def open_aside(turn: Turn, aside: Aside) -> None:
    """Turn to an aside and put its question."""
    turn.keep(aside=aside)
    ask_aside(turn, aside)


def answer_aside(turn: Turn, aside: Aside) -> None:
    """Take a reply to an open aside; where it is none, help and ask again."""
    kind = ASIDES[aside.kind]
    question = kind.question(turn, aside)
    choice = hear(turn.said, question.choices)
    if choice is None and (turn.said.kind == "press" or question.kind != "text"):
        turn.heard("refused")
        turn.say("refused.choice")
        ask_aside(turn, aside)
        return
    if not kind.answer(turn, aside, choice):
        turn.heard("refused")
        turn.say("refused.words")
        ask_aside(turn, aside)


class Probe:
    """One follow-up question about a thin answer; its answer is a line of its own in the log."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        text = turn.script.probes[str(turn.script.step(str(aside.step)).probe)]
        return Question(None, {"word": Words(gist(aside.data))}, offer("skip"), text, kind="text")

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        words = turn.said.text.strip()
        if choice is None and not words:
            return False
        turn.heard("accepted", choice)
        if choice is None:
            turn.note(str(aside.step), aside.item, words, kind="probe")
        move_on(turn)
        return True


class Stop:
    """Stopping asks one thing: may what was told be kept?"""

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("stop.ask", EMPTY, offer("keep", "throw-away", "continue"))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        turn.heard("accepted", choice)
        if choice == CHROME["continue"]:
            turn.keep(aside=None)
            turn.ask()
        elif choice == CHROME["keep"]:
            end(turn, "stop")
        else:
            end(turn, "withdraw")
            turn.effects.append(Erase())
        return True


class Stale:
    """An old button was pressed: change that answer, or leave it?"""

    def question(self, turn: Turn, aside: Aside) -> Question:
        answer = turn.named(turn.script.step(str(aside.step)), aside.item)
        return Question("stale", {"answer": answer}, offer("change", "leave"))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        turn.heard("accepted", choice)
        turn.keep(aside=None)
        if choice == CHROME["change"]:
            turn.jump(str(aside.step), aside.item)
        turn.ask()
        return True


class FileKept:
    """A photo or voice note came where words are asked: anything to add?"""

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("file.more", EMPTY, offer("no-further"), kind="text")

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        turn.note(turn.interview.state, turn.item, None, kind="skipped")
        move_on(turn)
        return True


class Distress:
    """Somebody is in need or asks for help now: who can help, and whether to go on. What they wrote was kept."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("distress", EMPTY, offer("go-on", "stop-here"), kind="text")

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            if not turn.said.text.strip():
                return False
            turn.heard("accepted")
            turn.note(str(aside.step), aside.item, turn.said.text.strip(), kind="remark")
            ask_aside(turn, aside)
            return True
        turn.heard("accepted", choice)
        if choice == CHROME["stop-here"]:
            open_aside(turn, Aside("stop"))
            return True
        turn.keep(aside=None)
        if turn.step.kind != "list" and turn.story.answered(turn.step, turn.item):
            move_on(turn)
        else:
            turn.ask()
        return True


class Position:
    """After which step did a step that was added later come?"""

    def question(self, turn: Turn, aside: Aside) -> Question:
        item = turn.story.item(aside.item)
        others = [one for one in turn.story.items if one.id != aside.item]
        choices = (CHROME["first"], *(touchpoint_choice(one) for one in others), CHROME["last"])
        return Question("menu.position", {"step": Words(item.words if item else "")}, choices)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        others = [one.id for one in turn.story.items if one.id != aside.item]
        behind = {"first": "", "last": others[-1] if others else ""}.get(choice.id, choice.id)
        turn.note(str(aside.step), aside.item, behind, kind="order", verbatim="")
        turn.keep(aside=None)
        if turn.interview.state == "review":
            settle_review(turn)
        turn.ask()
        return True


def end(turn: Turn, trigger: str) -> None:
    """Follow an edge to an ending and say goodbye."""
    walk = turn.move(trigger)
    turn.keep(ended_at=turn.now)
    turn.effects.append(End(walk.state))  # type: ignore[arg-type]  # an ending: every such edge leads to one


def move_on(turn: Turn) -> None:
    """Leave the step that was just answered and ask what comes next."""
    visit = (turn.interview.state, turn.interview.item)
    trail = turn.interview.trail
    turn.keep(aside=None, draft=None, trail=trail if trail[-1:] == (visit,) else (*trail, visit))
    turn.advance()
    turn.ask()


def settle_review(turn: Turn) -> None:
    """In the review, after a change: go where a question opened, or stay."""
    turn.keep(aside=None, draft=None)
    turn.advance()


def is_whole(text: str, *names: str) -> bool:
    """Whether the whole message is one of these command words."""
    return any(means(text, name) for name in names)


ASIDES: dict[str, AsideType] = {
    "probe": Probe(),
    "stop": Stop(),
    "stale": Stale(),
    "file": FileKept(),
    "distress": Distress(),
    "position": Position(),
}
