"""Making a study in a few questions: what is asked, in which order, and what a good answer is.

Law: one list of fields for every platform (a conversation in one, a form in the other); a study is made whole, of
values that passed the gate; it speaks every language that its interviews do, unless its lead wrote for fewer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reisleider.bot.studies.study_file import SCRIPTS
from reisleider.flows.gate import values
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import Language, Study, Texts
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.phases.models import load_model
from reisleider.flows.scripts.script import spoken_by

LONGEST_TOLD = 4 * values.LONGEST  # characters of one answer: a text in some languages
SHORT = 36  # letters of the id that a title makes, so that it is quickly typed
KEPT = timedelta(days=365)  # how long answers are kept where the lead names no day
_MARK = re.compile(rf"(?:^|[\n/|;])[^\S\n]*({'|'.join(LANGUAGES)})[^\S\n]*:", re.IGNORECASE)
"""What stands before a text to say which language it is in, at the start of a line or after a stroke."""


@dataclass(frozen=True)
class FieldOf:
    """One thing a study needs to be told: ``key`` names it (catalogue ``new.KEY``), ``check`` takes what was typed and
    today, and raises Unfit where it is no good answer. ``optional`` may be skipped."""

    key: str
    check: Callable[[str, date], object]
    optional: bool = False


def _words(text: str) -> str:
    return values.words(text, 2)


def texts_told(text: str) -> Mapping[Language | None, str]:
    """A text in the languages it is marked with, or under None where it is in no language in particular."""
    if len(text) > LONGEST_TOLD:
        raise Unfit("long", most=values.LONGEST, length=len(text))
    marks = list(_MARK.finditer(text.strip()))
    if not marks or marks[0].start() > 0:
        return {None: values.words(text, 2)}
    ends = [*(one.start() for one in marks[1:]), len(text.strip())]
    told = ((one[1].casefold(), text.strip()[one.end() : end]) for one, end in zip(marks, ends, strict=True))
    return {language: values.words(words, 2) for language, words in told}


FIELDS: tuple[FieldOf, ...] = (
    FieldOf("title", lambda text, _: texts_told(text)),
    FieldOf("organisation", lambda text, _: _words(text)),
    FieldOf("goal", lambda text, _: texts_told(text)),
    FieldOf("attempt", lambda text, _: texts_told(text)),
    FieldOf("start", lambda text, _: texts_told(text)),
    FieldOf("end", lambda text, _: texts_told(text)),
    FieldOf("lead", lambda text, _: _words(text)),
    FieldOf("contact", lambda text, _: values.contact(text)),
    FieldOf("privacy_url", lambda text, _: values.link(text)),
    FieldOf("keep_until", values.keep_until, optional=True),
)
IN_LANGUAGES = ("title", "goal", "attempt", "start", "end")


def next_field(told: Mapping[str, str]) -> FieldOf | None:
    """The field to ask for now, or None where the study is complete."""
    return next((field for field in FIELDS if field.key not in told), None)


def faults_of(told: Mapping[str, str], today: date) -> dict[str, Unfit]:
    """Fields that are no good, and what is wrong with each; an empty mapping where the study can be made."""
    faults = {}
    for field in FIELDS:
        text = told.get(field.key, "")
        if not text.strip() and field.optional:
            continue
        try:
            field.check(text, today)
        except Unfit as unfit:
            faults[field.key] = unfit
    return faults


def make_study(told: Mapping[str, str], taken: set[str], now: datetime) -> Study:
    """The study that was told, with an id of its own made from its title. Where a text is not told in one of its
    languages, it stands there as it was told in another."""
    today = now.date()
    texts = {key: texts_told(told[key]) for key in IN_LANGUAGES}
    marked = {language for text in texts.values() for language in text if language is not None}
    spoken = spoken_by(SCRIPTS)
    languages = tuple(one for one in spoken if one in marked) or spoken
    kept = told.get("keep_until", "").strip()

    def in_all(key: str) -> Texts:
        first = next(iter(texts[key].values()))
        return {language: texts[key].get(language, first) for language in languages}

    return Study(
        id=id_of_title(next(iter(texts["title"].values())), taken),
        title=in_all("title"),
        organisation=_words(told["organisation"]),
        goal=in_all("goal"),
        attempt=in_all("attempt"),
        start=in_all("start"),
        end=in_all("end"),
        lead=_words(told["lead"]),
        contact=values.contact(told["contact"]),
        privacy_url=without_scheme(values.link(told["privacy_url"])),
        keep_until=values.keep_until(kept, today) if kept else today + KEPT,
        languages=languages,
        model=load_model("nine-phases"),
        created_at=now,
    )


def without_scheme(link: str) -> str:
    """How a page is named in a chat."""
    return link.partition("://")[2] or link


def _whole_words(slug: str) -> str:
    """As much of it as is quickly typed, cut between two words where it can be."""
    cut = slug[:SHORT] if slug[SHORT : SHORT + 1] in ("", "-") else slug[:SHORT].rpartition("-")[0] or slug[:SHORT]
    return cut.strip("-")


def id_of_title(title: str, taken: set[str]) -> str:
    """An id for a study of this title that no other has."""
    letters = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    slug = _whole_words(re.sub(r"[^a-z0-9]+", "-", letters).strip("-")) or "study"
    number = 2
    id = slug
    while id in taken:
        id, number = f"{slug}-{number}", number + 1
    return id
