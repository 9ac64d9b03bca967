"""The dialogue engine: one pure function from what was said to what happens next.

Rule 1: ``turn`` depends on its arguments alone; it reads no clock, no file and no chance.
Rule 2: nothing that was answered is lost: the log only grows, and every way back is an edge of the script's machine.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reisleider.flows.dialogue import menu
from reisleider.flows.dialogue.asides import answer_aside, ask_aside, asked_aside, end, move_on, open_aside
from reisleider.flows.dialogue.ask import offer_of, place_of
from reisleider.flows.dialogue.commands import COMMANDS, ask_here, command_of
from reisleider.flows.dialogue.probe import earns_probe
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Ask, Choice, Effect, Heard, Key, Remind, Say, Slot, Words
from reisleider.flows.journey import Answer, Aside, Ending, Givens, Interview
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Added, Outcome, Partly, Refused, Taken
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.steps import Step
from reisleider.flows.words.chrome import CHROME, hear, named, offer
from reisleider.flows.words.cues import distress_told
from reisleider.flows.words.offers import option_of
from reisleider.flows.words.replies import labels, plain

Turned = tuple[Interview, tuple[Effect, ...]]
_NUDGED = ("go-on", "tomorrow", "stop-here")
_FILES = ("photo", "voice", "video")
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
    turn = Turn(script, interview, Said("text"), interview.moved_at)
    ask_here(turn)
    return tuple(turn.effects)


def may_go_on(script: Script, interview: Interview, said: Said) -> bool:
    """Whether a written reply answers an open question, so that the next message may belong to it: no command, no
    button's words, nothing that asks for help now."""
    turn = Turn(script, interview, said, interview.moved_at)
    if command_of(said.text) is not None or distress_told(said.text) or not said.text.strip():
        return False
    if turn.aside is not None:
        asked = asked_aside(turn, turn.aside)
        return asked.kind == "text" and turn.aside.kind == "probe" and named(said.text, asked.choices) is None
    if turn.step.kind != "text":
        return False
    outcome = type_of("text").parse(turn.step, turn.offer(), said)
    return isinstance(outcome, Taken) and outcome.choice is None


def nudge(script: Script, interview: Interview) -> tuple[Effect, ...]:
    """Asks somebody who fell silent whether to go on. Changes nothing: the open question can still be answered."""
    if interview.ended:
        return ()
    turn = Turn(script, interview, Said("text"), interview.moved_at)
    place = place_of(turn.story, turn.step, turn.item)
    key = "resume.ask-plain" if place.i is None else "resume.ask"
    slots: dict[str, Slot] = {} if place.i is None else {"i": place.i, "n": place.n or place.i}
    return (
        Ask(
            interview.state,
            interview.item,
            interview.turn,
            key=key,
            slots=slots,
            choices=offer("go-on", "tomorrow", "stop-here"),
            kind="choice",
        ),
    )


def close(script: Script, interview: Interview, ending: Ending, now: datetime) -> Turned:
    """End an interview from outside: expired, stopped or withdrawn. An ended one stays as it is."""
    if interview.ended:
        return interview, ()
    turn = Turn(script, interview, Said("text"), now)
    end(turn, _TRIGGERS[ending])
    return turn.finish()


def turn(script: Script, interview: Interview, said: Said, now: datetime) -> Turned:
    """What a reply does: the interview after it, and the effects to carry out.

    ``script`` must be the revision the interview began with; ``now`` is UTC. A reply that changes nothing
    (refused, repeated, too late) returns the very same interview.
    """
    if interview.ended:
        return interview, (Heard("ignored"), Say("over"))
    turn = Turn(script, interview, said, now)
    _hear(turn)
    if said.kind == "text" and distress_told(said.text):
        _hand_over(turn)
    return turn.finish()


def _hear(turn: Turn) -> None:
    said = turn.said
    if said.kind == "edit":
        _correct(turn)
    elif said.kind == "file":
        _keep_file(turn)
    elif said.kind == "press" and said.turn is not None and said.turn != turn.interview.turn:
        _press_late(turn)
    elif said.kind in ("text", "command") and (command := command_of(said.text)) is not None and not _answers(turn):
        COMMANDS[command](turn)
    elif said.kind == "press" and said.choice == "skip":
        COMMANDS["skip"](turn)
    elif said.kind == "press" and turn.aside is None and said.choice in _NUDGED:
        _answer_nudge(turn, said.choice)
    elif turn.aside is not None:
        _hear_aside(turn, turn.aside)
    else:
        _answer(turn)


def _answer_nudge(turn: Turn, choice: str) -> None:
    turn.heard("accepted", CHROME[choice])
    if choice == "tomorrow":
        turn.effects.append(Remind(1))
        turn.say("later.ok")
    elif choice == "stop-here":
        open_aside(turn, Aside("stop"))
    else:
        turn.ask()


def _hand_over(turn: Turn) -> None:
    """Say who can help instead of asking the next question or following up."""
    aside = turn.aside
    if turn.interview.ended or (aside is not None and aside.kind != "probe"):
        return
    turn.effects[:] = [one for one in turn.effects if not isinstance(one, Ask | Say)]
    open_aside(turn, Aside("distress", turn.interview.state, turn.interview.item))


def _answers(turn: Turn) -> bool:
    """Whether a command word is, here, the very label of a button on offer ("Stoppen" beside "Verdergaan")."""
    if turn.aside is not None:
        return named(turn.said.text, asked_aside(turn, turn.aside).choices) is not None
    text = plain(turn.said.text)
    offered = type_of(turn.step.kind).choices(turn.step, turn.offer())
    return any(text in labels(choice) for choice in offered if choice.id != "skip")


def _hear_aside(turn: Turn, aside: Aside) -> None:
    if aside.kind == "file" and turn.said.kind == "text" and hear(turn.said, offer("no-further")) is None:
        turn.keep(aside=None)
        _answer(turn)
        return
    answer_aside(turn, aside)


def _answer(turn: Turn) -> None:
    step = turn.step
    outcome = type_of(step.kind).parse(step, turn.offer(), turn.said)
    if isinstance(outcome, Refused):
        _refuse(turn, outcome)
    elif isinstance(outcome, Partly):
        turn.heard("accepted")
        turn.keep(draft=outcome.draft)
        turn.ask()
    elif isinstance(outcome, Added):
        _add(turn, step, outcome)
    elif step.kind == "review":
        _review(turn, outcome)
    else:
        _take(turn, step, outcome)


def _refuse(turn: Turn, refused: Refused) -> None:
    turn.heard("refused")
    text = turn.said.text.strip()
    if text.endswith("?") and len(text) > 1:
        turn.say("question", dict(turn.interview.givens.slots))
    else:
        turn.say(refused.key, refused.slots)
    turn.ask()


def _take(turn: Turn, step: Step, taken: Taken) -> None:
    item = turn.item
    option = option_of(step, taken.choice) if taken.choice is not None else None
    turn.heard("accepted", taken.choice, echo=_wants_echo(turn, step, taken.choice))
    if option is not None and option.later is not None:
        turn.effects.append(Remind(option.later))
        turn.say("later.ok")
        return
    before = turn.story.answer(step.id, item)
    turn.note(step.id, item, taken.value, supersedes=before.seq if before is not None else None)
    if taken.remark:
        turn.note(step.id, item, taken.remark, kind="remark")
    if option is not None and option.ends:
        end(turn, option.ends)
    elif earns_probe(turn.interview, step, item, taken):
        turn.keep(probed=(*turn.interview.probed, (step.id, item)))
        open_aside(turn, Aside("probe", step.id, item, taken.value))
    else:
        move_on(turn)


def _wants_echo(turn: Turn, step: Step, choice: Choice | None) -> bool:
    """Whether typed words stood for a button that is not plainly it, so that their meaning is said back."""
    if choice is None or turn.said.kind != "text" or step.kind in ("text", "list", "scale"):
        return False
    words = plain(turn.said.text)
    return not any(label == words or label.startswith((f"{words} ", f"{words},")) for label in labels(choice))


def _add(turn: Turn, step: Step, added: Added) -> None:
    turn.heard("accepted")
    target = step.adds or step.id
    item = ""
    for words in added.words:
        item = menu.new_item(turn)
        turn.note(target, item, words, verbatim=words)
        if step.adds is not None:
            turn.keep(draft=[*(turn.interview.draft or []), item])
    if step.adds is not None and len(added.words) == 1:
        open_aside(turn, Aside("position", target, item))
    else:
        turn.ask()


def _review(turn: Turn, outcome: Outcome) -> None:
    choice = outcome.choice if isinstance(outcome, Taken) else None
    turn.heard("accepted", choice)
    if choice is None or choice.id == "right":
        turn.note("review", None, "right")
        end(turn, "complete")
    else:
        open_aside(turn, Aside("menu" if choice.id == "change" else "leave-out"))


def _press_late(turn: Turn) -> None:
    said = turn.said
    answer = next((a for a in reversed(turn.interview.log) if a.turn == said.turn and a.kind == "answer"), None)
    if answer is None or (answer.item in [i.id for i in turn.story.items] and answer.step in turn.script.lists):
        turn.heard("stale")
        ask_here(turn)
        return
    step = turn.script.step(answer.step)
    current = turn.story.answer(answer.step, answer.item)
    if current is None or not turn.story.applies(step, answer.item) or step.kind in ("list", "review"):
        turn.heard("stale")
        ask_here(turn)
    elif said.choice is not None and _same(step, current, said.choice):
        turn.heard("repeated")
    else:
        turn.heard("stale")
        open_aside(turn, Aside("stale", answer.step, answer.item))


def _same(step: Step, answer: Answer, choice: str) -> bool:
    option = next((option for option in step.options if option.id == choice), None)
    value = answer.value
    if isinstance(value, dict):
        return choice in value.values()
    if isinstance(value, list):
        return choice in value or choice == "done"
    return choice in (value, f"n{value}") or (option is not None and option.face is not None and option.face == value)


def _correct(turn: Turn) -> None:
    said = turn.said
    found = next((a for a in reversed(turn.interview.log) if a.ref is not None and a.ref == said.ref), None)
    words = said.text.strip()
    if found is None or not words or words == found.verbatim.strip():
        turn.heard("ignored")
        return
    step = turn.script.step(found.step)
    value = words if found.kind == "probe" or step.kind == "list" else _reread(turn, step, found)
    gone = step.kind == "list" and turn.story.item(found.item) is None
    if value is None or gone or found.kind not in ("answer", "probe"):
        turn.heard("ignored")
        return
    turn.note(found.step, found.item, value, kind=found.kind, supersedes=found.seq, turn=found.turn)
    turn.heard("corrected")
    _say_corrected(turn, step, found, words)
    if turn.aside is not None:
        ask_aside(turn, turn.aside)
    elif turn.interview.state == "review" or not turn.story.applies(turn.step, turn.item):
        menu.back_to_place(turn)
    else:
        turn.ask()


def _reread(turn: Turn, step: Step, found: Answer) -> object:
    if step.kind == "several" or step.kind == "most-least":
        return None
    outcome = type_of(step.kind).parse(step, offer_of(turn.story, step, found.item), replace(turn.said, kind="text"))
    return outcome.value if isinstance(outcome, Taken) else None


def _say_corrected(turn: Turn, step: Step, found: Answer, words: str) -> None:
    if step.kind != "list":
        turn.say("corrected.answer")
        return
    number = [item.id for item in turn.story.items].index(str(found.item)) + 1
    turn.say("corrected", {"number": number, "step": Words(words)})


def _keep_file(turn: Turn) -> None:
    kind, file_id = turn.said.file or ("sticker", "")
    if kind == "sticker":
        turn.heard("refused")
        turn.say("refused.words")
        ask_here(turn)
        return
    turn.heard("accepted")
    turn.note(turn.interview.state, turn.item, [kind, file_id], kind="file")
    turn.say("file.kept", {"file": Key(f"file.{kind if kind in _FILES else 'other'}")})
    if turn.aside is None and turn.step.kind == "text":
        open_aside(turn, Aside("file"))
        return
    ask_here(turn)
