"""One turn of a talk about an action: what the engine makes of a reply, and what its words mean here.

Law: pure, as the engine is. Where a name or a day is asked for, words are that and no talk; a day that cannot be read
is asked again, for nobody could be reminded of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reisleider.flows.acting.action_told import LONGEST, ME, NO_DAY, NO_GOAL, NOBODY, no_day_told, owner_in
from reisleider.flows.acting.day_told import day_told
from reisleider.flows.dialogue import engine
from reisleider.flows.dialogue.commands import command_of
from reisleider.flows.effects import Heard, Say
from reisleider.flows.evolve import evolve
from reisleider.flows.journey import Aside, Interview
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.meaning.find import find_among
from reisleider.flows.messages import Said
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import REVIEW, Script
from reisleider.flows.words.replies import plain
from reisleider.renderers.words.catalog import gettext

OPEN = ("action", "owner", "due")
"""The steps that are answered in own words."""


def turn_with_planner(script: Script, before: Interview, said: Said, now: datetime) -> engine.Turned:
    """A turn of the engine; what is too long, no day or no action at all leaves everything as it was."""
    after, effects = _turn(script, before, said, now)
    skipped = after.log[len(before.log) :]
    if any(one.step == "action" and one.kind in ("skipped", "removed") for one in skipped):
        return _ask_anew(script, before, Say("act.needs"))
    return after, effects


def _turn(script: Script, before: Interview, said: Said, now: datetime) -> engine.Turned:
    named, value = _part_named(script, before, said)
    if named is not None:
        menu = (
            before if before.aside is not None else engine.turn(script, before, _press(before, "change", said), now)[0]
        )
        asked, effects = engine.turn(script, menu, _press(menu, named, said), now)
        if asked is menu:  # it was skipped, and so stands in no menu
            asked = evolve(before, state=named, item=None, aside=None, turn=before.turn + 1)
            effects = (Heard("accepted"), *engine.ask_again(script, asked))
        return _turn(script, asked, replace(said, text=value), now) if value else (asked, effects)
    if said.kind != "text" or before.aside is not None or before.state not in script.places:
        return engine.turn(script, before, said, now)
    step = before.state
    if step in OPEN:
        said = replace(said, numbered=False)  # a figure is an answer there, and no button's place
    if command_of(said.text) is not None and not _is_told(step, said.text, now):
        return engine.turn(script, before, said, now)
    most = LONGEST.get(step)
    if most is not None and len(said.text.strip()) > most:
        return _ask_anew(script, before, Say("act.too-long", {"most": most}))
    if step in OPEN:
        return _open(script, before, step, said, now)
    if step == "serves" and _is_own_goal(script, before, said.text):
        return engine.turn(script, before, replace(_press(before, NO_GOAL, said), text=said.text), now)
    after, effects = engine.turn(script, before, said, now)
    named = _touchpoint_named(before, said.text) if step == "about" and after.state == step else None
    return (after, effects) if named is None else engine.turn(script, before, _press(before, named, said), now)


def _part_named(script: Script, before: Interview, said: Said) -> tuple[str | None, str]:
    """The part of the card that a reply to it names, and what it is to be where that stands behind a colon: "wie",
    "klaar: 1 mei"."""
    menu = before.aside is not None and before.aside.kind == "menu"
    if said.kind != "text" or before.state != REVIEW or not (before.aside is None or menu):
        return None, ""
    name, colon, value = said.text.partition(":")
    for step in script.steps:
        called = {gettext(one, f"saves.{step.saves}").casefold() for one in LANGUAGES}
        if step.id != REVIEW and name.strip().casefold() in called and (menu or colon):
            return step.id, value.strip()
    return None, ""


def _is_told(step: str, text: str, now: datetime) -> bool:
    """Whether words that may be a command tell what is asked: "later" of a day, "ik" of who does it."""
    if step == "due":
        return day_told(text, now.date()) is not None or no_day_told(text)
    return step == "owner" and owner_in(text)[0] in (ME, "")


def _open(script: Script, before: Interview, step: str, said: Said, now: datetime) -> engine.Turned:
    text = said.text.strip()
    if step == "owner" and owner_in(text)[0] in (ME, ""):
        return engine.turn(script, before, _press(before, ME if owner_in(text)[0] == ME else NOBODY, said), now)
    if step == "due" and no_day_told(text):
        return engine.turn(script, before, _press(before, NO_DAY, said), now)
    if step == "due" and day_told(text, now.date()) is None:
        after, effects = engine.turn(script, before, said, now)
        chose = any(isinstance(one, Heard) and one.choice is not None for one in effects)
        put_off = any(isinstance(one, Say) and one.key == "paused" for one in effects)
        talked = after.aside is None and not put_off and (chose or after.state == step)
        return (after, effects) if talked else _ask_anew(script, before, Say("act.no-day"))
    return _as_answer(script, before, said, now)


def _as_answer(script: Script, before: Interview, said: Said, now: datetime) -> engine.Turned:
    """Take words as the answer, whatever they might say to the bot: "helpdesk bellen", "volgende week"."""
    if not any(one.isalnum() for one in said.text) or not type_of(script.step(before.state).kind).open:
        return engine.turn(script, before, said, now)
    data = {"act": "help", "text": said.text, **({} if said.ref is None else {"ref": said.ref})}
    asked_back = evolve(before, aside=Aside("meant", before.state, before.item, data))
    return engine.turn(script, asked_back, _press(before, "meant-answer", said), now)


def _ask_anew(script: Script, before: Interview, why: Say) -> engine.Turned:
    return before, (Heard("refused"), why, *engine.ask_again(script, before))


def _is_own_goal(script: Script, interview: Interview, text: str) -> bool:
    """Whether a goal is told in own words: no number, and none that is offered."""
    goals, options = interview.givens.sources["goals"], script.step("serves").options
    texts = (*(one.text for one in goals), *(one.text for one in options))
    names = {plain(name) for text in texts for name in text.values()}
    return any(one.isalpha() for one in text) and plain(text) not in names


def _touchpoint_named(interview: Interview, text: str) -> str | None:
    """The touchpoint of the map that words name, where one clearly is."""
    offered = interview.givens.sources["moments"]
    for language in (interview.language, *LANGUAGES):
        names = [one.text.get(language, "") for one in offered]
        place = find_among(names, text) if any(names) else None
        if place is not None:
            return offered[place].id
    return None


def _press(interview: Interview, choice: str, said: Said) -> Said:
    return Said("press", choice=choice, turn=interview.turn, interview=interview.id, ref=said.ref)
