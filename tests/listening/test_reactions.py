"""What carries weight, and the short sentence to it."""

from __future__ import annotations

import pytest

from reisleider.flows.languages import LANGUAGES
from reisleider.flows.listening.care.reactions import PACE, VARIANTS, WEIGHTS, reaction_to, weight_of
from reisleider.renderers.words.catalog import SLOT, gettext, load_catalog

PRAISE = ("goed gedaan", "mooi", "goede vraag", "well done", "great", "lovely", "interesting", "interessant", "knap")


@pytest.mark.parametrize(
    ("words", "weight"),
    [
        ("Ik heb staan huilen in de keuken en daarna toch maar weer gebeld", "loss"),
        ("heb ik de telefoon tegen de muur gegooid", "anger"),
        ("ik was bang dat mijn kind doodging", "illness"),
        ("ik lag met een longontsteking in het ziekenhuis, was erg ziek", "illness"),
        ("Ik heb 449 euro nooit teruggezien", "money"),
        ("toen moest ik drie weken wachten op antwoord", "waiting"),
        ("45 minuten in de wachtrij gestaan", "waiting"),
        ("I waited two hours at the desk", "waiting"),
        ("heerlijk, weer een uur wachten", "waiting"),
        ("wat was ik opgelucht", "relief"),
        ("we were over the moon with the room", "joy"),
        ("she cried the whole way home", "loss"),
        ("they charged me twice", "money"),
        ("we hebben er nachten van wakker gelegen", "loss"),
        ("I broke down in the car park", "loss"),
        ("mijn moeder is dement dus ik moest het voor haar regelen", "illness"),
        ("my daughter was on a ventilator", "illness"),
        ("ze lachten me gewoon uit aan de balie", "anger"),
        ("I felt like a number", "anger"),
        ("we hadden geen cent meer over die maand", "money"),
        ("de monteur kwam pas de derde keer opdagen", "waiting"),
        ("wat een last viel van mijn schouders", "relief"),
        ("we danced round the room when the letter came", "joy"),
    ],
)
def test_what_carries_weight_is_told_by_kind(words: str, weight: str) -> None:
    assert weight_of(words) == weight


@pytest.mark.parametrize(
    "words",
    [
        "vijf minuten gewacht bij de balie",
        "ik was niet boos",
        "we were not happy nor angry",
        "online geboekt en betaald",
        "ik was niet ziek",
        "so happy NOT",
        "googled it and compared prices",
        "we gingen scheiden van de oude provider",
        "ontslagen uit het ziekenhuis",
        "a two year contract, waiting period of 14 days",
        "debt advice was one of the options on the site",
        "it was a relief map of the area",
        "mijn collega was ziek dus ik deed het",
    ],
)
def test_what_carries_none_gets_none(words: str) -> None:
    assert weight_of(words) is None


def test_a_reaction_comes_at_most_every_third_turn_and_never_to_one_word() -> None:
    sad = "ik heb de hele avond gehuild"

    assert reaction_to(sad, 1, 5, ()) is not None
    assert [reaction_to(sad, 1, 5 + n, (("weight", 5),)) is not None for n in range(1, PACE + 1)] == [
        False,
        False,
        True,
    ]
    assert reaction_to("gehuild", 1, 5, ()) is None


def test_the_same_words_at_the_same_turn_get_the_same_sentence_and_another_turn_another() -> None:
    sad = "ik heb de hele avond gehuild"
    said = [reaction_to(sad, 7, turn, ()) for turn in range(VARIANTS)]

    assert said == [reaction_to(sad, 7, turn, ()) for turn in range(VARIANTS)]
    assert {one.variant for one in said if one is not None} == set(range(1, VARIANTS + 1))


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("toen heb ik drie weken gewacht op bericht", "drie weken"),
        ("I was on hold for 45 minutes", "45 minutes"),
        ("die 449 euro heb ik nooit teruggezien", "449 euro"),
        ("ik heb eindeloos gewacht op bericht", None),
    ],
)
def test_an_amount_is_taken_up_in_own_words(words: str, own: str | None) -> None:
    found = reaction_to(words, 0, 0, ())

    assert found is not None
    assert found.own == own


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reaction_is_worded_three_ways_without_praise_and_short(language: str) -> None:
    ids = load_catalog(language).ids
    plain = {f"reaction.{weight}-{n}" for weight in WEIGHTS for n in range(1, VARIANTS + 1)}
    own = {f"reaction.{weight}-own-{n}" for weight in ("money", "waiting") for n in range(1, VARIANTS + 1)}

    assert {id for id in ids if id.startswith("reaction.")} == plain | own
    for id in plain | own:
        said = gettext(language, id)
        assert len(said) <= 45, id
        assert "?" not in said
        assert not any(word in said.casefold() for word in PRAISE), id
        assert (SLOT.search(said) is not None) is (id in own), id
    assert len({gettext(language, id) for id in plain | own}) == len(plain | own)
