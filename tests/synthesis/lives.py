"""Lives of a study: people join, answer, edit, leave, are left out, are forgotten, and maps go out in between.

And an adversary who sees everything that went out, and knows everybody but one. Everybody's expectation here is a mark
of their own, so that whatever counts expectations shows whom it was made of; faces are checked against those marks.
Some call their steps in words of their own, which no name may hold.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import combinations, count, pairwise, product
from typing import Any

from journey_samples import COUPLES, FAMILIES, NOW, journey, shown, study, visit

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Fact, Importance, Journey, Remark
from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.flows.languages import core_texts, words_file
from reisleider.flows.synthesis.compile import NO_PERSONA, bring_together, judge, tell
from reisleider.flows.synthesis.coverage import cover
from reisleider.flows.synthesis.privacy.ledger import Ledger, forget
from reisleider.flows.words.cues import content_words

LEAST, STAFF, SPLIT = 3, 5, 5
HOME = Fact("home", {"nl": "Hoe woon je?"}, (("flat", {"nl": "flat"}), ("house", {"nl": "huis"})))
STUDY = study(personas=(FAMILIES, COUPLES), facts=(HOME,))
WORDS = ("gebeld", "betaald", "bezorgd")
"""What people do in these lives."""


@dataclass(frozen=True)
class Said:
    """What somebody tells: the face at each step, and the rest of an interview. ``own``: in words of their own;
    ``full``: a number that the rest of a full interview is drawn from, None: they tell no more than this."""

    steps: tuple[tuple[str, int], ...]
    outcome: str = "done"
    end: int = 0
    track: str = "customer"
    persona: str | None = None
    own: bool = False
    full: int | None = None


@dataclass(frozen=True)
class Event:
    """Something that happens: ``what`` to ``who``, and what they say from then on."""

    what: str
    who: str = ""
    said: Said | None = None


Life = Sequence[Event]
Leaf = tuple[str, ...]
MARK = "-mark-"
OWN = "geheim"
"""How a word begins that is one person's own."""


@dataclass
class World:
    """A study that lives, and whatever it lets out: ``seen``, and ``changed`` people since the time before; ``asked``:
    what was heard of in between."""

    people: dict[str, Said] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)
    respondents: set[str] = field(default_factory=set)
    given: dict[str, list[Said]] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=lambda: Ledger(salt="5a" * 32))
    before: dict[str, JourneyMap] = field(default_factory=dict)
    seen: list[dict[Leaf, object]] = field(default_factory=list)
    changed: list[set[str]] = field(default_factory=list)
    since: set[str] = field(default_factory=set)
    counted: list[dict[str, Said]] = field(default_factory=list)  # who was there when each map went out, and said what
    told: bool = False  # whether the first map told anything
    asked: list[str] = field(default_factory=list)
    step_of: dict[str, str] = field(default_factory=dict)  # what each touchpoint of any map is, by its id
    told_as: dict[tuple[str, Said, int, bool], Journey] = field(default_factory=dict)  # as a study reads it
    faded: bool = False  # whether words are gone
    heard: Mapping[tuple[str, str], object] | None = None  # the status, until a map goes out

    def live(self, event: Event) -> None:
        """Let something happen."""
        if event.what == "publish":
            self.let_out()
            return
        before = self.status() if self.heard is None else self.heard
        self.happen(event)
        self.heard = self.status()
        if self.heard != before:
            self.asked.append(f"status after {event.what} of {event.who}: {self.heard}, before {before}")

    def happen(self, event: Event) -> None:
        """Let something happen to somebody."""
        self.since.add(event.who)
        if event.said is not None:
            self.people[event.who] = event.said
            self.given.setdefault(event.who, []).append(event.said)
        elif event.what in ("forget", "leave"):
            self.people.pop(event.who, None)
            opaque = (f"{event.who}{one:0{24 - len(event.who)}}" for one in count())
            self.ledger = forget(self.ledger, event.who, opaque)
        elif event.what == "exclude":
            self.excluded.add(event.who)
        elif event.what == "include":
            self.excluded.discard(event.who)
        elif event.what == "fade":
            self.faded = True

    def status(self) -> Mapping[tuple[str, str], object]:
        """What a lead who asks hears of what people told, whenever they ask; who took part is counted as it is."""
        rows = cover(STUDY, self.journeys(), self.before)
        return {
            (one.track, "" if one.persona is None else one.persona.id): (one.thin, one.strength)
            for one in rows
            if one.thin or one.strength is not None
        }

    def journeys(self) -> list[Journey]:
        return [self.told_by(who, said) for who, said in self.people.items() if who not in self.excluded]

    def told_by(self, who: str, said: Said) -> Journey:
        """What somebody told last, as a study reads it."""
        key = who, said, len(self.given[who]), self.faded
        if key not in self.told_as:
            self.told_as[key] = _journey(*key)
        return self.told_as[key]

    def decided(self) -> list[Override]:
        """That a step is the same by whatever words of their own people call it, as a lead decides."""
        owners = [who for who, said in self.people.items() if said.own and not self.faded]
        called = [[words, *(_words(words, who) for who in owners)] for words in WORDS]
        return [Override("same", one, other) for names in called for one, other in combinations(names, 2)]

    def let_out(self) -> None:
        """Show everyone's map and those of the personas; the next ones stand beside them."""
        study = replace(STUDY, words_gone_at=NOW) if self.faded else STUDY
        merged = bring_together(study, self.journeys(), self.decided())
        judged = judge(merged, self.ledger)
        for cell in merged.cells:
            first = next(iter((*cell.customers, *cell.staff))).touchpoint.words.split()[0]
            self.step_of.setdefault(judged.ids.get(cell.id, cell.id), first)
        told: dict[Leaf, object] = {}
        for persona in (None, *STUDY.personas):
            view = "" if persona is None else persona.id
            one = tell(merged, judged, self.before.get(view), version=1, now=NOW, persona=persona)
            told.update({(view, *key): value for key, value in leaves(one)})
            self.before[view] = one
        self.told = self.told or (not self.seen and judged.open)
        self.ledger = judged.ledger
        self.seen.append(told)
        self.counted.append({who: said for who, said in self.people.items() if who not in self.excluded})
        self.changed.append(self.since)
        self.since = set()
        self.heard = None

    def steps(self, mark: str) -> Mapping[str, int]:
        """The steps that a mark was given with, and the face at each."""
        who, _, time = mark.partition(MARK)
        return dict(self.given[who][int(time) - 1].steps)


def _journey(who: str, said: Said, time: int, faded: bool) -> Journey:
    """``faded``: without words, where each step has the name that all call it by, and no reason is left."""
    own = said.own and not faded
    mark = f"{who}{MARK}{time}"
    steps = [
        visit(_words(words, who) if own else words, face, expectation=mark, elapsed=mark)
        if said.track == "customer"
        else visit(_words(words, who) if own else words, None, guess=face, certainty=mark)
        for words, face in said.steps
    ]
    if said.full is not None:
        _more_of_steps(steps, said, random.Random(said.full))
    asked = said.track == "customer" and who[-1] in "02468"  # their link did not tell, so they said it themselves
    told = journey(
        who,
        steps,
        track=said.track,  # type: ignore[arg-type] # a track by its name
        participant=who,
        interview=f"i-{who}",
        persona=None if asked else said.persona,
        outcome=said.outcome,
        end_emotion=said.end,
        remarks=() if faded else tuple(_reasons(said, who)),
        imported=_elsewhere(who, said),
        facts={
            "home": "flat" if who[-1] in "01235" else "house",
            **({"own-persona": said.persona or NO_PERSONA} if asked else {}),
        },
    )
    if said.full is None:
        return told
    full = _in_full(told, random.Random(said.full))
    return replace(full, remarks=()) if faded else full


def _elsewhere(who: str, said: Said) -> bool:
    """Whether somebody was interviewed elsewhere: every third customer."""
    return said.track == "customer" and int(who[1:]) % 3 == 0


def _more_of_steps(steps: list[dict[str, Any]], said: Said, chance: random.Random) -> None:
    """What else is told of each step."""
    for one in steps:
        one |= {"channel": chance.choice((None, "phone", "mail")), "wait": chance.random() < 0.2}
        one |= {"phase": chance.choice(("use", "use", "delivery"))}
        if said.track != "customer":
            one |= {"basis": chance.choice(("figures", "impression")), "designed": chance.random() < 0.2}
            one |= {
                "today": {"number": chance.choice((4, 9)), "unit": "dagen"},
                "target": {"number": 2, "unit": "dagen"},
            }
            one |= {"measure": "geteld in het systeem" if chance.random() < 0.5 else None}


def _in_full(told: Journey, chance: random.Random) -> Journey:
    """The rest of a full interview: whether it was finished, what mattered, where it nearly stopped, how long ago."""
    ids = [one.id for one in told.touchpoints]
    most, least = chance.choice(ids), chance.choice(ids)
    needs = tuple(Remark("need", "Wat kost het nu in totaal?", id) for id in ids if chance.random() < 0.5)
    return replace(
        told,
        finished=chance.random() < 0.7,
        importance=Importance(tuple(ids), most, least if least != most else None),
        decided_at=chance.choice((None, ids[-1], ids[-1])),
        nearly_stopped_at=chance.choice((None, ids[0], ids[0])),
        recency=chance.choice(("month", "half-year")),
        remarks=(*told.remarks, *needs),
        facts={**told.facts, "top-three": ids[:2]},
    )


def _reasons(said: Said, who: str) -> Iterator[Remark]:
    """Why they chose a face: what everybody says of that face, and a word of their own."""
    for at, (words, face) in enumerate(said.steps, 1):
        if said.track == "customer" and face:
            kind, why = ("pain", "te langzaam") if face < 0 else ("gain", "snel geholpen")
            yield Remark(kind, f"{why} {_words(words, who) if said.own else words}", f"i{at}")


def _words(step: str, who: str) -> str:
    """A step in somebody's own words."""
    return f"{step} {OWN}{who}"


def leaves(journey_map: JourneyMap) -> Iterator[tuple[Leaf, object]]:
    """Everything of a map that any file, picture or answer is made of, by what it is about; but for words that people
    let be quoted, which are theirs."""
    for one in shown(journey_map):
        for what in WHAT:
            yield (one.id, what), getattr(one, what)
    for time in () if journey_map.figures is None else journey_map.figures.times:
        yield (time.touchpoint, "elapsed"), time.counts
    for theme in () if journey_map.figures is None else journey_map.figures.themes:
        yield (theme.touchpoint or "", theme.side, theme.id, "theme"), (theme.label, theme.n, theme.of)
    for column in journey_map.columns:
        for what in OF_A_PHASE:
            yield (column.phase.id, what), getattr(column, what)
        yield (column.phase.id, "order"), tuple(one.id for one in column.touchpoints)
    for part in WHOLE:
        yield (part,), getattr(journey_map, part)
    if journey_map.customers.imported is not None:  # it is left out wherever the rest would be too few
        yield ("imported",), journey_map.customers.imported


NEUTRAL = frozenset(
    word
    for words in (
        *(name for what in words_file("nl")["neutral"] for name in core_texts("neutral", what).values()),
        *(name for phase in STUDY.model.phases for name in phase.label.values()),
        *map(str, range(10)),
    )
    for word in content_words(words)
)
"""Words that any name may have: a channel, a phase, a number."""
QUOTED = ("quotes", "wishes")
"""Words that people let be quoted: they come and go with who said them."""
WHAT = tuple(one.name for one in fields(MapTouchpoint))
"""What a map says of a touchpoint."""
OF_A_PHASE = tuple(one.name for one in fields(PhaseColumn) if one.name not in ("phase", "touchpoints", *QUOTED))
"""What it says of a phase beside these."""
OF_THE_STUDY = (
    *("study", "title", "goal", "organisation", "model", "languages", "minimums", "persona"),
    *("version", "compiled_at", "as_of"),
)
"""What it says that nobody who was asked told."""
WHOLE = tuple(one.name for one in fields(JourneyMap) if one.name not in ("columns", "unplaced", *OF_THE_STUDY, *QUOTED))
"""What it says of everything together."""


def lived(life: Life) -> World:
    """The world after a life."""
    world = World()
    for event in life:
        world.live(event)
    return world


def told_apart(life: Life) -> list[str]:
    """What an adversary finds in everything that went out; nothing where all promises are kept."""
    world = lived(life)
    found = [*few_by_subtraction(world), *other_people(world), *moved_by_a_few(world), *named_by_few(world)]
    return [*found, *turned_by_few(world), *walked_by_few(world), *imported_by_few(world), *world.asked]


def walked_by_few(world: World) -> Iterator[str]:
    """Numbers of people who walked one way, of any two times, of which one less the other is fewer than the minimum:
    whose way it is was chosen among all, so that nobody has to have joined or left."""
    told: dict[tuple[str, ...], set[int]] = {}
    for seen in world.seen:
        for key, routes in seen.items():
            for one in routes if key[-1] == "routes" and isinstance(routes, tuple) else ():
                told.setdefault((key[0], *one.touchpoints), set()).add(one.n)
    for way, numbers in told.items():
        few = [pair for pair in combinations(sorted(numbers), 2) if pair[1] - pair[0] < LEAST]
        yield from (f"{way}: {less} became or was {more}" for less, more in few)


def named_by_few(world: World) -> Iterator[str]:
    """Names with a word in them that fewer than the minimum group ever used, and that no name must have."""
    people: dict[str, set[str]] = {}
    for who, said in world.given.items():
        for one in said:
            for words, _ in one.steps:
                for word in content_words(_words(words, who) if one.own else words):
                    people.setdefault(word, set()).add(who)
    for told in world.seen:
        for key, label in told.items():
            if key[-1] == "label" and isinstance(label, Mapping):
                spoken = {word for name in label.values() for word in content_words(name)}
                few = {word for word in spoken if len(people.get(word, ())) < LEAST} - NEUTRAL
                yield from (f"{key}: {label} has {word}" for word in sorted(few))
        if OWN in repr(told):
            yield f"{OWN} is said in {told}"


def few_by_subtraction(world: World) -> Iterator[str]:
    """Parts of all figures of one kind, of whole and personas at all times, that are of fewer than the minimum: with
    any figures subtracted from any others these are the smallest sets of people that can be told apart."""
    for what, least in (("expectations", LEAST), ("elapsed", LEAST), ("certainty", STAFF)):
        sets: dict[str, set[frozenset[str]]] = {}
        for told in world.seen:
            for key, counts in told.items():
                if key[-1] == what and isinstance(counts, Mapping):
                    marks = frozenset(counts)
                    step = world.step_of[key[1]]
                    sets.setdefault("", set()).add(frozenset((mark, step) for mark in marks))
                    if key[0] and len(marks) < SPLIT:
                        yield f"{key}: {sorted(marks)} of one persona"
        for found in sets.values():
            classes: dict[tuple[bool, ...], set[object]] = {}
            rows = sorted(found, key=sorted)
            for mark in frozenset().union(*rows):
                classes.setdefault(tuple(mark in row for row in rows), set()).add(mark)
            yield from (f"{what}: {sorted(map(str, one))}" for one in classes.values() if len(one) < least)


def other_people(world: World) -> Iterator[str]:
    """Faces that are not those of whom the expectations beside them are of."""
    for told in world.seen:
        for key, counts in told.items():
            if key[-1] != "expectations" or not isinstance(counts, Mapping):
                continue
            step = world.step_of[key[1]]
            faces = told[*key[:2], "faces"]
            if any(len(world.given[mark.partition(MARK)[0]]) > 1 for mark in counts):
                continue  # who changed what they told may be at two places, in either not counted twice
            if any(step not in world.steps(mark) for mark in counts):
                yield f"{key}: {sorted(counts)} did not all tell this"
                continue
            given = Counter(world.steps(mark)[step] for mark in counts)
            if faces != Faces((given[-2], given[-1], given[0], given[1], given[2])):
                yield f"{key}: {faces} is not of {sorted(counts)}"


def moved_by_a_few(world: World) -> Iterator[str]:
    """Anything that changed though fewer people than the minimum changed anything since anything changed before."""
    since = set(world.changed[0]) if not world.told else set()
    for at, (before, after) in enumerate(pairwise(world.seen), 1):
        since |= world.changed[at]
        moved = [key for key in sorted(before.keys() | after.keys()) if before.get(key) != after.get(key)]
        if moved and len(since) < LEAST:
            yield from (f"{at} {key}: {before.get(key)} became {after.get(key)}" for key in moved)
        since = set() if moved else since


def imported_by_few(world: World) -> Iterator[str]:
    """Numbers of people who were interviewed elsewhere, of any two times, that differ by fewer than the minimum, though
    not so many of these both joined and left in between."""
    told = [(at, seen["", "imported"]) for at, seen in enumerate(world.seen) if ("", "imported") in seen]
    held = [{who for who, said in here.items() if _elsewhere(who, said)} for here in world.counted]
    for (then, before), (now, after) in combinations(told, 2):
        assert isinstance(before, int)
        assert isinstance(after, int)
        both = min(len(held[then] - held[now]), len(held[now] - held[then])) >= LEAST
        if 0 < abs(after - before) < LEAST and not both:
            yield f"{now} imported: {before} became {after}"


def turned_by_few(world: World) -> Iterator[str]:
    """What is no number and was told anew, though of the people that it is made of fewer than the minimum group joined
    or left since any time that it stood as it was; in whatever way one takes who these are."""
    for at, (before, after) in enumerate(pairwise(world.seen)):
        for key in sorted(before.keys() & after.keys()):
            if key[-1] not in MADE_OF or not before[key] or _as_it_was(before[key], after[key]):
                continue
            stood = [then for then in range(at, -1, -1) if _stood(world.seen[then : at + 1], key)]
            if all(_by_few(world, key, then, at + 1) for then in stood):
                yield f"{at + 1} {key}: {before[key]} became {after[key]}"


def _stood(maps: Sequence[Mapping[Leaf, object]], key: Leaf) -> bool:
    return all(key in one and _as_it_was(one[key], maps[-1][key]) for one in maps)


def _as_it_was(then: object, now: object) -> bool:
    """Whether nothing was told anew but of steps that came onto the map or went."""
    if isinstance(then, tuple) and isinstance(now, tuple):
        return [one for one in then if one in now] == [one for one in now if one in then]
    return then == now


def _by_few(world: World, key: Leaf, then: int, now: int) -> bool:
    """Whether too few joined or left between these maps, of whomever this is made."""
    tracks, place = MADE_OF[key[-1]]
    told = (world.seen[then][key], world.seen[now][key])
    steps = {
        "step": {world.step_of.get(key[1])},
        "steps": {world.step_of[id] for ids in told if isinstance(ids, tuple) for id in ids},  # of one phase
        "whole": set(WORDS),
    }[place]
    return all(
        _too_few(*(_made_of(world.counted[one], key[0], track, part, steps) for one in (then, now)), key[0])
        for track, part in product(tracks, (_who, _walked, _all))
    )


def _too_few(then: set[object], now: set[object], view: str) -> bool:
    least = SPLIT if view else LEAST
    return any(0 < len(part) < least for part in (then - now, now - then))


def _made_of(
    people: Mapping[str, Said], view: str, tracks: str, part: Callable[[Said], object], steps: set[str | None]
) -> set[object]:
    return {
        (who, part(said))
        for who, said in people.items()
        if said.track in tracks and (not view or said.persona == view)
        if any(words in steps for words, _ in said.steps)
    }


def _who(said: Said) -> object:
    return None


def _walked(said: Said) -> object:
    return tuple(words for words, _ in said.steps)


def _all(said: Said) -> object:
    return said


CUSTOMERS, ANYBODY = ("customer",), ("customer", "stakeholder", "customer stakeholder")
MADE_OF: Mapping[str, tuple[tuple[str, ...], str]] = {
    "importance": (CUSTOMERS, "step"),
    "channel": (ANYBODY, "step"),
    "phase": (ANYBODY, "step"),
    "wait": (ANYBODY, "step"),
    "order": (CUSTOMERS, "steps"),
    "often_worst": (CUSTOMERS, "whole"),
    "strength": (CUSTOMERS, "whole"),
}
"""What is no number, whose it is, and whether it is of those who met one step, some, or of everybody."""
