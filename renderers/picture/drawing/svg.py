"""A scene as SVG text.

Law: the scene decides every place; here it is only written down, every word escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from reisleider.renderers.fonts.measure import Face
from reisleider.renderers.picture.drawing.palette import PAPER
from reisleider.renderers.picture.drawing.shapes import Anchor, Disc, Icon, Item, Panel, Scene, Shape, Stroke, Words
from reisleider.renderers.templates.environment import ENVIRONMENT, px

FACES: Mapping[Face, str] = {
    "regular": "",
    "semibold": ' font-weight="600"',
    "bold": ' font-weight="700"',
    "italic": ' font-style="italic"',
}
ANCHORS: Mapping[Anchor, str] = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def write(scene: Scene, paper: str = PAPER) -> str:
    """A scene as SVG text, on ``paper``."""
    template = ENVIRONMENT.get_template("map.svg.j2")
    return template.render(scene=scene, paper=paper, items=write_items(scene))


def write_items(scene: Scene) -> Markup:
    """A scene's shapes as SVG elements, a line each; in Python, for a template takes three times as long."""
    return Markup("\n".join(_elements(scene.items)))  # noqa: S704 - words are escaped, all else is numbers of ours


def _elements(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Words):
            yield _words(item)
        elif isinstance(item, Panel):
            yield _panel(item)
        elif isinstance(item, Disc):
            edge = f' stroke="{item.edge}" stroke-width="2"' if item.edge else ""
            yield f'<circle cx="{px(item.x)}" cy="{px(item.y)}" r="{px(item.radius)}" fill="{item.fill}"{edge}/>'
        elif isinstance(item, Stroke):
            line = f'stroke="{item.ink}" stroke-width="{px(item.width)}"{_dash(item.dash)}'
            yield f'<path d="{item.path}" fill="none" {line}/>'
        elif isinstance(item, Shape):
            edge = f' stroke="{item.edge}" stroke-width="{px(item.width)}"' if item.edge else ""
            yield f'<path d="{item.path}" fill="{item.fill}"{edge}/>'
        elif isinstance(item, Icon):
            place = f"translate({px(item.x)} {px(item.y)}) scale({round(item.size / 24, 3)})"
            yield f'<path transform="{place}" d="{item.path}" fill="none" stroke="{item.ink}" stroke-width="1.8"/>'


def _words(item: Words) -> str:
    whole = f"<title>{escape(item.whole)}</title>" if item.whole else ""
    look = f'font-size="{px(item.size)}"{FACES[item.face]}{ANCHORS[item.anchor]} fill="{item.ink}"'
    return f'<text x="{px(item.x)}" y="{px(item.y)}" {look}>{whole}{escape(item.text)}</text>'


def _panel(item: Panel) -> str:
    box = item.box
    place = f'x="{px(box.x)}" y="{px(box.y)}" width="{px(box.width)}" height="{px(box.height)}" rx="{px(item.radius)}"'
    edge = f' stroke="{item.edge}"{_dash(item.dash)}' if item.edge else ""
    return f'<rect {place} fill="{item.fill}"{edge}/>'


def _dash(dash: str | None) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""
