"""What a lead is asked about what was merged: the proposals, what each says, and a decision held to words in use.

Law: reads only; a decision is kept only about words that a touchpoint goes by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from reisleider.bot.commands.command import Unclear
from reisleider.bot.maps.publish import load_journeys, wording_behind
from reisleider.bot.models.proposals import candidates_of, name_kept, proposals_kept
from reisleider.bot.sorting.sitting import label_called
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.effects import Slot
from reisleider.flows.journey import Control, Label
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels, keep_book
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.merging.names import meant, nearest
from reisleider.flows.synthesis.merging.proposals import Proposal, propose
from reisleider.flows.synthesis.privacy.minimum import LEAST
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.own_words import shorten
from reisleider.storage.overrides import overrides_of
from reisleider.storage.reading_model import model_of
from reisleider.storage.store import Connection

CONTROLS: tuple[Control, ...] = get_args(Control)
NAME = 80  # characters of a touchpoint's name
KNOWN = 12  # labels named where one was not understood


def proposals_of(c: Connection, study_id: str, progress: Progress = unheard) -> tuple[Proposal, ...]:
    """What a lead should look at in this study, the most doubtful first. Raises StudyFault where it is unknown."""
    study, journeys = load_journeys(c, study_id, progress)
    told = one_each(journeys)
    progress("merge", 0, sum(len(one.touchpoints) for one in told))
    decided = overrides_of(c, study_id)
    return propose(told, held_labels(study, told, decided), decided, likeness_of(study))


def labels_of(c: Connection, study_id: str) -> tuple[Label, ...]:
    """The labels that a study's codebook offers. Reads only, and may take seconds. Raises StudyFault where the study is
    unknown."""
    study, journeys = load_journeys(c, study_id)
    return keep_book(study, one_each(journeys), overrides_of(c, study_id)).labels()


def told_by_model(c: Connection, study_id: str, wordings: Sequence[str], language: str) -> tuple[str, ...]:
    """What the model that reads along proposes for these wordings, in sentences that say that it does: the label of
    each, and what to call all of them together. Reads only, and may take seconds."""
    if model_of(c) is None:
        return ()
    offered = labels_of(c, study_id)
    names = {one.id: one.words.get(language) or next(iter(one.words.values())) for one in offered}
    labels = [
        gettext(language, "merge.model-label", words=shorten(redact(one.wording), NAME), label=names[one.labels[0].id])
        for one in proposals_kept(c, study_id, wordings, candidates_of(offered)).values()
    ]
    name = name_kept(c, study_id, wordings)
    if name is None:
        return tuple(labels)
    return (*labels, gettext(language, "merge.model-name", name=shorten(redact(name[language]), NAME)))


def held(c: Connection, study_id: str, typed: Override, progress: Progress = unheard) -> Override:
    """A decision as it was typed, about the touchpoints that its words name. Reads only.

    Raises Unclear where no touchpoint goes by some of these words, no label by those of a label, or both are the same
    words.
    """
    study, journeys = load_journeys(c, study_id, progress)
    before = overrides_of(c, study_id)
    labels = held_labels(study, one_each(journeys), before)
    if typed.decision == "place" and typed.other:
        under = _label_meant(typed.other, keep_book(study, one_each(journeys), before).labels())
        return replace(held(c, study_id, replace(typed, other=""), progress), other=under)
    named = {
        one: meant(one, journeys, labels, before) or wording_behind(c, study_id, one)
        for one in (typed.words, typed.other)
        if one
    }
    for words, found in named.items():
        if found is None:
            near = nearest(words, journeys, labels)
            names = ", ".join(f"“{shorten(redact(one), NAME)}”" for one in near)
            key = "merge.unknown" if near else "merge.unknown-far"
            raise Unclear(key, words=shorten(words, NAME), names=names)
    first, other = str(named[typed.words]), str(named.get(typed.other) or "")
    if other and form(first) == form(other):
        raise Unclear("merge.one-word", words=shorten(typed.words, NAME))
    return replace(typed, words=first, other=other)


def _label_meant(words: str, labels: Sequence[Label]) -> str:
    """The id of the label that goes by these words. Raises Unclear where none does."""
    found = label_called(words, labels)
    if found is None:
        names = (shorten(redact(next(iter(one.words.values()))), NAME) for one in labels[:KNOWN])
        raise Unclear("merge.no-label", words=shorten(words, NAME), known=", ".join(names) or "-")
    return found.id


def offers_of(one: Proposal) -> tuple[str, ...]:
    """What can be done with a proposal, by the end of the catalogue ids that name it (``merge.same``, ...)."""
    return ("same", "split" if one.state == "merged" else "different", "name", "move", "whose", "next")


def slots_of(one: Proposal, left: int, language: str) -> dict[str, Slot]:
    """What the sentence about a proposal names; words are redacted."""
    return {
        "words": shorten(redact(one.words), NAME),
        "other": shorten(redact(one.other), NAME),
        "people": _people(one.people, language),
        "others": _people(one.others, language),
        "how": gettext(language, f"method.{one.method}"),
        "score": round(100 * one.score),
        "left": left,
    }


def _people(count: int, language: str) -> str:
    """Whether something was said by the minimum group of colleagues, who may be among them: how many exactly would be
    told by fewer, and by the difference once one more says it. A name nobody used is one that was expected."""
    least = LEAST["stakeholder"]
    if not count:
        return gettext(language, "merge.expected")
    return gettext(language, "merge.few" if count < least else "merge.people", least=least)
