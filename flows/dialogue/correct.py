"""Takes what is still about an earlier answer: its message edited, or a further message that belongs to it.

Law: a line of its own in the log, never another line changed; what an edit makes of an answer is the question type's to
say, and a further message leaves the open question as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.flows.dialogue.asides import ASIDES
from reisleider.flows.dialogue.ask import offer_of
from reisleider.flows.dialogue.moves import add_items, back_to_place, move_on
from reisleider.flows.dialogue.story.story import Item
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Several, Words
from reisleider.flows.journey import Answer
from reisleider.flows.listening.outline import hear_outline
from reisleider.flows.messages import WITHDRAWN
from reisleider.flows.questions import type_of
from reisleider.flows.steps import REVIEW, Step


def correct(turn: Turn) -> None:
    """What an edited message does."""
    said = turn.said
    log = [line for line in turn.interview.log if line.kind not in ("removed", "order", "placed")]
    found = next((a for a in reversed(log) if a.ref is not None and a.ref == said.ref), None)
    words = said.text.strip()
    if found is not None and said.file == WITHDRAWN:
        _tell_it_stays(turn)
        return
    if found is None or not words or words == found.verbatim.strip() or found.kind not in ("answer", "probe"):
        turn.heard("ignored")
        return
    step = turn.script.step(found.step)
    kind = type_of(step.kind)
    told = _told_with(turn, found) if kind.builds_list else []
    if told and max(len(told), len(hear_outline(words).steps)) > 1:
        _tell_anew(turn, found, told, words)
        return
    value = words if found.kind == "probe" else kind.reread(step, offer_of(turn.story, step, found.item), said)
    gone = kind.builds_list and turn.story.item(found.item) is None
    if value is None or gone:
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


def _tell_it_stays(turn: Turn) -> None:
    """A message was taken away in the chat: what it told is kept here until they say otherwise, and they learn how."""
    turn.heard("accepted")
    turn.say("corrected.withdrawn")
    if turn.aside is not None:
        turn.ask_beside(turn.aside)
    else:
        turn.ask()


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
        turn.note(item.step, item.id, None, kind="removed", verbatim="")
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
    last = interview.log[-1] if interview.log else None
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
