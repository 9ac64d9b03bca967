"""Draws the gallery: every study of ``tests/drawing/gallery`` in every picture there is, with a page to leaf through.

Law: only pictures and one page beside them that needs no network; the same studies make the same files.
"""

from __future__ import annotations

import sys
import time
from html import escape
from pathlib import Path

HERE = Path(__file__).parent.parent
sys.path[:0] = [str(HERE), str(HERE / "tests" / "drawing")]

from gallery import GalleryMap, gallery_map, names  # noqa: E402 - the path above says where it is

from reisleider.flows.messages import Attachment  # noqa: E402 - the same
from reisleider.flows.synthesis.measures.difference import compare  # noqa: E402 - the same
from reisleider.renderers.chat.comparison import draw_comparison  # noqa: E402 - the same
from reisleider.renderers.formats import FORMATS, render  # noqa: E402 - the same

OUT = HERE / "out" / "gallery"
WANTED = {"png": ".png", "phone-png": "-phone.png", "svg": ".svg", "html": ".html"}
"""The formats a gallery holds, as far as there are, and how their files end."""
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Gallery</title>
<style>
body {{ margin: 2rem auto; max-width: 90rem; padding: 0 1rem; font: 16px/1.5 sans-serif }}
body {{ background: #fbfaf6; color: #1e2130 }}
section {{ margin: 0 0 3rem }} h2 {{ margin: 0 }} p {{ margin: 0 0 .5rem; color: #565b6b }} a {{ color: #0b6e69 }}
div {{ display: flex; gap: 1rem; align-items: flex-start }}
img {{ border: 1px solid #e3e0d8; border-radius: 6px; width: 100%; height: auto }}
a.phone {{ flex: 0 0 12rem; max-height: 40rem; overflow: auto }}
</style>
<h1>Gallery: {count} maps</h1>
{sections}
</html>
"""


def main() -> None:
    """Writes ``out/gallery`` and prints a line per map; with names, only those."""
    OUT.mkdir(parents=True, exist_ok=True)
    sections = []
    wanted = sys.argv[1:] or names()
    for name in wanted:
        began = time.perf_counter()
        made = gallery_map(name)
        files = draw(made)
        for file, data in files.items():
            (OUT / file).write_bytes(data)
        took = time.perf_counter() - began
        sizes = ", ".join(f"{file} {len(data) // 1000} kB" for file, data in files.items())
        print(f"{name:24} {count(made)}  {took:4.1f} s  {sizes}", flush=True)
        sections.append(section(made, tuple(files)))
    (OUT / "index.html").write_text(PAGE.format(count=len(sections), sections="\n".join(sections)), encoding="utf-8")
    print(f"{OUT.relative_to(HERE) / 'index.html'} shows all {len(sections)}.")


def draw(made: GalleryMap) -> dict[str, bytes]:
    """Every picture of one map by file name; of compared maps their comparison and each map by itself."""
    if not made.compared:
        return {made.name + WANTED[one]: _file(one, made).data for one in WANTED if one in FORMATS}
    rows = compare(*made.maps)
    files = {
        f"{made.name}.png": draw_comparison(rows, made.maps, made.language).data,
        f"{made.name}.svg": draw_comparison(rows, made.maps, made.language, svg=True).data,
    }
    for number, journey_map in enumerate(made.maps, 1):
        files[f"{made.name}-{number}.png"] = render("png", journey_map, made.language).data
    return files


def _file(format: str, made: GalleryMap) -> Attachment:
    return render(format, made.journey_map, made.language)


def count(made: GalleryMap) -> str:
    """How large a map is, for the terminal."""
    columns = made.journey_map.columns
    touchpoints = sum(len(one.touchpoints) for one in columns)
    hidden = sum(one.hidden for one in columns)
    return f"{len(made.maps)} x {len(columns):2} phases, {touchpoints:3} touchpoints, {hidden:2} hidden"


def section(made: GalleryMap, files: tuple[str, ...]) -> str:
    """One map on the page."""
    links = " ".join(f'<a href="{escape(file)}">{escape(file)}</a>' for file in files)
    pictures = [file for file in files if file.endswith(".png")]
    shown = "".join(
        f'<a href="{escape(file)}"{" class=phone" if file.endswith("-phone.png") or made.compared else ""}>'
        f'<img src="{escape(file)}" alt="{escape(made.name)}" loading="lazy"></a>'
        for file in pictures
    )
    title = escape(made.about)
    return f'<section id="{escape(made.name)}"><h2>{title}</h2><p>{links}</p><div>{shown}</div></section>'


if __name__ == "__main__":
    main()
