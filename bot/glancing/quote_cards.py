"""Finds the next quote that a lead can look at, as it would be printed.

Law: a card holds words as they are printed and where they would stand, and never who said them; reads only, and may
take seconds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from reisleider.bot.maps.publish import compile_study
from reisleider.flows.hiding.private import Kind
from reisleider.flows.journey import Study, Texts
from reisleider.flows.synthesis.figures.glances import UNSEEN, Glances, Subject, last_of, look_at, mark_of
from reisleider.flows.synthesis.figures.quotes import Saying
from reisleider.flows.synthesis.privacy.redaction import special
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.storage import studies
from reisleider.storage.glances import glances_of
from reisleider.storage.store import Connection


@dataclass(frozen=True)
class QuoteCard:
    """One quote: what it is about, its ``words`` as they are printed, where it would stand and with which face;
    ``private``: what makes it more private than the rest; ``shown``: what was decided before."""

    interview: str
    mark: str
    words: str
    touchpoint: Texts = field(default_factory=dict)
    score: int | None = None
    private: Kind | None = None
    shown: bool | None = None

    @property
    def about(self) -> Subject:
        """The words that it is about."""
        return self.interview, self.mark


@dataclass(frozen=True)
class Glimpse:
    """One lead looking at a study's quotes: the card before them, the cards ``waiting`` behind it, and what was before
    them already (``seen``); ``again``: at those too that were decided about."""

    study: str
    again: bool = False
    seen: tuple[Subject, ...] = ()
    card: QuoteCard | None = None
    waiting: tuple[QuoteCard, ...] = ()

    @property
    def fence(self) -> str:
        """What tells the buttons under one card from those under another."""
        told = "" if self.card is None else f"{self.card.interview} {self.card.mark} {self.card.words}"
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def put_down(self, *, passed: bool = False) -> Glimpse:
        """The same without a card, ready for the next; ``passed``: this one does not come back in this sitting."""
        seen = (*self.seen, self.card.about) if passed and self.card is not None else self.seen
        return replace(self, card=None, seen=seen)

    def take_up(self, about: Subject) -> Glimpse:
        """The same without a card, in which a quote that was decided about or passed over comes back."""
        return replace(self, card=None, waiting=(), seen=tuple(one for one in self.seen if one != about))


@dataclass(frozen=True)
class FoundQuote:
    """The sitting with its next card, or with none where nothing is left; how many were not passed over, and whether
    there is a choice to take back."""

    study: Study
    glimpse: Glimpse
    left: int
    undo: bool


def find_quote(c: Connection, glimpse: Glimpse, by: str, now: datetime, progress: Progress = unheard) -> FoundQuote:
    """The next quote; only where none waits any more is the study compiled anew. Raises StudyFault where the study is
    not known."""
    history = glances_of(c, glimpse.study)
    decided = look_at(history, "lead").held
    left = [one for one in glimpse.waiting if glimpse.again or decided.get(one.about, UNSEEN).shown is None]
    study = studies.load_study(c, glimpse.study) if left else None
    if study is None:
        study, cards = find_cards(c, glimpse.study, now, progress, again=glimpse.again)
        left = [one for one in cards if one.about not in glimpse.seen]
    dealt = replace(glimpse, card=left[0] if left else None, waiting=tuple(left[1:]))
    return FoundQuote(study, dealt, len(left), last_of(history, by) is not None)


def find_cards(
    c: Connection, study_id: str, now: datetime, progress: Progress = unheard, *, again: bool = False
) -> tuple[Study, tuple[QuoteCard, ...]]:
    """Every quote that the next version of a study's maps would have if a lead let it, and none has seen; ``again``:
    those too that were decided about. Raises StudyFault where the study is not known."""
    compiled = compile_study(c, study_id, now, progress)
    looking, held = compiled.looking, look_at(glances_of(c, study_id), compiled.study.quotes)
    said = (*looking.unseen, *looking.decided) if again else looking.unseen
    return compiled.study, tuple(_card(one, held, looking.names.get(one.touchpoint or "", {})) for one in said)


def _card(one: Saying, held: Glances, touchpoint: Texts) -> QuoteCard:
    interview = one.journey.interview
    return QuoteCard(
        interview,
        mark_of(interview, one.words),
        held.printed(interview, one.words),
        touchpoint,
        one.score,
        special(one.words),
        held.of(interview, one.words).shown,
    )
