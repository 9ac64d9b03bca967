"""The map as a page: one file that fetches nothing, in which people's words stay words and no word is lost."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from golden.golden import assert_golden
from hypothesis import given
from map_samples import HOSTILE, a_map, empty_map
from said_maps import EVERYDAY, said_maps
from whole_map import changed, whole_map

from reisleider.flows.faults import LanguageFault, RenderingFault
from reisleider.flows.journey import Persona
from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn, Point, Quote
from reisleider.flows.phases.models import load_model
from reisleider.renderers.formats import render
from reisleider.renderers.page.html import write_html
from reisleider.renderers.words.own_words import on_one_line

LIMIT = 500_000  # bytes of the largest realistic page, letters included
ELEMENTS = frozenset(
    """html head meta title link style body script a progress svg defs symbol g use path circle rect header main
    article section footer div p span b br bdi q h1 h2 h3 h4 ul ol li dl dt dd details summary fieldset legend label
    input output table caption thead tbody tr th td""".split()  # noqa: SIM905 - read as a sentence
)
ATTRIBUTES = frozenset(
    """lang dir charset http-equiv content name rel href class id tabindex role aria-hidden aria-label aria-labelledby
    type value max checked data-told scope colspan viewbox preserveaspectratio width height x y cx cy r rx d fill stroke
    stroke-width stroke-dasharray stroke-linecap stroke-linejoin vector-effect""".split()  # noqa: SIM905 - the same
)


class Page(HTMLParser):
    """What a browser would make of a page: its elements, attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.within = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.within = tag

    def handle_endtag(self, tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        self.texts.append((self.within, data))

    @property
    def words(self) -> str:
        """Everything a person can read."""
        return " ".join(" ".join(text for tag, text in self.texts if tag not in ("style", "script")).split())

    def inside(self, tag: str) -> str:
        """What stands in the only element called so."""
        return "".join(text for one, text in self.texts if one == tag)


def page(words: str = "Online geboekt", language: str = "nl") -> Page:
    return Page(write_html([a_map(words)], language))


def a_large_map() -> JourneyMap:
    """Nine phases and 36 touchpoints, quotes and points everywhere, Greek and Cyrillic among the words."""
    said = "We hoorden zes maanden niets en dachten dat het mis was gegaan; wij belden twee keer. "
    columns = []
    for phase in load_model("nine-phases").phases:
        ids = [f"{phase.id}{place}" for place in range(4)]
        touchpoints = tuple(
            MapTouchpoint(
                id, {"nl": f"Reisbevestiging per mail ontvangen {id}"}, phase.id, place, "both", "mail", "ours", 9, 6,
                Faces((2, 1, 3, 2, 1)), Faces((0, 1, 1, 3, 1)), 0.4, "confirmed", "near-drop-off", 4,
                certainty={"high": 5}, basis={"figures": 5}, expectations={"worse": 4}, again=3, nearly=3, gave_up=3,
            )
            for place, id in enumerate(ids)
        )  # fmt: skip
        told = tuple(Point("Wij belden twee keer, en hoorden twee verhalen.", 4, id) for id in ids)
        more = ("Ευχαριστώ", "Спасибо", "Łódź")
        quotes = tuple(Quote(f"{said} {one}", -1, "nl", id) for one, id in zip(more, ids, strict=False))
        columns.append(PhaseColumn(phase, touchpoints, 2, quotes, told[:2], told[:3], told[:2], opportunities=told[:2]))
    return replace(a_map(), columns=tuple(columns))


@EVERYDAY
@given(said_maps())
def test_whatever_people_say_stays_words_and_none_is_lost(journey_map: JourneyMap) -> None:
    made = Page(write_html([journey_map], "nl"))
    told = [one.words for column in journey_map.columns for one in (*column.quotes, *column.pains, *column.actions)]

    holds_words_alone(made)
    fetches_nothing(made)
    assert [words for words in told if on_one_line(words) not in made.words] == []


@pytest.mark.long
@pytest.mark.parametrize("words", [*HOSTILE, "Online geboekt"])
def test_each_of_the_worst_words_stays_words_and_is_not_lost(words: str) -> None:
    made = page(words)

    holds_words_alone(made)
    fetches_nothing(made)
    assert on_one_line(words) in made.words


def test_a_page_fetches_nothing() -> None:
    fetches_nothing(page())


def holds_words_alone(made: Page) -> None:
    """Nothing that was said became an element, an attribute or a script."""
    names = {name for _, attributes in made.elements for name in attributes}

    assert {tag for tag, _ in made.elements} <= ELEMENTS
    assert names <= ATTRIBUTES
    assert [tag for tag, _ in made.elements].count("script") == 1


def test_words_of_people_stand_in_no_style_and_no_script() -> None:
    made, other = page("zeldzaamwoord"), page("anders")

    assert made.inside("script") == other.inside("script")
    assert made.inside("style") == other.inside("style")


def fetches_nothing(made: Page) -> None:
    """Every link stays within the page, and so does its style."""
    links = [value or "" for _, attributes in made.elements for name, value in attributes.items() if name == "href"]
    ids = {attributes.get("id") for _, attributes in made.elements}

    assert [one for one in links if not one.startswith("#") and one != "data:,"] == []
    assert {one[1:] for one in links if one.startswith("#")} <= ids
    assert re.findall(r"url\((?!data:font/woff2;base64,)", made.inside("style")) == []
    assert "@import" not in made.inside("style")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_policy_allows_our_style_and_script_alone(language: str) -> None:
    made = page(language=language)
    policy = next(one["content"] for _, one in made.elements if one.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in (policy or "").split(";"))

    for name in ("style", "script"):
        digest = b64encode(sha256(made.inside(name).encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"
    assert rules["default-src"] == "'none'"
    assert (rules["font-src"], rules["img-src"]) == ("data:", "data:")


def test_every_id_stands_once() -> None:
    maps = [whole_map(), replace(whole_map(), persona=None), a_map(), empty_map()]
    ids = [attributes["id"] for _, attributes in Page(write_html(maps, "nl")).elements if "id" in attributes]

    assert sorted(set(ids)) == sorted(ids)


def test_the_same_map_is_the_same_page() -> None:
    assert render("html", whole_map(), "nl").data == render("html", whole_map(), "nl").data


def test_a_large_map_with_its_letters_is_small_enough_to_send() -> None:
    made = render("html", a_large_map(), "nl")

    assert len(made.data) < LIMIT
    assert made.name == "zonnevaart.html"
    assert made.data.count(b"@font-face") == 8


def test_letters_are_carried_only_where_they_are_read() -> None:
    assert write_html([a_map("Geboekt")], "nl").count("@font-face") == 2
    assert write_html([a_map("Ευχαριστώ")], "nl").count("@font-face") == 4


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_script_is_little(language: str) -> None:
    assert len(page(language=language).inside("script").encode()) < 8_000


NOT_SHOWN = re.compile(
    r"\.(study|compiled_at|languages)|\.model\.(id|name|phases|loop|own)|\.(plain|canonical)\b|\.(id|position|known)$"
    r"|\.en\]|\[en\]|minimums|staff\.invited|\.gap(\.delta)?$|\.gap_sure|\.often_worst|walked|priorities\.(staff|customers)"
)
"""Not for a reader of Dutch: ids, the minute of compiling, how a model words its phases to customers, English; a
difference's figure and how sure it is, which are told in words."""
KEYS = re.compile(
    r"\.(reason|notes|side)|\.phase$|\.(channel|control|moment|status|evidence|source|known|outcomes.*|recency.*|certainty|basis|expectations|score)$"
)
"""Ids of our own texts and of phases: another one is not another map but a broken one."""


def test_every_figure_and_word_of_the_map_shows_on_the_page() -> None:
    whole = page_of(whole_map())
    behind = re.compile(f"{KEYS.pattern}|{NOT_SHOWN.pattern}")
    others = [(where, one) for where, one in changed(whole_map()) if not behind.search(where)]

    assert len(others) > 120
    assert [where for where, one in others if page_of(one) == whole] == []


def page_of(journey_map: JourneyMap) -> str:
    """The page without its style, so that only what is read can differ."""
    return write_html([journey_map], "nl").partition("</style>")[2]


def test_an_assumption_says_so() -> None:
    made = Page(write_html([replace(whole_map(), assumption=True)], "en")).words

    assert "Assumption: no customer has been heard yet" in made


def test_words_in_another_language_say_which() -> None:
    made = Page(write_html([whole_map()], "nl"))

    assert ("bdi", {"lang": "en"}) in made.elements


def test_personas_are_chosen_among() -> None:
    other = replace(whole_map(), persona=Persona("pairs", {"nl": "Stellen"}))
    made = Page(write_html([replace(whole_map(), persona=None), whole_map(), other], "nl"))
    choices = [one["id"] for tag, one in made.elements if tag == "input" and one.get("name") == "persona"]

    assert choices == ["persona-0", "persona-1", "persona-2"]
    assert "Stellen" in made.words


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_is_as_it_was_found_good(language: str) -> None:
    text = write_html([whole_map()], language)
    without_letters = re.sub(r"(data:font/woff2;base64,)[A-Za-z0-9+/=]+", r"\1", text)

    assert_golden(f"map.{language}.html", without_letters.encode())


def test_a_page_of_nothing_is_one_sentence() -> None:
    with pytest.raises(RenderingFault, match="no map to make a page of"):
        write_html([], "nl")
    with pytest.raises(LanguageFault):
        render("html", a_map(), "de")
