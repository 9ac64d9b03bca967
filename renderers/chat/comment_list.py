"""What colleagues wrote below a map: per touchpoint, what is open first.

Law: in their own words, under their platform's name, and apart from anything that respondents told.
"""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.flows.comments import Comment
from reisleider.flows.messages import Message, Span
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

NAME = 40  # characters of somebody's name
WORDS = 400  # characters of a comment


def list_comments(title: str, comments: Sequence[Comment], language: str) -> Message:
    """The comments of one study."""
    labels = Labels(language)
    still_open = sum(one.done_at is None for one in comments)
    spans = [Span(shorten(title), "bold"), Span("\n" + labels("comments.count", n=still_open))]
    by_touchpoint: dict[str, list[Comment]] = {}
    for one in comments:
        by_touchpoint.setdefault(one.touchpoint, []).append(one)
    for here in by_touchpoint.values():
        spans.extend((Span("\n\n"), Span(here[-1].label, "bold")))
        for one in sorted(here, key=lambda it: (it.done_at is not None, it.number)):
            spans.extend((Span(f"\n{_who(one, labels)}\n"), Span(f"“{shorten(one.words, WORDS)}”", "quote")))
    return Message(tuple(spans), language=language)


def _who(one: Comment, labels: Labels) -> str:
    """Its number, who wrote it and when, and whether it is done."""
    name = shorten(one.name, NAME) or labels("comments.somebody")
    done = "" if one.done_at is None else f" · ✓ {labels('comments.done-on', day=labels.day(one.done_at.date()))}"
    return f"{one.number}. {name}, {labels.day(one.said_at.date())}{done}"
