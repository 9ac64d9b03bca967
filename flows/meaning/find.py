"""Finds what somebody means on a map: a touchpoint or a phase, named loosely, as in "why is delivery red?".

Law: only what is on the map can be found, so nothing under the minimum group can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.flows.meaning.concepts import Concepts, product
from reisleider.flows.words.cues import asking_words, content_words, normalise
from reisleider.flows.words.vocabulary import lists

MEANT = 0.85  # what a name of the same meaning counts, beside the very words
CLEAR = 0.15  # how much better than the next name one must fit, so that it alone is meant
NEAR = 0.7  # part of the likeliest name's fit from which another may as well be meant
NAMED = 0.45  # likeness from which words before a colon name a touchpoint
HEAD = 5  # words that may stand before such a colon
LIKE = 0.3  # likeness from which a loose name is taken to mean a touchpoint: the asker sees at once what was taken


def find_on_map(journey_map: JourneyMap, words: str) -> MapTouchpoint | PhaseColumn | None:
    """The touchpoint or phase that these words mean most likely, or None."""
    asked = " ".join(word for word in content_words(words) if word not in asking_words())
    rows = list(_named(journey_map))
    scores = _alike(asked, [name for name, _ in rows]) if asked and rows else []
    best = max(range(len(scores)), key=lambda place: (scores[place], -place), default=None)
    return rows[best][1] if best is not None and scores[best] >= LIKE else None


def nearest_names(journey_map: JourneyMap, words: str, most: int = 3) -> tuple[str, ...]:
    """What the touchpoints are called that come nearest to these words, each by one of its names; none that is far."""
    asked = " ".join(content_words(words))
    rows = [(name, one.id) for one in touchpoints_of(journey_map) for name in one.label.values()]
    scores = _alike(asked, [name for name, _ in rows]) if asked and rows else []
    near = sorted((place for place, score in enumerate(scores) if score >= LIKE), key=lambda at: (-scores[at], at))
    found: dict[str, str] = {}
    for place in near:
        found.setdefault(rows[place][1], rows[place][0])
    return tuple(found.values())[:most]


def find_among(names: Sequence[str], words: str) -> int | None:
    """The place of the one name that these words hold or mean; None where none does, or more than one."""
    asked = " ".join(content_words(words))
    scores = _alike(asked, names) if asked and names else []
    near = [place for place, score in enumerate(scores) if score >= LIKE]
    best = max(near, key=lambda place: scores[place], default=None)
    others = (scores[place] for place in near if place != best)
    return best if best is not None and scores[best] - max(others, default=0.0) >= CLEAR else None


def near_among(names: Sequence[str], words: str, question: str = "") -> tuple[int, ...]:
    """The places of the names that a sentence may be about, the likeliest first: by words of theirs that few of the
    others have, or by a word of the same meaning; () where none is near. What the question says itself, or only how it
    was done ("moest"), tells none."""
    left_out = {*content_words(question), *lists("listening")["modal"]}
    said = (word for word in content_words(words) if len(word) > 1 and word not in left_out)
    wanted = sorted({stem for word in said for stem in normalise(word).split()})
    stems = [set(normalise(" ".join(content_words(name))).split()) for name in names]
    vectors = Concepts().vectors([*wanted, *names])
    scores = []
    for place, own in enumerate(stems):
        meant = [MEANT * product(vectors[one], vectors[len(wanted) + place]) for one in range(len(wanted))]
        shared = [1 / sum(one in each for each in stems) if one in own else 0.0 for one in wanted]
        scores.append(sum(max(pair) for pair in zip(shared, meant, strict=True) if max(pair) >= LIKE))
    best = max(scores, default=0.0)
    near = [place for place, score in enumerate(scores) if score > 0 and score >= NEAR * best]
    return tuple(sorted(near, key=lambda place: -scores[place]))


def _alike(asked: str, names: Sequence[str]) -> list[float]:
    """How well each name fits what is asked for, 0..1: by shared stems, or by meaning."""
    wanted = set(normalise(asked).split())
    vectors = Concepts().vectors([asked, *names])
    scores = []
    for place, name in enumerate(names, 1):
        stems = set(normalise(name).split())
        shared, told = len(wanted & stems) / len(wanted), len(wanted & stems) / max(1, len(stems))
        scores.append(max(shared * (0.9 + 0.1 * told), MEANT * product(vectors[0], vectors[place])))
    return scores


def find_named(journey_map: JourneyMap, words: str) -> MapTouchpoint | None:
    """The touchpoint that a sentence names: all words of its name stand in it, or what stands before a colon clearly
    means it; None where none is named. Of several it is the one that is named first, the longer name before the
    shorter."""
    head, colon, _ = words.partition(":")
    if colon and 0 < len(content_words(head)) <= HEAD and (one := _clearly_meant(journey_map, head)) is not None:
        return one
    said = [normalise(word) for word in content_words(words)]
    found: list[tuple[frozenset[str], int, MapTouchpoint]] = []
    for one in touchpoints_of(journey_map):
        for name in one.label.values():
            stems = frozenset(normalise(name).split()) if content_words(name) else frozenset()
            if stems and stems.issubset(said):
                found.append((stems, min(said.index(stem) for stem in stems), one))
    whole = [each for each in found if not any(each[0] < other[0] for other in found)]
    return min(whole, key=lambda each: each[1])[2] if whole else None


def numbers_of(journey_map: JourneyMap) -> Mapping[int, MapTouchpoint]:
    """The touchpoints by the numbers that the picture gives them: phase by phase, in the order of their positions."""
    placed = [one for column in journey_map.columns for one in sorted(column.touchpoints, key=lambda it: it.position)]
    return dict(enumerate((*placed, *journey_map.unplaced), start=1))


def _clearly_meant(journey_map: JourneyMap, words: str) -> MapTouchpoint | None:
    """The one touchpoint that these words mean, much likelier than any other."""
    asked = " ".join(content_words(words))
    ones = list(touchpoints_of(journey_map))
    rows = [(name, place) for place, one in enumerate(ones) for name in one.label.values()]
    best: dict[int, float] = {}
    for score, (_, place) in zip(_alike(asked, [name for name, _ in rows]), rows, strict=True):
        best[place] = max(score, best.get(place, 0.0))
    order = sorted(best, key=lambda place: -best[place])
    if not order or best[order[0]] < NAMED:
        return None
    return ones[order[0]] if len(order) == 1 or best[order[0]] - best[order[1]] >= CLEAR else None


def touchpoints_of(journey_map: JourneyMap) -> Iterator[MapTouchpoint]:
    """Every touchpoint that has a name on the map, phase by phase."""
    for column in journey_map.columns:
        yield from column.touchpoints
    yield from journey_map.unplaced


def _named(journey_map: JourneyMap) -> Iterator[tuple[str, MapTouchpoint | PhaseColumn]]:
    for column in journey_map.columns:
        for name in (*column.phase.label.values(), *column.phase.plain.values(), column.phase.id):
            yield name, column
    for one in touchpoints_of(journey_map):
        for name in one.label.values():
            yield name, one
