"""What a model proposes about a study, as far as it was asked already: labels for wordings, a name for several.

Law: read from storage alone, so that nobody waits for a model; whoever shows a proposal says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reisleider.bot.models.chat_way import ChatWay, naming_digest
from reisleider.bot.models.leaving import Leaving, what_leaves
from reisleider.bot.models.vector_way import VectorWay
from reisleider.bot.models.way import Way
from reisleider.flows.journey import Label, Texts
from reisleider.flows.meaning.ranking import Candidate, Ranked
from reisleider.storage.model_answers import answers_kept
from reisleider.storage.reading_model import Kind, ReadingModel, model_of
from reisleider.storage.store import Connection

WAYS: Mapping[Kind, type[ChatWay | VectorWay]] = {"chat": ChatWay, "embeddings": VectorWay}


@dataclass(frozen=True)
class Proposal:
    """The labels that a wording may be meant by, the best first, as ``by`` proposes them."""

    wording: str
    labels: tuple[Ranked, ...]
    by: Literal["model"] = "model"


def way_of(model: ReadingModel) -> Way:
    """How this model is asked."""
    return WAYS[model.kind](model.name)


def candidates_of(labels: Sequence[Label]) -> tuple[Candidate, ...]:
    """What a wording may be meant by: these labels, with every wording under them."""
    return tuple(
        Candidate(one.id, tuple(dict.fromkeys((*one.words.values(), *one.aliases))), one.phase, one.channel)
        for one in labels
    )


def proposals_kept(
    c: Connection, study: str, wordings: Iterable[str], candidates: Sequence[Candidate]
) -> Mapping[str, Proposal]:
    """What the model proposes for these wordings, by wording; nothing of those it was not asked, or knew nothing of."""
    model = model_of(c)
    if model is None:
        return {}
    return proposed(c, study, way_of(model), what_leaves(c, study, wordings, candidates))


def proposed(c: Connection, study: str, way: Way, leaving: Leaving) -> Mapping[str, Proposal]:
    """The same, of what leaves."""
    kept = answers_kept(c, study, way.texts(leaving))
    return {told: Proposal(told, ranked) for told, ranked in way.ranked(leaving, kept).items()}


def name_kept(c: Connection, study: str, wordings: Iterable[str]) -> Texts | None:
    """What the model would call a step that is worded so, in every language; None where it was not asked, or knew
    none."""
    model = model_of(c)
    if model is None:
        return None
    return name_of_digest(c, study, naming_digest(model.name, sorted_leaving(c, study, wordings)))


def name_of_digest(c: Connection, study: str, digest: str) -> Texts | None:
    """The same, by what it was asked under."""
    found = answers_kept(c, study, [digest]).get(digest)
    return dict(found) if found else None


def sorted_leaving(c: Connection, study: str, wordings: Iterable[str]) -> tuple[str, ...]:
    """Wordings as they leave to be named together."""
    return tuple(sorted(set(what_leaves(c, study, wordings, ()).wordings.values())))
