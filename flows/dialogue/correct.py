"""Takes what is still about an earlier answer: its message edited, or a further message that belongs to it.

Law: a line of its own in the log, never another line changed; what an edit makes of an answer is the question type's to
say, and a further message leaves the open question as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reisleider.flows.dialogue.answer import take_answer
from reisleider.flows.dialogue.asides import ASIDES
from reisleider.flows.dialogue.ask import offer_of
from reisleider.flows.dialogue.joined import keep_part, told_of_whole
from reisleider.flows.dialogue.moves import add_items, back_to_place, drop_item, move_on
from reisleider.flows.dialogue.story.story import Item
from reisleider.flows.dialogue.take_back import is_asked_of, take_back
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Effect, Heard, Say, Several, Words
from reisleider.flows.journey import Answer, Interview
from reisleider.flows.listening.outline import hear_outline
from reisleider.flows.messages import WITHDRAWN, Said
from reisleider.flows.questions import type_of
from reisleider.flows.steps import REVIEW, Step


def correct(turn: Turn) -> None:
    """What an edited message does, or one that was taken away."""
    done = turn.said
    turn.said = told_of_whole(turn)
    if turn.said.file == WITHDRAWN:
        take_back(turn)
    elif not _ask_anew(turn):
        _correct(turn)
    if turn.interview is not turn.before and not turn.interview.ended:
        keep_part(turn, done)


def told_late(interview: Interview, said: Said) -> tuple[Effect, ...]:
    """What is said to whoever writes on once the interview is over; a message changed that told nothing in it is
    nobody's to hear of."""
    if said.kind != "edit":
        return Heard("ignored"), Say("over")
    told = any(line.ref is not None and line.ref == said.ref for line in interview.log)
    key = "retracted.over" if said.file == WITHDRAWN else "corrected.over"
    return (Heard("ignored"), Say(key)) if told else (Heard("ignored"),)


def _ask_anew(turn: Turn) -> bool:
    """Take an edited reply as one, where it was asked what the reply meant."""
    aside, said = turn.aside, turn.said
    if not is_asked_of(aside, said.ref) or not said.text.strip():
        return False
    turn.keep(aside=None)
    turn.said = replace(said, kind="text", numbered=False)
    take_answer(turn)
    return True


def _correct(turn: Turn) -> None:
    said = turn.said
    found = _told_in(turn)
    words = said.text.strip()
    if found is None or not words or words == found.verbatim.strip():
        turn.heard("ignored")
        return
    step = turn.script.step(found.step)
    kind = type_of(step.kind)
    told = _told_with(turn, found) if kind.builds_list else []
    if told and max(len(told), len(hear_outline(words).steps)) > 1:
        _tell_anew(turn, found, told, words)
        return
    value = words if found.kind == "probe" else kind.reread(step, offer_of(turn.story, step, found.item), said)
    ends = kind.builds_list and found.item is None  # what closed a list names no step
    if value is None or ends or not turn.story.is_kept(found):
        turn.heard("ignored")
        return
    turn.note(found.step, found.item, value, kind=found.kind, supersedes=found.seq, turn=found.turn)
    turn.heard("corrected")
    _say_corrected(turn, step, found, str(value))
    if turn.aside is not None:
        turn.ask_beside(turn.aside)
    elif turn.interview.state == REVIEW or not turn.story.applies(turn.step, turn.item):
        back_to_place(turn)
    else:
        turn.ask()


def _told_in(turn: Turn) -> Answer | None:
    """The last line that the message told, where its words are an answer or a part of one."""
    ref = turn.said.ref
    lines = (line for line in reversed(turn.interview.log) if line.kind in ("answer", "probe"))
    return next((line for line in lines if line.ref is not None and line.ref == ref), None)


def _told_with(turn: Turn, found: Answer) -> list[Item]:
    """The items still there that the same message told."""
    refs = {line.item for line in turn.interview.log if line.ref == found.ref and line.kind == "answer"}
    return [item for item in turn.story.items if item.id in refs and item.step == found.step]


def _tell_anew(turn: Turn, found: Answer, told: Sequence[Item], words: str) -> None:
    """A message that tells several items was edited: each keeps its place and what was said of it, in its new words;
    what is told no more goes, what is new comes behind the last."""
    steps = hear_outline(words).steps
    for item, name in zip(told, steps, strict=False):
        before = turn.story.answer(item.step, item.id)
        if before is not None and name != item.words:
            turn.note(item.step, item.id, name, verbatim=name, supersedes=before.seq, turn=found.turn)
    for item in told[len(steps) :]:
        drop_item(turn, item)
    behind = told[-1].id
    for item_id in add_items(turn, found.step, steps[len(told) :]):
        turn.note(found.step, item_id, behind, kind="order", verbatim="")
        behind = item_id
    turn.heard("corrected")
    items = Several(tuple(Words(name) for name in steps), numbered=True)
    turn.say("corrected.steps", {"steps": items})
    if turn.aside is not None and ASIDES[turn.aside.kind].may_wait:
        turn.keep(aside=None)  # it showed what has changed now
    if turn.aside is not None:
        turn.ask_beside(turn.aside)
    else:
        back_to_place(turn)


def _say_corrected(turn: Turn, step: Step, found: Answer, words: str) -> None:
    if not type_of(step.kind).builds_list:
        turn.say("corrected.answer")
        return
    number = [item.id for item in turn.story.items].index(str(found.item)) + 1
    turn.say("corrected", {"number": number, "step": Words(words)})


def last_told(turn: Turn) -> Answer | None:
    """The answer in own words that led to the question that stands open now; None where it was another kind of reply,
    or the question is still the same."""
    interview = turn.interview
    last = next((line for line in reversed(interview.log) if line.kind != "part"), None)
    if last is None or last.kind not in ("answer", "probe") or last.turn != interview.turn - 1:
        return None
    if turn.aside is not None and not ASIDES[turn.aside.kind].follows_up:
        return None
    kind = type_of(turn.script.step(last.step).kind)
    if not kind.open or kind.own_words(last.value) is None:
        return None
    moved = (last.step, last.item) != (interview.state, interview.item)
    return last if moved or turn.aside is not None else None


def add_to_last(turn: Turn) -> None:
    """Keep a further message with the answer before it. A follow-up question about that answer falls away: more was
    told without it."""
    last = last_told(turn)
    if last is None:
        turn.heard("ignored")
        return
    turn.heard("accepted")
    words = turn.said.text.strip()
    if turn.aside is None:
        turn.note(last.step, last.item, words, kind="probe", turn=last.turn)
        return
    turn.note(last.step, last.item, words, kind="probe")
    move_on(turn)
