"""Somebody is in need: whom they can turn to, and whether to go on; and the short sentence to what carries weight.

Law: a life in danger comes before everything, in any state; no follow-up comes after need. Words are kept only as the
answer they were, and never before consent; a lead hears of danger only where the study says so, without words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import end, move_on
from reisleider.flows.effects import Ask, Choice, End, Heard, Notify, Say, Words
from reisleider.flows.evolve import evolve
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.listening.care.helplines import emergency_of, lines_of
from reisleider.flows.listening.care.need import danger_told, need_told
from reisleider.flows.listening.care.reactions import GLAD, Weight, reaction_to
from reisleider.flows.questions import type_of
from reisleider.flows.words.chrome import CHROME, offer
from reisleider.flows.words.replies import means

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn

DANGER = "danger"
WORRY = "worry"
"""A life may be in danger, and it may be meant otherwise: they are asked how they are, with whom they can turn to."""
COMPLAINT = "complaint"
HANDED_OVER = (DANGER, COMPLAINT)
"""What no chatbot can help with: people are told who can, and asked whether to go on."""
WEIGHT = "weight"
"""What is remembered of a reaction: that there was one, and not to what."""
FOLLOWS_UP = ("probe", "heard-steps", "told-before")
"""Asides that a need may take the place of; whatever else is asked beside the interview is answered first."""
WHY = ("why", "emotion-word")
"""What a step saves that asks what was good or bad about a moment."""
ASKED_FOR = ("need", "wish")
"""What a step saves that asks for an open question or a wish: what is to be solved is the answer there."""


class Distress(AsideType):
    """Who can help, and whether to go on. ``data`` is the kind of need. What they wrote was kept."""

    def question(self, turn: Turn, aside: Aside) -> Question:
        if aside.data not in (DANGER, WORRY):
            return Question("need.complaint", EMPTY, offer("go-on", "stop-here"), open=True)
        countries = turn.interview.givens.countries
        slots = {"line": lines_of(countries), "emergency": emergency_of(countries)}
        key = f"need.{aside.data}" if slots["line"] else f"need.{aside.data}-anywhere"
        told = "-told" if aside.data == DANGER and turn.interview.givens.tell_lead_of_danger else ""
        return Question(f"{key}{told}", slots, offer("go-on", "stop-here"), open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return self._hear_out(turn, aside)
        if aside.data == WORRY and turn.said.kind == "text" and means(turn.said.text, "no"):
            turn.heard("accepted")
            _hand_over(turn, DANGER)  # asked how they are, they say no
            return True
        turn.heard("accepted", choice)
        if choice == CHROME["stop-here"]:
            _stop(turn)
            return True
        turn.keep(aside=None)
        if not type_of(turn.step.kind).builds_list and turn.story.answered(turn.step, turn.item):
            move_on(turn)
        else:
            turn.ask()
        return True

    def _hear_out(self, turn: Turn, aside: Aside) -> bool:
        words = turn.said.text.strip()
        if not words:
            return False
        turn.heard("accepted")
        if turn.interview.log:
            turn.note(str(aside.step), aside.item, words, kind="remark")
        sure = danger_told(words) == "sure"
        if aside.data != DANGER and need_told(words) == DANGER:
            _hand_over(turn, DANGER if sure or aside.data == WORRY else WORRY)
        else:
            turn.ask_beside(aside)
        return True


_HEARD_FIRST = (DANGER, "grief", COMPLAINT)


def is_urgent(text: str) -> bool:
    """Whether somebody must be told now who can help."""
    return need_told(text) in HANDED_OVER


def is_heard_first(text: str, *, angry: bool = True) -> bool:
    """Whether who says so is heard for what they carry before they are asked what they meant. ``angry``: also where it
    is anger."""
    return need_told(text) in (*_HEARD_FIRST, *(("anger",) if angry else ()))


def comes_first(turn: Turn) -> bool:
    """Whether a reply is no answer to what stands open, since a life is in danger: no step of a journey, no choice."""
    if turn.said.kind != "text" or _danger(turn) is None:
        return False
    if turn.aside is not None:
        return turn.aside.kind not in ("probe", "distress")
    return not type_of(turn.step.kind).open


def care(turn: Turn) -> None:
    """See to what a reply carries, once it was taken: hand over who is in need, say a short sentence, or nothing."""
    if turn.interview.ended or (turn.aside is not None and turn.aside.kind == "distress"):
        return
    told = need_told(turn.said.text)
    kind = _danger(turn) if told == DANGER else told
    if kind in ("anger", COMPLAINT) and turn.script.track == "stakeholder":
        return  # a colleague tells what customers feel and ask
    if kind in (DANGER, WORRY) or (kind == COMPLAINT and _is_to_be_solved(turn)):
        _hand_over(turn, kind)
    elif kind in ("grief", "anger") and not _was(turn, kind) and _may_hand_over(turn):
        _say_first(turn, Say(f"need.{kind}"), kind)
        if kind == "grief":
            _offer_skip(turn)
    elif turn.script.track == "customer" and _was_kept(turn):
        _react(turn)


def _danger(turn: Turn) -> str | None:
    """Whether a reply tells of danger, or of what may be: who was asked how they are is not asked so again."""
    sure = danger_told(turn.said.text)
    if sure is None or (sure == "unsure" and _was(turn, WORRY)):
        return None
    return DANGER if sure == "sure" else WORRY


def _is_to_be_solved(turn: Turn) -> bool:
    """Whether something must be solved, was not handed over before, and is not what was asked for."""
    asked = turn.script.step(turn.before.state).saves
    return asked not in ASKED_FOR and _may_hand_over(turn) and not _was(turn, COMPLAINT)


def _may_hand_over(turn: Turn) -> bool:
    """Whether nothing else is being asked beside the interview, so that help can come first."""
    return turn.aside is None or turn.aside.kind in FOLLOWS_UP


def _was(turn: Turn, kind: str) -> bool:
    return any(one == kind for one, _ in turn.interview.reacted)


def _hand_over(turn: Turn, kind: str) -> None:
    """Say who can help instead of asking the next question or following up."""
    turn.effects[:] = [one for one in turn.effects if not isinstance(one, Ask | Say)]
    if kind == DANGER and turn.interview.givens.tell_lead_of_danger and not _was(turn, DANGER):
        turn.effects.append(Notify("need.lead"))
    _remember(turn, kind)
    turn.turn_to(Aside("distress", turn.interview.state, turn.interview.item, kind))


def _remember(turn: Turn, kind: str) -> None:
    turn.keep(reacted=(*turn.interview.reacted, (kind, turn.before.turn)))


def _was_kept(turn: Turn) -> bool:
    """Whether the reply was taken as something told, and a question follows."""
    if any(isinstance(one, End) for one in turn.effects) or not any(isinstance(one, Ask) for one in turn.effects):
        return False
    accepted = any(isinstance(one, Heard) and one.how == "accepted" for one in turn.effects)
    return accepted and len(turn.interview.log) > len(turn.before.log)


def _react(turn: Turn) -> None:
    interview = turn.interview
    found = reaction_to(turn.said.text, interview.givens.seed, turn.before.turn, interview.reacted)
    if found is None or _is_out_of_place(turn, found.weight):
        return
    if found.own is None:
        _say_first(turn, Say(f"reaction.{found.weight}-{found.variant}"), WEIGHT)
    else:
        _say_first(turn, Say(f"reaction.{found.weight}-own-{found.variant}", {"own": Words(found.own)}), WEIGHT)


def _is_out_of_place(turn: Turn, weight: Weight) -> bool:
    """Whether what was asked for was good and this is bad, or the other way round: tears of joy are no loss."""
    asked, item = turn.script.step(turn.before.state), turn.before.item
    if asked.saves not in WHY:
        return False
    felt = next((turn.story.value(one.id, item) for one in turn.script.saving("emotion")), None)
    return isinstance(felt, int) and felt != 0 and (felt > 0) is not (weight in GLAD)


def _say_first(turn: Turn, said: Say, kind: str) -> None:
    """Say this before anything else is said or asked."""
    place = next((n for n, one in enumerate(turn.effects) if isinstance(one, Ask | Say)), len(turn.effects))
    turn.effects.insert(place, said)
    _remember(turn, kind)


def _offer_skip(turn: Turn) -> None:
    """A button to leave the question that comes now, where it can be left; help with the reply is not said."""
    turn.effects[:] = [one for one in turn.effects if not (isinstance(one, Say) and one.key.startswith("refused."))]
    step = turn.step
    if turn.aside is not None or step.required or step.optional or type_of(step.kind).is_review:
        return
    skip = CHROME["skip"]
    turn.effects[:] = [
        evolve(one, choices=(*one.choices, skip)) if isinstance(one, Ask) and skip not in one.choices else one
        for one in turn.effects
    ]


def _stop(turn: Turn) -> None:
    if turn.interview.log:
        turn.turn_to(Aside("stop"))
    else:
        end(turn, "decline")


TYPE = Distress()
