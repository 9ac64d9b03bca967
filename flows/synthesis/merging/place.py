"""In which phase a touchpoint stands.

Law: the majority of respondents decides, each by what they answered, else by the seed label, else by what words or
neighbours tell; customers decide where customers named it, and a lead's own move outweighs all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reisleider.flows.codebook.decisions import Decisions
from reisleider.flows.journey import PhaseModel
from reisleider.flows.synthesis.merging.merge import Group, Mention
from reisleider.flows.synthesis.merging.names import names_by


def place(groups: Sequence[Group], model: PhaseModel, moves: Decisions) -> Mapping[str, str]:
    """Group id -> phase id of the model; a group about which nothing at all is known is left out."""
    columns = [phase.id for phase in model.phases]
    placed: dict[str, str] = {}
    for group in groups:
        phase = _moved(group, moves) or _voted(group, columns)
        if phase in columns:
            placed[group.id] = phase
    return {**placed, **_beside(groups, placed, columns)}


def _moved(group: Group, moves: Decisions) -> str | None:
    decided = moves.latest(names_by(group))
    return None if decided is None else decided.phase


def _voted(group: Group, columns: Sequence[str]) -> str | None:
    voices = group.voices
    heard = [one for one in voices if one.journey.track == "customer"] or list(voices)
    seed = group.label.phase if group.label else None
    return majority([_vote(one, seed) for one in heard], columns)


def _vote(mention: Mention, seed: str | None) -> str | None:
    """One respondent's phase: as answered, else the seed label's, else as words or neighbours told."""
    told = "phase" in mention.touchpoint.told
    return (seed if told else mention.touchpoint.phase) or mention.touchpoint.phase or seed


def majority(votes: Sequence[str | None], columns: Sequence[str]) -> str | None:
    """The phase with most votes; of equals the one that comes first in the model. None where nobody voted."""
    counts = Counter(vote for vote in votes if vote in columns)
    return min(counts, key=lambda one: (-counts[one or ""], columns.index(one or ""))) if counts else None


def _beside(groups: Sequence[Group], placed: Mapping[str, str], columns: Sequence[str]) -> Mapping[str, str]:
    """Phases of groups nobody placed: that of the nearest placed touchpoint in the same journeys, by majority."""
    of: dict[tuple[str, str], str] = {}
    lines: dict[str, list[Mention]] = {}
    for group in groups:
        for mention in group.mentions:
            of[mention.journey.interview, mention.touchpoint.id] = group.id
            lines.setdefault(mention.journey.interview, []).append(mention)
    found: dict[str, str] = {}
    for group in groups:
        if group.id in placed:
            continue
        votes = [_nearest(mention, lines[mention.journey.interview], of, placed) for mention in group.mentions]
        phase = majority(votes, columns)
        if phase is not None:
            found[group.id] = phase
    return found


def _nearest(
    mention: Mention, line: Sequence[Mention], of: Mapping[tuple[str, str], str], placed: Mapping[str, str]
) -> str | None:
    here = mention.touchpoint.position
    rows = [
        (abs(other.touchpoint.position - here), other.touchpoint.position, phase)
        for other in line
        if (phase := placed.get(of[other.journey.interview, other.touchpoint.id])) is not None
    ]
    return min(rows)[2] if rows else None
