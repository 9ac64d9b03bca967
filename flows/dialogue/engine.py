"""The dialogue engine: one pure function from what was said to what happens next.

Rule 1: ``turn`` depends on its arguments alone; it reads no clock, no file and no chance.
Rule 2: nothing that was answered is lost: the log only grows, and every way back is an edge of the script's machine.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reisleider.flows.dialogue.answer import take_answer
from reisleider.flows.dialogue.asides import ASIDES, put
from reisleider.flows.dialogue.asides.distress import care, comes_first, is_urgent
from reisleider.flows.dialogue.asides.file import keep_file, keep_with
from reisleider.flows.dialogue.asides.stale import press_late
from reisleider.flows.dialogue.asides.voice import say_back
from reisleider.flows.dialogue.beside.take import take_return, take_talk, take_talk_beside
from reisleider.flows.dialogue.commands import COMMANDS, command_of
from reisleider.flows.dialogue.correct import add_to_last, correct, last_told, told_late
from reisleider.flows.dialogue.joined import keep_parts
from reisleider.flows.dialogue.moves import end
from reisleider.flows.dialogue.nudge import NUDGED, answer_nudge, ask_to_go_on
from reisleider.flows.dialogue.refusals import refuse_beside
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Effect, Say
from reisleider.flows.journey import Aside, Ending, Givens, Interview
from reisleider.flows.listening.acts import Answer, Asked
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Taken
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.words.chrome import hear, named
from reisleider.flows.words.replies import labels, plain

Turned = tuple[Interview, tuple[Effect, ...]]
_TRIGGERS = {"expired": "expire", "stopped": "stop", "withdrawn": "withdraw"}


def begin(
    script: Script, *, id: str, study: str, participant: str, language: str, givens: Givens, now: datetime
) -> Turned:
    """A new interview at its first step, and the question to put. ``now`` is UTC."""
    interview = Interview(
        id=id,
        study=study,
        participant=participant,
        track=script.track,
        script=script.id,
        revision=script.revision,
        language=language,
        givens=givens,
        state=script.steps[0].id,
        began_at=now,
        moved_at=now,
    )
    return interview, ask_again(script, interview)


def ask_again(script: Script, interview: Interview) -> tuple[Effect, ...]:
    """The open question once more: after a pause, a restart or a reminder. Nothing for an ended interview."""
    if interview.ended:
        return ()
    turn = Turn(script, interview, Said("text"), interview.moved_at, put)
    turn.ask_here()
    return tuple(turn.effects)


def may_go_on(script: Script, interview: Interview, said: Said) -> bool:
    """Whether a written reply answers an open question, so that the next message may belong to it: no command, no
    button's words, nothing that asks for help now."""
    turn = Turn(script, interview, said, interview.moved_at, put)
    if command_of(said.text) is not None or is_urgent(said.text) or not said.text.strip():
        return False
    if turn.aside is not None:
        kind = ASIDES[turn.aside.kind]
        choices = kind.question(turn, turn.aside).choices
        return kind.follows_up and named(said.text, choices) is None and _tells(said, Asked("words", choices=choices))
    asked = type_of(turn.step.kind)
    if not asked.open:
        return False
    if not _tells(said, asked.asked(turn.step, turn.offer())):
        return False
    outcome = asked.parse(turn.step, turn.offer(), said)
    return isinstance(outcome, Taken) and outcome.choice is None


def goes_on(script: Script, interview: Interview, said: Said) -> bool:
    """Whether a written reply can be more of the answer before the open question: words that are no command and no
    button on offer, after words. Whether it came too soon to be anything else is for who knows the time."""
    if interview.ended or not said.text.strip() or command_of(said.text) is not None or is_urgent(said.text):
        return False
    turn = Turn(script, interview, said, interview.moved_at, put)
    return last_told(turn) is not None and not _names_button(turn)


def _tells(said: Said, asked: Asked) -> bool:
    """Whether words of one's own are told, and nothing is said to the bot."""
    act = read_reply(said.text, asked).act
    return isinstance(act, Answer) and act.choice is None


def nudge(script: Script, interview: Interview) -> tuple[Effect, ...]:
    """Asks somebody who fell silent whether to go on. Changes nothing: the open question can still be answered."""
    if interview.ended:
        return ()
    return (ask_to_go_on(Turn(script, interview, Said("text"), interview.moved_at, put)),)


def close(script: Script, interview: Interview, ending: Ending, now: datetime) -> Turned:
    """End an interview from outside: expired, stopped or withdrawn. An ended one stays as it is."""
    if interview.ended:
        return interview, ()
    turn = Turn(script, interview, Said("text"), now, put)
    end(turn, _TRIGGERS[ending])
    return turn.finish()


def turn(script: Script, interview: Interview, said: Said, now: datetime) -> Turned:
    """What a reply does: the interview after it, and the effects to carry out.

    ``script`` must be the revision the interview began with; ``now`` is UTC. A reply that changes nothing
    (repeated, too late) returns the very same interview; one that answers nothing is counted, and moves nothing.
    """
    if interview.ended:
        return interview, told_late(interview, said)
    turn = Turn(script, interview, said, now, put)
    _hear(turn)
    if said.forwarded:
        _mark_forwarded(turn)
    if said.parts:
        keep_parts(turn)
    if _tells_of_themselves(turn) and ("text" in (said.kind, turn.said.kind) or said.kind == "file"):
        care(turn)
    return turn.finish()


def _hear(turn: Turn) -> None:
    said = turn.said
    if _tells_of_themselves(turn) and comes_first(turn):
        turn.heard("accepted")
    elif said.kind == "edit":
        correct(turn)
    elif said.kind == "more":
        add_to_last(turn)
    elif said.kind == "file":
        _take_file(turn)
    elif said.kind == "press":
        _press(turn)
    elif (command := command_of(said.text)) is not None and not _answers(turn):
        COMMANDS[command](turn)
    elif said.kind != "text" or not take_return(turn):
        _reply(turn)


def _tells_of_themselves(turn: Turn) -> bool:
    """Whether what is told happened to who tells it; who leads a study tells of others, of illness and loss too."""
    return turn.script.outline.held_for == "respondent"


def _press(turn: Turn) -> None:
    said = turn.said
    if said.turn is not None and said.turn != turn.interview.turn:
        press_late(turn)
    elif said.choice == "skip":
        COMMANDS["skip"](turn)
    elif turn.aside is None and said.choice in NUDGED:
        answer_nudge(turn, said.choice)
    else:
        _reply(turn)


def _reply(turn: Turn) -> None:
    if turn.aside is not None:
        _hear_aside(turn, turn.aside)
    else:
        _take_reply(turn)


def _take_reply(turn: Turn) -> None:
    """Take a reply to what stands open: beside the interview, else to the step's own question; there what is said to
    the bot comes first, then the answer."""
    if turn.aside is not None:
        _hear_aside(turn, turn.aside)
    elif turn.said.kind != "text" or turn.said.forwarded or not take_talk(turn):
        take_answer(turn)


def _take_file(turn: Turn) -> None:
    """A caption is a reply like any words; the file stays with the answer that it gave, else with the open question."""
    if turn.said.heard and turn.said.text.strip():
        say_back(turn)
        return
    if not turn.said.text.strip():
        keep_file(turn)
        return
    place = turn.interview.state, turn.item
    turn.said = replace(turn.said, kind="text")
    _hear(turn)
    given = turn.interview.log[len(turn.before.log) :]
    answer = next((one for one in given if one.kind in ("answer", "probe")), None)
    keep_with(turn, *(place if answer is None else (answer.step, answer.item)))


def _mark_forwarded(turn: Turn) -> None:
    """Words of somebody else that were taken as an answer count, and are never quoted."""
    given = [one for one in turn.interview.log[len(turn.before.log) :] if one.kind in ("answer", "probe")]
    lent = [
        one for one in given if isinstance(one.value, str) and not type_of(turn.script.step(one.step).kind).wordless
    ]
    if turn.interview.ended or not lent:
        return
    for one in lent:
        turn.note(one.step, one.item, None, kind="forwarded", verbatim="")
    turn.effects.insert(0, Say("forwarded"))


def _answers(turn: Turn) -> bool:
    """Whether a command word is, here, the very label of a button on offer ("Stoppen" beside "Verdergaan")."""
    if turn.aside is not None:
        return named(turn.said.text, ASIDES[turn.aside.kind].question(turn, turn.aside).choices) is not None
    text = plain(turn.said.text)
    offered = type_of(turn.step.kind).choices(turn.step, turn.offer())
    return any(text in labels(choice) for choice in offered if choice.id != "skip")


def _names_button(turn: Turn) -> bool:
    """Whether a reply is, whole, a button of the open question or its number: a press that was typed."""
    if turn.aside is not None:
        return _answers(turn)
    kind = type_of(turn.step.kind)
    choices = kind.choices(turn.step, turn.offer())
    number = kind.numbered and plain(turn.said.text).isdecimal()
    return number or hear(replace(turn.said, kind="text"), choices) is not None


def _hear_aside(turn: Turn, aside: Aside) -> None:
    """Take a reply to an open aside; where it is none, help and ask again."""
    kind, said = ASIDES[aside.kind], turn.said
    if kind.gives_way(turn):
        turn.keep(aside=None)
        _take_reply(turn)
        return
    question = kind.question(turn, aside)
    choice = hear(turn.said, question.choices) or kind.meant_by(turn, question.choices)
    asked = Asked("words" if question.open else "one", choices=question.choices)
    if choice is None and turn.said.kind == "text" and take_talk_beside(turn, asked):
        return
    if choice is None and (turn.said.kind == "press" or not question.open):
        if turn.said.kind == "press" or not kind.take_words(turn):
            refuse_beside(turn, aside, "refused.choice")
    elif not kind.answer(turn, aside, choice):
        refuse_beside(turn, aside, "refused.words")
    elif turn.said is not said and kind.heard_anew:
        _hear(turn)
    elif turn.said is not said:
        _take_found_out(turn)


def _take_found_out(turn: Turn) -> None:
    """Take a reply as what it turned out to be."""
    if turn.said.kind == "command":
        COMMANDS[turn.said.text](turn)
    else:
        take_answer(turn)
