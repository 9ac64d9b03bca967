"""Brings together touchpoints that people worded differently but mean the same.

Law: in this order: the lead's decisions, what its author said it is, seed labels and their aliases, equal forms,
what it clearly was when it was told, near-exact forms, the same meaning; each merge says by which method and how sure.
Two different steps of one interview never merge unless a lead or their author says so; the same step named twice is a
revisit; what is denied is never what is affirmed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import Literal, NamedTuple

from reisleider.flows.codebook.codebook import id_of, ids_of
from reisleider.flows.codebook.decisions import Override, joined, placed
from reisleider.flows.journey import Journey, Label, Touchpoint
from reisleider.flows.meaning.caution import Caution
from reisleider.flows.meaning.clusters import ALIKE, Unit, cluster
from reisleider.flows.meaning.concepts import Concepts, Vector, product
from reisleider.flows.meaning.likeness import NEAR, Likeness, Neighbours, form, kind, slips_of, spelling
from reisleider.flows.meaning.ranking import SURE
from reisleider.flows.synthesis.merging.own_steps import OwnStep, own_step, own_steps

Method = Literal["decided", "said", "label", "alias", "equal", "near", "meaning", "alone"]
SURENESS: tuple[Method, ...] = ("decided", "said", "label", "alias", "equal", "near", "meaning", "alone")
MATCHING: tuple[Method, ...] = ("near", "meaning", "alone")
"""How a mention came where it is by likeness alone; that it clearly was another label when it was told goes before."""
Decided = Mapping[frozenset[str], bool]
Rows = list[tuple[str, Method, float]]


class Mention(NamedTuple):
    """One touchpoint of one journey, and how it came into its group (score 0..1). A map has several of each person.
    ``own``: what the step is called wherever people are counted, where that was worked out."""

    journey: Journey
    touchpoint: Touchpoint
    method: Method = "alone"
    score: float = 1.0
    own: OwnStep | None = None

    @property
    def form(self) -> str:
        return form(self.touchpoint.words) if self.own is None else self.own.form

    @property
    def step(self) -> OwnStep:
        return own_step(self.journey, self.touchpoint) if self.own is None else self.own


@dataclass(frozen=True)
class Group:
    """One touchpoint before privacy: everybody's mentions of it, in a fixed order. ``label``: its seed label."""

    id: str
    mentions: tuple[Mention, ...]
    label: Label | None = None

    @cached_property
    def voices(self) -> tuple[Mention, ...]:
        """One respondent, one voice (method 4.2): of a revisit the last mention counts, where it gave a face."""
        last: dict[str, Mention] = {}
        for mention in self.mentions:
            who = mention.journey.participant
            before = last.get(who)
            if before is None or _telling(mention) or not _telling(before):
                last[who] = mention
        return tuple(last.values())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name by which an override may mean this group: its id, then the forms of its mentions."""
        return (self.id, *sorted({mention.form for mention in self.mentions}))


def _telling(mention: Mention) -> bool:
    return mention.touchpoint.emotion is not None or mention.touchpoint.guess is not None


@dataclass(frozen=True)
class Meanings:
    """Every form of a study with a wording that stands for it, and what that means."""

    words: Mapping[str, str]
    vectors: Mapping[str, Vector]
    caution: Caution

    def mark(self, one: str) -> object:
        return kind(self.words[one])

    def alike(self, left: str, right: str) -> float:
        """How alike two forms are in what they mean; 0 where they cannot be the same."""
        return product(self.vectors[left], self.vectors[right]) if self.mark(left) == self.mark(right) else 0.0

    def apart(self, left: str, right: str) -> bool:
        """Whether two forms must not be merged for what they mean, however alike they are."""
        return self.caution.apart(self.words[left], self.words[right])


def merge(
    journeys: Iterable[Journey],
    labels: Sequence[Label],
    overrides: Sequence[Override] = (),
    likeness: Likeness | None = None,
) -> tuple[Group, ...]:
    """All touchpoints of all journeys in groups, each mention in one; the order of the journeys does not matter."""
    mentions = _mentions(journeys)
    decided = joined(overrides)
    meanings = understand(mentions, labels, likeness)
    seeded, free = _to_labels(mentions, labels, decided, meanings, placed(overrides, labels))
    return (*seeded, *_clusters(free, decided, meanings))


def _mentions(journeys: Iterable[Journey]) -> list[Mention]:
    ordered = sorted(journeys, key=lambda one: one.interview)
    return [
        Mention(journey, touchpoint, "alone", 1.0, own)
        for journey in ordered
        for touchpoint, own in zip(journey.touchpoints, own_steps(journey), strict=True)
    ]


def understand(mentions: Iterable[Mention], labels: Sequence[Label], likeness: Likeness | None = None) -> Meanings:
    """What every wording of a study means, by its form."""
    told = list(mentions)
    words: dict[str, str] = {}
    seeds = [wording for label in labels for wording in (*label.words.values(), *label.aliases)]
    for told_as, wording in (*((form(one), one) for one in seeds), *((one.form, one.touchpoint.words) for one in told)):
        stands = words.get(told_as)
        if stands is None or wording < stands:
            words[told_as] = wording
    forms = sorted(words)
    wordings = [words[one] for one in forms]
    method = likeness or Concepts()
    caution = Caution(wordings, isinstance(method, Concepts), _places(told, words))
    return Meanings(words, dict(zip(forms, method.vectors(wordings), strict=True)), caution)


def _places(mentions: Iterable[Mention], words: Mapping[str, str]) -> Mapping[str, float]:
    """Where each wording comes in the journeys of those who said it, on average, 0 (first) to 1 (last)."""
    found: dict[str, list[float]] = defaultdict(list)
    for mention in mentions:
        step = mention.step
        if step.place is not None:
            found[words[step.form]].append(step.place)
    return {wording: fmean(places) for wording, places in found.items()}


# --- seed labels ---------------------------------------------------------------------------------------


def _to_labels(
    mentions: Sequence[Mention],
    labels: Sequence[Label],
    decided: Decided,
    meanings: Meanings,
    placements: Mapping[str, Override],
) -> tuple[list[Group], list[Mention]]:
    seeds = _Seeds(_known_forms(labels), {mention.form for mention in mentions}, decided, meanings)
    ids = {"": None, **ids_of(labels, placements)}
    found: dict[str, tuple[str | None, Method, float]] = {
        one: (ids[placements[one].other], "decided", 1.0)
        if one in placements and placements[one].other in ids
        else seeds.label_of(one)
        for one in sorted(seeds.told)
    }
    placed: dict[str, list[Mention]] = defaultdict(list)
    free: list[Mention] = []
    for mention in mentions:
        told = mention.form
        label, method, score = _as_said(mention, found[told], ids)
        if method == "said" and _is_refused(told, label, seeds.known, decided):
            label, method, score = None, "alone", 0.0
        matched = ids.get(mention.touchpoint.matched or "") if mention.touchpoint.same_as is None else None
        if matched is not None and method in MATCHING and not _is_refused(told, matched, seeds.known, decided):
            label, method, score = matched, "meaning", SURE
        if label is None:
            free.append(mention)
        else:
            placed[label].append(Mention(mention.journey, mention.touchpoint, method, score, mention.own))
    groups = []
    for label_ in labels:
        here, split = _kept_apart(placed[label_.id], decided)
        kept, ejected = _one_form_each(here)
        free.extend((*split, *ejected))
        if kept:
            groups.append(Group(label_.id, _ordered(kept), label_))
    return groups, free


def _as_said(
    mention: Mention, found: tuple[str | None, Method, float], ids: Mapping[str, str | None]
) -> tuple[str | None, Method, float]:
    """Where a mention belongs once its author was asked; only what a lead decided goes before that."""
    said = mention.touchpoint.same_as
    if said is None or found[1] == "decided":
        return found
    if said and said in ids:
        return ids[said], "said", 1.0
    return (None, "alone", 0.0) if said == "" and found[1] in ("near", "meaning") else found


def _is_refused(one: str, label: str | None, known: Mapping[str, tuple[str, Method]], decided: Decided) -> bool:
    """Whether a lead keeps a form apart from a name of this label."""
    return (
        bool(decided)
        and known.get(one) != (label, "label")
        and any(decided.get(frozenset((one, other))) is False for other, (id, _) in known.items() if id == label)
    )


def _known_forms(labels: Sequence[Label]) -> Mapping[str, tuple[str, Method]]:
    rows: dict[str, tuple[str, Method]] = {}
    for label in labels:
        for words in label.words.values():
            rows.setdefault(form(words), (label.id, "label"))
    for label in labels:
        for alias in label.aliases:
            rows.setdefault(form(alias), (label.id, "alias"))
    return rows


class _Seeds:
    """The forms that labels have, looked up by what they share with a form that was told: no other can be like it."""

    def __init__(
        self, known: Mapping[str, tuple[str, Method]], told: AbstractSet[str], decided: Decided, meanings: Meanings
    ) -> None:
        self.known, self.told, self.decided, self.meanings = known, told, decided, meanings
        self.spelt = tuple(known)
        self.naming: dict[str, list[str]] = defaultdict(list)  # feature -> the forms of labels that have it
        for one in known:
            for name in meanings.vectors[one]:
                self.naming[name].append(one)

    def label_of(self, one: str) -> tuple[str | None, Method, float]:
        """Under which label a form belongs, how that is known and how sure; None where under none."""
        ruled = self._ruled(one)
        for other, same in ruled.items():
            if same:
                return self.known[other][0], "decided", 1.0
        if one in self.known:
            label, method = self.known[one]
            return label, method, 1.0
        refused = {self.known[other][0] for other, same in ruled.items() if not same}
        near = [
            (score, self.known[other][0])
            for other, score in slips_of(one, self.spelt)
            if self.known[other][0] not in refused
        ]
        if near:
            score, label = max(near)
            return label, "near", score
        vector, alike = self.meanings.vectors[one], self.meanings.alike
        meant = [
            (score, self.known[other][0])
            for other in {other for name in vector for other in self.naming.get(name, ())}
            if self.known[other][0] not in refused
            and (score := alike(one, other)) >= ALIKE
            and not self.meanings.apart(one, other)
        ]
        if meant:
            score, label = max(meant)
            return label, "meaning", min(1.0, score)
        return None, "alone", 0.0

    def _ruled(self, one: str) -> Mapping[str, bool]:
        """What a lead decided about a form and those of labels."""
        if not self.decided:
            return {}
        pairs = ((other, self.decided.get(frozenset((one, other)))) for other in self.known)
        return {other: same for other, same in pairs if same is not None}


def _kept_apart(mentions: Sequence[Mention], decided: Decided) -> tuple[list[Mention], list[Mention]]:
    """Those that stay under one label and those that were split off: of two forms that a lead called different, neither
    by its name nor by a decision, the one that most people told stays."""
    if False not in decided.values():
        return list(mentions), []
    people = Counter(mention.form for mention in mentions)
    firm = {mention.form for mention in mentions if mention.method not in ("said", *MATCHING)}
    stay: list[str] = []
    for one in sorted(people, key=lambda one: (one not in firm, -people[one], one)):
        if one in firm or not any(decided.get(frozenset((one, other))) is False for other in stay):
            stay.append(one)
    split = [mention._replace(method="alone", score=1.0) for mention in mentions if mention.form not in stay]
    return [mention for mention in mentions if mention.form in stay], split


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
        first = best[mention.journey.interview]
        stays = first is mention or mention.method == "decided" or mention.form == first.form
        (kept if stays else ejected).append(mention if stays else mention._replace(method="alone", score=1.0))
    return kept, ejected


def _sureness(mention: Mention) -> tuple[int, float, int]:
    return SURENESS.index(mention.method), -mention.score, mention.touchpoint.position


# --- the rest ------------------------------------------------------------------------------------------


def _clusters(free: Iterable[Mention], decided: Decided, meanings: Meanings) -> list[Group]:
    by_form: dict[str, list[Mention]] = defaultdict(list)
    for mention in free:
        by_form[mention.form].append(mention)
    people = {one: frozenset(mention.journey.interview for mention in found) for one, found in by_form.items()}
    spelt = _spelt(people, decided)
    return [_group(head, rows, by_form) for head, rows in sorted(_meant(spelt, people, decided, meanings).items())]


def _spelt(people: Mapping[str, frozenset[str]], decided: Decided) -> dict[str, Rows]:
    """Forms that a lead called the same, and misspellings, by the form that most people used."""
    clusters: dict[str, Rows] = {}
    home: dict[str, str] = {}
    whose = {one: set(found) for one, found in people.items()}
    near = Neighbours(people)
    for one in sorted(people, key=lambda one: (-len(people[one]), one)):
        told, method, score = _home_of(one, clusters, home, near, decided, whose)
        head = home[one] = told or one
        clusters.setdefault(head, []).append((one, method, score))
        if told is None:
            near.add(one)
        else:
            whose[head] |= whose[one]
    return clusters


def _home_of(
    one: str,
    clusters: Mapping[str, Rows],
    home: Mapping[str, str],
    near: Neighbours,
    decided: Decided,
    people: Mapping[str, set[str]],
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
        and (score := spelling(one, head)) >= NEAR
    ]
    if not scores:
        return None, "equal", 1.0
    score, head = min(scores, key=lambda row: (-row[0], row[1]))
    return head, "near", score


def _meant(
    spelt: Mapping[str, Rows], people: Mapping[str, frozenset[str]], decided: Decided, meanings: Meanings
) -> dict[str, Rows]:
    """Clusters of the same meaning, by the form that most people used; each row says how it came there."""
    foes = _foes(decided)
    heads = sorted(spelt)
    units = [_unit(spelt[head], people, foes, meanings) for head in heads]
    joined: dict[str, Rows] = {}
    for places in cluster(units, apart=meanings.apart):
        first = min(places, key=lambda place: (-len(units[place].people), heads[place]))
        rows = list(spelt[heads[first]])
        for place in places:
            if place != first:
                score = _fit(units[place], [units[other] for other in places if other != place])
                rows += [
                    (one, method if method == "decided" else "meaning", min(score, told))
                    for one, method, told in spelt[heads[place]]
                ]
        joined[heads[first]] = rows
    return joined


def _unit(
    rows: Rows, people: Mapping[str, frozenset[str]], foes: Mapping[str, frozenset[str]], meanings: Meanings
) -> Unit:
    vector: dict[str, float] = defaultdict(float)
    for one, _, _ in rows:
        for name, weight in meanings.vectors[one].items():
            vector[name] += weight
    members = frozenset(one for one, _, _ in rows)
    return Unit(
        names=members,
        vector=dict(vector),
        people=frozenset().union(*(people[one] for one in members)),
        size=len(rows),
        mark=meanings.mark(rows[0][0]),
        foes=frozenset().union(*(foes.get(one, frozenset()) for one in members)),
    )


def _foes(decided: Decided) -> Mapping[str, frozenset[str]]:
    """Which forms a lead keeps apart from which."""
    found: dict[str, frozenset[str]] = {}
    for pair, same in decided.items():
        if not same:
            for one in pair:
                found[one] = found.get(one, frozenset()) | (pair - {one})
    return found


def _fit(unit: Unit, others: Sequence[Unit]) -> float:
    """How alike a unit is, on average, to the rest of its cluster, 0..1."""
    size = unit.size * sum(other.size for other in others)
    return max(0.0, min(1.0, sum(product(unit.vector, other.vector) for other in others) / size))


def _group(head: str, members: Rows, by_form: Mapping[str, list[Mention]]) -> Group:
    mentions = [
        Mention(mention.journey, mention.touchpoint, method, score, mention.own)
        for one, method, score in members
        for mention in by_form[one]
    ]
    if len({mention.journey.interview for mention in mentions}) == 1 and len(members) == 1:
        mentions = [mention._replace(method="alone") for mention in mentions]
    return Group(id_of(head), _ordered(mentions))


def _ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda one: (one.journey.interview, one.touchpoint.position)))
