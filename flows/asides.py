"""The short exchanges beside a script's questions: a probe, stopping, an old button, where a late step came.

Law: an aside asks one thing, is answered once and leads back to the interview; it survives a restart like any state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from flows.asking import touchpoint_choice
from flows.chrome import CHROME, hear, offer
from flows.effects import Ask, Choice, End, Erase, Slot, Words
from flows.hearing import means
from flows.journey import EMPTY, Aside, Texts
from flows.probing import gist
from flows.sitting import Sitting


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

    def question(self, sitting: Sitting, aside: Aside) -> Question: ...
    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        """Take the reply; False where it is no answer to this."""


def asked_aside(sitting: Sitting, aside: Aside) -> Question:
    """What an aside asks here."""
    return ASIDES[aside.kind].question(sitting, aside)


def ask_aside(sitting: Sitting, aside: Aside) -> None:
    """Put an aside's question."""
    question = asked_aside(sitting, aside)
    sitting.effects.append(
        Ask(
            step=aside.step or sitting.interview.state,
            item=aside.item,
            turn=sitting.interview.turn,
            text=question.text,
            key=question.key,
            slots={**sitting.interview.givens.slots, **question.slots},
            choices=question.choices,
            kind=question.kind,
        )
    )


def open_aside(sitting: Sitting, aside: Aside) -> None:
    """Turn to an aside and put its question."""
    sitting.keep(aside=aside)
    ask_aside(sitting, aside)


def answer_aside(sitting: Sitting, aside: Aside) -> None:
    """Take a reply to an open aside; where it is none, help and ask again."""
    kind = ASIDES[aside.kind]
    question = kind.question(sitting, aside)
    choice = hear(sitting.said, question.choices)
    if choice is None and (sitting.said.kind == "press" or question.kind != "text"):
        sitting.heard("refused")
        sitting.say("refused.choice")
        ask_aside(sitting, aside)
        return
    if not kind.answer(sitting, aside, choice):
        sitting.heard("refused")
        sitting.say("refused.words")
        ask_aside(sitting, aside)


class Probe:
    """One follow-up question about a thin answer; its answer is a line of its own in the log."""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        text = sitting.script.probes[str(sitting.script.step(str(aside.step)).probe)]
        return Question(None, {"word": Words(gist(aside.data))}, offer("skip"), text, kind="text")

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        words = sitting.said.text.strip()
        if choice is None and not words:
            return False
        sitting.heard("accepted", choice)
        if choice is None:
            sitting.note(str(aside.step), aside.item, words, kind="probe")
        move_on(sitting)
        return True


class Stop:
    """Stopping asks one thing: may what was told be kept?"""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        return Question("stop.ask", EMPTY, offer("keep", "throw-away", "continue"))

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        sitting.heard("accepted", choice)
        if choice == CHROME["continue"]:
            sitting.keep(aside=None)
            sitting.ask()
        elif choice == CHROME["keep"]:
            end(sitting, "stop")
        else:
            end(sitting, "withdraw")
            sitting.effects.append(Erase())
        return True


class Stale:
    """An old button was pressed: change that answer, or leave it?"""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        answer = sitting.named(sitting.script.step(str(aside.step)), aside.item)
        return Question("stale", {"answer": answer}, offer("change", "leave"))

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        sitting.heard("accepted", choice)
        sitting.keep(aside=None)
        if choice == CHROME["change"]:
            sitting.jump(str(aside.step), aside.item)
        sitting.ask()
        return True


class FileKept:
    """A photo or voice note came where words are asked: anything to add?"""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        return Question("file.more", EMPTY, offer("no-further"), kind="text")

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        sitting.heard("accepted", choice)
        sitting.note(sitting.interview.state, sitting.item, None, kind="skipped")
        move_on(sitting)
        return True


class Distress:
    """Somebody is in need or asks for help now: who can help, and whether to go on. What they wrote was kept."""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        return Question("distress", EMPTY, offer("go-on", "stop-here"), kind="text")

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            if not sitting.said.text.strip():
                return False
            sitting.heard("accepted")
            sitting.note(str(aside.step), aside.item, sitting.said.text.strip(), kind="remark")
            ask_aside(sitting, aside)
            return True
        sitting.heard("accepted", choice)
        if choice == CHROME["stop-here"]:
            open_aside(sitting, Aside("stop"))
            return True
        sitting.keep(aside=None)
        if sitting.step.kind != "list" and sitting.story.answered(sitting.step, sitting.item):
            move_on(sitting)
        else:
            sitting.ask()
        return True


class Position:
    """After which step did a step that was added later come?"""

    def question(self, sitting: Sitting, aside: Aside) -> Question:
        item = sitting.story.item(aside.item)
        others = [one for one in sitting.story.items if one.id != aside.item]
        choices = (CHROME["first"], *(touchpoint_choice(one) for one in others), CHROME["last"])
        return Question("menu.position", {"step": Words(item.words if item else "")}, choices)

    def answer(self, sitting: Sitting, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        sitting.heard("accepted", choice)
        others = [one.id for one in sitting.story.items if one.id != aside.item]
        behind = {"first": "", "last": others[-1] if others else ""}.get(choice.id, choice.id)
        sitting.note(str(aside.step), aside.item, behind, kind="order", verbatim="")
        sitting.keep(aside=None)
        if sitting.interview.state == "review":
            settle_review(sitting)
        sitting.ask()
        return True


def end(sitting: Sitting, trigger: str) -> None:
    """Follow an edge to an ending and say goodbye."""
    walk = sitting.move(trigger)
    sitting.keep(ended_at=sitting.now)
    sitting.effects.append(End(walk.state))  # type: ignore[arg-type]  # an ending: every such edge leads to one


def move_on(sitting: Sitting) -> None:
    """Leave the step that was just answered and ask what comes next."""
    visit = (sitting.interview.state, sitting.interview.item)
    trail = sitting.interview.trail
    sitting.keep(aside=None, draft=None, trail=trail if trail[-1:] == (visit,) else (*trail, visit))
    sitting.advance()
    sitting.ask()


def settle_review(sitting: Sitting) -> None:
    """In the review, after a change: go where a question opened, or stay."""
    sitting.keep(aside=None, draft=None)
    sitting.advance()


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
