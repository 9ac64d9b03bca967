"""The catalogues: every language says everything, and nothing is said that no catalogue has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from reisleider.flows.faults import LanguageFault
from reisleider.flows.languages import LANGUAGES
from reisleider.renderers.words.catalog import SLOT, UnknownTextError, fill, gettext, load_catalog, ngettext

ROOT = Path(__file__).parents[1]
SPEAKERS = ("Say", "Ask", "Key", "Choice", "Notify", "Question", "Refused", "say", "gettext", "ngettext", "raw")
"""Calls whose text argument (or ``key=``) is a catalogue id."""
ID = re.compile(r"[a-z]+(-[a-z]+)*(\.-?[a-z0-9]+(-[a-z0-9]+)*)*")
PREFIX = re.compile(r"[a-z-]+\.([a-z-]+\.)*-?|[a-z-]+\.")
LATER = {
    "resume.": "reminders are worded by the timers of the chat platforms",
    "bot.": "only a chat platform can find that it was away",
    "outcome.": "named by answer id, from the figures of a map",
    "recency.": "named by answer id, from the figures of a map",
    "certainty.": "named by answer id, from the figures of a map",
    "basis.": "named by answer id, from the figures of a map",
    "expectation.": "named by answer id, from the figures of a map",
}
"""Ids that no source names in full, and why they stand in the catalogues all the same."""


def _messages(language: str) -> dict[str, Message]:
    with (ROOT / "renderers" / "locales" / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    return {str(one.id if isinstance(one.id, str) else one.id[0]): one for one in catalog if one.id}


def _slots(message: Message) -> set[str]:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return {slot for string in strings for slot in SLOT.findall(string)}


def _sources() -> Iterator[ast.AST]:
    for layer in ("flows", "renderers", "bot"):
        for path in sorted((ROOT / layer).rglob("*.py")):
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _spoken() -> Iterator[str]:
    """The ids that calls name in full."""
    for node in _sources():
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in SPEAKERS:
            continue
        named = [word.value for word in node.keywords if word.arg == "key"]
        first = node.args[1:2] if name in ("gettext", "ngettext", "raw") else node.args[:1]
        for argument in (*named, *(first if name not in ("Ask", "Choice") else ())):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _literals() -> tuple[set[str], set[str]]:
    """Every string in the sources that could be an id, and every f-string's beginning that could be a prefix.

    An f-string that only adds an ending to an id (``{key}-note``) makes the longer ids spoken too.
    """
    whole, beginnings, endings = set(), set(), set()
    for node in _sources():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value):
            whole.add(node.value)
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            beginning = str(node.values[0].value)
            if PREFIX.fullmatch(beginning):
                beginnings.add(beginning)
        if isinstance(node, ast.JoinedStr) and len(node.values) == 2 and isinstance(node.values[1], ast.Constant):
            endings.add(str(node.values[1].value))
    for template in (ROOT / "renderers" / "templates").rglob("*.j2"):
        quoted = re.findall(r"[\"']([a-z.-]+)[\"']", template.read_text(encoding="utf-8"))
        whole.update(literal for literal in quoted if ID.fullmatch(literal))
        beginnings.update(literal for literal in quoted if PREFIX.fullmatch(literal))
    return whole | {f"{key}{ending}" for key in whole for ending in endings}, beginnings


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "nl"])
def test_every_language_has_the_ids_of_dutch_and_no_others(language: str) -> None:
    dutch, other = set(_messages("nl")), set(_messages(language))

    assert other ^ dutch == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_the_placeholders_of_dutch_and_a_translation(language: str) -> None:
    dutch = _messages("nl")

    assert {key for key, one in _messages(language).items() if _slots(one) != _slots(dutch[key])} == set()
    assert set(_messages(language)) == load_catalog(language).ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_shouts_or_leaves_a_brace_open(language: str) -> None:
    for key, message in _messages(language).items():
        strings = (message.string,) if isinstance(message.string, str) else message.string
        for string in strings:
            assert "!" not in string, key
            assert not re.search(r"[{}]", SLOT.sub("", string)), key


def test_every_id_that_is_spoken_stands_in_the_catalogues() -> None:
    assert set(_spoken()) - load_catalog("nl").ids == set()


def test_every_id_in_the_catalogues_is_spoken() -> None:
    whole, beginnings = _literals()
    unused = {key for key in load_catalog("nl").ids - whole if not key.startswith((*beginnings, *LATER))}

    assert unused == set()


def test_a_text_is_found_by_its_id_and_filled() -> None:
    assert gettext("en", "console.item", i=2, n=6) == "step 2 of 6"
    assert gettext("nl-BE", "console.item", i=2, n=6) == "stap 2 van 6"


def test_a_text_with_forms_takes_the_one_that_suits_the_number() -> None:
    assert ngettext("nl", "later.ok", 1) == "Goed, ik vraag het je morgen nog eens."
    assert ngettext("nl", "later.ok", 3) == "Goed, ik vraag het je over 3 dagen nog eens."
    assert gettext("en", "later.ok", n=3) == "OK, I'll ask you again in 3 days."


def test_a_language_nobody_translated_is_one_sentence_that_names_the_known_ones() -> None:
    with pytest.raises(LanguageFault, match=r"^There are no texts in 'fr' yet: choose one of en, nl, or add fr\.po\.$"):
        gettext("fr", "over")


@pytest.mark.parametrize("language", ["", "../nl", "nl\x00", "C:"])
def test_a_language_that_is_no_language_is_refused_the_same_way(language: str) -> None:
    with pytest.raises(LanguageFault, match="choose one of"):
        gettext(language, "console.hint")


def test_an_id_that_is_not_there_raises() -> None:
    with pytest.raises(UnknownTextError, match=r"no text 'no\.such'"):
        gettext("nl", "no.such")


@pytest.mark.parametrize("words", ["{n}", "{{ 7*7 }}", "{0}", "%(n)s", "{words.__class__}", "\\1", "{step}"])
def test_what_somebody_said_is_never_read_as_a_slot(words: str) -> None:
    assert fill("“{step}”, {n} {other} {Step} {}", {"step": words, "n": 3}) == f"“{words}”, 3 {{other}} {{Step}} {{}}"
