"""The lives of a study: whatever goes out, and however it is subtracted, nobody but one person's own people is told."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, permutations

import pytest
from lives import WORDS, Event, Life, Said, World, lived, told_apart, turned_by_few, walked_by_few

from reisleider.flows.journey_map import Route, Turnout

PUBLISH = Event("publish")
KINDS = {
    "a": Said((("gebeld", -2),), "gave-up", -2),
    "b": Said((("gebeld", 1), ("betaald", 2)), "done", 1),
    "c": Said((("betaald", -1),), "done", 2),
}
LEAVING = ("forget", "leave", "exclude")
CLAIMS = ("often_worst", "look_first", "walked", "undecided")


def join(who: str, kind: str) -> Event:
    """Somebody tells what this kind of people tell."""
    return Event("join", who, _in_own_words(who, KINDS[kind]))


def _in_own_words(who: str, said: Said) -> Said:
    """Three in four people call their steps by words of their own."""
    return replace(said, own=int(who[1:]) % 4 != 3)


def small_lives() -> list[tuple[str, Life]]:
    """Every first version of three or four people, one or two events, three newcomers of every kind, and a map after
    each."""
    found = []
    for size in (3, 4):
        for kinds in combinations_with_replacement("abc", size):
            first = [join(f"p{at}", kind) for at, kind in enumerate(kinds)]
            for events in ((one,) for one in (*LEAVING, "edit", "none")):
                middle = [_event(what, "p0", kinds[0]) for what in events]
                for newcomer in "abc":
                    late = [join(f"n{at}", newcomer) for at in range(3)]
                    name = f"{''.join(kinds)} {' '.join(events)} {newcomer}"
                    found.append((name, [*first, PUBLISH, *middle, PUBLISH, *late, PUBLISH]))
    return found


def _event(what: str, who: str, kind: str) -> Event:
    said = KINDS[kind]
    if what == "edit":
        said = replace(said, steps=tuple((words, -face) for words, face in said.steps))
        return Event("edit", who, _in_own_words(who, said))
    return Event(what, who)


def test_no_small_life_tells_anybody_apart() -> None:
    assert [(name, faults) for name, life in small_lives() if (faults := told_apart(life))] == []


@pytest.mark.parametrize("order", list(permutations(("forget p0", "exclude p1", "edit p2"))))
def test_in_whatever_order_people_go(order: tuple[str, ...]) -> None:
    first = [join(f"p{at}", kind) for at, kind in enumerate("aabbc")]
    events = [_event(*one.split(), "a") for one in order]
    late = [join(f"n{at}", kind) for at, kind in enumerate("abc")]
    life = [*first, PUBLISH]
    for at, event in enumerate(events):
        life += [event, PUBLISH, late[at], PUBLISH]

    assert told_apart([*life, PUBLISH]) == []


def any_said(chance: random.Random) -> Said:
    """What anybody may tell."""
    steps = tuple((words, chance.choice((-2, -1, 1, 2))) for words in chance.sample(WORDS, chance.randint(1, 3)))
    track = "stakeholder" if chance.random() < 0.3 else "customer"
    persona = chance.choice((None, "families", "families", "couples"))
    return Said(steps, chance.choice(("done", "gave-up")), chance.choice((-2, -1, 1, 2)), track, persona)


def said_in_full(chance: random.Random) -> Said:
    """A full interview: what mattered, where it nearly stopped, votes, targets; some broke off."""
    told = any_said(chance)
    track = "stakeholder" if chance.random() < 0.4 else told.track
    return replace(told, track=track, full=chance.randrange(10**6))


def calling_is_worse(chance: random.Random) -> Said:
    """What is told where one step stands out."""
    said = any_said(chance)
    faces = {words: -2 if words == WORDS[0] else 1 for words in WORDS}
    return replace(
        said, steps=tuple((words, faces[words] if chance.random() < 0.9 else it) for words, it in said.steps)
    )


def any_life(seed: int, say: Callable[[random.Random], Said] = any_said, *, own: bool = True) -> Life:
    """A life of a few to some twenty people: they come in crowds and alone, and maps go out whenever. ``own``: some
    call their steps by words of their own."""
    chance = random.Random(seed)
    life: list[Event] = []
    here: list[str] = []
    told: dict[str, Said] = {}

    def come() -> None:
        who = f"p{len(told)}"
        told[who] = _in_own_words(who, say(chance)) if own else say(chance)
        here.append(who)
        life.append(Event("join", who, told[who]))

    for _ in range(chance.randint(2, 8)):
        come()
    for _ in range(chance.randint(1, 5)):
        life.append(PUBLISH)
        for _ in range(chance.choice((0, 1, 2, 4, 8))):
            what = chance.choice((*5 * ("join",), "edit", "forget", "leave", "exclude", "include"))
            if what == "join" or not here:
                come()
                continue
            who = chance.choice(here)
            if what == "edit":
                life.append(Event("edit", who, replace(say(chance), track=told[who].track, own=told[who].own)))
            else:
                life.append(Event(what, who))
            if what in ("forget", "leave"):
                here.remove(who)
    return [*life, PUBLISH, *_words_go(here, random.Random(~seed))]


def _words_go(here: Sequence[str], chance: random.Random) -> Life:
    """What may still happen once the time of everybody's words has come, with a map before and after."""
    gone = [Event(chance.choice(("exclude", "leave")), who) for who in chance.sample(here, min(len(here), 1))]
    return [Event("fade"), PUBLISH, *gone, PUBLISH]


def one_goes_as_some_come(seed: int, say: Callable[[random.Random], Said] = said_in_full) -> Life:
    """A life in which before every map enough people join for a new one, and one or two go or say something else."""
    chance = random.Random(seed)
    life: list[Event] = []
    told: dict[str, Said] = {}
    here: list[str] = []
    for _ in range(chance.randint(2, 5)):
        going = chance.sample(here, min(len(here), chance.choice((1, 1, 1, 2))))
        for who in going:
            what = chance.choice(("forget", "leave", "exclude", "edit"))
            if what == "edit":
                life.append(Event(what, who, replace(say(chance), track=told[who].track, own=told[who].own)))
                continue
            here.remove(who)
            life.append(Event(what, who))
        for _ in range(chance.choice((3, 3, 4, 6) if here else (5, 7, 9))):
            who = f"p{len(told)}"
            told[who] = replace(say(chance), track="customer" if chance.random() < 0.8 else "stakeholder")
            here.append(who)
            life.append(Event("join", who, told[who]))
        life.append(PUBLISH)
    return life


def any_full_life(seed: int) -> Life:
    """A life of full interviews."""
    return any_life(seed, said_in_full)


KINDS_OF_LIVES = (any_life, any_full_life, one_goes_as_some_come)


@pytest.mark.parametrize("tenth", range(10))
def test_no_life_tells_anybody_apart(tenth: int) -> None:
    faults = {seed: found for seed in range(tenth * 10, tenth * 10 + 10) if (found := told_apart(any_life(seed)))}

    assert faults == {}


@pytest.mark.parametrize("tenth", range(6))
def test_no_life_of_full_interviews_tells_anybody_apart(tenth: int) -> None:
    seeds = range(tenth * 10, tenth * 10 + 10)

    assert {seed: found for seed in seeds if (found := told_apart(any_full_life(seed)))} == {}


@pytest.mark.parametrize("tenth", range(6))
def test_who_goes_as_others_come_is_not_told_apart(tenth: int) -> None:
    seeds = range(tenth * 10, tenth * 10 + 10)

    assert {seed: found for seed in seeds if (found := told_apart(one_goes_as_some_come(seed)))} == {}


def test_the_adversary_sees_what_was_told_anew_as_one_left() -> None:
    told = Said((("gebeld", -1),))
    world = World(step_of={"t1": "gebeld"})
    world.counted = [dict.fromkeys("abcd", told), dict.fromkeys("bcdefg", told)]
    world.seen = [{("", "t1", "importance"): 0.5}, {("", "t1", "importance"): 0.75}]

    assert len(list(turned_by_few(world))) == 1

    world.counted[1] = dict.fromkeys("abcdefg", told)

    assert list(turned_by_few(world)) == []


def test_the_adversary_sees_that_a_way_was_told_of_one_more() -> None:
    def told(*people: int) -> World:
        return World(seen=[{("", "routes"): (Route(("t1", "t2"), n),)} for n in people])

    assert len(list(walked_by_few(told(4, 9, 5)))) == 1
    assert list(walked_by_few(told(4, 7, 4))) == []


def test_what_is_claimed_tells_nobody_apart() -> None:
    lives = [any_life(seed, calling_is_worse) for seed in range(40)]
    claims = [
        key for life in lives for told in lived(life).seen for key, it in told.items() if it and key[-1] in CLAIMS
    ]

    assert set(CLAIMS) <= {key[-1] for key in claims}
    assert {at: found for at, life in enumerate(lives) if (found := told_apart(life))} == {}


def test_who_calls_a_step_otherwise_takes_no_number_along() -> None:
    assert told_apart(any_life(991, own=False)) == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_none_of_ten_thousand_lives_tells_anybody_apart(part: int) -> None:
    seeds = range(part * 500, part * 500 + 500)
    faults = {seed: found for seed in seeds if (found := told_apart(KINDS_OF_LIVES[seed % 3](seed)))}

    assert faults == {}


def test_full_interviews_tell_more_than_faces() -> None:
    worlds = [lived(any_full_life(seed)) for seed in range(40)]
    told = {key[-1] for world in worlds for seen in world.seen for key, it in seen.items() if it}

    assert {"importance", "needs", "targets", "priorities", "recency", "outcomes", "routes", "basis", "wait"} <= told
    assert "imported" in told
    assert any(isinstance(one, Turnout) and one.partial for world in worlds for one in world.seen[-1].values())


def test_these_lives_tell_something_and_go_on_telling() -> None:
    worlds = [lived(any_life(seed)) for seed in range(40)]
    told = [sum(isinstance(value, int) and key[-1] == "named" for key, value in one.seen[-1].items()) for one in worlds]
    grown = [one.seen[0] != one.seen[-1] for one in worlds]

    assert sum(count > 0 for count in told) > 25
    assert sum(grown) > 8
