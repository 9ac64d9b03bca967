"""A study's status as a lead asks for it: where its people are, how their talks go, and who to ask next.

Law: looked up beside the writer, for it takes a merge; counts, times, questions and phases only, nothing anyone said;
what people told is told as the published maps tell it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.auditing.audit_cards import audit_so_far
from reisleider.bot.auditing.audit_words import tell_audit
from reisleider.bot.commands.answers import tells
from reisleider.bot.commands.command import Command, Look, Option, Unclear
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.maps.publish import compile_persona, compile_study, latest_map, load_journeys
from reisleider.bot.maps.unseen import say_unseen
from reisleider.bot.studies.scripts import scripts_of
from reisleider.bot.studies.standing import Standing, count_standing, talks_of
from reisleider.bot.work import Tell, slow
from reisleider.flows.journey import Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Message, Span
from reisleider.flows.synthesis.coverage import cover
from reisleider.flows.synthesis.talks import Talks
from reisleider.renderers.chat.coverage import show_coverage
from reisleider.renderers.chat.talk_list import show_talks, stop_lines
from reisleider.renderers.words.about_map import tell_placement
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.labels import Labels
from reisleider.storage import studies
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer

NAMED = 5  # questions of a list that one screen has room for
JSON = "json"


@dataclass(frozen=True)
class Wanted:
    """What is looked at: the study as a whole, or ``questions``, how its talks go; ``json``: for a program."""

    questions: bool = False
    json: bool = False


@dataclass(frozen=True)
class Status(Job):
    """Tell at ``address`` where a study's people are; ``only_for``: the one account that sees it, as in a message."""

    kind: ClassVar[str] = "status"
    address: Place
    only_for: str | None
    language: str


@dataclass(frozen=True)
class Questions(Job):
    """Tell at ``address`` how a study's talks go; ``only_for`` as in Status."""

    kind: ClassVar[str] = "status-questions"
    address: Place
    only_for: str | None
    language: str


def _parse(asked: Asked) -> Wanted:
    words = asked.words
    questions, json = (any(is_it(one) for one in words) for is_it in (_means_questions, _means_json))
    if len(words) != questions + json:
        raise Unclear("status.what")
    return Wanted(questions, json)


def _means_questions(word: str) -> bool:
    return means_word(word, "status-questions")


def _means_json(word: str) -> bool:
    return word.casefold() == JSON


def _begin(asked: Asked, wanted: Wanted) -> None:
    """Look it up; in a channel only the one who asked sees it, where the platform can do that."""
    if wanted.json:
        raise Unclear("status.what")
    only = None if asked.update.private else asked.update.author
    job = Questions if wanted.questions else Status
    set_timer(asked.c, job(asked.study.id, asked.update.address, only, asked.language), asked.now)
    asked.say_wait(asked.study.id)


def _look_over(c: Connection, job: Status, now: datetime) -> Tell:
    """Work it out; returns what tells it."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    command = platform_of(job.address.platform).command or ""
    told = Message(_told(c, study, job.language, now, command), language=job.language, only_for=job.only_for)
    return tells(told, job.address, now)


def _look_at_questions(c: Connection, job: Questions, now: datetime) -> Tell:
    """Work out how the talks go; returns what tells it."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    told = _tell_talks(c, study, job.language, NAMED)
    return tells(replace(told, only_for=job.only_for), job.address, now)


def _find(look: Look, wanted: Wanted) -> Message:
    """The same for who waits for it, who also wants to know what the study is for and where its home is, and to see
    every question."""
    study, language = look.study, look.language
    if wanted.questions:
        return _tell_talks(look.c, study, language, None)
    home = studies.home_of(look.c, study.id)
    where = "" if home is None else f"{home.platform}:{home.tenant}:{home.chat}"
    goal = study.goal.get(language) or study.goal[study.languages[0]]
    lines = [
        gettext(language, "status.goal", goal=goal),
        gettext(language, "status.home", home=where) if where else gettext(language, "status.no-home"),
    ]
    return Message(
        (*_told(look.c, study, language, look.now, "reisleider "), Span("\n\n" + "\n".join(lines))), language=language
    )


def _tell_talks(c: Connection, study: Study, language: str, most: int | None) -> Message:
    """How the talks of each script go."""
    return show_talks(talks_of(c, study), {script.id: script for script in scripts_of(study)}, language, most=most)


def _told(c: Connection, study: Study, language: str, now: datetime, command: str) -> tuple[Span, ...]:
    standing = count_standing(c, study)
    spans = [Span("\n".join(_status_lines(standing, talks_of(c, study), study, language)))]
    if any(one.began for one in standing.tracks):
        placed = _placed(c, study, language)
        spans += [Span(f"\n{placed}")] if placed else []
        unseen = compile_study(c, study.id, now).unseen if study.quotes == "lead" else 0
        spans += [Span("\n" + say_unseen(language, unseen, f"{command}quotes {study.id}"))] if unseen else []
        audited = tell_audit(audit_so_far(c, study.id), language)
        spans += [Span(f"\n\n{audited}")] if audited else []
        spans += [Span("\n\n"), *tell_coverage(c, study.id, language).text]
    return tuple(spans)


def _placed(c: Connection, study: Study, language: str) -> str:
    """How much of what customers told stands on the published map, and what would add more."""
    published = latest_map(c, study.id)
    return "" if published is None else tell_placement(published, Labels(language)) or ""


def tell_coverage(c: Connection, study_id: str, language: str) -> Message:
    """Who to ask next in a study. Reads only. Raises StudyFault where it is unknown."""
    study, journeys = load_journeys(c, study_id)
    return show_coverage(cover(study, journeys, _out(c, study)), language)


def _out(c: Connection, study: Study) -> Mapping[str, JourneyMap]:
    """The maps that were published last: everyone's, and those of the personas."""
    everyone = latest_map(c, study.id)
    if everyone is None:
        return {}
    found = {persona.id: compile_persona(c, study.id, persona) for persona in study.personas}
    return {"": everyone, **{id: one.journey_map for id, one in found.items() if one is not None}}


def _status_lines(standing: Standing, talks: Sequence[Talks], study: Study, language: str) -> list[str]:
    scripts = {script.id: script for script in scripts_of(study)}
    lines = [title_of(study, language) + f" ({study.id})"]
    for one in standing.tracks:
        who = gettext(language, f"track.{one.track}")
        counts = gettext(
            language,
            "status.track" if one.invited is None else "status.track-invited",
            who=who,
            invited=one.invited,
            began=one.began,
            finished=one.finished,
            stopped=one.stopped,
            silent=one.silent,
            running=one.running,
        )
        lines.append(counts)
        for row in (row for row in talks if row.track == one.track):
            if row.minutes is not None:
                lines.append(ngettext(language, "status.minutes", max(1, round(row.minutes))))
            lines.extend(stop_lines(row, scripts[row.script], language, most=1))
        if one.wanted > 0:
            lines.append(gettext(language, "status.wanted", count=one.wanted))
    if any(row.tells for row in talks):
        lines.append(gettext(language, "status.more"))
    if standing.codes:
        told = ", ".join(f"{code} ({gettext(language, f'track.{track}')})" for code, track in standing.codes)
        lines.append(gettext(language, "status.codes", codes=told))
    return lines


COMMAND = Command(
    "status",
    40,
    "lead",
    _parse,
    _begin,
    _find,
    menu="everywhere",
    slow=(slow(Status, _look_over), slow(Questions, _look_at_questions)),
    options=(Option("questions", flag=True), Option(JSON, flag=True)),
    takes="some words",
)
