"""Brings together touchpoints that people worded differently but mean the same.

Law: in order: seed labels and their aliases, equal normal forms, near-exact forms. Each merge says by which method
and how sure; two different steps of one interview never merge, the same step named twice is a revisit.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from flows.journey import Journey, Label, Texts, Touchpoint
from flows.telling import normalise

NEAR = 0.9  # similarity of two normal forms that counts as a misspelling; "online gebokt" and "online geboekt" are 0.96
Method = Literal["label", "alias", "equal", "near", "alone"]


@dataclass(frozen=True)
class Mention:
    """One touchpoint of one journey, and how it came into its group (score 0..1)."""

    journey: Journey
    touchpoint: Touchpoint
    method: Method
    score: float


@dataclass(frozen=True)
class Group:
    """One touchpoint of the map before privacy: everybody's mentions of it. ``label`` where it is a seed label."""

    id: str
    words: Texts
    mentions: tuple[Mention, ...]
    label: Label | None = None

    def by_respondent(self) -> Mapping[str, Mention]:
        """One respondent, one voice (method 4.2): of a revisit, the last mention counts."""
        return {mention.journey.participant: mention for mention in self.mentions}


class Similarity(Protocol):
    """How alike two wordings are, 0..1; what a stronger method replaces."""

    def __call__(self, left: str, right: str) -> float: ...


def spelling(left: str, right: str) -> float:
    """Likeness of two normal forms by their letters (Ratcliff and Obershelp's ratio)."""
    if abs(len(left) - len(right)) > 3:
        return 0.0
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio()


def merge(journeys: Iterable[Journey], labels: Sequence[Label], similarity: Similarity = spelling) -> tuple[Group, ...]:
    """All touchpoints of all journeys in groups; independent of the order of the journeys."""
    named = _label_forms(labels)
    forms: dict[str, list[tuple[Journey, Touchpoint, float]]] = {}
    for journey in sorted(journeys, key=lambda one: one.interview):
        for touchpoint in journey.touchpoints:
            forms.setdefault(normalise(touchpoint.words), []).append((journey, touchpoint, 1.0))
    placed: dict[str, list[Mention]] = {}
    free: list[str] = []
    for form in sorted(forms):
        label, method, score = _label_of(form, named, similarity)
        if label is None:
            free.append(form)
            continue
        mentions = (Mention(journey, touchpoint, method, score) for journey, touchpoint, _ in forms[form])
        placed.setdefault(label.id, []).extend(mentions)
    by_id = {label.id: label for label in labels}
    groups = [Group(id, by_id[id].words, _ordered(mentions), by_id[id]) for id, mentions in sorted(placed.items())]
    return (*groups, *_clusters(free, forms, similarity))


def _label_forms(labels: Sequence[Label]) -> list[tuple[str, Label, Method]]:
    rows: list[tuple[str, Label, Method]] = []
    for label in labels:
        rows.extend((normalise(words), label, "label") for words in label.words.values())
        rows.extend((normalise(alias), label, "alias") for alias in label.aliases)
    return rows


def _label_of(
    form: str, named: list[tuple[str, Label, Method]], similarity: Similarity
) -> tuple[Label | None, Method, float]:
    for known, label, method in named:
        if known == form:
            return label, method, 1.0
    near = [(score, label) for known, label, _ in named if (score := similarity(known, form)) >= NEAR]
    if not near:
        return None, "alone", 0.0
    score, label = max(near, key=lambda one: one[0])
    return label, "near", score


def _clusters(
    free: list[str], forms: Mapping[str, list[tuple[Journey, Touchpoint, float]]], similarity: Similarity
) -> list[Group]:
    clusters: list[list[tuple[str, float]]] = []
    for form in sorted(free, key=lambda one: (-len(forms[one]), one)):
        best = max(
            ((similarity(form, cluster[0][0]), place) for place, cluster in enumerate(clusters)), default=(0.0, -1)
        )
        if best[0] >= NEAR and not _share_a_journey(forms, form, clusters[best[1]]):
            clusters[best[1]].append((form, best[0]))
        else:
            clusters.append([(form, 1.0)])
    return [_group(cluster, forms) for cluster in clusters]


def _share_a_journey(
    forms: Mapping[str, list[tuple[Journey, Touchpoint, float]]], form: str, cluster: list[tuple[str, float]]
) -> bool:
    mine = {journey.interview for journey, _, _ in forms[form]}
    return any(journey.interview in mine for other, _ in cluster for journey, _, _ in forms[other])


def _group(cluster: list[tuple[str, float]], forms: Mapping[str, list[tuple[Journey, Touchpoint, float]]]) -> Group:
    mentions = [
        Mention(journey, touchpoint, "equal" if score == 1.0 else "near", score)
        for form, score in cluster
        for journey, touchpoint, _ in forms[form]
    ]
    first = cluster[0][0]
    counts = Counter(touchpoint.words for _, touchpoint, _ in forms[first])
    words = min(counts, key=lambda one: (-counts[one], one))
    languages = {mention.journey.language for mention in mentions}
    return Group(f"own:{first}", dict.fromkeys(sorted(languages), words), _ordered(mentions))


def _ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda one: (one.journey.interview, one.touchpoint.position)))
