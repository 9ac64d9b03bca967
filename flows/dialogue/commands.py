"""What a person can say at any moment: back, skip, edit, pause, stop, help, another language.

Law: a command word counts only as the whole message, in every language always; no script can take it away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reisleider.flows.dialogue.asides import ASIDES
from reisleider.flows.dialogue.moves import close_list, end, leave_aside, move_on
from reisleider.flows.dialogue.turn import Turn
from reisleider.flows.effects import Languages, Words
from reisleider.flows.journey import Aside
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.questions import type_of
from reisleider.flows.steps import REVIEW
from reisleider.flows.words.replies import meanings


def command_of(text: str) -> str | None:
    """Which command the whole text is, or None."""
    return next((name for name in meanings(text) if name in COMMANDS), None)


def go_back(turn: Turn) -> None:
    """Undo: leave an aside, drop a half-given answer or the last listed item, or return to the step before."""
    turn.heard("accepted")
    interview = turn.interview
    if interview.aside is not None:
        leave_aside(turn)
        return
    if type_of(turn.step.kind).builds_list and _drop_last(turn):
        return
    if interview.draft is not None:
        turn.keep(draft=None)
        turn.ask()
        return
    if interview.trail[-1:] == ((REVIEW, None),):
        turn.keep(trail=interview.trail[:-1])
        turn.advance()
        turn.ask()
        return
    _return_to_last(turn)


def _drop_last(turn: Turn) -> bool:
    step = turn.step
    items = turn.story.listed(step.id) if step.adds is None else ()
    mine = list(items) if step.adds is None else []
    if step.adds is not None:
        mine = [item for item in turn.story.items if item.id in (turn.interview.draft or [])]
    if not mine:
        return False
    last = max(mine, key=lambda item: int(item.id[1:]))
    draft = [one for one in turn.interview.draft or [] if one != last.id] or None
    turn.note(last.step, last.id, None, kind="removed", verbatim="")
    turn.keep(draft=draft)
    turn.say("back.dropped", {"words": Words(last.words)})
    turn.ask()
    return True


def _return_to_last(turn: Turn) -> None:
    trail = turn.interview.trail
    while trail:
        (step, item), trail = trail[-1], trail[:-1]
        if turn.story.applies(turn.script.step(step), item):
            turn.keep(trail=trail)
            turn.walk_back(step, item)
            answer = turn.told_back(turn.step, turn.item)
            if answer:
                turn.say("back.to", {"answer": answer})
            else:
                turn.say("back.plain")
            turn.ask()
            return
    turn.say("back.first")
    turn.ask()


def skip(turn: Turn) -> None:
    """Leave the open question unanswered on purpose; an answer given before stays, and a list with items is done."""
    step, item = turn.step, turn.item
    if turn.aside is not None and ASIDES[turn.aside.kind].follows_up:
        turn.heard("accepted")
        move_on(turn)
        return
    if turn.aside is not None:
        go_back(turn)
        return
    if type_of(step.kind).builds_list and step.required and turn.offer().listed:
        turn.heard("accepted")
        close_list(turn)
        return
    if step.required or type_of(step.kind).is_review:
        turn.heard("refused")
        turn.say("refused.required")
        turn.ask()
        return
    turn.heard("accepted")
    if turn.story.value(step.id, item) is None:
        turn.note(step.id, item, None, kind="skipped")
    move_on(turn)


def edit(turn: Turn) -> None:
    """Open the menu of what can be changed."""
    turn.heard("accepted")
    turn.turn_to(Aside("menu"))


def pause(turn: Turn) -> None:
    """Everything is saved; come back whenever."""
    turn.heard("accepted")
    turn.say("paused")


def resume(turn: Turn) -> None:
    """Ask the open question again."""
    turn.heard("accepted")
    turn.ask_here()


def stop(turn: Turn) -> None:
    """Stop: before consent at once, later with the question whether to keep what was told."""
    turn.heard("accepted")
    if any(option.ends for option in turn.step.options) and not turn.interview.log:
        end(turn, "decline")
        return
    turn.turn_to(Aside("stop"))


def give_help(turn: Turn) -> None:
    """The words that always work, then the open question."""
    turn.heard("accepted")
    others = tuple(one for one in turn.script.title if one != turn.interview.language)
    turn.say("help", {**turn.interview.givens.slots, "languages": Languages(others)})
    turn.ask_here()


def switch(language: str) -> Callable[[Turn], None]:
    """Go on in another language, with the same question; where the script does not speak it, in the same language."""

    def speak(turn: Turn) -> None:
        turn.heard("accepted")
        if language in turn.script.title:
            turn.keep(language=language)
            turn.say("language.changed")
        else:
            turn.say("language.not-here")
        turn.ask_here()

    return speak


COMMANDS: Mapping[str, Callable[[Turn], None]] = {
    "back": go_back,
    "skip": skip,
    "edit": edit,
    "pause": pause,
    "resume": resume,
    "stop": stop,
    "help": give_help,
    **{f"language-{language}": switch(language) for language in LANGUAGES},
}
