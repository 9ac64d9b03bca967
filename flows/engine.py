"""The dialogue engine: one pure function from what was said to what happens next.

Rule 1: ``turn`` depends on its arguments alone; it reads no clock, no file and no chance.
Rule 2: nothing that was answered is lost: the log only grows, and every way back is an edge of the script's machine.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows import menu
from flows.asides import answer_aside, ask_aside, asked_aside, end, move_on, open_aside
from flows.asking import offer_of, place_of
from flows.chrome import CHROME, hear, named, offer
from flows.commands import COMMANDS, ask_here, command_of
from flows.effects import Ask, Choice, Effect, Heard, Key, Remind, Say, Slot, Words
from flows.hearing import labels, plain
from flows.journey import Answer, Aside, Ending, Givens, Interview
from flows.messages import Said
from flows.offering import option_of
from flows.outcomes import Added, Outcome, Partly, Refused, Taken
from flows.probing import earns_probe
from flows.questions import type_of
from flows.script import Script
from flows.sitting import Sitting
from flows.steps import Step
from flows.telling import distress_told

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
    sitting = Sitting(script, interview, Said("text"), interview.moved_at)
    ask_here(sitting)
    return tuple(sitting.effects)


def may_go_on(script: Script, interview: Interview, said: Said) -> bool:
    """Whether a written reply answers an open question, so that the next message may belong to it: no command, no
    button's words, nothing that asks for help now."""
    sitting = Sitting(script, interview, said, interview.moved_at)
    if command_of(said.text) is not None or distress_told(said.text) or not said.text.strip():
        return False
    if sitting.aside is not None:
        asked = asked_aside(sitting, sitting.aside)
        return asked.kind == "text" and sitting.aside.kind == "probe" and named(said.text, asked.choices) is None
    if sitting.step.kind != "text":
        return False
    outcome = type_of("text").parse(sitting.step, sitting.offer(), said)
    return isinstance(outcome, Taken) and outcome.choice is None


def nudge(script: Script, interview: Interview) -> tuple[Effect, ...]:
    """Asks somebody who fell silent whether to go on. Changes nothing: the open question can still be answered."""
    if interview.ended:
        return ()
    sitting = Sitting(script, interview, Said("text"), interview.moved_at)
    place = place_of(sitting.story, sitting.step, sitting.item)
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
    sitting = Sitting(script, interview, Said("text"), now)
    end(sitting, _TRIGGERS[ending])
    return sitting.finish()


def turn(script: Script, interview: Interview, said: Said, now: datetime) -> Turned:
    """What a reply does: the interview after it, and the effects to carry out.

    ``script`` must be the revision the interview began with; ``now`` is UTC. A reply that changes nothing
    (refused, repeated, too late) returns the very same interview.
    """
    if interview.ended:
        return interview, (Heard("ignored"), Say("over"))
    sitting = Sitting(script, interview, said, now)
    _hear(sitting)
    if said.kind == "text" and distress_told(said.text):
        _hand_over(sitting)
    return sitting.finish()


def _hear(sitting: Sitting) -> None:
    said = sitting.said
    if said.kind == "edit":
        _correct(sitting)
    elif said.kind == "file":
        _keep_file(sitting)
    elif said.kind == "press" and said.turn is not None and said.turn != sitting.interview.turn:
        _press_late(sitting)
    elif said.kind in ("text", "command") and (command := command_of(said.text)) is not None and not _answers(sitting):
        COMMANDS[command](sitting)
    elif said.kind == "press" and said.choice == "skip":
        COMMANDS["skip"](sitting)
    elif said.kind == "press" and sitting.aside is None and said.choice in _NUDGED:
        _answer_nudge(sitting, said.choice)
    elif sitting.aside is not None:
        _hear_aside(sitting, sitting.aside)
    else:
        _answer(sitting)


def _answer_nudge(sitting: Sitting, choice: str) -> None:
    sitting.heard("accepted", CHROME[choice])
    if choice == "tomorrow":
        sitting.effects.append(Remind(1))
        sitting.say("later.ok")
    elif choice == "stop-here":
        open_aside(sitting, Aside("stop"))
    else:
        sitting.ask()


def _hand_over(sitting: Sitting) -> None:
    """Say who can help instead of asking the next question or following up."""
    aside = sitting.aside
    if sitting.interview.ended or (aside is not None and aside.kind != "probe"):
        return
    sitting.effects[:] = [one for one in sitting.effects if not isinstance(one, Ask | Say)]
    open_aside(sitting, Aside("distress", sitting.interview.state, sitting.interview.item))


def _answers(sitting: Sitting) -> bool:
    """Whether a command word is, here, the very label of a button on offer ("Stoppen" beside "Verdergaan")."""
    if sitting.aside is not None:
        return named(sitting.said.text, asked_aside(sitting, sitting.aside).choices) is not None
    text = plain(sitting.said.text)
    offered = type_of(sitting.step.kind).choices(sitting.step, sitting.offer())
    return any(text in labels(choice) for choice in offered if choice.id != "skip")


def _hear_aside(sitting: Sitting, aside: Aside) -> None:
    if aside.kind == "file" and sitting.said.kind == "text" and hear(sitting.said, offer("no-further")) is None:
        sitting.keep(aside=None)
        _answer(sitting)
        return
    answer_aside(sitting, aside)


def _answer(sitting: Sitting) -> None:
    step = sitting.step
    outcome = type_of(step.kind).parse(step, sitting.offer(), sitting.said)
    if isinstance(outcome, Refused):
        _refuse(sitting, outcome)
    elif isinstance(outcome, Partly):
        sitting.heard("accepted")
        sitting.keep(draft=outcome.draft)
        sitting.ask()
    elif isinstance(outcome, Added):
        _add(sitting, step, outcome)
    elif step.kind == "review":
        _review(sitting, outcome)
    else:
        _take(sitting, step, outcome)


def _refuse(sitting: Sitting, refused: Refused) -> None:
    sitting.heard("refused")
    text = sitting.said.text.strip()
    if text.endswith("?") and len(text) > 1:
        sitting.say("question", dict(sitting.interview.givens.slots))
    else:
        sitting.say(refused.key, refused.slots)
    sitting.ask()


def _take(sitting: Sitting, step: Step, taken: Taken) -> None:
    item = sitting.item
    option = option_of(step, taken.choice) if taken.choice is not None else None
    sitting.heard("accepted", taken.choice, echo=_wants_echo(sitting, step, taken.choice))
    if option is not None and option.later is not None:
        sitting.effects.append(Remind(option.later))
        sitting.say("later.ok")
        return
    before = sitting.story.answer(step.id, item)
    sitting.note(step.id, item, taken.value, supersedes=before.seq if before is not None else None)
    if taken.remark:
        sitting.note(step.id, item, taken.remark, kind="remark")
    if option is not None and option.ends:
        end(sitting, option.ends)
    elif earns_probe(sitting.interview, step, item, taken):
        sitting.keep(probed=(*sitting.interview.probed, (step.id, item)))
        open_aside(sitting, Aside("probe", step.id, item, taken.value))
    else:
        move_on(sitting)


def _wants_echo(sitting: Sitting, step: Step, choice: Choice | None) -> bool:
    """Whether typed words stood for a button that is not plainly it, so that their meaning is said back."""
    if choice is None or sitting.said.kind != "text" or step.kind in ("text", "list", "scale"):
        return False
    words = plain(sitting.said.text)
    return not any(label == words or label.startswith((f"{words} ", f"{words},")) for label in labels(choice))


def _add(sitting: Sitting, step: Step, added: Added) -> None:
    sitting.heard("accepted")
    target = step.adds or step.id
    item = ""
    for words in added.words:
        item = menu.new_item(sitting)
        sitting.note(target, item, words, verbatim=words)
        if step.adds is not None:
            sitting.keep(draft=[*(sitting.interview.draft or []), item])
    if step.adds is not None and len(added.words) == 1:
        open_aside(sitting, Aside("position", target, item))
    else:
        sitting.ask()


def _review(sitting: Sitting, outcome: Outcome) -> None:
    choice = outcome.choice if isinstance(outcome, Taken) else None
    sitting.heard("accepted", choice)
    if choice is None or choice.id == "right":
        sitting.note("review", None, "right")
        end(sitting, "complete")
    else:
        open_aside(sitting, Aside("menu" if choice.id == "change" else "leave-out"))


def _press_late(sitting: Sitting) -> None:
    said = sitting.said
    answer = next((a for a in reversed(sitting.interview.log) if a.turn == said.turn and a.kind == "answer"), None)
    if answer is None or (answer.item in [i.id for i in sitting.story.items] and answer.step in sitting.script.lists):
        sitting.heard("stale")
        ask_here(sitting)
        return
    step = sitting.script.step(answer.step)
    current = sitting.story.answer(answer.step, answer.item)
    if current is None or not sitting.story.applies(step, answer.item) or step.kind in ("list", "review"):
        sitting.heard("stale")
        ask_here(sitting)
    elif said.choice is not None and _same(step, current, said.choice):
        sitting.heard("repeated")
    else:
        sitting.heard("stale")
        open_aside(sitting, Aside("stale", answer.step, answer.item))


def _same(step: Step, answer: Answer, choice: str) -> bool:
    option = next((option for option in step.options if option.id == choice), None)
    value = answer.value
    if isinstance(value, dict):
        return choice in value.values()
    if isinstance(value, list):
        return choice in value or choice == "done"
    return choice in (value, f"n{value}") or (option is not None and option.face is not None and option.face == value)


def _correct(sitting: Sitting) -> None:
    said = sitting.said
    found = next((a for a in reversed(sitting.interview.log) if a.ref is not None and a.ref == said.ref), None)
    words = said.text.strip()
    if found is None or not words or words == found.verbatim.strip():
        sitting.heard("ignored")
        return
    step = sitting.script.step(found.step)
    value = words if found.kind == "probe" or step.kind == "list" else _reread(sitting, step, found)
    gone = step.kind == "list" and sitting.story.item(found.item) is None
    if value is None or gone or found.kind not in ("answer", "probe"):
        sitting.heard("ignored")
        return
    sitting.note(found.step, found.item, value, kind=found.kind, supersedes=found.seq, turn=found.turn)
    sitting.heard("corrected")
    _say_corrected(sitting, step, found, words)
    if sitting.aside is not None:
        ask_aside(sitting, sitting.aside)
    elif sitting.interview.state == "review" or not sitting.story.applies(sitting.step, sitting.item):
        menu.back_to_place(sitting)
    else:
        sitting.ask()


def _reread(sitting: Sitting, step: Step, found: Answer) -> object:
    if step.kind == "several" or step.kind == "most-least":
        return None
    outcome = type_of(step.kind).parse(
        step, offer_of(sitting.story, step, found.item), replace(sitting.said, kind="text")
    )
    return outcome.value if isinstance(outcome, Taken) else None


def _say_corrected(sitting: Sitting, step: Step, found: Answer, words: str) -> None:
    if step.kind != "list":
        sitting.say("corrected.answer")
        return
    number = [item.id for item in sitting.story.items].index(str(found.item)) + 1
    sitting.say("corrected", {"number": number, "step": Words(words)})


def _keep_file(sitting: Sitting) -> None:
    kind, file_id = sitting.said.file or ("sticker", "")
    if kind == "sticker":
        sitting.heard("refused")
        sitting.say("refused.words")
        ask_here(sitting)
        return
    sitting.heard("accepted")
    sitting.note(sitting.interview.state, sitting.item, [kind, file_id], kind="file")
    sitting.say("file.kept", {"file": Key(f"file.{kind if kind in _FILES else 'other'}")})
    if sitting.aside is None and sitting.step.kind == "text":
        open_aside(sitting, Aside("file"))
        return
    ask_here(sitting)
