"""Conversations with people who are in need, moved or brief: what is said to them, and what is not asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from playing import Stage
from sqlalchemy import select
from talking import Talk

from reisleider.bot.transcripts.transcript import parse
from reisleider.flows.dialogue.asides.probe import MOST_PROBES
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.effects import Notify
from reisleider.flows.journey import Study
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.privacy.fade import without_words
from reisleider.storage import studies
from reisleider.storage.tables import outbox

START = ("ja", "2", "5")  # who came for something else is asked what for: the goal
STEPS = ("zoeken op internet", "online geboekt", "kinderclub", "klaar", "nee")
DANGER = {"nl": "ik denk aan zelfmoord", "en": "I want to die"}


@pytest.fixture(name="talk")
def _talk(study: Study) -> Talk:
    return Talk(load_script("customer"), study)


def kept(talk: Talk) -> list[str]:
    return [answer.verbatim for answer in talk.interview.log]


def started(talk: Talk) -> Talk:
    return talk.says(*START)


def at_faces(talk: Talk) -> Talk:
    return started(talk).says("We moesten in december onze vrije dagen doorgeven", "iets boeken", *STEPS)


# --- a life in danger -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_wants_to_die_is_told_whom_to_call_and_never_the_organisation(study: Study, language: str) -> None:
    talk = Talk(load_script("customer"), study, language=language).says("ja", "2", "1", DANGER[language])

    assert "113" in talk.words
    assert "112" in talk.words
    assert study.contact not in talk.words
    assert talk.choices == ["go-on", "stop-here"]
    assert "wat gebeurde er" not in talk.words


def test_danger_comes_first_in_any_state_and_is_kept_only_as_the_answer_it_was(talk: Talk) -> None:
    assert talk.says(DANGER["nl"]).choices == ["go-on", "stop-here"]
    assert kept(talk) == []
    assert talk.says("verdergaan").place == ("consent", None)

    for before in (("ja",), ("2", "5"), ("we kregen vrij", "iets boeken")):
        talk.says(*before, DANGER["nl"])
        assert "113" in talk.words
        talk.says("verdergaan")

    assert kept(talk).count(DANGER["nl"]) == 1  # what started it was asked in own words; a choice and a list were not
    assert talk.says("gebeld", "klaar").place == ("complete", None)
    assert [item.words for item in read(talk.script, talk.interview).items] == [
        "iets boeken",
        "gebeld",
    ]


def test_before_consent_who_is_in_danger_may_stop_without_anything_kept(talk: Talk) -> None:
    talk.says(DANGER["nl"], "het gaat echt niet", "stoppen")

    assert talk.interview.state == "declined"
    assert kept(talk) == []


def test_no_with_danger_beside_it_is_no_decline(talk: Talk) -> None:
    assert talk.says("nee, ik wil niet meer leven").interview.state == "consent"
    assert "113" in talk.words


def test_danger_is_heard_in_the_faces_the_menu_a_probe_and_after_a_complaint(talk: Talk) -> None:
    assert "113" in started(talk).says("zon", DANGER["nl"]).words
    talk.says("verdergaan")
    talk.says("iets boeken", *STEPS, "ik wil dood")
    assert "113" in talk.words
    assert talk.says("verdergaan").place == ("emotion", "i1")
    talk.says("aanpassen", "ik wil niet meer leven")
    assert "113" in talk.words
    talk.says("verdergaan", "kan iemand me vandaag nog terugbellen")
    talk.says("ik wil echt niet meer leven")
    assert "113" in talk.words


@pytest.mark.parametrize(
    ("timezone", "languages", "said", "unsaid"),
    [
        ("Europe/Brussels", ("nl", "en"), ["1813", "112"], ["113 "]),
        ("Europe/London", ("nl", "en"), ["116 123", "999"], ["1813"]),
        ("America/New_York", ("nl", "en"), ["112", "waar je bent"], ["116 123", "1813", "0800"]),
    ],
)
def test_the_numbers_are_those_of_where_the_study_is(
    study: Study, timezone: str, languages: tuple[str, ...], said: Iterable[str], unsaid: Iterable[str]
) -> None:
    there = replace(study, timezone=timezone, languages=languages)
    words = Talk(load_script("customer"), there).says(DANGER["nl"]).words

    assert [one for one in said if one not in words] == []
    assert [one for one in unsaid if one in words] == []
    assert "{" not in words


def test_a_lead_hears_of_danger_only_where_the_study_says_so_once_and_without_words(study: Study) -> None:
    quiet = Talk(load_script("customer"), study).says(*START, DANGER["nl"])
    assert [one for one in quiet.effects if isinstance(one, Notify)] == []
    assert "leidt" not in quiet.words

    talk = Talk(load_script("customer"), replace(study, tell_lead_of_danger=True)).says(*START, DANGER["nl"])
    assert [one for one in talk.effects if isinstance(one, Notify)] == [Notify("need.lead")]
    assert "Degene die dit onderzoek leidt hoort dat iemand in nood is, niet wie" in talk.words
    talk.says("verdergaan", "ik wil echt dood")
    assert "113" in talk.words
    assert [one for one in talk.effects if isinstance(one, Notify)] == []


def test_no_lead_hears_of_a_complaint_or_of_grief(study: Study) -> None:
    talk = Talk(load_script("customer"), replace(study, tell_lead_of_danger=True))
    for words in ("ja", "2", "1", "mijn man is die week overleden", "bel me nu"):
        talk.says(words)
        assert [one for one in talk.effects if isinstance(one, Notify)] == []


def test_what_was_reacted_to_goes_with_the_words(talk: Talk) -> None:
    started(talk).says(DANGER["nl"])

    assert talk.interview.reacted
    assert without_words(talk.script, talk.interview, {}).reacted == ()


# --- a life that may be in danger -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "unsure", "asked"),
    [("nl", "ik zie het niet meer zitten", "Gaat het wel met je?"), ("en", "I can't go on", "Are you all right?")],
)
def test_where_it_may_be_meant_otherwise_they_are_asked_how_they_are(
    study: Study, language: str, unsure: str, asked: str
) -> None:
    there = replace(study, tell_lead_of_danger=True)
    talk = Talk(load_script("customer"), there, language=language).says("ja", "2", "1", unsure)

    assert talk.words.startswith(asked)
    assert "113" in talk.words
    assert "112" in talk.words
    assert talk.choices == ["go-on", "stop-here"]
    assert [one for one in talk.effects if isinstance(one, Notify)] == []


def test_who_says_no_to_how_they_are_is_told_whom_to_call(talk: Talk) -> None:
    started(talk).says("ik zie het niet meer zitten", "nee")

    assert talk.words.startswith("Wat je schrijft klinkt zwaar")
    assert talk.interview.ended is False


def test_who_says_more_of_it_is_told_whom_to_call(talk: Talk) -> None:
    started(talk).says("ik zie het niet meer zitten", "ik wil er niet meer zijn")

    assert talk.words.startswith("Wat je schrijft klinkt zwaar")


def test_nobody_is_asked_twice_how_they_are_and_danger_is_heard_after_it(talk: Talk) -> None:
    started(talk).says("ik zie het niet meer zitten", "ja")
    assert talk.place == ("goal", None)

    talk.says("ik kan niet meer")
    assert "Gaat het wel" not in talk.words
    assert talk.place == ("steps", None)
    assert "113" in talk.says("ik wil dood").words


# --- grief, anger, a complaint --------------------------------------------------------------------------


def test_grief_gets_a_sentence_and_the_way_to_skip_and_no_question_about_it(talk: Talk) -> None:
    started(talk).says("mijn man is die week overleden")

    assert talk.words.startswith("Wat verdrietig, sterkte. Wat je liever niet vertelt, sla je over. ")
    assert talk.place == ("goal", None)
    assert talk.interview.aside is None
    assert talk.choices == ["skip"]
    assert talk.presses("skip").place == ("steps", None)


def test_grief_told_where_a_face_was_asked_asks_the_face_again_and_offers_to_skip(talk: Talk) -> None:
    at_faces(talk).says("mijn vader was net overleden")

    assert talk.words.startswith("Wat verdrietig")
    assert "hoe was dat voor je?" in talk.words
    assert talk.choices[-1] == "skip"
    assert talk.says("overslaan").place == ("emotion", "i2")


def test_grief_is_named_once_and_then_met_like_anything_heavy(talk: Talk) -> None:
    started(talk).says("mijn man is die week overleden", "mijn vader was ook net gestorven")

    assert "Wat verdrietig, sterkte." not in talk.words


def test_anger_is_heard_with_the_contact_once_and_not_asked_on(talk: Talk, study: Study) -> None:
    started(talk).says("JULLIE HEBBEN ME AFGESLOTEN godverdomme")

    assert talk.words.startswith("Ik hoor dat je boos bent.")
    assert study.contact in talk.words
    assert talk.place == ("goal", None)
    assert study.contact not in talk.says("ik was echt woest toen").words


def test_a_complaint_to_be_solved_goes_to_the_contact_and_the_interview_goes_on(talk: Talk, study: Study) -> None:
    started(talk).says("ik wil mijn geld terug, kun jij dat regelen?")

    assert study.contact in talk.words
    assert "113" not in talk.words
    assert talk.says("de borg ook", "verdergaan").place == ("goal", None)
    assert "de borg ook" in kept(talk)
    assert talk.says("kan iemand mij terugbellen").place == ("steps", None)  # it was said whom to turn to


@pytest.mark.parametrize(
    "words",
    [
        "we hadden een offerte van een advocaat gekregen",
        "we zitten vast op een camping zonder wifi",
        "mijn telefoon was dood dus ik belde thuis",
        "ik was doodmoe van het zoeken naar hotels",
        "we were killing time on the internet",
    ],
)
def test_nobody_is_handed_over_who_only_sounds_like_it(talk: Talk, words: str) -> None:
    started(talk).says(words)

    assert talk.said == []
    assert talk.place == ("goal", None)


# --- what carries weight --------------------------------------------------------------------------------


def test_tears_get_a_short_sentence_before_the_next_question_and_no_probe(talk: Talk) -> None:
    started(talk).says("Ik heb staan huilen in de keuken")

    assert len(talk.said) == 1
    assert talk.said[0].startswith("reaction.loss-")
    assert talk.place == ("goal", None)
    assert talk.interview.aside is None


def test_at_most_every_third_turn_gets_a_sentence(talk: Talk) -> None:
    started(talk)
    reacted = []
    for words in ("ik heb de hele dag gehuild", "ik wilde niet meer huilen elke avond", "toen heb ik weer gehuild") * 2:
        reacted.append(any(key.startswith("reaction.") for key in talk.says(words).said))

    assert reacted == [True, False, False, True, False, False]


def test_own_words_are_taken_up_as_they_were_said(talk: Talk) -> None:
    started(talk).says("ik had toen al drie weken gewacht op een brief")

    assert talk.words.startswith("Drie weken")


def test_a_step_that_carries_weight_is_met_in_the_outline(talk: Talk) -> None:
    started(talk).says("we kregen vrij in juli", "iets boeken", "heb ik de telefoon tegen de muur gegooid")

    assert talk.said == ["need.anger"]
    assert [item.words for item in read(talk.script, talk.interview).items] == [
        "heb ik de telefoon tegen de muur gegooid"
    ]


def test_a_colleague_who_tells_of_waiting_customers_is_asked_on_without_comment(study: Study) -> None:
    talk = Talk(load_script("stakeholder"), study).says("ja", "1", "1", "klaar")
    for _ in range(12):
        assert not any(key.startswith("reaction.") for key in talk.says("klanten wachten drie weken op bericht").said)


def test_the_same_talk_is_the_same_to_the_letter(study: Study) -> None:
    said = [
        Talk(load_script("customer"), study).says(*START, "ik heb de hele dag gehuild om die brief").words
        for _ in range(2)
    ]

    assert said[0] == said[1]


# --- one question more ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Ik heb 449 euro nooit teruggezien",
        "Het voelt als een warm bad",
        "De consultant had onze eigen rooster nagebouwd",
        "ik was bang dat mijn kind doodging",
        "daar praat ik liever niet over",
    ],
)
def test_what_is_concrete_or_hard_is_not_asked_on_about(talk: Talk, words: str) -> None:
    assert started(talk).says(words).place == ("goal", None)
    assert talk.interview.aside is None


def test_a_probe_asks_for_what_is_missing(study: Study) -> None:
    asked = {}
    for words in ("zon", "de bus kwam niet", "het viel tegen"):
        talk = Talk(load_script("customer"), study).says(*START, words)
        assert talk.interview.aside is not None
        asked[words] = talk.words

    assert "“Zon”" in asked["zon"]
    assert asked["de bus kwam niet"] == "En wat gebeurde er daarna?"
    assert asked["het viel tegen"] == "Wat had je verwacht?"


@pytest.mark.parametrize("reply", ["nee", "nee hoor", "weet ik niet meer", "niet echt", "ja"])
def test_a_no_to_a_probe_is_no_answer_and_leads_on(talk: Talk, reply: str) -> None:
    started(talk).says("zon", reply)

    assert talk.place == ("goal", None)
    assert read(talk.script, talk.interview).probes("trigger") == ()
    assert reply not in kept(talk)[-1:]


@pytest.mark.parametrize("words", ["...", "😡😡😡", "?!"])
def test_a_probe_never_quotes_nothing(talk: Talk, words: str) -> None:
    assert "“”" not in started(talk).says(words).words
    assert talk.interview.aside is None


def test_an_interview_has_three_probes_at_most(talk: Talk) -> None:
    started(talk).says("zon", "warm", "iets boeken", *STEPS, "1", "2", "5")
    for _ in range(60):
        if talk.place[0] == "review":
            break
        talk.says("dat was slecht" if talk.script.step(talk.place[0]).kind == "text" else "overslaan")

    assert 2 <= len(talk.interview.probed) <= MOST_PROBES


# --- what a lead hears, through the whole program ---------------------------------------------------------


@pytest.mark.parametrize("told", [True, False])
def test_every_lead_gets_one_sentence_in_a_chat_of_their_own(study: Study, tmp_path: Path, told: bool) -> None:
    there = replace(study, tell_lead_of_danger=told)
    stage = Stage(tmp_path / "told.db", there, load_script("customer"), "nl", "somebody", reopen=True)
    stage.begin()
    stage.store.do(lambda c: studies.set_leads(c, study.id, (("telegram", "bot", "77"), ("slack", "T1", "U1"))))
    talk = parse("script: customer\nlanguage: nl\n---\n> ja\n> 2\n> 1\n> ik wil dood\n> ik wil echt dood\n", "told")
    stage.play(talk)
    calls = stage.store.do(lambda c: c.execute(select(outbox.c.address, outbox.c.payload, outbox.c.interview)).all())
    stage.store.close()
    notices = [row for row in calls if "leven of dood" in str(row.payload)]

    assert sorted(row.address.partition("|")[0] for row in notices) == (["slack", "telegram"] if told else [])
    assert not any("wil dood" in str(row.payload) or "somebody" in str(row) for row in notices)
