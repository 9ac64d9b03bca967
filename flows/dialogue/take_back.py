"""Takes back what a message told that was taken away in the chat.

Law: tombstones in the log, never a line changed. What was just told is asked anew, what was told before is left open on
purpose, and what nothing can go on without stays; whoever took it away learns which it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides import ASIDES
from reisleider.flows.dialogue.moves import back_to_place, drop_item
from reisleider.flows.effects import Several, Words
from reisleider.flows.journey import Aside
from reisleider.flows.messages import is_of
from reisleider.flows.questions import type_of

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn
    from reisleider.flows.journey import Answer


def is_asked_of(aside: Aside | None, ref: str | None) -> bool:
    """Whether an aside asks what this very message meant."""
    data = None if aside is None else aside.data
    return ref is not None and isinstance(data, dict) and data.get("ref") == ref


def take_back(turn: Turn) -> None:
    """What a message that is gone told is gone too, as far as it still holds."""
    if is_asked_of(turn.aside, turn.said.ref):
        turn.heard("corrected")
        turn.keep(aside=None)
        turn.say("retracted.again")
        turn.ask()
        return
    told = _told(turn)
    if not told:
        turn.heard("ignored")
        return
    turn.heard("corrected")
    items = _take_items(turn, told)
    answers = [line for line in told if line.kind == "answer" and line.item not in items and turn.story.is_kept(line)]
    needed = [line for line in answers if turn.script.step(line.step).required and not _is_last(turn, line)]
    for line in told:
        if line.kind != "answer" and turn.story.is_kept(line):
            turn.note(line.step, line.item, None, kind="removed", verbatim="", supersedes=line.seq)
    again = [_take_answer(turn, line) for line in answers if line not in needed]
    _leave_aside(turn, told)
    if any(again) or _ask_list_anew(turn, told):
        turn.say("retracted.again")
        turn.ask()
        return
    if items:
        turn.say("retracted.steps", {"steps": Several(tuple(Words(words) for words in items.values()))})
    else:
        turn.say("retracted.needed" if needed else "retracted")
    if turn.aside is not None:
        turn.ask_beside(turn.aside)
    else:
        back_to_place(turn)


def _told(turn: Turn) -> list[Answer]:
    """The lines of this message that still hold."""
    ref = turn.said.ref
    lines = (line for line in turn.interview.log if line.ref is not None and is_of(line.ref, ref))
    return [line for line in lines if line.kind in ("answer", "probe", "file") and turn.story.is_kept(line)]


def _take_items(turn: Turn, told: list[Answer]) -> dict[str, str]:
    """Take out what the message listed, or give it the words it had before; the items by what they were called."""
    taken: dict[str, str] = {}
    for line in told:
        item = turn.story.item(line.item) if line.kind == "answer" and line.step in turn.script.lists else None
        if item is None:
            continue
        taken[item.id] = item.words
        before = _before(turn, line)
        if before is None:
            drop_item(turn, item)
        else:
            turn.note(line.step, item.id, before.value, verbatim=before.verbatim, supersedes=line.seq, turn=before.turn)
    return taken


def _before(turn: Turn, line: Answer) -> Answer | None:
    """The line that another message told, and that this one's replaced."""
    log = turn.interview.log
    before: Answer | None = line
    while before is not None and before.ref == line.ref:
        before = log[before.supersedes - 1] if before.supersedes else None
    return before


def _take_answer(turn: Turn, line: Answer) -> bool:
    """Take one answer back; True where its question stands open again."""
    step, interview = turn.script.step(line.step), turn.interview
    here = (interview.state, interview.item) == (line.step, line.item)
    again = here or _is_last(turn, line)
    turn.note(line.step, line.item, None, kind="removed", verbatim="")
    if not again:
        if type_of(step.kind).revisable:
            turn.note(line.step, line.item, None, kind="skipped", verbatim="")
        return False
    turn.keep(aside=None, draft=None)
    if not here:
        turn.keep(trail=interview.trail[:-1])
        turn.walk_back(line.step, line.item)
    return True


def _is_last(turn: Turn, line: Answer) -> bool:
    """Whether this was told last, and nothing else since."""
    interview = turn.interview
    if (interview.state, interview.item) == (line.step, line.item):
        return True
    just = line.turn == turn.before.turn - 1 and turn.before.aside is None
    return just and interview.trail[-1:] == ((line.step, line.item),)


def _ask_list_anew(turn: Turn, told: list[Answer]) -> bool:
    """Go back to a list that needs something in it and has nothing left."""
    lists = dict.fromkeys(line.step for line in told if line.step in turn.script.lists)
    empty = next((one for one in lists if turn.script.step(one).required and not turn.story.listed(one)), None)
    if empty is None or turn.interview.state == empty:
        return False
    turn.note(empty, None, None, kind="removed", verbatim="")
    turn.keep(aside=None)
    turn.jump(empty, None)
    return True


def _leave_aside(turn: Turn, told: list[Answer]) -> None:
    """An exchange about what is gone is over."""
    aside = turn.aside
    if aside is None:
        return
    visits = [(line.step, line.item) for line in told]
    items = [line.item for line in told if line.item is not None]
    about = (turn.interview.state, turn.item) if aside.step is None else (aside.step, aside.item)
    if ASIDES[aside.kind].may_wait or about in visits or aside.item in items:
        turn.keep(aside=None)
