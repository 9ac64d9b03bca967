"""One person auditing: the pair before them, what they judge of it, and what all judgements tell.

Law: a judgement is a row, with who and when, and changes no map; what was made of a pair is not told before it was
judged. Who helps without leading is shown only pairs of which each wording is a label's, or the minimum group used it.
Finding reads only, and may take seconds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from reisleider.bot.maps.publish import load_journeys
from reisleider.flows.codebook.codebook import named
from reisleider.flows.codebook.decisions import AUDITED, Override, Role
from reisleider.flows.journey import Study
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.merging.proposals import propose
from reisleider.flows.synthesis.privacy.minimum import LEAST, minimum
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.sorting.auditing import Audit, AuditPair, Pair, audit_of, draw_pairs, without_pairs
from reisleider.flows.synthesis.sorting.cards import told_alike
from reisleider.storage.overrides import add_override, overrides_of, undo_override
from reisleider.storage.store import Connection
from reisleider.storage.studies import load_study

Verdict = Literal["alike", "unlike", "unsure"]


@dataclass(frozen=True)
class Auditing:
    """One person at the pairs of a study: the one before them and those ``waiting`` behind it; ``seen``: passed over;
    ``called_two``: one touchpoint that they just called two, which a lead may split."""

    study: str
    role: Role = "lead"
    seen: tuple[Pair, ...] = ()
    card: AuditPair | None = None
    waiting: tuple[AuditPair, ...] = ()
    called_two: AuditPair | None = None

    @property
    def fence(self) -> str:
        """What tells the buttons under one card from those under another."""
        told = "" if self.card is None else f"{self.card.words} {self.card.other}"
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def put_down(self, *, passed: bool = False) -> Auditing:
        """The same without a card, ready for the next; ``passed``: this one does not come back in this sitting."""
        seen = (*self.seen, self.card.key) if passed and self.card is not None else self.seen
        return replace(self, card=None, seen=seen, called_two=None)

    def once_more(self) -> Auditing:
        """The same pair once more, behind what was split."""
        card = () if self.card is None else (self.card,)
        return replace(self, card=None, waiting=(*card, *self.waiting), called_two=None)


@dataclass(frozen=True)
class FoundPair:
    """The sitting with its next pair, or with none where nothing is left; how many there are still, whether there is a
    judgement to take back, and what all of them tell. ``least``: the minimum group of customers."""

    auditing: Auditing
    left: int
    undo: bool
    audit: Audit | None
    least: int


def find_pair(c: Connection, auditing: Auditing, by: str, progress: Progress = unheard) -> FoundPair:
    """The next pair; only where none waits any more are they drawn. Raises StudyFault where the study is not known."""
    decided = overrides_of(c, auditing.study)
    left = auditing.waiting or _drawn(c, auditing, decided, by, progress)
    dealt = replace(auditing, card=left[0] if left else None, waiting=tuple(left[1:]))
    mine = any(one.decision in AUDITED and one.by == by and one.role == auditing.role for one in decided)
    return FoundPair(dealt, len(left), mine, audit_of(decided), _least(c, auditing.study))


def _least(c: Connection, study_id: str) -> int:
    study = load_study(c, study_id)
    return LEAST["customer"] if study is None else minimum(study, "customer")


def _drawn(
    c: Connection, auditing: Auditing, decided: tuple[Override, ...], by: str, progress: Progress
) -> tuple[AuditPair, ...]:
    study, journeys = load_journeys(c, auditing.study, progress)
    told, alone = one_each(journeys), without_pairs(decided)
    progress("merge", 0, sum(len(one.touchpoints) for one in told))
    found = propose(told, held_labels(study, told, alone), alone, likeness_of(study))
    drawn = draw_pairs(found, decided, by, study.id, auditing.seen)
    if auditing.role == "lead":
        return drawn
    open_ = frozenset(told_alike(study, told)) | _names(study, decided)
    return tuple(one for one in drawn if open_.issuperset(one.key))


def _names(study: Study, decided: tuple[Override, ...]) -> frozenset[str]:
    """The forms of what the study's labels and those of its leads are called, which nobody told in confidence."""
    labels = [one.label for one in named(study.labels, decided) if one.by == "lead" or one.label in study.labels]
    return frozenset(form(words) for one in labels for words in one.words.values())


def judge_pair(c: Connection, auditing: Auditing, verdict: Verdict, by: str, now: datetime) -> Auditing:
    """Keep what somebody judges of the pair before them; the sitting for the next."""
    card = auditing.card
    if card is None:
        return auditing
    row = Override(verdict, card.words, card.other, by=by, at=now, apart=True, merged=card.merged, among=card.among)
    add_override(c, auditing.study, replace(row, role=auditing.role))
    two = card if verdict == "unlike" and card.merged and auditing.role == "lead" else None
    return replace(auditing.put_down(), called_two=two)


def split_pair(c: Connection, auditing: Auditing, by: str, now: datetime) -> bool:
    """Split the touchpoint that somebody just called two; whether there was one."""
    two = auditing.called_two
    if two is not None:
        add_override(c, auditing.study, Override("different", two.words, two.other, by=by, at=now))
    return two is not None


def take_judgement_back(c: Connection, study: str, by: str, now: datetime, role: Role = "lead") -> bool:
    """Take somebody's last judgement back; whether there was one."""
    return undo_override(c, study, by, now, role, audited=True) is not None


def audit_so_far(c: Connection, study: str) -> Audit | None:
    """What the judgements of a study tell; None where there are none. Reads only."""
    return audit_of(overrides_of(c, study))
