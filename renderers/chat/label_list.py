"""The codebook as a list for a lead: each label, where it belongs, and how many named it.

Law: names and counts only; what no published map counts has no count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reisleider.flows.journey import PhaseModel
from reisleider.flows.messages import Message, Span
from reisleider.flows.synthesis.book import Tally
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import on_one_line, shorten


def show_labels(title: str, rows: Sequence[Tally], model: PhaseModel, language: str) -> Message:
    """The labels of a study called ``title``, a line for each."""
    head = Span(gettext(language, "codebook.title", study=title), "bold")
    phases = {phase.id: Labels(language).pick(phase.label) for phase in model.phases}
    lines = (f"– {_line(row, phases.get(row.entry.label.phase or '', ''), language)}" for row in rows)
    return Message((head, Span("\n" + "\n".join(lines))), language=language)


def _line(row: Tally, phase: str, language: str) -> str:
    label = row.entry.label
    name = shorten(on_one_line(Labels(language).pick(label.words)))
    about = [one for one in (phase, gettext(language, f"channel.{label.channel}") if label.channel else "") if one]
    told = ", ".join((*about, *_counts(row, language)))
    return f"{name} ({label.id}): {told}" if told else f"{name} ({label.id})"


def _counts(row: Tally, language: str) -> Iterator[str]:
    if row.customers is not None:
        yield ngettext(language, "codebook.customers", row.customers)
    if row.colleagues is not None:
        yield ngettext(language, "codebook.colleagues", row.colleagues)
    if row.entry.by != "lead":
        yield gettext(language, f"codebook.by.{row.entry.by}")
