"""A .po file as texts by their ids: what of gettext's format a catalogue of ours is written in.

Law: reads what any tool for translations writes; fuzzy and obsolete texts are none. Nothing is imported for it: every
command speaks, and most do nothing else that costs as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from gettext import c2py

from reisleider.flows.faults import LanguageFault

_FORMS = re.compile(r"plural\s*=\s*([^;\n]+)")
_ESCAPE = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True)
class Texts:
    """The texts of a file. ``forms``: per id its text, or one per number where it has ``plurals``; ``form_of``: which
    of them suits a number."""

    forms: Mapping[str, tuple[str, ...]]
    plurals: frozenset[str]
    form_of: Callable[[int], int]


def read_po(text: str, name: str) -> Texts:
    """The texts of a file. Raises LanguageFault naming the line of file ``name`` that is none of a .po file."""
    forms: dict[str, tuple[str, ...]] = {}
    plurals: set[str] = set()
    for entry in _entries(text.splitlines(), name):
        told = tuple(words for part, words in entry.items() if part.startswith("msgstr"))
        if all(told):
            forms[entry["msgid"]] = told
            if "msgid_plural" in entry:
                plurals.add(entry["msgid"])
    head = _FORMS.search(forms.pop("", ("",))[0])
    return Texts(forms, frozenset(plurals), c2py(head[1].strip() if head else "n != 1"))


def _entries(lines: Iterable[str], name: str) -> Iterator[dict[str, str]]:
    """Each entry as its parts, in the order they stand in; what is fuzzy is left out."""
    entry: dict[str, str] = {}
    part, fuzzy = "", False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            if "msgid" in entry:
                yield from () if fuzzy else (entry,)
                entry, fuzzy = {}, False
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        word, quote, rest = line.strip().partition('"')
        if not quote or not rest.endswith('"'):
            raise LanguageFault(f"{name}, line {number}: a text stands between quotes; mend it, or the file before it.")
        if word == "msgid " and "msgid" in entry:
            yield from () if fuzzy else (entry,)
            entry, fuzzy = {}, False
        part = word.strip() or part
        entry[part] = entry.get(part, "") + _ESCAPE.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), rest[:-1])
    if "msgid" in entry and not fuzzy:
        yield entry
