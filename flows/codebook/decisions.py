"""What was decided by hand about touchpoints: kept apart, applied again at every compile.

Law: a decision names touchpoints by their words (any wording of the same form will do) or by a label's id, never by
their place in one compile; of two that disagree the later holds, and a lead's before a colleague's. Decisions are a
study's history: what is undone stays in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from reisleider.flows.journey import Control, Label, Texts
from reisleider.flows.meaning.likeness import form

Decision = Literal[
    "same", "different", "rename", "move", "control", "place", "label", "undo", "alike", "unlike", "unsure"
]
AUDITED = ("alike", "unlike", "unsure")
"""What somebody judges of two wordings in an audit, blind; nothing of a map follows from it."""
Role = Literal["lead", "colleague"]


@dataclass(frozen=True)
class Override:
    """One decision. ``words`` names the touchpoint; ``other`` the second one of ``same`` and ``different``.

    ``texts``: the new name (rename, and by that the lead's confirmation of it); ``phase``: where it goes (move);
    ``control``: whose it is. ``place`` puts ``words`` under the label whose id is ``other``, "" under none of them.
    ``label`` makes or changes the label whose id is ``words``: its ``texts``, ``phase``, ``channel`` and ``control``,
    each where it is given. ``undo`` takes back the latest decision about the same ``words`` and ``other`` that still
    holds: one of a lead, or where its ``role`` is a colleague's their own. ``by`` and ``at`` say who decided and when.
    ``apart``: decided without seeing how others placed it, to be compared; what was decided together outweighs it.
    Of what is ``AUDITED``: whether it was ``merged``, and ``among`` how many pairs it was drawn (merged, near).
    """

    decision: Decision
    words: str
    other: str = ""
    texts: Texts = field(default_factory=dict)
    phase: str | None = None
    control: Control | None = None
    by: str = ""
    at: datetime | None = None
    channel: str | None = None
    role: Role = "lead"
    apart: bool = False
    merged: bool = False
    among: tuple[int, int] = (0, 0)


def standing(history: Iterable[Override]) -> tuple[Override, ...]:
    """The decisions that hold, oldest first: without those that were undone."""
    held: list[Override] = []
    for one in history:
        if one.decision != "undo":
            held.append(one)
            continue
        last = next((at for at in reversed(range(len(held))) if _subject(held[at]) == _subject(one)), None)
        if last is not None:
            del held[last]
    return tuple(held)


def _subject(one: Override) -> tuple[str, str, Role, bool, str]:
    return one.words, one.other, one.role, one.apart, one.by if one.apart or one.role == "colleague" else ""


def id_of(told: str) -> str:
    """The id of a touchpoint that nobody named but those who told it, by the form of its wording."""
    return f"t-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def joined(overrides: Sequence[Override]) -> Mapping[frozenset[str], bool]:
    """Pairs of forms that were called the same (True) or different (False)."""
    pairs: dict[frozenset[str], bool] = {}
    for one in _leads_last(overrides):
        if one.decision in ("same", "different"):
            pairs[frozenset((form(one.words), form(one.other)))] = one.decision == "same"
    return pairs


def placed(overrides: Sequence[Override], labels: Sequence[Label]) -> Mapping[str, Override]:
    """The placement that holds for each form that was placed: a lead's before a colleague's, then the later one.

    Of two told touchpoints that are put under each other the first placement holds: both are one then. Where a lead
    said afterwards that it is the same as another of the ``labels``, or is not what it was placed under,
    it is no longer placed.
    """
    names = {form(one): label.id for label in labels for one in (*label.words.values(), *label.aliases)}
    held: dict[str, Override] = {}
    for one in overrides:
        if one.decision == "place":
            before = held.get(form(one.words))
            if (before is None or _outweighs(one, before)) and not _round(one, held):
                held[form(one.words)] = one
        elif one.decision in ("same", "different") and one.role == "lead":
            for here, there in ((form(one.words), form(one.other)), (form(one.other), form(one.words))):
                if here in held and there in names:
                    is_its_label = names[there] == held[here].other
                    if is_its_label is (one.decision == "different"):
                        del held[here]
    return _followed(held)


def _followed(held: Mapping[str, Override]) -> Mapping[str, Override]:
    """What was put under something told goes where that was put since."""
    home = {id_of(told): one.other for told, one in held.items() if one.other}
    return {
        told: replace(one, other=end_of(one.other, home)) if one.other in home else one for told, one in held.items()
    }


def end_of(id: str, home: Mapping[str, str]) -> str:
    """Where a way from id to id ends; one that comes round stays where it began."""
    seen, where = {id}, id
    while where in home:
        where = home[where]
        if where in seen:
            return id
        seen.add(where)
    return where


def _round(one: Override, held: Mapping[str, Override]) -> bool:
    """Whether what it is put under was put, by however many steps, under itself: then it already is what it should be,
    and to move it would only change their places."""
    own = form(one.words)
    home = {id_of(told): made.other for told, made in held.items() if told != own}
    return one.other in home and end_of(one.other, home) == id_of(own)


def _outweighs(later: Override, before: Override) -> bool:
    if "colleague" in (later.role, before.role):
        return before.role == "colleague"
    return before.apart or not later.apart


def _leads_last(overrides: Sequence[Override]) -> Sequence[Override]:
    return sorted(overrides, key=lambda one: one.role == "lead")


@dataclass(frozen=True)
class Decisions:
    """The decisions of one kind that hold, each with its place among them, by the form of their words and by these
    words as an id."""

    by_name: Mapping[str, tuple[int, Override]]

    def latest(self, names: Iterable[str]) -> Override | None:
        """What was decided last about a touchpoint that goes by any of these names; None where nothing was."""
        found = [self.by_name[name] for name in names if name in self.by_name]
        return max(found, key=lambda one: one[0])[1] if found else None


def about(overrides: Sequence[Override], decision: Decision) -> Decisions:
    """The decisions of one kind, oldest first in ``overrides``; a lead's hold before a colleague's."""
    found: dict[str, tuple[int, Override]] = {}
    for place, one in enumerate(_leads_last(overrides)):
        if one.decision == decision:
            found[form(one.words)] = found[one.words] = place, one
    return Decisions(found)
