"""A file of interviews as people: who can be taken and what each told, who cannot, and what was not understood.

Law: nobody is taken without a clear yes and its day, and nobody by name or address. Whatever is left out is told with
the line it stands at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from reisleider.flows.elsewhere.heard_cells import Hearer, NotHeard
from reisleider.flows.elsewhere.sheet_rows import Row, Rows
from reisleider.flows.elsewhere.take_map import MOST_STEPS, StepColumns, TakeMap
from reisleider.flows.gate.plain import steers
from reisleider.flows.gate.values import LONGEST
from reisleider.flows.journey import Language, Value

T = TypeVar("T")
MOST_PEOPLE = 5_000
LONGEST_CODE = 64
Cells = tuple[tuple[int, str], ...]
"""What stands in one column for one person: (line, cell), without the empty ones."""


@dataclass(frozen=True)
class Doubt:
    """Something of a file that is not taken: the line it stands at, the ``key`` of why, its column and its cell."""

    line: int
    key: str
    column: str = ""
    words: str = ""


@dataclass(frozen=True)
class StepTold:
    """One step somebody told. ``answers``: by step of the script what was answered about it, and how that was said."""

    words: str
    answers: Mapping[str, tuple[Value, str]] = field(default_factory=dict)

    @property
    def faced(self) -> bool:
        """Whether it has a face that counts."""
        return isinstance(self.answers.get("emotion", (None, ""))[0], int)


@dataclass(frozen=True)
class PersonTold:
    """One person of a file. ``code``: what the file calls them, which is not kept; ``lines``: the first and the last
    that tell of them; ``answers``: as those of a step, about the whole."""

    code: str
    lines: tuple[int, int]
    consent: str
    consented_at: datetime
    held_at: datetime
    language: Language
    quotes: bool
    steps: tuple[StepTold, ...]
    persona: str | None = None
    organisation: str | None = None
    answers: Mapping[str, tuple[Value, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """What a file holds. ``refused``: one doubt for each person or row that is not taken at all; ``unread``: what is
    left out of those who are."""

    people: tuple[PersonTold, ...] = ()
    refused: tuple[Doubt, ...] = ()
    unread: tuple[Doubt, ...] = ()


def missing_columns(rows: Rows, told: TakeMap) -> tuple[Doubt, ...]:
    """Columns that the map names and the file does not have, or has twice."""
    named = list(dict.fromkeys(told.columns))
    gone = [Doubt(1, "no-column", one) for one in named if one not in rows.columns]
    return (*gone, *(Doubt(1, "two-columns", one) for one in named if rows.columns.count(one) > 1))


def gather(rows: Rows, told: TakeMap, hearer: Hearer) -> Gathered:
    """The people of a file whose columns are all there."""
    people: list[PersonTold] = []
    refused: list[Doubt] = []
    unread: list[Doubt] = []
    for code, theirs in _by_person(rows, told, refused).items():
        one = _Person(code, theirs, told, hearer)
        found = one.told()
        if isinstance(found, Doubt):
            refused.append(found)
        elif len(people) == MOST_PEOPLE:
            refused.append(Doubt(theirs[0].line, "many", words=str(MOST_PEOPLE)))
        else:
            people.append(found)
            unread.extend(one.unread)
    for doubts in (refused, unread):
        doubts.sort(key=lambda one: one.line)
    return Gathered(tuple(people), tuple(refused), tuple(unread))


def _by_person(rows: Rows, told: TakeMap, refused: list[Doubt]) -> Mapping[str, Sequence[Row]]:
    """The rows of each, in the order in which they come."""
    column = told.person["person"]
    found: dict[str, list[Row]] = {}
    for row in rows.rows:
        code = row.cells.get(column, "")
        if not code:
            refused.append(Doubt(row.line, "nobody", column))
        elif "@" in code or len(code) > LONGEST_CODE or steers(code):
            refused.append(Doubt(row.line, "no-code", column))
        elif told.shape == "wide" and code in found:
            refused.append(Doubt(row.line, "twice", column, code))
        else:
            found.setdefault(code, []).append(row)
    return found


class _Person:
    """One person's rows, while they are read; ``unread`` is what of them is left out."""

    def __init__(self, code: str, rows: Sequence[Row], told: TakeMap, hearer: Hearer) -> None:
        self.code = code
        self.rows = rows
        self.map = told
        self.hearer = hearer
        self.unread: list[Doubt] = []

    @property
    def first(self) -> int:
        return self.rows[0].line

    def told(self) -> PersonTold | Doubt:
        """What they told, or why they cannot be taken."""
        refusal = self.refusal()
        if refusal is not None:
            return refusal
        consented = self.day("consent_date")
        if isinstance(consented, Doubt):
            return consented
        held = self.day("date") if self.cells("date") else consented
        if isinstance(held, Doubt):
            return held
        steps = tuple(self.steps())
        if not steps:
            return Doubt(self.first, "no-steps")
        person = PersonTold(
            self.code,
            (self.first, self.rows[-1].line),
            self.cells("consent")[0][1],
            consented,
            held,
            self.take("language", self.hearer.language) or self.map.language,
            self.quotes(),
            steps,
        )
        return replace(
            person,
            persona=self.take("persona", self.hearer.persona),
            organisation=self.take("organisation", lambda cell: self.hearer.words(cell, LONGEST)),
            answers=dict(self.answers()),
        )

    def refusal(self) -> Doubt | None:
        """Why they did not consent, as far as their rows tell; None where every one that tells says yes."""
        column, told = self.map.person["consent"], self.cells("consent")
        for line, cell in told:
            try:
                if not self.hearer.yes("consent", self.hearer.words(cell, LONGEST)):
                    return Doubt(line, "declined", column)
            except NotHeard:
                return Doubt(line, "consent", column, cell)
        return None if told else Doubt(self.first, "consent", column)

    def cells(self, key: str) -> Cells:
        """What a column about the person says, row by row."""
        column = self.map.person.get(key)
        return tuple((row.line, cell) for row in self.rows if column and (cell := row.cells.get(column, "")))

    def day(self, key: str) -> datetime | Doubt:
        """The day that a column says; it decides whether they can be taken."""
        told, column = self.cells(key), self.map.person[key]
        if not told:
            return Doubt(self.first, "no-day", column)
        line, cell = told[0]
        try:
            return self.hearer.moment(cell)
        except NotHeard as fault:
            return Doubt(line, fault.key, column, cell)

    def quotes(self) -> bool:
        """Whether they let their words be shown: they said so, and said nothing else anywhere."""
        told = self.cells("quotes")
        said = [self.hear(line, "quotes", cell, lambda one: self.hearer.yes("quotes", one)) for line, cell in told]
        return bool(said) and all(said)

    def take(self, key: str, read: Callable[[str], T]) -> T | None:
        """What a column about the person says: where its rows differ, the first."""
        told = self.cells(key)
        if not told:
            return None
        self.unread.extend(
            Doubt(line, "differs", self.map.person[key], cell) for line, cell in told[1:] if cell != told[0][1]
        )
        line, cell = told[0]
        return self.hear(line, key, cell, read)

    def hear(self, line: int, key: str, cell: str, read: Callable[[str], T]) -> T | None:
        """What a cell means; None where that is not understood, which is noted."""
        return self.hear_in(line, self.map.person[key], cell, read)

    def hear_in(self, line: int, column: str, cell: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(self.hearer.words(cell))
        except NotHeard as fault:
            self.unread.append(Doubt(line, fault.key, column, cell))
            return None

    def answers(self) -> Iterator[tuple[str, tuple[Value, str]]]:
        """What they said of the whole, by step of the script."""
        for key, step in (("trigger", "trigger"), ("wish", "wish")):
            words = self.take(key, self.hearer.words)
            if words:
                yield step, (words, words)
        for key, step in (("outcome", "outcome"), ("end_face", "end-emotion")):
            value = self.take(key, partial(self.hearer.answer, key))
            if value is not None:
                yield step, (value, self.cells(key)[0][1])

    def steps(self) -> Iterator[StepTold]:
        count = 0
        for row in self.rows:
            for columns in self.map.steps:
                one = self.step(row, columns)
                if one is None:
                    continue
                count += 1
                if count > MOST_STEPS:
                    self.unread.append(Doubt(row.line, "many-steps", words=str(MOST_STEPS)))
                    return
                yield one

    def step(self, row: Row, at: StepColumns) -> StepTold | None:
        told = {key: (column, cell) for key, column in at.columns.items() if (cell := row.cells.get(column, ""))}
        column, cell = told.pop("step", (at.columns.get("step", ""), at.name))
        if at.name and not told.keys() & {"face", "why"}:
            return None
        if not cell:
            if told:
                self.unread.append(Doubt(row.line, "no-step", column))
            return None
        words = self.hear_in(row.line, column, cell, lambda one: self.hearer.words(one, LONGEST))
        if not words:
            return None
        answers: dict[str, tuple[Value, str]] = {}
        for key, step in (("face", "emotion"), ("why", "why"), ("channel", "channel"), ("phase", "phase")):
            if key not in told:
                continue
            column, cell = told[key]
            value = self.hear_in(
                row.line, column, cell, self.hearer.words if key == "why" else partial(self.hearer.answer, key)
            )
            if value is not None and value != "":
                answers[step] = (value, cell)
        return StepTold(words, answers)
