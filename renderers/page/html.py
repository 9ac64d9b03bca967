"""The map as one page for a browser: nothing is fetched, nothing runs but a small script of ours.

Law: a policy in the page forbids every other source; its hashes are computed from the very style and script that
stand in it. Without the script, and without a choice made, every word is still there.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.page.field import HEIGHT
from reisleider.renderers.page.reader_words import PageLabels
from reisleider.renderers.page.view import SHADES, MapView, view_map
from reisleider.renderers.page.webfonts import choose_fonts
from reisleider.renderers.picture.drawing import palette
from reisleider.renderers.picture.drawing.faces import draw_face
from reisleider.renderers.picture.drawing.icons import CHANNELS, CONTROL, MEASURED, STAR, WAIT
from reisleider.renderers.templates.environment import ENVIRONMENT
from reisleider.renderers.words.about_figures import tell_study_figures
from reisleider.renderers.words.about_map import (
    PHASES_ONLY,
    footnotes,
    tell_overlay,
    tell_response,
    tell_strength,
    tell_turnout,
    tell_undecided,
    tell_version,
)
from reisleider.renderers.words.about_persona import tell_card
from reisleider.renderers.words.signs import EVIDENCE, strength_of
from reisleider.renderers.words.slots import FACES

SCORES = (2, 1, 0, -1, -2)
VIEWS = {"map": "html.view-map", "table": "html.view-table"}
TRACKS = {"both": "html.track-both", "customers": "html.track-customers", "staff": "html.track-staff"}
ICONS = {**CHANNELS, **CONTROL, "wait": WAIT, "star": STAR, "measured": MEASURED}
MOST = 3  # lines of a cell before the rest is folded
_TYPED = {face: score for score, face in FACES.items()}
_FACE = re.compile(f"([{''.join(_TYPED)}])")


def write_html(maps: Sequence[JourneyMap], language: str) -> str:
    """A page of one map, or of several to choose from: everyone first, then a map per persona.

    Raises RenderingFault without a map, LanguageFault for an unknown language.
    """
    if not maps:
        raise RenderingFault("There is no map to make a page of; compile one first.")
    labels = PageLabels(language)
    views = [view_map(one, labels) for one in maps]
    body = ENVIRONMENT.get_template("map_body.html.j2").render(
        views=views,
        labels=labels,
        title=labels.said(maps[0].title),
        footnotes=footnotes,
        tell_overlay=tell_overlay,
        tell_card=tell_card,
        tell_response=tell_response,
        tell_strength=tell_strength,
        tell_study_figures=tell_study_figures,
        tell_turnout=tell_turnout,
        tell_undecided=tell_undecided,
        strength_of=strength_of,
        tell_version=tell_version,
        in_pieces=_in_pieces,
        faces={score: tuple(draw_face(score, 0, 0, 12)) for score in SCORES},
        scores=SCORES,
        choices={"view": VIEWS, "track": TRACKS},
        icons=ICONS,
        evidence=EVIDENCE,
        palette=palette,
        height=HEIGHT,
        most=MOST,
        young=PHASES_ONLY,
    )
    style, script = Markup(_style(views, body)), Markup(_script())  # noqa: S704 - ours alone, no word of a person
    return ENVIRONMENT.get_template("map.html.j2").render(
        title=labels.said(maps[0].title),
        language=language,
        body=Markup(body),  # noqa: S704 - escaped by its own template
        style=style,
        script=script,
        style_hash=hash_source(style),
        script_hash=hash_source(script),
    )


def hash_source(text: str) -> str:
    """What a Content-Security-Policy calls a style or script: ``sha256-`` and the base64 of its hash."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")


def _in_pieces(text: str) -> Iterator[str | int]:
    """A text and the scores of its faces, which are drawn: not every machine has letters for them."""
    return (_TYPED.get(piece, piece) for piece in _FACE.split(text) if piece)


def _style(views: Sequence[MapView], text: str) -> str:
    template = ENVIRONMENT.get_template("map.css.j2")
    return template.render(
        views=views,
        fonts=tuple(choose_fonts(text)),
        palette=palette,
        scores=SCORES,
        shades=SHADES,
        evidence=EVIDENCE,
        height=HEIGHT,
    )


@cache
def _script() -> str:
    return (Path(__file__).parents[1] / "templates" / "map.js").read_text(encoding="utf-8")


def _write_one(journey_map: JourneyMap, language: str) -> str:
    return write_html((journey_map,), language)


FORMAT = Format("html", ".html", "text/html", _write_one, place=4)
