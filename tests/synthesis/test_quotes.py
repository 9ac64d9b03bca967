"""Quotes: allowed, readable, concrete, from varied people."""

from __future__ import annotations

from journey_samples import compiled, journey

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Remark
from reisleider.flows.journey_map import Faces
from reisleider.flows.synthesis.figures.quotes import Chooser, Saying, worth

PLAIN = "dat vond ik gewoon een vervelende manier van doen"
CONCRETE = "na drie telefoontjes kwam er 240 euro aan kosten bij"


def said(who: int, words: str, score: int | None = -1, *, allowed: bool = True) -> Saying:
    return Saying(journey(who, ["kosten"], quotes_allowed=allowed), words, score)


def test_nothing_is_quoted_without_consent() -> None:
    assert Chooser().choose([said(1, CONCRETE, allowed=False)], 2) == ()


def test_what_was_forwarded_is_never_quoted() -> None:
    assert Chooser().choose([said(1, CONCRETE)._replace(forwarded=True)], 2) == ()


def test_a_concrete_quote_comes_before_a_plain_one() -> None:
    chosen = Chooser().choose([said(1, PLAIN), said(2, CONCRETE)], 1)

    assert [one.words for one in chosen] == [CONCRETE]


def test_an_extreme_and_a_typical_face_make_a_quote_worth_more() -> None:
    faces = Faces((1, 4, 0, 0, 0))
    author = journey(1, ["kosten"])

    assert worth(Saying(author, PLAIN, -2)) == worth(Saying(author, PLAIN, -1)) + 2
    assert worth(Saying(author, PLAIN, -1, faces)) == worth(Saying(author, PLAIN, -1)) + 3


def test_one_person_is_quoted_once_and_comes_after_who_was_not_quoted_yet() -> None:
    chooser = Chooser()
    first = chooser.choose([said(1, CONCRETE), said(1, PLAIN)], 2)
    second = chooser.choose([said(1, CONCRETE), said(2, PLAIN)], 1)

    assert [one.words for one in first] == [CONCRETE]
    assert [one.journey.participant for one in second] == ["customer-2"]


def test_quotes_are_redacted_but_never_cut_or_reworded() -> None:
    words = "mevrouw Jansen liet ons drie keer terugbellen voor niets"
    chosen = Chooser().choose([said(1, words), said(2, "eindeloos gedoe met formulieren " * 30)], 3)

    assert [one.words for one in chosen] == ["[…] liet ons drie keer terugbellen voor niets"]


def test_what_tells_nothing_is_not_quoted() -> None:
    assert Chooser().choose([said(1, "🙁"), said(2, "niet goed"), said(3, "")], 3) == ()


def test_the_choice_does_not_depend_on_the_order_of_people() -> None:
    rows = [said(3, PLAIN), said(1, CONCRETE), said(2, CONCRETE)]

    assert Chooser().choose(rows, 2) == Chooser().choose(rows[::-1], 2)


def test_two_people_who_said_the_same_are_not_quoted_twice() -> None:
    chosen = Chooser().choose([said(1, CONCRETE), said(2, CONCRETE + "."), said(3, PLAIN)], 3)

    assert [one.words for one in chosen] == [CONCRETE, PLAIN]


def test_what_somebody_in_danger_wrote_is_never_quoted() -> None:
    assert Chooser().choose([said(1, "na drie telefoontjes dacht ik echt aan zelfmoord"), said(2, PLAIN)], 2) == (
        said(2, PLAIN),
    )


def test_what_is_more_private_than_the_rest_is_not_quoted() -> None:
    ill = "na drie telefoontjes kon ik door mijn diabetes niet langer staan"

    assert Chooser().choose([said(1, ill), said(2, PLAIN)], 2) == (said(2, PLAIN),)


CALLED = "it took three calls and 240 euros more"


def quoted(people: list[Journey]) -> set[str]:
    """The languages of the quotes on the map of these people."""
    same = [Override("same", "gebeld", "called")]
    return {one.language for column in compiled(people, overrides=same).columns for one in column.quotes}


def test_a_quote_is_in_a_language_that_the_minimum_group_speaks() -> None:
    english = [
        journey(at, ["called"], language="en", remarks=(Remark("pain", f"{CALLED} {at}", "i1"),)) for at in (7, 8)
    ]
    dutch = [journey(at, ["gebeld"], remarks=(Remark("pain", PLAIN, "i1"),)) for at in range(3)]
    third = journey(9, ["called"], language="en", remarks=(Remark("pain", f"{CALLED} 9", "i1"),))

    assert quoted([*dutch, *english]) == {"nl"}
    assert "en" in quoted([*dutch, *english, third])
