"""Languages are listed in one place, and each of them knows what every other knows."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from reisleider.bot.interviews.opening import spoken_in
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.faults import PhaseFault, ScriptFault, StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.languages import FIRST, LANGUAGES, listed, words_file
from reisleider.flows.phases.models import load_model, model_ids, own_model, read_model
from reisleider.flows.scripts.read import read_outline
from reisleider.flows.scripts.script import load_script, script_names, spoken_by
from reisleider.flows.words.chrome import CHROME
from reisleider.flows.words.replies import meanings
from reisleider.flows.words.vocabulary import lists
from reisleider.renderers.words.catalog import gettext, load_catalog
from reisleider.renderers.words.dates import say_language

ROOT = Path(__file__).parents[1]
HOME = "flows/languages.py"
NAMED: Mapping[tuple[str, str], str] = {
    ("bot/demo/next_steps.py", "en"): "the file to begin with, for a language that has none of its own",
    ("flows/meaning/concepts.py", "en"): "the ending of Dutch plurals and infinitives",
    ("renderers/words/own_words.py", "nl"): "a Dutch ij rises as one letter, in no other language",
}
"""Where a language's code stands outside its home, and why it may."""
SAID_TOGETHER = re.compile(r"\b(?:nl|en)(?: (?:and|or|of) |/|, )(?:nl|en)\b")


def _texts() -> Iterator[tuple[str, str]]:
    """Every text in our source that is no docstring: the file, and the text."""
    for layer in ("bot", "flows", "renderers", "storage"):
        for path in sorted((ROOT / layer).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                    yield path.relative_to(ROOT).as_posix(), node.value


def test_a_language_is_named_in_one_place() -> None:
    found = {(file, text) for file, text in _texts() if text in LANGUAGES and file != HOME}

    assert found == set(NAMED)


def test_languages_are_told_by_listing_them() -> None:
    known = {"flows/questions/most_least.py"}  # a fault's example of a text, not the languages there are

    assert {file for file, text in _texts() if SAID_TOGETHER.search(text)} == known


def test_languages_are_those_with_a_words_file_and_a_catalogue() -> None:
    catalogues = {path.stem for path in (ROOT / "renderers" / "locales").glob("*.po")}

    assert set(LANGUAGES) == {path.stem for path in (ROOT / "flows" / "words").glob("??.toml")} == catalogues
    assert LANGUAGES[0] == FIRST


def test_languages_are_listed_as_a_sentence_does() -> None:
    assert listed("and", ("nl",)) == "nl"
    assert listed("and", ("nl", "en")) == "nl and en"
    assert listed("or", ("nl", "en", "fr")) == "nl, en or fr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_what_the_first_has(language: str) -> None:
    first, other = words_file(FIRST), words_file(language)

    assert [name for name in other["replies"] if name.startswith("language-")] == [f"language-{language}"]
    assert _outline(other) == _outline(first)
    assert {name for table in (other["labels"], other["texts"]) for name, words in table.items() if not words} == set()
    assert load_catalog(language).ids == load_catalog(FIRST).ids


def _outline(file: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """What each table of a words file holds, but for what differs: its stemmer, how people are named and spell."""
    tables = {name: table for name, table in file.items() if name not in ("stemmer", "redaction", "alike")}
    held = {name: sorted(table) for name, table in (*tables.items(), *file["cues"].items(), ("all", tables))}
    held["replies"] = [name for name in held["replies"] if not name.startswith("language-")]
    return held


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_chosen_by_its_own_name_and_by_the_name_others_give_it(language: str) -> None:
    for other in LANGUAGES:
        assert meanings(say_language(language, other)) == {f"language-{language}"}
    assert Locale.parse(language).language == language


def test_every_choice_of_the_engine_is_said_in_every_language() -> None:
    assert {tuple(choice.text or ()) for choice in CHROME.values()} == {LANGUAGES}


@pytest.mark.parametrize("table", ["channel", "phase", "control", "wait", "need", "weight", "gap", "task"])
def test_what_words_tell_is_a_pattern_that_says_something(table: str) -> None:
    for patterns in lists("cues", table).values():
        for pattern in patterns:
            assert not re.compile(pattern).search(""), pattern


@pytest.mark.parametrize("name", script_names())
def test_every_script_speaks_every_language(name: str) -> None:
    assert tuple(load_script(name).title) == LANGUAGES


@pytest.mark.parametrize("id", model_ids())
def test_every_phase_model_speaks_every_language(id: str) -> None:
    assert tuple(load_model(id).name) == LANGUAGES


# --- a text that is missing, a language that is not spoken ------------------------------------------------

STEP = '[[step]]\nid = "a"\nblock = "b"\nkind = "text"\nsaves = "goal"\nnl = "Wat?"\n'
SCRIPT = 'id = "x"\ntrack = "customer"\ntitle = { nl = "X" }\n[[block]]\nid = "b"\ntitle = { nl = "B" }\n' + STEP


def test_a_script_may_speak_one_language() -> None:
    outline = read_outline(SCRIPT, "x.toml")

    assert outline.title == {"nl": "X"}
    assert outline.steps[0].text == {"nl": "Wat?"}


def test_a_script_that_says_one_thing_in_a_language_says_everything_in_it() -> None:
    with pytest.raises(ScriptFault) as caught:
        read_outline(f'{SCRIPT}en = "What?"\n', "x.toml")

    assert caught.value.faults == (
        "x.toml: block b: the text in en is missing.",
        "x.toml: title: the text in en is missing.",
    )


def test_a_script_without_a_text_names_the_languages_there_are() -> None:
    with pytest.raises(ScriptFault) as caught:
        read_outline(SCRIPT.replace('title = { nl = "X" }', 'title = "X"', 1).replace("nl", "fr"), "x.toml")

    assert "x.toml: title: write the text in every language: nl and en." in caught.value.faults


MODEL = """
name = { nl = "Twee" }
phase = [
  { id = "one", canonical = ["need"], label = { nl = "Een" }, plain = { nl = "Eerst" } },
  { id = "two", canonical = ["buy"], label = { nl = "Twee" }, plain = { nl = "Dan" } },
]
"""


def test_a_phase_model_may_speak_one_language() -> None:
    assert read_model(MODEL, "two.toml").name == {"nl": "Twee"}


def test_a_phase_model_that_says_one_thing_in_a_language_says_everything_in_it() -> None:
    with pytest.raises(PhaseFault, match=r"^two\.toml: one: plain: write it in nl and en\.$"):
        read_model(MODEL.replace('label = { nl = "Een" }', 'label = { nl = "Een", en = "One" }'), "two.toml")


def test_a_lead_names_phases_in_the_languages_of_the_study() -> None:
    names = [{"nl": "Kiezen"}, {"nl": "Krijgen"}]

    assert own_model(names, ("nl",)).phases[0].plain == {"nl": "Bij “Kiezen”"}
    with pytest.raises(PhaseFault, match=r"^phase 1 needs a name in nl and en\.$"):
        own_model(names)


def test_a_study_speaks_what_its_interviews_speak(study_text: str, now: datetime) -> None:
    french = study_text.replace('languages = ["nl", "en"]', 'languages = ["nl", "fr"]')
    with pytest.raises(StudyFault, match=r"languages: nobody has translated fr yet; choose from nl and en\.$"):
        read_study(french, "s.toml", now)
    read = read_study(study_text.replace('languages = ["nl", "en"]\n', ""), "s.toml", now)

    assert read.languages == spoken_by(script_names()) == LANGUAGES


def test_a_study_that_names_no_languages_speaks_those_it_is_written_in(study_text: str, now: datetime) -> None:
    unnamed = study_text.replace('languages = ["nl", "en"]\n', "")
    dutch = re.sub(r', en = "[^"]*"', "", unnamed)

    assert read_study(dutch, "s.toml", now).languages == ("nl",)
    with pytest.raises(StudyFault, match=r"^s\.toml: title: the text in en is missing\.$"):
        read_study(unnamed.replace(', en = "A family holiday with Zonnevaart"', ""), "s.toml", now)


def test_an_interview_is_held_in_a_language_of_its_study_that_it_is_written_in(study: Study) -> None:
    elsewhere = replace(study, languages=("fr", "en"))

    assert spoken_in(study, load_script("customer")) == ("nl", "en")
    assert spoken_in(elsewhere, load_script("customer")) == ("en",)
    assert spoken_in(replace(study, languages=("fr",)), load_script("customer")) == LANGUAGES


@pytest.fixture(name="study_text")
def _study_text() -> str:
    text = (ROOT / "bot" / "demo" / "study.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["languages"] == ["nl", "en"]
    return text


def test_help_offers_the_other_languages_by_name() -> None:
    assert gettext("nl", "help.language", name="English", language=say_language("en", "nl")) == (
        "English: verder in het Engels"
    )
    assert gettext("en", "help.language", name="Nederlands", language=say_language("nl", "en")) == (
        "Nederlands: go on in Dutch"
    )
