"""What is asked fits who is asked: more is told before consent, businesses are asked who had a say, choices only of who
chose; and interviews that began with an older script go on with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from talking import Talk

from reisleider.flows.dialogue.room import replies_left
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.faults import ScriptFault
from reisleider.flows.journey import Study
from reisleider.flows.scripts.script import Script, load_script, read_script, script_names
from reisleider.flows.synthesis.fold import fold

REVISIONS = sorted((Path(__file__).parent / "revisions").glob("*.toml"))
STORY = "We moesten in december onze vrije dagen doorgeven"


def started(study: Study, script: str = "customer", language: str = "nl") -> Talk:
    return Talk(load_script(script), study, language=language)


def in_passing(talk: Talk, until: str, **presses: str) -> Talk:
    """Go on to a question: presses what is given by step, else skips."""
    for _ in range(80):
        place = talk.place[0]
        if place == until and talk.interview.aside is None:
            return talk
        assert place != "review", f"{until} is not asked"
        if talk.interview.aside is None and place in presses:
            talk.presses(presses[place])
        elif place in ("steps", "contacts") and talk.interview.aside is None:
            talk.says("iets uitgezocht", "online geboekt", "klaar")
        else:
            talk.says("nee" if place in ("complete", "designed") else "overslaan")
    raise AssertionError(talk.place)


def asked_in_all(talk: Talk, **presses: str) -> set[str]:
    in_passing(talk, "review", **presses)
    return {line.step for line in talk.interview.log}


@pytest.mark.parametrize("script", script_names())
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("way", ["press", "type"])
def test_more_is_told_before_consent_and_the_question_is_put_again(
    script: str, language: str, way: str, study: Study
) -> None:
    talk = started(study, script, language)
    before, question = talk.interview, talk.words
    label = next(choice.text for choice in talk.asked.choices if choice.id == "more")
    assert label is not None
    talk.presses("more") if way == "press" else talk.says(label[language])

    assert talk.interview == before
    assert talk.heard == "accepted"
    assert talk.place == ("consent", None)
    assert talk.words.endswith(question)
    assert "zonnevaart.example/privacy" in talk.words
    assert study.contact in talk.words
    assert talk.presses("yes").place[0] != "consent"


@pytest.mark.parametrize("script", script_names())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_consent_fits_on_a_phone_and_names_what_is_agreed_to(script: str, language: str, study: Study) -> None:
    talk = started(study, script, language)

    assert len(talk.words.replace("\n", " ")) <= 300
    assert "10" in talk.words
    if script == "customer":
        assert "2027" in talk.words


def test_what_an_option_tells_is_checked_like_any_text() -> None:
    source = load_script("customer").source

    with pytest.raises(ScriptFault, match=r"no slot \{nowhere\}"):
        read_script(
            source.replace("Meer lezen: {link}", "Meer: {nowhere}").replace("Read more: {link}", "{nowhere}"),
            "x.toml",
        )


def test_only_who_came_to_choose_is_asked_about_choosing(study: Study) -> None:
    for intent, chosen in {"first": True, "again": True, "using": False, "solving": False, "other": False}.items():
        asked = asked_in_all(started(study).presses("yes"), intent=intent)

        assert ("decided-at" in asked) is chosen, intent


def test_one_question_asks_what_somebody_came_for_and_words_only_where_no_button_says_it(study: Study) -> None:
    for intent, words in {"first": False, "solving": False, "other": True}.items():
        asked = asked_in_all(started(study).presses("yes"), intent=intent)

        assert ("goal" in asked) is words, intent


def test_where_and_in_which_part_is_asked_once_at_most(study: Study) -> None:
    talk = started(study).presses("yes").says("2", "1", STORY, "rondgelopen", "iets gedaan", "nog iets", "klaar", "nee")
    in_passing(talk, "review")
    visits = [line.step for line in talk.interview.log if line.step in ("channel", "phase")]

    assert sorted(visits) == ["channel", "phase"]


@pytest.mark.parametrize("b2b", [True, False])
def test_among_businesses_the_part_somebody_had_and_who_decided_are_asked(b2b: bool, study: Study) -> None:
    talk = started(replace(study, b2b=b2b)).presses("yes")
    if not b2b:
        assert not {"role", "decided-with"} & asked_in_all(talk)
        return
    in_passing(talk, "role").presses("advised").presses("management").presses("it").presses("done")
    facts = fold(talk.script, talk.interview).facts

    assert (facts["role"], facts["decided-with"]) == ("advised", ["management", "it"])


def test_businesses_are_asked_so_where_a_study_names_its_blocks_too(study: Study) -> None:
    named = replace(study, b2b=True, blocks={"customer": ("consent", "outline", "feelings", "close")})

    assert "role" in asked_in_all(started(named).presses("yes"))


def test_a_colleague_of_another_team_says_which(study: Study) -> None:
    talk = started(study, "stakeholder").presses("yes").says("een ander team")
    assert talk.place == ("other-team", None)
    talk.says("buitendienst")

    assert talk.place[0] == "roles"
    assert read(talk.script, talk.interview).value("other-team") == "buitendienst"


def test_a_target_is_told_back_as_it_was_said(study: Study) -> None:
    talk = started(study, "stakeholder").presses("yes")
    in_passing(talk, "measure").says("met een meting van de wachttijd aan de telefoon", "binnen 24 uur")
    talk.says("back")

    assert "binnen 24 uur" in talk.words


# --- Room ---------------------------------------------------------------------------------------------


def test_who_says_little_is_asked_two_thirds(study: Study) -> None:
    wordy = (
        started(study)
        .presses("yes")
        .says("2", "1", STORY, "op internet gezocht naar reizen", "online geboekt", "klaar")
    )
    short = started(study).presses("yes").says("2", "1", "zon", "overslaan", "zoeken", "boeken", "klaar")
    step = load_script("customer").step("complete")
    left = [replies_left(one.script, one.interview.log, 30, step, None) for one in (wordy, short)]

    assert left == [30 - 7, 20 - 8]


def test_what_was_left_out_stays_out_and_what_was_answered_stays_in(study: Study) -> None:
    talk = started(replace(study, replies=12)).presses("yes")
    in_passing(talk, "review", intent="first")
    asked = {(line.step, line.item) for line in talk.interview.log}
    assert "nearly-stopped" not in {step for step, _ in asked}
    held = {visit for visit in asked if read(talk.script, talk.interview).applies(talk.script.step(visit[0]), visit[1])}
    talk.presses("leave-out").presses("i2")
    in_passing(talk, "review")
    story = read(talk.script, talk.interview)

    assert "nearly-stopped" not in {line.step for line in talk.interview.log}
    assert all(story.applies(talk.script.step(step), item) for step, item in held if item is None)


# --- Older revisions ----------------------------------------------------------------------------------


def old(file: Path) -> Script:
    return read_script(file.read_text(encoding="utf-8"), file.name)


@pytest.mark.parametrize("file", REVISIONS, ids=lambda file: file.stem)
def test_an_interview_goes_on_with_the_script_it_began_with(file: Path, study: Study) -> None:
    script = old(file)
    assert script.revision != load_script(script.id).revision
    talk = Talk(script, replace(study, replies=1))
    asked = asked_in_all(talk.presses("yes"), team="sales")

    assert {"goal", "decided-at", "remembered"} <= asked or {"persona-goal", "channel", "who-else"} <= asked
    assert talk.says("ja").interview.state == "completed"


@pytest.mark.parametrize("words", ["in juli", "vorige week", "in July", "3 maanden geleden"])
def test_what_only_says_when_is_not_what_somebody_came_for(study: Study, words: str) -> None:
    talk = Talk(load_script("customer"), study).says("ja", "3 maanden geleden", words)

    assert talk.interview.state == "intent"
    assert talk.said == ["refused.choice"]
