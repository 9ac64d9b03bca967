"""How much of what people tell comes onto the map, and how rightly: whole studies of fields nobody prepared, simulated.

Run with ``make bench-merging``; names of fields, or ``development``, say which. Each field of tests/gold is a study:
twelve customers who walk six to nine touchpoints in order, in wordings of the field, each of which is used; labels by
the lead at the beginning for six in ten touchpoints; three colleagues who name eight contacts in their own words; who
tells places their own steps rightly in nine of ten questions, four at most; a lead who then sorts sixty cards, 97 in
100 rightly. Everything in between is the program itself: its codebook, its ranker, its merging.

Targets on the blind fields: pairwise F1 at least 0.85, at least 90 % of the steps on the map, precision unattended at
least 0.8.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Label, Study, Touchpoint, Track
from reisleider.flows.meaning.blend import Blend
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.ranking import Candidate, Ranked, Told, clear, worth
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels, keep_book
from reisleider.flows.synthesis.merging.candidates import candidates, told
from reisleider.flows.synthesis.merging.merge import Group, merge

GOLD = Path(__file__).parent.parent / "tests" / "gold"
NOW = datetime(2026, 11, 30, tzinfo=UTC)
CUSTOMERS, SHORTEST, LONGEST = 12, 6, 9
LISTED = 0.6  # share of the touchpoints that the lead lists at the beginning
COLLEAGUES, CONTACTS = 3, 8
QUESTIONS, RIGHTLY = 4, 0.9  # asked of one person at most; share of them answered rightly
CARDS, SORTED = 60, 0.97  # decisions of the lead; share of them that are right
SEEDS = 2  # studies simulated of each field and scene
MINIMUM = 3  # people without whom a touchpoint is not on the map
CHANNELS = {"person": "site", "email": "mail", "post": "letter", "other": "elsewhere"}  # as the questions have them


@dataclass(frozen=True)
class Field:
    """A gold field: its touchpoints in their usual order, and which touchpoint each wording is of."""

    name: str
    labels: Mapping[str, Label]
    wordings: Mapping[str, Sequence[str]]

    @property
    def order(self) -> Sequence[str]:
        return tuple(self.labels)


@dataclass(frozen=True)
class Help:
    """Who helps: the labels at the beginning, people who place their own steps, colleagues first, a lead who sorts."""

    labels: bool = True
    placing: bool = True
    colleagues: bool = True
    lead: bool = True


@dataclass(frozen=True)
class Outcome:
    """How studies end, counted. Pairs are of customers' steps in different words: put together rightly, wrongly, and
    left apart wrongly; ``shown``: steps on the map; ``silent``: steps placed without a question, and rightly so."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    steps: int = 0
    shown: int = 0
    silent: int = 0
    silent_right: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    @property
    def on_map(self) -> float:
        return self.shown / max(1, self.steps)


@dataclass
class Simulated:
    """A study under way. ``gold``: the touchpoint of every step, by interview and step; ``made``: that of the labels
    that the lead made since the beginning."""

    field: Field
    study: Study
    chance: random.Random
    journeys: list[Journey] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    gold: dict[tuple[str, str], str] = field(default_factory=dict)
    silent: Counter[bool] = field(default_factory=Counter)
    made: dict[str, str] = field(default_factory=dict)

    def groups(self) -> tuple[Group, ...]:
        """What the program makes of it as it stands."""
        labels = held_labels(self.study, self.journeys, self.overrides)
        return merge(self.journeys, labels, self.overrides, likeness_of(self.study))

    def candidates(self) -> tuple[Candidate, ...]:
        """What may be offered now."""
        book = keep_book(self.study, self.journeys, self.overrides)
        return candidates(book.labels(), self.study.labels, self.groups())

    def meant(self, candidate: Candidate) -> str | None:
        """The touchpoint that a label stands for in the eyes of a reader: that of its first name."""
        if candidate.id in self.field.labels:
            return candidate.id
        return self.made.get(candidate.id) or self.touchpoints.get(form(candidate.wordings[0]))

    @property
    def touchpoints(self) -> Mapping[str, str]:
        """The touchpoint of every wording of the field, by its form."""
        return {form(words): id for id, wordings in self.field.wordings.items() for words in wordings}


# --- fields --------------------------------------------------------------------------------------------


def fields_in(folder: str) -> tuple[Field, ...]:
    """The gold fields of one folder, by name."""
    return tuple(_read(path) for path in sorted((GOLD / folder).glob("*.toml")))


def _read(path: Path) -> Field:
    rows = {one["id"]: one for one in tomllib.loads(path.read_text(encoding="utf-8"))["touchpoint"]}
    order = tomllib.loads(path.read_text(encoding="utf-8"))["order"]
    labels = {
        id: Label(
            id,
            {"nl": rows[id]["nl"], "en": rows[id]["en"]},
            channel=CHANNELS.get(rows[id]["channel"], rows[id]["channel"]),
        )
        for id in order
    }
    return Field(path.stem, labels, {id: tuple(rows[id]["wordings"]) for id in order})


# --- people --------------------------------------------------------------------------------------------


def walks(field: Field, chance: random.Random) -> list[list[tuple[str, str]]]:
    """What each customer tells: touchpoints in order, each with a wording; every wording is used by somebody."""
    taken: list[dict[str, str]] = [{} for _ in range(CUSTOMERS)]
    for id in field.order:
        for words in chance.sample(field.wordings[id], len(field.wordings[id])):
            free = [one for one in taken if id not in one]
            fewest = min(len(one) for one in free)
            chance.choice([one for one in free if len(one) == fewest])[id] = words
    for one in taken:
        for id in chance.sample(field.order, len(field.order)):
            if len(one) < chance.randint(SHORTEST, LONGEST) and id not in one:
                one[id] = chance.choice(field.wordings[id])
    return [[(id, one[id]) for id in field.order if id in one] for one in taken]


def contacts(field: Field, chance: random.Random) -> list[tuple[str, str]]:
    """What a colleague names, in order."""
    chosen = set(chance.sample(field.order, CONTACTS))
    return [(id, chance.choice(field.wordings[id])) for id in field.order if id in chosen]


def tell(study: Simulated, who: str, track: Track, steps: Sequence[tuple[str, str]], placing: bool) -> None:
    """One interview, told into the study; its author places their steps where they are asked."""
    journey = Journey(
        interview=who,
        study=study.study.id,
        participant=who,
        track=track,
        language="nl",
        finished=True,
        began_at=NOW,
        ended_at=NOW,
        touchpoints=tuple(Touchpoint(f"t{at}", words, at) for at, (_, words) in enumerate(steps)),
    )
    study.gold.update(((who, f"t{at}"), id) for at, (id, _) in enumerate(steps))
    study.journeys.append(place_own(study, journey) if placing else journey)


def place_own(study: Simulated, journey: Journey) -> Journey:
    """The journey once its author was asked: what is clear is placed silently, at most four steps are asked about."""
    offered = study.candidates()
    if not offered:
        return journey
    ranker = Blend(likeness_of(study.study))
    ranked = ranker.rank([told(one, journey) for one in journey.touchpoints], offered)
    known = {one.id: one for one in offered}
    same_as: dict[str, str] = {}
    unclear: list[tuple[float, Touchpoint, Sequence[Ranked]]] = []
    for step, rows in zip(journey.touchpoints, ranked, strict=True):
        sure = clear(rows)
        if sure is not None:
            same_as[step.id] = sure
            if journey.track == "customer":
                study.silent[study.meant(known[sure]) == study.gold[journey.interview, step.id]] += 1
        else:
            unclear.append((sum(one.score for one in worth(rows)), step, worth(rows)))
    for _, step, rows in sorted(unclear, key=lambda one: (-one[0], one[1].id))[:QUESTIONS]:
        buttons = [known[one.id] for one in rows]
        same_as[step.id] = _answer(study, study.gold[journey.interview, step.id], buttons)
    return replace(journey, touchpoints=tuple(replace(one, same_as=same_as.get(one.id)) for one in journey.touchpoints))


def _answer(study: Simulated, id: str, offered: Sequence[Candidate]) -> str:
    """The label somebody picks for a step of this touchpoint, "" for none of them; nine times of ten the right one."""
    right = next((one.id for one in offered if study.meant(one) == id), "")
    wrong = [one.id for one in offered if one.id != right]
    return study.chance.choice(wrong) if wrong and study.chance.random() >= RIGHTLY else right


# --- the lead ------------------------------------------------------------------------------------------


def sort(study: Simulated) -> None:
    """Sixty cards: each a group that no label of the lead holds, what would bring most steps onto the map first."""
    ranker = Blend(likeness_of(study.study))
    for number in range(CARDS):
        labels = held_labels(study.study, study.journeys, study.overrides)
        groups = merge(study.journeys, labels, study.overrides, likeness_of(study.study))
        named = {one.id for one in study.study.labels} | {f"n{at}" for at in range(number)}
        cards = [one for one in groups if one.id not in named]
        if not cards:
            return
        held = {one.id: len(people(one)) for one in groups}
        known = candidates([one for one in labels if one.id in named], study.study.labels, groups)
        rows = ranker.rank([told(one.mentions[0].touchpoint, one.mentions[0].journey) for one in cards], known)
        gains = [gain(card, ranked, held) for card, ranked in zip(cards, rows, strict=True)]
        best = max(range(len(cards)), key=lambda at: (gains[at], cards[at].id))
        decide(study, cards[best], known, f"n{number}")


def people(group: Group) -> frozenset[str]:
    """The customers whose steps a group holds."""
    return frozenset(one.journey.participant for one in group.mentions if one.journey.track == "customer")


def gain(card: Group, ranked: Sequence[Ranked], held: Mapping[str, int]) -> float:
    """How many steps come onto the map by placing a card, weighed by how likely it belongs under each label."""
    own = len(people(card))
    total = 0.0
    for one in ranked:
        there = held.get(one.id, 0)
        if there + own >= MINIMUM:
            total += one.score * (own + (there if there < MINIMUM else 0))
        else:
            total += one.score * own / MINIMUM
    return total + own / 100


def decide(study: Simulated, card: Group, known: Sequence[Candidate], new: str) -> None:
    """The lead places the wordings of a card under the label they belong to, or a new one; what does not belong to the
    others of its card is left for another."""
    counts = Counter(study.gold[one.journey.interview, one.touchpoint.id] for one in card.mentions)
    id = min(counts, key=lambda one: (-counts[one], one))
    right = next((one.id for one in known if study.meant(one) == id), None)
    if known and study.chance.random() >= SORTED:
        right = study.chance.choice([one.id for one in known])
    elif right is None:
        study.overrides.append(Override("label", new, texts=study.field.labels[id].words))
        study.made[new] = id
        right = new
    belonging = {
        one.touchpoint.words for one in card.mentions if study.gold[one.journey.interview, one.touchpoint.id] == id
    }
    study.overrides += [Override("place", words, right) for words in sorted(belonging)]


# --- the ranker alone ----------------------------------------------------------------------------------


def somewhere(field: Field, id: str, chance: random.Random) -> float:
    """Where a step of this touchpoint comes in a walk of six to nine steps through the field, 0..1."""
    others = chance.sample([one for one in field.order if one != id], chance.randint(SHORTEST, LONGEST) - 1)
    walk = sorted([id, *others], key=field.order.index)
    return walk.index(id) / (len(walk) - 1)


def rank_alone(field: Field) -> tuple[float, float, float]:
    """Of all wordings of a field, ranked against the names of its touchpoints alone, the share whose own comes first,
    among the first three, among the first five."""
    chance = random.Random(field.name)
    offered = candidates(list(field.labels.values()), list(field.labels.values()), ())
    steps = [(id, words) for id, wordings in field.wordings.items() for words in wordings]
    ranked = Blend().rank([Told(words, somewhere(field, id, chance)) for id, words in steps], offered)
    places = [[one.id for one in rows].index(id) for rows, (id, _) in zip(ranked, steps, strict=True)]
    first, three, five = (sum(place < most for place in places) / len(places) for most in (1, 3, 5))
    return first, three, five


# --- the whole study -----------------------------------------------------------------------------------


def play(field: Field, help: Help, seed: int = 0) -> Outcome:
    """A study of this field from its beginning to its map."""
    chance = random.Random(f"{field.name} {seed}")
    told_by = walks(field, chance)
    named = [contacts(field, chance) for _ in range(COLLEAGUES)]
    listed = set(chance.sample(field.order, round(LISTED * len(field.order))))
    labels = tuple(label for id, label in field.labels.items() if id in listed) if help.labels else ()
    study = Simulated(field, replace(load_demo_study(), labels=labels, minimum_customers=MINIMUM), chance)
    if help.colleagues:
        for at, steps in enumerate(named):
            tell(study, f"s{at}", "stakeholder", steps, help.placing)
    for at, steps in enumerate(told_by):
        tell(study, f"c{at:02}", "customer", steps, help.placing)
    if help.lead:
        sort(study)
    return judge(study)


def judge(study: Simulated) -> Outcome:
    """How far the groups of a study agree with the gold, over customers' steps in different words."""
    rows: list[tuple[str, str, str]] = []
    shown = steps = 0
    for group in study.groups():
        mine = [one for one in group.mentions if one.journey.track == "customer"]
        rows += [(study.gold[one.journey.interview, one.touchpoint.id], group.id, one.form) for one in mine]
        steps += len(mine)
        shown += len(mine) if len(people(group)) >= MINIMUM else 0
    pairs = Counter(
        (left[0] == right[0], left[1] == right[1]) for left, right in combinations(rows, 2) if left[2] != right[2]
    )
    return Outcome(
        pairs[True, True],
        pairs[False, True],
        pairs[True, False],
        steps,
        shown,
        study.silent.total(),
        study.silent[True],
    )


SCENES: Mapping[str, Help] = {
    "unattended": Help(labels=False, placing=False, colleagues=False, lead=False),
    "labels alone": Help(placing=False, colleagues=False, lead=False),
    "without the lead": Help(lead=False),
    "without placing": Help(placing=False),
    "without labels": Help(labels=False),
    "without colleagues": Help(colleagues=False),
    "everything": Help(),
}


def main(names: Iterable[str]) -> int:
    """Print how fields are ranked and how their studies end, by scene; 1 where a target of the whole is not met."""
    wanted = set(names) or {"blind"}
    chosen = [one for name in ("blind", "development") for one in fields_in(name) if {name, one.name} & wanted]
    print("| field | right label first | among three | among five |\n|---|---|---|---|")
    alone = {one.name: rank_alone(one) for one in chosen}
    for name, shares in {**alone, "all": tuple(map(fmean, zip(*alone.values(), strict=True)))}.items():
        print(f"| {name} | " + " | ".join(f"{one:.2f}" for one in shares) + " |")
    print("\n| field | with | P | R | F1 | steps on the map | silently | of these right |")
    print("|---|---|---|---|---|---|---|---|")
    whole: dict[str, Outcome] = {}
    for one in chosen:
        for scene, help in SCENES.items():
            ends = sum((play(one, help, seed) for seed in range(SEEDS)), Outcome())
            whole[scene] = whole.get(scene, Outcome()) + ends
            print(_row(one.name, scene, ends), flush=True)
    for scene, ends in whole.items():
        print(_row("all", scene, ends))
    best = whole["everything"]
    return int(best.f1 < 0.85 or best.on_map < 0.9 or whole["unattended"].precision < 0.8)


def _row(name: str, scene: str, ends: Outcome) -> str:
    shares = (
        ends.precision,
        ends.recall,
        ends.f1,
        ends.on_map,
        ends.silent / max(1, ends.steps),
        ends.silent_right / max(1, ends.silent),
    )
    return f"| {name} | {scene} | " + " | ".join(f"{one:.2f}" for one in shares) + " |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
