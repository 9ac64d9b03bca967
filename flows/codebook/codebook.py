"""The codebook of a study: its labels, every wording that is placed under each, and who placed it there.

Law: pure, made anew from the labels of the study, what people decided and what was told; people name, and what is
told by rule is told by the minimum group in the same form. No customer's own words become a name or an alias unless a
lead saw them, or the minimum group used or placed that form.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol, TypeVar

from reisleider.flows.codebook.decisions import Override, placed
from reisleider.flows.journey import Journey, Label, Texts, Touchpoint
from reisleider.flows.meaning.likeness import form

T = TypeVar("T", bound=str)
Placed = Literal["author", "lead", "colleague", "rule"]
Redact = Callable[[str], str]
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

    ``used``: somebody placed a step under it, or decided about it.
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

    def confirmed(self) -> frozenset[str]:
        """The ids of the labels whose names are a lead's, and may be shown whoever told them."""
        return frozenset(one.label.id for one in self.entries if one.by == "lead")

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


def id_of(told: str) -> str:
    """The id of a touchpoint that nobody named but those who told it, by the form of its wording."""
    return f"t-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def build(
    labels: Sequence[Label],
    overrides: Sequence[Override],
    told: Sequence[Told],
    minimum: int,
    redact: Redact,
) -> Codebook:
    """The codebook of a study's ``labels``, the decisions that stand (oldest first) and what was ``told``, merged.

    ``minimum`` is the smallest group whose common words count; ``redact`` takes out of words what could tell who
    somebody is.
    """
    known = [Entry(label, "lead", _aliases_of_lead(label)) for label in labels]
    for one in overrides:
        if one.decision == "label":
            known = _labelled(known, one)
    said = _placed_by_authors(told)
    used = frozenset((*(one.other for one in overrides if one.decision == "place"), *(id for id, _ in said)))
    named = (_named(group, used, minimum, redact) for group in told)
    found = {entry.label.id: entry for entry in named if entry is not None}
    entries = [*known, *(found[id] for id in sorted(found))]
    held = placed(overrides, [entry.label for entry in entries])
    placements = _placements(ids_of([_with_aliases(one) for one in entries]), held, said, minimum)
    return Codebook(tuple(_filled(entry, placements.get(entry.label.id, ()), held, used) for entry in entries))


def ids_of(labels: Iterable[Label]) -> Mapping[str, str]:
    """Every id by which a label is known, and the label's own: a touchpoint that was named only by who told it, and
    placed under a label since, is still meant by the id it had."""
    known = list(labels)
    before = {id_of(form(words)): one.id for one in known for words in (*one.words.values(), *one.aliases)}
    return {**before, **{one.id: one.id for one in known}}


def _aliases_of_lead(label: Label) -> tuple[Alias, ...]:
    return tuple(Alias(words, "lead") for words in label.aliases)


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


def _placed_by_authors(told: Iterable[Told]) -> Mapping[tuple[str, str], Sequence[Mentioned]]:
    """Who said of a step of their own what it is, by the id of the label and the form of the wording."""
    found: dict[tuple[str, str], list[Mentioned]] = defaultdict(list)
    for group in told:
        for one in group.mentions:
            if one.touchpoint.same_as:
                found[one.touchpoint.same_as, form(one.touchpoint.words)].append(one)
    return found


def _named(group: Told, used: frozenset[str], minimum: int, redact: Redact) -> Entry | None:
    """An entry of what no label names: called as the minimum group of customers did, else as a colleague did."""
    if group.label is not None:
        return None
    customers = [one for one in group.mentions if one.journey.track == "customer"]
    staff = [one for one in group.mentions if one.journey.track == "stakeholder"]
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
        chosen.setdefault(language, words)
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
    said: Mapping[tuple[str, str], Sequence[Mentioned]],
    minimum: int,
) -> Mapping[str, Sequence[Alias]]:
    """What was placed under each label, by its id: each form under one label, and none that was decided otherwise."""
    found: dict[str, list[Alias]] = defaultdict(list)
    for one in held.values():
        if one.other in ids:
            found[ids[one.other]].append(Alias(one.words, one.role, one.by, one.at))
    most: dict[str, tuple[int, str]] = {}
    for (id, told), mentions in sorted(said.items()):
        people = len({one.journey.participant for one in mentions})
        if id in ids and told not in held and people >= max(minimum, most.get(told, (0, ""))[0] + 1):
            most[told] = people, id
    for told, (_, id) in sorted(most.items()):
        found[ids[id]].append(Alias(min(one.touchpoint.words for one in said[id, told]), "author"))
    return found


def _filled(entry: Entry, placements: Sequence[Alias], held: Mapping[str, Override], used: frozenset[str]) -> Entry:
    """An entry with the wordings placed under it, and without those that were placed elsewhere."""
    here = {form(one.words) for one in placements}
    known = {form(one) for one in entry.label.words.values()}
    known |= {form(one.words) for one in entry.aliases if form(one.words) not in held or form(one.words) in here}
    kept = tuple(one for one in entry.aliases if form(one.words) in known)
    added = tuple(one for one in placements if form(one.words) not in known)
    return replace(entry, aliases=(*kept, *added), used=entry.used or entry.label.id in used)
