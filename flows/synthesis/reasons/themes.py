"""The themes of people's reasons: what they named for a face, at a touchpoint and over all.

Law: what is named is counted, and claimed only where more name it here than chance makes. A theme is of at least the
minimum group, and so are those beside it in any number it stands next to; it is called by words that so many used or
that the lexicon has, never by one person's; what was written in danger, is more private than the rest, or is somebody
else's, is in none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from reisleider.flows.journey import Language, Texts
from reisleider.flows.journey_map import JourneyMap, Quote, Side, Theme
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.listening.care.need import need_told
from reisleider.flows.meaning.families import families_of, words_in
from reisleider.flows.meaning.likeness import kind
from reisleider.flows.synthesis.measures.specificity import Naming, specific
from reisleider.flows.synthesis.merging.cells import Cell
from reisleider.flows.synthesis.merging.merge import Mention
from reisleider.flows.synthesis.merging.own_steps import remarks_at
from reisleider.flows.synthesis.privacy.ledger import MadeOf
from reisleider.flows.synthesis.privacy.redaction import MARK, redact, special

MOST = 3  # themes told of one side of a touchpoint, or of the whole (method 4.13: three things to look at)
WORDS = 3  # words that a theme is called by
PREFIX = 4  # letters of the shortest beginning that a theme may be called by
SIDES: Mapping[str, Side] = {"pain": "negative", "gain": "positive"}
"""Kinds of remark that are the reason of a face, each with its side."""
DENIED = "≠"  # behind a family of words in a reason that denies something: "no answer" is another theme than "answer"


class Reason(NamedTuple):
    """Why one customer chose a face at a step of theirs. ``at``: the touchpoint; ``step``: which of their own steps;
    ``named``: family of words -> the word that named it, "" where it took several."""

    who: str
    language: Language
    at: str
    step: str
    side: Side
    named: Mapping[str, str]


def reasons_of(cells: Iterable[Cell], step_of: Callable[[Mention], str]) -> list[Reason]:
    """Every reason that may be counted, in the cells' order. ``step_of``: which step of somebody's it was."""
    found = []
    for cell in cells:
        for mention in cell.customers:
            for remark in remarks_at(mention.journey, mention.touchpoint.id):
                side = SIDES.get(remark.kind)
                if side is None or remark.forwarded:
                    continue
                named, who = _named(remark.words), mention.journey.participant
                if named is not None:
                    found.append(Reason(who, mention.journey.language, cell.id, step_of(mention), side, named))
    return found


@lru_cache(maxsize=16384)
def _named(words: str) -> Mapping[str, str] | None:
    """The families that a reason names; None where it may not be read for themes."""
    if need_told(words) == "danger" or special(words) is not None:
        return None
    named = families_of(redact(words).replace(MARK, " "))
    return {f"{family}{DENIED}": word for family, word in named.items()} if kind(words)[0] else named


@dataclass(frozen=True)
class Found:
    """A theme before the ledger: ``family`` leads, and names it with the ``others`` that the same people named."""

    at: str
    side: Side
    family: str
    label: Texts
    clear: bool

    @property
    def denied(self) -> bool:
        return self.family.endswith(DENIED)


def themes_in(reasons: Sequence[Reason], least: int, names: Mapping[str, Texts]) -> list[Found]:
    """What at least ``least`` people named each, per side: of the whole (``at`` "") and of each touchpoint, clear ones
    (``measures.specificity``) first, then what most named. ``names``: what the map calls each touchpoint, which is no
    theme of it."""
    clear = specific([Naming(one.who, (one.at, one.side), frozenset(one.named)) for one in reasons])
    said: dict[tuple[str, Side], list[Reason]] = defaultdict(list)
    for one in reasons:
        for at in ("", one.at):
            said[at, one.side].append(one)
    found: list[Found] = []
    for (at, side), here in sorted(said.items()):
        people: dict[str, set[str]] = defaultdict(set)
        for one in here:
            for family in one.named:
                people[family].add(one.who)
        alike: dict[frozenset[str], list[str]] = defaultdict(list)
        for family in sorted(people, key=lambda one: (((at, side), one) not in clear, one)):
            if len(people[family]) >= least:
                alike[frozenset(people[family])].append(family)
        rows = [
            row
            for families in alike.values()
            if (row := _found(at, side, families, here, least, clear=((at, side), families[0]) in clear)) is not None
            and (row.denied or not only_repeats(row.label, names.get(at, {})))
        ]
        rows.sort(key=lambda row: (not row.clear, -len(people[row.family]), row.family))
        found.extend(rows[:MOST])
    return found


def only_repeats(label: Texts, name: Texts) -> bool:
    """Whether a theme says no more than its touchpoint's own name does: "kinderclub" of "Kinderclub"."""
    own = {family for words in name.values() for family in families_of(words)}
    return all(_families(words) <= own for words in label.values())


def _families(words: str) -> frozenset[str]:
    return frozenset(family for word in words.split(" · ") for family in families_of(word.rstrip("…")) or (word,))


def _found(
    at: str, side: Side, families: Sequence[str], here: Sequence[Reason], least: int, *, clear: bool
) -> Found | None:
    """The theme of families that the same people named; None where none of these has a word that may be shown."""
    labels = [(family, label) for family in families if (label := _called(family, here, least))]
    if not labels:
        return None
    words: dict[Language, list[str]] = {
        language: list(dict.fromkeys(label[language] for _, label in labels if language in label))
        for language in LANGUAGES
    }
    return Found(at, side, labels[0][0], {at: " · ".join(told[:WORDS]) for at, told in words.items() if told}, clear)


def _called(family: str, here: Sequence[Reason], least: int) -> Texts:
    """Per language the word that most of these people used, where so many did or the lexicon has it; else one of the
    lexicon; else, in every language, what the words of all of them begin with."""
    bare = family.removesuffix(DENIED)
    used: dict[Language, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    everywhere: dict[str, set[str]] = defaultdict(set)
    for one in here:
        word = one.named.get(family)
        if word:
            used[one.language][word].add(one.who)
            everywhere[word].add(one.who)
    label = {
        language: word
        for language in LANGUAGES
        if (word := _most_used(used[language], words_in(bare, language), least)) is not None
    }
    if not label:
        shared = _shared(everywhere, least)
        label = dict.fromkeys(LANGUAGES, shared) if shared else {}
    return {} if any(MARK in redact(word) for word in label.values()) else label


def _most_used(used: Mapping[str, set[str]], known: Sequence[str], least: int) -> str | None:
    open_ = [word for word, people in used.items() if len(people) >= least or word in known]
    most = min(open_, key=lambda word: (-len(used[word]), len(word), word), default=None)
    return most if most is not None else next(iter(known), None)


def _shared(used: Mapping[str, set[str]], least: int) -> str | None:
    """A word that enough people used in any language, else the beginning that all their words share."""
    open_ = [word for word, people in used.items() if len(people) >= least]
    if open_:
        return min(open_, key=lambda word: (-len(used[word]), len(word), word))
    people = frozenset[str]().union(*used.values())
    letters = zip(*used, strict=False)
    begun = "".join(one[0] for one in takewhile(lambda here: len(set(here)) == 1, letters))
    return f"{begun}…" if len(begun) >= PREFIX and len(people) >= least else None


def reasons_made_of(reasons: Sequence[Reason]) -> MadeOf:
    """Who makes which themes stand out, and by what: it is one test over all reasons."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for one in reasons:
        rows[one.who][repr((one.step, one.side, one.language, sorted(one.named.items())))] += 1
    return {"customer": {who: repr(sorted(told.items())) for who, told in rows.items()}}


def example(theme: Theme, journey_map: JourneyMap) -> Quote | None:
    """A quote that stands on the map anyway and names the theme, of its touchpoint and side; None where there is none.

    Kept nowhere else, so that it goes wherever the quote goes.
    """
    families = frozenset[str]().union(*map(_families, theme.label.values()))
    for column in journey_map.columns:
        for one in column.quotes:
            side = "negative" if (one.score or 0) < 0 else "positive" if (one.score or 0) > 0 else ""
            here = side == theme.side and theme.touchpoint in (None, one.touchpoint)
            if here and kind(one.words)[0] == theme.denied and families & families_of(one.words).keys():
                return one
    return None
