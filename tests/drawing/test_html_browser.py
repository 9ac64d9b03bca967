"""The page in a real Chromium: accessible by axe-core's rules, usable by keyboard, by touch and without script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from map_samples import HOSTILE, a_map, empty_map
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from whole_map import whole_map

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.page.html import write_html
from reisleider.renderers.words.own_words import on_one_line

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
QUIET = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync"""
EVERYONE = replace(whole_map(), persona=None)
PAGES: dict[str, list[JourneyMap]] = {
    "map": [EVERYONE, whole_map()],
    "assumption": [replace(whole_map(), assumption=True)],
    "empty": [empty_map()],
    "nine-phases": [a_map()],
}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET.split())
        yield opened
        opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def show(context: BrowserContext, folder: Path, maps: list[JourneyMap], language: str = "nl") -> Page:
    file = folder / "map.html"
    file.write_text(write_html(maps, language), encoding="utf-8")
    page = context.new_page()
    page.goto(file.as_uri())
    return page


@pytest.fixture
def wide(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=WIDE)
    yield context
    context.close()


@pytest.fixture
def narrow(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=NARROW, has_touch=True)
    yield context
    context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, folder: Path, name: str, language: str, size: dict[str, int]) -> None:
    context = browser.new_context(
        viewport=size, bypass_csp=True
    )  # axe-core is a script of others; the page allows none
    page = show(context, folder, PAGES[name], language)
    page.add_script_tag(path=AXE)

    for view in ("map", "table"):
        page.check(f"#view-{view}")
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_requested_and_nothing_complains(wide: BrowserContext, folder: Path, name: str) -> None:
    asked: list[str] = []
    told: list[str] = []
    wide.on("request", lambda request: asked.append(request.url))
    wide.on("console", lambda message: told.append(message.text))
    wide.on("weberror", lambda fault: told.append(str(fault.error)))
    page = show(wide, folder, PAGES[name])
    page.evaluate("document.fonts.ready.then(() => true)")

    assert page.evaluate("document.fonts.check('600 14px Inter')")
    assert told == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_people_say_runs_or_is_too_long_for_a_phone(narrow: BrowserContext, folder: Path, words: str) -> None:
    dialogs: list[str] = []
    narrow.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page = show(narrow, folder, [a_map(f"{words}<img src=x onerror=alert(1)>")])

    assert dialogs == []
    assert page.locator("img, iframe, object, embed, form").count() == 0
    assert page.evaluate("document.scripts.length") == 1
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_pointing_at_a_touchpoint_tells_everything_about_it(wide: BrowserContext, folder: Path) -> None:
    page = show(wide, folder, [EVERYONE])
    told = page.locator("#m0-t3 .told")

    page.hover('a.spot[href="#m0-t3"]')
    expect(told).to_be_visible()
    expect(told).to_contain_text("9 klanten kozen een gezicht")
    expect(told).to_contain_text("Genoemd door 9 van de 12 klanten.")
    expect(told).to_contain_text("Inschatting van 6 collega's")
    expect(told).to_contain_text("Suddenly it cost twice as much.")
    expect(told).to_contain_text("Kosten die later opduiken")
    page.hover("h1")
    expect(told).to_be_hidden()


def test_details_stay_inside_the_window(wide: BrowserContext, folder: Path) -> None:
    page = show(wide, folder, [a_map()])
    for number in (1, 9, 15):
        page.click(f"#m0-t{number} summary")
        box = page.locator(f"#m0-t{number} .told").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= WIDE["width"]
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= WIDE["height"]


def test_the_keyboard_reaches_every_touchpoint(wide: BrowserContext, folder: Path) -> None:
    page = show(wide, folder, [EVERYONE])
    numbers = range(1, page.locator("#m0 details.touchpoint").count() + 1)
    page.locator("#m0-t1 summary").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")

    for number in numbers:
        expect(page.locator(f"#m0-t{number} summary")).to_be_focused()
        expect(page.locator(f"#m0-t{number} .told")).to_be_visible()
        expect(page.locator("details.touchpoint[open]")).to_have_count(1)
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#m0-t6 .told")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("details.touchpoint[open]")).to_have_count(0)
    expect(page.locator("#m0-t6 summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#m0-t6 .told")).to_be_visible()


def test_tab_alone_reaches_every_touchpoint_too(wide: BrowserContext, folder: Path) -> None:
    page = show(wide, folder, [EVERYONE])
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('details.touchpoint')?.id"))

    assert [id for id in dict.fromkeys(reached) if id] == [f"m0-t{number}" for number in range(1, 8)]


def test_a_persona_is_switched(wide: BrowserContext, folder: Path) -> None:
    page = show(wide, folder, PAGES["map"])
    expect(page.locator("#m0")).to_be_visible()
    expect(page.locator("#m1")).to_be_hidden()

    page.get_by_role("radio", name="Gezinnen").check()
    expect(page.locator("#m0")).to_be_hidden()
    expect(page.locator("#m1")).to_be_visible()
    expect(page.locator("#m1 h2")).to_have_text("Persona: Gezinnen")


def test_a_side_is_switched(wide: BrowserContext, folder: Path) -> None:
    page = show(wide, folder, [EVERYONE])
    face, guess = page.locator("a.spot .face").first, page.locator("a.spot .diamond").first
    expect(face).to_be_visible()
    expect(guess).to_be_visible()

    page.check("#track-customers")
    expect(face).to_be_visible()
    expect(guess).to_be_hidden()
    expect(page.locator("#m0-t6")).to_be_hidden()
    page.check("#track-staff")
    expect(face).to_be_hidden()
    expect(guess).to_be_visible()
    expect(page.locator("#m0-t6")).to_be_visible()


@pytest.mark.parametrize("view", ["map", "table"])
def test_evidence_is_filtered_and_what_is_left_is_told(wide: BrowserContext, folder: Path, view: str) -> None:
    page = show(wide, folder, [EVERYONE])
    page.check(f"#view-{view}")
    page.uncheck("#evidence-named")
    shown = page.locator(f".as-{view} .e-named:visible")

    expect(shown).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("3 van de 7 contactmomenten in beeld")
    page.check("#evidence-named")
    expect(page.get_by_role("status")).to_have_text("")


def test_the_table_is_a_table(wide: BrowserContext, folder: Path) -> None:
    page = show(wide, folder, [EVERYONE], "en")
    page.check("#view-table")
    table = page.get_by_role("table", name="All touchpoints")

    expect(table).to_be_visible()
    expect(table.get_by_role("rowheader", name="3 Comparing trips")).to_be_visible()
    expect(table.get_by_role("columnheader", name="Named", exact=True)).to_be_visible()
    expect(page.locator(".as-map").first).to_be_hidden()


@pytest.mark.parametrize("words", ["Online geboekt", HOSTILE[7]])
def test_without_script_every_word_is_there_and_choices_work(browser: Browser, folder: Path, words: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = show(context, folder, [a_map(words)])

    assert on_one_line(words) in page.locator(".as-map").inner_text()
    page.click("#m0-t1 summary")
    expect(page.locator("#m0-t1 .told")).to_be_visible()
    page.check("#view-table")
    expect(page.locator(".as-table")).to_be_visible()
    expect(page.locator(".as-map")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("view", ["map", "table"])
def test_a_phone_scrolls_one_way_only(narrow: BrowserContext, folder: Path, name: str, view: str) -> None:
    page = show(narrow, folder, PAGES[name])
    page.check(f"#view-{view}")

    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_on_a_phone_a_touchpoint_unfolds_where_it_stands(narrow: BrowserContext, folder: Path) -> None:
    page = show(narrow, folder, [EVERYONE])
    first, second = page.locator("#m0-t1 .told"), page.locator("#m0-t2 .told")

    page.tap("#m0-t1 summary")
    page.tap('a.spot[href="#m0-t2"]')
    expect(first).to_be_visible()
    expect(second).to_be_visible()
    page.tap("#m0-t1 summary")
    expect(first).to_be_hidden()


def test_it_prints_map_and_table_on_a_sheet(wide: BrowserContext, folder: Path) -> None:
    import pypdf

    page = show(wide, folder, PAGES["map"])
    file = folder / "map.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    printed = pypdf.PdfReader(file)
    words = " ".join(sheet.extract_text() for sheet in printed.pages)

    assert round(printed.pages[0].mediabox.width / 72 * 25.4) == 420
    assert "Een zomervakantie boeken" in words
    assert "Alle contactmomenten" in words
    assert "Weergave" not in words
