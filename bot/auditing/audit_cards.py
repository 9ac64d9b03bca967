"""One person auditing: the pair before them, what they judge of it, and what all judgements tell.

Law: a judgement is a row, with who and when, and changes no map; what was made of a pair is not told before it was
judged. Finding reads only, and may take seconds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from reisleider.bot.maps.publish import load_journeys
from reisleider.flows.codebook.decisions import AUDITED, Override
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.merging.proposals import propose
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.sorting.auditing import Audit, AuditPair, Pair, audit_of, draw_pairs, without_pairs
from reisleider.storage.overrides import add_override, overrides_of, undo_override
from reisleider.storage.store import Connection

Verdict = Literal["alike", "unlike", "unsure"]


@dataclass(frozen=True)
class Auditing:
    """One person at the pairs of a study: the one before them and those ``waiting`` behind it; ``seen``: passed over;
    ``called_two``: one touchpoint that they just called two, which they may split."""

    study: str
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
    judgement to take back, and what all of them tell."""

    auditing: Auditing
    left: int
    undo: bool
    audit: Audit | None


def find_pair(c: Connection, auditing: Auditing, by: str, progress: Progress = unheard) -> FoundPair:
    """The next pair; only where none waits any more are they drawn. Raises StudyFault where the study is not known."""
    decided = overrides_of(c, auditing.study)
    left = auditing.waiting or _drawn(c, auditing, decided, by, progress)
    dealt = replace(auditing, card=left[0] if left else None, waiting=tuple(left[1:]))
    mine = any(one.decision in AUDITED and one.by == by for one in decided)
    return FoundPair(dealt, len(left), mine, audit_of(decided))


def _drawn(
    c: Connection, auditing: Auditing, decided: tuple[Override, ...], by: str, progress: Progress
) -> tuple[AuditPair, ...]:
    study, journeys = load_journeys(c, auditing.study, progress)
    told, alone = one_each(journeys), without_pairs(decided)
    progress("merge", 0, sum(len(one.touchpoints) for one in told))
    found = propose(told, held_labels(study, told, alone), alone, likeness_of(study))
    return draw_pairs(found, decided, by, study.id, auditing.seen)


def judge_pair(c: Connection, auditing: Auditing, verdict: Verdict, by: str, now: datetime) -> Auditing:
    """Keep what somebody judges of the pair before them; the sitting for the next."""
    card = auditing.card
    if card is None:
        return auditing
    row = Override(verdict, card.words, card.other, by=by, at=now, apart=True, merged=card.merged, among=card.among)
    add_override(c, auditing.study, row)
    two = card if verdict == "unlike" and card.merged else None
    return replace(auditing.put_down(), called_two=two)


def split_pair(c: Connection, auditing: Auditing, by: str, now: datetime) -> bool:
    """Split the touchpoint that somebody just called two; whether there was one."""
    two = auditing.called_two
    if two is not None:
        add_override(c, auditing.study, Override("different", two.words, two.other, by=by, at=now))
    return two is not None


def take_judgement_back(c: Connection, study: str, by: str, now: datetime) -> bool:
    """Take somebody's last judgement back; whether there was one."""
    return undo_override(c, study, by, now, audited=True) is not None


def audit_so_far(c: Connection, study: str) -> Audit | None:
    """What the judgements of a study tell; None where there are none. Reads only."""
    return audit_of(overrides_of(c, study))
