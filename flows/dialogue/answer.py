"""Takes a reply to the question that stands open: understood, kept, followed up or helped on.

Law: what a reply means is the question type's to say; what was understood is logged before anything is asked.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from reisleider.flows.dialogue.asides.distress import is_heard_first
from reisleider.flows.dialogue.asides.in_words import change_in_words
from reisleider.flows.dialogue.asides.meant import asked_of
from reisleider.flows.dialogue.asides.probe import earns_probe, grieves
from reisleider.flows.dialogue.moves import add_items, close_list, end, move_on
from reisleider.flows.dialogue.refusals import refuse
from reisleider.flows.dialogue.room import SHORT, says_little
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Choice, Remind, Tell, Words
from reisleider.flows.journey import Aside
from reisleider.flows.listening.outline import comes_next
from reisleider.flows.listening.typed.phrases import Book, stripped
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.outcomes import Added, Either, Outcome, Partly, Refused, Taken, Unsure
from reisleider.flows.questions import type_of
from reisleider.flows.steps import REVIEW, Option, Step
from reisleider.flows.words.offers import option_of
from reisleider.flows.words.replies import labels, plain
from reisleider.flows.words.vocabulary import lists

OWNER, OWN_TEAM = "owner", "team"
"""What a step saves that asks who sees to something, and which team somebody works in."""
ENDED = "outcome"
"""What a step saves that asks how it ended."""
FOR_PROBE = 12  # replies that must be left for a follow-up question: what is asked of everybody goes before it


def take_answer(turn: Turn) -> None:
    """What a reply to the step's question does."""
    step = turn.step
    kind = type_of(step.kind)
    _name_own_team(turn)
    outcome = kind.parse(step, turn.offer(), turn.said)
    if kind.is_review and isinstance(outcome, Refused) and change_in_words(turn):
        return
    if isinstance(outcome, Refused):
        _refuse(turn, outcome)
    elif isinstance(outcome, Unsure | Either) and is_heard_first(turn.said.text, angry=False):
        turn.heard("refused")
        turn.ask()
    elif isinstance(outcome, Unsure):
        turn.heard("accepted")
        turn.turn_to(Aside("meant", turn.interview.state, turn.item, asked_of(turn, choice=outcome.choice.id)))
    elif isinstance(outcome, Either):
        turn.heard("accepted")
        either = asked_of(turn, either=[choice.id for choice in outcome.choices])
        turn.turn_to(Aside("meant", turn.interview.state, turn.item, either))
    elif isinstance(outcome, Partly):
        turn.heard("accepted", outcome.choice, echo=outcome.choice is not None)
        turn.keep(draft=outcome.draft)
        turn.ask()
    elif isinstance(outcome, Added):
        _add(turn, step, outcome)
    elif kind.is_review:
        _review(turn, outcome)
    else:
        _take(turn, step, outcome)


def _name_own_team(turn: Turn) -> None:
    """ "Wij", where a team is asked for, is the team that they said they work in."""
    if turn.step.saves != OWNER or turn.said.kind != "text":
        return
    words = read(turn.said.text).words
    if not words or _ours().find(words, stripped(words)) is None:
        return
    own = next((turn.story.value(one.id) for one in turn.script.saving(OWN_TEAM)), None)
    if any(choice.id == own for choice in turn.offer().source):
        turn.said = replace(turn.said, kind="press", choice=str(own))


@cache
def _ours() -> Book:
    return Book({"ours": lists("own")["ours"]})


def _refuse(turn: Turn, refused: Refused) -> None:
    text = turn.said.text.strip()
    if text.endswith("?") and len(text) > 1:
        turn.heard("refused")
        turn.say("question", dict(turn.interview.givens.slots))
        turn.ask()
    else:
        refuse(turn, refused.key, refused.slots)


def _take(turn: Turn, step: Step, taken: Taken) -> None:
    item = turn.item
    option = option_of(step, taken.choice) if taken.choice is not None else None
    turn.heard("accepted", taken.choice, echo=_may_echo(turn, step, taken))
    if option is not None and option.later is not None:
        turn.effects.append(Remind(option.later))
        turn.say("later.ok")
        return
    if option is not None and option.tells:
        turn.effects.append(Tell(option.tells))
        turn.ask()
        return
    before = turn.story.answer(step.id, item)
    turn.note(step.id, item, taken.value, supersedes=before.seq if before is not None else None)
    if taken.remark:
        turn.note(step.id, item, taken.remark, kind="remark")
    if option is not None and taken.own is not None:
        _keep_own(turn, step, option, taken.own)
    if option is not None and option.ends:
        end(turn, option.ends)
    elif earns_probe(turn.interview, step, item, taken) and _may_probe(turn, step, item, taken):
        turn.keep(probed=(*turn.interview.probed, (step.id, item)))
        turn.turn_to(Aside("probe", step.id, item, taken.value))
    else:
        move_on(turn)


def _may_probe(turn: Turn, step: Step, item: str | None, taken: Taken) -> bool:
    """Whether there is room for a question more, and it is not put to a word of somebody who says no more than that."""
    brief = len(str(taken.value).split()) <= SHORT and says_little(turn.script, turn.interview.log)
    return not brief and turn.story.has_room(step, item, FOR_PROBE)


def _keep_own(turn: Turn, step: Step, option: Option, words: str) -> None:
    """Keep words that stood for an option: as the answer to the question that would ask for them, else beside it."""
    asks = next((one for one in turn.script.steps if _asks_which(one, step, option)), None)
    if asks is None:
        turn.note(step.id, turn.item, words, kind="remark")
    else:
        before = turn.story.answer(asks.id, turn.item)
        turn.note(asks.id, turn.item, words, supersedes=before.seq if before is not None else None)
    turn.say("own.noted", {"choice": option.text, "words": Words(words)})


def _asks_which(asked: Step, step: Step, option: Option) -> bool:
    """Whether this open question is asked only because that option was chosen."""
    because = asked.when.get(step.id)
    return (
        type_of(asked.kind).open
        and asked.loop == step.loop
        and because is not None
        and because.among is not None
        and set(because.among) == {option.id}
    )


def _may_echo(turn: Turn, step: Step, taken: Taken) -> bool:
    """Whether what was chosen is said back; "it didn't work out" never to somebody who lost somebody."""
    cold = step.saves == ENDED and grieves(turn.interview)
    return taken.own is None and not cold and _wants_echo(turn, step, taken.choice)


def _wants_echo(turn: Turn, step: Step, choice: Choice | None) -> bool:
    """Whether typed words stood for a button that is not plainly it, so that their meaning is said back."""
    if choice is None or turn.said.kind != "text" or not type_of(step.kind).echoes:
        return False
    words = plain(turn.said.text)
    return not any(label == words or label.startswith((f"{words} ", f"{words},")) for label in labels(choice))


def _add(turn: Turn, step: Step, added: Added) -> None:
    turn.heard("accepted")
    target = step.adds or step.id
    items = add_items(turn, target, added.words)
    if step.adds is not None:
        turn.keep(draft=[*(turn.interview.draft or []), *items])
    if added.guessed:
        turn.turn_to(Aside("heard-steps", target, data={"items": list(items), "told": turn.said.text}))
    elif step.adds is not None and len(items) == 1 and not comes_next(turn.said.text):
        turn.turn_to(Aside("position", target, items[0]))
    else:
        if len(items) > 1:
            turn.say("outline.noted", {"number": len(items)})
        (close_list if added.closes and step.adds is None else Turn.ask)(turn)


def _review(turn: Turn, outcome: Outcome) -> None:
    choice = outcome.choice if isinstance(outcome, Taken) else None
    turn.heard("accepted", choice)
    if choice is None or choice.id == "right":
        turn.note(REVIEW, None, "right")
        end(turn, "complete")
    else:
        turn.turn_to(Aside("menu" if choice.id == "change" else "leave-out"))
