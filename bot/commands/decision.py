"""A decision as a lead types it, in a chat or a terminal: what is the same, its name, where it stands, whose it is.

Law: parsing knows the study's phases and the words of a decision, in any language, and nothing that anybody told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.commands.command import Unclear
from reisleider.bot.commands.proposal import CONTROLS, NAME
from reisleider.bot.commands.spoken import means_word
from reisleider.flows.codebook.decisions import Decision, Override
from reisleider.flows.journey import Study
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.phases.models import phase_called
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.own_words import on_one_line

DECISIONS: tuple[Decision, ...] = ("same", "different", "rename", "move", "control", "place")
NONE = "-"
"""What is typed for none of the labels."""
ACTIONS = (*DECISIONS, "undo", "list")


def action_of(word: str) -> str:
    """What a word asks for, in any language; itself where it asks for nothing we know."""
    return next((action for action in ACTIONS if means_word(word, f"merge-{action}")), word)


def read_decision(study: Study, action: str, words: Sequence[str], language: str, by: str, now: datetime) -> Override:
    """What was typed, as a decision by somebody at a moment. Raises Unclear where it is none."""
    decision = next((one for one in DECISIONS if one == action), None)
    if decision is None:
        raise Unclear("merge.no-action", words=action, known=", ".join(ACTIONS))
    if len(words) != 2 or not all(one.strip() for one in words):
        raise Unclear("merge.takes", action=action, takes=gettext(language, f"merge.takes-{action}"))
    first, second = (" ".join(one.split()) for one in words)
    typed = Override(decision, first, by=by, at=now)
    if decision in ("same", "different"):
        return replace(typed, other=second)
    if decision == "place":
        return replace(typed, other="" if second == NONE else second)
    if decision == "rename":
        if len(second) > NAME:
            raise Unclear("merge.wrong-name", most=NAME)
        return replace(typed, texts={language: second})
    if decision == "move":
        return replace(typed, phase=_phase_called(study, second))
    control = next((one for one in CONTROLS if second.casefold() in _names_of(one)), None)
    if control is None:
        raise Unclear("merge.no-control", words=second, known=", ".join(CONTROLS))
    return replace(typed, control=control)


def typed_again(one: Override) -> str:
    """A decision as it can be typed again, without anything that steers a screen."""
    rest = one.other or " / ".join(one.texts.values()) or one.phase or one.control or NONE
    return on_one_line(f"{one.decision} “{redact(one.words)}” “{redact(rest)}”")


def _phase_called(study: Study, words: str) -> str:
    found = phase_called(study.model, words)
    if found is None:
        raise Unclear("merge.no-phase", words=words, known=", ".join(phase.id for phase in study.model.phases))
    return found.id


def _names_of(control: str) -> set[str]:
    return {control, *(gettext(language, f"control.{control}").casefold() for language in LANGUAGES)}
