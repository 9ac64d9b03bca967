"""A chat model is asked in words: wordings and labels go as JSON, and come back as numbers and ids.

Law: instructions are a file of ours and wordings are data beside them; only JSON of exactly the asked shape is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reisleider.bot.models.leaving import Leaving
from reisleider.bot.models.way import Json, digest_of
from reisleider.flows.journey import Texts, Value
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.meaning.ranking import OFFERED, Ranked
from reisleider.flows.synthesis.privacy.redaction import redact

PATH = "chat/completions"
LONGEST_NAME = 80  # characters
ANSWER = 4000  # tokens that an answer may take
MODEL_NAMES = 2  # of a label that are sent: its own; so a wording that is newly placed under it asks nothing anew


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


T = TypeVar("T", bound=_Shape)


class _Placement(_Shape):
    wording: int = Field(ge=0)
    labels: list[str]


class _Placements(_Shape):
    placements: list[_Placement]


class _Names(_Shape):
    names: dict[str, str]


@dataclass(frozen=True)
class ChatWay:
    """Asking the chat model of this name for labels."""

    model: str
    path: str = PATH
    at_once: int = 20

    def texts(self, leaving: Leaving) -> Mapping[str, str]:
        """Every wording, by a digest of it with the labels there are."""
        labels = _labels(leaving)
        return {digest_of("place", self.model, one, labels): one for one in dict.fromkeys(leaving.wordings.values())}

    def body(self, texts: Sequence[str], leaving: Leaving) -> Json:
        """The request to place these wordings."""
        asked = {"labels": _labels(leaving), "wordings": [{"wording": at, "text": one} for at, one in enumerate(texts)]}
        return _body(self.model, "placing.txt", asked)

    def read(self, answer: Json, texts: Sequence[str], leaving: Leaving) -> Sequence[Value] | None:
        """Per wording the ids of its labels, none where the model named none."""
        found = _read(answer, _Placements)
        if found is None:
            return None
        placed: dict[int, list[str]] = {}
        for one in found.placements:
            known = [id for id in dict.fromkeys(one.labels) if id in leaving.labels]
            placed.setdefault(one.wording, known[:OFFERED])
        return [placed.get(at, []) for at in range(len(texts))]

    def ranked(self, leaving: Leaving, kept: Mapping[str, Value]) -> Mapping[str, tuple[Ranked, ...]]:
        """The labels in the model's order; a score is 1 divided by the place, since a model knows no figures."""
        by_text = {text: kept[digest] for digest, text in self.texts(leaving).items() if digest in kept}
        return {
            told: tuple(Ranked(id, 1 / place) for place, id in enumerate(by_text[text], 1))
            for told, text in leaving.wordings.items()
            if by_text.get(text)
        }


def naming_digest(model: str, wordings: Sequence[str]) -> str:
    """What stands in storage for the question how these wordings, as they leave, are called together."""
    return digest_of("name", model, sorted(wordings))


def naming_body(model: str, wordings: Sequence[str]) -> Json:
    """The request to name a step that is worded so."""
    return _body(model, "naming.txt", {"languages": list(LANGUAGES), "wordings": sorted(wordings)})


def read_names(answer: Json) -> Texts | None:
    """A name in every language; None where it is no answer, or not a short name in each."""
    found = _read(answer, _Names)
    if found is None:
        return None
    names = {one: redact(" ".join(found.names.get(one, "").split())) for one in LANGUAGES}
    fits = all(0 < len(name) <= LONGEST_NAME and name.isprintable() for name in names.values())
    return names if fits else None


def _labels(leaving: Leaving) -> list[Json]:
    return [{"id": id, "names": list(names[:MODEL_NAMES])} for id, names in leaving.labels.items()]


def _body(model: str, instructions: str, asked: Json) -> Json:
    return {
        "model": model,
        "temperature": 0,
        "max_tokens": ANSWER,
        "stream": False,
        "response_format": {"type": "json_object"},
        "messages": [
            {"role": "system", "content": _file(instructions)},
            {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
        ],
    }


@cache
def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _read(answer: Json, shape: type[T]) -> T | None:
    try:
        return shape.model_validate_json(_said(answer))
    except (ValidationError, LookupError, TypeError):
        return None


def _said(answer: Json) -> str:  # whatever came; what does not fit raises
    said = answer["choices"][0]["message"]["content"]
    if not isinstance(said, str):
        raise TypeError
    return said
