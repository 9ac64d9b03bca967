"""Cuts a scene into pages: strips of it below one another, between its lanes and never through one.

Law: every lane stands on exactly one page, whole; each page after the first begins with the phases' names again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reisleider.renderers.picture.drawing.shapes import Disc, Icon, Item, Panel, Scene, Words

AIR = 4.0  # px kept above and below a lane, of the ten between two


@dataclass(frozen=True, slots=True)
class Strip:
    """From where to where of a scene, in px."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """The strips on a page, first on top, and how large a px of the scene is drawn."""

    strips: tuple[Strip, ...]
    scale: float

    @property
    def height(self) -> float:
        return sum(strip.height for strip in self.strips)


def cut(scene: Scene, width: float, height: float, least: float) -> tuple[Page, ...]:
    """Pages of ``width`` by ``height``: the fewest on which a px is at least ``least``, drawn as large as they allow.

    Lanes that are too tall for a page are drawn smaller, on a page of their own.
    """
    widest = width / scene.width
    fewest = _pages(scene, height, min(widest, least))
    scales = [widest - (widest - least) * step / 20 for step in range(21)] if widest > least else [widest]
    for scale in scales:
        pages = _pages(scene, height, scale)
        if len(pages) <= len(fewest):
            return pages
    return fewest


def _pages(scene: Scene, height: float, scale: float) -> tuple[Page, ...]:
    room = height / scale
    ribbon = Strip(*scene.ribbon)
    first = scene.lanes[0][0] - AIR if scene.lanes else scene.height
    strips = [Strip(top - AIR, bottom + AIR) for top, bottom in scene.lanes]
    foot = Strip(strips[-1].bottom, scene.height) if strips else None
    pages, page = [], [Strip(0.0, first)]
    for strip in (*strips, *([foot] if foot else [])):
        alone = page in ([ribbon], [Strip(0.0, first)])
        if sum(one.height for one in page) + strip.height > room and not alone:
            pages.append(page)
            page = [ribbon]
        page.append(strip)
    pages.append(page)
    tall = [sum(strip.height for strip in strips) for strips in pages]
    return tuple(Page(tuple(one), min(scale, height / high)) for one, high in zip(pages, tall, strict=True))


def take_strip(scene: Scene, strip: Strip) -> Scene:
    """The scene from a strip's top to its bottom, with what can be seen there."""
    items = tuple(item for item in scene.items if _seen(item, strip))
    return replace(scene, height=strip.height, top=strip.top, items=items, lanes=())


def _seen(item: Item, strip: Strip) -> bool:
    """Whether some of an item lies in a strip; a path is not measured, it is hidden where it lies outside."""
    if isinstance(item, Words | Panel):
        return item.box.bottom > strip.top and item.box.y < strip.bottom
    if isinstance(item, Disc):
        return item.y + item.radius > strip.top and item.y - item.radius < strip.bottom
    if isinstance(item, Icon):
        return item.y + item.size > strip.top and item.y < strip.bottom
    return True
