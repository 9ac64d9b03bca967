"""Whether maps tell the truth: what they claim where nothing differs, and how soon they find what is truly worst.

Run with ``make bench-truth``. Goals: at most 5 % of the maps of studies in which no touchpoint differs claim anything,
at every size; and the touchpoint that 60 % find unpleasant, where 20 % do elsewhere, stands on top in at least 38 % at
10 customers, 52 % at 15 and 72 % at 25.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.journey import Fact, Importance, Journey, Label, Study, Touchpoint
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.synthesis.compile import compile_map
from reisleider.flows.synthesis.measures.specificity import Naming, specific

NOW = datetime(2026, 11, 30, tzinfo=UTC)
SIZES = (6, 10, 15, 25, 40)
LARGER = (25, 40)  # for what needs thirty outcomes, or groups of five
STUDIES = 400  # per size; a share of 5 % is then sure to 2 %
STAFF, GUESSES = 10, 5  # colleagues, and at how many of the touchpoints each guesses
MET = 0.6  # of the touchpoints are met by each customer
STOPPED, DECIDED = 0.4, 0.7  # of the customers nearly stopped somewhere, knew somewhere what they would choose
NAMES = (
    "folder gelezen", "advies gevraagd", "prijs vergeleken", "contract getekend", "factuur betaald", "pakket ontvangen",
    "storing gemeld", "monteur langs", "account verlengd", "buren verteld",
)  # fmt: skip
WORST = 0


@dataclass(frozen=True)
class Tally:
    """Of 100 maps of one kind: how many claim what, and in how many the truly worst stands on top."""

    first: float
    gap: float
    moment: float
    anything: float
    on_top: float
    claimed: float


def study() -> Study:
    """A study whose ten touchpoints have labels, so that merging is no part of what is measured."""
    base = load_demo_study()
    phases = [phase.id for phase in base.model.phases]
    labels = tuple(
        Label(f"l{at}", {"nl": name}, phases[at * len(phases) // len(NAMES)], "ours") for at, name in enumerate(NAMES)
    )
    return replace(base, labels=labels, personas=(), minimum_customers=3, minimum_staff=5)


def tell(customers: int, unpleasant: Callable[[int], float], chance: random.Random) -> list[Journey]:
    """Customers who meet their own part of the touchpoints, each of which ``unpleasant`` finds so for a share of them;
    whatever they point at, they point at by chance. Colleagues guess as customers feel."""
    told = []
    for who in range(customers):
        met = [at for at in range(len(NAMES)) if chance.random() < MET] or [chance.randrange(len(NAMES))]
        ids = [f"i{at}" for at in met]
        shown = tuple(chance.sample(ids, min(4, len(ids))))
        most, *others = chance.sample(shown, len(shown))
        told.append(
            replace(
                _journey(f"c{who:03}", {at: _face(unpleasant(at), chance) for at in met}),
                importance=Importance(shown, most, others[0] if others else None),
                decided_at=chance.choice(ids) if chance.random() < DECIDED else None,
                nearly_stopped_at=chance.choice(ids) if chance.random() < STOPPED else None,
            )
        )
    for who in range(STAFF):
        met = sorted((who + at) % len(NAMES) for at in range(GUESSES))
        told.append(_journey(f"s{who:03}", {at: _face(unpleasant(at), chance) for at in met}, staff=True))
    return told


def _face(unpleasant: float, chance: random.Random) -> int:
    return chance.choice((-2, -1)) if chance.random() < unpleasant else chance.choice((0, 1, 1, 2))


def _journey(who: str, faces: Mapping[int, int], *, staff: bool = False) -> Journey:
    return Journey(
        interview=f"i-{who}",
        study="s1",
        participant=who,
        track="stakeholder" if staff else "customer",
        language="nl",
        finished=True,
        began_at=NOW,
        ended_at=NOW,
        touchpoints=tuple(
            Touchpoint(f"i{at}", NAMES[at], at, **{"guess" if staff else "emotion": face}) for at, face in faces.items()
        ),
    )


def weigh(maps: Sequence[JourneyMap]) -> Tally:
    """What these maps claim, as shares 0..1."""
    rows = [
        (
            bool(one.look_first),
            one.gap is not None,
            any(touchpoint.moment for touchpoint in touchpoints_of(one)),
            _top(one) == NAMES[WORST],
            bool(one.look_first) and one.look_first[0].title["nl"] == NAMES[WORST],
        )
        for one in maps
    ]
    first, gap, moment, on_top, claimed = (sum(row[place] for row in rows) / len(rows) for place in range(5))
    return Tally(first, gap, moment, sum(any(row[:3]) for row in rows) / len(rows), on_top, claimed)


def _top(one: JourneyMap) -> str | None:
    """What stands on top: claimed, or so far."""
    so_far = one.undecided.first if one.undecided is not None else None
    top = one.look_first[0] if one.look_first else so_far
    return None if top is None else top.title["nl"]


def compiled(customers: int, unpleasant: Callable[[int], float], studies: int, seed: int = 0) -> list[JourneyMap]:
    """So many maps of such studies."""
    chance, of = random.Random(f"{customers} {seed}"), study()
    return [compile_map(of, tell(customers, unpleasant, chance), version=0, now=NOW) for _ in range(studies)]


def alike(share: float) -> Callable[[int], float]:
    """Nothing differs: at every touchpoint the same share finds it unpleasant."""
    return lambda _: share


def one_worst(at: int) -> float:
    """One touchpoint that 60 % find unpleasant, where 20 % do elsewhere."""
    return 0.6 if at == WORST else 0.2


def ended(told: Sequence[Journey], chance: random.Random) -> list[Journey]:
    """The same customers, whose outcome, age and face for the whole know nothing of what they met or of each other."""
    return [
        replace(
            one,
            outcome=chance.choice(("done", "done", "failed", "gave-up")),
            end_emotion=_face(0.3, chance),
            facts={"age": chance.choice(("young", "middle", "old"))},
        )
        if one.track == "customer"
        else one
        for one in told
    ]


def whole(customers: int, studies: int) -> tuple[float, float]:
    """Of maps of studies in which nothing goes with anything: the share that says something goes with the outcome, and
    the share that says two groups look back otherwise."""
    chance = random.Random(f"whole {customers}")
    ages = Fact("age", {"nl": "Leeftijd"}, tuple((id, {"nl": id}) for id in ("young", "middle", "old")))
    of = replace(study(), facts=(ages,))
    maps = [
        compile_map(of, ended(tell(customers, alike(0.3), chance), chance), version=0, now=NOW) for _ in range(studies)
    ]
    drivers = sum(bool(one.figures and one.figures.drivers) for one in maps)
    groups = sum(any(segment.differs for segment in one.figures.segments) for one in maps if one.figures)
    return drivers / studies, groups / studies


def reasons(customers: int, chance: random.Random, planted: float) -> list[Naming]:
    """Reasons at ten steps that know nothing of step or face: up to four things each, some far more common than others
    (Zipf); ``planted``: how many of those who disliked one step name one thing more."""
    common = [1 / (at + 1) for at in range(300)]
    found = []
    for who in range(customers):
        for step in range(len(NAMES)):
            if chance.random() < MET:
                side = chance.choice(("negative", "positive"))
                things = {str(one) for one in chance.choices(range(300), common, k=chance.randint(1, 4))}
                if step == WORST and side == "negative" and chance.random() < planted:
                    things.add("planted")
                found.append(Naming(str(who), (str(step), side), frozenset(things)))
    return found


def themes(customers: int, studies: int) -> tuple[float, float]:
    """The share of studies with a theme that is claimed where nothing is one, and where one is there the share that
    claims it at its step."""
    chance = random.Random(f"themes {customers}")
    null = sum(bool(specific(reasons(customers, chance, 0.0))) for _ in range(studies))
    found = sum(
        ((str(WORST), "negative"), "planted") in specific(reasons(customers, chance, 0.7)) for _ in range(studies)
    )
    return null / studies, found / studies


def main() -> None:
    """Print the tables."""
    print("\nThemes of reasons, where none is there (goal: 5 % at most) and where 7 in 10 name one thing\n")
    print("| customers | claimed where none is | found where one is |\n|---|---|---|")
    for size in SIZES:
        none, found = themes(size, STUDIES)
        print(f"| {size} | {100 * none:.1f} % | {found:.0%} |", flush=True)
    print("\nThe whole journey, where nothing goes with anything (goal: 5 % at most)\n")
    print("| customers | goes with how it ended | groups look back otherwise |\n|---|---|---|")
    for size in LARGER:
        drivers, groups = whole(size, STUDIES)
        print(f"| {size} | {100 * drivers:.1f} % | {100 * groups:.1f} % |", flush=True)
    print("\nNothing differs: maps that claim something (goal: 5 % at most)\n")
    print("| unpleasant | customers | look first | gap | moment | anything |\n|---|---|---|---|---|---|")
    for share in (0.2, 0.4):
        for size in SIZES:
            told = weigh(compiled(size, alike(share), STUDIES))
            cells = " | ".join(f"{100 * one:.1f} %" for one in (told.first, told.gap, told.moment, told.anything))
            print(f"| {share:.0%} | {size} | {cells} |", flush=True)
    print("\nOne touchpoint is truly worse, 60 % against 20 %\n")
    print("| customers | on top | claimed | goal: on top |\n|---|---|---|---|")
    for size, goal in zip(SIZES, ("", "38 %", "52 %", "72 %", ""), strict=True):
        told = weigh(compiled(size, one_worst, STUDIES))
        print(f"| {size} | {told.on_top:.0%} | {told.claimed:.0%} | {goal} |", flush=True)


if __name__ == "__main__":
    main()
