"""The map as a PDF, read back and drawn by other libraries: for the wall, for the table, and to search in."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
from golden.golden import assert_golden
from hypothesis import given, settings
from map_samples import HOSTILE, a_map, empty_map
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from said_maps import EVERYDAY, said_maps
from whole_map import whole_map

from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey_map import JourneyMap, PhaseColumn
from reisleider.renderers.formats import render
from reisleider.renderers.picture.drawing.shapes import Words
from reisleider.renderers.picture.full.columns import lay_columns
from reisleider.renderers.picture.full.full import lay_full
from reisleider.renderers.picture.full.parts import split_phases
from reisleider.renderers.print.appendix import tell
from reisleider.renderers.print.cut import cut, take_strip
from reisleider.renderers.print.pdf import LEAST, ROOM, write_pdf
from reisleider.renderers.tables.numbers import number_touchpoints

LANGUAGES = ("nl", "en")
MARKUP = '#panic("x") *vet* _schuin_ @naar <hier> $e=mc^2$ `code` // weg \\ = kop https://x.example'
WORST = (MARKUP, "", "\u0301\u0301\u0301", "a\u200bb\u00ad", "()[]{}")


MADE: dict[tuple[str, str], bytes] = {}
READ: dict[tuple[str, str], tuple[str, ...]] = {}


def set_once(journey_map: JourneyMap, language: str = "nl") -> bytes:
    """The map as a PDF, set once for all tests that only read it."""
    key = (repr(journey_map), language)
    if key not in MADE:
        MADE[key] = render("pdf", journey_map, language).data
    return MADE[key]


def read(journey_map: JourneyMap, language: str = "nl") -> PdfReader:
    return PdfReader(io.BytesIO(set_once(journey_map, language)))


def texts_of(journey_map: JourneyMap, language: str = "nl") -> tuple[str, ...]:
    """What stands on each page, read once: reading takes as long as setting."""
    key = (repr(journey_map), language)
    if key not in READ:
        READ[key] = tuple(page.extract_text() for page in read(journey_map, language).pages)
    return READ[key]


def flat(words: str) -> str:
    """Words without the places where a line was broken."""
    return re.sub(r"\s+", " ", words.replace("\u200b", "").replace("\u2010\n", "").replace("-\n", ""))


def wide_map(phases: int = 14, each: int = 4) -> JourneyMap:
    """A map of many phases, each with touchpoints of its own."""
    whole = whole_map()
    searched = whole.columns[0].touchpoints[0]
    columns = []
    for place in range(phases):
        phase = replace(whole.model.phases[place % 5], id=f"p{place}", label={"nl": f"Fase {place}"}, side=None)
        touchpoints = tuple(
            replace(searched, id=f"{place}-{at}", phase=phase.id, position=at, label={"nl": f"Moment {place}.{at}"})
            for at in range(each)
        )
        columns.append(replace(whole.columns[place % 3], phase=phase, touchpoints=touchpoints))
    return replace(whole, columns=tuple(columns))


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_text_is_as_it_was_when_somebody_last_looked(language: str) -> None:
    pages = texts_of(whole_map(), language)

    assert_golden(f"pdf.{language}.txt", "\n\n--- page ---\n\n".join(pages).encode())


def test_the_same_map_gives_the_same_bytes_dated_by_the_map() -> None:
    made = set_once(whole_map())
    reader = PdfReader(io.BytesIO(made))

    assert made == render("pdf", whole_map(), "nl").data
    assert reader.metadata.title == "Een zomervakantie boeken"
    assert reader.metadata.author == "Zonnevaart"
    assert reader.metadata.creation_date == datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
    assert reader.trailer["/Root"]["/Lang"].startswith("nl")


@pytest.mark.parametrize("made", [whole_map, a_map, empty_map], ids=["whole", "full", "empty"])
def test_every_page_is_a3_across_and_is_not_blank(made: object) -> None:
    data = set_once(made(), "en")
    for page in PdfReader(io.BytesIO(data)).pages:
        assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, 1190.55, 841.89], abs=0.1)
    for page in pypdfium2.PdfDocument(data):
        drawn = bytes(page.render(scale=0.3, grayscale=True).buffer)
        dark = sum(byte < 150 for byte in drawn)
        assert 20 < dark < len(drawn) / 4


def test_only_our_fonts_are_in_it_and_all_of_them_are_embedded() -> None:
    reader = read(a_map("Αθήνα Москва Zuid-Holland"))
    found = [reader.get_object(IndirectObject(number, 0, reader)) for number in range(1, reader.trailer["/Size"])]
    fonts = [one for one in found if isinstance(one, dict) and one.get("/Type") == "/FontDescriptor"]

    assert fonts
    assert {"Inter" in font["/FontName"] for font in fonts} == {True}
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)


def test_it_is_tagged_and_its_pictures_are_told_in_words() -> None:
    data = set_once(whole_map())

    assert PdfReader(io.BytesIO(data)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in PdfReader(io.BytesIO(data)).trailer["/Root"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_and_touchpoints_can_be_searched_on_the_sheet_and_behind_it(language: str) -> None:
    pages = [flat(page) for page in texts_of(whole_map(), language)]
    for one in number_touchpoints(whole_map()):
        assert one.touchpoint.label[language] in pages[0]
        assert sum(one.touchpoint.label[language] in page for page in pages) >= 2
    assert all(whole_map().title[language] in page for page in pages)
    assert all(re.search("(versie|version) 3", page) and re.search("12 (klanten|customers)", page) for page in pages)


def crowded_assumption() -> JourneyMap:
    """A map that no customer spoke for, with more needs in a phase than a picture holds."""
    need = whole_map().columns[0].needs[0]
    needs = tuple(replace(need, words=f"Vraag nummer {n}x", touchpoint=None) for n in range(40))
    columns = (replace(whole_map().columns[0], needs=needs), *whole_map().columns[1:])
    return replace(whole_map(), columns=columns, assumption=True)


def test_what_the_picture_must_count_stands_behind_it_in_full() -> None:
    first, *_, last = map(flat, texts_of(crowded_assumption()))

    assert "en nog 35" in first
    assert "Vraag nummer 39x" not in first
    assert all(f"Vraag nummer {n}x" in last for n in range(40))


@pytest.mark.parametrize("made", [whole_map, a_map, wide_map], ids=["whole", "full", "wide"])
def test_where_words_would_be_too_small_the_map_is_cut_between_lanes_and_nothing_is_lost(made: object) -> None:
    scene = lay_full(made(), "nl")
    pages = cut(scene, *ROOM, LEAST)
    lost = [item for item in scene.items if isinstance(item, Words)]
    for page in pages:
        assert page.height * page.scale <= ROOM[1] + 0.01
        assert scene.width * page.scale <= ROOM[0] + 0.01
        for strip in page.strips:
            items = take_strip(scene, strip).items
            assert all(
                strip.top <= one.box.y and one.box.bottom <= strip.bottom for one in items if one.kind == "words"
            )
            lost = [one for one in lost if one not in items]

    assert lost == []
    assert [page.strips[0] for page in pages[1:]] == [pages[-1].strips[0]] * (len(pages) - 1)
    shown = [strip for page in pages for strip in page.strips[1:]]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("made", [whole_map, a_map], ids=["whole", "full"])
def test_in_its_parts_no_words_are_under_5_8_points(made: object) -> None:
    scene = lay_full(made(), "nl")
    small = min(one.size for one in scene.items if isinstance(one, Words) and not one.text.isdecimal())

    assert all(page.scale * small >= 5.79 for page in cut(scene, *ROOM, LEAST))


def test_a_map_too_wide_is_cut_between_phases_and_numbers_stay() -> None:
    journey_map = wide_map()
    whole = lay_columns(journey_map)
    parts = split_phases(whole, ROOM[0] / LEAST)
    scenes = [lay_full(journey_map, "nl", part) for part in parts]
    numbers = {one.touchpoint.label["nl"]: str(one.number) for one in number_touchpoints(journey_map)}

    assert [place for part in parts for place in part] == list(range(14))
    assert len(parts) == 2
    for scene in scenes:
        assert scene.width * LEAST <= ROOM[0]
    drawn = [item for scene in scenes for item in scene.items if isinstance(item, Words)]
    for name, number in numbers.items():
        (card,) = [item for item in drawn if item.text == name]
        beside = [item.text for item in drawn if item.card is not None and abs(item.y - card.y) < 8 and item.x < card.x]
        assert number in beside, name


@settings(EVERYDAY, max_examples=2)
@given(said_maps(*WORST))
def test_whatever_people_say_is_set_as_text(journey_map: JourneyMap) -> None:
    is_text_alone(PdfReader(io.BytesIO(render("pdf", journey_map, "en").data)))


@pytest.mark.long
@pytest.mark.parametrize("words", [*HOSTILE, *WORST])
def test_each_of_the_worst_words_is_set_as_text(words: str) -> None:
    is_text_alone(read(a_map(words), "en"))


def is_text_alone(reader: PdfReader) -> None:
    """Nothing that was said became a link, and there are pages."""
    assert len(reader.pages) >= 2
    assert all("/URI" not in str(page.get("/Annots", "")) for page in reader.pages)


def test_markup_is_read_as_it_was_said() -> None:
    assert MARKUP in flat(read(a_map(MARKUP)).pages[-1].extract_text())


def test_of_a_long_text_it_says_how_much_more_there_is() -> None:
    told = str(tell(a_map("heel lang verhaal " * 300), "nl"))

    assert "… (+4399)" in told
    assert "heel lang verhaal " * 55 in told


def test_an_assumption_says_so_on_the_sheet_and_behind_it() -> None:
    pages = [flat(page) for page in texts_of(crowded_assumption())]

    assert "Aanname: nog geen klant gesproken" in pages[0]
    assert sum("Aanname: nog geen klant gesproken" in page for page in pages) >= 2


def test_a_map_without_phases_is_set_too() -> None:
    nothing = replace(empty_map(), columns=(), title={"nl": ""}, organisation="", goal={})

    assert len(read(nothing).pages) == 2
    assert len(read(replace(nothing, columns=(PhaseColumn(whole_map().columns[0].phase, hidden=3),))).pages) == 2


def test_a_crash_inside_the_typesetter_is_one_sentence() -> None:
    class PanicException(BaseException):
        """What the typesetter raises where it panics."""

    def panic(*_: object, **__: object) -> bytes:
        raise PanicException

    with pytest.raises(RenderingFault, match=r"^The PDF could not be set; .*\.$"):
        write_pdf(whole_map(), "nl", panic)
