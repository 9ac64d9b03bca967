"""Who is in need, and of which kind: sentences written before the code, and those that only sound like it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from reisleider.flows.languages import LANGUAGES
from reisleider.flows.listening.care.helplines import EVERYWHERE, countries_of, emergency_of, helplines, lines_of
from reisleider.flows.listening.care.need import danger_told, need_told

FILES = ("need_blind", "need_fresh")


def rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / f"{name}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_everybody_in_need_is_heard_and_nobody_else_is(name: str, language: str) -> None:
    mine = [row for row in rows(name) if row["language"] == language]
    heard = Counter((row["kind"], need_told(row["said"]) or "none") for row in mine)
    needs = [count for (kind, _), count in heard.items() if kind != "none"]
    right = [count for (kind, told), count in heard.items() if kind == told != "none"]
    alarms = [row["said"] for row in mine if row["kind"] == "none" and need_told(row["said"]) is not None]
    unheard = [row["said"] for row in mine if row["kind"] == "danger" and need_told(row["said"]) != "danger"]

    assert sum(right) >= 0.95 * sum(needs)
    assert alarms == []
    assert unheard == []


@pytest.mark.parametrize(
    ("name", "danger", "others", "alarms"),
    [("need_third", 0.92, 0.8, 1), ("need_fourth", 0.9, 0.85, 0), ("need_practice", 1, 0.99, 0)],
)
def test_what_was_reached_on_other_wordings_is_held(name: str, danger: float, others: float, alarms: int) -> None:
    """The third and the fourth were written before the cues were put together; on the practice sentences they were."""
    heard = [(row["kind"], need_told(row["said"]) or "none") for row in rows(name)]
    in_danger = [told == kind for kind, told in heard if kind == "danger"]
    in_other_need = [told == kind for kind, told in heard if kind not in ("danger", "none")]

    assert sum(in_danger) >= danger * len(in_danger)
    assert sum(in_other_need) >= others * len(in_other_need)
    assert sum(told != "none" for kind, told in heard if kind == "none") <= alarms


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("ik wil niet meer leven", "sure"),
        ("I wish I was never born", "sure"),
        ("hij sloeg mij gisteren weer", "sure"),
        ("I've got the pills lined up in front of me", "sure"),
        ("ik zie het niet meer zitten", "unsure"),
        ("by the time you read this it's over", "unsure"),
        ("ik stop ermee", None),
        ("ik stop ermee. alles is donker", "unsure"),
        ("want die man was er niet", None),
        ("I can't live without my phone lol", None),
    ],
)
def test_cues_mean_danger_only_together(words: str, how: str | None) -> None:
    assert danger_told(words) == how


def test_the_sentences_are_as_many_as_they_say() -> None:
    kinds = Counter((row["language"], row["kind"] == "none") for row in rows("need_blind"))

    assert set(kinds.values()) == {20}
    assert set(kinds) == {(language, none) for language in LANGUAGES for none in (True, False)}


@pytest.mark.parametrize(
    "words",
    [
        "ik heb een offerte van een advocaat gekregen",
        "we zitten vast op een camping",
        "mijn telefoon was dood",
        "ik was doodmoe",
        "killing time before the train",
        "ik was niet bang of boos",
        "we waren nog nooit boos geweest",
        "I wasn't angry at all",
        "mijn buurman zei dat ze woest waren: ik was woest",
        "een folder over zelfmoordpreventie",
        "een klant schreef dat ze dood wil",
        "I cut myself shaving",
        "my wife will kill me if I book the wrong week",
        "",
        "...",
        "😡😡😡",
        "PDF XML CSV",
    ],
)
def test_what_only_sounds_like_need_is_none(words: str) -> None:
    assert need_told(words) is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("ik denk aan zelfmoord", "danger"),
        ("I want to die", "danger"),
        ("ik zie het niet meer zitten", "danger"),
        ("ik kan er niet meer tegen", "danger"),
        ("mijn telefoon is dood en mijn man ook, ik wil er niet meer zijn", "danger"),
        ("a customer wrote that she wants to die, I need help now", "danger"),
        ("mijn man is die week overleden", "grief"),
        ("Mijn moeder is overleden. Mijn telefoon was ook dood.", "grief"),
        ("JULLIE HEBBEN ME AFGESLOTEN", "anger"),
        ("nog nooit ben ik zo boos geweest, ik was woest", "anger"),
        ("bel me nu", "complaint"),
        ("mijn vader is overleden en ik ben woest", "grief"),
    ],
)
def test_the_gravest_need_counts(words: str, kind: str) -> None:
    assert need_told(words) == kind


def test_what_is_said_about_a_contract_is_not_said_about_a_life() -> None:
    assert need_told("ik wilde er een eind aan maken en heb het contract opgezegd") is None
    assert need_told("ik wil er een eind aan maken") == "danger"


# --- whom to call ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("timezone", "languages", "countries"),
    [
        ("Europe/Amsterdam", ("nl", "en"), ("nl",)),
        ("Europe/Brussels", ("nl",), ("be",)),
        ("Europe/London", ("en",), ("uk",)),
        ("Europe/Dublin", ("en", "nl"), ("ie",)),
        ("Europe/Amsterdam", ("en",), ("nl", "uk", "ie")),
        ("America/New_York", ("en",), ()),
    ],
)
def test_a_studys_clock_and_languages_tell_the_country(
    timezone: str, languages: tuple[str, ...], countries: tuple[str, ...]
) -> None:
    assert countries_of(timezone, languages) == countries


def test_a_country_has_its_own_numbers() -> None:
    assert "113" in lines_of(("nl",))
    assert "0800-0113" in lines_of(("nl",))
    assert "1813" in lines_of(("be",))
    assert lines_of(("uk",)) == lines_of(("uk", "ie")) == "116 123 (Samaritans)"
    assert emergency_of(("uk",)) == "999 / 112"
    assert emergency_of(("nl",)) == emergency_of(("uk", "ie")) == emergency_of(()) == EVERYWHERE
    assert lines_of(()) == ""


def test_every_country_names_time_zones_that_exist() -> None:
    from zoneinfo import available_timezones

    zones = [zone for one in helplines().values() for zone in one.zones]

    assert set(zones) <= available_timezones()
    assert len(zones) == len(set(zones))
