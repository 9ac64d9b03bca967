"""What an example of the field is: what its lead says at the start, what there is to meet, and who met what.

Law: data alone; how a person answers follows from it in ``teller``, what the program makes of it is the program's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from reisleider.flows.journey import Study, Texts
from reisleider.flows.languages import LANGUAGES, words_file

FOLDER = "fields"


@dataclass(frozen=True)
class Spot:
    """Something that people meet: its names per language, the lead's first, and in which phase (its id, or of
    own phases its place from 1) and channel it falls.

    ``then``: what happened to who nearly stopped here; ``need``: what one has to know for it.
    ``guess``: the face that colleagues expect, 0 (very bad) to 4 (very good). ``good`` and ``bad``: why it felt so.
    ``target`` and ``today``: what colleagues say of it in figures, where they measure it by ``measure``.
    """

    id: str
    names: Mapping[str, Sequence[str]]
    phase: str
    channel: str
    guess: int
    good: Texts
    bad: Texts
    behind: Texts
    then: Texts = field(default_factory=dict)
    need: Texts = field(default_factory=dict)
    measure: Texts = field(default_factory=dict)
    target: str = ""
    today: str = ""


@dataclass(frozen=True)
class Teller:
    """Somebody who tells. ``walk``: the spots they met in order, each with its face, 0 to 4; of a colleague without."""

    name: str
    track: str
    walk: Mapping[str, int]
    said: Mapping[str, Texts]
    chose: Mapping[str, str]

    @property
    def organisation(self) -> str:
        """For whom they speak, where customers are businesses."""
        return self.chose.get("organisation", "")


@dataclass(frozen=True)
class Field:
    """One example. ``kickoff``: the lead's reply, or replies in turn, per step of that talk and language; ``settings``:
    what they set after it, by the name of the setting; ``said``: what everybody says who has no words of their own."""

    id: str
    kickoff: Mapping[str, Mapping[str, str | Sequence[str]]]
    settings: Mapping[str, str]
    spots: Mapping[str, Spot]
    tellers: Sequence[Teller]
    said: Mapping[str, Texts]


def field_names() -> tuple[str, ...]:
    """The examples there are."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in _folder().iterdir() if file.name.endswith(".toml")))


@cache
def load_field(id: str) -> Field:
    """One of them. Raises KeyError where there is none of this name."""
    if id not in field_names():
        raise KeyError(id)
    data = tomllib.loads(_folder().joinpath(f"{id}.toml").read_text(encoding="utf-8"))
    spots = {one["id"]: _spot(one) for one in data["spot"]}
    customers = [_teller(one, f"customer-{at:02}", "customer") for at, one in enumerate(data["customer"], 1)]
    colleagues = [_teller(one, f"stakeholder-{at}", "stakeholder") for at, one in enumerate(data["colleague"], 1)]
    return Field(id, data["kickoff"], data.get("settings", {}), spots, (*colleagues, *customers), data.get("said", {}))


def phase_at(study: Study, spot: Spot) -> int:
    """Where the phase of a spot stands in the study's model, from 0."""
    ids = [phase.id for phase in study.model.phases]
    return int(spot.phase) - 1 if spot.phase.isdecimal() else ids.index(spot.phase)


def usual_word(name: str, language: str) -> str:
    """How somebody types a yes, that they are done, or that they skip something: the first word there is for it."""
    return str(words_file(language)["replies"][name][0])


def _folder() -> Traversable:
    return resources.files("reisleider.bot.demo").joinpath(FOLDER)


def _spot(told: Mapping[str, Any]) -> Spot:  # a table of TOML, whose texts are as the example's file holds them
    names = {language: tuple(told[language]) for language in LANGUAGES if language in told}
    return Spot(
        id=told["id"],
        names=names,
        phase=told["phase"],
        channel=told["channel"],
        guess=told.get("guess", 3),
        good=told["good"],
        bad=told["bad"],
        behind=told["behind"],
        then=told.get("then", {}),
        need=told.get("need", {}),
        measure=told.get("measure", {}),
        target=told.get("target", ""),
        today=told.get("today", ""),
    )


def _teller(told: Mapping[str, Any], name: str, track: str) -> Teller:  # a table of TOML, as it is
    walk = told["walk"] if track == "customer" else dict.fromkeys(told["walk"], 0)
    said = {key: value for key, value in told.items() if key != "walk" and isinstance(value, dict)}
    chose = {key: str(value) for key, value in told.items() if isinstance(value, str | int)}
    return Teller(name, track, walk, said, chose)
