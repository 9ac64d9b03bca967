"""A sheet of wordings as spreadsheets write it back: semicolons, decimal commas, marks, quotes, columns moved about."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import pytest
from journey_samples import journey, study

from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Label
from reisleider.flows.meaning.blend import Blend
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.book import keep_book
from reisleider.flows.synthesis.sorting.cards import sort_cards
from reisleider.flows.synthesis.sorting.filled import Filled, read_filled
from reisleider.renderers.files.book_file import write_book
from reisleider.renderers.files.sort_file import write_sorting

LABEL = Label("measured", {"nl": "Iemand kwam opmeten; met bon", "en": "Somebody came to measure"}, "orientation")
STUDY = study(labels=(LABEL,))
QUOTED = 'de "laatste" brief; met 2,5 euro, zei hij'
TOLD = (journey(1, [QUOTED, "zwaan aaien"]), journey(2, ["=kruk gezocht", "zwaan aaien"]), journey(3, ["appel"]))


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def given() -> list[dict[str, str]]:
    """The sheet as it is given, by its columns."""
    sorting = sort_cards(STUDY, TOLD, (), Blend())
    return rows_of(write_sorting(sorting, STUDY.languages, STUDY.model, 3, "nl"))


def written(
    rows: Sequence[Mapping[str, str]],
    columns: Sequence[str],
    delimiter: str = ",",
    ending: str = "\r\n",
    encoding: str = "utf-8",
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator=ending, quoting=quoting)  # type: ignore[arg-type]  # csv's own numbers
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode(encoding)


def read(data: bytes) -> Filled:
    return read_filled(data, TOLD, keep_book(STUDY, TOLD).labels(), STUDY.model)


def filled() -> list[dict[str, str]]:
    """The first wording under a label, the second under a new one, the rest as it was."""
    rows = given()
    for row in rows:
        if row["step"] == id_of(form(QUOTED)):
            row["label"] = "iemand kwam OPMETEN; met bon"
        if row["step"] == id_of(form("zwaan aaien")):
            row["new_name_nl"] = "Vogels, groot en klein"
            row["new_name_en"] = '"Birds"'
    return rows


EXPECTED = {("place", QUOTED, "measured"), ("place", "zwaan aaien", "vogels-groot-en-klein")}


def decided(found: Filled) -> set[tuple[str, str, str]]:
    assert found.faults == ()
    return {(one.decision, one.words, one.other) for one in found.decisions if one.decision == "place"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_sheet_comes_back_however_a_spreadsheet_writes_it(
    delimiter: str, encoding: str, quoting: int, ending: str
) -> None:
    rows = filled()
    data = written(rows, list(rows[0]), delimiter, ending, encoding, quoting)

    assert decided(read(data)) == EXPECTED


def test_columns_may_be_moved_about_left_out_and_added() -> None:
    rows = [{**row, "notitie": "1,5; nog eens kijken"} for row in filled()]
    columns = ["notitie", *reversed([one for one in rows[0] if one not in ("notitie", "new_name_en")]), "New_Name_EN"]
    moved = [{"New_Name_EN" if key == "new_name_en" else key: cell for key, cell in row.items()} for row in rows]
    few = [{one: row[one] for one in ("label", "new_name_nl", "step")} for row in filled()]

    assert decided(read(written(moved, columns, ";"))) == EXPECTED
    assert decided(read(written(few, ["label", "new_name_nl", "step"], ";", encoding="utf-8-sig"))) == EXPECTED


def test_figures_with_a_decimal_comma_and_rows_moved_or_taken_out_change_nothing() -> None:
    rows = [
        {key: cell.replace(".", ",") if cell.replace(".", "").isdecimal() else cell for key, cell in row.items()}
        for row in reversed(filled())
    ]
    placed = [row for row in rows if row["label"] or row["new_name_nl"]]

    assert decided(read(written(rows, list(rows[0]), ";"))) == EXPECTED
    assert decided(read(written(placed, list(rows[0]), ";"))) == EXPECTED


def test_empty_rows_at_the_end_and_short_ones_are_no_fault() -> None:
    rows = filled()
    data = written(rows, list(rows[0]), ";") + b";;;;;;\r\n\r\n;\r\n"

    assert decided(read(data)) == EXPECTED


def test_the_codebook_comes_back_from_a_spreadsheet_as_it_was() -> None:
    placed = Override("place", QUOTED, "measured", by="lia")
    before = rows_of(write_book(keep_book(STUDY, TOLD, [placed]), STUDY.languages))
    again = written(before, list(before[0]), ";", encoding="utf-8-sig", quoting=csv.QUOTE_ALL)
    after = list(csv.DictReader(io.StringIO(again.decode("utf-8-sig")), delimiter=";"))

    assert after == before
    assert any(QUOTED in row.values() for row in before)
    assert all(not cell.startswith(("=", "+", "@")) for row in before for cell in row.values())
