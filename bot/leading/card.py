"""A study's card: what it is set to, a line for each setting, as its lead reads it.

Law: everything that was told stands on it, and what is still to be told; what nobody asked for stands there by its
default where it says what will happen to people's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reisleider.bot.studies.settable import RHYTHMS
from reisleider.flows.effects import RecapNote
from reisleider.flows.journey import PERSONA_TEXTS, Persona, Study, Texts
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.dates import say_day, say_language
from reisleider.renderers.words.slots import in_language

WAITS = "kickoff.waits-for"
NO_PLACE = "kickoff.no-place"


def card(study: Study, language: str, missing: Sequence[str] = (), home: str | None = None) -> tuple[RecapNote, ...]:
    """The card's lines, each with the setting it is about. ``missing``: what is still to be told; ``home``: where the
    map is posted, None: nowhere yet."""
    lines = dict(_lines(study, language))
    lines["home"] = home or gettext(language, NO_PLACE)
    waits = gettext(language, WAITS)
    told = {key: waits if key in missing else words for key, words in lines.items()}
    return tuple(RecapNote(words, f"study-{key}") for key, words in told.items() if words)


def _lines(study: Study, language: str) -> Iterator[tuple[str, str]]:
    def say(texts: Texts) -> str:
        return _said(texts, language)

    yield "title", say(study.title)
    yield "organisation", study.organisation
    yield "goal", say(study.goal)
    yield "decision", say(study.decision)
    yield "attempt", say(study.attempt)
    yield "start", say(study.start)
    yield "end", say(study.end)
    yield "audience", say(study.audience)
    yield "languages", ", ".join(say_language(one, language) for one in study.languages)
    yield "personas", "; ".join(_portrait(one, language) for one in study.personas)
    yield "model", _phases(study, language)
    yield "labels", ", ".join(say(one.words) for one in study.labels)
    yield "scripts", ", ".join(gettext(language, f"track.{one}") for one in study.scripts if _is_track(one))
    yield "customers", _count(study, "customer")
    yield "colleagues", _count(study, "stakeholder")
    yield "lost", gettext(language, "kickoff.yes" if study.lost else "kickoff.no")
    yield "teams", ", ".join(say(one.name) for one in study.teams)
    yield "facts", ", ".join(say(one.question) for one in study.facts)
    yield "minimum", str(study.minimum_customers)
    yield "minimum-staff", str(study.minimum_staff)
    yield "keep", say_day(study.keep_until, language)
    yield "review", _rhythm(study, language)
    yield "lead", study.lead
    yield "contact", study.contact
    yield "privacy", study.privacy_url


def _phases(study: Study, language: str) -> str:
    """The phases by name; those of a model that is shipped in the reader's own language alone."""
    say = _said if study.model.own else in_language
    names = (say(one.label, language) for one in study.model.phases)
    return f"{in_language(study.model.name, language)}: {', '.join(names)}"


def _said(texts: Texts, language: str) -> str:
    """A text in this language; where the study tells it otherwise in another one, that too."""
    first = in_language(texts, language) if texts else ""
    return " / ".join(dict.fromkeys((first, *texts.values()))) if texts else ""


def _portrait(persona: Persona, language: str) -> str:
    told = [_said(getattr(persona, part), language) for part in PERSONA_TEXTS]
    about = ", ".join(one for one in told if one)
    name = _said(persona.name, language)
    return f"{name} ({about})" if about else name


def _is_track(name: str) -> bool:
    return name in ("customer", "stakeholder")


def _count(study: Study, track: str) -> str:
    return str(study.quotas[track]) if track in study.quotas else ""


def _rhythm(study: Study, language: str) -> str:
    called = next((name for name, days in RHYTHMS.items() if days == study.review_days), None)
    if called is not None:
        return gettext(language, f"kickoff.{called}")
    return gettext(language, "kickoff.days", n=study.review_days)
