"""A sheet of wordings that somebody filled in, read back into decisions: all of it, or every fault at once.

Law: a row is found by its step's id, never by its words, which are redacted; a sheet with one fault decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Label, PhaseModel
from reisleider.flows.meaning.likeness import form
from reisleider.flows.spreadsheet import read_sheet
from reisleider.flows.synthesis.sorting.new_label import LONGEST, new_label

STEP, LABEL, PHASE, NEW = "step", "label", "phase", "new_name_"
NONE = "-"  # what stands in the label's column where none of the labels is meant
BIGGEST = 5_000_000  # bytes; sixty thousand wordings


@dataclass(frozen=True)
class SheetFault:
    """What is wrong in a row (1 is the header): ``key`` names the sentence, ``words`` is what stands there."""

    row: int
    key: str
    words: str = ""


@dataclass(frozen=True)
class Filled:
    """What a sheet decides: nothing where it has faults."""

    decisions: tuple[Override, ...] = ()
    faults: tuple[SheetFault, ...] = ()


@dataclass(frozen=True)
class _Study:
    """What a sheet can speak of: wordings by their id, labels by their names, phases by theirs."""

    told: Mapping[str, str]
    labels: Mapping[str, str]
    phases: Mapping[str, str]


def read_filled(data: bytes, journeys: Sequence[Journey], labels: Sequence[Label], model: PhaseModel) -> Filled:
    """The decisions of a sheet, without who and when. ``labels``: those of the codebook."""
    sheet = None if b"\0" in data else read_sheet(data, BIGGEST)
    if sheet is None:
        return Filled(faults=(SheetFault(1, "unreadable"),))
    columns = [one.casefold() for one in sheet.columns]
    missing = [one for one in (STEP, LABEL) if one not in columns]
    if len(missing) == 2:
        return Filled(faults=(SheetFault(1, "foreign"),))
    if missing:
        return Filled(faults=tuple(SheetFault(1, "column", one) for one in missing))
    known = _known(journeys, labels, model)
    faults: list[SheetFault] = []
    placed: dict[str, Override] = {}
    made: dict[str, Override] = {}
    for one in sheet.rows:
        row = dict(zip(columns, one.cells, strict=True))
        wrong = list(_faults(one.number, row, known))
        faults += wrong
        if wrong or not (_names(row) or row[LABEL]):
            continue
        target = _target(row, known, made)
        placed[row[STEP]] = Override("place", known.told[row[STEP]], target)
    if faults:
        return Filled(faults=tuple(faults))
    return Filled((*made.values(), *placed.values()))


def _known(journeys: Sequence[Journey], labels: Sequence[Label], model: PhaseModel) -> _Study:
    told = {id_of(form(one.words)): one.words for journey in journeys for one in journey.touchpoints}
    aliases = {form(one): label.id for label in labels for one in label.aliases}
    names = {form(one): label.id for label in labels for one in label.words.values()}
    phases = {name.casefold(): phase.id for phase in model.phases for name in (*phase.label.values(), phase.id)}
    return _Study(told, {**aliases, **names, **{label.id: label.id for label in labels}}, phases)


def _names(row: Mapping[str, str]) -> dict[str, str]:
    """The new label of a row: its name by language."""
    found = {column.removeprefix(NEW): " ".join(cell.split()) for column, cell in row.items() if column.startswith(NEW)}
    return {language: name for language, name in found.items() if name}


def _faults(number: int, row: Mapping[str, str], known: _Study) -> Iterator[SheetFault]:
    if not any(row.values()):
        return
    names, label = _names(row), row.get(LABEL, "")
    if not (names or label):
        return
    if row[STEP] not in known.told:
        yield SheetFault(number, "step", row[STEP])
    if names and label:
        yield SheetFault(number, "both", label)
    elif label and label != NONE and _label_of(label, known) is None:
        yield SheetFault(number, "label", label)
    for name in names.values():
        if len(name) > LONGEST:
            yield SheetFault(number, "name", name)
    phase = row.get(PHASE, "")
    if names and phase and phase.casefold() not in known.phases:
        yield SheetFault(number, "phase", phase)


def _label_of(words: str, known: _Study) -> str | None:
    return known.labels.get(words) or known.labels.get(form(words))


def _target(row: Mapping[str, str], known: _Study, made: dict[str, Override]) -> str:
    """The id of the label of a row, "" for none; a new one is made once, however many rows name it."""
    names = _names(row)
    if not names:
        return "" if row[LABEL] == NONE else str(_label_of(row[LABEL], known))
    already = next((id for name in names.values() if (id := _label_of(name, known)) is not None), None)
    if already is not None:
        return already
    id = next((id for id, one in made.items() if _forms(names) & _forms(one.texts)), None)
    fresh = new_label(names, known.phases.get(row.get(PHASE, "").casefold()), {*known.labels.values(), *made})
    if id is None:
        made[fresh.words] = fresh
        return fresh.words
    before = made[id]
    made[id] = replace(before, texts={**names, **before.texts}, phase=before.phase or fresh.phase)
    return id


def _forms(names: Mapping[str, str]) -> set[str]:
    return {form(one) for one in names.values()}
