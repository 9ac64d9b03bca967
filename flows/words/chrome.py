"""The engine's own choices (skip, keep, change, ...), in every language, read from ``words/chrome.toml``.

Law: these are the only choices no script writes; each is understood when typed, like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from tomllib import loads

from reisleider.flows.effects import Choice
from reisleider.flows.messages import Said
from reisleider.flows.words.replies import choose, labels, means, plain

_ROWS: Mapping[str, Mapping[str, object]] = loads(
    resources.files("reisleider.flows").joinpath("words", "chrome.toml").read_text(encoding="utf-8")
)
CHROME: Mapping[str, Choice] = {
    id: Choice(id, text={language: str(row[language]) for language in ("nl", "en")}) for id, row in _ROWS.items()
}


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
    names = _ROWS.get(id, {}).get("means", ())
    return isinstance(names, list) and any(means(text, str(name)) for name in names)
