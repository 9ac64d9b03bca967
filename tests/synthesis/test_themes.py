"""Themes of reasons: found where they are, claimed nowhere else, and called by nobody's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from journey_samples import FAMILIES, Series, compiled, journey, study, visit

from reisleider.flows.journey import Journey, Remark
from reisleider.flows.journey_map import JourneyMap, Theme
from reisleider.flows.meaning.families import families_of
from reisleider.flows.synthesis.measures.specificity import Naming, specific
from reisleider.flows.synthesis.reasons.themes import example

STEPS = ("online geboekt", "op de levering gewacht", "pakket uitgepakt", "monteur ontvangen", "factuur betaald")
OTHERS = (
    "de knop bewoog",
    "ruime keuze in kleur",
    "doos zat dicht",
    "hij droeg sloffen",
    "papier was glad",
    "mist buiten",
)
SLOW = ("veel te langzaam", "het ging traag", "so slow", "een trage start, langzaam")


def told(who: int, why: Sequence[tuple[int, str]], **more: object) -> Journey:
    """A customer who met every step; ``why``: a face and its reason, step by step, "" for none."""
    visits = [visit(words, face) for words, (face, _) in zip(STEPS, why, strict=False)]
    remarks = tuple(
        Remark("pain" if face < 0 else "gain", words, f"i{at + 1}") for at, (face, words) in enumerate(why) if words
    )
    return journey(who, visits, **{"remarks": remarks, **more})


def people(count: int, slow: int = 0, first: int = 0, **more: object) -> list[Journey]:
    """Customers of whom the first ``slow`` name slowness at the second step, in words and languages of their own."""
    found = []
    for n in range(first, first + count):
        reasons = [(1, OTHERS[n % 6]), (-1, OTHERS[(n + 1) % 6]), (1, OTHERS[(n + 2) % 6])]
        if n - first < slow:
            reasons[1] = (-1, SLOW[n % 4])
        found.append(told(n, reasons, **more))
    return found


def themes(of: JourneyMap) -> list[Theme]:
    assert of.figures is not None
    return list(of.figures.themes)


def called(of: JourneyMap, *, clear: bool = False) -> set[tuple[str, str | None, int, int]]:
    names = {one.id: one.label["nl"] for column in of.columns for one in column.touchpoints}
    return {
        (one.label["nl"], names.get(one.touchpoint or ""), one.n, one.of)
        for one in themes(of)
        if one.clear or not clear
    }


def test_a_planted_theme_is_found_in_both_languages_with_how_many_of_how_many() -> None:
    of = compiled(people(14, slow=8))

    assert ("langzaam", STEPS[1], 8, 14) in called(of, clear=True)
    one = next(one for one in themes(of) if one.label["nl"] == "langzaam" and one.touchpoint)
    assert (one.side, one.label["en"]) == ("negative", "slow")


def test_the_same_reasons_for_everything_are_counted_and_not_claimed() -> None:
    everywhere = [told(n, [(-1, "het ging traag"), (-1, "te langzaam"), (1, "langzaam aan")]) for n in range(9)]

    assert ("langzaam", None, 9, 9) in called(compiled(everywhere))
    assert called(compiled(everywhere), clear=True) == set()


def test_on_reasons_that_know_nothing_of_touchpoint_or_face_at_most_one_study_in_twenty_claims_a_theme() -> None:
    """200 studies of 15 customers at six steps; words as unequally common as those of a language (Zipf)."""
    claimed = 0
    weights = [1 / (at + 1) for at in range(200)]
    for seed in range(200):
        chance = Random(seed)
        said = [
            Naming(
                str(who), (str(step), chance.choice(("negative", "positive"))),
                frozenset(map(str, chance.choices(range(200), weights, k=4))),
            )
            for who in range(15)
            for step in range(6)
            if chance.random() < 0.7
        ]  # fmt: skip
        claimed += bool(specific(said))

    assert claimed <= 10


def test_a_planted_theme_is_found_among_such_reasons() -> None:
    found, slow = 0, {"slow"}
    weights = [1 / (at + 1) for at in range(200)]
    for seed in range(40):
        chance = Random(seed)
        said = [
            Naming(
                str(who), (str(step), "negative"),
                frozenset(map(str, chance.choices(range(200), weights, k=4)))
                | (slow if step == 1 and who % 4 else set()),
            )
            for who in range(15)
            for step in range(6)
        ]  # fmt: skip
        found += (("1", "negative"), "slow") in specific(said)

    assert found == 40


@pytest.mark.parametrize("slow", [0, 1, 2])
def test_fewer_than_the_minimum_group_make_no_theme(slow: int) -> None:
    assert not any("langzaam" in one.label["nl"] for one in themes(compiled(people(12, slow=slow))))


def test_nobodys_own_word_names_a_theme() -> None:
    own = ("verzekeringskwibus", "verzekeringskwibussen", "verzekeringskwibusje", "zorgelijk verzekeringskwibusjes")
    of = compiled([told(n, [(1, "doos"), (-1, own[n % 4])]) for n in range(4)])

    assert {one.label["nl"] for one in themes(of)} & set(own) == set()


def test_a_name_of_a_person_is_in_no_theme() -> None:
    of = compiled([told(n, [(1, "doos"), (-1, "Mevrouw Jansen was langzaam")]) for n in range(5)])

    assert themes(of)
    assert "jansen" not in repr(themes(of)).lower()


@pytest.mark.parametrize("words", ["ik ben zwanger en alles was langzaam", "door mijn kanker was het langzaam"])
def test_what_is_more_private_than_the_rest_is_in_no_theme(words: str) -> None:
    assert themes(compiled([told(n, [(-1, words)]) for n in range(6)])) == []


def test_what_somebody_forwarded_is_not_their_reason() -> None:
    many = [told(n, [(-1, "veel te langzaam")]) for n in range(6)]
    forwarded = [replace(one, remarks=tuple(replace(said, forwarded=True) for said in one.remarks)) for one in many]

    assert themes(compiled(many))
    assert themes(compiled(forwarded)) == []


def test_that_there_was_none_is_another_theme_than_that_there_was() -> None:
    of = compiled([told(n, [(-1, "geen antwoord")]) for n in range(4)])

    assert [(one.label["nl"], one.denied) for one in themes(of) if one.touchpoint is None] == [("antwoord", True)]


def test_a_theme_that_only_repeats_the_name_of_its_touchpoint_is_not_told() -> None:
    """At the step that is waiting for a delivery "de levering" says nothing, and what is told beside it does."""
    why = ("de levering", "levering te langzaam", "die levering", "levering was traag")
    of = compiled([told(n, [(1, OTHERS[n % 6]), (-1, why[n % 4])]) for n in range(12)])

    here = {name for name, at, *_ in called(of) if at == STEPS[1]}

    assert "traag" in here
    assert not any("levering" in name for name in here)
    assert any("levering" in name for name, at, *_ in called(of) if at is None)


def test_that_there_was_none_of_what_a_touchpoint_is_called_is_told() -> None:
    of = compiled([told(n, [(1, OTHERS[n % 6]), (-1, "er was geen levering")]) for n in range(9)])

    assert any(one.denied and one.touchpoint and "levering" in one.label["nl"] for one in themes(of))


def test_a_theme_that_all_but_a_few_named_is_not_told() -> None:
    rows = [told(n, [(-1, "veel te langzaam" if n < 5 else "mist")]) for n in range(6)]

    assert themes(compiled(rows)) == []


def test_one_who_joins_is_in_no_theme_until_enough_do() -> None:
    series = Series()
    first = themes(series.next(people(9, slow=6)))
    more = told(50, [(1, "doos"), (-1, "zo langzaam")])

    assert first
    assert themes(series.next([*people(9, slow=6), more])) == first
    grown = series.next([*people(9, slow=6), *people(3, slow=3, first=50)])
    assert ("langzaam", STEPS[1], 9, 12) in called(grown)


def test_who_leaves_stays_in_the_number_that_went_out() -> None:
    series = Series()
    first = series.next(people(9, slow=6))
    later = series.next(people(9, slow=6)[1:])

    assert ("langzaam", STEPS[1], 6, 9) in called(first)
    assert ("langzaam", STEPS[1], 6, 9) in called(later)


def test_the_example_is_a_quote_that_the_map_shows_anyway() -> None:
    spoken = compiled(people(9, slow=6))
    one = next(one for one in themes(spoken) if one.touchpoint and one.clear)
    quotes = [quote for column in spoken.columns for quote in column.quotes]
    found = example(one, spoken)

    assert found is None or found in quotes
    silent = compiled([replace(who, quotes_allowed=False) for who in people(9, slow=6)])
    assert all(example(theme, silent) is None for theme in themes(silent))


def test_a_persona_has_no_themes() -> None:
    both = [replace(one, persona="families") for one in people(9, slow=6)]

    assert themes(compiled(both, study(personas=(FAMILIES,)), persona=FAMILIES)) == []


def test_a_reason_names_what_it_is_about_and_not_that_it_was_nice() -> None:
    assert set(families_of("Het was erg prettig")) == set()
    assert "wait" in families_of("I had to wait too long")
    assert "wait" in families_of("ik moest wachten")
