"""What is being done about what a map shows, as a list: what is due first stands first, what ended last.

Law: in the words that were chosen; a touchpoint is called as the map calls it now, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from reisleider.flows.acting.planned import Planned
from reisleider.flows.journey import Texts
from reisleider.flows.messages import Message, Span
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

WORDS = 300  # characters of an action, of why, and of a goal


def list_actions(
    title: str, actions: Sequence[Planned], names: Mapping[str, Texts], today: date, language: str
) -> Message:
    """The actions of one study. ``names``: what touchpoints are called, by id."""
    labels = Labels(language)
    still_open = sum(one.still_open for one in actions)
    count = labels("actions.count", n=still_open) if still_open else labels("actions.all-closed")
    spans = [Span(shorten(title), "bold"), Span(f"\n{count}")]
    for one in sorted(actions, key=lambda it: (not it.still_open, it.due is None, str(it.due), it.number)):
        spans.append(Span(f"\n\n{one.number}. {shorten(one.words, WORDS)}", "bold"))
        if one.touchpoint in names:
            spans.append(Span(f"\n{labels.pick(names[one.touchpoint])}"))
        spans.append(Span(f"\n{_standing(one, today, labels)}"))
        if one.serves:
            spans.append(Span(f"\n{labels('action.serves', goal=shorten(one.serves, WORDS))}"))
        if one.why:
            spans.append(Span(f"\n“{shorten(one.why, WORDS)}”", "quote"))
    return Message(tuple(spans), language=language)


def _standing(one: Planned, today: date, labels: Labels) -> str:
    """``Anna · 1 april 2027 · mee bezig``."""
    late = one.still_open and one.due is not None and one.due < today
    told = (
        shorten(one.owner) or labels("act.nobody"),
        labels("act.no-date") if one.due is None else labels.day(one.due),
        labels("action.late" if late else f"action.{one.status}"),
    )
    return " · ".join(told)
