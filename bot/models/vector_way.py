"""An embedding model is asked for vectors; a label is as near to a wording as the nearest of its names.

Law: a vector is kept by its own text, so that a new label asks for nothing but its own names.
"""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from operator import mul
from typing import Any

from reisleider.bot.models.leaving import Leaving
from reisleider.bot.models.way import Json, digest_of
from reisleider.flows.journey import Value
from reisleider.flows.meaning.ranking import OFFERED, Ranked

MOST = 8192  # numbers in one vector
Vector = Sequence[float]


@dataclass(frozen=True)
class VectorWay:
    """Asking the embedding model of this name for labels."""

    model: str
    path: str = "embeddings"
    at_once: int = 32

    def texts(self, leaving: Leaving) -> Mapping[str, str]:
        """Every wording and every name, by a digest of it alone."""
        names = (name for names in leaving.labels.values() for name in names)
        return {self._digest(one): one for one in dict.fromkeys((*leaving.wordings.values(), *names))}

    def body(self, texts: Sequence[str], leaving: Leaving) -> Json:
        """The request for the vectors of these texts."""
        return {"model": self.model, "input": list(texts), "encoding_format": "float"}

    def read(self, answer: Json, texts: Sequence[str], leaving: Leaving) -> Sequence[Value] | None:
        """The vectors, each of length one, as single floats in base64."""
        try:
            vectors = _vectors(answer, len(texts))
        except (LookupError, TypeError, ValueError, OverflowError):
            return None
        return [b64encode(array("f", one).tobytes()).decode() for one in vectors]

    def ranked(self, leaving: Leaving, kept: Mapping[str, Value]) -> Mapping[str, tuple[Ranked, ...]]:
        """The nearest labels by the cosine of their nearest name; what is turned away scores 0."""
        vectors = {text: _unpacked(kept[digest]) for digest, text in self.texts(leaving).items() if digest in kept}
        found = {}
        for told, text in leaving.wordings.items():
            if text in vectors:
                near = [
                    Ranked(id, max(_near(vectors[text], vectors[name]) for name in names if name in vectors))
                    for id, names in leaving.labels.items()
                    if any(name in vectors for name in names)
                ]
                found[told] = tuple(sorted(near, key=lambda one: (-one.score, one.id))[:OFFERED])
        return {told: near for told, near in found.items() if near}

    def _digest(self, text: str) -> str:
        return digest_of("vector", self.model, text)


def _vectors(answer: Json, count: int) -> list[Vector]:  # whatever came; what does not fit raises
    rows = sorted(answer["data"], key=lambda row: int(row["index"]))
    if [row["index"] for row in rows] != list(range(count)):
        raise ValueError
    vectors = [_unit(row["embedding"]) for row in rows]
    if len({len(one) for one in vectors}) > 1:
        raise ValueError
    return vectors


def _unit(numbers: Any) -> Vector:  # the same
    if not isinstance(numbers, list) or not 0 < len(numbers) <= MOST:
        raise ValueError
    told = [float(one) for one in numbers if isinstance(one, int | float)]
    length = sqrt(sum(one * one for one in told))
    if len(told) != len(numbers) or not isfinite(length) or not length:
        raise ValueError
    return [one / length for one in told]


def _unpacked(value: Value) -> Vector:
    return array("f", b64decode(str(value)))


def _near(left: Vector, right: Vector) -> float:
    if len(left) != len(right):
        return 0.0  # the model behind the name was changed
    cosine = float(sum(map(mul, left, right)))
    return min(1.0, max(0.0, cosine))
