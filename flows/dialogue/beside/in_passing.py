"""Answers what is said in passing: gives time, asks what a face meant, says that it would rather hear it from them.

Law: nothing said so is an answer in words, and a face is never lost: it is kept beside the question, and said once more
it is the answer. The question is put again, or left by who does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.refusals import refuse
from reisleider.flows.listening.acts import Answer, DontKnow
from reisleider.flows.listening.care.passing import Passing, feels_only, said_in_passing
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.questions import type_of

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


def passing_in(turn: Turn) -> Passing | None:
    """What the reply says in passing, where it answers nothing that stands open."""
    said = said_in_passing(turn.said.text)
    step, kind = turn.step, type_of(turn.step.kind)
    in_words = kind.open or kind.builds_list
    if kind.is_review or (said == "unknown" and any(option.id == "yes" for option in step.options)):
        return None
    if said in ("sigh", "face") and (not in_words or step.optional):
        return None
    if said == "face" and (_was_asked_about(turn) or _is_answer(turn)):
        return None
    if said is None and kind.builds_list and feels_only(turn.said.text) and not _was_asked_about(turn):
        return "feeling"
    return said


def take_passing(turn: Turn, said: Passing) -> None:
    """Say what fits, and put the question again where it still is to be answered."""
    if said == "thinking":
        turn.heard("accepted")
        turn.say("passing.thinking")
        return
    if said in ("face", "feeling"):
        turn.note(turn.step.id, turn.item, None, kind="remark")
    refuse(turn, f"passing.{said}")


def _was_asked_about(turn: Turn) -> bool:
    """Whether a face, or how it felt, was the last thing they said here."""
    last = next(reversed(turn.interview.log), None)
    here = last is not None and (last.step, last.item, last.kind) == (turn.step.id, turn.item, "remark")
    return last is not None and here and (said_in_passing(last.verbatim) == "face" or feels_only(last.verbatim))


def _is_answer(turn: Turn) -> bool:
    """Whether a sign says something of its own there: a thumb that nothing is missing, a shrug."""
    asked = type_of(turn.step.kind).asked(turn.step, turn.offer(), numbers=turn.said.numbered)
    heard = read_reply(turn.said.text, asked)
    if isinstance(heard.act, Answer):
        return heard.act.choice is not None
    return heard.act is not None and (heard.sure or isinstance(heard.act, DontKnow))
