"""Whose journey is told: asked of a customer once, only where nobody said it and there is something to choose."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from reisleider.bot.interviews.givens import givens_for
from reisleider.flows.dialogue import engine
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Interview, Persona, Study
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.compile import persona_of
from reisleider.flows.synthesis.fold import fold

FAMILY, PAIR = (Persona(id, {"nl": name}) for id, name in (("family", "Gezin"), ("pair", "Stel")))
SCRIPT = load_script("customer")


def begun(study: Study, now: datetime, *personas: Persona, known: str | None = None) -> Interview:
    study = replace(study, personas=personas)
    givens = givens_for(study, SCRIPT, "i", persona=known)
    return engine.begin(SCRIPT, id="i", study=study.id, participant="p", language="nl", givens=givens, now=now)[0]


def is_asked(interview: Interview) -> bool:
    return read(SCRIPT, interview).applies(SCRIPT.step("persona"), None)


@pytest.mark.parametrize(
    ("personas", "known", "asked"),
    [((), None, False), ((FAMILY,), None, False), ((FAMILY, PAIR), None, True), ((FAMILY, PAIR), "pair", False)],
)
def test_it_is_asked_only_where_nobody_said_it_and_there_is_a_choice(
    personas: tuple[Persona, ...], known: str | None, asked: bool, study: Study, now: datetime
) -> None:
    assert is_asked(begun(study, now, *personas, known=known)) is asked


@pytest.mark.parametrize(("told", "of"), [("pair", "pair"), ("none", None), (None, None)])
def test_what_a_customer_says_makes_it_their_journey_and_none_of_these_nobodys(
    told: str | None, of: str | None, study: Study, now: datetime
) -> None:
    journey = fold(SCRIPT, begun(study, now, FAMILY, PAIR))
    journey = replace(journey, facts={} if told is None else {"own-persona": told})

    assert persona_of(journey) == of
    assert persona_of(replace(journey, persona="family")) == "family"  # the link goes before
