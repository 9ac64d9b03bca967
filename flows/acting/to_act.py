"""What can be chosen to act on: every touchpoint of the map, in the order in which it deserves a look, and the goals
that an action can serve.

Law: nothing lies here that does not stand on the published map or was not told by who leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reisleider.flows.journey import Given, Study, Texts
from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.flows.meaning.find import numbers_of, touchpoints_of
from reisleider.flows.weighing.outcome import Outcome
from reisleider.flows.weighing.to_weigh import Candidate

GOAL = "goal"
TARGET = "target-"
"""How the ids begin of what colleagues aim for at the touchpoint that was chosen."""


def touchpoints_to_act_on(
    shown: JourneyMap, outcome: Outcome | None, things: Sequence[Candidate]
) -> tuple[MapTouchpoint, ...]:
    """Every touchpoint once: first what colleagues weighed to be the most important, then what the map says to look at
    first, then by how many found it unpleasant."""
    by_id = {one.id: one for one in touchpoints_of(shown)}
    order = (*_weighed(outcome, things), *(one.touchpoint for one in shown.look_first), *_unpleasant(shown))
    return tuple(by_id[id] for id in dict.fromkeys(order) if id in by_id)


def _weighed(outcome: Outcome | None, things: Sequence[Candidate]) -> Iterator[str | None]:
    about = {one.id: one.touchpoint for one in things}
    yield from (about.get(one.id) for one in outcome.standings) if outcome is not None else ()


def _unpleasant(shown: JourneyMap) -> list[str]:
    placed = numbers_of(shown).values()
    return [one.id for one in sorted(placed, key=lambda it: -(it.faces.negative if it.faces is not None else 0))]


def named_on_map(touchpoints: Sequence[MapTouchpoint]) -> tuple[Given, ...]:
    """Touchpoints as choices, as the map calls them."""
    return tuple(Given(one.id, one.label) for one in touchpoints)


def goals_for(study: Study, shown: JourneyMap, touchpoint: str | None) -> tuple[Given, ...]:
    """The goals to choose from: what the study is for, and what colleagues aim for at this touchpoint."""
    here = [one.words for column in shown.columns for one in column.targets if touchpoint == one.touchpoint]
    targets = (Given(f"{TARGET}{place}", _in_all(words, study)) for place, words in enumerate(dict.fromkeys(here), 1))
    goal = Given(GOAL, {one: words for one, words in study.goal.items() if words})
    return ((goal,) if goal.text else ()) + tuple(targets)


def _in_all(words: str, study: Study) -> Texts:
    return dict.fromkeys(study.languages, words)
