"""Something was said that is probably one thing and may be another: did you mean that?

Law: nothing counts before it is answered: yes takes the likely meaning, no takes the reply as the answer it was where
words were asked for. Another reply is one to the step's own question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.effects import Choice, Face, Languages, Slot, Words
from reisleider.flows.journey import Aside, Value
from reisleider.flows.journey import Language as Code
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.listening.acts import (
    Act,
    Back,
    Correct,
    DontKnow,
    Finish,
    GoOn,
    Greeting,
    Help,
    Language,
    NoneHere,
    Pause,
    QuestionToBot,
    RefuseToAnswer,
    Stop,
    Thanks,
)
from reisleider.flows.listening.agreement import agrees
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.messages import Said
from reisleider.flows.questions import type_of
from reisleider.flows.words.chrome import hear, offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn

MEANT: Mapping[type[Act], str] = {
    Stop: "stop",
    Pause: "pause",
    Back: "back",
    Correct: "back",
    RefuseToAnswer: "skip",
    Help: "help",
    Finish: "finish",
    NoneHere: "skip",
    DontKnow: "skip",
    QuestionToBot: "question",
}
"""The acts that are asked back, and what they do once they are sure; a language beside them, by its code."""
MILD = (GoOn, Greeting, Thanks)
"""What is not worth asking back: the open question is put again."""
_YES = {"stop": "meant-stop"}
"""The button that agrees, where it says more than yes."""


def asked_back(act: Act) -> str | None:
    """What the act does once it is sure, as a command; None where it is not asked back."""
    return _switch(act.code) if isinstance(act, Language) else MEANT.get(type(act))


def asked_of(turn: Turn, **meant: Value) -> Mapping[str, Value]:
    """What is asked back about a reply: what it likely meant, its words, and the message it was said in."""
    ref = {} if turn.said.ref is None else {"ref": turn.said.ref}
    return {**meant, "text": turn.said.text, **ref}


def _switch(code: Code) -> str:
    return f"language-{code}"


_SWITCHES: Mapping[str, Code] = {_switch(code): code for code in LANGUAGES}


class Meant(AsideType):
    """Did you mean that? Its data: the text that was typed and its message, and the act or the choice that it likely
    is."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        data = aside.data
        if data.get("act") in _SWITCHES:
            slots: dict[str, Slot] = {"languages": Languages((_SWITCHES[data["act"]],))}
            return Question("meant.language", slots, offer("meant-yes", "meant-answer"))
        if "act" in data:
            return Question(f"meant.{data['act']}", {}, offer(_YES.get(data["act"], "meant-yes"), "meant-answer"))
        if "either" in data:
            either = [one for one in _offered(turn) if one.id in data["either"]]
            return Question("meant.either", {}, (*either, *offer("meant-other")))
        return Question("meant.choice", {"choice": _told(turn, data["choice"])}, offer("meant-yes", "meant-other"))

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        data, yes = aside.data, choice.id not in ("meant-answer", "meant-other")
        turn.keep(aside=None)
        if yes and "either" in data:
            turn.said = _as_said(turn, {**data, "choice": choice.id}, yes)
        elif not yes and "act" not in data:
            turn.heard("accepted", choice)
            turn.ask()
        elif yes and data.get("act") == "question":
            turn.heard("refused")
            turn.say("question", dict(turn.interview.givens.slots))
            turn.ask()
        else:
            turn.said = _as_said(turn, data, yes)
        return True

    def meant_by(self, turn: Turn, choices: Sequence[Choice]) -> Choice | None:
        """A plain no in other words ("neither") is the no to this, and never one to the step's own question."""
        if turn.said.kind != "text":
            return None
        agreed = agrees(read(turn.said.text))
        noes = (one for one in choices if one.id in ("meant-answer", "meant-other"))
        return next(noes, None) if agreed.yes is False and agreed.sure and not agreed.beside else None

    def gives_way(self, turn: Turn) -> bool:
        """Any other words are a reply to the step's own question."""
        if turn.said.kind != "text" or turn.aside is None:
            return False
        choices = self.question(turn, turn.aside).choices
        return hear(turn.said, choices) is None and self.meant_by(turn, choices) is None


def _as_said(turn: Turn, data: Mapping[str, str], yes: bool) -> Said:
    """The reply as it turned out to be: a command, a choice, or the words it was; said in the message they stood in."""
    said = replace(turn.said, ref=data.get("ref") or turn.said.ref)
    if not yes:
        return replace(said, kind="text", text=data["text"], choice=None)
    if data.get("act") not in (None, "finish"):
        return replace(said, kind="command", text=data["act"], choice=None)
    chosen = data.get("choice") or next(option.id for option in turn.step.options if option.done)
    return replace(said, kind="press", text=data["text"], choice=chosen)


def _offered(turn: Turn) -> Sequence[Choice]:
    """Every choice of the step's own question."""
    return (*type_of(turn.step.kind).choices(turn.step, turn.offer()), *turn.step.hidden)


def _told(turn: Turn, id: str) -> Slot:
    """The choice as it is told back."""
    choice = next((one for one in _offered(turn) if one.id == id), None)
    if choice is None:
        return ""
    if choice.face is not None:
        return Face(choice.face)
    return Words(choice.words) if choice.words is not None else dict(choice.text or {})


TYPE = Meant()
