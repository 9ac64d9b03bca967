"""A closed round of weighing as a message: of whom it is, how firm the order is, and each thing with its figures.

Law: told from the outcome, which knows nobody; words are shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.flows.messages import Message, Span
from reisleider.flows.weighing.outcome import Outcome
from reisleider.flows.weighing.to_weigh import Candidate
from reisleider.renderers.words.about_weighed import figures, firmness, name, of_whom, rows_of, title
from reisleider.renderers.words.labels import Labels


def show_weighed(outcome: Outcome, things: Sequence[Candidate], language: str) -> Message:
    """The outcome in words, without its picture."""
    labels = Labels(language)
    spans = [Span(title(labels), "bold"), Span(f"\n{of_whom(outcome, labels)} {firmness(outcome, labels)}")]
    for mark, one, standing in rows_of(outcome, things):
        spans.append(Span(f"\n\n{mark}. {name(one, labels)}", "bold"))
        spans += [Span(f"\n{line}") for line in figures(standing, labels, firm=outcome.firm)]
    return Message(tuple(spans), language=language)
