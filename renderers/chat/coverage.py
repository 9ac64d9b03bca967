"""Who to ask next, in words: a meter per persona, how many more, and where little was heard.

Law: counts and phases only; no one's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel.lists import format_list

from reisleider.flows.messages import Message, Span
from reisleider.flows.synthesis.coverage import Coverage
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import capitalised, shorten

METER = 5  # squares of the meter
MOST = 3  # phases named


def show_coverage(rows: Sequence[Coverage], language: str) -> Message:
    """Who to ask next, for a lead."""
    title = Span(gettext(language, "coverage.title"), "bold")
    return Message((title, Span("\n" + "\n".join(_lines(rows, language)))), language=language)


def _lines(rows: Sequence[Coverage], language: str) -> Iterator[str]:
    for row in rows:
        parts = [ngettext(language, "coverage.told", row.people, who=_name(row, rows, language))]
        if row.track == "customer":
            parts.append(f"{_meter(row.strength)} {gettext(language, _strength(row.strength))}.")
        parts.append(
            ngettext(language, "coverage.ask", row.wanted) if row.wanted else gettext(language, "coverage.enough")
        )
        if row.thin:
            names = [Labels(language).pick(phase.label) for phase in row.thin[:MOST]]
            if len(row.thin) > MOST:
                names.append(ngettext(language, "coverage.more-phases", len(row.thin) - MOST))
            parts.append(gettext(language, "coverage.thin", phases=format_list(names, locale=language)))
        yield "– " + " ".join(parts)


def _name(row: Coverage, rows: Sequence[Coverage], language: str) -> str:
    if row.persona is not None:
        return shorten(Labels(language).pick(row.persona.name))
    if row.track == "customer" and any(one.persona is not None for one in rows):
        return gettext(language, "coverage.unassigned")
    return capitalised(gettext(language, f"track.{row.track}"), language)


def _meter(strength: float | None) -> str:
    full = int((strength or 0.0) * METER)  # full where it is, and not a little before
    return "■" * full + "□" * (METER - full)


def _strength(strength: float | None) -> str:
    if strength is None:
        return "coverage.unknown"
    return "coverage.saturated" if strength >= 1 else "coverage.growing"
