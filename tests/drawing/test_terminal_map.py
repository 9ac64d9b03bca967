"""The map in a terminal: readable at any width, with and without colour, whatever people said."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace

import pytest
from contrasts import contrast
from golden.golden import assert_golden
from hypothesis import given
from hypothesis import strategies as st
from map_samples import HOSTILE, a_map, empty_map
from rich.cells import cell_len
from rich.console import Console
from said_maps import EVERYDAY, said_maps

from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.phases.models import load_model, model_ids
from reisleider.renderers.picture.drawing.palette import FACES_EITHER, LINE_EITHER
from reisleider.renderers.terminal.fit import fit
from reisleider.renderers.terminal.line import Stop, Track
from reisleider.renderers.terminal.map_lines import TerminalMap

WIDTHS = (40, 80, 120, 200)
SAID = [one for one in HOSTILE if len(one) < 1000]
LONG = [one for one in HOSTILE if len(one) >= 1000]
STEERING = ("\x1b[31mrood\x1b[0m \x9b2J \x1b]0;titel\x07", "\r\n\ttab", "[bold]vet[/bold] [/]")
READ = (*HOSTILE[:4], "[bold]vet[/bold] [/] [link=http://x.example]hier[/link]", "شكرا 谢谢")
COLOURED = re.compile(r"\x1b\[[0-9;]*m")


def drawn(journey_map: JourneyMap, width: int, language: str = "nl", *, colour: bool = False) -> str:
    out = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, color_system=system, highlight=False, _environ={})
    console.print(TerminalMap(journey_map, language))
    return out.getvalue()


def lines(journey_map: JourneyMap, width: int, language: str = "nl") -> list[str]:
    return drawn(journey_map, width, language).splitlines()


def running(text: str) -> str:
    """The words of the right side, with nothing of the track between them."""
    return re.sub(r"[│┊╭╮╰╯─┄·●◇◈\s]+", "", text)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_the_map_as_somebody_found_it_good(language: str, width: int) -> None:
    assert_golden(f"terminal-{width}.{language}.txt", drawn(a_map(), width, language).encode())


@EVERYDAY
@given(said_maps(*STEERING), st.sampled_from(WIDTHS))
def test_whatever_people_say_fits_and_steers_nothing(journey_map: JourneyMap, width: int) -> None:
    shown = COLOURED.sub("", drawn(journey_map, width, colour=True))

    assert [line for line in shown.splitlines() if cell_len(line) > width] == []
    steers_nothing(shown)


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "width"), [*itertools.product([*SAID, "[bold]vet[/bold] [/]"], WIDTHS), *((one, 80) for one in LONG)]
)
def test_no_line_is_wider_than_the_console(words: str, width: int) -> None:
    assert [line for line in lines(a_map(words), width) if cell_len(line) > width] == []


@EVERYDAY
@given(st.sampled_from(READ), st.sampled_from(WIDTHS))
def test_words_are_shown_as_they_were_said(words: str, width: int) -> None:
    are_shown(words, width)


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", READ)
def test_words_are_shown_as_they_were_said_at_every_width(words: str, width: int) -> None:
    are_shown(words, width)


def are_shown(words: str, width: int) -> None:
    shown = drawn(a_map(words), width)

    assert running(shown).count(running(fit(words))) >= 18  # each of the map's touchpoints at the least


@pytest.mark.long
@pytest.mark.parametrize("words", [*SAID, *STEERING])
def test_none_of_the_worst_words_steers_the_terminal(words: str) -> None:
    steers_nothing(COLOURED.sub("", drawn(a_map(words), 80, colour=True)))


def steers_nothing(shown: str) -> None:
    """No sign that a terminal obeys instead of showing it."""
    assert [sign for sign in set(shown) if sign != "\n" and (ord(sign) < 32 or 127 <= ord(sign) < 160)] == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u200d]", shown)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_touchpoint_of_the_map_stands_there_with_its_number(width: int) -> None:
    journey_map = a_map()
    named = replace(
        journey_map,
        columns=tuple(
            replace(
                column,
                touchpoints=tuple(replace(one, label={"nl": f"stap {one.id}"}) for one in column.touchpoints),
            )
            for column in journey_map.columns
        ),
    )
    shown = drawn(named, width)
    touchpoints = [one for column in named.columns for one in column.touchpoints]

    assert len(touchpoints) == 16
    for number, one in enumerate(touchpoints, 1):
        assert re.search(rf"\[{number}\] stap {one.id}\b", shown)


def test_without_colour_it_says_the_same() -> None:
    assert COLOURED.sub("", drawn(a_map(), 100, colour=True)) == drawn(a_map(), 100)


def test_the_dot_stands_at_the_median_and_the_line_bends_just_above_it() -> None:
    track = Track(4).draw([Stop(0, -2), Stop(4, 0.5, 1)], 5)

    assert [line.plain.rstrip() for line in track] == [
        "●   ·   ·   ·   ·",
        "│",
        "│",
        "╰─────────╮",
        "·   ·   · ● ◇   ·",
    ]


def test_where_people_waited_or_too_few_answered_the_line_is_dotted() -> None:
    waited = Track(4).draw([Stop(0, 1), Stop(2, -1, wait=True)], 3)
    unknown = Track(4).draw([Stop(0, 1), Stop(2, None, 2), Stop(4, 1)], 5)

    assert [line.plain.rstrip() for line in waited] == ["·   ·   ·   ●   ·", "    ╭┄┄┄┄┄┄┄╯", "·   ●   ·   ·   ·"]
    assert [line.plain[12] for line in unknown] == ["●", "┊", "┊", "┊", "●"]
    assert unknown[2].plain[16] == "◇"


def test_where_customers_and_colleagues_agree_one_mark_says_so() -> None:
    assert Track(4).draw([Stop(0, 1, 1)], 1)[0].plain[12] == "◈"


def test_a_map_of_colleagues_alone_says_so_in_a_box() -> None:
    shown = lines(replace(a_map(), assumption=True), 80)

    assert any(line.startswith("┏") for line in shown)
    assert any("Aanname: nog geen klant gesproken" in line for line in shown)


@pytest.mark.parametrize("id", model_ids())
def test_boundary_and_loop_are_drawn_where_the_model_has_them(id: str) -> None:
    model = load_model(id)
    columns = tuple(replace(a_map().columns[0], phase=phase) for phase in model.phases)
    shown = drawn(replace(a_map(), model=model, columns=columns), 80)
    sides = [phase.side for phase in model.phases]

    assert ("↑ koper" in shown) == ("buyer" in sides and "customer" in sides)
    assert ("↺ en weer opnieuw" in shown) == model.loop
    for phase in model.phases:
        assert phase.label["nl"] in shown


def test_a_study_nobody_spoke_in_yet_is_drawn_too() -> None:
    shown = drawn(empty_map(), 80)

    assert "0 klanten" in shown
    assert "Kijk hier eerst" not in shown
    assert "Behoefte" in shown


def test_every_colour_without_a_ground_of_its_own_reads_on_black_and_on_white() -> None:
    for colour in (*FACES_EITHER.values(), LINE_EITHER):
        assert contrast(colour, "#ffffff") >= 3
        assert contrast(colour, "#000000") >= 3


def test_flags_joined_emoji_and_piled_marks_take_the_room_they_are_counted() -> None:
    assert fit("🇳🇱 👩🏽‍🚀 a\u0301\u0301\u0301\u0301 ❤️") == "NL 👩🚀 á\u0301\u0301 ❤"
