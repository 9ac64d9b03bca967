"""What is told of a closed round of weighing: each thing, how often it was chosen, its places, and how firm all is.

Law: in a chat, on the picture and to who cannot see it the same words; an order is numbered only where it is firm.
"""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.flows.journey import Texts
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.weighing.outcome import Outcome, Standing
from reisleider.flows.weighing.to_weigh import Candidate
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import on_one_line
from reisleider.renderers.words.signs import tell_count
from reisleider.renderers.words.slots import in_language

LETTERS = "ABCDEFGHIJ"
"""What things are marked with where no order may be read: as many as can be weighed."""
Row = tuple[str, Candidate, Standing]
"""A thing as it is told: its mark, what it is, and how it stands."""


def called(one: Candidate) -> Texts:
    """What a thing is called, in every language: what kind it is, and its words."""
    return {
        code: gettext(
            code, f"weigh.{one.kind}", words=on_one_line(in_language(one.label, code) if one.label else one.words)
        )
        for code in LANGUAGES
    }


def rows_of(outcome: Outcome, things: Sequence[Candidate]) -> tuple[Row, ...]:
    """What was weighed, as it is told; a thing whose words went is told no more."""
    known = {one.id: one for one in things}
    marks = [str(place) if outcome.firm else letter for place, letter in enumerate(LETTERS, 1)]
    pairs = zip(marks, outcome.standings, strict=False)  # as many as were weighed, and no more can be
    return tuple((mark, known[one.id], one) for mark, one in pairs if one.id in known)


def title(labels: Labels) -> str:
    """What it is all about."""
    return labels("weigh.title")


def of_whom(outcome: Outcome, labels: Labels) -> str:
    """Of how many colleagues it is."""
    return labels.clean(ngettext(labels.language, "weigh.of", outcome.voters))


def firmness(outcome: Outcome, labels: Labels) -> str:
    """Whether the order may be read as one."""
    return labels("weigh.firm" if outcome.firm else "weigh.loose")


def name(one: Candidate, labels: Labels) -> str:
    """A thing by its name, in the language of the labels."""
    return labels.pick(called(one))


def figures(one: Standing, labels: Labels, *, firm: bool) -> tuple[str, ...]:
    """How a thing was weighed, a line each: where it may stand and its dots, how it was chosen, what it would bring."""
    place = labels("weigh.place" if one.first == one.last else "weigh.places", first=one.first, last=one.last)
    dots, most, least = (_count(count, one, labels) for count in (one.dots, one.most, one.least))
    dots = labels("weigh.dots", count=dots)
    chosen = labels("weigh.chosen", most=most, least=least, of=one.n)
    return (f"{place}, {dots}" if firm else dots, chosen, _rated(one, labels))


def _rated(one: Standing, labels: Labels) -> str:
    if one.impact is None or one.effort is None or one.rated is None:
        return labels("weigh.unrated")
    return labels("weigh.rated", impact=_score(one.impact, labels), effort=_score(one.effort, labels), of=one.rated)


def _count(count: int, one: Standing, labels: Labels) -> str:
    return labels("weigh.at-least", count=count) if one.is_nearly_all(count) else tell_count(count)


def _score(value: float, labels: Labels) -> str:
    return labels.decimal(value, 0 if value == int(value) else 1)


def describe(outcome: Outcome, things: Sequence[Candidate], labels: Labels) -> str:
    """The picture for who cannot see it: everything it says."""
    told = [f"{title(labels)}.", of_whom(outcome, labels), firmness(outcome, labels)]
    for mark, one, standing in rows_of(outcome, things):
        told.append(f"{mark}. {name(one, labels)}: {', '.join(figures(standing, labels, firm=outcome.firm))}.")
    return " ".join(told)
