"""One gate: what one way of making a study refuses, every other refuses as well, and all of it is told at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reisleider.bot.demo.kept import kept_from
from reisleider.bot.studies.new_study import FIELDS, faults_of, make_study
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.faults import StudyFault
from reisleider.flows.gate import places, values
from reisleider.flows.gate.unfit import Unfit, fits
from reisleider.flows.gate.whole import unfit_of
from reisleider.flows.journey import Study
from reisleider.flows.languages import LANGUAGES, words_file

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TODAY = NOW.date()
TOLD = {
    "title": "Een reis boeken",
    "organisation": "Zonnevaart",
    "goal": "weten waar het stroef loopt",
    "attempt": "een reis boekte",
    "start": "het eerste idee",
    "end": "de thuiskomst",
    "lead": "team Reis",
    "contact": "reis@zonnevaart.example",
    "privacy_url": "https://zonnevaart.example/privacy",
    "keep_until": "1-6-2027",
}
FILE = """id = "trip"
title = "A trip"
organisation = "Zonnevaart"
goal = "to know what goes wrong"
attempt = "booked a trip"
start = "the first idea"
end = "coming home"
lead = "the trip team"
contact = "trip@zonnevaart.example"
privacy_url = "zonnevaart.example/privacy"
keep_until = 2027-06-01
"""

BOTH = [
    ("title", "\x1b]52;c;aGFjaw==\x07"),
    ("title", "kaart \u202e evil"),
    ("title", "x" * 301),
    ("organisation", "\u2066Zonnevaart"),
    ("organisation", " \u200b "),
    ("goal", "a\x00b"),
    ("attempt", "boekte \x9b31m"),
    ("start", "\x08\x08idee"),
    ("end", "y" * 5000),
    ("lead", "\x7fteam"),
    ("contact", "hier"),
    ("contact", "a@b"),
    ("contact", "- - - - - - - -"),
    ("contact", "12 345"),
    ("privacy_url", "javascript://x.example/%0aalert(1)"),
    ("privacy_url", "ergens"),
    ("privacy_url", "file://etc/passwd"),
    ("keep_until", "2020-01-01"),
    ("keep_until", "2026-11-30"),
    ("keep_until", "9999-12-31"),
    ("keep_until", "2036-12-02"),
    ("keep_until", "31-2-2027"),
    ("keep_until", "0000-00-00"),
    ("keep_until", "١-٦-٢٠٢٧"),
]
"""Values that no study can have, by its field: told in a chat, in a form and in a file."""


def toml(text: str) -> str:
    """A text as TOML writes it, whatever it holds."""
    return (
        '"' + "".join(f"\\U{ord(sign):08x}" if not sign.isalnum() or ord(sign) > 126 else sign for sign in text) + '"'
    )


def filed(**changed: str) -> str:
    """The study file with these values, as TOML."""
    lines = [
        f"{key} = {changed.pop(key)}" if (key := line.split(" ")[0]) in changed else line for line in FILE.splitlines()
    ]
    return "\n".join([*(f"{key} = {value}" for key, value in changed.items()), *lines])


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(StudyFault) as caught:
        read_study(text, "study.toml", NOW)
    return caught.value.faults


@pytest.mark.parametrize(("field", "value"), BOTH, ids=[f"{n}-{field}" for n, (field, _) in enumerate(BOTH)])
def test_what_a_chat_refuses_a_file_refuses_in_the_same_words(field: str, value: str) -> None:
    in_chat = faults_of({**TOLD, field: value}, TODAY)

    assert list(in_chat) == [field]
    assert faults(filed(**{field: toml(value)})) == (f"study.toml: {field}: {in_chat[field].told()}",)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("id", '"Trip"', "an id is 1 to 40"),
        ("id", "7", "an id is 1 to 40"),
        ("id", f'"{"a" * 41}"', "an id is 1 to 40"),
        ("keep_until", "2020-01-01", "2020-01-01 is no day to come"),
        ("keep_until", "9999-12-31", "more than ten years away; choose a day up to 2036-11-30"),
        ("keep_until", "2027-06-01T00:00:00", "write a day"),
        ("minimum_customers", "2", "at least 3"),
        ("minimum_customers", "true", "at least 3"),
        ("minimum_staff", "4", "at least 5"),
        ("minimum_staff", "99999999999999999999", "at most 1000"),
        ("retention_days", "10000000", "at most 3653"),
        ("retention_days", "0", "at least 1"),
        ("replies", "1000000", "at most 200"),
        ("rotating", "-1", "at least 0"),
        ("timezone", '"Mars/Olympus"', "Europe/Amsterdam"),
        ("timezone", "1", "Europe/Amsterdam"),
        ("languages", '["nl", "xx"]', "nobody has translated xx yet"),
        ("languages", '"nl"', "name the languages"),
        ("languages", "[]", "name the languages"),
        ("languages", "[7]", "nobody has translated that yet"),
        ("living", '"yes"', "true or false"),
        ("b2b", "1", "true or false"),
        ("likeness", '"magic"', "lexicon or sentences"),
        ("quotas", "{ customer = -1 }", "at least 0"),
        ("quotas", "{ customer = 1.5 }", "at least 0"),
        ("quotas", "{ everybody = 5 }", "customer or stakeholder"),
        ("quotas", "20", "customer or stakeholder"),
        ("invited", '{ customer = "many" }', "at least 0"),
        ("scripts", '["customr"]', "There is no script customr"),
        ("scripts", '"customer"', "name the interviews"),
        ("blocks", '{ customer = ["nosuch"] }', "use any of"),
        ("blocks", '{ nobody = ["core"] }', "there is no interview nobody"),
        ("blocks", '["core"]', "name per interview"),
        ("blocks", "{ customer = 1 }", "name per interview"),
        ("phases", '["one"]', "name 2 to 14 phases"),
        ("phases", "1", "name them in order"),
        ("phases", "[1, 2]", "name them in order"),
        ("phases", f'["a", "{"b" * 301}"]', "keep it to 300"),
        ("model", '"nine"', "no phase model nine"),
        ("title", '{ nl = 1, en = "A trip" }', "the text in nl is missing"),
        ("title", "[1]", "in every language of the study"),
        ("label", "1", "write it as [[label]]"),
        ("label", '[{ id = "a", words = "x", phase = "moon" }]', "no phase moon"),
        ("label", '[{ id = "a", words = "x", control = "theirs" }]', "ours, partner or outside"),
        ("label", '[{ id = "a", words = "x", channel = "smoke" }]', "use one of website"),
        ("label", '[{ id = "a", words = "x", channel = 1 }]', "use one of website"),
        ("label", '[{ id = "a", words = "x", aliases = "y" }]', "write a list"),
        ("label", '[{ id = "a", words = "x", aliases = [1] }]', "a few words"),
        ("label", '[{ id = "a", words = "x" }, { id = "a", words = "y" }]', "a stands there twice"),
        ("label", '[{ words = "x" }]', "an id is 1 to 40"),
        ("persona", '[{ id = "a", name = "\\u001b[2J" }]', "invisible signs"),
        ("persona", '[{ id = "a", name = "b", note = 3 }]', "in every language of the study"),
        ("team", '[{ id = "A!", name = "b" }]', "an id is 1 to 40"),
        ("fact", '[{ id = "a", question = "b" }]', "at least two options"),
        ("fact", '[{ id = "a", question = "b", options = 1 }]', "write it as [[fact.options]]"),
        ("starter", '"nosuch"', "no start list nosuch"),
    ],
)
def test_a_value_of_a_file_is_refused_in_one_sentence(key: str, value: str, said: str) -> None:
    (told,) = faults(filed(**{key: value}))

    assert told.startswith(f"study.toml: {key}")
    assert said in told


def test_all_faults_of_a_file_are_told_at_once() -> None:
    told = faults(
        filed(id='"A"', keep_until="2020-01-01", retention_days="10000000", contact='"?"', timezone='"x"', leed='"x"')
    )

    assert [one.split(": ")[1] for one in told] == ["leed", "id", "contact", "keep_until", "timezone", "retention_days"]


def test_what_is_only_unseen_is_left_away() -> None:
    study = read_study(filed(title='"\\ufeffA\\u200b trip\\u00ad"', contact='"\\u200e+31 6 1234 5678"'), "s.toml", NOW)

    assert study.title["en"] == "A trip"
    assert study.contact == "+31 6 1234 5678"


def test_what_is_good_is_good_everywhere() -> None:
    assert faults_of(TOLD, TODAY) == {}
    assert list(unfit_of(make_study(TOLD, set(), NOW), TODAY)) == []
    assert list(unfit_of(read_study(FILE, "study.toml", NOW), TODAY)) == []


def made(**told: str) -> Study:
    return make_study({**TOLD, **told}, set(), NOW)


def test_a_study_made_in_a_chat_speaks_every_language() -> None:
    study = made()

    assert study.languages == LANGUAGES
    assert study.title == dict.fromkeys(LANGUAGES, "Een reis boeken")


def test_its_lead_says_things_in_more_languages_or_says_that_it_speaks_one() -> None:
    both = made(title="nl: Een reis\nen: A trip", attempt="EN: booked a trip / nl: een reis boekte")
    dutch = made(title="nl: Een reis boeken")

    assert both.languages == ("nl", "en")
    assert both.title == {"nl": "Een reis", "en": "A trip"}
    assert both.attempt == {"nl": "een reis boekte", "en": "booked a trip"}
    assert both.id == "een-reis"
    assert dutch.languages == ("nl",)
    assert dutch.goal == {"nl": "weten waar het stroef loopt"}


@settings(deadline=None)  # the first one loads the scripts
@given(text=st.text(max_size=400), field=st.sampled_from([one.key for one in FIELDS]))
def test_whatever_is_typed_is_a_study_that_fits_or_a_sentence(text: str, field: str) -> None:
    told = {**TOLD, field: text}
    wrong = faults_of(told, TODAY)

    if not wrong:
        assert list(unfit_of(make_study(told, set(), NOW), TODAY)) == []
    for one in wrong.values():
        assert all(one.told(language).endswith(".") for language in LANGUAGES)


@given(day=st.dates())
def test_a_day_is_to_come_and_within_ten_years(day: date) -> None:
    fit = fits(values.keep_until, day, TODAY) is not None

    assert fit == (TODAY < day <= TODAY + values.TEN_YEARS)


def test_every_language_says_every_sentence_with_its_slots() -> None:
    slots = [{name: text.count("{") for name, text in words_file(one)["gate"].items()} for one in LANGUAGES]

    assert all(one == slots[0] for one in slots)


PLACES = {"pigeon": places.Shapes("Pigeon", r"[0-9]+", r"-?[0-9]+", r"[0-9]+")}


@pytest.mark.parametrize(
    "account", [("pigeon", "1", "x"), ("pigeon", "", "1"), ("owl", "1", "1"), ("pigeon", "1", "1\n")]
)
def test_an_account_is_one_of_its_platform(account: tuple[str, str, str]) -> None:
    with pytest.raises(Unfit):
        places.account(*account, PLACES)


def test_a_shipped_study_can_be_begun_on_any_day() -> None:
    for today in (TODAY, date(2027, 5, 20), date(2031, 2, 28)):
        text = kept_from(FILE, today)
        assert read_study(text, "s.toml", datetime(today.year, today.month, today.day, tzinfo=UTC)).keep_until > today
    assert kept_from(FILE, TODAY) == FILE
    assert kept_from(FILE, date(2027, 6, 1) - timedelta(days=31)) == FILE
