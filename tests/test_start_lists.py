"""The start lists: every one that is shipped is whole, fits every phase model, and helps a study begin."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reisleider.bot.studies.study_file import read_study
from reisleider.flows.faults import StarterFault, StudyFault
from reisleider.flows.journey import CHANNELS, Label, Study
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.meaning.likeness import form
from reisleider.flows.phases.models import load_model, model_ids
from reisleider.flows.scripts.script import load_script
from reisleider.flows.starters.start_lists import LEAST, MOST, labels_for, load_starter, read_starter, starter_ids

ROOT = Path(__file__).parents[1]
ENERGY = (ROOT / "docs" / "examples" / "energy.toml").read_text(encoding="utf-8")
BUTTON = 40  # characters that stand on a button


def study(more: str = "", *, instead: str = "") -> Study:
    """The study of the energy supplier with these keys in front, or without its own labels."""
    told = ENERGY.split("[[label]]")[0] if instead else ENERGY
    return read_study(f"{more}\n{told}{instead}", "study.toml", datetime(2026, 11, 30, tzinfo=UTC))


@pytest.mark.parametrize("id", starter_ids())
def test_a_list_is_whole_in_every_language_and_short_enough_for_buttons(id: str) -> None:
    starter = load_starter(id)

    assert starter.id == id
    assert set(starter.name) == set(LANGUAGES)
    assert LEAST <= len(starter.labels) <= MOST
    for label in starter.labels:
        assert set(label.words) == set(LANGUAGES), label.id
        assert all(0 < len(words) <= BUTTON for words in label.words.values()), label.id


@pytest.mark.parametrize("id", starter_ids())
def test_no_wording_of_a_list_stands_under_two_labels(id: str) -> None:
    forms = [
        (form(words), label.id)
        for label in load_starter(id).labels
        for words in {form(one): one for one in (*label.words.values(), *label.aliases)}.values()
    ]

    assert len({told for told, _ in forms}) == len(forms), sorted(forms)


@pytest.mark.parametrize("id", starter_ids())
@pytest.mark.parametrize("model", model_ids())
def test_a_list_stands_on_every_phase_model_in_its_order(id: str, model: str) -> None:
    phases = [phase.id for phase in load_model(model).phases]
    placed = [label.phase for label in labels_for(load_starter(id), load_model(model), LANGUAGES)]

    assert set(placed) <= set(phases)
    assert placed == sorted(placed, key=phases.index)


@pytest.mark.parametrize("script", ["customer", "stakeholder"])
def test_a_channel_is_an_answer_of_the_question_about_it(script: str) -> None:
    step = next(one for one in load_script(script).steps if one.saves == "channel")

    assert {option.id for option in step.options} - {"forgot"} == set(CHANNELS)


@pytest.mark.parametrize("id", starter_ids())
def test_every_list_is_told_in_the_documents(id: str) -> None:
    told = (ROOT / "docs" / "study-file.md").read_text(encoding="utf-8")

    assert f"| `{id}` | {load_starter(id).name['en']} |" in told


def test_a_study_may_begin_with_a_list_and_its_own_labels_go_before() -> None:
    begun = study('starter = "home-service"', instead='[[label]]\nid = "bill"\nwords = "Jaarrekening"\nchannel = "app"')

    assert [one.id for one in begun.labels][-1] == "bill"
    assert len(begun.labels) == len(load_starter("home-service").labels)
    assert begun.labels[-1] == Label("bill", {"nl": "Jaarrekening", "en": "Jaarrekening"}, channel="app")
    assert {one.phase for one in begun.labels[:-1]} <= {phase.id for phase in begun.model.phases}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('starter = "web-shp"', "study.toml: starter: There is no start list web-shp; did you mean web-shop?"),
        ('starter = "?"', "study.toml: starter: There is no start list ?; choose one of care, "),
    ],
)
def test_a_list_that_is_not_there_is_named(more: str, told: str) -> None:
    with pytest.raises(StudyFault, match=re.escape(told)):
        study(more)


def test_a_channel_that_is_not_there_is_named() -> None:
    with pytest.raises(StudyFault, match=re.escape("study.toml: label.channel: use one of website, app, phone,")):
        study(instead='[[label]]\nid = "bill"\nwords = "Rekening"\nchannel = "fax"')


WHOLE = (ROOT / "flows" / "starters" / "care.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "instead", "told"),
    [
        ('phase = "need"', 'phase = "later"', "care.toml: complaint: phase is one of need, orient"),
        ('channel = "home"', 'channel = "fax"', "care.toml: complaint: channel is one of website"),
        ('control = "outside"', 'control = "theirs"', "care.toml: complaint: control is ours, partner or outside."),
        ('id = "doctor"', 'id = "complaint"', "care.toml: complaint: this id is used twice; rename one."),
        ('id = "doctor"', 'id = "The doctor"', "care.toml: The doctor: a label's id is 1 to 40 of a-z, 0-9 and -."),
        (', en = "Got symptoms"', "", "care.toml: complaint: words: write it in nl and en."),
        ('"ik kreeg pijn"', "7", "care.toml: complaint: aliases are other wordings, each of them text."),
        ("[[label]]", "label]", "care.toml: not valid TOML:"),
    ],
)
def test_what_is_wrong_with_a_list_is_one_sentence(text: str, instead: str, told: str) -> None:
    with pytest.raises(StarterFault, match=re.escape(told)):
        read_starter(WHOLE.replace(text, instead, 1), "care.toml")


def test_a_list_of_too_few_labels_is_none() -> None:
    with pytest.raises(StarterFault, match="10 to 16 labels, this one 2"):
        read_starter("[[label]]".join(WHOLE.split("[[label]]")[:3]), "care.toml")


def test_a_list_that_does_not_speak_a_language_of_the_study_says_so() -> None:
    with pytest.raises(StarterFault, match="care is not written in de yet"):
        labels_for(load_starter("care"), load_model("nine-phases"), ("nl", "de"))
