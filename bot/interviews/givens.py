"""What a study gives an interview when it begins: slots, choices, blocks, coverage.

Law: frozen into the interview at its start; changing the study later changes no interview that runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from zlib import crc32

from reisleider.flows.journey import Given, Givens, Interview, Offered, Study, Texts
from reisleider.flows.listening.care.helplines import countries_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.synthesis.offered import labels_now
from reisleider.flows.words.cues import normalise
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.dates import say_day


def givens_for(
    study: Study,
    script: Script,
    id: str,
    before: Iterable[Interview],
    *,
    offered: Offered | None = None,
    model_reads: bool = False,
) -> Givens:
    """The givens of a new interview; ``before`` are the study's interviews so far, which tell what is thin;
    ``offered``: the labels that may be offered, None: those of the study alone; ``model_reads``: a model is to read
    along, which is told."""
    known = offered or labels_now(study)
    earlier = [interview for interview in before if interview.script == script.id]
    return Givens(
        slots=_slots(study, model_reads=model_reads),
        sources={
            "phases": tuple(Given(phase.id, phase.label) for phase in study.model.phases)
            if script.track == "stakeholder"
            else tuple(Given(phase.id, phase.plain) for phase in study.model.phases),
            "personas": tuple(Given(persona.id, persona.name) for persona in study.personas),
            "teams": tuple(Given(team.id, team.name) for team in study.teams),
        },
        blocks=_blocks(study, script, earlier),
        phases=study.model.phases,
        labels=known.labels,
        usual=known.usual,
        minimum=study.minimum_customers if script.track == "customer" else study.minimum_staff,
        facts=study.facts,
        coverage=_coverage(script, earlier),
        seed=crc32(f"{study.id}:{id}".encode()),
        countries=countries_of(study.timezone, study.languages),
        tell_lead_of_danger=study.tell_lead_of_danger,
        replies=study.replies,
    )


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


def _blocks(study: Study, script: Script, earlier: list[Interview]) -> tuple[str, ...]:
    default = tuple(block.id for block in script.blocks if block.default)
    among = [block.id for block in script.blocks if block.b2b and study.b2b]
    switched = {*study.blocks.get(script.id, default), *among}
    asked = Counter(block for interview in earlier for block in interview.givens.blocks)
    rotating = [block.id for block in script.blocks if block.rotating and block.id in switched]
    turns = set(sorted(rotating, key=lambda block: (asked[block], rotating.index(block)))[: study.rotating])
    return tuple(
        block.id for block in script.blocks if block.id in switched and (not block.rotating or block.id in turns)
    )


def _coverage(script: Script, earlier: list[Interview]) -> Mapping[str, int]:
    return Counter(
        normalise(str(answer.value))
        for interview in earlier
        for answer in interview.log
        if answer.step in script.lists and answer.item is not None and answer.kind == "answer"
    )
