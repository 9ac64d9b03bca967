"""What a touchpoint is called: nobody's own words name it, wherever it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from journey_samples import BOOKED, NOW, Series, colleague, compiled, journey, shown, study, visit

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.synthesis.compile import bring_together, judge, tell
from reisleider.flows.synthesis.privacy.ledger import Ledger
from reisleider.flows.words import cues

SECRET = "phoned them about my miscarriage"


def names(journey_map: JourneyMap) -> list[str]:
    return [name for one in shown(journey_map) for name in one.label.values()]


def told(*wordings: str, first: int = 0, **more: Any) -> list[Journey]:
    return [
        journey(first + at, [visit(words, -1, channel=cues.channel_told(words))], **more)
        for at, words in enumerate(wordings)
    ]


def joined(*wordings: str) -> list[Override]:
    """A lead's decisions that these wordings are the same."""
    return [Override("same", wordings[0], other) for other in wordings[1:]]


def test_one_persons_words_name_nothing() -> None:
    wordings = (SECRET, "called support", "rang the help desk")
    journey_map = compiled(told(*wordings, language="en", quotes_allowed=False), overrides=joined(*wordings))

    assert [one.named for one in shown(journey_map)] == [3]
    assert "miscarriage" not in repr(journey_map)


def test_what_the_minimum_group_called_it_is_its_name() -> None:
    wordings = (
        "klantenservice gebeld",
        "Klantenservice gebeld!",
        "de klantenservice gebeld",
        "gebeld over mijn scheiding",
    )
    journey_map = compiled(told(*wordings), overrides=joined(*wordings))

    assert names(journey_map) == ["klantenservice gebeld"]


def test_two_people_of_a_language_give_no_wording_but_what_all_mean() -> None:
    dutch = told("klantenservice gebeld", "klantenservice gebeld")
    english = told("called support", "called the bank", first=5, language="en")
    journey_map = compiled(
        [*dutch, *english], overrides=joined("klantenservice gebeld", "called support", "called the bank")
    )

    assert [dict(one.label) for one in shown(journey_map)] == [{"nl": "klantenservice gebeld", "en": "called support"}]


@pytest.mark.parametrize(
    ("wordings", "name"),
    [
        (("rekening gekregen", "een dure rekening", "mijn tweede rekening"), "rekening"),
        (("verkeerde factuur", "de rekening van mei", "rekening met boete"), "rekening"),
        (("belde de helpdesk", "helpdesk gebeld over wifi", "de helpdesk weer gebeld"), "helpdesk gebeld"),
        (
            ("niet teruggebeld", "niet teruggebeld", "arts belde nooit terug"),
            "Iets per telefoon, bij Gebruik",
        ),
        (("wachten op de monteur", "gewacht met een baby", "drie dagen wachten"), "wachten"),
    ],
)
def test_else_it_is_called_by_the_words_that_enough_people_share(wordings: tuple[str, ...], name: str) -> None:
    journey_map = compiled(told(*wordings), overrides=joined(*wordings))

    assert {one.label["nl"] for one in shown(journey_map)} == {name}


def test_of_colleagues_five_make_a_name() -> None:
    wordings = ["factuur", "factuur", "factuur", "die luie afdeling", "factuur van Piet"]
    four = [colleague(at, [visit(words)]) for at, words in enumerate(wordings)]
    five = [*four[:3], colleague(3, [visit("factuur")]), colleague(4, [visit("factuur")])]

    same = joined("factuur", "die luie afdeling", "factuur van Piet")
    assert "luie" not in repr(compiled(four, overrides=same))
    assert names(compiled(four, overrides=same)) == ["Een stap, bij Gebruik", "A step, in Use"]
    assert names(compiled(five)) == ["factuur"]


def test_a_lead_names_it_as_they_like() -> None:
    wordings = (SECRET, "called support", "rang the help desk")
    renamed = [*joined(*wordings), Override("rename", "called support", texts={"en": "Calling us"})]

    assert names(compiled(told(*wordings, language="en"), overrides=renamed)) == ["Calling us"]
    assert names(compiled(told("Booked online", "Booked online", "op de site geboekt"), study(labels=(BOOKED,)))) == [
        *BOOKED.words.values()
    ]


def test_what_was_only_told_names_nothing_for_others_but_those_who_chose_it() -> None:
    staff = [colleague(0, [visit("balie van Mohammed")])]
    id = next(iter(bring_together(study(), staff).cells)).id
    chose = [
        journey(at, [visit(words, 0, same_as=id)]) for at, words in enumerate(("aan de kassa", "gewacht", "receptie"))
    ]

    two = compiled([*staff, *chose[:2], *told("receptie", first=9)])
    assert "Mohammed" not in repr(two)


def test_what_people_of_all_languages_mean_is_said_in_each() -> None:
    dutch, english = told("alles teruggestuurd", "geretourneerd"), told("sent it back", first=5, language="en")
    overrides = joined("alles teruggestuurd", "geretourneerd", "sent it back")
    (one,) = shown(compiled([*dutch, *english], overrides=overrides))

    assert dict(one.label) == {"nl": "geretourneerd", "en": "sent it back"}


def test_two_neutral_names_are_told_apart_and_stay() -> None:
    calls = (("gebeld over scheiding", "gebeld over baby", "gebeld over schulden"), ("app", "ding", "website"))
    steps = [
        journey(at, [visit(one, 0, channel="phone"), visit(other, 0, channel="phone")])
        for at, (one, other) in enumerate(zip(*calls, strict=True))
    ]
    overrides = [*joined(*calls[0]), *joined(*calls[1])]

    def compile_with(ledger: Ledger, people: list[Journey]) -> tuple[JourneyMap, Ledger]:
        merged = bring_together(study(), people, overrides)
        judged = judge(merged, ledger)
        return tell(merged, judged, None, version=0, now=NOW), judged.ledger

    first, ledger = compile_with(Ledger(salt="a5" * 32), steps)
    again, _ = compile_with(ledger, [*steps, *told("iets heel anders", "nog wat", "meer", first=30)])

    called = {one.id: one.label for one in shown(first)}
    assert len({label["nl"] for label in called.values()}) == len(called) == 2
    assert {one.id: one.label for one in shown(again) if one.id in called} == called
    assert all(set(label) == set(LANGUAGES) for label in called.values() if "Iets" in label["nl"])


def test_one_person_more_changes_no_name() -> None:
    series = Series()
    people = told("helpdesk gebeld", "helpdesk gebeld", "helpdesk gebeld")
    before = names(series.next(people))
    more = told(*["de hulplijn"] * 4, first=20)

    assert names(series.next([*people, more[0]])) == before == ["helpdesk gebeld"]


def test_what_an_organisation_is_itself_is_no_partner() -> None:
    assert cues.control_told("in de wacht gehangen bij de bank", "Dijkbank") == "ours"
    assert cues.control_told("in de wacht gehangen bij de bank", "Zonnevaart") == "partner"
    assert cues.control_told("een tip van een vriendin gekregen", "Dijkbank") == "outside"
