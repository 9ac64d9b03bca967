"""The minimum group: nothing covers fewer people, alone or by subtraction."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journey_samples import (
    BOOKED,
    COUPLES,
    FAMILIES,
    Series,
    called,
    colleague,
    compiled,
    guessed,
    journey,
    pain,
    shown,
    study,
    visit,
)

from reisleider.flows.journey import Importance, Journey, Label, Remark
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.privacy.minimum import Guard, minimum

GUARD = Guard({"customer": 3, "stakeholder": 5})


def test_a_study_can_raise_the_minimum_but_not_lower_it() -> None:
    low, high = study(minimum_customers=1, minimum_staff=1), study(minimum_customers=8, minimum_staff=9)

    assert [minimum(low, "customer"), minimum(low, "stakeholder"), minimum(low, "customer", split=True)] == [3, 5, 5]
    assert [minimum(high, "customer"), minimum(high, "stakeholder"), minimum(high, "customer", split=True)] == [8, 9, 8]


def test_outcomes_left_over_are_nobodys_or_of_the_minimum_group() -> None:
    for size in range(3, 9):
        for ends in itertools.combinations_with_replacement(("done", "failed", "gave-up", None), size):
            told = compiled([journey(at, ["gebeld"], outcome=end) for at, end in enumerate(ends)])
            shown = told.outcomes or {}
            assert all(count == ends.count(end) >= 3 for end, count in shown.items())
            assert not shown or size - sum(shown.values()) not in (1, 2), ends


@pytest.mark.parametrize(
    ("values", "of", "told"),
    [
        ("aaa", 3, {"a": 3}),
        ("aa", 2, None),
        ("aaab", 4, None),  # b would follow: 4 - 3
        ("aaabb", 5, None),
        ("aaabbc", 6, {"a": 3}),  # three others, nobody knows who of them
        ("aaaabbbc", 8, {"a": 4}),  # c would follow: 8 - 7
        ("aaaabbbb", 9, {"b": 4}),  # one gave no answer: that would follow too
        ("aaabbbccc", 9, {"a": 3, "b": 3, "c": 3}),
        ("", 0, None),
    ],
)
def test_a_tally_hides_what_would_follow_by_subtraction(values: str, of: int, told: dict[str, int] | None) -> None:
    assert GUARD.tally({str(at): value for at, value in enumerate(values)}, of) == told


@pytest.mark.parametrize(
    ("mine", "others", "told"),
    [(5, "", 5), (4, "", None), (5, "cccc", None), (5, "ccccc", 5), (6, "cccccd", None), (5, "cccccddddd", 5)],
)
def test_a_personas_figure_is_told_only_where_every_personas_share_is_nobody_or_enough(
    mine: int, others: str, told: int | None
) -> None:
    people = [f"m{at}" for at in range(mine)]
    elsewhere = [f"e{at}" for at in range(len(others))]
    split = {**dict.fromkeys(people, "m"), **dict(zip(elsewhere, others, strict=True))}

    assert Guard({"customer": 5, "stakeholder": 5}, split).count("customer", people, elsewhere) == told


@pytest.mark.parametrize(("people", "hidden"), [(1, 0), (2, 0), (3, 3)])
def test_touchpoints_under_the_minimum_are_counted_as_hidden_once_enough_people_met_any(
    people: int, hidden: int
) -> None:
    common = [journey(n, [visit("gebeld", 1)]) for n in range(3)]
    rare = [
        journey(9 + n, [visit(words, -2)], remarks=(pain(f"Ik zag drie {what} op het kleed"),))
        for n, words, what in zip(
            range(people),
            ("kamer gezien", "fiets gehuurd", "taart gebakken"),
            ("vlekken", "gaten", "muizen"),
            strict=False,
        )
    ]
    journey_map = compiled([*common, *rare])
    use = next(one for one in journey_map.columns if one.phase.id == "use")

    assert [one.label["nl"] for one in use.touchpoints] == ["gebeld"]
    assert use.hidden == hidden
    assert "kamer" not in str(journey_map)
    assert not any(word in str(journey_map) for word in ("vlekken", "gaten", "muizen"))


def test_seed_labels_under_the_minimum_appear_by_name_once_enough_people_told_any_and_nothing_else() -> None:
    told = visit("online geboekt", -2, "purchase", channel="phone")
    few = [journey(n, [told], remarks=(pain("Het kostte drie dagen extra"),), nearly_stopped_at="i1") for n in range(2)]
    others = [journey(5 + n, [visit("gebeld", 1)]) for n in range(4)]
    paid = Label("pay", {"nl": "Betaald", "en": "Paid"}, "need")
    of = study(labels=(BOOKED, paid))
    assert [one.label["nl"] for one in shown(compiled([*few, *others], of))] == ["gebeld"]

    journey_map = compiled([*few, *others, journey(9, [visit("betaald", 1, "need")])], of)
    booked = called(journey_map, "Online geboekt")

    assert (booked.named, booked.faces, booked.moment, booked.moment_n, booked.importance) == (None,) * 5
    assert booked.channel == "website"
    assert (booked.evidence, booked.source) == ("few", "told")
    assert "drie dagen" not in str(journey_map)


def test_too_few_respondents_show_nothing_they_said() -> None:
    journey_map = compiled([journey(n, ["gebeld", "gewacht"], outcome="done", end_emotion=1) for n in range(2)])

    assert shown(journey_map) == []
    assert [one.hidden for one in journey_map.columns] == [0] * 9
    assert (journey_map.end, journey_map.outcomes, journey_map.strength) == (None, None, None)
    assert journey_map.notes == ("note.too-few",)


def test_colleagues_figures_need_five() -> None:
    staff = [colleague(n, [guessed("gebeld", 2)]) for n in range(5)]
    customers = [journey(n, [visit("gebeld", -2)]) for n in range(3)]
    four, five = called(compiled([*customers, *staff[:4]]), "gebeld"), called(compiled([*customers, *staff]), "gebeld")

    assert (four.named_by_staff, four.guess, four.gap) == (None, None, None)
    assert (five.named_by_staff, five.guess and five.guess.counts, five.gap) == (5, (0, 0, 0, 0, 5), 1.0)


def test_words_without_consent_never_appear() -> None:
    remarks = (pain("Ik moest vier keer bellen voor niets"), Remark("wish", "Neem toch eens gewoon de telefoon op"))
    journeys = [journey(n, [visit("gebeld", -1)], remarks=remarks, quotes_allowed=False) for n in range(6)]

    assert "vier keer" not in str(compiled(journeys))
    assert "telefoon op" not in str(compiled(journeys))


def test_names_in_a_touchpoint_are_taken_out_too() -> None:
    journeys = [journey(n, [visit("gebeld met mevrouw Jansen", 1)]) for n in range(3)]

    assert [one.label["nl"] for one in shown(compiled(journeys))] == ["gebeld met […]"]


# --- by brute force: every small study -------------------------------------------------------------------------


def figures(journey_map: JourneyMap) -> Iterator[tuple[str, int]]:
    """Every number of people that the map publishes, by what it is about."""
    for one in shown(journey_map):
        for name, count in (
            ("named", one.named),
            ("staff", one.named_by_staff),
            ("moment", one.moment_n),
            ("again", one.again),
            ("nearly", one.nearly),
            ("gave up", one.gave_up),
            ("faces", one.faces.n if one.faces else None),
            ("guess", one.guess.n if one.guess else None),
        ):
            if count is not None:
                yield f"{name} {one.id}", count
    for column in journey_map.columns:
        for lane in ("needs", "pains", "gains", "opportunities", "targets"):
            yield from ((f"{lane} {point.words}", point.n) for point in getattr(column, lane) if point.n is not None)
    for name, counts in (("recency", journey_map.recency), ("outcome", journey_map.outcomes)):
        yield from ((f"{name} {value}", count) for value, count in (counts or {}).items())
    if journey_map.end is not None:
        yield "end", journey_map.end.n
    for one in journey_map.variants:
        yield f"order {one.first} {one.second}", one.n
        yield f"order {one.second} {one.first}", one.n_other
    for way in journey_map.routes:
        yield f"way {way.touchpoints}", way.n


def left_over(journey_map: JourneyMap) -> Iterator[tuple[str, int]]:
    """What remains when published figures are subtracted from the larger ones they are part of."""
    named = {one.id: one.named for one in shown(journey_map) if one.named is not None}
    for one in shown(journey_map):
        for name, part in (("moment", one.moment_n), ("again", one.again), ("nearly", one.nearly), ("up", one.gave_up)):
            if part is not None and one.id in named:
                yield f"{name} {one.id}", named[one.id] - part
    for one in journey_map.variants:
        for id in (one.first, one.second):
            yield f"order {id}", named[id] - one.n - one.n_other
    for one in journey_map.routes and shown(journey_map):
        having = [route.n for route in journey_map.routes if one.id in route.touchpoints]
        if having and one.id in named:
            yield f"way {one.id}", named[one.id] - sum(having)
    outcome = (journey_map.outcomes or {}).get("gave-up")
    gave_up = [one.gave_up for one in shown(journey_map) if one.gave_up is not None]
    if outcome is not None and gave_up:
        yield "gave up elsewhere", outcome - sum(gave_up)


def person(who: int, kind: str) -> Journey:
    """One of five people: met A only, B only, both, both and nearly stopped, or B twice and gave up there."""
    steps = {"a": ["aan"], "b": ["uit"], "c": ["aan", "uit"], "d": ["aan", "uit"], "e": ["uit", "aan", "uit"]}[kind]
    return journey(
        who,
        [visit(words, -1) for words in steps],
        outcome={"a": "done", "b": "gave-up", "c": "done", "d": "partly", "e": "gave-up"}[kind],
        recency="month" if kind in "ab" else "year",
        nearly_stopped_at="i1" if kind == "d" else None,
        importance=Importance(("i1",), "i1", None),
    )


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 7])
def test_no_figure_of_any_small_study_covers_fewer_than_the_minimum_alone_or_by_subtraction(size: int) -> None:
    for kinds in itertools.combinations_with_replacement("abcde", size):
        journey_map = compiled([person(who, kind) for who, kind in enumerate(kinds)])
        counts = list(figures(journey_map))
        small = [name for name, count in counts if count < 3]
        assert not small, (kinds, small)
        few = [name for name, rest in left_over(journey_map) if 0 < rest < 3]
        assert not few, (kinds, few)

        for table in ("recency", "outcome"):
            lane = [count for name, count in counts if name.startswith(table)]
            rest = size - sum(lane)
            assert not lane or rest == 0 or rest >= 3, (kinds, table)


@pytest.mark.parametrize("split", [(3, 3), (5, 2), (5, 4), (5, 5), (6, 1), (7, 3), (9, 5)])
def test_the_map_of_one_persona_subtracted_from_the_whole_never_leaves_a_few(split: tuple[int, int]) -> None:
    mine = [
        journey(n, [visit("gebeld", -1)], persona="families", outcome="done", end_emotion=1) for n in range(split[0])
    ]
    rest = [
        journey(50 + n, [visit("gebeld", 1)], persona="couples", outcome="done", end_emotion=1) for n in range(split[1])
    ]
    whole = dict(figures(compiled([*mine, *rest])))
    parts = [dict(figures(compiled([*mine, *rest], persona=persona))) for persona in (FAMILIES, COUPLES)]

    for part in parts:
        assert all(count >= 5 for count in part.values())
        assert all(
            whole[name] - count == 0 or whole[name] - count >= 5 for name, count in part.items() if name in whole
        )
    assert bool(parts[0]) is (split[0] >= 5 and split[1] >= 5)


@given(st.lists(st.sampled_from("abcd"), max_size=9), st.integers(3, 6))
def test_a_raised_minimum_holds_for_every_figure(kinds: list[str], least: int) -> None:
    journeys = [person(who, kind) for who, kind in enumerate(kinds)]
    journey_map = compiled(journeys, study(minimum_customers=least))

    assert all(count >= least for _, count in figures(journey_map))


# --- by brute force: one version after another ------------------------------------------------------------------


def spreads(journey_map: JourneyMap) -> Iterator[tuple[str, dict[object, int]]]:
    """Every figure that has parts, with these parts."""
    for one in shown(journey_map):
        for name, faces in (("faces", one.faces), ("guess", one.guess)):
            if faces is not None:
                yield f"{name} {one.id}", dict(enumerate(faces.counts))
        for name, counts in (("sure", one.certainty), ("basis", one.basis), ("expected", one.expectations)):
            if counts is not None:
                yield f"{name} {one.id}", dict(counts)
    if journey_map.end is not None:
        yield "end", dict(enumerate(journey_map.end.counts))


def tells_of_a_few(before: JourneyMap, after: JourneyMap, least: int = 3) -> list[str]:
    """The figures of two versions of which one minus the other is about fewer people than the minimum."""
    then, now = dict(figures(before)), dict(figures(after))
    found = [name for name in then.keys() & now.keys() if 0 < abs(now[name] - then[name]) < least]
    parts, later = dict(spreads(before)), dict(spreads(after))
    for name in parts.keys() & later.keys():
        keys = {*parts[name], *later[name]}
        if 0 < sum(abs(later[name].get(one, 0) - parts[name].get(one, 0)) for one in keys) < least:
            found.append(name)
    return found


@pytest.mark.parametrize(
    ("size", "newcomers"),
    [(3, "ade"), pytest.param(4, "abcde", marks=pytest.mark.long), pytest.param(5, "abcde", marks=pytest.mark.long)],
)
def test_no_version_minus_the_one_before_tells_of_fewer_than_the_minimum(size: int, newcomers: str) -> None:
    for kinds in itertools.combinations_with_replacement("abcde", size):
        for new in itertools.combinations_with_replacement(newcomers, 3):
            maps = Series()
            before = maps.next([person(who, kind) for who, kind in enumerate(kinds)])
            told = maps.next([person(who, kind) for who, kind in enumerate(kinds + new)])
            assert not tells_of_a_few(before, told), (kinds, new)
            assert all(count >= 3 for _, count in figures(told)), (kinds, new)
            assert not [name for name, rest in left_over(told) if rest < 0 or 0 < rest < 3], (kinds, new)


def test_what_too_few_new_people_said_waits_for_a_later_version() -> None:
    called_ = [journey(n, [visit("gebeld", -1)]) for n in range(4)]
    mailed = [journey(n, [visit("gemaild", 1)]) for n in range(10, 13)]
    late = [journey(n, [visit("gebeld", 2)]) for n in range(20, 23)]
    maps = Series()
    first = maps.next([*called_, *mailed])
    second = maps.next([*called_, *mailed, late[0]])
    third = maps.next([*called_, *mailed, *late])

    def told(journey_map: JourneyMap) -> tuple[object, ...]:
        one = called(journey_map, "gebeld")
        return one.named, one.faces and one.faces.counts

    assert [told(one) for one in (first, second, third)] == [
        (4, (0, 4, 0, 0, 0)),
        (4, (0, 4, 0, 0, 0)),
        (7, (0, 4, 0, 0, 3)),
    ]


def test_pains_gaps_and_evidence_follow_the_figures_that_stand() -> None:
    rest = [visit(words, 1) for words in ("advies gevraagd", "contract getekend", "pakket ontvangen", "buren verteld")]
    people = [journey(n, [visit("gebeld", -2), *rest]) for n in range(4)]
    staff = [colleague(n, [guessed("gebeld", 2)]) for n in range(5)]
    maps = Series()
    first = maps.next([*people, *staff])
    new = [journey(9, [visit("gebeld", 2)]), *(journey(10 + n, [visit("gemaild", 1)]) for n in range(3))]
    second = maps.next([*people, *new, *staff])
    one = called(second, "gebeld")

    assert (one.named, one.evidence, one.gap) == (4, "named", 1.0)
    assert second.gap == first.gap
    assert second.gap is not None
    assert [point.n for column in second.columns for point in column.pains] == [4]
    assert [look.slots for look in second.look_first] == [{"n": 4, "of": 4, "often": 10}]


def test_colleagues_wait_for_five() -> None:
    people = [journey(n, [visit("gebeld", -2)]) for n in range(4)]
    staff = [colleague(n, [guessed("gebeld", 2 if n < 5 else -2)]) for n in range(10)]
    for count, told in ((6, 5), (9, 5), (10, 10)):
        maps = Series()
        maps.next([*people, *staff[:5]])
        one = called(maps.next([*people, *staff[:count]]), "gebeld")
        assert (one.named_by_staff, one.guess and one.guess.n) == (told, told)
