"""What a map claims beside its counts: against numbers worked out by hand, and on studies in which nothing differs."""

from __future__ import annotations

import itertools
import random
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journey_samples import Series, called, colleague, compiled, guessed, journey, shown, visit

from reisleider.flows.journey import Importance, Journey
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.measures.chance import EXACT, Odds, at_least, beyond_chance
from reisleider.flows.synthesis.measures.worst import lower_bound, stand_out, stays_worst
from reisleider.flows.synthesis.privacy.ledger import Name
from reisleider.flows.synthesis.raised import raise_minimum

BENCH = Path(__file__).parent.parent.parent / "bench"
WORDS = ("gebeld", "betaald", "uitgepakt", "gemaild", "teruggestuurd", "gelezen")

# --- chance ----------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(0, 1), max_size=7), st.integers(0, 8))
def test_a_count_is_as_probable_as_all_its_ways_together(chances: list[float], count: int) -> None:
    ways = itertools.product((0, 1), repeat=len(chances))
    wanted = sum(
        prod(chance if here else 1 - chance for here, chance in zip(way, chances, strict=True))
        for way in ways
        if sum(way) >= count
    )
    assert at_least(chances, count) == pytest.approx(wanted, abs=1e-9)


def test_of_many_people_the_normal_curve_says_the_same() -> None:
    many = [0.2, 0.4] * (EXACT // 2)

    assert at_least([*many, 0.3], 75) == pytest.approx(at_least(many, 75) * 0.7 + at_least(many, 74) * 0.3, abs=0.005)


@pytest.mark.parametrize(
    ("chances", "clear"),
    [
        ([0.01, 0.02, 0.2], {0, 1}),  # .05 / 3, .05 / 2, .05
        ([0.02, 0.02, 0.02], set()),  # .02 is over .05 / 3
        ([0.001], {0}),
        ([], set()),
    ],
)
def test_holm_looks_at_everything_together(chances: list[float], clear: set[int]) -> None:
    assert beyond_chance([Odds(chance, 0.0) for chance in chances], 0.05) == clear


def test_what_could_tell_nothing_takes_nothing_from_the_others() -> None:
    mute = [Odds(0.5, 0.5)] * 9

    assert beyond_chance([Odds(0.04, 0.001), *mute], 0.05) == {0}
    assert beyond_chance([Odds(0.04, 0.001), *[Odds(0.5, 0.001)] * 9], 0.05) == frozenset()


# --- the worst -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "of", "least"), [(6, 6, 0.610), (7, 20, 0.181), (3, 4, 0.301), (0, 5, 0.0)])
def test_the_lower_bound_is_wilsons(count: int, of: int, least: float) -> None:
    assert lower_bound(count, of) == pytest.approx(least, abs=0.001)


def test_what_everybody_minds_everywhere_stands_out_nowhere() -> None:
    gloomy = {at: {str(who): -2 for who in range(12)} for at in range(5)}

    assert stand_out(gloomy) == frozenset()


def test_what_everybody_minds_here_alone_stands_out() -> None:
    chosen = {at: {str(who): -1 if at == 0 else 1 for who in range(4)} for at in range(6)}

    assert stand_out(chosen) == {0}
    assert stand_out(chosen, frozenset([0])) == frozenset()


def test_resamples_say_the_same_whoever_is_called_what() -> None:
    chance = random.Random(4)
    chosen = {at: {str(who): chance.randint(-2, 2) for who in range(9)} for at in range(6)}
    renamed = {at: {f"z{9 - int(who)}": score for who, score in faces.items()} for at, faces in chosen.items()}

    assert stays_worst(chosen) == stays_worst(chosen)
    assert stays_worst(chosen) == stays_worst(renamed)
    assert all(0 <= tenths <= 10 for tenths in stays_worst(chosen).values())
    assert 15 <= sum(stays_worst(chosen).values()) <= 30  # three places in every resample, each rounded down


def walk(who: int, faces: dict[str, int], **more: object) -> Journey:
    return journey(who, [visit(words, face) for words, face in faces.items()], **more)


def test_six_of_six_is_looked_at_before_seven_of_twenty() -> None:
    quick = [walk(n, {"gebeld": -1, **dict.fromkeys(WORDS[2:], 1)}) for n in range(6)]
    many = [walk(10 + n, {"betaald": -2 if n < 9 else 1, **dict.fromkeys(WORDS[2:], 1)}) for n in range(20)]
    first = compiled([*quick, *many]).look_first

    assert [(one.title["nl"], one.reason, dict(one.slots)) for one in first] == [
        ("gebeld", "look.negative", {"n": 6, "of": 6, "often": 10}),
        ("betaald", "look.negative", {"n": 9, "of": 20, "often": 10}),
    ]


def test_of_three_touchpoints_it_is_not_said_that_one_stays_among_the_worst_three() -> None:
    faces = {"gebeld": -1, "betaald": 1, "gemaild": 1}
    (look,) = compiled([walk(n, faces) for n in range(6)]).look_first

    assert (look.title["nl"], look.reason, look.slots) == ("gebeld", "look.counted", {"n": 6, "of": 6})


def test_who_chose_no_face_is_not_among_those_it_is_told_of() -> None:
    told = [walk(n, {"gebeld": -1, **dict.fromkeys(WORDS[1:], 1)}) for n in range(5)]
    look = compiled([*told, journey(9, [visit("gebeld"), visit("betaald", 1)])]).look_first[0]

    assert called(compiled([*told, journey(9, [visit("gebeld"), visit("betaald", 1)])]), "gebeld").named == 6
    assert (look.slots["n"], look.slots["of"]) == (5, 5)


def test_where_chance_can_make_it_nothing_is_looked_at_first_but_it_is_said_what_would_show_it() -> None:
    faces = [{"gebeld": -1 if n < 3 else 1, "betaald": 1, "gemaild": -1 if n == 3 else 1} for n in range(5)]
    told = compiled([walk(n, row) for n, row in enumerate(faces)])

    assert told.look_first == ()
    assert told.undecided is not None
    assert told.undecided.first is not None
    assert (told.undecided.first.title["nl"], told.undecided.first.slots) == ("gebeld", {"n": 3, "of": 5})
    assert told.undecided.more is not None
    assert 2 <= told.undecided.more <= 20


def test_where_all_are_alike_no_number_of_conversations_is_promised() -> None:
    told = compiled([walk(n, dict.fromkeys(WORDS, -1)) for n in range(5)])

    assert (told.look_first, told.undecided and told.undecided.more) == ((), None)


# --- gaps ------------------------------------------------------------------------------------------------------


def sides(guess: list[int], given: list[int]) -> JourneyMap:
    staff = [colleague(n, [guessed("gebeld", score)]) for n, score in enumerate(guess)]
    return compiled([*staff, *(journey(n, [visit("gebeld", score)]) for n, score in enumerate(given))])


def test_a_gap_is_told_where_chance_does_not_make_it() -> None:
    assert sides([1] * 6, [-2] * 6).gap is not None
    assert sides([1, 1, -1, 1, 1, 0], [1, -1, -1, 1, 0, -1]).gap is None


def test_a_gap_that_reads_the_same_face_twice_is_not_told() -> None:
    told = sides([1] * 8 + [2] * 7, [1] * 8 + [-1] * 7)
    one = called(told, "gebeld")

    assert one.gap is not None
    assert one.gap > 0.33
    assert one.gap_sure
    assert told.gap is None


# --- moments of truth ------------------------------------------------------------------------------------------


def pointing(count: int, of: int, what: str) -> JourneyMap:
    """So many of them nearly stopped at (or decided at) the first of their six steps, the others at the next ones."""
    at = ["i1"] * count + [f"i{2 + n % 5}" for n in range(of - count)]
    return compiled([walk(n, dict.fromkeys(WORDS, 1), **{what: id}) for n, id in enumerate(at)])


@pytest.mark.parametrize(("what", "key"), [("nearly_stopped_at", "near-drop-off"), ("decided_at", "decisive")])
def test_a_moment_is_where_more_point_than_chance_makes(what: str, key: str) -> None:
    told = called(pointing(7, 10, what), "gebeld")

    assert (told.moment, told.moment_n) == (f"moment.{key}", 7)
    assert called(pointing(4, 10, what), "gebeld").moment is None


def test_an_important_moment_needs_the_minimum_group_of_negative_faces() -> None:
    choice = Importance(("i1", "i2", "i3", "i4"), "i1", None)

    def moment(negative: int, of: int) -> str | None:
        faces = [{"gebeld": -1 if n < negative else 0, **dict.fromkeys(WORDS[1:], 1)} for n in range(of)]
        return called(compiled([walk(n, row, importance=choice) for n, row in enumerate(faces)]), "gebeld").moment

    assert moment(2, 6) is None
    assert moment(3, 6) == "moment.important"


# --- what people walked ----------------------------------------------------------------------------------------


def pairs(told: JourneyMap) -> set[tuple[str, str]]:
    names = {one.id: one.label["nl"] for column in told.columns for one in column.touchpoints}
    return {(names[first], names[second]) for first, second in told.walked}


def test_a_line_joins_only_touchpoints_that_three_felt_both() -> None:
    both = [walk(n, {"gebeld": 1, "betaald": -1}) for n in range(3)]
    other = [walk(10 + n, {"uitgepakt": -2}) for n in range(3)]
    two = [walk(20 + n, {"betaald": 1, "uitgepakt": 1}) for n in range(2)]

    assert pairs(compiled([*both, *other, *two])) == {("gebeld", "betaald")}


def test_a_persons_coming_changes_no_line_while_the_figures_stand() -> None:
    apart = [walk(n, {"gebeld": 1}) for n in range(3)] + [walk(10 + n, {"betaald": -1}) for n in range(3)]
    both = [walk(20 + n, {"gebeld": 1, "betaald": -1}) for n in range(2)]
    third = [*apart, *both, walk(30, {"gebeld": 1, "betaald": -1})]
    out = Series()

    assert pairs(out.next([*apart, *both])) == set()
    assert pairs(compiled(third)) == {("gebeld", "betaald")}
    assert pairs(out.next(third)) == set()


def test_a_line_that_went_out_stays_while_one_of_its_people_leaves() -> None:
    both = [walk(n, {"gebeld": 1, "betaald": -1}) for n in range(3)]
    apart = [walk(10 + n, {words: 1}) for n in range(6) for words in ("gebeld", "betaald")[n % 2 :][:1]]
    new = [walk(20 + n, {"uitgepakt": 1}) for n in range(3)]
    out = Series()

    assert pairs(out.next([*both, *apart])) == {("gebeld", "betaald")}
    assert pairs(compiled([*both[1:], *apart, *new])) == set()
    assert pairs(out.next([*both[1:], *apart, *new])) == {("gebeld", "betaald")}


def test_what_stands_out_stays_until_enough_people_changed_it() -> None:
    told = [walk(n, {"gebeld": -1, **dict.fromkeys(WORDS[1:], 1)}) for n in range(6)]
    mild = [walk(n, dict.fromkeys(WORDS, 1)) for n in range(12)]
    out = Series()
    first = called(out.next(told), "gebeld").often_worst

    assert first is not None
    assert called(out.next([*mild[:2], *told[2:], *mild[6:9]]), "gebeld").often_worst == first
    assert called(out.next(mild), "gebeld").often_worst is None


def test_a_figure_is_measured_for_the_map_until_so_many_colleagues_left() -> None:
    customers = [walk(n, {"gebeld": 1}) for n in range(3)]
    staff = [colleague(n, [visit("gebeld", today={"number": 3}, measure="met de klok")]) for n in range(5)]
    new = [walk(10 + n, {"gebeld": 1}) for n in range(3)]
    out = Series()

    assert called(out.next([*customers, *staff]), "gebeld").source == "measured"
    assert called(compiled([*customers, *staff[1:], *new]), "gebeld").source == "told"
    assert called(out.next([*customers, *staff[1:], *new]), "gebeld").source == "measured"


# --- source ----------------------------------------------------------------------------------------------------


def test_measured_is_what_enough_colleagues_say_how_they_measure() -> None:
    today = {"number": 3, "unit": "dagen"}
    customers = [walk(n, {"gebeld": 1}) for n in range(3)]

    def source(measure: str | None, staff: int) -> str:
        told = [colleague(n, [visit("gebeld", today=today, measure=measure)]) for n in range(staff)]
        return called(compiled([*customers, *told]), "gebeld").source

    assert source("met de klok van de centrale", 5) == "measured"
    assert source("met de klok van de centrale", 4) == "told"
    assert source(None, 5) == "told"


# --- larger groups than a map went out under -----------------------------------------------------------------------


def test_under_larger_groups_no_claim_is_left_that_may_be_of_fewer() -> None:
    staff = [colleague(n, [visit("gebeld", guess=2, today={"number": 3}, measure="met de klok")]) for n in range(6)]
    choice = Importance(("i1", "i2", "i3", "i4"), "i1", None)
    faces = [{"gebeld": -1 if n < 5 else 0, **dict.fromkeys(WORDS[1:], 1)} for n in range(6)]
    out = compiled([*staff, *(walk(n, row, importance=choice) for n, row in enumerate(faces))])
    names = {one.id: Name(one.label, least={"customer": 6, "stakeholder": 6}) for one in shown(out)}
    same, more = (raise_minimum(out, {"customer": least, "stakeholder": least}, names) for least in (5, 6))
    claims = [(one.moment, one.often_worst, one.gap_sure) for one in (called(told, "gebeld") for told in (out, more))]

    assert claims == [("moment.important", 10, True), (None, 10, True)]
    assert (bool(out.walked), more.walked, called(out, "gebeld").source) == (True, (), "measured")
    assert [called(told, "gebeld").source for told in (same, more)] == ["measured", "told"]
    assert ([one.reason for one in out.look_first], more.look_first) == (["look.negative"], ())
    assert more.undecided is not None


# --- studies in which nothing differs --------------------------------------------------------------------------


@pytest.mark.parametrize("size", [10])
def test_where_nothing_differs_hardly_any_map_claims_anything(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import truth

    null = truth.weigh(truth.compiled(size, truth.alike(0.4), 40))
    worse = truth.weigh(truth.compiled(size, truth.one_worst, 40))

    assert null.anything <= 0.1  # 5 % in the long run; of forty, four more would be one in a hundred
    assert worse.on_top >= 0.38
    assert worse.claimed <= worse.on_top
