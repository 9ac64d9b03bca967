"""What a study is set to, by the names its lead knows: how each is read from what somebody typed.

Law: one function per setting, which returns the study with it or raises Unfit with one sentence; what a talk, a command
and a file may say is held to the same gate. A setting changes nothing beside itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from reisleider.bot.studies.new_study import texts_told, without_scheme
from reisleider.bot.studies.study_file import SCRIPTS
from reisleider.flows.evolve import evolve
from reisleider.flows.faults import PhaseFault
from reisleider.flows.gate import values
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.gate.whole import blocks_unfit
from reisleider.flows.journey import (
    PERSONA_TEXTS,
    REVIEWED,
    Fact,
    Label,
    Language,
    Persona,
    PhaseModel,
    Study,
    Team,
    Texts,
)
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.meaning.sentences import sentences_installed
from reisleider.flows.phases.models import load_model, model_ids, own_model, phase_called
from reisleider.flows.scripts.script import script_names, spoken_by
from reisleider.flows.starters.start_lists import labels_for, load_starter, starter_ids
from reisleider.flows.words.cues import as_figures
from reisleider.flows.words.replies import means
from reisleider.renderers.words.dates import say_language

RHYTHMS = {"quarter": REVIEWED, "half-year": 182, "year": 365, "never": 0}
"""How often a map is looked at anew, in days; method 4 has a quarter by default."""
MONTH = 30.44  # days, on average
_MARKED = re.compile(rf"\b({'|'.join(LANGUAGES)})\s*:", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,7}")
_MONTHS = re.compile(r"(\d{1,3})(?:\s*(?:maand(?:en)?|months?))?")
_YEARS = re.compile(r"(\d{1,2})\s*(?:jaar|years?)")
_BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s*")
Change = Callable[[Study, str, date], Study]


@dataclass(frozen=True)
class Setting:
    """One thing a study is set to: its name (catalogue ``setting.KEY`` and ``saves.study-KEY``), what reads it, and
    whether no study can do without (``needed``)."""

    key: str
    change: Change
    needed: bool = False


def _texts(field: str) -> Change:
    def change(study: Study, text: str, _: date) -> Study:
        return evolve(study, **{field: _in_all(study, texts_told(text))})

    return change


def _value(field: str, check: Callable[[str], Any]) -> Change:  # whatever the field holds
    def change(study: Study, text: str, _: date) -> Study:
        return evolve(study, **{field: check(text)})

    return change


def _whole_number(field: str) -> Change:
    return _value(field, lambda text: values.number(_first_number(text), values.BOUNDS[field]))


def _in_all(study: Study, told: Mapping[Language | None, str]) -> Texts:
    """A text in every language of the study: where one is not told it stands as it was told in another."""
    first = next(iter(told.values()))
    return {language: told.get(language, first) for language in study.languages}


def _first_number(text: str) -> int | None:
    found = _NUMBER.search(as_figures(text))
    return None if found is None else int(found[0])


def _yes(text: str) -> bool:
    if means(text, "yes"):
        return True
    if means(text, "no"):
        return False
    raise Unfit("flag")


def pieces(text: str) -> tuple[str, ...]:
    """What was told in one message as several: a line each, else with semicolons or commas between."""
    lines = text.split("\n") if "\n" in text.strip() or _MARKED.search(text) else re.split(r";|,(?!\d)", text)
    told = tuple(bare for line in lines if (bare := _BULLET.sub("", line).strip(" .\t")))
    if not told:
        raise Unfit("words")
    if len(told) > values.MOST_ROWS:
        raise Unfit("many", length=len(told), most=values.MOST_ROWS)
    return told


def named(text: str) -> str:
    """An id made of a name."""
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[: values.LONGEST_ID].strip("-") or "x"


def _rows(study: Study, text: str) -> Iterator[tuple[str, Texts]]:
    """Names told in one message, each with an id of its own."""
    return _with_ids(study, pieces(text))


def _with_ids(study: Study, told: Sequence[str]) -> Iterator[tuple[str, Texts]]:
    taken: set[str] = set()
    for piece in told:
        words = _in_all(study, texts_told(piece))
        first = next(iter(words.values()))
        id, number = named(first), 2
        while id in taken:
            id, number = f"{named(first)[: values.LONGEST_ID - 4]}-{number}", number + 1
        taken.add(id)
        yield id, words


def _languages(study: Study, text: str, _: date) -> Study:
    spoken = spoken_by(study.scripts)
    told = text.casefold()
    chosen = tuple(one for one in spoken if _names_language(one, told)) if told.strip() != "all" else spoken
    if not chosen:
        raise Unfit("languages", known=", ".join(spoken))
    return refit(study, values.languages(list(chosen)))


def _names_language(code: Language, told: str) -> bool:
    called = {code, *(say_language(code, one).casefold() for one in LANGUAGES)}
    return any(re.search(rf"\b{re.escape(name)}\b", told) for name in called)


def refit(study: Study, languages: tuple[Language, ...]) -> Study:
    """The study in these languages: what is not told in one stands as it was told in another."""

    def fit(texts: Texts) -> Texts:
        return {one: texts.get(one) or next(iter(texts.values())) for one in languages} if texts else {}

    model = study.model
    if model.own:
        phases = tuple(replace(one, label=fit(one.label), plain=fit(one.plain)) for one in model.phases)
        model = replace(model, phases=phases)
    return replace(
        study,
        languages=languages,
        model=model,
        title=fit(study.title),
        goal=fit(study.goal),
        decision=fit(study.decision),
        attempt=fit(study.attempt),
        start=fit(study.start),
        end=fit(study.end),
        audience=fit(study.audience),
        personas=tuple(
            evolve(one, name=fit(one.name), **{part: fit(getattr(one, part)) for part in PERSONA_TEXTS})
            for one in study.personas
        ),
        teams=tuple(replace(one, name=fit(one.name)) for one in study.teams),
        labels=tuple(replace(one, words=fit(one.words)) for one in study.labels),
        facts=tuple(
            replace(one, question=fit(one.question), options=tuple((id, fit(text)) for id, text in one.options))
            for one in study.facts
        ),
    )


def _personas(study: Study, text: str, _: date) -> Study:
    if _none(text):
        return replace(study, personas=())
    known = {one.id: one for one in study.personas}
    told = (replace(known.get(id, Persona(id, name)), name=name) for id, name in _rows(study, text))
    return replace(study, personas=tuple(told))


def _none(text: str) -> bool:
    return means(text, "no") or text.strip() in ("none", "-")


def portray(part: str) -> Change:
    """What is told of one persona, behind its name and a colon; where there is one persona alone its name may go."""

    def change(study: Study, text: str, _: date) -> Study:
        name, parted, rest = text.partition(":")
        wanted = named(name)
        found = next((one for one in study.personas if parted and wanted in _called(one)), None)
        if found is None and len(study.personas) == 1:
            found, rest = study.personas[0], text
        if found is None:
            raise Unfit("one-of", known=", ".join(_first(one.name) for one in study.personas) or "-")
        told = evolve(found, **{part: _in_all(study, texts_told(rest.strip()))})
        return replace(study, personas=tuple(told if one is found else one for one in study.personas))

    return change


def _called(persona: Persona) -> set[str]:
    return {persona.id, *(named(name) for name in persona.name.values())}


def _first(texts: Texts) -> str:
    return next(iter(texts.values()), "")


def _model(study: Study, text: str, _: date) -> Study:
    if text.strip() == "own":
        return study  # its phases are told next
    told = named(text)
    for id in model_ids():
        model = load_model(id)
        if told == id or told in {named(name) for name in model.name.values()}:
            return _on_phases(study, model)
    raise Unfit("one-of", known=", ".join(model_ids()))


def _phases(study: Study, text: str, _: date) -> Study:
    rows = [_in_all(study, texts_told(piece)) for piece in pieces(text)]
    alike = [next(iter(row.values())) if len(set(row.values())) == 1 else row for row in rows]
    try:
        return _on_phases(study, own_model(alike, study.languages))
    except PhaseFault:
        raise Unfit("phases") from None


def _on_phases(study: Study, model: PhaseModel) -> Study:
    """The study on other phases; a label whose phase is not among them belongs to none for now."""
    there = {one.id for one in model.phases}
    labels = (one if one.phase in there else replace(one, phase=None) for one in study.labels)
    return replace(study, model=model, labels=tuple(labels))


def _labels(study: Study, text: str, _: date) -> Study:
    if _none(text):
        return replace(study, labels=())
    known = {one.id: one for one in study.labels}
    told = _in_phases(study, text)
    phases = [phase for phase, _ in told]
    rows = zip(phases, _with_ids(study, [name for _, name in told]), strict=True)
    return replace(study, labels=tuple(_label(known, phase, id, words) for phase, (id, words) in rows))


def _label(known: Mapping[str, Label], phase: str | None, id: str, words: Texts) -> Label:
    held = known.get(id, Label(id, words))
    return replace(held, words=words, phase=phase or held.phase)


def _in_phases(study: Study, text: str) -> Sequence[tuple[str | None, str]]:
    """Names told in one message, each with the id of its phase where a line begins with one: ``Aankoop: betaald``."""
    lines = [line for line in re.split(r"[\n;]", text) if line.strip()]
    begun = [(phase_called(study.model, _BULLET.sub("", line.partition(":")[0])), line) for line in lines]
    if not any(phase for phase, _ in begun):
        return [(None, piece) for piece in pieces(text)]
    unknown = next((line.partition(":")[0] for phase, line in begun if phase is None and ":" in line), None)
    if unknown is not None:
        raise Unfit("no-phase", id=unknown.strip(), known=", ".join(_first(one.label) for one in study.model.phases))
    rows = ((None, line) if phase is None else (phase.id, line.partition(":")[2]) for phase, line in begun)
    return [(phase, piece) for phase, told in rows for piece in pieces(told)]


def _starter(study: Study, text: str, _: date) -> Study:
    begun = labels_for(load_starter(values.one_of(named(text), starter_ids())), study.model, study.languages)
    own = {one.id for one in study.labels}
    return replace(study, labels=(*(one for one in begun if one.id not in own), *study.labels))


def _teams(study: Study, text: str, _: date) -> Study:
    if _none(text):
        return replace(study, teams=())
    return replace(study, teams=tuple(Team(id, name) for id, name in _rows(study, text)))


def _facts(study: Study, text: str, _: date) -> Study:
    """A line each: the question, and behind its question mark or colon the answers with commas between."""
    if _none(text):
        return replace(study, facts=())
    told = []
    for line in text.split("\n"):
        question, mark, answers = re.match(r"([^?:]*)([?:]?)(.*)", line.strip(), re.DOTALL).groups()  # type: ignore[union-attr]  # it matches anything
        options = tuple((named(one), _in_all(study, {None: one})) for one in pieces(answers))
        if len(options) < 2:
            raise Unfit("words")
        words = values.words(f"{question}?" if mark else question, 2)
        told.append(Fact(named(question), _in_all(study, {None: words}), options))
    return replace(study, facts=tuple(told))


def _keep(study: Study, text: str, today: date) -> Study:
    told = as_figures(text).strip().casefold()
    months = _MONTHS.fullmatch(told) or _YEARS.fullmatch(told)
    each = 12 if months is not None and months.re is _YEARS else 1
    day = text if months is None else today + timedelta(days=round(int(months[1]) * each * MONTH))
    return replace(study, keep_until=values.keep_until(day, today))


def _scripts(study: Study, text: str, _: date) -> Study:
    told = text.strip().casefold()
    chosen = SCRIPTS if told == "both" else tuple(named(one) for one in pieces(text))
    for name in chosen:
        values.one_of(name, script_names())
    blocks = {name: on for name, on in study.blocks.items() if name in chosen}
    return replace(study, scripts=tuple(dict.fromkeys(chosen)), blocks=blocks)


def _blocks(study: Study, text: str, _: date) -> Study:
    """A line each: an interview, a colon, and its blocks with commas between."""
    told = dict(study.blocks)
    for line in text.strip().split("\n"):
        name, _parted, blocks = line.partition(":")
        told[name.strip()] = pieces(blocks)
    for _where, unfit in blocks_unfit(study.scripts, told):
        raise unfit
    return replace(study, blocks=told)


def _quota(track: str) -> Change:
    def change(study: Study, text: str, _: date) -> Study:
        each = values.number(_first_number(text), (0, values.MOST_PEOPLE))
        groups = max(1, len(study.personas)) if track == "customer" else 1
        return replace(study, quotas={**study.quotas, **values.people({track: each * groups})})

    return change


def _invited(study: Study, text: str, _: date) -> Study:
    """How many customers were asked, and how many colleagues."""
    counts = [int(one) for one in _NUMBER.findall(text)][:2]
    if not counts:
        raise Unfit("number", least=0, most=values.MOST_PEOPLE)
    return replace(study, invited=values.people(dict(zip(values.TRACKS, counts, strict=False))))


def _review(study: Study, text: str, _: date) -> Study:
    told = text.strip().casefold()
    days = 0 if _none(told) else RHYTHMS.get(told, _first_number(told))
    return replace(study, review_days=values.number(days, values.BOUNDS["review_days"]))


def _likeness(text: str) -> str:
    told = values.likeness(text.strip().casefold())
    if told == "sentences" and not sentences_installed():
        raise Unfit("likeness")
    return told


SETTINGS: Sequence[Setting] = (
    Setting("languages", _languages),
    Setting("title", _texts("title")),
    Setting("organisation", _value("organisation", lambda text: values.words(text, 2)), needed=True),
    Setting("goal", _texts("goal"), needed=True),
    Setting("decision", _texts("decision")),
    Setting("attempt", _texts("attempt"), needed=True),
    Setting("start", _texts("start"), needed=True),
    Setting("end", _texts("end"), needed=True),
    Setting("audience", _texts("audience")),
    Setting("personas", _personas),
    *(Setting(f"persona-{part}", portray(part)) for part in PERSONA_TEXTS if part != "note"),
    Setting("model", _model),
    Setting("phases", _phases),
    Setting("labels", _labels),
    Setting("starter", _starter),
    Setting("lead", _value("lead", lambda text: values.words(text, 2))),
    Setting("contact", _value("contact", values.contact), needed=True),
    Setting("privacy", _value("privacy_url", lambda text: without_scheme(values.link(text))), needed=True),
    Setting("scripts", _scripts),
    Setting("customers", _quota("customer")),
    Setting("colleagues", _quota("stakeholder")),
    Setting("invited", _invited),
    Setting("lost", _value("lost", _yes)),
    Setting("teams", _teams),
    Setting("facts", _facts),
    Setting("minimum", _whole_number("minimum_customers")),
    Setting("minimum-staff", _whole_number("minimum_staff")),
    Setting("keep", _keep),
    Setting("retention", _whole_number("retention_days")),
    Setting("review", _review),
    Setting("zone", _value("timezone", lambda text: values.zone(text.strip()))),
    Setting("blocks", _blocks),
    Setting("rotating", _whole_number("rotating")),
    Setting("replies", _whole_number("replies")),
    Setting("b2b", _value("b2b", _yes)),
    Setting("likeness", _value("likeness", _likeness)),
    Setting("living", _value("living", _yes)),
    Setting("danger", _value("tell_lead_of_danger", _yes)),
    Setting("quotes", _value("quotes", lambda text: values.glancing(text.strip()))),
)
BY_KEY: Mapping[str, Setting] = {one.key: one for one in SETTINGS}
