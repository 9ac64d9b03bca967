"""The start lists: touchpoints that are usual in a trade, as labels to begin a study with.

Law: a list is a TOML file; adding one is adding a file. Its labels stand in canonical phases, so that they fit every
phase model. A list speaks every language that any text of it is in, and then every text must be in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reisleider.flows.faults import StarterFault
from reisleider.flows.journey import CANONICAL_PHASES, CHANNELS, Control, Label, Language, PhaseModel, Texts
from reisleider.flows.languages import LANGUAGES, listed, written_in
from reisleider.flows.shipped import instead_of, names_in, text_of

LEAST, MOST = 10, 16  # labels of a list: fewer help little, more are not read
CONTROLS: Mapping[object, Control] = {"ours": "ours", "partner": "partner", "outside": "outside"}


@dataclass(frozen=True)
class Starter:
    """One start list. The ``phase`` of its labels is a canonical one."""

    id: str
    name: Texts
    labels: tuple[Label, ...]


def starter_ids() -> tuple[str, ...]:
    """The start lists that are shipped, by id."""
    return names_in("starters")


@lru_cache(maxsize=32)
def load_starter(id: str) -> Starter:
    """A shipped start list. Raises StarterFault that names the nearest one there is."""
    if id not in starter_ids():
        raise StarterFault(f"There is no start list {id}; {instead_of(id, starter_ids())}")
    return read_starter(text_of("starters", id), f"{id}.toml")


def labels_for(starter: Starter, model: PhaseModel, languages: Sequence[Language]) -> tuple[Label, ...]:
    """A start list's labels on a study's phases, in its ``languages``. Raises StarterFault where a language lacks."""
    for language in languages:
        if language not in starter.name:
            raise StarterFault(f"{starter.id} is not written in {language} yet; add it to {starter.id}.toml.")
    column = {canonical: phase.id for phase in reversed(model.phases) for canonical in phase.canonical}
    return tuple(
        replace(
            one,
            words={language: one.words[language] for language in languages},
            phase=None if one.phase is None else column.get(one.phase),
        )
        for one in starter.labels
    )


def read_starter(source: str, file: str) -> Starter:
    """A start list from TOML text. Raises StarterFault naming file and label."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as fault:
        raise StarterFault(f"{file}: not valid TOML: {fault}.") from fault
    spoken = written_in(data) or LANGUAGES
    labels = tuple(_label(row, file, spoken) for row in data.get("label", []))
    if not LEAST <= len(labels) <= MOST:
        raise StarterFault(f"{file}: a start list has {LEAST} to {MOST} labels, this one {len(labels)}.")
    ids = [one.id for one in labels]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise StarterFault(f"{file}: {twice}: this id is used twice; rename one.")
    name = _texts(data.get("name"), f"{file}: name", spoken)
    return Starter(str(data.get("id", file.removesuffix(".toml"))), name, labels)


def _label(row: Mapping[str, object], file: str, spoken: Sequence[str]) -> Label:
    where = f"{file}: {row.get('id', 'a label without id')}"
    id, phase, channel, control = row.get("id"), row.get("phase"), row.get("channel"), row.get("control")
    aliases = row.get("aliases", [])
    if not isinstance(id, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", id):
        raise StarterFault(f"{where}: a label's id is 1 to 40 of a-z, 0-9 and -.")
    if phase not in CANONICAL_PHASES:
        raise StarterFault(f"{where}: phase is one of {', '.join(CANONICAL_PHASES)}.")
    if channel is not None and channel not in CHANNELS:
        raise StarterFault(f"{where}: channel is one of {', '.join(CHANNELS)}.")
    if control is not None and control not in CONTROLS:
        raise StarterFault(f"{where}: control is ours, partner or outside.")
    if not isinstance(aliases, list) or not all(isinstance(one, str) and one.strip() for one in aliases):
        raise StarterFault(f"{where}: aliases are other wordings, each of them text.")
    words = _texts(row.get("words"), f"{where}: words", spoken)
    told = None if channel is None else str(channel)
    return Label(id, words, str(phase), CONTROLS.get(control), tuple(aliases), told)


def _texts(value: object, where: str, spoken: Sequence[str]) -> Texts:
    if not isinstance(value, dict) or not all(isinstance(value.get(one), str) and value[one] for one in spoken):
        raise StarterFault(f"{where}: write it in {listed('and', spoken)}.")
    return {language: value[language] for language in spoken}
