"""Where one step likely ends and the next begins: what each gap between words is known by, and how likely it is one.

Law: pure; it knows kinds of words (``[outline]``, ``[cues.act]``), never a language. What it weighs is learnt from
outlines in which people put the boundaries (``learnt_outline.json``, made by ``make learn``); words of order, numbers
and rows are not its business (``outline``, ``telling``).

Source: logistic regression per gap, as in ``learnt``; boundaries by words and punctuation around the gap as in
Palmer and Hearst, Adaptive multilingual sentence boundary disambiguation, Computational Linguistics 23, 1997.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from reisleider.flows.listening.learnt import likely_of
from reisleider.flows.listening.telling.clauses import Clause, is_act, skipped
from reisleider.flows.words.vocabulary import lists

PARTED, EDGE = "parted", "edge"
SURE = 0.7
"""How likely a gap must be a boundary: of the bounds tried on what was not learnt from, the best of those that keep
``tools/learn_outlines.py --judge`` above four right in five."""
EDGED = 0.4
"""How likely a gap must be the end of what leads to the first step, or the beginning of what closes the last, to be
looked at: that it is no step is then still to be sure (``pieces``)."""
STORY = 8  # words; of fewer, only words of order and rows make steps
LONGEST = 500  # words; of more, the same: nobody tells a journey in so many, and a flood holds up nobody
_TABLES = ("joiners", "subjects", "persons", "auxiliaries", "hangs-on", "conditions", "clauses", "opinions", "states")
_ORDERING = ("joiners", "order", "moments", "opening")
_ENDING = re.compile(r"(?:te|de|ten|den|ed|en|ing|d|t)\Z")
_BEGINNING = re.compile(r"\A(?:ge|be|ver|ont)")
_LENGTHS = (1, 2, 3, 5, 8, 12, 20)  # words in a piece, as bounds of what it is known by


def seams(clause: Clause) -> frozenset[int]:
    """The words with which a step likely begins, by place; none in a few words, which are a step of their own."""
    return frozenset(place for place, shares in _told_shares(clause) if shares.get(PARTED, 0.0) >= SURE)


def edges(clause: Clause) -> frozenset[int]:
    """The words before which what leads to the first step may end, or what closes the last may begin, by place."""
    return frozenset(place for place, shares in _told_shares(clause) if shares.get(EDGE, 0.0) >= EDGED)


def _told_shares(clause: Clause) -> Sequence[tuple[int, Mapping[str, float]]]:
    return _shares(clause) if STORY <= len(clause.words) <= LONGEST else ()


@lru_cache(maxsize=64)
def _shares(clause: Clause) -> Sequence[tuple[int, Mapping[str, float]]]:
    return [(place, likely_of("outline", known)) for place, known in enumerate(gap_traits(clause), 1)]


def gap_traits(clause: Clause) -> Sequence[frozenset[str]]:
    """What each gap is known by, from the one before the second word on."""
    words = clause.words
    gaps = [clause.gap(place) for place in range(len(words))]
    kinds = [kinds_of(word) for word in words]
    begins = [bool(gaps[n]) or "order" in kinds[n] or "joiners" in kinds[n] for n in range(len(words))]
    whole = _whole(gaps)
    return [_known(clause, place, gaps, kinds, begins) | whole for place in range(1, len(words))]


def _whole(gaps: Sequence[str]) -> frozenset[str]:
    """What all of it is known by: how it is punctuated."""
    commas, stops = gaps.count(","), gaps.count(".") - 1
    return frozenset((f"-commas {min(commas, 4)}", f"-stops {min(stops, 3)}", f"-words {span_of(len(gaps))}"))


def _known(
    clause: Clause, place: int, gaps: Sequence[str], kinds: Sequence[frozenset[str]], begins: Sequence[bool]
) -> frozenset[str]:
    words, gap = clause.words, gaps[place] or "_"
    before, first = words[place - 1], words[place]
    second = words[place + 1] if place + 1 < len(words) else "$"
    third = words[place + 2] if place + 2 < len(words) else "$"
    left = next(n for n in range(place - 1, -1, -1) if begins[n] or not n)
    right = next((n for n in range(place + 1, len(words)) if begins[n] and n > place + 1), len(words))
    body = min(place + skipped(clause, place), len(words) - 1)
    known = {
        f"-gap {gap}",
        f"before {before}",
        f"first {first}",
        f"second {second}",
        f"gap-first {gap} {first}",
        f"gap-before {gap} {before}",
        f"gap-second {gap} {second}",
        f"two {first} {second}",
        f"three {gap} {first} {second} {third}",
        f"around {before} {first}",
        f"body {gap} {words[body]}",
        f"head {gap} {words[left]}",
        f"-left {gap} {span_of(place - left)}",
        f"-right {gap} {span_of(right - place)}",
        f"-since-stop {span_of(place - next((n for n in range(place - 1, 0, -1) if gaps[n] == '.'), 0))}",
    }
    firsts, seconds = kinds[place], kinds[place + 1] if place + 1 < len(words) else frozenset(("$",))
    known.update(f"-first {gap} {kind}" for kind in firsts)
    known.update(f"-second {gap} {kind}" for kind in seconds)
    known.update(f"-before {gap} {kind}" for kind in kinds[place - 1])
    known.update(f"-two {gap} {one} {two}" for one in firsts for two in seconds)
    known.update(f"-around {gap} {one} {two}" for one in kinds[place - 1] for two in firsts)
    known.update(f"-body {gap} {first if 'joiners' in firsts else ''} {kind}" for kind in kinds[body])
    lead = first if "joiners" in firsts else ("order" if "order" in firsts else "")
    told = told_in(kinds[left:place]), told_in(kinds[place:right])
    known.update((f"-told {gap} {told[0]}>{told[1]}", f"-lead-told {gap} {lead} {told[0]}>{told[1]}"))
    known.update(f"-head {gap} {kind}" for kind in kinds[left])
    known.update(f"left-holds {word}" for word in words[left:place])
    known.update(f"right-holds {word}" for word in words[place:right])
    ends = "first" if not left else "", "last" if right == len(words) else ""
    known.update((f"-ends {gap} {ends[0]}", f"-ends {gap} {ends[1]}"))
    known.update(f"-told-ends {gap} {end} {one}" for end, one in zip(ends, told, strict=True) if end)
    known.update(f"-left-kind {kind}" for one in kinds[left:place] for kind in one)
    known.update(f"-right-kind {kind}" for one in kinds[place:right] for kind in one)
    if not firsts.isdisjoint(_ORDERING) and clause.order_at(place):
        known.add(f"=order {gap}")
    return frozenset(known)


def told_in(kinds: Sequence[frozenset[str]]) -> str:
    """What a piece tells, in one word of signs: who, an act done, an act, a form that may be one."""
    signs = (("persons", "p"), ("subjects", "s"), ("auxiliaries", "a"), ("done", "d"), ("doing", "i"))
    return "".join(sign for kind, sign in signs if any(kind in one for one in kinds))


@lru_cache(maxsize=8192)
def kinds_of(word: str) -> frozenset[str]:
    """The kinds that a word is of, with how it begins and ends where it may be a verb."""
    found = {table for table in _TABLES if word in _words(table)}
    found.update(kind for kind in ("done", "doing") if is_act(word, kind))
    found.update(table for table in ("order", "moments", "opening") if word in _firsts(table))
    if word.isdecimal():
        found.add("number")
    if not found and (ending := _ENDING.search(word)):
        beginning = _BEGINNING.search(word)
        found.add(f"{beginning[0] if beginning else ''}-{ending[0]}")
    return frozenset(found or {"other"})


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(lists("outline").get(table, ()))


@cache
def _firsts(table: str) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in lists("outline").get(table, ()))


def span_of(count: int) -> int:
    """How long a piece of so many words is, as one of a few lengths."""
    return sum(count > bound for bound in _LENGTHS)
