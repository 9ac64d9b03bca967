"""The map as a PDF: an A3 sheet for the wall, larger parts where its words get small, and everything in text after it.

Law: vector, our fonts only, no network and no file; words reach the typesetter as data, never as its markup. Same map,
same bytes: dated by the map. The library is an extra that is asked for only here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.picture.drawing.palette import EDGE, INK, MUTED, PAPER, STAFF, TEAL, TEAL_PALE
from reisleider.renderers.picture.drawing.shapes import Scene
from reisleider.renderers.picture.drawing.svg import write
from reisleider.renderers.picture.full.columns import lay_columns
from reisleider.renderers.picture.full.full import lay_full
from reisleider.renderers.picture.full.parts import split_phases
from reisleider.renderers.picture.thinned import thin
from reisleider.renderers.print.appendix import Told, tell
from reisleider.renderers.print.cut import Page, Strip, cut, take_strip
from reisleider.renderers.words.about_map import tell_basis, tell_stamp
from reisleider.renderers.words.drawable import clean
from reisleider.renderers.words.labels import Labels

MM = 72 / 25.4  # points
WIDE, HIGH = 420 * MM, 297 * MM  # A3 across, ISO 216
MARGIN, FOOT = 6 * MM, 12 * MM
LEAST = 5.8 / 11  # points per px: the smallest words of a picture are 11 px; a usual map fills the width at 5.8 points
ROOM = WIDE - 2 * MARGIN, HIGH - MARGIN - FOOT
HERE = Path(__file__).parents[1]


def write_pdf(journey_map: JourneyMap, language: str, typeset: Callable[..., bytes] | None = None) -> bytes:
    """A map as PDF, tagged for who has it read aloud, by PDF/UA-1 wherever its letters allow it; ``typeset`` does what
    the extra's ``compile`` does.

    Raises RenderingFault where the extra is not installed, or the typesetter cannot set what was said.
    """
    try:
        import typst  # noqa: PLC0415 - an extra, asked for only when a PDF is
    except ImportError as fault:
        raise RenderingFault('To write a PDF, install its typesetter: pip install "reisleider[pdf]".') from fault
    typeset = typeset or typst.compile
    data = _told(journey_map, language)
    source = (HERE / "templates" / "map.typ").read_bytes()
    settings: dict[str, Any] = {  # arguments of the typesetter, each of its own type
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "format": "pdf",
        "sys_inputs": {"map": json.dumps(data, ensure_ascii=False)},
        "timestamp": int(journey_map.compiled_at.timestamp()),
    }
    try:
        try:
            made = typeset(source, pdf_standards="ua-1", **settings)
        except (
            typst.TypstError
        ):  # a letter without a shape, such as an accent on nothing: tagged, yet not by the standard
            made = typeset(source, **settings)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # the typesetter's panics are no Exception: pyo3 raises them as BaseException
        raise RenderingFault("The PDF could not be set; ask for the map as a workbook or as Markdown.") from fault
    return made


@cache
def _fonts() -> object:
    import typst  # noqa: PLC0415 - an extra

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])


def _told(journey_map: JourneyMap, language: str) -> Told:
    labels = Labels(language, drawn=True)
    told: Told = tell(journey_map, language)
    return {
        "title": labels.pick(journey_map.title) or labels("sheet.title"),
        "author": clean(journey_map.organisation),
        "language": language,
        "moment": list(journey_map.compiled_at.astimezone(UTC).timetuple()[:6]),
        "stamp": tell_stamp(journey_map, labels),
        "based": tell_basis(journey_map, labels),
        "pages": list(_pictures(journey_map, language, labels)),
        "appendix": told,
        "paper": {"width": WIDE, "height": HIGH, "margin": MARGIN, "foot": FOOT},
        "ink": {
            "ink": INK,
            "muted": MUTED,
            "edge": EDGE,
            "ground": PAPER,
            "head": TEAL_PALE,
            "teal": TEAL,
            "staff": STAFF,
        },
    }


def _pictures(journey_map: JourneyMap, language: str, labels: Labels) -> Iterator[Told]:
    """The whole map on one sheet; where its words would be too small, the same again in larger parts."""
    whole = lay_full(journey_map, language)
    scale = min(ROOM[0] / whole.width, ROOM[1] / whole.height)
    yield _picture(whole, Page((Strip(0, whole.height),), scale), "", whole.description)
    if scale >= LEAST:
        return
    parts = split_phases(lay_columns(thin(journey_map).journey_map), ROOM[0] / LEAST)
    scenes = [whole] if len(parts) == 1 else [lay_full(journey_map, language, part) for part in parts]
    pages = [(scene, page) for scene in scenes for page in cut(scene, *ROOM, LEAST)]
    for number, (scene, page) in enumerate(pages, 1):
        note = labels("pdf.part", i=number, n=len(pages))
        yield _picture(scene, page, note, f"{scene.title}. {note}")


def _picture(scene: Scene, page: Page, note: str, alt: str) -> Told:
    strips = [{"svg": write(take_strip(scene, strip)), "height": strip.height * page.scale} for strip in page.strips]
    return {"strips": strips, "width": scene.width * page.scale, "note": note, "alt": alt}


FORMAT = Format("pdf", ".pdf", "application/pdf", write_pdf, needs="typst", place=12)
