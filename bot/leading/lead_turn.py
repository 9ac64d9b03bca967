"""One turn of a talk with a lead: what the engine makes of a reply, what a lead may say beside it, and the gate.

Law: pure, as the engine is; what the gate refuses leaves everything as it was. A lead's words are an answer, not talk,
wherever both may be meant; what is named at the card is changed by its own question, or as it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.leading.setting_names import SAVES, setting_named
from reisleider.bot.leading.settled import LATER, RECORD, SETTING, Settled, passes, refused, settle
from reisleider.bot.studies.settable import BY_KEY
from reisleider.flows.dialogue import engine
from reisleider.flows.dialogue.commands import command_of
from reisleider.flows.effects import Ask, Effect, Heard, Say, Slot
from reisleider.flows.evolve import evolve
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import Answer, Aside, Interview
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Said
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import REVIEW, Script
from reisleider.flows.words.replies import means
from reisleider.renderers.words.catalog import gettext, load_catalog

PLAIN = ("words", "contact", "link", "day")
"""What may be wrong with an answer that is best told by what a good one is."""
TOLD_BY_FORM = frozenset({"contact", "privacy", "keep"})
"""Settings whose answers show by their form that they are one."""
OTHERWISE = {"privacy": "privacy_url", "keep": "keep_until"}
"""What a good answer is stands in the catalogue by the key of the study file."""


def turn_with_lead(script: Script, before: Interview, said: Said, now: datetime) -> engine.Turned:
    """A turn of the engine, with what a lead may say beside it; what the gate refuses leaves everything as it was."""
    said = _as_option(script, before, _in_lines(script, before, said))
    if said.kind == "text" and type_of(script.step(before.state).kind).open:
        said = replace(said, numbered=False)  # a figure is an answer there, and no button's place
    if _is_told_by_form(script, before, said, now):
        data = {"act": "help", "text": said.text, **({} if said.ref is None else {"ref": said.ref})}
        asked_back = evolve(before, aside=Aside("meant", before.state, before.item, data))
        after, effects = engine.turn(script, asked_back, _press(before, "meant-answer"), now)
    else:
        after, effects = engine.turn(script, before, said, now)
    plainly = _plainly(script, before, after, effects, said)
    if plainly is not None:
        start = after if after.aside is not None else before
        after, effects = engine.turn(script, start, _press(start, plainly), now)
    key, value = _named(before, said) if not after.ended else (None, "")
    if key is not None:
        after, effects = _change(script, before, key, value, said, now)
    wrong = refused(script, before, after, now)
    if wrong is None:
        return after, effects
    place = before if key is None else evolve(before, aside=None)
    return place, (Heard("refused"), Say(*refusal(*wrong)), *engine.ask_again(script, place))


def _is_told_by_form(script: Script, before: Interview, said: Said, now: datetime) -> bool:
    """Whether an address or a day was asked for and this is one, whatever else its words might say: "help@..."."""
    step = script.step(before.state)
    key = step.saves.removeprefix(RECORD)
    if said.kind != "text" or before.aside is not None or key not in TOLD_BY_FORM or command_of(said.text) is not None:
        return False
    return passes(script, before, key, said.text, now)


def _plainly(script: Script, before: Interview, after: Interview, effects: Sequence[Effect], said: Said) -> str | None:
    """The button that says what a lead's words plainly were, where the engine asks back or takes them for talk as a
    respondent's may be: an answer in own words, names in a list, or that it comes later."""
    step = script.step(before.state)
    if said.kind != "text" or before.aside is not None or not (type_of(step.kind).open or _lists(step.kind)):
        return None
    if after.aside is not None and after.aside.kind == "meant" and "act" in after.aside.data:
        return "meant-answer"
    if after.aside is not None and after.aside.kind == "heard-steps":
        return "agree"
    paused = any(isinstance(one, Say) and one.key == "paused" for one in effects)
    later = paused and command_of(said.text) is None and any(one.id == LATER for one in step.options)
    return LATER if later else None


def _press(interview: Interview, choice: str) -> Said:
    return Said("press", choice=choice, turn=interview.turn, interview=interview.id)


def _in_lines(script: Script, interview: Interview, said: Said) -> Said:
    """Names of a list, told with commas between, a line each."""
    listing = interview.state in script.places and type_of(script.step(interview.state).kind).builds_list
    if said.kind != "text" or not listing or interview.aside is not None or "\n" in said.text:
        return said
    parts = [part.strip() for part in re.split("[,;]", said.text) if part.strip()]
    return said if any(means(one, "no") for one in parts) else replace(said, text="\n".join(parts))


def _as_option(script: Script, interview: Interview, said: Said) -> Said:
    """The name of a language where languages are asked for: an answer, and no wish to be spoken to in it."""
    asked = interview.state in script.places and script.step(interview.state).saves == f"{RECORD}languages"
    if said.kind != "text" or not asked or interview.aside is not None:
        return said
    meant = (command_of(said.text) or "").removeprefix("language-")
    code = next((one for one in LANGUAGES if meant == one or said.text.strip().casefold() == one), None)
    offered = {option.id for option in script.step(interview.state).options}
    return said if code not in offered else replace(_press(interview, str(code)), ref=said.ref, text=said.text)


def _named(before: Interview, said: Said) -> tuple[str | None, str]:
    """The setting that a reply to the card names, and the new value where that stands behind a colon."""
    if said.kind != "text" or before.state != REVIEW or (before.aside is not None and before.aside.kind != "menu"):
        return None, ""
    name, parted, value = said.text.partition(":")
    return setting_named(name if parted else said.text), value.strip()


def _change(script: Script, before: Interview, key: str, value: str, said: Said, now: datetime) -> engine.Turned:
    """Change what was named: by its own question where that was put, else as told; of a name alone it is asked."""
    steps = [one for one in _steps_of(script, key) if _is_answered(script, before, one)]
    if steps:
        start = before if before.aside is not None else engine.turn(script, before, _press(before, "change"), now)[0]
        asked, effects = engine.turn(script, start, _press(start, steps[-1]), now)
        return turn_with_lead(script, asked, replace(said, text=value), now) if value else (asked, effects)
    card = evolve(before, aside=None)
    name: Mapping[str, str] = {one: gettext(one, f"{SAVES}{key}") for one in LANGUAGES}
    if not value or key not in BY_KEY:
        return card, (Heard("accepted"), Say("kickoff.say-so", {"name": name}), *engine.ask_again(script, card))
    line = Answer(
        len(before.log) + 1, REVIEW, None, {SETTING: key}, value, now, "remark", ref=said.ref, turn=before.turn
    )
    after = evolve(card, log=(*before.log, line), turn=before.turn + 1)
    return after, (Heard("accepted"), Say("kickoff.set", {"name": name}), *engine.ask_again(script, after))


def _steps_of(script: Script, key: str) -> Iterator[str]:
    for record in (key, "phases") if key == "model" else (key,):
        yield from (one.id for one in script.saving(f"{RECORD}{record}") if one.loop is None and not _lists(one.kind))


def _lists(kind: str) -> bool:
    return type_of(kind).builds_list


def _is_answered(script: Script, interview: Interview, step: str) -> bool:
    menu = interview
    if menu.aside is None:
        menu, _ = engine.turn(script, interview, _press(interview, "change"), interview.moved_at)
    asked = (one for one in engine.ask_again(script, menu) if isinstance(one, Ask))
    return any(choice.id == step for one in asked for choice in one.choices)


def goes_on_missing(script: Script, before: Interview, after: Interview, now: datetime) -> bool:
    """Whether something that misses was just told, beside the card, and more does."""
    if after.state != REVIEW or after.aside is not None or before.trail[-1:] != ((REVIEW, None),):
        return False
    missed, misses = (len(settle(script, one, now).missing) for one in (before, after))
    return 0 < misses < missed


def ask_missing(script: Script, before: Interview, settled: Settled, now: datetime) -> engine.Turned:
    """Ask what the study cannot do without; the talk goes on."""
    first = next(one.id for one in script.steps if one.saves.removeprefix(RECORD) == settled.missing[0])
    menu, _ = engine.turn(script, before, _press(before, "change"), now)
    after, effects = engine.turn(script, menu, _press(menu, first), now)
    if after is menu:  # it was skipped, and so stands in no menu
        after = evolve(before, state=first, item=None, aside=None, turn=before.turn + 1)
        effects = engine.ask_again(script, after)
    asks = tuple(one for one in effects if isinstance(one, Ask))
    return after, (Heard("accepted"), Say(f"{script.id}.needs", {"n": len(settled.missing)}), *asks)


def refusal(key: str, unfit: Unfit) -> tuple[str, dict[str, Slot]]:
    """What is said of an answer that is no good: what a good one is, or else what is wrong with this one."""
    field = OTHERWISE.get(key, key)
    if unfit.reason in PLAIN and f"new.wrong.{field}" in load_catalog(LANGUAGES[0]).ids:
        return f"new.wrong.{field}", {}
    return "new.not-so", {"why": {one: unfit.told(one) for one in LANGUAGES}}
