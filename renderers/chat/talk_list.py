"""How the talks of a study go, in words: per script how many, how long, after what people stop, and what takes long.

Law: counts, times and the questions of the script only; no one's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reisleider.flows.messages import Message, Span
from reisleider.flows.scripts.script import Script
from reisleider.flows.synthesis.talks import AWAY, Talks
from reisleider.renderers.chat.wording import name_question
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.labels import Labels

MINUTE = 60  # seconds
IN_SECONDS = 90  # up to so many a time is told in seconds


def show_talks(
    rows: Sequence[Talks], scripts: Mapping[str, Script], language: str, *, most: int | None = None
) -> Message:
    """How the talks of each script go, for a lead. ``most``: how many questions are named per list, None: all."""
    spans = [Span(gettext(language, "talks.title"), "bold")]
    for row in rows:
        spans.append(Span("\n\n" + Labels(language).pick(scripts[row.script].title), "bold"))
        spans.append(Span("\n" + "\n".join(_lines(row, scripts[row.script], language, most))))
    if any(row.tells for row in rows):
        spans.append(Span("\n\n" + ngettext(language, "talks.away", int(AWAY.total_seconds()) // MINUTE)))
    return Message(tuple(spans), language=language)


def stop_lines(row: Talks, script: Script, language: str, most: int | None) -> Iterator[str]:
    """After what people stopped, most of them first."""
    for one in [one for one in row.stops if one.step in script.places][:most]:  # an older revision may have asked more
        question = name_question(script.step(one.step), language)
        yield ngettext(language, "status.stops", one.people, question=question)


def _lines(row: Talks, script: Script, language: str, most: int | None) -> Iterator[str]:
    yield gettext(
        language,
        "talks.counts",
        began=row.began,
        finished=row.finished,
        stopped=row.stopped,
        silent=row.silent,
        running=row.running,
    )
    if row.minutes is not None:
        yield ngettext(language, "talks.minutes", max(1, round(row.minutes)))
    else:
        yield ngettext(language, "talks.not-yet", row.missing)
    stops = list(stop_lines(row, script, language, most))
    if stops:
        yield gettext(language, "talks.stops")
        yield from stops
    slow = [one for one in row.questions if one.step in script.places][:most]
    if slow:
        yield gettext(language, "talks.slowest")
    for one in slow:
        question = name_question(script.step(one.step), language)
        yield gettext(language, "talks.slow", question=question, time=_time(one.seconds, language))


def _time(seconds: float, language: str) -> str:
    if seconds < IN_SECONDS:
        return ngettext(language, "talks.seconds", max(1, round(seconds)))
    return ngettext(language, "talks.in-minutes", max(1, round(seconds / MINUTE)))
