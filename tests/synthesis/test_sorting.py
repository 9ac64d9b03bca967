"""Cards to sort: which come first, what is on them, who may see them; sheets; and two people compared."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from journey_samples import NOW, colleague, journey, study

from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.codebook.decisions import Override, Role, placed, standing
from reisleider.flows.journey import Journey, Label, Study
from reisleider.flows.meaning.blend import Blend
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.ranking import Ranked
from reisleider.flows.synthesis.book import keep_book
from reisleider.flows.synthesis.merging.merge import Group, Mention
from reisleider.flows.synthesis.sorting.cards import ENOUGH, Ahead, Sorting, sort_cards
from reisleider.flows.synthesis.sorting.comparing import alone, compare_sorts, settling
from reisleider.flows.synthesis.sorting.filled import Filled, read_filled
from reisleider.flows.synthesis.sorting.left_open import Open
from reisleider.flows.synthesis.sorting.new_label import new_label
from reisleider.flows.synthesis.sorting.together import MOST, bring_together
from reisleider.renderers.files.sort_file import band, write_sorting

VISIT = Label("visit", {"nl": "Iemand kwam opmeten", "en": "Somebody came to measure"}, "orientation")
PAID = Label("paid", {"nl": "Rekening betaald", "en": "Paid the invoice"}, "purchase")
STUDY = study(labels=(VISIT, PAID))
TOLD = (
    journey(1, ["iemand kwam opmeten", "rekening betaald", "zwaan aaien"]),
    journey(2, ["iemand kwam opmeten", "kruk gezocht"]),
    journey(3, ["opmeter aan de deur", "rekening betaald"]),
)


def sorting(
    journeys: Sequence[Journey], decided: Sequence[Override] = (), role: Role = "lead", of: Study = STUDY
) -> Sorting:
    return sort_cards(of, journeys, standing(decided), Blend(), role)


def words_of(found: Sorting) -> list[tuple[str, ...]]:
    return [one.wordings for one in found.cards]


def place(words: str, label: str, **more: object) -> Override:
    return replace(Override("place", words, label, at=NOW), **more)


# --- cards ---------------------------------------------------------------------------------------------


def test_a_lead_sees_which_touchpoint_has_no_name_of_its_own() -> None:
    wordings = ("zwaan geaaid", "eend gevoerd in mijn scheiding", "vijver bekeken")
    told = [journey(at, [words, "kruk gezocht"]) for at, words in enumerate(wordings)]
    same = [Override("same", wordings[0], other, at=NOW) for other in wordings[1:]]

    called = {words: one.neutral for one in sorting(told, same).cards for words in one.wordings}
    assert called[wordings[0]] == {"nl": "Een stap, bij Gebruik", "en": "A step, in Use"}
    assert called["kruk gezocht"] == {}
    assert {one.neutral.get("nl") for one in sorting(told, same, role="colleague").cards} == {None}


def test_what_lifts_a_label_to_the_minimum_group_comes_first_and_what_has_a_label_is_no_card() -> None:
    found = sorting(TOLD)

    assert words_of(found)[0] == ("opmeter aan de deur",)
    assert found.cards[0].labels[0].id == "visit"
    assert {words for one in words_of(found) for words in one} == {
        "opmeter aan de deur",
        "zwaan aaien",
        "kruk gezocht",
    }


def test_shares_are_counted_in_steps_and_what_lies_ahead_comes_true() -> None:
    before = sorting(TOLD)
    assert (before.told, before.shown) == (7, 0)
    assert before.ahead is not None

    cards, decided = before.ahead.cards, []
    for card in before.dealt[:cards]:
        decided += [place(words, card.labels[0].id) for words in card.wordings]
    after = sorting(TOLD, decided)

    assert after.shown / after.told == pytest.approx(before.ahead.share)
    assert after.shown == 6


def test_enough_is_reached_as_soon_as_it_is() -> None:
    told = [journey(who, ["iemand kwam opmeten", "rekening betaald"]) for who in range(4)]
    nearly = sorting([*told, journey(9, ["opmeter aan de deur"])])
    enough = sorting([*told, journey(5, ["rekening betaald"]), journey(9, ["opmeter aan de deur"])])

    assert (nearly.shown, nearly.told, enough.shown, enough.told) == (8, 9, 9, 10)
    assert nearly.ahead is not None
    assert enough.ahead == Ahead(0, ENOUGH)


def test_a_share_of_fewer_than_the_minimum_group_is_not_told() -> None:
    assert sorting(TOLD[:2]).ahead is None


def test_every_decision_is_an_alias_at_once_and_what_was_decided_is_no_card_any_more() -> None:
    def score(found: Sorting) -> float:
        (card,) = (one for one in found.cards if one.wordings == ("zwaan aaien",))
        return next(one.score for one in card.labels if one.id == "paid")

    decided = [
        place("zwaan geaaid bij de kassa", "paid"),
        place("opmeter aan de deur", ""),
        place("kruk gezocht", "paid"),
    ]
    after = sorting(TOLD, decided)

    assert score(after) > score(sorting(TOLD))
    assert words_of(after) == [("zwaan aaien",)]


def test_what_is_undone_is_a_card_again() -> None:
    made = place("opmeter aan de deur", "visit")
    undone = Override("undo", made.words, made.other, at=NOW)

    assert words_of(sorting(TOLD, [made, undone])) == words_of(sorting(TOLD))


def test_a_card_holds_what_merging_brought_together_and_splits() -> None:
    told = [journey(1, ["schouw aan huis"]), journey(2, ["schouw"])]
    assert words_of(sorting(told)) == [("schouw aan huis", "schouw")]

    apart = Override("different", "schouw", "schouw aan huis", at=NOW)
    assert len(words_of(sorting(told, [apart]))) == 2


def opened(words: str, *journeys: Journey) -> Open:
    mentions = [Mention(one, step) for one in journeys for step in one.touchpoints if step.words == words]
    return Open(Group(id_of(form(words)), tuple(mentions)), {form(words): mentions})


def asked_together(cards: Sequence[tuple[Open, float]], there: int = 0) -> list[tuple[str, ...]]:
    """What is asked about at once where each of these is so likely a visit, which so many others told already."""
    rows = [(card, (Ranked("visit", score), Ranked("paid", 0.01))) for card, score in cards]
    held = {card.group.id: card.people for card, _ in cards} | {"visit": frozenset(map(str, range(there)))}
    return [
        tuple(words for card, _ in one.cards for words in card.wordings) for one in bring_together(rows, held, least=3)
    ]


def test_what_is_likely_one_label_is_asked_about_at_once_and_what_is_not_is_left_out() -> None:
    told = [journey(who, [words]) for who, words in enumerate(("zwaan", "kruk", "appel"))]
    zwaan, kruk, appel = (opened(one.touchpoints[0].words, one) for one in told)

    assert asked_together([(kruk, 0.7), (zwaan, 0.9), (appel, 0.4)], there=1) == [("zwaan", "kruk")]
    assert asked_together([(kruk, 0.7), (zwaan, 0.4)]) == []


def test_of_one_interview_one_step_is_asked_about_with_others() -> None:
    both, other = journey(1, ["zwaan", "kruk"]), journey(2, ["appel"])
    zwaan, kruk, appel = opened("zwaan", both), opened("kruk", both), opened("appel", other)

    assert asked_together([(zwaan, 0.9), (kruk, 0.8)]) == []
    assert asked_together([(zwaan, 0.9), (kruk, 0.8), (appel, 0.7)]) == [("zwaan", "appel")]


def test_no_more_are_asked_about_than_one_looks_over_at_once() -> None:
    told = [journey(who, [f"zwaan {who}"]) for who in range(3 * MOST)]
    (asked,) = asked_together([(opened(one.touchpoints[0].words, one), 0.9) for one in told], there=3)

    assert 1 < len(asked) <= MOST


def test_what_does_not_belong_there_is_not_offered_again() -> None:
    wrong = (id_of(form("opmeter aan de deur")), "visit")
    found = sort_cards(STUDY, TOLD, (), Blend(), refused=[wrong])
    (card,) = (one for one in found.cards if one.wordings == ("opmeter aan de deur",))

    assert "visit" in {one.id for one in sorting(TOLD).dealt[0].labels}
    assert "visit" not in {one.id for one in card.labels}


def test_a_card_hears_what_came_before_and_after_it() -> None:
    def score(*steps: str) -> float:
        told = [journey(1, list(steps)), *(journey(who, ["iemand kwam opmeten", "rekening betaald"]) for who in (2, 3))]
        (card,) = (one for one in sorting(told).cards if one.wordings == ("zwaan aaien",))
        return next(one.score for one in card.labels if one.id == "paid")

    assert score("iemand kwam opmeten", "zwaan aaien") > score("zwaan aaien", "iemand kwam opmeten")


def test_a_card_never_offers_itself() -> None:
    told = [journey(who, ["zwaan aaien"]) for who in range(3)]
    (card,) = sorting(told).cards

    assert card.people == 3
    assert card.id not in [one.id for one in card.labels]


def test_a_card_knows_its_phase_and_channel() -> None:
    told = [journey(1, [{"words": "met Piet gebeld", "phase": "purchase"}])]
    (card,) = sorting(told).cards

    assert (card.phase, card.channel) == ("purchase", "phone")


def test_a_colleague_reads_only_what_the_minimum_group_told_alike() -> None:
    told = [
        *(journey(who, ["zwaan aaien", f"kruk {who} gezocht"]) for who in range(3)),
        colleague(1, ["taart gebakken"]),
        journey(8, ["hond uitgelaten"]),
        journey(9, ["hond uitgelaten"]),
    ]

    helping, leading = sorting(told, role="colleague"), sorting(told)
    assert words_of(helping) == [("zwaan aaien",)]
    assert len(words_of(leading)) > 4
    baked = id_of(form("taart gebakken"))
    assert baked in leading.labels
    assert baked not in helping.labels
    assert baked not in {one.id for card in helping.cards for one in card.labels}


def test_a_raised_minimum_holds_for_colleagues_too() -> None:
    told = [journey(who, ["zwaan aaien"]) for who in range(3)]

    assert sorting(told, role="colleague", of=replace(STUDY, minimum_customers=4)).cards == ()


def test_a_lead_decides_over_a_colleague_and_is_not_asked_what_a_colleague_may_not() -> None:
    told = [journey(who, ["zwaan aaien"]) for who in range(3)]
    helped = place("zwaan aaien", "paid", role="colleague")

    assert sorting(told, [helped], role="colleague").cards == ()
    assert placed([helped, place("zwaan aaien", "visit")], [VISIT, PAID])[form("zwaan aaien")].other == "visit"
    assert placed([place("zwaan aaien", "visit"), helped], [VISIT, PAID])[form("zwaan aaien")].other == "visit"


def test_a_new_label_has_a_fresh_readable_id_and_the_channel_of_its_name() -> None:
    made = new_label({"nl": "Gebeld met de planning"}, "purchase", {"gebeld-met-de-planning"})

    assert (made.words, made.channel, made.phase) == ("gebeld-met-de-planning-2", "phone", "purchase")
    assert new_label({"nl": "T-shirt besteld"}, None, ()).words == "label-t-shirt-besteld"
    assert new_label({"nl": "??"}, None, (), "shop").words == "label"


# --- two people apart ----------------------------------------------------------------------------------

ANNA, BO = {"by": "anna", "apart": True}, {"by": "bo", "apart": True}


def test_who_sorts_apart_does_not_see_what_others_placed_apart() -> None:
    decided = [place("zwaan aaien", "paid", **ANNA), place("kruk gezocht", "visit", by="anna")]

    assert [one.words for one in alone(decided, "bo")] == ["kruk gezocht"]
    assert list(alone(decided, "anna")) == decided


def test_people_who_sorted_apart_are_compared_each_by_their_last() -> None:
    decided = [
        place("zwaan aaien", "paid", **ANNA),
        place("zwaan aaien", "visit", **ANNA),
        place("zwaan aaien", "visit", **BO),
        place("kruk gezocht", "visit", **ANNA),
        place("kruk gezocht", "", **BO),
        place("opmeter aan de deur", "visit", **ANNA),
        place("rekening betaald", "paid", by="bo"),
    ]
    compared = compare_sorts(decided, [VISIT, PAID])

    ((left, right, found),) = compared.pairs
    assert (left, right, found.n, found.same) == ("anna", "bo", 2, 1)
    (one,) = compared.open
    assert (one.words, dict(one.labels)) == ("kruk gezocht", {"anna": "visit", "bo": ""})
    (card,) = settling(compared, TOLD)
    assert (card.wordings, [one.id for one in card.labels]) == (("kruk gezocht",), ["visit"])


def test_a_difference_is_settled_by_a_lead_since_and_what_was_decided_together_holds() -> None:
    apart = [place("zwaan aaien", "paid", **ANNA), place("zwaan aaien", "visit", **BO)]
    settled = [*apart, place("zwaan aaien", "paid", by="anna")]

    assert [one.settled for one in compare_sorts(settled, [VISIT, PAID]).differences] == [True]
    assert compare_sorts(settled, [VISIT, PAID]).open == ()
    assert placed([*settled, apart[1]], [VISIT, PAID])[form("zwaan aaien")].other == "paid"
    assert compare_sorts([*settled, apart[1]], [VISIT, PAID]).open != ()


def test_each_takes_back_their_own_where_they_sort_apart() -> None:
    decided = [place("zwaan aaien", "paid", **ANNA), place("zwaan aaien", "paid", **BO)]
    undone = replace(Override("undo", "zwaan aaien", "paid", at=NOW), **ANNA)

    assert [one.by for one in standing([*decided, undone])] == ["bo"]


# --- a sheet -------------------------------------------------------------------------------------------


def sheet(journeys: Sequence[Journey] = TOLD) -> list[dict[str, str]]:
    text = write_sorting(sorting(journeys), STUDY.languages, STUDY.model, 3, "nl").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def written(rows: Sequence[dict[str, str]], *, separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    told = io.StringIO(newline="")
    out = csv.DictWriter(told, list(rows[0]), delimiter=separator)
    out.writeheader()
    out.writerows(rows)
    return told.getvalue().encode(encoding)


def read(data: bytes, journeys: Sequence[Journey] = TOLD) -> Filled:
    return read_filled(data, journeys, keep_book(STUDY, journeys).labels(), STUDY.model)


def test_a_row_is_a_wording_with_its_likeliest_labels() -> None:
    first, *_ = sheet()

    assert first["step"] == id_of(form("opmeter aan de deur"))
    assert (first["wording"], first["people"], first["suggestion_1"]) == (
        "opmeter aan de deur",
        "<3",
        "Iemand kwam opmeten",
    )
    assert (first["label"], first["new_name_nl"], first["new_name_en"]) == ("", "", "")


@pytest.mark.parametrize(("people", "told"), [(0, "<3"), (2, "<3"), (3, "3-5"), (5, "3-5"), (6, "6+"), (90, "6+")])
def test_people_are_told_in_bands(people: int, told: str) -> None:
    assert band(people, 3) == told


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_a_filled_sheet_is_read_however_a_spreadsheet_wrote_it(separator: str, encoding: str) -> None:
    rows = sheet()
    rows[0]["label"] = "iemand kwam opmeten"
    rows[1].update(new_name_nl="Zwaan geaaid, héél lief", phase="Gebruik")
    rows[2]["label"] = "-"
    words = [row["wording"] for row in rows]
    filled = read(written(rows, separator=separator, encoding=encoding))

    assert filled.faults == ()
    made, *placements = filled.decisions
    assert (made.decision, made.texts, made.phase) == ("label", {"nl": "Zwaan geaaid, héél lief"}, "use")
    assert [(one.words, one.other) for one in placements] == [
        (words[0], "visit"),
        (words[1], made.words),
        (words[2], ""),
    ]


def test_a_new_name_on_several_rows_is_one_label_and_one_that_exists_is_that_label() -> None:
    rows = sheet()
    rows[0]["new_name_nl"] = "Gedoe"
    rows[1].update(new_name_nl="gedoe", new_name_en="Trouble", phase="Gebruik")
    rows[2]["new_name_en"] = "paid the invoice"
    filled = read(written(rows))

    (made,) = (one for one in filled.decisions if one.decision == "label")
    assert made.texts == {"nl": "Gedoe", "en": "Trouble"}
    assert [one.other for one in filled.decisions if one.decision == "place"] == [made.words, made.words, "paid"]


def test_every_fault_is_told_with_its_row_and_nothing_is_decided() -> None:
    rows = sheet()
    rows[0]["label"] = "bestaat niet"
    rows[1].update(label="visit", new_name_nl="x" * 81)
    rows[2].update(new_name_nl="Nieuw", phase="Ergens")
    rows.append({**rows[0], "step": "t-000000000000", "label": "visit"})
    filled = read(written(rows))

    assert filled.decisions == ()
    assert [(one.row, one.key) for one in filled.faults] == [
        (2, "label"),
        (3, "both"),
        (3, "name"),
        (4, "phase"),
        (5, "step"),
    ]


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"", ["foreign"]),
        (b"step,wording\nt-1,x\n", ["column"]),
        (b"PK\x03\x04\0\0", ["unreadable"]),
    ],
)
def test_what_is_no_sheet_is_told_so(data: bytes, keys: list[str]) -> None:
    assert [one.key for one in read(data).faults] == keys


def test_a_sheet_in_which_nothing_is_filled_in_decides_nothing() -> None:
    assert read(written(sheet())) == Filled()


def test_no_cell_is_a_formula_and_no_cell_tells_who_somebody_is() -> None:
    told = [journey(1, ['=HYPERLINK("http://x","y") betaald', "gemaild met jan@example.org"])]
    rows = sheet(told)

    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert "jan@example.org" not in str(rows)
    rows[0]["label"] = "visit"
    (decided,) = read(written(rows), told).decisions
    assert decided.words in {one.words for one in told[0].touchpoints}


def test_what_its_author_put_under_a_colleagues_label_can_be_split_off() -> None:
    named = colleague(1, ["expert op bezoek"])
    label = id_of(form("expert op bezoek"))
    told = [said(journey(at, [words]), label) for at, words in enumerate(("datum geprikt", "man met een tablet"), 1)]
    together = next(one for one in sorting([named, *told]).cards if "datum geprikt" in one.wordings)
    assert len(together.wordings) == 3

    for out in together.wordings:
        others = [one for one in together.wordings if one != out]
        apart = sorting([named, *told], [Override("different", out, one, at=NOW) for one in others])
        assert not any({out, one} <= set(card.wordings) for card in apart.cards for one in others)
        assert {words for card in apart.cards for words in card.wordings} == set(together.wordings)
    first, second = (one for one in together.wordings if one != "expert op bezoek")
    apart = sorting([*told], [Override("different", first, second, at=NOW)])
    assert not any({first, second} <= set(card.wordings) for card in apart.cards)


def said(told: Journey, label: str) -> Journey:
    """The same, whose steps their author put under this label."""
    return replace(told, touchpoints=tuple(replace(one, same_as=label) for one in told.touchpoints))
