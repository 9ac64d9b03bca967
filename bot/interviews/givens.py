"""What a study gives an interview when it begins: slots, choices, blocks, coverage.

Law: frozen into the interview at its start; changing the study later changes no interview that runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

from reisleider.flows.journey import EMPTY, Given, Givens, Offered, Study, Texts
from reisleider.flows.listening.care.helplines import countries_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.synthesis.offered import labels_now
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.dates import say_day
from reisleider.storage.store import Connection
from reisleider.storage.tallies import BLOCK, most_counted

MOST = 200
"""Wordings whose counts an interview is given, the most told first: the rest counts as not told yet, so that the
interviews of a large study are no larger than those of a small one."""


@dataclass(frozen=True)
class Before:
    """What a study asked and heard so far with a script: how often each of the ``blocks`` was asked, and each wording
    ``told`` in a list."""

    blocks: Mapping[str, int] = field(default_factory=lambda: EMPTY)
    told: Mapping[str, int] = field(default_factory=lambda: EMPTY)


NOTHING = Before()


def before_now(c: Connection, study: Study, script: Script) -> Before:
    """What a study asked and heard so far with a script."""
    told: dict[str, int] = {}
    for step in script.lists:
        for wording, times in most_counted(c, study.id, script.id, step, MOST).items():
            told[wording] = told.get(wording, 0) + times
    most = sorted(told, key=lambda wording: (-told[wording], wording))[:MOST]
    blocks = most_counted(c, study.id, script.id, BLOCK, len(script.blocks))
    return Before(blocks, {wording: told[wording] for wording in most})


def givens_for(
    study: Study,
    script: Script,
    id: str,
    before: Before = NOTHING,
    *,
    offered: Offered | None = None,
    model_reads: bool = False,
    persona: str | None = None,
) -> Givens:
    """The givens of a new interview; ``before`` tells what is thin in the study so far;
    ``offered``: the labels that may be offered, None: those of the study alone; ``model_reads``: a model is to read
    along, which is told; ``persona``: whose journey it is, where that is known, so that nobody is asked it."""
    known = offered or labels_now(study)
    return Givens(
        slots=_slots(study, model_reads=model_reads),
        sources={
            "phases": tuple(Given(phase.id, phase.label) for phase in study.model.phases)
            if script.track == "stakeholder"
            else tuple(Given(phase.id, phase.plain) for phase in study.model.phases),
            "personas": _personas(study, script, persona),
            "teams": tuple(Given(team.id, team.name) for team in study.teams),
        },
        blocks=_blocks(study, script, before.blocks),
        phases=study.model.phases,
        labels=known.labels,
        usual=known.usual,
        minimum=study.minimum_customers if script.track == "customer" else study.minimum_staff,
        facts=study.facts,
        coverage=dict(before.told),
        seed=crc32(f"{study.id}:{id}".encode()),
        countries=countries_of(study.timezone, study.languages),
        tell_lead_of_danger=study.tell_lead_of_danger,
        replies=study.replies,
    )


def _personas(study: Study, script: Script, known: str | None) -> tuple[Given, ...]:
    """The personas there are to choose from; none for a customer whose persona is known, or goes without saying."""
    if script.track == "customer" and (known is not None or len(study.personas) < 2):
        return ()
    return tuple(Given(one.id, one.name) for one in study.personas)


def _slots(study: Study, *, model_reads: bool) -> Mapping[str, Texts]:
    languages = study.languages
    same = {
        "organisation": study.organisation,
        "lead": study.lead,
        "contact": study.contact,
        "link": study.privacy_url,
        "minimum": str(study.minimum_staff),
    }
    return {
        **{slot: dict.fromkeys(languages, words) for slot, words in same.items()},
        "start": study.start,
        "end": study.end,
        "attempt": study.attempt,
        "model": {language: gettext(language, "asked.model") if model_reads else "" for language in languages},
        "glance": {
            language: gettext(language, "asked.glance") if study.quotes == "lead" else "" for language in languages
        },
        "date": {language: say_day(study.keep_until, language) for language in languages},
    }


def _blocks(study: Study, script: Script, asked: Mapping[str, int]) -> tuple[str, ...]:
    default = tuple(block.id for block in script.blocks if block.default)
    among = [block.id for block in script.blocks if block.b2b and study.b2b]
    switched = {*study.blocks.get(script.id, default), *among}
    rotating = [block.id for block in script.blocks if block.rotating and block.id in switched]
    turns = set(sorted(rotating, key=lambda block: (asked.get(block, 0), rotating.index(block)))[: study.rotating])
    return tuple(
        block.id for block in script.blocks if block.id in switched and (not block.rotating or block.id in turns)
    )
