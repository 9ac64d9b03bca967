"""What the columns of a file of interviews mean, as a small TOML file says.

Law: every fault of the file is told at once, each naming its key and what to do; nothing is guessed from the name of a
column. Whether somebody consented, when, and who they are must have a column.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from reisleider.flows.faults import StudyFault
from reisleider.flows.gate import values
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import CHANNELS, SCORES, Language, Study
from reisleider.flows.languages import LANGUAGES

Shape = Literal["long", "wide"]
NEEDED = ("person", "consent", "consent_date")
ABOUT_A_PERSON = (
    *NEEDED,
    "date",
    "quotes",
    "language",
    "persona",
    "organisation",
    "trigger",
    "outcome",
    "end_face",
    "wish",
)
"""What a column can say of a person; what is told of one stands under the records of these names."""
ABOUT_A_STEP = ("step", "face", "why", "channel", "phase")
KEYS = ("source", "shape", "language", "scale", "sheet", "columns", "step", "answers")
LONGEST_SOURCE = 80  # characters: it stands in sentences
MOST_STEPS = 40  # as many as an interview of ours holds
SCALES = (-100, 100)
OUTCOMES = ("done", "partly", "failed", "gave-up", "ongoing")
YES_OR_NO = ("yes", "no")
Heard = Mapping[str, Mapping[str, str | int]]
"""By kind of answer: what stands in a cell, in small letters, and what it means here."""


@dataclass(frozen=True)
class StepColumns:
    """Where one step stands: its columns by what they say (``ABOUT_A_STEP``), or the ``name`` it has for everybody."""

    columns: Mapping[str, str]
    name: str = ""


@dataclass(frozen=True)
class TakeMap:
    """What a file's columns mean. ``source``: where the interviews were held, as people read it; ``person``: the
    columns about a person by what they say; ``scale``: the worst and the best number of a face, None: none is a number;
    ``answers``: what its own codes mean; ``sheet``: the one of a workbook, "": its first."""

    source: str
    shape: Shape
    language: Language
    person: Mapping[str, str]
    steps: tuple[StepColumns, ...]
    scale: tuple[int, int] | None = None
    answers: Heard = field(default_factory=dict)
    sheet: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        return (*self.person.values(), *(column for one in self.steps for column in one.columns.values()))


def read_map(text: str, file: str, study: Study) -> TakeMap:
    """The map a TOML text is, for this study. Raises StudyFault naming the file and every key that is wrong."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise StudyFault(f"{file}: not valid TOML: {fault}.") from fault
    reader = _Reader(file, data, study)
    found = reader.map()
    if reader.faults:
        raise StudyFault(*reader.faults)
    return found


class _Reader:
    def __init__(self, file: str, data: Mapping[str, Any], study: Study) -> None:
        self.file = file
        self.data = data
        self.study = study
        self.faults: list[str] = []

    def wrong(self, key: str, sentence: str) -> None:
        self.faults.append(f"{self.file}: {key}: {sentence}")

    def map(self) -> TakeMap:
        for key in self.data.keys() - set(KEYS):
            self.wrong(key, f"this is not known here; use {values.listed_or(KEYS)}.")
        shape: Shape = "wide" if self.data.get("shape") == "wide" else "long"
        if self.data.get("shape") not in get_args(Shape):
            self.wrong("shape", "write long (a row per step) or wide (a row per person).")
        columns = self.table("columns", (*ABOUT_A_PERSON, *(ABOUT_A_STEP if shape == "long" else ())))
        for key in (*NEEDED, *(("step",) if shape == "long" else ())):
            if key not in columns:
                self.wrong(f"columns.{key}", "say in which column this stands; nobody is taken in without it.")
        return TakeMap(
            self.source(),
            shape,
            self.language(),
            {key: column for key, column in columns.items() if key in ABOUT_A_PERSON},
            tuple(self.steps(shape, columns)),
            self.scale(),
            self.answers(),
            self.sheet(),
        )

    def sheet(self) -> str:
        told = self.data.get("sheet", "")
        if not isinstance(told, str) or len(told) > LONGEST_SOURCE:
            self.wrong("sheet", "write the name of the sheet, as it stands on its tab.")
            return ""
        return told

    def source(self) -> str:
        try:
            told = values.words(self.data.get("source"))
        except Unfit as unfit:
            self.wrong("source", unfit.told())
            return ""
        if len(told) > LONGEST_SOURCE:
            self.wrong("source", f"keep it to {LONGEST_SOURCE} characters.")
        return told

    def language(self) -> Language:
        told = self.data.get("language", self.study.languages[0])
        if told not in self.study.languages:
            self.wrong("language", f"the study speaks {values.listed_or(self.study.languages)}; write one of these.")
            return self.study.languages[0]
        return str(told)

    def scale(self) -> tuple[int, int] | None:
        told = self.data.get("scale")
        if told is None:
            return None
        whole = isinstance(told, list) and all(isinstance(one, int) and not isinstance(one, bool) for one in told)
        if not whole or len(told) != 2 or abs(told[0] - told[1]) < 2 or not _within(told):
            self.wrong("scale", "write the worst and the best number, as in [1, 5] or [1, 10].")
            return None
        return told[0], told[1]

    def table(self, key: str, known: Sequence[str], told: object = None) -> dict[str, str]:
        """A table of columns by what they say."""
        told = self.data.get(key, {}) if told is None else told
        if not isinstance(told, dict):
            self.wrong(key, "write a table with a column for each thing that is told.")
            return {}
        found = {}
        for name, column in told.items():
            if name not in known:
                self.wrong(f"{key}.{name}", f"this is not known here; use {values.listed_or(known)}.")
            elif not isinstance(column, str) or not column.strip():
                self.wrong(f"{key}.{name}", "write the name of a column, as it stands in the first line of the file.")
            else:
                found[name] = column.strip()
        return found

    def steps(self, shape: Shape, columns: Mapping[str, str]) -> Iterator[StepColumns]:
        rows = self.data.get("step", [])
        if shape == "long":
            if rows:
                self.wrong("step", "a file with a row per step names its columns under [columns]; take [[step]] away.")
            yield StepColumns({key: column for key, column in columns.items() if key in ABOUT_A_STEP})
            return
        if not isinstance(rows, list) or not rows or not all(isinstance(one, dict) for one in rows):
            self.wrong("step", "a file with a row per person needs a [[step]] with its columns for each step.")
            return
        if len(rows) > MOST_STEPS:
            self.wrong("step", f"{len(rows)} steps are more than an interview holds; keep it to {MOST_STEPS}.")
        for row in rows:
            yield self.step(row)

    def step(self, row: Mapping[str, Any]) -> StepColumns:
        columns = self.table("step", ABOUT_A_STEP, {key: one for key, one in row.items() if key != "name"})
        name = ""
        if "name" in row:
            try:
                name = values.words(row["name"])
            except Unfit as unfit:
                self.wrong("step.name", unfit.told())
        if ("name" in row) == ("step" in columns):
            self.wrong("step", "give each either a step (the column with what happened) or a name (the same for all).")
        if "name" in row and not {"face", "why"} & columns.keys():
            self.wrong("step", f"{name}: say in which column its face or its why stands; else nobody told it.")
        return StepColumns(columns, name)

    def answers(self) -> Heard:
        known: Mapping[str, Sequence[str | int]] = {
            "consent": YES_OR_NO,
            "quotes": YES_OR_NO,
            "face": SCORES,
            "end_face": SCORES,
            "channel": CHANNELS,
            "phase": [one.id for one in self.study.model.phases],
            "outcome": OUTCOMES,
            "persona": [one.id for one in self.study.personas],
            "language": [one for one in LANGUAGES if one in self.study.languages],
        }
        told = self.data.get("answers", {})
        if not isinstance(told, dict):
            self.wrong("answers", "write a table per column, as in [answers.consent].")
            return {}
        found: dict[str, dict[str, str | int]] = {}
        for kind, table in told.items():
            if kind not in known or not isinstance(table, dict):
                self.wrong(f"answers.{kind}", f"write a table for {values.listed_or(tuple(known))}.")
                continue
            for cell, meant in table.items():
                if isinstance(meant, bool) or meant not in known[kind]:
                    among = values.listed_or([str(one) for one in known[kind]] or ["–"])
                    self.wrong(f"answers.{kind}", f"{cell[:40]!r} can mean {among}.")
                    continue
                found.setdefault(kind, {})[cell.strip().casefold()] = meant
        return found


def _within(told: Sequence[int]) -> bool:
    return all(SCALES[0] <= one <= SCALES[1] for one in told)
