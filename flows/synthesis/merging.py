"""Brings together touchpoints that people worded differently but mean the same.

Law: in this order: the lead's decisions, seed labels and their aliases, equal forms, near-exact forms; each merge
says by which method and how sure. Two different steps of one interview never merge unless a lead says so; the same
step named twice is a revisit.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from flows.journey import Journey, Label, Touchpoint
from flows.synthesis.likeness import NEAR, Neighbours, Similarity, form, spelling
from flows.synthesis.overrides import Override, joined

Method = Literal["decided", "label", "alias", "equal", "near", "alone"]
SURENESS: tuple[Method, ...] = ("decided", "label", "alias", "equal", "near", "alone")


@dataclass(frozen=True)
class Mention:
    """One touchpoint of one journey, and how it came into its group (score 0..1)."""

    journey: Journey
    touchpoint: Touchpoint
    method: Method = "alone"
    score: float = 1.0

    @property
    def form(self) -> str:
        return form(self.touchpoint.words)


@dataclass(frozen=True)
class Group:
    """One touchpoint before privacy: everybody's mentions of it, in a fixed order. ``label``: its seed label."""

    id: str
    mentions: tuple[Mention, ...]
    label: Label | None = None

    def voices(self) -> tuple[Mention, ...]:
        """One respondent, one voice (method 4.2): of a revisit the last mention counts, where it gave a face."""
        last: dict[str, Mention] = {}
        for mention in self.mentions:
            before = last.get(mention.journey.participant)
            if before is None or _telling(mention) or not _telling(before):
                last[mention.journey.participant] = mention
        return tuple(last.values())

    def names(self) -> tuple[str, ...]:
        """Every name by which an override may mean this group: its id, then the forms of its mentions."""
        return (self.id, *sorted({mention.form for mention in self.mentions}))


def _telling(mention: Mention) -> bool:
    return mention.touchpoint.emotion is not None or mention.touchpoint.guess is not None


def merge(
    journeys: Iterable[Journey],
    labels: Sequence[Label],
    overrides: Sequence[Override] = (),
    similarity: Similarity = spelling,
) -> tuple[Group, ...]:
    """All touchpoints of all journeys in groups, each mention in one; the order of the journeys does not matter."""
    mentions = [
        Mention(journey, touchpoint)
        for journey in sorted(journeys, key=lambda one: one.interview)
        for touchpoint in journey.touchpoints
    ]
    decided = joined(overrides)
    seeded, free = _to_labels(mentions, labels, decided, similarity)
    return (*seeded, *_clusters(free, decided, similarity))


# --- seed labels ---------------------------------------------------------------------------------------


def _to_labels(
    mentions: Sequence[Mention],
    labels: Sequence[Label],
    decided: Mapping[frozenset[str], bool],
    similarity: Similarity,
) -> tuple[list[Group], list[Mention]]:
    known = _known_forms(labels)
    found = {one: _label_of(one, known, decided, similarity) for one in sorted({mention.form for mention in mentions})}
    placed: dict[str, list[Mention]] = defaultdict(list)
    free: list[Mention] = []
    for mention in mentions:
        label, method, score = found[mention.form]
        if label is None:
            free.append(mention)
        else:
            placed[label].append(replace(mention, method=method, score=score))
    groups = []
    for label_ in labels:
        kept, ejected = _one_form_each(placed[label_.id])
        free.extend(ejected)
        if kept:
            groups.append(Group(label_.id, _ordered(kept), label_))
    return groups, free


def _known_forms(labels: Sequence[Label]) -> Mapping[str, tuple[str, Method]]:
    rows: dict[str, tuple[str, Method]] = {}
    for label in labels:
        for words in label.words.values():
            rows.setdefault(form(words), (label.id, "label"))
    for label in labels:
        for alias in label.aliases:
            rows.setdefault(form(alias), (label.id, "alias"))
    return rows


def _label_of(
    one: str, known: Mapping[str, tuple[str, Method]], decided: Mapping[frozenset[str], bool], similarity: Similarity
) -> tuple[str | None, Method, float]:
    for other, (label, _) in known.items():
        if decided.get(frozenset((one, other))):
            return label, "decided", 1.0
    if one in known:
        label, method = known[one]
        return label, method, 1.0
    near = [
        (score, label)
        for other, (label, _) in known.items()
        if decided.get(frozenset((one, other))) is None and (score := similarity(one, other)) >= NEAR
    ]
    if not near:
        return None, "alone", 0.0
    score, label = max(near)
    return label, "near", score


def _one_form_each(mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Of one interview's different wordings under one label the surest stays (then the first); a lead's all stay."""
    best: dict[str, Mention] = {}
    for mention in mentions:
        rival = best.get(mention.journey.interview)
        if rival is None or _sureness(mention) < _sureness(rival):
            best[mention.journey.interview] = mention
    kept: list[Mention] = []
    ejected: list[Mention] = []
    for mention in mentions:
        stays = mention.method == "decided" or mention.form == best[mention.journey.interview].form
        (kept if stays else ejected).append(mention if stays else replace(mention, method="alone", score=1.0))
    return kept, ejected


def _sureness(mention: Mention) -> tuple[int, float, int]:
    return SURENESS.index(mention.method), -mention.score, mention.touchpoint.position


# --- the rest ------------------------------------------------------------------------------------------


def _clusters(free: Iterable[Mention], decided: Mapping[frozenset[str], bool], similarity: Similarity) -> list[Group]:
    by_form: dict[str, list[Mention]] = defaultdict(list)
    for mention in free:
        by_form[mention.form].append(mention)
    people = {one: {mention.journey.interview for mention in mentions} for one, mentions in by_form.items()}
    clusters: dict[str, list[tuple[str, Method, float]]] = {}
    home: dict[str, str] = {}
    near = Neighbours()
    for one in sorted(by_form, key=lambda one: (-len(people[one]), one)):
        told, method, score = _home_of(one, clusters, home, near, decided, people, similarity)
        head = home[one] = told or one
        clusters.setdefault(head, []).append((one, method, score))
        if told is None:
            near.add(one)
        else:
            people[head] = people[head] | people[one]
    return [_group(head, members, by_form) for head, members in sorted(clusters.items())]


def _home_of(
    one: str,
    clusters: Mapping[str, list[tuple[str, Method, float]]],
    home: Mapping[str, str],
    near: Neighbours,
    decided: Mapping[frozenset[str], bool],
    people: Mapping[str, set[str]],
    similarity: Similarity,
) -> tuple[str | None, Method, float]:
    """The cluster a form belongs to, how that is known and how sure; None where it begins one of its own."""
    for pair in sorted(tuple(sorted(pair)) for pair, same in decided.items() if same and one in pair):
        partner = next((other for other in pair if other != one and other in home), None)
        if partner is not None:
            return home[partner], "decided", 1.0
    scores = [
        (score, head)
        for head in near.of(one)
        if not people[one] & people[head]
        and not any(decided.get(frozenset((one, member))) is False for member, _, _ in clusters[head])
        and (score := similarity(one, head)) >= NEAR
    ]
    if not scores:
        return None, "equal", 1.0
    score, head = min(scores, key=lambda row: (-row[0], row[1]))
    return head, "near", score


def _group(head: str, members: list[tuple[str, Method, float]], by_form: Mapping[str, list[Mention]]) -> Group:
    mentions = [
        replace(mention, method=method, score=score) for one, method, score in members for mention in by_form[one]
    ]
    if len({mention.journey.interview for mention in mentions}) == 1 and len(members) == 1:
        mentions = [replace(mention, method="alone") for mention in mentions]
    name = hashlib.sha256(head.encode()).hexdigest()[:12]
    return Group(f"t-{name}", _ordered(mentions))


def _ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda one: (one.journey.interview, one.touchpoint.position)))
