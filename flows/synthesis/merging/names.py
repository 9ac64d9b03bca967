"""By which names a touchpoint can be meant: what a lead types must be what somebody said, a seed label or a new name.

Law: words that no touchpoint goes by are never taken for one that is merely like it; what is near is only named, and
for leads alone, since these are people's own words.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Label
from reisleider.flows.meaning.concepts import Concepts, product
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.merging.merge import Group
from reisleider.flows.words.replies import plain

LIKE = 0.3  # likeness of meaning from which a name is worth offering, as for a loose name on the map (finding.LIKE)
SPELT = 0.6  # likeness of letters from which it is: difflib's own bound for a close match
MOST = 3  # names offered; more than a line is not read
BEHIND = 0.3  # how far a name may lie behind the nearest to be offered beside it: a slip of spelling stands alone


def names_by(group: Group) -> tuple[str, ...]:
    """Every name by which a decision may mean this group: its id, the forms of what people said and of its label."""
    return (*group.names, *(form(one) for one in _seeds(group.label)))


def meant(
    words: str, journeys: Iterable[Journey], labels: Sequence[Label], overrides: Sequence[Override] = ()
) -> str | None:
    """The words by which a decision about this touchpoint holds; None where no touchpoint goes by these.

    It may be named as anybody said it, by its seed label (its names or its id), or by the name a lead gave it.
    """
    wanted = form(words)
    if any(form(one) == wanted for one in _said(journeys, labels)):
        return words
    label = next((one for one in labels if one.id == words), None)
    if label is not None:
        return next(iter(label.words.values()))
    given = (one.words for one in reversed(overrides) if wanted in {form(name) for name in one.texts.values()})
    return next(given, None)


def nearest(words: str, journeys: Iterable[Journey], labels: Sequence[Label]) -> tuple[str, ...]:
    """Names that come near these words, in letters or in meaning, the nearest first; at most three."""
    names = list({form(one): one for one in sorted(_said(journeys, labels), reverse=True)}.values())
    asked, *vectors = Concepts().vectors([words, *names])
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(plain(words))
    scored = []
    for name, vector in zip(names, vectors, strict=True):
        matcher.set_seq1(plain(name))
        spelt = matcher.ratio() if matcher.quick_ratio() >= SPELT else 0.0
        alike = product(asked, vector)
        if spelt >= SPELT or alike >= LIKE:
            scored.append((-max(spelt, alike), name))
    scored.sort()
    return tuple(name for score, name in scored[:MOST] if score <= scored[0][0] + BEHIND)


def _said(journeys: Iterable[Journey], labels: Sequence[Label]) -> Iterator[str]:
    for label in labels:
        yield from _seeds(label)
    for journey in journeys:
        for touchpoint in journey.touchpoints:
            yield touchpoint.words


def _seeds(label: Label | None) -> tuple[str, ...]:
    return () if label is None else (*label.words.values(), *label.aliases)
