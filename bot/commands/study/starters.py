"""The start lists: which there are, and putting one among a study's labels.

Law: a label of the study stays; another list takes the place of the one before only while nobody was interviewed yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.command import Command, Option, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.flows.codebook.codebook import named
from reisleider.flows.effects import Words
from reisleider.flows.journey import Label, Study, Texts
from reisleider.flows.messages import Button, Span
from reisleider.flows.starters.start_lists import Starter, labels_for, load_starter, starter_ids
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.labels import Labels
from reisleider.storage import interviews, studies
from reisleider.storage.overrides import overrides_of

SHOWN = 3  # labels of a list that are told before it is chosen


@dataclass(frozen=True)
class Chosen:
    """The start list that is meant, by its id; "" to hear which there are."""

    list: str


def _parse(asked: Asked) -> Chosen:
    words = " ".join(asked.words).casefold()
    if not words:
        return Chosen("")
    for id in starter_ids():
        if words in (id, *(name.casefold() for name in load_starter(id).name.values())):
            return Chosen(id)
    raise Unclear("starters.unknown", words=Words(words), known=", ".join(starter_ids()))


def _act(asked: Asked, chosen: Chosen) -> None:
    if chosen.list:
        _use(asked, load_starter(chosen.list))
        return
    buttons = [Button(f"st-{id}:{asked.study.id}", _in(load_starter(id).name, asked.language)) for id in starter_ids()]
    told = asked.message("starters.which", {}, [one for one in buttons if len(one.id.encode()) <= 60])
    lines = "\n".join(f"– {_line(load_starter(id), asked.language)}" for id in starter_ids())
    asked.post(asked.update.address, replace(told, text=(*told.text, Span("\n" + lines))))


def _line(one: Starter, language: str) -> str:
    first = ", ".join(_in(label.words, language) for label in one.labels[:SHOWN])
    return gettext(language, "starters.line", name=_in(one.name, language), id=one.id, first=first)


def _use(asked: Asked, starter: Starter) -> None:
    study = asked.study
    missing = next((one for one in study.languages if one not in starter.name), None)
    if missing is not None:
        raise Unclear("starters.not-written", list=starter.id, language=missing)
    kept = study.labels if interviews.count_interviews(asked.c, study.id) else _own(study)
    known = {entry.label.id for entry in named(kept, overrides_of(asked.c, study.id))}
    fresh = [one for one in labels_for(starter, study.model, study.languages) if one.id not in known]
    studies.save_study(asked.c, replace(study, labels=(*kept, *fresh)))
    asked.say("starters.done", {"n": len(fresh), "list": _in(starter.name, asked.language)})


def _own(study: Study) -> tuple[Label, ...]:
    """The study's labels but for those that a start list put there and nobody changed."""
    begun = [
        label
        for id in starter_ids()
        if set(study.languages) <= set(load_starter(id).name)
        for label in labels_for(load_starter(id), study.model, study.languages)
    ]
    return tuple(one for one in study.labels if one not in begun)


def _press(asked: Asked, name: str) -> Receipt:
    """A list's button was pressed."""
    if asked.about is None or not asked.may_lead(asked.about.id):
        asked.say("lead.refused")
        return Receipt("refused")
    if name not in starter_ids():
        return Receipt("stale")
    try:
        _use(asked, load_starter(name))
    except Unclear as unclear:
        asked.say(unclear.key, unclear.slots)
    return Receipt("accepted")


def _in(texts: Texts, language: str) -> str:
    return Labels(language).pick(texts)


def _called(id: str, language: str) -> str:
    return _in(load_starter(id).name, language)


COMMAND = Command(
    "starters",
    35,
    "lead",
    _parse,
    _act,
    buttons={"st-": _press},
    options=(Option("list", among=lambda _: starter_ids(), told=_called),),
    takes="some words",
)
