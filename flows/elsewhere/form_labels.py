"""The form that a file's answers were given to: what each code of a question stood for, as people read it there.

Law: an XLSForm (the workbook of a KoboToolbox or ODK form) or the structure of a LimeSurvey questionnaire (its text
file with tabs); a code that the map of the file explains itself is left as it is, and so is one that no form knows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reisleider.flows.elsewhere.sheet_rows import BIGGEST, Row, Rows
from reisleider.flows.elsewhere.take_map import TakeMap
from reisleider.flows.elsewhere.workbook import is_workbook, read_workbook
from reisleider.flows.spreadsheet import Sheet, read_sheet
from reisleider.flows.words.replies import means

_SELECT = re.compile(r"(select_one|select_multiple)\s+(\S+)(?:\s+or[_ ]other)?")
_LABEL = re.compile(r"label(?:::?\s*(?P<named>.*))?", re.IGNORECASE)
_CODED = re.compile(r"\(([a-z]{2,3})(?:[-_][\w-]+)?\)\s*$|^([a-z]{2,3})$", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True)
class Asked:
    """One question with choices: what its codes stood for; ``several``: more than one can be chosen."""

    labels: Mapping[str, str] = field(default_factory=dict)
    several: bool = False


Form = Mapping[str, Asked]
"""The questions with choices of a form, by their names."""


def read_form(data: bytes, language: str) -> Form | None:
    """The form in a file, in this language where it has it; None where it is none that is known here."""
    if is_workbook(data):
        sheets = {name.strip().casefold(): sheet for name, sheet in (read_workbook(data, BIGGEST) or {}).items()}
        if not {"survey", "choices"} <= sheets.keys():
            return None
        return dict(_xlsform(sheets["survey"], sheets["choices"], language))
    sheet = read_sheet(data, BIGGEST)
    if sheet is None or not {"class", "name", "text"} <= set(sheet.columns):
        return None
    return _limesurvey(sheet, language)


def labelled(rows: Rows, form: Form, told: TakeMap) -> Rows:
    """The rows with what each code stood for, in the columns that the map names."""
    asked = {
        column: (one, told.answers.get(kind, {})) for kind, column in _kinds(told) if (one := _asked(form, column))
    }

    def say(row: Row) -> Row:
        return replace(row, cells={**row.cells, **{c: _said(row.cells.get(c, ""), *asked[c]) for c in asked}})

    return replace(rows, rows=tuple(say(row) for row in rows.rows))


def _kinds(told: TakeMap) -> Iterator[tuple[str, str]]:
    """Every column that the map names, with what it says."""
    yield from told.person.items()
    for step in told.steps:
        yield from step.columns.items()


def _asked(form: Form, column: str) -> Asked | None:
    """The question of a column: by its own name, behind its groups' (``reis/gevoel``), before its part's
    (``FEEL[SQ001]``)."""
    bare = column.rpartition("/")[2].partition("[")[0]
    return form.get(column) or form.get(bare)


def _said(cell: str, asked: Asked, explained: Mapping[str, object]) -> str:
    if cell.casefold() in explained:
        return cell
    if cell in asked.labels:
        return asked.labels[cell]
    chosen = cell.split() if asked.several else []
    if chosen and all(one in asked.labels for one in chosen):
        return ", ".join(asked.labels[one] for one in chosen)
    return cell


def _xlsform(survey: Sheet, choices: Sheet, language: str) -> Iterator[tuple[str, Asked]]:
    lists: dict[str, dict[str, str]] = {}
    label = _label_column(choices.columns, language)
    for row in _cells(choices):
        named = row.get("list_name") or row.get("list name") or ""
        if label and row.get(label) and row.get("name"):
            lists.setdefault(named, {})[row["name"]] = _plain(row[label])
    for row in _cells(survey):
        select = _SELECT.fullmatch(row.get("type", ""))
        if select is not None and select[2] in lists:
            yield row.get("name", ""), Asked(lists[select[2]], select[1] == "select_multiple")


def _label_column(columns: tuple[str, ...], language: str) -> str | None:
    """The column with the labels in this language; else the one without a language, else the first."""
    found = {column: match["named"] or "" for column in columns if (match := _LABEL.fullmatch(column.strip()))}
    spoken = [column for column, named in found.items() if _speaks(named, language)]
    bare = [column for column, named in found.items() if not named]
    return next(iter((*spoken, *bare, *found)), None)


def _speaks(named: str, language: str) -> bool:
    """Whether a form's name of a language is this one: by its code, or as people call it."""
    code = _CODED.search(named.strip())
    if code is not None:
        return (code[1] or code[2]).casefold() == language
    return means(named, f"language-{language}")


def _limesurvey(sheet: Sheet, language: str) -> Form:
    """A question's row (class Q) comes before its parts' (SQ) and its answers' (A), once in every language."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    question = ""
    for row in _cells(sheet):
        kind, name, spoken = row.get("class", ""), row.get("name", ""), row.get("language", "")
        if kind == "Q":
            question = name
        elif kind == "A" and question and name:
            texts = found.setdefault(question, {}).setdefault(name, {})
            texts[spoken.partition("-")[0].casefold()] = _plain(row.get("text", ""))
    return {
        question: Asked({code: texts.get(language) or next(iter(texts.values())) for code, texts in answers.items()})
        for question, answers in found.items()
    }


def _cells(sheet: Sheet) -> Iterator[dict[str, str]]:
    for row in sheet.rows:
        yield dict(zip(sheet.columns, row.cells, strict=True))


def _plain(text: str) -> str:
    """A label without the markup that questionnaires may hold."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())
