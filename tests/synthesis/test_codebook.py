"""The codebook: which labels a study has, what is placed under them, and who may put it there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from journey_samples import BOOKED, NOW, Series, called, colleague, compiled, journey, shown, study, visit

from reisleider.flows.codebook.codebook import Codebook, confirmed, id_of
from reisleider.flows.codebook.decisions import Override, placed, standing
from reisleider.flows.journey import Journey, Label
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.book import count_book, held_labels, keep_book
from reisleider.flows.synthesis.merging.merge import merge

WALK = "een rondje met Bello gelopen"
MET = Label("met", {"nl": "Kennisgemaakt met de hond", "en": "Met the dog"}, "decide", "ours", channel="on-site")


def book(
    journeys: Sequence[Journey] = (), overrides: Sequence[Override] = (), labels: Sequence[Label] = (BOOKED, MET)
) -> Codebook:
    return keep_book(study(labels=tuple(labels)), journeys, overrides)


def put(words: str, id: str, **more: Any) -> Override:
    return Override("place", words, id, **{"by": "l1", "at": NOW, **more})


def aliases(told: Codebook, id: str) -> list[tuple[str, str]]:
    entry = told.entry(id)
    return [] if entry is None else [(one.words, one.by) for one in entry.aliases]


def test_the_labels_of_the_study_come_first_and_stay_as_they_are() -> None:
    told = book()

    assert told.labels() == told.held() == (BOOKED, MET)
    assert aliases(told, "book") == [("op de site geboekt", "lead")]
    assert confirmed([BOOKED, MET], []) == {"book", "met"}
    assert told.entry("gone") is None


def test_a_customers_words_are_no_name_and_no_alias_until_a_lead_places_them() -> None:
    one = [journey(1, [WALK])]

    assert book(one).labels() == (BOOKED, MET)
    assert WALK in book(one, [put(WALK, "met")]).labels()[1].aliases
    assert aliases(book(one, [put(WALK, "met")]), "met") == [(WALK, "lead")]


def test_a_placement_says_who_and_when() -> None:
    entry = book([], [put(WALK, "met")]).entry("met")

    assert entry is not None
    assert (entry.aliases[0].who, entry.aliases[0].at) == ("l1", NOW)


def test_what_authors_place_is_an_alias_only_when_the_minimum_group_did() -> None:
    def by(count: int) -> list[Journey]:
        return [journey(n, [visit(WALK, same_as="met")]) for n in range(count)]

    assert aliases(book(by(2)), "met") == []
    assert aliases(book(by(3)), "met") == [(WALK, "author")]
    assert aliases(book(by(3), [put(WALK, "book")]), "met") == []  # a lead placed it elsewhere


def test_one_person_who_says_it_three_times_is_no_group() -> None:
    once = [journey(1, [visit(WALK, same_as="met")] * 3)]

    assert aliases(book(once), "met") == []


def test_what_a_colleague_names_is_a_label_to_place_under_and_steers_no_map() -> None:
    told = book([colleague(1, [visit("Huisbezoek gepland", phase="decide", channel="phone", control="ours")])])
    entry = told.entries[-1]

    assert entry.by == "colleague"
    assert entry.label == Label(
        id_of(form("huisbezoek gepland")), {"nl": "Huisbezoek gepland"}, "decide", "ours", channel="phone"
    )
    assert told.held() == (BOOKED, MET)


def test_a_colleague_who_tells_a_label_of_the_study_brings_in_nothing_new() -> None:
    assert book([colleague(1, ["online geboekt"])]).labels() == (BOOKED, MET)


def test_a_colleagues_words_that_could_tell_who_somebody_is_are_no_name() -> None:
    assert book([colleague(1, ["gebeld met mevrouw Jansen"])]).labels() == (BOOKED, MET)
    assert book([colleague(1, ["dat " * 9 + "duurde"])]).labels() == (BOOKED, MET)
    assert book([colleague(1, [visit("Adoptiegesprek", forwarded=True)])]).labels() == (BOOKED, MET)


def test_what_the_minimum_group_tells_in_one_form_is_a_label_by_rule() -> None:
    two, three = ([journey(n, ["adoptiegesprek"]) for n in range(count)] for count in (2, 3))

    assert book(two).labels() == (BOOKED, MET)
    assert [(one.by, one.label.words) for one in book(three).entries[2:]] == [("rule", {"nl": "Adoptiegesprek"})]
    assert book(three).held() == (BOOKED, MET)  # nobody placed anything under it


def test_what_somebody_places_under_a_told_label_comes_under_it() -> None:
    id = id_of(form("adoptiegesprek"))
    told = [*(journey(n, ["adoptiegesprek"]) for n in range(3)), journey(9, [visit(WALK, same_as=id)])]

    groups = merge(told, held_labels(study(labels=(BOOKED, MET)), told))

    assert [(one.id, len(one.mentions)) for one in groups] == [(id, 4)]


def test_a_told_label_that_a_lead_placed_since_is_still_meant_by_the_id_it_had() -> None:
    id = id_of(form("adoptiegesprek"))
    told = [*(journey(n, ["adoptiegesprek"]) for n in range(3)), journey(9, [visit(WALK, same_as=id)])]
    decided = [put("adoptiegesprek", "met")]

    groups = merge(told, held_labels(study(labels=(BOOKED, MET)), told, decided), decided)

    assert [(one.id, len(one.mentions)) for one in groups] == [("met", 4)]
    assert [one.label.id for one in book(told, decided).entries] == ["book", "met"]


def test_two_that_were_told_and_put_under_each_other_are_one() -> None:
    walked, called_in = id_of(form("adoptiegesprek")), id_of(form("gesprek gehad"))
    told = [
        *(journey(n, ["adoptiegesprek"]) for n in range(3)),
        *(journey(n, ["gesprek gehad"]) for n in range(3, 6)),
    ]
    decided = [put("adoptiegesprek", called_in), put("gesprek gehad", walked)]

    groups = merge(told, held_labels(study(labels=(BOOKED, MET)), told, decided), decided)

    assert [len(one.mentions) for one in groups] == [6]


def test_what_was_put_under_something_told_goes_along_when_that_is_placed() -> None:
    wordings = ("adoptiegesprek", "gesprek gehad", "een praatje gemaakt")
    told = [journey(10 * at + n, [words]) for at, words in enumerate(wordings) for n in range(3)]
    asked = journey(99, [visit(WALK, same_as=id_of(form("gesprek gehad")))])
    decided = [
        put("een praatje gemaakt", id_of(form("gesprek gehad"))),
        put("gesprek gehad", id_of(form("adoptiegesprek"))),
        put("adoptiegesprek", id_of(form("een praatje gemaakt"))),
    ]

    groups = merge([*told, asked], held_labels(study(labels=(BOOKED, MET)), [*told, asked], decided), decided)

    assert [len(one.mentions) for one in groups] == [10]


def test_a_placed_form_is_decided_and_none_is_a_place_too() -> None:
    told = [journey(1, [WALK]), journey(2, ["online geboekt"])]
    decided = [put(WALK, "met"), put("online geboekt", "")]

    groups = merge(told, held_labels(study(labels=(BOOKED, MET)), told, decided), decided)

    assert [(one.label and one.label.id, one.mentions[0].method) for one in groups] == [
        ("met", "decided"),
        (None, "alone"),
    ]


def test_an_alias_that_is_placed_elsewhere_leaves_its_label() -> None:
    told = book([], [put("op de site geboekt", "met")])

    assert aliases(told, "book") == []
    assert aliases(told, "met") == [("op de site geboekt", "lead")]


def test_the_later_decision_holds_and_a_leads_before_a_colleagues() -> None:
    lead, again = put(WALK, "met"), put(WALK, "book")
    helping = put(WALK, "book", role="colleague", by="c1")

    assert placed([lead, again], [])[form(WALK)] is again
    assert placed([lead, helping], [])[form(WALK)] is lead
    assert placed([helping, lead], [])[form(WALK)] is lead
    assert aliases(book([], [helping]), "book")[1:] == [(WALK, "colleague")]


def test_what_a_lead_calls_different_afterwards_is_no_longer_placed() -> None:
    apart = Override("different", WALK, "Kennisgemaakt met de hond")

    assert placed([put(WALK, "met"), apart], [MET]) == {}
    assert form(WALK) in placed([apart, put(WALK, "met")], [MET])
    assert placed([put(WALK, "met"), Override("same", WALK, "Online geboekt")], [MET, BOOKED]) == {}


def test_a_lead_makes_and_changes_labels_and_a_colleague_changes_none_of_theirs() -> None:
    made = Override("label", "talk", texts={"nl": "Adoptiegesprek"}, phase="decide", channel="on-site")
    named = Override("label", "talk", texts={"en": "Adoption talk"}, control="ours")
    helping = Override("label", "talk", texts={"nl": "Iets anders"}, role="colleague")
    told = book([], [made, named, helping])

    assert told.labels()[2] == Label(
        "talk", {"nl": "Adoptiegesprek", "en": "Adoption talk"}, "decide", "ours", channel="on-site"
    )
    assert "talk" in confirmed([], [made, named])


def test_a_label_that_a_colleague_makes_waits_for_a_lead_to_be_confirmed() -> None:
    made = Override("label", "talk", texts={"nl": "Adoptiegesprek"}, role="colleague")
    seen = Override("label", "talk", phase="decide")

    assert [one.id for one in book([], [made]).held()] == ["book", "met", "talk"]
    assert confirmed([], [made]) == frozenset()
    assert confirmed([], [made, seen]) == {"talk"}


def test_undoing_is_a_decision_and_takes_back_the_latest_of_ones_own_role() -> None:
    first, second = put(WALK, "met"), put(WALK, "met", at=datetime(2026, 3, 3, tzinfo=NOW.tzinfo))
    helping = put(WALK, "met", role="colleague")
    undo = Override("undo", WALK, "met")

    assert standing([first, helping, undo]) == (helping,)
    assert standing([first, second, undo]) == (first,)
    assert standing([undo, first]) == (first,)


# --- what the map takes from it -----------------------------------------------------------------------


def channel_of(label: str | None, *visits: dict[str, Any]) -> str | None:
    told = Label("met", {"nl": "kennisgemaakt"}, "decide", channel=label)
    journeys = [journey(n, [one]) for n, one in enumerate(visits)]
    return called(compiled(journeys, study(labels=(told,))), "kennisgemaakt").channel


def test_a_label_tells_the_channel_where_nobody_answered_otherwise() -> None:
    silent = visit("kennisgemaakt")
    heard = visit("kennisgemaakt", channel="phone", told=("channel",))
    answered = visit("kennisgemaakt", channel="phone")

    assert channel_of("site", silent, silent, silent) == "site"
    assert channel_of("site", heard, heard, heard) == "site"
    assert channel_of("site", answered, answered, silent) == "phone"
    assert channel_of(None, heard, heard, silent) == "phone"


def test_a_name_that_is_not_a_leads_shows_only_where_enough_people_named_it() -> None:
    made = Override("label", "talk", texts={"nl": "Adoptiegesprek"}, phase="use", role="colleague", by="c1")
    put_there = [made, *(put(words, "talk", role="colleague", by="c1") for words in ("een", "twee", "drie"))]
    told = [journey(n, [words]) for n, words in enumerate(("een", "twee", "drie"))]

    assert shown(compiled(told[:2], overrides=put_there)) == []
    assert [one.named for one in shown(compiled(told, overrides=put_there))] == [3]
    confirmed_since = [*put_there, Override("label", "talk", phase="use", by="l1")]
    other = Override("label", "walk", texts={"nl": "Wandeling"}, phase="use", by="l1")
    assert shown(compiled(told[:2], overrides=confirmed_since)) == []
    third = journey(7, ["wandeling"])
    alone = shown(compiled([*told[:2], third], overrides=[*confirmed_since, other]))
    assert [(one.label["nl"], one.named) for one in alone] == [("Adoptiegesprek", None), ("Wandeling", None)]


def test_what_nobody_placed_changes_no_map() -> None:
    told = [*(journey(n, ["adoptiegesprek", WALK]) for n in range(3)), colleague(1, ["Huisbezoek gepland"])]

    assert held_labels(study(labels=(BOOKED, MET)), told) == (BOOKED, MET)


def test_the_order_in_which_people_came_does_not_matter() -> None:
    id = id_of(form("adoptiegesprek"))
    told = [
        *(journey(n, ["adoptiegesprek", visit(WALK, same_as=id)]) for n in range(3)),
        colleague(1, ["Adoptiegesprek"]),
        colleague(2, ["een adoptiegesprek"]),
    ]

    assert book(told) == book(told[::-1])


def test_counts_are_those_of_the_map_that_went_out() -> None:
    told = [*(journey(n, ["online geboekt", "adoptiegesprek"]) for n in range(3)), colleague(1, ["op de site geboekt"])]
    of = study(labels=(BOOKED, MET))
    maps = Series(of)
    out = maps.next(told)
    kept = keep_book(of, [*told, journey(9, ["online geboekt", "adoptiegesprek"])])
    counts = {row.entry.label.words["nl"]: (row.customers, row.colleagues) for row in count_book(kept, out)}

    assert counts == {
        "Online geboekt": (3, None),
        "Kennisgemaakt met de hond": (None, None),
        "Adoptiegesprek": (3, None),
    }
    assert all(row.customers is None for row in count_book(kept, None))
