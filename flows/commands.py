"""What a person can say at any moment: back, skip, edit, pause, stop, help, another language.

Law: a command word counts only as the whole message, in both languages always; no script can take it away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.asides import ask_aside, end, move_on, open_aside
from flows.effects import Words
from flows.hearing import meanings
from flows.journey import Aside
from flows.sitting import Sitting


def command_of(text: str) -> str | None:
    """Which command the whole text is, or None."""
    return next((name for name in meanings(text) if name in COMMANDS), None)


def ask_here(sitting: Sitting) -> None:
    """Put the question that is open now: the aside's, or the step's."""
    if sitting.aside is not None:
        ask_aside(sitting, sitting.aside)
    else:
        sitting.ask()


def go_back(sitting: Sitting) -> None:
    """Undo: leave an aside, drop a half-given answer or the last listed item, or return to the step before."""
    sitting.heard("accepted")
    interview = sitting.interview
    if interview.aside is not None:
        sitting.keep(aside=None)
        sitting.ask()
        return
    if sitting.step.kind == "list" and _drop_last(sitting):
        return
    if interview.draft is not None:
        sitting.keep(draft=None)
        sitting.ask()
        return
    if interview.trail[-1:] == (("review", None),):
        sitting.keep(trail=interview.trail[:-1])
        sitting.advance()
        sitting.ask()
        return
    _return_to_last(sitting)


def _drop_last(sitting: Sitting) -> bool:
    step = sitting.step
    items = sitting.story.listed(step.id) if step.adds is None else ()
    mine = list(items) if step.adds is None else []
    if step.adds is not None:
        mine = [item for item in sitting.story.items if item.id in (sitting.interview.draft or [])]
    if not mine:
        return False
    last = max(mine, key=lambda item: int(item.id[1:]))
    draft = [one for one in sitting.interview.draft or [] if one != last.id] or None
    sitting.note(last.step, last.id, None, kind="removed", verbatim="")
    sitting.keep(draft=draft)
    sitting.say("back.dropped", {"words": Words(last.words)})
    sitting.ask()
    return True


def _return_to_last(sitting: Sitting) -> None:
    trail = sitting.interview.trail
    while trail:
        (step, item), trail = trail[-1], trail[:-1]
        if sitting.story.applies(sitting.script.step(step), item):
            sitting.keep(trail=trail)
            sitting.walk_back(step, item)
            answer = sitting.named(sitting.step, sitting.item) if sitting.step.kind != "list" else ""
            if answer:
                sitting.say("back.to", {"answer": answer})
            else:
                sitting.say("back.plain")
            sitting.ask()
            return
    sitting.say("back.first")
    sitting.ask()


def skip(sitting: Sitting) -> None:
    """Leave the open question unanswered on purpose; an answer given before stays."""
    step, item = sitting.step, sitting.item
    if sitting.aside is not None and sitting.aside.kind == "probe":
        sitting.heard("accepted")
        move_on(sitting)
        return
    if sitting.aside is not None:
        go_back(sitting)
        return
    if step.required or step.kind == "review":
        sitting.heard("refused")
        sitting.say("refused.required")
        sitting.ask()
        return
    sitting.heard("accepted")
    if sitting.story.value(step.id, item) is None:
        sitting.note(step.id, item, None, kind="skipped")
    move_on(sitting)


def edit(sitting: Sitting) -> None:
    """Open the menu of what can be changed."""
    sitting.heard("accepted")
    open_aside(sitting, Aside("menu"))


def pause(sitting: Sitting) -> None:
    """Everything is saved; come back whenever."""
    sitting.heard("accepted")
    sitting.say("paused")


def resume(sitting: Sitting) -> None:
    """Ask the open question again."""
    sitting.heard("accepted")
    ask_here(sitting)


def stop(sitting: Sitting) -> None:
    """Stop: before consent at once, later with the question whether to keep what was told."""
    sitting.heard("accepted")
    if any(option.ends for option in sitting.step.options) and not sitting.interview.log:
        end(sitting, "decline")
        return
    open_aside(sitting, Aside("stop"))


def give_help(sitting: Sitting) -> None:
    """The words that always work, then the open question."""
    sitting.heard("accepted")
    sitting.say("help", dict(sitting.interview.givens.slots))
    ask_here(sitting)


def switch(language: str) -> Callable[[Sitting], None]:
    """Go on in another language, with the same question."""

    def speak(sitting: Sitting) -> None:
        sitting.heard("accepted")
        sitting.keep(language=language)
        sitting.say("language.changed")
        ask_here(sitting)

    return speak


COMMANDS: Mapping[str, Callable[[Sitting], None]] = {
    "back": go_back,
    "skip": skip,
    "edit": edit,
    "pause": pause,
    "resume": resume,
    "stop": stop,
    "help": give_help,
    "language-nl": switch("nl"),
    "language-en": switch("en"),
}
