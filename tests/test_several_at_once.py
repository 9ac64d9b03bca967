"""A card that asks whether several wordings belong under one label: what can be chosen, and what that comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.sorting.card_words import name_choice, tell_asked, tell_card, texts_of
from reisleider.bot.sorting.found_cards import Found
from reisleider.bot.sorting.sitting import Move, Offer, Sitting, choices, move
from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.ranking import Ranked
from reisleider.flows.synthesis.sorting.cards import Ahead, Card, Sorting
from reisleider.storage.codec import dump, load

STUDY = load_demo_study()
WORDS = ("online geregeld", "via de site geboekt", "koffers gepakt")
BOOK = Offer("book", {"nl": "Boeken", "en": "Booking"})
CARD = Card("together-book", WORDS, 3, (Ranked("book", 0.8),), asked="book")
DEALT = Sitting(STUDY.id).put(CARD, (BOOK,), {})


def choose(sitting: Sitting, *keys: str) -> Move:
    for key in keys:
        made = move(sitting, STUDY, key, ())
        assert made is not None
        sitting = made.sitting
    return made


def buttons(sitting: Sitting, language: str = "nl") -> list[str]:
    rows = choices(sitting, STUDY, texts_of, undo=False)
    return [name_choice(sitting, key, words, language) for key, words in rows]


def told(sitting: Sitting, language: str = "nl") -> str:
    sorting = Sorting((CARD,), 10, 5, ahead=Ahead(2, 0.9))
    return tell_card(Found(STUDY, sitting, sorting, 1, undo=False), language).plain


@pytest.mark.parametrize(("share", "said"), [(0.93, "minstens 90%"), (0.64, "minstens 60%"), (0.53, "minstens 53%")])
def test_what_lies_ahead_is_told_as_the_least_it_comes_to(share: float, said: str) -> None:
    """In fives of a hundred, but where that is no more than stands on the map now: half."""
    found = Found(STUDY, DEALT, Sorting((CARD,), 10, 5, ahead=Ahead(2, share)), 1, undo=False)

    assert f"Nog 2 kaartjes, dan staat er {said} op." in tell_card(found, "nl").plain


def test_yes_places_all_of_it_at_once() -> None:
    made = choose(DEALT, "yes")

    assert [(one.decision, one.words, one.other) for one in made.decisions] == [
        ("place", words, "book") for words in WORDS
    ]
    assert (made.did, made.sitting.card, made.sitting.refused) == ("placed", None, ())


def test_what_does_not_belong_is_taken_out_and_not_asked_of_that_label_again() -> None:
    made = choose(DEALT, "w2", "yes")

    assert {one.words for one in made.decisions} == set(WORDS[:2])
    assert made.sitting.refused == ((id_of(form(WORDS[2])), "book"),)
    assert choose(DEALT, "w2", "w2").sitting.chosen == DEALT.chosen


def test_none_of_it_decides_nothing_and_is_not_asked_again() -> None:
    made = choose(DEALT, "none")

    assert made.decisions == ()
    assert len(made.sitting.refused) == 3
    assert made.did == "refused"


def test_one_by_one_passes_the_card_over_and_refuses_nothing() -> None:
    made = choose(DEALT, "single")

    assert (made.decisions, made.sitting.seen, made.sitting.refused) == ((), (CARD.id,), ())


@pytest.mark.parametrize("key", ["w3", "w9", "0", "new", "later", "split", "back"])
def test_nothing_else_is_a_choice(key: str) -> None:
    assert move(DEALT, STUDY, key, ()) is None


@pytest.mark.parametrize(
    ("language", "all_of_it", "left_out"),
    [
        (
            "nl",
            ("Horen deze bij Boeken?", "✓ “koffers gepakt”", "Ja, allemaal", "✓ koffers gepakt", "Eén voor één"),
            ("Wat hoort bij Boeken?", "– “koffers gepakt”", "Klaar, zo klopt het", "koffers gepakt", "Geen van deze"),
        ),
        (
            "en",
            ("Do these belong to Booking?", "✓ “koffers gepakt”", "Yes, all of them", "✓ koffers gepakt", "One by one"),
            (
                "What belongs to Booking?",
                "– “koffers gepakt”",
                "Done, this is right",
                "koffers gepakt",
                "None of these",
            ),
        ),
    ],
)
def test_it_reads_in_both_languages(language: str, all_of_it: tuple[str, ...], left_out: tuple[str, ...]) -> None:
    out = choose(DEALT, "w2").sitting

    assert all(one in told(DEALT, language) for one in all_of_it[:2])
    assert set(all_of_it[2:]) <= set(buttons(DEALT, language))
    assert all(one in tell_asked(out, STUDY, language).plain for one in left_out[:2])
    assert set(left_out[2:]) <= set(buttons(out, language))


def test_a_button_of_before_something_was_taken_out_is_one_of_another_card() -> None:
    assert DEALT.fence != choose(DEALT, "w2").sitting.fence


def test_it_survives_a_restart_and_a_sitting_of_before_is_read() -> None:
    out = choose(DEALT, "w2").sitting
    assert load(Sitting, dump(out), "a sitting") == out

    before = dump(replace(DEALT, card=None, offers=()))
    assert load(Sitting, {key: before[key] for key in ("study", "role")}, "a sitting").chosen == ()
