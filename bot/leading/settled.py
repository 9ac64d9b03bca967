"""What a lead's answers make of a study: the settings they name, in the order of the script.

Law: a pure fold of the answers that hold; what was left for later has the study's default, or is told as missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from reisleider.bot.studies.new_study import KEPT
from reisleider.bot.studies.settable import BY_KEY, SETTINGS, named
from reisleider.bot.studies.study_file import SCRIPTS
from reisleider.flows.dialogue.story.story import Story, read
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import Interview, Study, Value
from reisleider.flows.phases.models import load_model
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import Script, spoken_by
from reisleider.flows.steps import Step
from reisleider.renderers.words.catalog import gettext

LATER = "later"
RECORD = "study-"
"""How the records of a lead's script begin that are settings."""
SETTING = "setting"
"""Under which name a line of the log says which setting was told beside the questions."""


@dataclass(frozen=True)
class Told:
    """One setting as it was told: its key, and the words; of a persona's portrait behind the persona's name."""

    key: str
    words: str


@dataclass(frozen=True)
class Settled:
    """What came of it: the study, what it cannot do without and has not, what was left for later, and whether the
    place where the talk was asked for is to be its home."""

    study: Study
    missing: tuple[str, ...]
    later: tuple[str, ...]
    home_here: bool


def settle(script: Script, interview: Interview, now: datetime) -> Settled:
    """The study that a lead's answers make; its id is to be given. Every answer has passed the gate."""
    story = read(script, interview)
    study = _blank(now)
    later = []
    for told in told_in(script, story):
        if told.words == LATER:
            later.append(told.key)
        elif told.key in BY_KEY:
            study = BY_KEY[told.key].change(study, told.words, now.date())
    missing = tuple(one.key for one in SETTINGS if one.needed and not _has(study, one.key))
    organisation = study.organisation
    if not study.title and organisation:
        title = {one: gettext(one, "kickoff.title", organisation=organisation) for one in study.languages}
        study = replace(study, title=title)
    if not study.lead:
        study = replace(study, lead=organisation)
    return Settled(study, missing, tuple(later), home_here=story.value("home") != LATER)


def refused(script: Script, before: Interview, after: Interview, now: datetime) -> tuple[str, Unfit] | None:
    """The first of the answers that a turn brought which does not pass the gate, by its setting, and why."""
    new = after.log[len(before.log) :]
    story = read(script, after)
    study = settle(script, before, now).study
    for line in new:
        step = script.step(line.step)
        told = None if line.kind != "answer" else _told(story, step, line.item, line.value)
        if line.kind == "remark" and isinstance(line.value, dict):
            told = Told(line.value[SETTING], line.verbatim)
        if told is None or told.words == LATER or told.key not in BY_KEY:
            continue
        if step.loop is not None:
            study = _with_personas(study, story, now)
        try:
            BY_KEY[told.key].change(study, told.words, now.date())
        except Unfit as unfit:
            return told.key, unfit
    return None


def passes(script: Script, interview: Interview, key: str, words: str, now: datetime) -> bool:
    """Whether these words are a setting as the gate lets it pass."""
    try:
        BY_KEY[key].change(settle(script, interview, now).study, words, now.date())
    except Unfit:
        return False
    return True


def told_in(script: Script, story: Story) -> Iterator[Told]:
    """Every setting that was told, in the order of the script."""
    for step in script.steps:
        if type_of(step.kind).builds_list:
            yield from _listed(story, step)
            continue
        items = story.loop_items(step.loop) if step.loop is not None else (None,)
        for item in items:
            value = story.value(step.id, item)
            told = None if value is None else _told(story, step, item, value)
            if told is not None:
                yield told
    for line in story.interview.log:
        if line.kind == "remark" and isinstance(line.value, dict) and SETTING in line.value:
            yield Told(line.value[SETTING], line.verbatim)


def _listed(story: Story, step: Step) -> Iterator[Told]:
    items = story.listed(step.id)
    if items:
        yield Told(_key(step), "\n".join(one.words for one in items))
    elif story.value(step.id) == LATER:
        yield Told(_key(step), LATER)


def _told(story: Story, step: Step, item: str | None, value: Value) -> Told | None:
    """What an answer says of its setting; None where it says nothing of one."""
    if type_of(step.kind).builds_list and item is not None:
        return Told(_key(step), str(value))
    words = value["option"] if isinstance(value, dict) else value
    if not isinstance(words, str):
        return None
    about = story.item(item) if step.loop is not None else None
    words = words if about is None or words == LATER else f"{named(about.words)}: {words}"
    return Told(_key(step), words)


def _key(step: Step) -> str:
    return step.saves.removeprefix(RECORD)


def _with_personas(study: Study, story: Story, now: datetime) -> Study:
    names = "\n".join(one.words for one in story.items)
    return BY_KEY["personas"].change(study, names, now.date()) if names else study


def _has(study: Study, key: str) -> bool:
    return bool(getattr(study, "privacy_url" if key == "privacy" else key))


def _blank(now: datetime) -> Study:
    """A study of which nothing is told yet."""
    return Study(
        id="",
        title={},
        organisation="",
        goal={},
        attempt={},
        start={},
        end={},
        lead="",
        contact="",
        privacy_url="",
        keep_until=now.date() + KEPT,
        languages=spoken_by(SCRIPTS),
        model=load_model("nine-phases"),
        created_at=now,
    )
