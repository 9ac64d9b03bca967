"""Interviews held elsewhere out of a workbook, and with the form they were given to: codes are words then."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_in import ROOT, type_in

from reisleider.bot.studies.study_file import read_study_file
from reisleider.flows.elsewhere.as_interview import script_elsewhere
from reisleider.flows.elsewhere.form_labels import Form, labelled, read_form
from reisleider.flows.elsewhere.heard_cells import Hearer
from reisleider.flows.elsewhere.people_told import Gathered, gather, missing_columns
from reisleider.flows.elsewhere.sheet_rows import BIGGEST, read_rows
from reisleider.flows.elsewhere.take_map import read_map
from reisleider.flows.elsewhere.workbook import read_workbook
from reisleider.flows.spreadsheet import read_sheet

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FILES = ROOT / "docs" / "examples" / "importing"
STUDY = read_study_file(ROOT / "docs" / "examples" / "web-shop.toml", NOW)
Table = Sequence[Sequence[object]]
KOBO_SURVEY = (
    ("type", "name", "label::Nederlands (nl)", "label::English (en)"),
    ("select_one jn", "akkoord", "Mogen we dit gebruiken?", "May we use this?"),
    ("begin_group", "reis", "", ""),
    ("select_one gevoel", "maat_gevoel", "Hoe was dat?", "How was that?"),
    ("select_one gevoel", "bestellen_gevoel", "Hoe was dat?", "How was that?"),
    ("select_multiple plek or_other", "plek", "Waar?", "Where?"),
    ("end_group", "", "", ""),
)
KOBO_CHOICES = (
    ("list_name", "name", "label::Nederlands (nl)", "label::English (en)"),
    ("jn", "1", "Ja", "Yes"),
    ("jn", "2", "Nee", "No"),
    ("gevoel", "a", "heel vervelend", "awful"),
    ("gevoel", "b", "fijn", "nice"),
    ("plek", "w", "website", "website"),
    ("plek", "t", "telefoon", "phone"),
)


def at(*when: int) -> datetime:
    """A moment as a spreadsheet holds one, which knows no zones."""
    return datetime(*when)  # type: ignore[arg-type]  # noqa: DTZ001 - a cell has no zone


KOBO_DATA = (
    ("_id", "start", "akkoord", "reis/maat_gevoel", "reis/bestellen_gevoel", "reis/plek"),
    (284734101, at(2026, 5, 4, 9, 58, 12), 1, "a", "b", "w t"),
    (284734102, at(2026, 5, 4, 11, 20), 1, "b", None, "w"),
    (284734103, at(2026, 5, 5, 16, 2), 2, None, None, None),
)
KOBO_MAP = """source = "KoboToolbox"
shape = "wide"
language = "nl"
[columns]
person = "_id"
consent = "akkoord"
consent_date = "start"
wish = "reis/plek"
[[step]]
name = "Maat gekozen"
face = "reis/maat_gevoel"
[[step]]
name = "Besteld"
face = "reis/bestellen_gevoel"
"""
LIME_FORM = (
    "id\trelated_id\tclass\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\n"
    "1\t\tG\tG1\tReis\t1\tReis\t\tnl\n"
    "2\t\tQ\tF\tFEEL\t1\tHoe was het?\t\tnl\n"
    "3\t2\tSQ\t\tSQ001\t1\tMaat\t\tnl\n"
    "4\t2\tA\t0\tAO01\t\t<p>heel vervelend</p>\t\tnl\n"
    "5\t2\tA\t0\tAO05\t\theel &amp; fijn\t\tnl\n"
    "2\t\tQ\tF\tFEEL\t1\tHow was it?\t\ten\n"
    "4\t2\tA\t0\tAO01\t\tawful\t\ten\n"
    "5\t2\tA\t0\tAO05\t\tgreat\t\ten\n"
    "6\t\tQ\tL\tEND\t1\tHow did it end?\t\ten\n"
    "7\t6\tA\t0\tA1\t\tIt worked out\t\ten\n"
)


def book(**sheets: Table) -> bytes:
    """A workbook with these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


FORM = book(survey=KOBO_SURVEY, choices=KOBO_CHOICES, settings=(("form_title",), ("Fiets",)))


def taken(data: bytes, text: str, form: bytes | None = None) -> Gathered:
    told = read_map(text, "map.toml", STUDY)
    rows = read_rows(data, told.sheet)
    assert rows is not None
    assert missing_columns(rows, told) == ()
    if form is not None:
        asked = read_form(form, told.language)
        assert asked is not None
        rows = labelled(rows, asked, told)
    return gather(rows, told, Hearer(script_elsewhere(), STUDY, told, NOW))


def cells_of(name: str) -> list[list[object]]:
    """An example as a spreadsheet holds it once it was opened there: numbers are numbers, days are days."""
    sheet = read_sheet((FILES / f"{name}.csv").read_bytes(), BIGGEST)
    assert sheet is not None

    def cell(words: str) -> object:
        if words.isdecimal():
            return int(words)
        day = words.split("-")
        if len(day) == 3 and all(map(str.isdecimal, day)) and len(day[2]) == 4:
            return at(int(day[2]), int(day[1]), int(day[0]))
        return words or None

    return [list(sheet.columns), *([cell(one) for one in row.cells] for row in sheet.rows)]


@pytest.mark.parametrize("name", ["shop-talks", "panel", "kobo", "limesurvey"])
def test_a_workbook_holds_what_its_csv_does(name: str) -> None:
    text = (FILES / f"{name}.toml").read_text(encoding="utf-8")
    of_book, of_csv = taken(book(Blad1=cells_of(name)), text), taken((FILES / f"{name}.csv").read_bytes(), text)

    assert len(of_csv.people) > 2
    assert [one.steps for one in of_book.people] == [one.steps for one in of_csv.people]
    assert [one.consented_at for one in of_book.people] == [one.consented_at for one in of_csv.people]
    assert len(of_book.refused) == len(of_csv.refused)


def test_cells_are_read_as_a_csv_would_have_them() -> None:
    row = (1.0, 2.5, True, at(2026, 3, 1), at(2026, 3, 1, 14, 5), date(2026, 3, 2), " x ", None, "=1+1")
    sheets = read_workbook(book(Data=(tuple("abcdefghi"), row)), BIGGEST)
    assert sheets is not None

    assert sheets["Data"].rows[0].cells == (
        *("1", "2.5", "TRUE", "2026-03-01", "2026-03-01 14:05:00", "2026-03-02", "x", "", ""),
    )


def test_a_ticked_box_is_a_yes_and_an_empty_one_a_no() -> None:
    rows = (
        ("who", "ok", "on", "what"),
        (1, True, date(2026, 3, 1), "Besteld"),
        (2, False, date(2026, 3, 1), "Besteld"),
    )
    text = (
        'source = "X"\nshape = "long"\n[columns]\nperson = "who"\nconsent = "ok"\nconsent_date = "on"\nstep = "what"\n'
    )
    found = taken(book(Data=rows), text)

    assert [one.code for one in found.people] == ["1"]
    assert [(one.line, one.key) for one in found.refused] == [(3, "declined")]


def test_the_sheet_that_the_map_names_is_read() -> None:
    data = book(Uitleg=(("Lees dit eerst",), ("...",)), Antwoorden=KOBO_DATA)

    assert len(taken(data, 'sheet = "antwoorden"\n' + KOBO_MAP, FORM).people) == 2
    assert read_rows(data, "Iets anders") is None


def test_lines_are_those_of_the_spreadsheet() -> None:
    rows = ((), (), *KOBO_DATA[:2], (None,) * 6, *KOBO_DATA[2:])
    found = taken(book(Data=rows), KOBO_MAP, FORM)

    assert [one.lines[0] for one in found.people] == [4, 6]


# --- forms -------------------------------------------------------------------------------------------------


def test_codes_of_an_xlsform_are_read_as_what_people_chose() -> None:
    found = taken(book(Data=KOBO_DATA), KOBO_MAP, FORM)

    assert [[step.answers["emotion"] for step in one.steps] for one in found.people] == [
        [(-2, "heel vervelend"), (1, "fijn")],
        [(1, "fijn")],
    ]
    assert [one.answers["wish"][0] for one in found.people] == ["website, telefoon", "website"]
    assert [one.consent for one in found.people] == ["Ja", "Ja"]
    assert [one.key for one in found.refused] == ["declined"]
    assert found.unread == ()


def test_the_labels_are_those_of_the_language_of_the_interviews() -> None:
    found = taken(book(Data=KOBO_DATA), KOBO_MAP.replace('"nl"', '"en"'), FORM)

    assert found.people[0].steps[0].answers["emotion"] == (-2, "awful")


@pytest.mark.parametrize("heading", ["label", "label::Dutch", "Label::nl", "label:Nederlands"])
def test_a_label_is_found_however_its_column_is_called(heading: str) -> None:
    choices = [
        ("list_name", "name", "label::Klingon", heading),
        *((*row[:2], "qapla", row[2]) for row in KOBO_CHOICES[1:]),
    ]
    form = read_form(book(Survey=KOBO_SURVEY, Choices=choices), "nl")
    assert form is not None

    assert form["maat_gevoel"].labels == {"a": "heel vervelend", "b": "fijn"}
    assert form["plek"].several


def test_what_the_map_says_of_a_code_holds_over_the_form() -> None:
    found = taken(book(Data=KOBO_DATA), KOBO_MAP + "[answers.face]\na = 2\n", FORM)

    assert found.people[0].steps[0].answers["emotion"][0] == 2


def test_codes_of_limesurvey_are_read_as_what_people_chose() -> None:
    data = '"id","startdate","OK","FEEL[SQ001]","END"\n"7","2026-06-02 13:55:01","yes","AO05","A1"\n'
    text = (
        'source = "L"\nshape = "wide"\nlanguage = "en"\n[columns]\nperson = "id"\nconsent = "OK"\n'
        'consent_date = "startdate"\noutcome = "END"\n[[step]]\nname = "Size"\nface = "FEEL[SQ001]"\n'
    )
    (one,) = taken(data.encode(), text, LIME_FORM.encode()).people

    assert one.steps[0].answers["emotion"] == (2, "great")
    assert one.answers["outcome"] == ("done", "It worked out")
    form = read_form(("\ufeff" + LIME_FORM).encode(), "nl")
    assert form is not None
    assert form["FEEL"].labels == {"AO01": "heel vervelend", "AO05": "heel & fijn"}


@pytest.mark.parametrize(
    "data",
    [b"", b"who,ok\n1,2\n", b"PK\x03\x04 no zip", book(Data=KOBO_DATA), b"\x00\x01\x02", book(survey=KOBO_SURVEY)],
)
def test_what_is_no_form_is_none(data: bytes) -> None:
    assert read_form(data, "nl") is None


@given(st.binary(max_size=300))
def test_no_bytes_end_the_reading(data: bytes) -> None:
    read_form(data, "nl")
    read_form(b"PK\x03\x04" + data, "nl")
    read_rows(b"PK\x03\x04" + data)


def test_a_workbook_that_unpacks_to_very_much_is_none() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)

    assert read_workbook(packed.getvalue(), BIGGEST) is None


def test_entities_that_grow_are_not_unfolded() -> None:
    data = book(Data=KOBO_DATA)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("l"))
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for one in old.infolist():
            part = old.read(one)
            if one.filename.endswith("sheet1.xml"):
                part = bomb + part.replace(b"akkoord", b"&k;")
            new.writestr(one.filename, part)

    assert read_workbook(packed.getvalue(), BIGGEST) in (None, {})


# --- on the command line -----------------------------------------------------------------------------------


@pytest.fixture(name="here")
def _here(tmp_path: Path) -> Path:
    files: Mapping[str, bytes] = {"data.xlsx": book(Data=KOBO_DATA), "form.xlsx": FORM, "map.toml": KOBO_MAP.encode()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "web-shop.toml").write_bytes((ROOT / "docs" / "examples" / "web-shop.toml").read_bytes())
    type_in(tmp_path, "study", "new", "web-shop.toml")
    return tmp_path


TAKE = ("study", "take", "bike-returns", "--file", "data.xlsx", "--map", "map.toml")


def test_a_workbook_is_taken_with_its_form(here: Path) -> None:
    assert "2 interviews opgenomen" in type_in(here, *TAKE, "--form", "form.xlsx", "--yes")


def test_what_is_no_form_is_said(here: Path) -> None:
    assert "is geen formulier dat ik ken" in type_in(here, *TAKE, "--form", "web-shop.toml", fails=True)
    (here / "map.toml").write_text('sheet = "Weg"\n' + KOBO_MAP, encoding="utf-8")
    assert "heeft het blad niet" in type_in(here, *TAKE, fails=True)


def test_without_the_form_codes_are_told_and_not_taken(here: Path) -> None:
    told = type_in(here, *TAKE, "--yes")

    assert "zegt geen duidelijk ja: “1”" in told
    assert "Er is niets op te nemen." in told


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_map_may_be_saved_by_windows_and_files_stand_under_ones_home(
    here: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(here))
    monkeypatch.setenv("USERPROFILE", str(here))
    (here / "map.toml").write_bytes(KOBO_MAP.replace("\n", "\r\n").encode(encoding))
    words = ("--file", "~/data.xlsx", "--map", "~/map.toml", "--form", "~/form.xlsx", "--yes")

    assert "2 interviews opgenomen" in type_in(here, "study", "take", "bike-returns", *words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_questionnaires_structure_may_be_saved_by_windows(encoding: str) -> None:
    form = read_form(LIME_FORM.encode(encoding), "en")
    assert form is not None

    assert form["FEEL"].labels["AO05"] == "great"


def labels_of(form: Form) -> dict[str, int]:
    return {name: len(one.labels) for name, one in form.items()}


def test_a_form_knows_its_questions_with_choices_alone() -> None:
    form = read_form(FORM, "nl")
    assert form is not None

    assert labels_of(form) == {"akkoord": 2, "maat_gevoel": 2, "bestellen_gevoel": 2, "plek": 2}
