"""The codebook of a study: its labels, every wording that is placed under each, and who placed it there.

Law: pure, made anew from the labels of the study, what people decided and what was told; people name, and what is
told by rule is told by the minimum group in the same form. No customer's own words become a name or an alias unless a
lead saw them, or the minimum group used or placed that form.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal, Protocol, TypeVar

from reisleider.flows.codebook.decisions import Override, placed
from reisleider.flows.codebook.decisions import id_of as id_of
from reisleider.flows.journey import Journey, Label, Texts, Touchpoint
from reisleider.flows.meaning.likeness import form

T = TypeVar("T", bound=str)
Placed = Literal["author", "lead", "colleague", "rule"]
Redact = Callable[[str], str]
Said = Mapping[tuple[str, str], Collection[tuple[str, str]]]
"""Participants and their words, by the id of a label and the form of the words that they placed under it."""
SHORT = 8  # words of a name at most; what is longer tells a story


@dataclass(frozen=True)
class Alias:
    """A wording under a label. ``by``: who placed it; ``who`` and ``at`` where it was decided by hand."""

    words: str
    by: Placed
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One label, who brought it in, and the wordings placed under it beside its names, each form once.

    ``used``: a step was placed under it, or somebody decided about it.
    """

    label: Label
    by: Placed
    aliases: tuple[Alias, ...] = ()
    used: bool = False


@dataclass(frozen=True)
class Codebook:
    """The entries of a study: those of the lead in the order of the study, then those of others by id."""

    entries: tuple[Entry, ...] = ()

    def labels(self) -> tuple[Label, ...]:
        """Every label that may be offered to somebody, its ``aliases`` holding each wording under it once."""
        return tuple(_with_aliases(one) for one in self.entries)

    def held(self) -> tuple[Label, ...]:
        """The labels that merging goes by: the lead's, and those that people placed something under."""
        return tuple(_with_aliases(one) for one in self.entries if one.by == "lead" or one.used)

    def entry(self, id: str) -> Entry | None:
        """The entry of a label's id; None where there is none."""
        return next((one for one in self.entries if one.label.id == id), None)


class Mentioned(Protocol):
    """One touchpoint of one journey."""

    @property
    def journey(self) -> Journey: ...

    @property
    def touchpoint(self) -> Touchpoint: ...


class Told(Protocol):
    """What merging brought together, under a label or not."""

    @property
    def id(self) -> str: ...

    @property
    def label(self) -> Label | None: ...

    @property
    def mentions(self) -> Sequence[Mentioned]: ...


def build(
    labels: Sequence[Label],
    overrides: Sequence[Override],
    journeys: Iterable[Journey],
    minimum: int,
    redact: Redact,
    told: Sequence[Told] = (),
) -> Codebook:
    """The codebook of a study's ``labels``, the decisions that stand (oldest first), and what authors placed in their
    ``journeys``; with entries of others too where it is given what was ``told``, merged.

    ``minimum`` is the smallest group whose common words count; ``redact`` takes out of words what could tell who
    somebody is.
    """
    known, told_in = named(labels, overrides), tuple(journeys)
    said = _placed_by_authors(told_in)
    used = placed_under(overrides, told_in)
    moved = _moved(known, overrides, told)
    heard = (_heard(group, used, moved, minimum, redact) for group in told)
    found = {entry.label.id: entry for entry in heard if entry is not None}
    entries = [*known, *(found[id] for id in sorted(found))]
    held = placed(overrides, [entry.label for entry in entries])
    placements = _placements(ids_of([_with_aliases(one) for one in entries], held), held, said, minimum)
    return Codebook(tuple(_filled(entry, placements.get(entry.label.id, ()), held, used) for entry in entries))


def named(labels: Sequence[Label], overrides: Sequence[Override]) -> Sequence[Entry]:
    """The entries that people named: the ``labels`` of the study, and those that were made or changed since."""
    known = [Entry(label, "lead", tuple(Alias(words, "lead") for words in label.aliases)) for label in labels]
    for one in overrides:
        if one.decision == "label":
            known = _labelled(known, one)
    return known


def confirmed(labels: Sequence[Label], overrides: Sequence[Override]) -> frozenset[str]:
    """The ids of the labels whose names are a lead's, and so may be shown whoever told them."""
    return frozenset(entry.label.id for entry in named(labels, overrides) if entry.by == "lead")


def named_by_hand(labels: Sequence[Label], overrides: Sequence[Override]) -> frozenset[str]:
    """The ids of the labels whose names somebody who sorts chose: made or changed them, or, as a lead who reads them,
    placed something under them."""
    read = (one.other for one in overrides if one.decision == "place" and one.role == "lead" and one.other)
    return frozenset((*(entry.label.id for entry in named(labels, overrides)), *read))


def placed_under(overrides: Iterable[Override], journeys: Iterable[Journey]) -> frozenset[str]:
    """The ids of the labels that steps were placed under: by decision, by their authors, or because that was clear."""
    steps = [one for journey in journeys for one in journey.touchpoints]
    told = (id for one in steps for id in (one.same_as or one.matched,) if id)
    return frozenset((*(one.other for one in overrides if one.decision == "place"), *told))


def ids_of(labels: Iterable[Label], held: Mapping[str, Override] = MappingProxyType({})) -> Mapping[str, str]:
    """Every id by which a label is known, and the label's own: a touchpoint that was named only by who told it, and
    placed under a label since, is still meant by the id it had. ``held``: the placements that hold."""
    known = list(labels)
    ids = {id_of(form(words)): one.id for one in known for words in (*one.words.values(), *one.aliases)}
    ids.update({one.id: one.id for one in known})
    moved = {id_of(told): ids[one.other] for told, one in held.items() if one.other in ids}
    return {**ids, **moved}


def _with_aliases(entry: Entry) -> Label:
    return replace(entry.label, aliases=tuple(dict.fromkeys(one.words for one in entry.aliases)))


def _labelled(entries: list[Entry], decided: Override) -> list[Entry]:
    """The entries once a label was made or changed; a colleague changes no label of a lead."""
    at = next((at for at, one in enumerate(entries) if one.label.id == decided.words), None)
    by: Placed = decided.role
    if at is None:
        made = Label(decided.words, decided.texts, decided.phase, decided.control, channel=decided.channel)
        return [*entries, Entry(made, by, used=True)] if any(decided.texts.values()) else entries
    before = entries[at]
    if before.by == "lead" and by == "colleague":
        return entries
    label = replace(
        before.label,
        words={**before.label.words, **decided.texts},
        phase=decided.phase or before.label.phase,
        control=decided.control or before.label.control,
        channel=decided.channel or before.label.channel,
    )
    return [*entries[:at], replace(before, label=label, by=by, used=True), *entries[at + 1 :]]


# --- what was told -------------------------------------------------------------------------------------


def _placed_by_authors(journeys: Iterable[Journey]) -> Said:
    """Who placed a step of their own, and in which words, by the id of the label and the form of these words."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for journey in journeys:
        for one in journey.touchpoints:
            if one.same_as:
                found[one.same_as, form(one.words)].add((journey.participant, one.words))
    return found


def _moved(known: Sequence[Entry], overrides: Sequence[Override], told: Sequence[Told]) -> frozenset[str]:
    """The ids of what was told, and was put under something that there is: it is a wording of that and no entry."""
    here = {id_of(form(one.touchpoint.words)) for group in told for one in group.mentions}
    there = here | {entry.label.id for entry in known}
    held = placed(overrides, [entry.label for entry in known])
    return frozenset(id_of(one) for one, made in held.items() if made.other in there and made.other != id_of(one))


def _heard(group: Told, used: frozenset[str], moved: frozenset[str], minimum: int, redact: Redact) -> Entry | None:
    """An entry of what no label names: called as the minimum group of customers did, else as a colleague did."""
    if group.label is not None:
        return None
    mentions = [one for one in group.mentions if id_of(form(one.touchpoint.words)) not in moved]
    customers = [one for one in mentions if one.journey.track == "customer"]
    staff = [one for one in mentions if one.journey.track == "stakeholder"]
    common = [one for one in customers if _told_by(customers, form(one.touchpoint.words)) >= minimum]
    by: Placed = "rule" if common else "colleague"
    words = _names(common or staff, redact)
    if not words:
        return None
    seen = common + staff
    forms = sorted({form(one.touchpoint.words) for one in seen})
    ids = [id_of(one) for one in forms]
    id = next((one for one in ids if one in used), group.id if group.id in ids else ids[0])
    label = Label(
        id,
        words,
        _most([None if "phase" in one.touchpoint.told else one.touchpoint.phase for one in seen])
        or _most([one.touchpoint.phase for one in seen]),
        _most([one.touchpoint.control for one in seen]),
        channel=_most([one.touchpoint.channel for one in seen]),
    )
    others = {form(one): Alias(one, "colleague") for one in sorted(_short(staff, redact))}
    names = {form(one) for one in words.values()}
    return Entry(label, by, tuple(alias for told, alias in others.items() if told not in names))


def _told_by(mentions: Iterable[Mentioned], wanted: str) -> int:
    return len({one.journey.participant for one in mentions if form(one.touchpoint.words) == wanted})


def _names(mentions: Sequence[Mentioned], redact: Redact) -> Texts:
    """How most of these people call it, per language, in words that are short and tell nothing of anybody."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in mentions:
        for words in _short([one], redact):
            counts[one.journey.language, words] += 1
    chosen: dict[str, str] = {}
    for language, words in sorted(counts, key=lambda one: (-counts[one], len(one[1]), one)):
        chosen.setdefault(language, words if words[1:2].isupper() else words[:1].upper() + words[1:])
    return dict(sorted(chosen.items()))


def _short(mentions: Iterable[Mentioned], redact: Redact) -> Iterator[str]:
    for one in mentions:
        words = " ".join(one.touchpoint.words.split())
        if not one.touchpoint.forwarded and len(words.split()) <= SHORT and words == redact(words):
            yield words


def _most(values: Iterable[T | None]) -> T | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda one: (-counts[one], one)) if counts else None


# --- the wordings under a label ------------------------------------------------------------------------


def _placements(
    ids: Mapping[str, str],
    held: Mapping[str, Override],
    said: Said,
    minimum: int,
) -> Mapping[str, Sequence[Alias]]:
    """What was placed under each label, by its id: each form under one label, and none that was decided otherwise."""
    found: dict[str, list[Alias]] = defaultdict(list)
    for one in held.values():
        if one.other in ids:
            found[ids[one.other]].append(Alias(one.words, one.role, one.by, one.at))
    most: dict[str, tuple[int, str]] = {}
    for (id, told), rows in sorted(said.items()):
        people = len({who for who, _ in rows})
        if id in ids and told not in held and people >= max(minimum, most.get(told, (0, ""))[0] + 1):
            most[told] = people, id
    for told, (_, id) in sorted(most.items()):
        found[ids[id]].append(Alias(min(words for _, words in said[id, told]), "author"))
    return found


def _filled(entry: Entry, placements: Sequence[Alias], held: Mapping[str, Override], used: frozenset[str]) -> Entry:
    """An entry with the wordings placed under it, and without those that were placed elsewhere."""
    here = {form(one.words) for one in placements}
    known = {form(one) for one in entry.label.words.values()}
    known |= {form(one.words) for one in entry.aliases if form(one.words) not in held or form(one.words) in here}
    kept = tuple(one for one in entry.aliases if form(one.words) in known)
    added = tuple(one for one in placements if form(one.words) not in known)
    return replace(entry, aliases=(*kept, *added), used=entry.used or entry.label.id in used)
