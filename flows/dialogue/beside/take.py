"""Takes what somebody says to the bot instead of an answer, the same way whatever stands open.

Law: what was said to the bot is never kept as an answer; the open question is put again after it, unless it was left.
What is unsure is asked back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from reisleider.flows.dialogue.asides.distress import is_heard_first
from reisleider.flows.dialogue.asides.meant import MILD, asked_back, asked_of
from reisleider.flows.dialogue.beside.facts import tell
from reisleider.flows.dialogue.beside.in_passing import passing_in, take_passing
from reisleider.flows.dialogue.commands import COMMANDS
from reisleider.flows.dialogue.refusals import refuse
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.journey import Aside
from reisleider.flows.listening.acts import (
    Act,
    Answer,
    Asked,
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
from reisleider.flows.listening.outline import tells_no_more, without_end
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.listening.telling.clauses import clause_of, is_act
from reisleider.flows.listening.traits import UNKNOWN
from reisleider.flows.outcomes import Taken
from reisleider.flows.questions import type_of

SILENT = timedelta(days=1)
"""After so long somebody was asked whether to go on, and a yes or no is about that."""
ASKS_A_QUESTION = ("need", "question", "need-at")
"""What a step saves that asks for a question: one that is given is the answer."""
OF_OTHERS = ("other", "how-long", "what-happens", "reward")
"""What others may be asked just as well: "how much will it be"."""
_BY_COMMAND: Mapping[type[Act], str] = {
    Stop: "stop",
    Pause: "pause",
    Back: "back",
    Correct: "back",
    RefuseToAnswer: "skip",
    Help: "help",
    GoOn: "resume",
}
_NO_STEP = (Finish, Pause, Stop, Back, QuestionToBot)
_ANYWHERE = (Stop, Pause, Help, Language, QuestionToBot, Greeting, Thanks)
"""What means the same beside whatever else is being asked."""


def take_talk(turn: Turn) -> bool:
    """Take the reply where it is no answer to the step's question; False where it may be one."""
    if _closes_list(turn):
        return False
    passing = passing_in(turn)
    if passing == "unknown":
        return _leave(turn) or _leave_unknown(turn)
    if passing is not None and not is_heard_first(turn.said.text):
        take_passing(turn, passing)
        return True
    heard = read_reply(
        turn.said.text, type_of(turn.step.kind).asked(turn.step, turn.offer(), numbers=turn.said.numbered)
    )
    if turn.step.saves in ASKS_A_QUESTION and isinstance(heard.act, QuestionToBot) and heard.act.topic in OF_OTHERS:
        return False
    stops = isinstance(heard.act, Stop)  # who is angry may well want to
    if heard.act is None or (not heard.sure and is_heard_first(turn.said.text, angry=not stops)):
        return False  # who is in need is heard, and not asked what they meant
    if heard.sure:
        return _do(turn, heard.act)
    return not _is_plain_answer(turn) and _ask_back(turn, heard.act)


def _is_plain_answer(turn: Turn) -> bool:
    """Whether the reply surely is one of what is on offer: "4 I think" is a number, whatever else it sounds like."""
    kind = type_of(turn.step.kind)
    if kind.open or kind.builds_list:
        return False
    outcome = kind.parse(turn.step, turn.offer(), turn.said)
    return isinstance(outcome, Taken) and outcome.own is None


def _closes_list(turn: Turn) -> bool:
    """Whether the reply says that a list which has items is complete: "zet er maar een punt achter"."""
    if not type_of(turn.step.kind).builds_list or not turn.offer().listed:
        return False
    return tells_no_more(turn.said.text) or without_end(turn.said.text) is not None


def _ask_back(turn: Turn, act: Act) -> bool:
    """Ask whether that was meant; hello, thanks and go on only put the open question again. False where it is neither:
    an answer, that its own question asks back."""
    if type_of(turn.step.kind).builds_list and turn.aside is None and _tells_step(turn.said.text, act):
        return False
    if isinstance(act, MILD):
        turn.heard("accepted")
        turn.ask_here()
        return True
    command = asked_back(act)
    if command is None:
        return False
    turn.heard("accepted")
    turn.turn_to(Aside("meant", turn.interview.state, turn.item, asked_of(turn, act=command)))
    return True


def _tells_step(text: str, act: Act) -> bool:
    """Whether it tells what was done, so that it is a step whatever it sounds like ("paused my membership"); of an end
    only what stands before a comma says so: "foto's gemaakt, het was een tumor"."""
    told = text.partition(",")[0] if isinstance(act, Finish) else text
    if isinstance(act, Finish) and (told == text or not isinstance(read_reply(told, Asked("item")).act, Answer)):
        return False
    return isinstance(act, _NO_STEP) and any(is_act(word, "done") for word in clause_of(told).words)


def take_talk_beside(turn: Turn, asked: Asked) -> bool:
    """Take the reply to an exchange beside the interview, where it is plainly none to that."""
    heard = read_reply(turn.said.text, asked)
    return heard.sure and isinstance(heard.act, _ANYWHERE) and _do(turn, heard.act)


def take_return(turn: Turn) -> bool:
    """Take "ja", "nee" or "hoi" of somebody who was silent so long that they were asked whether to go on."""
    if turn.now - turn.interview.moved_at < SILENT:
        return False
    heard = read_reply(turn.said.text, Asked("go-on"))
    return heard.sure and isinstance(heard.act, GoOn | Pause | Greeting | Thanks) and _do(turn, heard.act)


def _do(turn: Turn, act: Act) -> bool:
    if isinstance(act, Language):
        COMMANDS[f"language-{act.code}"](turn)
    elif isinstance(act, QuestionToBot):
        tell(turn, act.topic)
    elif isinstance(act, Greeting | Thanks):
        turn.heard("accepted")
        if not isinstance(act, Greeting) or turn.interview.log:  # the first question greets by itself
            turn.say("greeting" if isinstance(act, Greeting) else "thanks")
        turn.ask_here()
    elif isinstance(act, Help) and turn.aside is None:
        refuse(turn, "asked.meaning" if type_of(turn.step.kind).open else "asked.meaning-of-choice")
    elif isinstance(act, DontKnow | NoneHere):
        return _leave(turn)
    elif (command := _BY_COMMAND.get(type(act))) is not None:
        COMMANDS[command](turn)
    else:
        return False
    return True


def _leave_unknown(turn: Turn) -> bool:
    """Choose what says "I don't know" where that is on offer, else ask again; False where the choice is to be taken."""
    kind, step = type_of(turn.step.kind), turn.step
    offered = {choice.id for choice in (*kind.choices(step, turn.offer()), *step.hidden)}
    chosen = next((id for id in UNKNOWN if id in offered), None)
    if chosen is None:
        refuse(turn, "passing.unknown" if kind.builds_list else "refused.again")
        return True
    turn.said = replace(turn.said, kind="press", choice=chosen)
    return False


def _leave(turn: Turn) -> bool:
    """Go on without an answer where words of one's own were asked for, and from a list that has items: who does not
    know what came next has told what they know."""
    kind = type_of(turn.step.kind)
    told = kind.builds_list and turn.step.required and turn.offer().listed > 0
    if turn.aside is None and not (kind.open or told):
        return False
    COMMANDS["skip"](turn)
    return True
