"""The talk with which a study begins, as leads have it in a terminal; what the bot says is what the file says.

``REISLEIDER_UPDATE=1`` writes the bot's lines anew, to be read before they are committed.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from statistics import median

import pytest
from lead_at_a_terminal import Lead

from reisleider.bot.transcripts.acts import Act
from reisleider.bot.transcripts.transcript import parse
from reisleider.flows.journey import Study
from reisleider.storage import interviews, people
from reisleider.storage.store import Store

FOLDER = Path(__file__).parent / "transcripts" / "kickoff"
FILES = sorted(FOLDER.glob("*.txt"))
UPDATE = bool(os.environ.get("REISLEIDER_UPDATE"))
TOKEN = re.compile(r"start=[\w-]+")
NAMES = {"telegram": "reisbot"}
CONTACT = ("klantreis@zonnevaart.example", "zonnevaart.example/privacy")
WHO = {  # five leads as they are: in a word, with groups, with all there is, in English, in a hurry
    "one group": (
        "nl",
        ("nl", "minder afhakers", "later", "Zonnevaart", "een vakantie wilde boeken", "het idee", "de thuiskomst"),
        ("gezinnen", "nee", "negen fasen", "website, offerte, reis", "team Klantreis", *CONTACT, "ja", "ja"),
    ),
    "two groups": (
        "nl",
        ("1", "minder afhakers", "wel of geen app", "Zonnevaart", "een reis boekte", "het idee", "de thuiskomst"),
        ("iedereen", "gezinnen, stellen", "klaar", "ouders", "later", "vijf stations", "website, reis"),
        ("team Klantreis", *CONTACT, "ja", "ja"),
    ),
    "three groups": (
        "nl",
        ("1", "minder afhakers", "wel of geen app", "Zonnevaart", "een reis boekte", "het idee", "de thuiskomst"),
        ("later", "gezinnen\nstellen\nalleen", "klaar", "ouders", "samen", "op zichzelf", "vijf stations"),
        ("website, reis", "team Klantreis", *CONTACT, "ja", "ja"),
    ),
    "own phases": (
        "en",
        ("english", "fewer calls", "a new site", "Citypower", "moved house", "knowing you move", "the first bill"),
        ("movers", "no", "own", "knowing, moving, paying", "call, bill", "Noor", "030 123 45 67", "citypower.example"),
        ("yes", "yes"),
    ),
    "in a hurry": (
        "en",
        ("later", "fewer calls", "later", "Citypower", "moved house", "knowing you move", "the first bill", "later"),
        ("later", "later", "later", "later", "help@citypower.example", "citypower.example/privacy", "yes", "yes"),
    ),
}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_lead_is_talked_with_as_the_transcript_says(file: Path, tmp_path: Path) -> None:
    transcript = parse(file.read_text(encoding="utf-8"), file.name)
    lead = Lead(tmp_path / "study.db", transcript.header["language"], names=NAMES)
    lines = [TOKEN.sub("start=TOKEN", line) for line in lead.play(transcript)]
    played = "\n".join((*transcript.head, *lines)) + "\n"
    if UPDATE:
        file.write_text(played, encoding="utf-8")

    assert played == file.read_text(encoding="utf-8")


def led(tmp_path: Path, name: str) -> tuple[Lead, Study]:
    language, *replies = WHO[name]
    lead = Lead(tmp_path / f"{name}.db", language, names=NAMES)
    lead.begin()
    for one in replies:
        lead.says(*one)
    (study,) = lead.studies()
    return lead, study


def test_a_lead_needs_twenty_replies_at_most(tmp_path: Path) -> None:
    replies = {name: led(tmp_path, name)[0].replies for name in WHO}

    print(f"replies of a lead: {replies}, median {median(replies.values())}")
    assert median(replies.values()) <= 20


def test_what_a_lead_says_is_what_the_study_is_set_to(tmp_path: Path) -> None:
    _, study = led(tmp_path, "two groups")

    assert study.id == "de-klantreis-bij-zonnevaart"
    assert study.goal == {"nl": "minder afhakers", "en": "minder afhakers"}
    assert study.decision["nl"] == "wel of geen app"
    assert study.attempt["nl"] == "een reis boekte"
    assert [(one.id, one.who.get("nl")) for one in study.personas] == [("gezinnen", "ouders"), ("stellen", None)]
    assert study.model.id == "five-stations"
    assert [one.id for one in study.labels] == ["website", "reis"]
    assert (study.contact, study.privacy_url) == CONTACT
    assert study.keep_until == date(2027, 11, 23)
    assert (study.lost, study.review_days, study.minimum_customers, study.minimum_staff) == (True, 91, 3, 5)


def test_what_is_left_for_later_has_its_default(tmp_path: Path) -> None:
    _, study = led(tmp_path, "in a hurry")

    assert study.lead == "Citypower"
    assert study.languages == ("nl", "en")
    assert study.title["en"] == "The customer journey at Citypower"
    assert study.model.id == "nine-phases"
    assert (study.personas, study.labels, study.quotas) == ((), (), {})


def test_a_leads_talk_is_no_interview(tmp_path: Path) -> None:
    lead, study = led(tmp_path, "two groups")
    with Store.open(lead.url) as store:
        assert store.do(lambda c: interviews.interviews(c, study.id)) == ()
        assert store.do(lambda c: people.participants(c, study.id)) == ()


def test_no_group_is_smaller_than_the_floor(tmp_path: Path) -> None:
    lead = Lead(tmp_path / "a.db", "nl")
    lead.begin()
    lead.says("nl", *["later"] * 13, "loop het met me langs", *["later"] * 5)
    assert "drie" in lead.says("later")[0]
    refused = lead.says("2")
    assert refused[0].startswith("Dat kan zo niet: ")
    assert "3" in refused[0]


def test_an_old_button_changes_nothing(tmp_path: Path) -> None:
    lead = Lead(tmp_path / "a.db", "nl")
    lead.begin()
    lead.says("alleen nederlands", "minder afhakers")
    lines = lead.does(Act("press", "en", 0))

    assert lines[0].startswith("Die vraag heb je al beantwoord: ")


def test_stop_halfway_makes_nothing_and_throws_away_what_it_should(tmp_path: Path) -> None:
    lead = Lead(tmp_path / "a.db", "nl")
    lead.begin()
    lead.says("nl", "minder afhakers", "stop")
    assert lead.says("nee, gooi het weg") == ["Goed, ik heb alles weggegooid."]
    assert lead.studies() == ()
    assert lead.begin()[0].startswith("Leuk, we zetten samen een onderzoek op.")


def test_whoever_stops_and_keeps_goes_on_where_they_were(tmp_path: Path) -> None:
    lead = Lead(tmp_path / "a.db", "nl")
    lead.begin()
    lead.says("nl", "minder afhakers", "stop", "ja")

    assert lead.begin() == ["Verder waar we waren. Bij welke beslissing moet hij helpen?", "[Later]"]


def test_a_photo_is_asked_for_in_words(tmp_path: Path) -> None:
    lead = Lead(tmp_path / "a.db", "nl")
    lead.begin()
    lead.says("nl")

    assert lead.does(Act("file", "photo")) == ["Kun je het ook in een paar woorden zeggen?"]
    assert lead.says("minder afhakers") == ["Bij welke beslissing moet hij helpen?", "[Later]"]


def test_what_a_lead_tells_of_others_is_no_need_of_their_own(tmp_path: Path) -> None:
    lead = Lead(tmp_path / "a.db", "nl")
    lead.begin()

    assert lead.says("nl", "nabestaanden van wie iemand zelfmoord pleegde beter opvangen") == [
        "Bij welke beslissing moet hij helpen?",
        "[Later]",
    ]


def test_any_setting_may_be_said_at_the_card(tmp_path: Path) -> None:
    lead = Lead(tmp_path / "a.db", "nl", names=NAMES)
    _language, *replies = WHO["one group"]
    lead.begin()
    lead.says(*[one for part in replies for one in part][:-1])
    assert lead.says("tijdzone: nergens")[0].startswith("Dat kan zo niet: ")
    assert lead.says("tijdzone: Europe/Brussels")[0] == "Tijdzone is aangepast."
    assert lead.says("titel: Weg met vakantie")[0] == "Naam is aangepast."
    lead.says("ja")
    (study,) = lead.studies()
    assert (study.timezone, study.title["nl"], study.id) == ("Europe/Brussels", "Weg met vakantie", "weg-met-vakantie")
