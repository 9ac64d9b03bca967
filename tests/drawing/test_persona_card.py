"""A persona's card: what the lead thought beside what was heard, alike wherever the map is read."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console
from whole_map import whole_map

from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.renderers.formats import render
from reisleider.renderers.picture.phone.phone import lay_phone
from reisleider.renderers.terminal.map_lines import TerminalMap
from reisleider.renderers.words.about_persona import card_of, tell_card
from reisleider.renderers.words.labels import Labels

THOUGHT = {"nl": "Ze zien op tegen de prijs", "en": "They dread the price"}


def with_card() -> JourneyMap:
    told = whole_map()
    assert told.persona is not None
    return replace(told, persona=replace(told.persona, worries=THOUGHT))


def test_what_the_lead_thought_stands_beside_what_was_heard() -> None:
    card = {one.name: (one.assumed, one.heard) for one in card_of(with_card(), Labels("nl"))}

    assert card["Wie"] == ("", "12 klanten vertelden")
    assert card["Zorgen"] == ("Ze zien op tegen de prijs", "Wachten op de papieren: de meesten vonden dat vervelend")
    assert card["Wat telt"] == ("", "meest: Reizen vergelijken; minst: Zoeken op internet")
    assert card["Waar ze kijken en zoeken"] == ("", "website, app, telefoon")
    assert card["In hun woorden"] == ("", "“Alle sites zeggen hetzelfde.”")


def test_nobody_has_a_card_of_whom_nothing_was_thought() -> None:
    assert card_of(whole_map(), Labels("nl")) == ()
    assert card_of(replace(with_card(), persona=None), Labels("nl")) == ()


def test_few_who_said_otherwise_are_never_counted() -> None:
    """Three found it otherwise: enough to count them where the least is three, and of a persona it is five."""
    told = with_card()
    (waited,) = (one for column in told.columns for one in column.touchpoints if one.id == "wait")
    assert waited.faces is not None
    many = replace(waited, faces=Faces((6, 0, 0, 0, 3)))
    columns = tuple(
        replace(one, touchpoints=tuple(many if row.id == "wait" else row for row in one.touchpoints))
        for one in told.columns
    )
    three, five = (replace(told, columns=columns, minimums={"customer": least}) for least in (3, 5))

    assert "Wachten op de papieren: 6 van 9 vonden dat vervelend" in " ".join(tell_card(three, Labels("nl")))
    assert "Wachten op de papieren: de meesten vonden dat vervelend" in " ".join(tell_card(five, Labels("nl")))


def test_a_hidden_figure_gives_the_card_no_words() -> None:
    told = with_card()
    hidden = replace(told, outcomes=None, columns=(), unplaced=(), minimums={"customer": 13})

    assert [one.name for one in card_of(hidden, Labels("en"))] == ["Worries"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("format", ["svg", "html", "markdown", "csv", "json"])
def test_the_card_is_read_in_every_format(format: str, language: str) -> None:
    written = bytes(render(format, with_card(), language).data).decode()

    assert THOUGHT[language] in written


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_card_is_read_on_a_phone_and_in_a_terminal(language: str) -> None:
    phone = " ".join(str(one) for one in lay_phone(with_card(), language).items)
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(TerminalMap(with_card(), language))

    assert THOUGHT[language] in phone
    assert THOUGHT[language] in " ".join(console.export_text().split())
