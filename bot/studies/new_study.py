"""Making a study in a few questions: what is asked, in which order, and what a good answer is.

Law: one list of fields for every platform (a conversation in one, a form in the other); a study is made whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reisleider.bot.studies.study_file import SCRIPTS
from reisleider.flows.journey import Study
from reisleider.flows.phases.models import load_model
from reisleider.flows.scripts.script import spoken_by

LONGEST = 300  # characters of one field
KEPT = timedelta(days=365)  # how long answers are kept where the lead names no day
_CONTACT = re.compile(r"[^@\s]{1,64}@[^@\s]{1,200}\.[^@\s]{1,60}|\+?[\d ()-]{8,40}")


@dataclass(frozen=True)
class FieldOf:
    """One thing a study needs to be told: ``key`` names it (catalogue ``new.KEY``), ``read`` takes what was typed and
    returns the value, or None where it is no good answer. ``optional`` may be skipped."""

    key: str
    read: Callable[[str], str | None]
    optional: bool = False


def _words(text: str) -> str | None:
    words = " ".join(text.split())
    return words if 2 <= len(words) <= LONGEST else None


def _contact(text: str) -> str | None:
    return text.strip() if _CONTACT.fullmatch(text.strip()) else None


def _link(text: str) -> str | None:
    link = text.strip().removeprefix("https://").removeprefix("http://")
    return link if re.fullmatch(r"[\w.-]{1,200}\.\w{2,60}(?:/\S*)?", link) and len(link) <= LONGEST else None


def _day(text: str) -> str | None:
    found = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text.strip())
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day.isoformat()


FIELDS: tuple[FieldOf, ...] = (
    FieldOf("title", _words),
    FieldOf("organisation", _words),
    FieldOf("goal", _words),
    FieldOf("attempt", _words),
    FieldOf("start", _words),
    FieldOf("end", _words),
    FieldOf("lead", _words),
    FieldOf("contact", _contact),
    FieldOf("privacy_url", _link),
    FieldOf("keep_until", _day, optional=True),
)


def next_field(told: Mapping[str, str]) -> FieldOf | None:
    """The field to ask for now, or None where the study is complete."""
    return next((field for field in FIELDS if field.key not in told), None)


def faults_of(told: Mapping[str, str], today: date) -> dict[str, str]:
    """Fields that are no good, as catalogue keys; an empty mapping where the study can be made."""
    faults = {}
    for field in FIELDS:
        text = told.get(field.key, "").strip()
        if not text and field.optional:
            continue
        value = field.read(text)
        if value is None or (field.key == "keep_until" and date.fromisoformat(value) <= today):
            faults[field.key] = f"new.wrong.{field.key}"
    return faults


def make_study(told: Mapping[str, str], taken: set[str], language: str, now: datetime) -> Study:
    """The study that was told, with an id of its own made from its title; in the language it was told in, or where the
    interviews are not written in that yet, in the first they are."""
    spoken = spoken_by(SCRIPTS)
    language = language if language in spoken else spoken[0]
    read = {field.key: field.read(told.get(field.key, "")) or "" for field in FIELDS}
    kept = date.fromisoformat(read["keep_until"]) if read["keep_until"] else (now + KEPT).date()

    def texts(key: str) -> dict[str, str]:
        return {language: read[key]}

    return Study(
        id=_id_of(read["title"], taken),
        title=texts("title"),
        organisation=read["organisation"],
        goal=texts("goal"),
        attempt=texts("attempt"),
        start=texts("start"),
        end=texts("end"),
        lead=read["lead"],
        contact=read["contact"],
        privacy_url=read["privacy_url"],
        keep_until=kept,
        languages=(language,),
        model=load_model("nine-phases"),
        created_at=now,
    )


def _id_of(title: str, taken: set[str]) -> str:
    letters = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:24].strip("-") or "study"
    number = 2
    id = slug
    while id in taken:
        id, number = f"{slug}-{number}", number + 1
    return id
