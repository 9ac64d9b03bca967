"""A study as a whole, looked at value by value: what does not fit, wherever the study comes from.

Law: tells every fault at once, each with the name of where it stands; changes nothing. What a study gets from one of
the shipped lists (its phases, its interviews) is held to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from reisleider.flows.gate import values
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import (
    CANONICAL_PHASES,
    CHANNELS,
    PERSONA_TEXTS,
    Control,
    Label,
    Language,
    PhaseModel,
    Study,
    Texts,
)
from reisleider.flows.phases.models import LEAST, MOST
from reisleider.flows.scripts.script import load_script, script_names

CONTROLS: tuple[Control, ...] = ("ours", "partner", "outside")
Found = tuple[str, Unfit]
"""Where something does not fit, and what."""


def unfit_of(study: Study, today: date) -> Iterator[Found]:
    """Everything of a study that does not fit, in the order of its file. Its words may be gone already: then the day
    up to which they were kept may be past."""
    kept = (lambda day: values.keep_until(day, today)) if study.words_gone_at is None else values.day
    spoken = study.languages
    yield from _try("id", values.slug, study.id)
    yield from _try("languages", values.languages, spoken)
    for name, texts in (("title", study.title), ("goal", study.goal), ("attempt", study.attempt)):
        yield from _texts(name, texts, spoken)
    yield from _texts("start", study.start, spoken)
    yield from _texts("end", study.end, spoken)
    for name, texts in (("decision", study.decision), ("audience", study.audience)):
        yield from _texts(name, texts, spoken if texts else ())
    yield from _try("organisation", values.words, study.organisation)
    yield from _try("lead", values.words, study.lead)
    yield from _try("contact", values.contact, study.contact)
    yield from _try("privacy_url", values.link, study.privacy_url)
    yield from _try("keep_until", kept, study.keep_until)
    yield from _try("timezone", values.zone, study.timezone)
    for key, bounds in values.BOUNDS.items():
        yield from _try(key, values.number, getattr(study, key), bounds)
    yield from _try("quotas", values.people, dict(study.quotas))
    yield from _try("invited", values.people, dict(study.invited))
    yield from _scripts(study)
    yield from _model(study.model, spoken)
    yield from _rows("persona", [one.id for one in study.personas])
    for persona in study.personas:
        yield from _texts("persona.name", persona.name, spoken)
        for part in PERSONA_TEXTS:
            told: Texts = getattr(persona, part)
            yield from _texts(f"persona.{part}", told, tuple(told))
    yield from _rows("team", [one.id for one in study.teams])
    for team in study.teams:
        yield from _texts("team.name", team.name, spoken)
    yield from _rows("label", [one.id for one in study.labels])
    for label in study.labels:
        yield from _label(label, study)
    yield from _rows("fact", [one.id for one in study.facts])
    for fact in study.facts:
        yield from _texts("fact.question", fact.question, spoken)
        yield from _rows("fact.options", [id for id, _ in fact.options])
        for _, text in fact.options:
            yield from _texts("fact.options.text", text, spoken)


def first_unfit(study: Study, today: date) -> Found | None:
    """The first thing that does not fit, or None."""
    return next(unfit_of(study, today), None)


def _try(where: str, check: Callable[..., object], *told: object) -> Iterator[Found]:
    try:
        check(*told)
    except Unfit as unfit:
        yield where, unfit


def _texts(where: str, texts: Texts, spoken: Iterable[Language]) -> Iterator[Found]:
    for language in spoken:
        if language not in texts:
            yield where, Unfit("unwritten", language=language)
    for language, text in texts.items():
        yield from _try(where, values.language, language)
        yield from _try(where, values.words, text)


def _rows(where: str, ids: Sequence[str]) -> Iterator[Found]:
    """Rows of one kind: not too many, each with an id of its own."""
    if len(ids) > values.MOST_ROWS:
        yield where, Unfit("many", length=len(ids), most=values.MOST_ROWS)
    for id in ids:
        yield from _try(where, values.slug, id)
    yield from ((where, Unfit("twice", id=id)) for id in sorted({id for id in ids if ids.count(id) > 1}))


def _label(label: Label, study: Study) -> Iterator[Found]:
    yield from _texts("label.words", label.words, ())
    if not label.words:
        yield "label.words", Unfit("words")
    if label.phase is not None:
        yield from _try("label.phase", values.one_of, label.phase, [one.id for one in study.model.phases])
    if label.channel is not None:
        yield from _try("label.channel", values.one_of, label.channel, CHANNELS)
    for alias in label.aliases:
        yield from _try("label.aliases", values.words, alias)


def _scripts(study: Study) -> Iterator[Found]:
    if not study.scripts:
        yield "scripts", Unfit("script", name="", known=", ".join(script_names()))
    for name in study.scripts:
        if name not in script_names():
            yield "scripts", Unfit("script", name=name, known=", ".join(script_names()))
            continue
        script = load_script(name)
        for language in study.languages:
            if language not in script.title:
                yield "languages", Unfit("spoken", name=name, language=language)
    yield from blocks_unfit(study.scripts, study.blocks)


def blocks_unfit(scripts: Sequence[str], blocks: Mapping[str, Sequence[str]]) -> Iterator[Found]:
    """Blocks that are switched on of interviews that the study does not hold, or that these do not have."""
    for name, chosen in blocks.items():
        if name not in scripts:
            yield "blocks", Unfit("script", name=name, known=", ".join(scripts))
        elif name in script_names():
            yield from _try(f"blocks.{name}", values.several_of, list(chosen), [b.id for b in load_script(name).blocks])


def _model(model: PhaseModel, spoken: Sequence[Language]) -> Iterator[Found]:
    ids = [one.id for one in model.phases]
    if not LEAST <= len(ids) <= MOST or len(set(ids)) < len(ids):
        yield "phases", Unfit("phases")
    for phase in model.phases:
        yield from _try("phases", values.slug, phase.id)
        yield from _texts("phases", phase.label, spoken)
        yield from _texts("phases", phase.plain, spoken)
        yield from _try("phases", values.several_of, phase.canonical, CANONICAL_PHASES)
    yield from _texts("phases", model.name, spoken)
