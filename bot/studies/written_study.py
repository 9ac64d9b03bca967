"""A study as the TOML file that its lead could have written.

Law: what is written is read back as the same study, but for labels and phases that a list of ours holds, which stand
there one by one or by its name; keys that say what a study has without them are left away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date

from reisleider.flows.journey import PERSONA_TEXTS, Language, Study, Texts

PLAIN = (
    *("minimum_customers", "minimum_staff", "rotating", "replies", "retention_days", "review_days", "timezone"),
    *("likeness", "quotes", "living", "lost", "b2b", "tell_lead_of_danger"),
)
"""Keys whose value is written as it is, where it is not the one that a study has without them."""


def write_study(study: Study) -> str:
    """The study's file."""
    return "\n".join(_lines(study)).rstrip("\n") + "\n"


def _lines(study: Study) -> Iterator[str]:
    spoken = study.languages
    yield f"id = {_said(study.id)}"
    yield f"languages = {_said(list(spoken))}"
    for key in ("title", "organisation", "goal", "decision", "attempt", "start", "end", "audience"):
        value = getattr(study, key)
        if value:
            yield f"{key} = {_text(value, spoken)}"
    for key in ("lead", "contact", "privacy_url", "keep_until"):
        yield f"{key} = {_said(getattr(study, key))}"
    if study.model.own:
        yield "phases = ["
        yield from (f"  {_text(one.label, spoken)}," for one in study.model.phases)
        yield "]"
    else:
        yield f"model = {_said(study.model.id)}"
    yield f"scripts = {_said(list(study.scripts))}"
    for key in ("invited", "quotas"):
        if getattr(study, key):
            yield f"{key} = {_table({name: _said(count) for name, count in getattr(study, key).items()})}"
    without = {one.name: one.default for one in fields(Study)}
    yield from (f"{key} = {_said(getattr(study, key))}" for key in PLAIN if getattr(study, key) != without[key])
    if study.blocks:
        yield from ("", "[blocks]", *(f"{_said(name)} = {_said(list(on))}" for name, on in study.blocks.items()))
    yield from _rows(study)


def _rows(study: Study) -> Iterator[str]:
    spoken = study.languages
    for persona in study.personas:
        told = {part: getattr(persona, part) for part in ("name", *PERSONA_TEXTS)}
        yield from ("", "[[persona]]", f"id = {_said(persona.id)}")
        yield from (f"{part} = {_text(texts, spoken)}" for part, texts in told.items() if texts)
    for team in study.teams:
        yield from ("", "[[team]]", f"id = {_said(team.id)}", f"name = {_text(team.name, spoken)}")
    for label in study.labels:
        yield from ("", "[[label]]", f"id = {_said(label.id)}", f"words = {_text(label.words, spoken)}")
        if label.aliases:
            yield f"aliases = {_said(list(label.aliases))}"
        for key in ("phase", "channel", "control"):
            if getattr(label, key) is not None:
                yield f"{key} = {_said(getattr(label, key))}"
    for fact in study.facts:
        yield from (
            "",
            "[[fact]]",
            f"id = {_said(fact.id)}",
            f"question = {_text(fact.question, spoken)}",
            "options = [",
        )
        yield from (f"  {_table({'id': _said(id), 'text': _text(text, spoken)})}," for id, text in fact.options)
        yield "]"


def _text(value: Texts | str, spoken: Sequence[Language]) -> str:
    """A text, once where it is the same in every language."""
    if isinstance(value, str):
        return _said(value)
    first = next(iter(value.values()))
    told = {language: value.get(language) or first for language in spoken}
    return _said(first) if set(told.values()) == {first} else _table({one: _said(text) for one, text in told.items()})


def _table(told: Mapping[str, str]) -> str:
    return f"{{ {', '.join(f'{key} = {value}' for key, value in told.items())} }}"


def _said(value: str | bool | int | date | list[str]) -> str:
    """A value as TOML has it: a string of JSON is one of TOML."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
