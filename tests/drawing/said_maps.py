"""Maps full of whatever people say: every text of a map is another one, and the worst we know are always among them.

Law: one such map tries at once what a grid tries one by one; the grids themselves are long runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from map_samples import HOSTILE, a_map

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.words.own_words import on_one_line

EVERYDAY = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.generate],  # a map is no smaller for being shrunk, and shrinking takes minutes
)
PLACE = "\ue000"  # where somebody's words come; nobody says it
ANYTHING = st.text(max_size=60)
SOMETHING = ANYTHING.filter(on_one_line)  # an empty line opens less than a line does


def say(words: Sequence[str]) -> JourneyMap:
    """A map with something in every part of it, its texts these words in turn."""
    filled: JourneyMap = _fill(a_map(PLACE), cycle(words))
    return filled


def said_maps(*more: str, texts: st.SearchStrategy[str] = ANYTHING) -> st.SearchStrategy[JourneyMap]:
    """Any such map; ``more``: what the format at hand could stumble over, beside what every format could; ``texts``:
    what else is said."""
    worst = st.permutations((*HOSTILE, *more))
    return st.tuples(st.lists(texts, max_size=8), worst).map(lambda words: say((*words[0], *words[1])))


def _fill(noun: Any, words: Iterator[str]) -> Any:
    if noun == PLACE:
        return next(words)
    if is_dataclass(noun) and not isinstance(noun, type):
        return replace(noun, **{one.name: _fill(getattr(noun, one.name), words) for one in fields(noun)})
    if isinstance(noun, tuple):
        return tuple(_fill(one, words) for one in noun)
    if isinstance(noun, Mapping):
        return {key: _fill(one, words) for key, one in noun.items()}
    return noun
