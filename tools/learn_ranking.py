"""Learns how much each sign of the ranker counts, from the development fields alone; prints ``meaning/blend.toml``.

Every wording of a field is ranked against its touchpoints, at a place as in somebody's journey: with a lead's names
alone and with other wordings learnt, with all touchpoints listed and with some missing. The weights are those of a
conditional logit with an alternative "none" (McFadden, 1974), by gradient ascent with a ridge. ``--check`` leaves out
each field in turn and prints how well the others' weights rank it, and how right ``clear`` is.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from math import exp, sqrt
from operator import mul
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from merging import Field, fields_in, somewhere  # noqa: E402 - found by the path above

from reisleider.flows.meaning.blend import NONE, SIGNS, Blend  # noqa: E402 - as above
from reisleider.flows.meaning.ranking import Candidate, Ranked, Told, clear  # noqa: E402 - as above

Case = tuple[Sequence[tuple[float, ...]], int]  # the signs of each candidate, and which one it is; -1: none of them
SETTINGS = ((0.0, 1.0), (0.4, 1.0), (0.0, 0.6), (0.4, 0.6))  # share of wordings learnt, share of touchpoints listed
ROUNDS, RATE, RIDGE = 150, 0.15, 0.5
NOTHING = 1e-4  # what a candidate can be off without counting
UNPLACED, PHASED, PHASED_RIGHTLY = 0.1, 0.3, 0.85  # shares of steps without a place, with a phase, with the right one
FILE = ROOT / "flows" / "meaning" / "blend.toml"


def cases(field: Field, learnt: float, listed: float, chance: random.Random) -> list[Case]:
    """Every wording that was not learnt, with the signs of each listed touchpoint."""
    known = sorted(chance.sample(field.order, max(2, round(listed * len(field.order)))), key=field.order.index)
    phases = {id: f"phase {3 * at // len(field.order)}" for at, id in enumerate(field.order)}
    held: list[tuple[str, str]] = []
    offered = []
    for id in field.order:
        wordings = chance.sample(field.wordings[id], len(field.wordings[id]))
        cut = round(learnt * len(wordings))
        held += [(id, words) for words in wordings[cut:]]
        if id in known:
            place = known.index(id) / (len(known) - 1)
            names = (*field.labels[id].words.values(), *wordings[:cut])
            offered.append(Candidate(id, names, phases[id], field.labels[id].channel, place))
    told = [Told(words, _place(field, id, chance), _phase(phases, id, chance)) for id, words in held]
    signs = Blend().signs(told, offered)
    return [(rows, known.index(id) if id in known else -1) for rows, (id, _) in zip(signs, held, strict=True)]


def _place(field: Field, id: str, chance: random.Random) -> float | None:
    """Where a step comes in a journey of six to nine steps through the field."""
    if chance.random() < UNPLACED:
        return None
    return somewhere(field, id, chance)


def _phase(phases: dict[str, str], id: str, chance: random.Random) -> str | None:
    if chance.random() >= PHASED:
        return None
    return phases[id] if chance.random() < PHASED_RIGHTLY else chance.choice(sorted(set(phases.values())))


def learn(told: Sequence[Case]) -> list[float]:
    """The weights of the signs, and of none of them, that make these choices likeliest (Adam; Kingma and Ba, 2015)."""
    size = len(SIGNS) + 1
    weights, mean, square = [0.0] * size, [0.0] * size, [0.0] * size
    for turn in range(1, ROUNDS + 1):
        slope = [-RIDGE * weight for weight in weights]
        for rows, right in told:
            likely = _likely(rows, weights)
            slope[-1] += (right == -1) - likely[-1]
            for at, row in enumerate(rows):
                miss = (at == right) - likely[at]
                if abs(miss) > NOTHING:
                    for sign, value in enumerate(row):
                        slope[sign] += miss * value
        for at, one in enumerate(slope):
            mean[at], square[at] = 0.9 * mean[at] + 0.1 * one, 0.99 * square[at] + 0.01 * one * one
            weights[at] += RATE * mean[at] / (1 - 0.9**turn) / (sqrt(square[at] / (1 - 0.99**turn)) + 1e-8)
    return weights


def _likely(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    """How likely each candidate was meant, and last that none was."""
    sums = [*(sum(map(mul, weights, row)) for row in rows), weights[-1]]
    highest = max(sums)
    powers = [exp(one - highest) for one in sums]
    return [one / sum(powers) for one in powers]


def gathered(fields: Sequence[Field], seed: int) -> list[Case]:
    """The cases of these fields in every setting."""
    chance = random.Random(seed)  # noqa: S311 - choices that can be made again
    return [case for field in fields for setting in SETTINGS for case in cases(field, *setting, chance)]


def write(weights: Sequence[float]) -> str:
    """The file of weights, its heading as it stands."""
    heading = FILE.read_text(encoding="utf-8").partition("[weights]")[0]
    rows = [f"{name} = {weight:.2f}" for name, weight in zip((*SIGNS, NONE), weights, strict=True)]
    return f"{heading}[weights]\n" + "\n".join(rows) + "\n"


def check(fields: Sequence[Field]) -> None:
    """Print how well each field is ranked by the weights of the others."""
    print("field                setting     first  three  five   clear  right")
    everything: dict[tuple[float, float], list[tuple[int, Ranking]]] = {}
    chance = random.Random(2)  # noqa: S311 - as above
    for field in fields:
        weights = learn(gathered([one for one in fields if one is not field], 1))
        for setting in SETTINGS:
            told = [(right, _ranked(rows, weights)) for rows, right in cases(field, *setting, chance)]
            everything.setdefault(setting, []).extend(told)
            _tell(f"{field.name:20} {setting[0]:.1f} {setting[1]:.1f}", told)
    for setting, told in everything.items():
        _tell(f"{'all':20} {setting[0]:.1f} {setting[1]:.1f}", told)


Ranking = tuple[Ranked, ...]  # each by its place as its id


def _ranked(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> Ranking:
    ranked = [Ranked(str(at), score) for at, score in enumerate(_likely(rows, weights)[:-1])]
    return tuple(sorted(ranked, key=lambda one: -one.score))


def _tell(name: str, told: Sequence[tuple[int, Ranking]]) -> None:
    listed = [[one.id for one in ranked].index(str(right)) for right, ranked in told if right >= 0]
    sure = [(clear(ranked), right) for right, ranked in told if clear(ranked) is not None]
    shares = [sum(place < most for place in listed) / len(listed) for most in (1, 3, 5)]
    rightly = sum(id == str(right) for id, right in sure) / max(1, len(sure))
    print(
        f"{name}     {shares[0]:.2f}   {shares[1]:.2f}   {shares[2]:.2f}   {len(sure) / len(told):.2f}   {rightly:.3f}",
        flush=True,
    )


if __name__ == "__main__":
    fields = fields_in("development")
    if "--check" in sys.argv:
        check(fields)
    else:
        print(write(learn(gathered(fields, 1))), end="")
