"""One colleague's vote: what lies before them when they begin, and what their talk says when it is done.

Law: what is asked is frozen when the talk begins, as of every interview; a vote knows nobody's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Fact, Given, Givens, Interview, Texts
from reisleider.flows.scripts.script import Script
from reisleider.flows.weighing.balanced_sets import sets_for
from reisleider.flows.weighing.to_weigh import Candidate

REPLIES = 12  # at most, whatever lies there: two minutes
ALWAYS = 4  # of them: whether to take part, and three dots
PER_SET, PER_TOP = 2, 2  # replies that a set takes, and the impact and the effort of one thing


@dataclass(frozen=True)
class Weighed:
    """Out of one set the most and the least important; None where that was left open."""

    shown: tuple[str, ...]
    most: str | None = None
    least: str | None = None


@dataclass(frozen=True)
class Ballot:
    """What one colleague chose: per set, their dots, and 1..5 for the impact and the effort of what they were asked."""

    sets: tuple[Weighed, ...] = ()
    dots: tuple[str, ...] = ()
    impact: Mapping[str, int] = field(default_factory=dict)
    effort: Mapping[str, int] = field(default_factory=dict)


def givens_of(
    script: Script,
    things: Sequence[Candidate],
    texts: Mapping[str, Texts],
    colleague: int,
    tops: Sequence[str],
    slots: Mapping[str, Texts],
) -> Givens:
    """What a round's so manieth ``colleague`` is asked about. ``texts``: what each thing is called, by its id;
    ``tops``: those whose impact and effort they are asked."""
    sets = sets_for(len(things), colleague)
    facts = [
        Fact(f"set-{number}", {}, tuple((things[place].id, texts[things[place].id]) for place in one))
        for number, one in enumerate(sets, 1)
    ]
    named = {id: Given(id, texts[id]) for id in texts}
    return Givens(
        slots=slots,
        sources={
            "weighed": tuple(named[one.id] for one in things),
            "sets": tuple(Given(one.id, {}) for one in facts),
            "tops": tuple(named[id] for id in tops),
        },
        blocks=tuple(one.id for one in script.blocks),
        facts=(*facts, *(Fact(id, texts[id], ()) for id in tops)),
        replies=REPLIES,
    )


def tops_for(things: Sequence[Candidate], votes: Sequence[Ballot], least: int) -> tuple[str, ...]:
    """The things whose impact and effort the next colleague is asked: from the top down those that fewer than ``least``
    said so of, so that each gets a figure that may be shown before another is begun. The top is what customers told
    most, until ``least`` colleagues voted."""
    order = {one.id: place for place, one in enumerate(sorted(things, key=lambda one: -(one.n or 0)))}
    scores = {one.id: sum(_score(vote, one.id) for vote in votes) for one in things} if len(votes) >= least else {}
    rated = {one.id: sum(one.id in vote.effort for vote in votes) for one in things}
    first = sorted(order, key=lambda id: (rated[id] >= least, not rated[id], -scores.get(id, 0), order[id]))
    room = REPLIES - ALWAYS - PER_SET * len(sets_for(len(things), 0))
    return tuple(first[: room // PER_TOP])


def _score(vote: Ballot, id: str) -> int:
    return sum((one.most == id) - (one.least == id) for one in vote.sets)


def ballot_of(script: Script, interview: Interview) -> Ballot:
    """What a talk that was ended says."""
    story = read(script, interview)
    weighed = [story.value("weigh", one.id) for one in interview.givens.sources["sets"]]
    dots = story.value("dots")
    rated = [one.id for one in interview.givens.sources["tops"]]
    scores = {step: {id: story.value(step, id) for id in rated} for step in ("impact", "effort")}
    return Ballot(
        tuple(Weighed(tuple(one["shown"]), one["most"], one["least"]) for one in weighed if isinstance(one, dict)),
        tuple(dots) if isinstance(dots, list) else (),
        {id: score for id, score in scores["impact"].items() if isinstance(score, int)},
        {id: score for id, score in scores["effort"].items() if isinstance(score, int)},
    )
