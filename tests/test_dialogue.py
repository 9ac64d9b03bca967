"""The dialogue as people have it: wrong answers, back, edits, stops, languages, late presses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from talking import Talk

from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Study
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.fold import fold

OUTLINE = ("ja", "2", "1", "We moesten in december onze vrije dagen doorgeven")
STEPS = ("zoeken op internet", "online geboekt", "kinderclub", "klaar", "nee")


@pytest.fixture(name="talk")
def _talk(study: Study) -> Talk:
    return Talk(load_script("customer"), study)


def to_feelings(talk: Talk) -> Talk:
    return talk.says(*OUTLINE, *STEPS, "2", "de prijs was goed en er was plek voor ons allemaal")


def to_review(talk: Talk, *faces: str) -> Talk:
    to_feelings(talk).says(*faces)
    for _ in range(60):
        if talk.place[0] == "review":
            return talk
        talk.says("nee" if talk.place[0] in ("unanswered", "nearly-stopped") else "overslaan")
    raise AssertionError(talk.place)


def test_an_interview_starts_with_consent_that_names_the_organisation(talk: Talk) -> None:
    assert talk.place == ("consent", None)
    assert "Zonnevaart" in talk.words
    assert "1 juni 2027" in talk.words


def test_no_thanks_ends_it_kindly_and_keeps_nothing_but_that(talk: Talk) -> None:
    talk.says("nee")

    assert talk.interview.state == "declined"
    assert talk.says("hallo").said == ["over"]


def test_stopping_before_consent_declines(talk: Talk) -> None:
    assert talk.says("stop").interview.state == "declined"


def test_consent_is_never_guessed(talk: Talk) -> None:
    assert talk.says("misschien wel of niet").heard == "refused"
    assert talk.says("terug").said == ["back.first"]


def test_typed_words_are_said_back_only_where_they_were_not_the_label(talk: Talk) -> None:
    assert talk.says("ja").words.startswith("Denk aan de laatste keer")
    assert talk.says("drie maanden geleden").words.startswith("1–5 maanden geleden. ")


def test_progress_counts_the_parts_this_respondent_gets(talk: Talk) -> None:
    places = {}
    for _ in range(80):
        if talk.interview.ended or talk.place[0] == "review":
            break
        if talk.interview.aside is None:
            places[talk.asked.place.part] = (talk.asked.place.title["nl"], talk.asked.place.parts)
        talk.says({"consent": "ja", "steps": "zoeken op internet"}.get(talk.place[0], "overslaan"))
        if talk.place[0] == "steps" and talk.interview.log[-1].item is not None:
            talk.says("online geboekt", "klaar")

    assert list(places) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {parts for _, parts in places.values()} == {8}
    assert [title for title, _ in places.values()][:3] == ["Vooraf", "Het begin", "Jouw stappen"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2", "half-year"),
        ("1–5 maanden geleden", "half-year"),
        ("drie maanden geleden", "half-year"),
        ("vorig jaar", "older"),
        ("minder dan een maand", "month"),
        ("weet ik niet meer", "forgot"),
        ("1-5 maandn geleden", "half-year"),
        ("a year ago or longer", "older"),
    ],
)
def test_typed_words_are_understood_where_buttons_are_offered(talk: Talk, typed: str, value: str) -> None:
    talk.says("ja", typed)

    answer = talk.interview.log[-1]
    assert (answer.step, answer.value) == ("last-time", value)


@pytest.mark.parametrize(
    ("typed", "score"),
    [("🙂", 1), (":)", 1), ("heel vervelend", -2), ("1", -2), ("5", 2), ("prima", 1), ("vervelnd", -1), ("awful", -2)],
)
def test_faces_are_understood_as_faces_words_and_numbers(talk: Talk, typed: str, score: int) -> None:
    to_feelings(talk).says(typed)

    assert talk.interview.log[-1].value == score


def test_forgotten_and_not_applicable_are_two_answers_and_neither_is_zero(talk: Talk) -> None:
    to_feelings(talk).says("weet ik niet meer", "nvt")

    assert [answer.value for answer in talk.interview.log[-2:]] == ["forgot", "not-applicable"]


def test_a_wrong_answer_is_met_with_what_would_help(talk: Talk) -> None:
    to_feelings(talk)
    before = talk.interview
    talk.says("blauw")

    assert talk.heard == "refused"
    assert replace(talk.interview, missed=()) == before
    assert "gezicht" in talk.words


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "   ",
        "\u202e",
        "😀",
        "<b>vet</b>",
        "{{ 7*7 }}",
        "'; DROP TABLE answers; --",
        "مرحبا",
        "a\x00b\x1b[2J",
        "x" * 10_000,
    ],
)
def test_hostile_words_are_kept_or_refused_but_never_break_anything(talk: Talk, hostile: str) -> None:
    talk.says("ja", "2", "1", hostile)

    assert talk.asked.choices is not None
    kept = [answer.value for answer in talk.interview.log if answer.step == "trigger" and answer.kind == "answer"]
    asked_back = talk.said == ["passing.face"] or (
        talk.interview.aside is not None and talk.interview.aside.kind == "meant"
    )
    assert kept == ([hostile.strip()] if hostile.strip(" \u202e") and not asked_back else [])
    assert talk.words


def test_a_thin_answer_earns_one_follow_up_and_no_more(talk: Talk) -> None:
    talk.says("ja", "2", "1", "zon")

    assert talk.interview.aside is not None
    assert "“zon”" in talk.words.casefold() or "“Zon”" in talk.words

    talk.says("warm")

    assert talk.place == ("steps", None)
    assert read(talk.script, talk.interview).probes("trigger") == ("warm",)


def test_a_follow_up_may_be_skipped(talk: Talk) -> None:
    assert talk.says("ja", "2", "1", "zon", "overslaan").place == ("steps", None)


def test_back_in_a_list_drops_the_last_item(talk: Talk) -> None:
    talk.says(*OUTLINE, "zoeken", "boeken", "terug")

    assert [item.words for item in read(talk.script, talk.interview).items] == ["zoeken"]
    assert talk.said == ["back.dropped"]


def test_back_goes_across_a_loop_and_the_old_answer_stays_until_replaced(talk: Talk) -> None:
    to_feelings(talk).says("3", "4", "terug", "terug", "terug")

    assert talk.place[0] == "decider"

    talk.says("de prijs en de plek voor ons allemaal samen in een huis")

    assert talk.place == ("emotion", "i3")


def test_back_undoes_and_answers_anew(talk: Talk) -> None:
    to_feelings(talk).says("3")
    place = talk.place
    talk.says("4", "terug")

    assert talk.place == place
    assert talk.says("5").interview.log[-1].supersedes is not None


def test_a_step_that_was_forgotten_is_asked_for_its_place(talk: Talk) -> None:
    talk.says(*OUTLINE, "zoeken", "boeken", "klaar", "gewacht op de papieren", "2")

    words = [item.words for item in read(talk.script, talk.interview).items]
    assert words == ["zoeken", "gewacht op de papieren", "boeken"]
    assert talk.says("nee").place == ("same-as", "i3")
    assert talk.says("iets anders").place == ("same-as", "i2")
    assert talk.says("iets anders").place[0] == "decided-at"


def test_an_edit_in_the_review_opens_a_new_question(talk: Talk) -> None:
    to_review(talk, "3", "4", "4")
    talk.says("iets aanpassen")
    talk.presses("i1").presses("emotion")

    assert talk.place == ("emotion", "i1")

    talk.says("1")

    assert talk.place == ("worst-word", "i1")
    assert talk.says("overslaan").place == ("why-negative", "i1")
    assert talk.says("het duurde heel lang en niemand kon ons verder helpen").place == ("review", None)


def test_a_deleted_step_is_gone_and_what_pointed_at_it_is_asked_again(talk: Talk) -> None:
    to_review(talk, "3", "4", "4")
    talk.presses("leave-out").presses("i2")

    story = read(talk.script, talk.interview)
    assert [item.id for item in story.items] == ["i1", "i3"]
    assert talk.place == ("decided-at", None)


def test_a_step_added_in_the_review_gets_its_face(talk: Talk) -> None:
    to_review(talk, "3", "4", "4")
    talk.presses("change").presses("add").says("taxi naar huis").presses("last")

    assert talk.place == ("emotion", "i4")


def test_words_changed_in_the_review_keep_what_was_said_about_them(talk: Talk) -> None:
    to_review(talk, "3", "4", "4")
    talk.presses("change").presses("i1").presses("words").says("zoeken in een reisgids")

    story = read(talk.script, talk.interview)
    assert story.items[0].words == "zoeken in een reisgids"
    assert story.value("emotion", "i1") == 0


def test_the_language_switches_at_any_moment_with_the_same_question(talk: Talk) -> None:
    to_feelings(talk)
    place = talk.place
    talk.says("english")

    assert talk.place == place
    assert "how was that for you?" in talk.words


def test_stopping_asks_whether_to_keep_and_keeps(talk: Talk) -> None:
    to_feelings(talk).says("stop")

    assert talk.choices == ["keep", "throw-away", "continue"]
    assert talk.says("ja").interview.state == "stopped"


def test_stopping_can_throw_everything_away(talk: Talk) -> None:
    to_feelings(talk).says("stop", "nee, gooi het weg")

    assert talk.interview.state == "withdrawn"
    assert any(type(effect).__name__ == "Erase" for effect in talk.effects)


def test_stopping_can_be_thought_better_of(talk: Talk) -> None:
    place = to_feelings(talk).place

    assert talk.says("stop", "toch verdergaan").place == place


def test_a_doubled_press_changes_nothing(talk: Talk) -> None:
    to_feelings(talk)
    turn = talk.interview.turn
    after = talk.presses("f4").interview
    talk.presses("f4", turn)

    assert talk.heard == "repeated"
    assert talk.interview == after


def test_an_old_button_asks_before_it_changes_anything(talk: Talk) -> None:
    to_feelings(talk)
    turn = talk.interview.turn
    talk.presses("f4").presses("f1", turn)

    assert talk.heard == "stale"
    assert talk.choices == ["change", "leave"]
    assert talk.presses("leave").place == ("emotion", "i2")


def test_an_edited_message_corrects_the_answer_it_gave(talk: Talk) -> None:
    talk.says(*OUTLINE, "zoeken", "online gebokt")
    talk.edits(6, "online geboekt")

    assert [item.words for item in read(talk.script, talk.interview).items] == ["zoeken", "online geboekt"]
    assert talk.said == ["corrected"]


PHOTO = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
LENT = Said("text", text="Beste klant, uw reis is helaas geannuleerd wegens omstandigheden", forwarded=True)


def sends(talk: Talk, kind: str = "photo", caption: str = "", *, kept: bool = True) -> Talk:
    return talk.turn(Said("file", text=caption, file=(kind, PHOTO if kept else "F1"), kept=kept, ref="f"))


def test_a_photo_is_kept_at_the_open_question(talk: Talk) -> None:
    talk.says("ja", "2", "1")
    sends(talk)

    assert read(talk.script, talk.interview).files("trigger") == (["photo", PHOTO],)
    assert talk.words == "Ik bewaar de foto bij deze stap. Wil je er nog iets bij schrijven?"
    assert talk.says("nee").place == ("steps", None)


def test_a_caption_is_the_answer_and_its_photo_stays_with_it(talk: Talk) -> None:
    caption = "Kapot aangekomen, precies op de dag dat we zouden vertrekken, zie foto"
    talk.says("ja", "2", "1")
    sends(talk, caption=caption)

    story = read(talk.script, talk.interview)
    assert story.words(talk.script.step("trigger")) == caption
    assert story.files("trigger") == (["photo", PHOTO],)
    assert talk.place == ("steps", None)
    assert talk.words.startswith("Ik bewaar de foto bij deze stap. ")


def test_a_photo_with_a_caption_in_the_outline_is_a_step_with_its_photo(talk: Talk) -> None:
    talk.says(*OUTLINE)
    sends(talk, caption="kapot aangekomen")

    story = read(talk.script, talk.interview)
    assert [item.words for item in story.items] == ["kapot aangekomen"]
    assert story.pictures("i1") == (PHOTO,)
    assert fold(talk.script, talk.interview).touchpoints[0].pictures == (PHOTO,)


def test_a_caption_answers_a_question_with_buttons_too(talk: Talk) -> None:
    sends(to_feelings(talk), caption="🙁")

    assert read(talk.script, talk.interview).value("emotion", "i1") == -1
    assert read(talk.script, talk.interview).pictures("i1") == (PHOTO,)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("photo", "De foto kon ik niet ophalen."),
        ("voice", "Een spraakbericht kan ik niet beluisteren."),
        ("video", "Een video kan ik niet bekijken."),
        ("document", "Een bestand kan ik niet lezen."),
        ("location", "Een locatie kan ik niet bekijken."),
        ("contact", "Gegevens van iemand anders bewaar ik niet."),
        ("poll", "Met een peiling kan ik niets."),
        ("dice", "Met een dobbelsteen kan ik niets."),
    ],
)
def test_what_cannot_be_kept_is_not_promised_and_loses_nothing(talk: Talk, kind: str, words: str) -> None:
    talk.says("ja", "2", "1")
    before = talk.interview
    sends(talk, kind, kept=False)

    assert talk.words.startswith(words)
    assert "bewaar de" not in talk.words
    assert talk.interview == before
    assert talk.says("we moesten in december onze vrije dagen al doorgeven").place == ("steps", None)


def test_of_a_photo_that_could_not_be_fetched_the_caption_counts(talk: Talk) -> None:
    talk.says("ja", "2", "1")
    sends(talk, caption="we moesten in december onze vrije dagen al doorgeven", kept=False)

    assert talk.words.startswith("Je woorden bewaar ik, de foto niet. ")
    assert read(talk.script, talk.interview).files("trigger") == ()
    assert talk.place == ("steps", None)


def test_a_cry_for_help_in_a_caption_is_heard(talk: Talk) -> None:
    talk.says("ja", "2", "1")
    sends(talk, caption="ik denk aan zelfmoord")

    assert talk.interview.aside is not None
    assert talk.interview.aside.kind == "distress"


def test_a_forwarded_text_counts_and_is_marked(talk: Talk) -> None:
    talk.says("ja", "2", "1").turn(LENT).says("iets boeken")

    remarks = {one.kind: one for one in fold(talk.script, talk.interview).remarks}
    assert remarks["trigger"].forwarded
    assert not any(one.forwarded for kind, one in remarks.items() if kind != "trigger")


def test_own_words_in_the_place_of_a_forwarded_text_are_own_words(talk: Talk) -> None:
    talk.says("ja", "2", "1").turn(LENT)
    talk.says("terug", "ze hebben onze reis afgezegd omdat het hotel nog niet af was")

    (trigger,) = [one for one in fold(talk.script, talk.interview).remarks if one.kind == "trigger"]
    assert trigger.words.startswith("ze hebben")
    assert not trigger.forwarded


def test_a_sticker_is_answered_kindly(talk: Talk) -> None:
    talk.says("ja", "2", "1")
    talk.turn(Said("file", file=("sticker", "S1")))

    assert talk.said == ["refused.words"]


def test_a_question_to_the_bot_is_pointed_to_a_person(talk: Talk) -> None:
    to_feelings(talk).says("welke kleur heeft jullie logo?")

    assert talk.said == ["question"]
    assert "klantreis@zonnevaart.example" in talk.words


def test_required_questions_cannot_be_skipped(talk: Talk) -> None:
    talk.says(*OUTLINE, "overslaan")

    assert talk.said == ["refused.required"]


def test_most_and_least_come_in_two_presses_or_one_line(talk: Talk) -> None:
    to_review(talk, "3", "4", "4")
    talk.presses("change").presses("never-mind")
    talk.says("wijzigen")
    first = talk.choices

    assert "add" in first


def test_remind_me_tomorrow_stays_and_reminds(study: Study) -> None:
    talk = Talk(load_script("stakeholder"), study).says("morgen")

    assert talk.place == ("consent", None)
    assert any(type(effect).__name__ == "Remind" for effect in talk.effects)


def test_several_answers_are_typed_at_once_or_pressed_until_done(study: Study) -> None:
    talk = Talk(load_script("stakeholder"), study).says("ja", "verkoop", "1 en 3")
    assert talk.interview.log[-1].value == ["need", "consideration"]

    talk = Talk(load_script("stakeholder"), study).says("ja", "verkoop")
    talk.presses("purchase").presses("need").presses("need").presses("use").presses("done")
    assert talk.interview.log[-1].value == ["purchase", "use"]
