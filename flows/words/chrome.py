"""The engine's own choices (skip, keep, change, ...), beside those of a script.

Law: these are the only choices no script writes; each is understood when typed, like any other. Their labels are in
the words files (``[labels]``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reisleider.flows.effects import Choice
from reisleider.flows.languages import core_texts
from reisleider.flows.messages import Said
from reisleider.flows.words.replies import choose, labels, means, plain

_MEANT_BY: Mapping[str, tuple[str, ...]] = {  # the whole replies (``[replies]``) that mean a choice, beside its label
    "skip": (),
    "done": ("done",),
    "keep": ("yes",),
    "throw-away": ("no",),
    "continue": ("resume",),
    "go-on": ("resume", "yes"),
    "tomorrow": (),
    "stop-here": ("stop", "no"),
    "change": ("yes", "edit"),
    "leave": ("no",),
    "add": (),
    "words": (),
    "first": (),
    "last": (),
    "never-mind": ("no", "nothing", "back"),
    "no-further": ("no", "done", "resume"),
    "stop": ("stop",),
    "agree": ("yes", "right"),
    "adjust": ("no", "edit", "change"),
    "one-step": (),
    "with-before": (),
    "drop": ("leave-out",),
    "split": (),
    "anew": ("no",),
    "meant-yes": ("yes", "right"),
    "meant-stop": ("yes", "right", "stop"),
    "meant-answer": ("no",),
    "meant-other": ("no",),
    "type-it": ("no",),
}
CHROME: Mapping[str, Choice] = {id: Choice(id, text=core_texts("labels", id)) for id in _MEANT_BY}


def offer(*ids: str) -> tuple[Choice, ...]:
    """The choices with these ids, in order."""
    return tuple(CHROME[id] for id in ids)


def hear(said: Said, choices: Sequence[Choice]) -> Choice | None:
    """Which of the choices on offer was pressed or typed, or None."""
    if said.kind == "press":
        return next((choice for choice in choices if choice.id == said.choice), None)
    return named(said.text, choices) or choose(said.text, choices)


def named(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one choice whose label, or one of whose common words, is the whole text."""
    found = [choice for choice in choices if plain(text) in labels(choice) or _means(text, choice.id)]
    return found[0] if len(found) == 1 else None


def _means(text: str, id: str) -> bool:
    return any(means(text, name) for name in _MEANT_BY.get(id, ()))
