"""Reads an interview script's TOML into its nouns.

Law: only shape and type are judged here (unknown keys, missing fields); meaning is judged in ``scripts.check``.
Every fault is one sentence that begins with the file and, where there is one, the step.
A script speaks every language that any text of it is in, and then every text must be in it.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, get_args

from reisleider.flows.faults import ScriptFault
from reisleider.flows.languages import LANGUAGES, listed, written_in
from reisleider.flows.steps import Block, Condition, HeldFor, Loop, Option, Outline, Step

SLOT = re.compile(r"\{([a-z]+)\}")

_STEP_KEYS = frozenset(
    [
        "id",
        "block",
        "kind",
        "saves",
        *LANGUAGES,
        "loop",
        "options",
        "source",
        "when",
        "again",
        "first",
        "least",
        "needs",
        "sample",
        "optional",
        "required",
        "probe",
        "adds",
        "limit",
        "min",
        "max",
        "spare",
        "peaks",
    ]
)
_OPTION_KEYS = frozenset(["id", *LANGUAGES, "face", "days", "later", "ends", "done", "hidden", "tells", "own"])
_LOOP_KEYS = frozenset(["id", "each", "where", "order", "limit", "of"])
_BLOCK_KEYS = frozenset(["id", "title", "rotating", "default", "b2b"])
_TOP_KEYS = frozenset(["id", "track", "title", "block", "loop", "step", "probe", "beyond", "for", "brings"])
_CONDITION_KEYS: Mapping[str, tuple[type | UnionType, str]] = {
    "min": (int | float, "a number"),
    "max": (int | float, "a number"),
    "answered": (bool, "true or false"),
    "words": (bool, "true or false"),
    "item": (bool, "true or false"),
    "has": (str, "the id of an option"),
}


def read_outline(source: str, file: str) -> Outline:
    """A script's TOML text as nouns. Raises ScriptFault with one sentence per fault, naming ``file`` and step."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as fault:
        raise ScriptFault(f"{file}: not valid TOML: {fault}.") from fault
    return _Reader(file).outline(data)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[str] = []
        self.spoken: tuple[str, ...] = LANGUAGES

    def fault(self, where: str, sentence: str) -> None:
        self.faults.append(f"{self.file}: {where}: {sentence}" if where else f"{self.file}: {sentence}")

    def outline(self, data: Mapping[str, Any]) -> Outline:
        self.known_keys("", data, _TOP_KEYS)
        self.spoken = written_in(data) or LANGUAGES
        held_for = data.get("for", "respondent")
        if held_for not in get_args(HeldFor):
            self.fault("", f"for is {', '.join(get_args(HeldFor))}, not {held_for}.")
        for key in ("id", "title", *(("track",) if held_for == "respondent" else ())):
            if key not in data:
                self.fault("", f"add the key {key}.")
        blocks = tuple(self.block(row) for row in self.rows(data, "block"))
        if blocks and not blocks[0].title:
            self.fault(f"block {blocks[0].id}", "give the first block a title, the name of the first part.")
        loops = {loop.id: loop for loop in (self.loop(row) for row in self.rows(data, "loop"))}
        steps = tuple(self.step(row) for row in self.rows(data, "step"))
        probes = {kind: self.texts(f"probe.{kind}", text) for kind, text in dict(data.get("probe", {})).items()}
        beyond = data.get("beyond", 0)
        if not isinstance(beyond, int) or isinstance(beyond, bool) or beyond < 0:
            self.fault("", "beyond is a whole number of replies.")
        title = self.texts("title", data.get("title", {}))
        brings = data.get("brings")
        if brings is not None and not isinstance(brings, str):
            self.fault("", "brings is the name of what its end brings about.")
        if not steps:
            self.fault("", "add at least one [[step]].")
        if self.faults:
            raise ScriptFault(*self.faults)
        track = data.get("track", "stakeholder")  # who leads is a colleague too
        return Outline(str(data["id"]), track, title, blocks, loops, steps, probes, beyond, held_for, brings)

    def rows(self, data: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
        rows = data.get(key, [])
        if not isinstance(rows, list):
            self.fault(key, f"write it as [[{key}]].")
            return
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, dict) or not isinstance(row.get("id"), str):
                self.fault(f"{key} {number}", "give it an id.")
                continue
            yield row

    def known_keys(self, where: str, row: Mapping[str, Any], known: frozenset[str]) -> None:
        for key in row:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}?" if near else "remove it."
                self.fault(where, f"unknown key {key}; {hint}")

    def texts(self, where: str, row: object) -> dict[str, str]:
        if not isinstance(row, dict):
            self.fault(where, f"write the text in every language: {listed('and', self.spoken)}.")
            return {}
        for language in self.spoken:
            if not isinstance(row.get(language), str) or not row[language].strip():
                self.fault(where, f"the text in {language} is missing.")
        return {language: str(row[language]) for language in self.spoken if language in row}

    def block(self, row: Mapping[str, Any]) -> Block:
        where = f"block {row['id']}"
        self.known_keys(where, row, _BLOCK_KEYS)
        title = self.texts(where, row["title"]) if "title" in row else {}
        rotating, b2b = bool(row.get("rotating", False)), bool(row.get("b2b", False))
        return Block(row["id"], title, rotating, bool(row.get("default", not b2b)), b2b)

    def loop(self, row: Mapping[str, Any]) -> Loop:
        where = f"loop {row['id']}"
        self.known_keys(where, row, _LOOP_KEYS)
        each = row.get("each", "touchpoint")
        if each not in ("touchpoint", "fact"):
            self.fault(where, f"each is touchpoint or fact, not {each}.")
        conditions = self.conditions(where, row.get("where", {}))
        return Loop(row["id"], each, conditions, str(row.get("order", "given")), row.get("limit"), row.get("of"))

    def step(self, row: Mapping[str, Any]) -> Step:
        where = str(row["id"])
        self.known_keys(where, row, _STEP_KEYS)
        for key in ("block", "kind", "saves"):
            if not isinstance(row.get(key), str):
                self.fault(where, f"add the key {key}.")
        text = self.texts(where, {key: row[key] for key in LANGUAGES if key in row})
        extra = {key: self.texts(f"{where}.{key}", row[key]) for key in ("again", "first", "least") if key in row}
        options = tuple(self.option(where, option) for option in row.get("options", []))
        told = [option.tells for option in options]
        return Step(
            id=where,
            block=str(row.get("block")),
            kind=str(row.get("kind")),
            text=text,
            saves=str(row.get("saves")),
            loop=row.get("loop"),
            options=options,
            source=row.get("source"),
            when=self.conditions(where, row.get("when", {})),
            needs=int(row.get("needs", 1)),
            sample=row.get("sample"),
            optional=bool(row.get("optional", False)),
            required=bool(row.get("required", False)),
            probe=row.get("probe"),
            adds=row.get("adds"),
            limit=row.get("limit"),
            min=int(row.get("min", 1)),
            max=int(row.get("max", 5)),
            spare=int(row.get("spare", 0)),
            peaks=row.get("peaks"),
            slots=frozenset(
                name
                for texts in (text, *extra.values(), *told)
                for words in texts.values()
                for name in SLOT.findall(words)
            ),
            **extra,
        )

    def option(self, where: str, row: object) -> Option:
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            self.fault(where, "every option needs an id.")
            return Option("", {})
        place = f"{where}: option {row['id']}"
        self.known_keys(place, row, _OPTION_KEYS)
        text = self.texts(place, {key: row[key] for key in LANGUAGES if key in row})
        return Option(
            row["id"],
            text,
            row.get("face"),
            row.get("days"),
            row.get("later"),
            row.get("ends"),
            bool(row.get("done", False)),
            bool(row.get("hidden", False)),
            self.texts(f"{place}: tells", row["tells"]) if "tells" in row else {},
            bool(row.get("own", False)),
        )

    def conditions(self, where: str, rows: object) -> dict[str, Condition]:
        if not isinstance(rows, dict):
            self.fault(where, "write when and where as a table of conditions.")
            return {}
        return {key: self.condition(where, key, row) for key, row in rows.items()}

    def condition(self, where: str, key: str, row: object) -> Condition:
        if isinstance(row, str):
            return Condition(among=(row,))
        if isinstance(row, list):
            return Condition(among=tuple(row))
        if not isinstance(row, dict) or not row or not set(row) <= set(_CONDITION_KEYS):
            self.fault(
                where, f"the condition on {key} must be a list of values or one of {', '.join(_CONDITION_KEYS)}."
            )
            return Condition()
        for name, wanted in row.items():
            kind, said = _CONDITION_KEYS[name]
            if not isinstance(wanted, kind) or (isinstance(wanted, bool) and kind is not bool):
                self.fault(where, f"the condition on {key}: {name} must be {said}.")
        return Condition(**row)
