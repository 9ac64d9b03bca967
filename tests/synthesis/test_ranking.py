"""The ranker: which label a step belongs to, how sure that is, and what is worth offering."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reisleider.flows.meaning.blend import SIGNS, Blend
from reisleider.flows.meaning.ranking import FEWEST, OFFERED, Candidate, Ranked, Told, clear, worth

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from merging import SCENES, Outcome, fields_in, play, rank_alone

PLANNING = Candidate("planning", ("Planning", "The planning department"), "before", "phone", 0.2)
BILL = Candidate("bill", ("Factuur", "The invoice"), "after", "mail", 0.9)
VISIT = Candidate("visit", ("Monteur aan huis", "The fitter's visit"), "during", "home", 0.6)
LABELS = (PLANNING, BILL, VISIT)
HARD = ("food-bank", "hearing-aid")  # told in words that share little with any label
FIELDS = [one for one in fields_in("development") if one.name not in HARD]
STRANGE = [one for one in fields_in("development") if one.name in HARD]


def first(words: str, **more: object) -> str:
    return Blend().rank([Told(words, **more)], LABELS)[0][0].id  # type: ignore[arg-type]  # any field of a step


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("gebeld met de planningsafdeling", "planning"),  # one word inside another
        ("kreeg de rekening", "bill"),  # by meaning
        ("the mechanic came", "visit"),  # in another language
        ("facturr gekregen", "bill"),  # by its letters
    ],
)
def test_words_meaning_and_letters_tell_the_label(words: str, id: str) -> None:
    assert first(words) == id


def test_place_phase_and_channel_tell_where_words_do_not() -> None:
    assert first("toen gebeurde er weer iets", place=0.95) == "bill"
    assert first("toen gebeurde er weer iets", phase="during") == "visit"
    assert first("toen gebeurde er weer iets", channel="phone") == "planning"


def test_a_wording_that_was_placed_under_a_label_tells_it_from_then_on() -> None:
    words = "papierwinkel van Jansen"
    before = Blend().rank([Told(words)], LABELS)[0]
    learnt = Candidate("visit", (*VISIT.wordings, "papierwinkel Jansen"), "during", "home", 0.6)
    after = Blend().rank([Told(words)], (PLANNING, BILL, learnt))[0]

    assert clear(before) is None
    assert after[0].id == "visit"
    assert after[0].score > before[0].score


def test_scores_are_shares_of_what_may_be_meant_none_of_them_too() -> None:
    ranked = Blend().rank([Told("gebeld met de planning", 0.2), Told("iets heel anders")], LABELS)

    for rows in ranked:
        assert [one.score for one in rows] == sorted((one.score for one in rows), reverse=True)
        assert {one.id for one in rows} == {"planning", "bill", "visit"}
        assert 0 < sum(one.score for one in rows) < 1
    assert sum(one.score for one in ranked[1]) < sum(one.score for one in ranked[0])
    assert ranked[0] == Blend().rank([Told("gebeld met de planning", 0.2)], LABELS)[0]


def test_nothing_is_ranked_where_there_is_no_label() -> None:
    assert tuple(Blend().rank([Told("gebeld")], ())) == ((),)
    assert clear(()) is None
    assert worth(()) == ()


def test_clear_asks_for_a_sure_first_far_ahead() -> None:
    assert clear([Ranked("a", 0.95), Ranked("b", 0.04)]) == "a"
    assert clear([Ranked("a", 0.9), Ranked("b", 0.1)]) is None
    assert clear([Ranked("a", 0.95), Ranked("b", 0.8)]) is None  # another ranker's scores need not add up


def test_three_to_five_are_worth_offering() -> None:
    faint = [Ranked(str(at), 0.01) for at in range(8)]
    likely = [Ranked(str(at), 0.12) for at in range(8)]

    assert len(worth(faint)) == FEWEST
    assert len(worth(likely)) == OFFERED
    assert len(worth(likely[:2])) == 2


def test_every_sign_has_a_weight_that_points_the_way_it_should() -> None:
    rows = Blend().signs([Told("gebeld met de planning", 0.2, "before", "phone")], LABELS)[0]

    assert {len(row) for row in rows} == {len(SIGNS)}
    named = [dict(zip(SIGNS, row, strict=True)) for row in rows]
    assert named[0]["same-channel"] == named[0]["same-phase"] == 1
    assert named[1]["other-channel"] == named[1]["other-phase"] == 1
    assert named[0]["agreement"] > named[1]["agreement"]


def test_labels_alone_rank_development_fields() -> None:
    shares = [rank_alone(one) for one in FIELDS]
    whole = [sum(column) / len(shares) for column in zip(*shares, strict=True)]

    assert whole[0] >= 0.62
    assert whole[2] >= 0.88


def test_labels_alone_rank_hard_wordings_among_five() -> None:
    shares = [rank_alone(one) for one in STRANGE]

    assert len(shares) == len(HARD)
    assert sum(one[0] for one in shares) / len(shares) >= 0.3
    assert sum(one[2] for one in shares) / len(shares) >= 0.78


def test_people_who_place_their_own_steps_bring_hard_wordings_onto_the_map() -> None:
    ends = sum((play(one, SCENES["without the lead"]) for one in STRANGE), Outcome())

    assert ends.on_map >= 0.3
    assert ends.precision >= 0.8


def test_unattended_merging_of_strange_fields_is_right_where_it_merges() -> None:
    ends = sum((play(one, SCENES["unattended"]) for one in FIELDS), Outcome())

    assert ends.right >= 25
    assert ends.precision >= 0.9


def test_a_study_of_a_strange_field_comes_onto_the_map_with_everybodys_help() -> None:
    field = next(one for one in FIELDS if one.name == "dentist")
    helped, alone = play(field, SCENES["everything"]), play(field, SCENES["without the lead"])

    assert helped.f1 >= 0.85
    assert helped.on_map >= 0.9
    assert helped.f1 > alone.f1
    assert alone.silent_right >= 0.95 * alone.silent > 0
