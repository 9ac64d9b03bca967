"""What a study is set to: shown, changed by name, written as the file that its lead could have written."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lead_at_a_terminal import Lead
from typing_in import type_in

from reisleider.bot.leading.setting_names import called, setting_named
from reisleider.bot.studies.promised import broken_promise
from reisleider.bot.studies.settable import BY_KEY, SETTINGS
from reisleider.bot.studies.study_file import KNOWN, read_study, read_study_file
from reisleider.bot.studies.written_study import write_study
from reisleider.flows.faults import StudyFault
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import Study
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.store import Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EXAMPLES = sorted((Path(__file__).parents[1] / "docs" / "examples").glob("*.toml"))
KEYS = {  # a key of a study file, and the setting that says it
    "persona": "personas",
    "team": "teams",
    "label": "labels",
    "fact": "facts",
    "privacy_url": "privacy",
    "keep_until": "keep",
    "minimum_customers": "minimum",
    "minimum_staff": "minimum-staff",
    "timezone": "zone",
    "retention_days": "retention",
    "tell_lead_of_danger": "danger",
    "quotas": "customers",
    "review_days": "review",
}
MADE = {"id"}
SAID = {  # how each is said, in one language or the other
    "languages": ("nederlands", "languages", ("nl",)),
    "goal": ("nl: minder bellen\nen: fewer calls", "goal", {"nl": "minder bellen", "en": "fewer calls"}),
    "keep": ("1-6-2027", "keep_until", date(2027, 6, 1)),
    "minimum": ("7", "minimum_customers", 7),
    "minimum-staff": ("6", "minimum_staff", 6),
    "review": ("half-year", "review_days", 182),
    "zone": ("Europe/London", "timezone", "Europe/London"),
    "living": ("ja", "living", True),
    "b2b": ("yes", "b2b", True),
    "lost": ("nee", "lost", False),
    "replies": ("20", "replies", 20),
    "rotating": ("3", "rotating", 3),
    "retention": ("60", "retention_days", 60),
    "danger": ("ja", "tell_lead_of_danger", True),
    "quotes": ("redacted", "quotes", "redacted"),
    "likeness": ("lexicon", "likeness", "lexicon"),
    "scripts": ("customer", "scripts", ("customer",)),
    "colleagues": ("8", "quotas", {"stakeholder": 8}),
    "invited": ("40, 12", "invited", {"customer": 40, "stakeholder": 12}),
    "blocks": ("customer: core-is-no-block", None, "several-of"),
    "contact": ("bel maar", None, "contact"),
    "privacy": ("nergens", None, "link"),
    "starter": ("web shop", "starter", 12),
}


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
def test_a_written_study_reads_back_as_itself(file: Path) -> None:
    study = read_study_file(file, NOW)

    assert read_study(write_study(study), "again.toml", NOW) == study


def test_words_with_signs_of_toml_read_back(study: Study) -> None:
    odd = replace(study, organisation='a "b" \\ c', goal={"nl": "x = 1 # y", "en": "tab\u00e9 ☃"})

    assert read_study(write_study(odd), "again.toml", study.created_at).organisation == odd.organisation
    assert read_study(write_study(odd), "again.toml", study.created_at).goal == odd.goal


@pytest.mark.parametrize("key", sorted(KNOWN - MADE))
def test_every_key_of_a_study_file_is_a_setting(key: str) -> None:
    assert KEYS.get(key, key) in BY_KEY


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", [one.key for one in SETTINGS])
def test_every_setting_is_named_in_both_languages_and_no_name_means_two(key: str, language: str) -> None:
    for name in gettext(language, f"setting.{key}").split(", "):
        assert called(name) == key, name
    assert gettext(language, f"saves.study-{key}")


@pytest.mark.parametrize("key", sorted(SAID))
def test_a_setting_is_read_as_people_say_it(key: str, study: Study) -> None:
    words, field, wanted = SAID[key]
    plain = replace(study, quotas={}, labels=())
    if field is None:
        with pytest.raises(Unfit) as caught:
            BY_KEY[key].change(plain, words, NOW.date())
        assert caught.value.reason == wanted
        return
    changed = BY_KEY[key].change(plain, words, NOW.date())
    if key == "starter":
        assert len(changed.labels) >= 10
        return
    assert getattr(changed, field) == wanted
    others = [one.name for one in fields(Study) if one.name not in (field, "languages")]
    if key != "languages":
        assert all(getattr(changed, name) == getattr(plain, name) for name in others)


def test_a_fact_is_a_question_and_its_answers(study: Study) -> None:
    changed = BY_KEY["facts"].change(study, "Reis je met kinderen? ja, nee", NOW.date())

    assert changed.facts[0].question["nl"] == "Reis je met kinderen?"
    assert [id for id, _ in changed.facts[0].options] == ["ja", "nee"]


def test_contact_moments_can_be_told_by_phase(study: Study) -> None:
    told = "Aankoop: geboekt, betaald\n2. levering: papieren ontvangen; purchase: verzekerd"
    changed = BY_KEY["labels"].change(study, told, NOW.date())

    assert [(one.id, one.phase) for one in changed.labels] == [
        ("geboekt", "purchase"),
        ("betaald", "purchase"),
        ("papieren-ontvangen", "delivery"),
        ("verzekerd", "purchase"),
    ]


def test_a_phase_that_there_is_not_is_named(study: Study) -> None:
    with pytest.raises(Unfit) as caught:
        BY_KEY["labels"].change(study, "Aankoop: geboekt\nNazorg: gebeld", NOW.date())

    assert caught.value.told("nl").startswith("Nazorg is geen fase van dit onderzoek; kies uit Behoefte, ")


def test_a_name_with_a_colon_that_is_no_phase_is_a_name(study: Study) -> None:
    changed = BY_KEY["labels"].change(study, "stap 1: geboekt, betaald", NOW.date())

    assert [(one.words["nl"], one.phase) for one in changed.labels] == [("stap 1: geboekt", None), ("betaald", None)]


def test_names_in_a_sentence_name_a_setting() -> None:
    assert setting_named("nee, vier fases") == "model"
    assert setting_named("the privacy page is wrong") == "privacy"
    assert setting_named("zo is het") is None


def test_what_was_promised_is_not_taken_back(study: Study) -> None:
    for changed, broken in (
        (replace(study, keep_until=date(2030, 1, 1)), "promised.keep"),
        (replace(study, minimum_staff=study.minimum_staff - 1), "promised.minimum"),
        (replace(study, quotes="redacted"), "promised.quotes"),
        (replace(study, languages=study.languages[:1]), "promised.gone"),
        (replace(study, personas=study.personas[:-1]), "promised.gone"),
    ):
        found = broken_promise(study, changed)
        assert found is not None
        assert found[0] == broken
    assert broken_promise(study, replace(study, minimum_staff=9, organisation="Anders")) is None


@pytest.fixture(name="lead")
def _lead(study: Study, tmp_path: Path) -> Lead:
    lead = Lead(tmp_path / "a.db", "nl")
    with Store.open(lead.url) as store:
        store.do(lambda c: studies.save_study(c, replace(study, quotes="lead")))
        store.do(lambda c: studies.set_leads(c, study.id, (("demo", "local", "lead"),)))
    return lead


def test_a_lead_sees_the_card_and_changes_one_setting(lead: Lead) -> None:
    card = "\n".join(lead.command("instellingen"))
    assert "Organisatie: Zonnevaart" in card
    assert lead.command("settings contact: 030 123 45 67") == ["Contact voor vragen is aangepast."]
    assert lead.command("settings eigen fasen kiezen, boeken, gaan") == ["Eigen fasen is aangepast."]
    (study,) = lead.studies()
    assert study.contact == "030 123 45 67"
    assert [one.label["nl"] for one in study.model.phases] == ["kiezen", "boeken", "gaan"]


def test_a_setting_named_alone_is_asked_for_until_it_fits(lead: Lead) -> None:
    assert lead.command("settings bewaren") == ["Bewaren tot: wat moet het zijn? Met stop blijft het zo."]
    assert lead.says("gisteren")[0].startswith("Schrijf een dag die nog komt")
    assert lead.says("1-6-2028") == ["Bewaren tot is aangepast."]
    lead.command("settings minimum")
    assert lead.says("stop") == ["Goed, ik laat het zo."] or lead.studies()[0].minimum_customers == 3
    assert lead.studies()[0].keep_until == date(2028, 6, 1)


def test_what_is_no_setting_is_told(lead: Lead) -> None:
    assert lead.command("settings weerbericht zonnig") == [
        "Die instelling ken ik niet. Typ /settings voor wat er staat."
    ]


def test_in_a_terminal_a_talk_writes_the_studys_file(tmp_path: Path) -> None:
    first = ("alleen nederlands", "minder afhakers", "later", "Zonnevaart", "een vakantie wilde boeken")
    then = ("het eerste idee", "de thuiskomst", "later", "nee", "negen fasen", "website, reis", "later")
    last = ("klantreis@zonnevaart.example", "zonnevaart.example/privacy", "ja", "tijdzone: Europe/Brussels", "ja")
    left = type_in(tmp_path, "init", "--language", "nl", replies="\n".join(first) + "\n")
    assert "Zo ga je verder" in left
    assert not (tmp_path / "study.toml").exists()
    done = type_in(tmp_path, "init", "--language", "nl", replies="\n".join((*then, *last)) + "\n")
    assert "Verder waar we waren" in done
    assert "study new study.toml" in done
    study = read_study_file(tmp_path / "study.toml", NOW)
    assert (study.organisation, study.timezone, study.languages) == ("Zonnevaart", "Europe/Brussels", ("nl",))
    assert "is er al" in type_in(tmp_path, "init", "--language", "nl", fails=True)
    type_in(tmp_path, "study", "new", "study.toml")
    assert "Organisatie: Zonnevaart" in type_in(tmp_path, "study", "settings", study.id, "--language", "nl")
    type_in(tmp_path, "study", "settings", study.id, "organisatie", "Zon en Zee", "--language", "nl")
    assert "Organisatie: Zon en Zee" in type_in(tmp_path, "study", "settings", study.id, "--language", "nl")


def test_a_talk_with_a_lead_is_no_interview_of_a_study(study: Study, tmp_path: Path) -> None:
    told = write_study(study).replace(f"scripts = {json.dumps(list(study.scripts))}", 'scripts = ["kickoff"]')

    with pytest.raises(StudyFault, match="kickoff is a talk with who leads"):
        read_study(told, "wrong.toml", study.created_at)
    assert "is a talk with who leads" in type_in(tmp_path, "interview", "kickoff", fails=True)
    with pytest.raises(Unfit):
        BY_KEY["scripts"].change(study, "kickoff", NOW.date())
