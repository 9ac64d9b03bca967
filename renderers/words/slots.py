"""Fills the slots of a text with what was said, so that the sentence around it stays a sentence.

Law: a value is put in once and never read again; where it begins a sentence it gets a capital, where it ends one
it brings no second full stop, and a play-back stands on lines of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reisleider.flows.effects import Face, Key, Languages, Recap, RecapNote, Several, Slot, Words
from reisleider.flows.journey import Texts
from reisleider.renderers.words.catalog import SLOT, gettext
from reisleider.renderers.words.dates import say_language
from reisleider.renderers.words.own_words import capitalised, clean, inside_a_sentence, on_one_line, shorten

FACES: Mapping[int, str] = {-2: "😞", -1: "🙁", 0: "😐", 1: "🙂", 2: "😄"}
"""The five faces by score, the only emoji Reisleider uses."""

RETOLD = 160
"""Characters of one answer in a play-back: it is a short story, and whoever told it knows the rest."""

_LIST_NUMBER = re.compile(r"(?:^|[:.,;?!…]\s)\d+\.\s$")
_SENTENCE_START = re.compile(r"(?:^|[.?!…]\s|\n)[“\"]?$")
_ENDED = (".", "?", "!", "…")


def in_language(texts: Texts, language: str) -> str:
    """A text in this language, else in whichever language it has; empty where it has none."""
    return clean(texts.get(language) or next((text for text in texts.values() if text), ""))


def fill_slots(text: str, slots: Mapping[str, Slot], language: str) -> str:
    """The text with every slot it knows filled, in one pass; other braces stay as they stand."""
    said, end = "", 0
    for found in SLOT.finditer(text):
        if found[1] not in slots:
            continue
        said += text[end : found.start()]
        end = found.end()
        slot = slots[found[1]]
        if isinstance(slot, Recap):
            said = f"{said.rstrip()}\n\n{_recap(slot, language)}\n\n"
            end += len(text[end:]) - len(text[end:].lstrip(" ."))
            continue
        value = read_slot(slot, language)
        if _rises(slot, value) and _SENTENCE_START.search(said) and not _LIST_NUMBER.search(said):
            value = capitalised(value, language)
        said += value
        if value.endswith(_ENDED) and text.startswith(".", end):
            end += 1
    return (said + text[end:]).strip()


def _rises(slot: Slot, value: str) -> bool:
    """Whether a value gets a capital where it begins a sentence: somebody's own words, and names that begin with a
    small word ("het ziekenhuis"); a name of one word is written as it is ("bol.com")."""
    first, _, more = value.partition(" ")
    return isinstance(slot, Words) or (isinstance(slot, str | Mapping) and bool(more) and first.islower())


def read_slot(slot: Slot, language: str) -> str:
    """A slot's value as it is read inside a sentence."""
    if isinstance(slot, Words):
        return inside_a_sentence(slot.text)
    if isinstance(slot, Face):
        return FACES[slot.score]
    if isinstance(slot, Key):
        return gettext(language, slot.id)
    if isinstance(slot, Languages):
        return "\n".join(_offered(code, language) for code in slot.codes)
    if isinstance(slot, Several):
        items = (read_slot(item, language) for item in slot.items)
        return ", ".join(f"{i}. {item}" for i, item in enumerate(items, 1)) if slot.numbered else ", ".join(items)
    if isinstance(slot, Recap):
        return _recap(slot, language)
    if isinstance(slot, Mapping):
        return in_language(slot, language)
    return clean(str(slot))


def _offered(code: str, language: str) -> str:
    name = capitalised(say_language(code, code), code)
    return gettext(language, "help.language", name=name, language=say_language(code, language))


def as_sentence(words: str) -> str:
    """Words that stand alone, ended with a full stop where they bring no end of their own."""
    return words if words.endswith(_ENDED) else f"{words}."


def _recap(recap: Recap, language: str) -> str:
    lines = []
    for number, line in enumerate(recap.lines, 1):
        face = f" {FACES[line.score]}" if line.score is not None else ""
        taken = f" ({in_language(line.label, language)})" if line.label is not None else ""
        lines.append(f"{number}. {on_one_line(line.words)}{taken}{face}")
        lines += [f"   {_retold(note, language)}" for note in line.notes]
    began, whole = ([_retold(note, language) for note in notes] for notes in (recap.began, recap.whole))
    return "\n\n".join("\n".join(part) for part in (began, lines, whole) if part)


def _retold(note: RecapNote, language: str) -> str:
    """What was said, with what it is about before a colon: so it stays grammatical whatever it is."""
    words = shorten(note.words, RETOLD)
    return words if note.saves is None else f"{gettext(language, f'saves.{note.saves}')}: {words}"
