"""What a picture and the files cost: layout, SVG, PNG against the bare rasteriser, every format's time and size.

Run with ``make bench``. Targets for 9 phases and 30 touchpoints: SVG templating at most 25 ms, PNG at most 1.3 times
the bare rasteriser on the same SVG, HTML under 500 kB.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "drawing"))

from map_samples import a_map

from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.formats import FORMATS, render
from reisleider.renderers.picture.cuts import draw, lay
from reisleider.renderers.picture.drawing.png import draw_pixels, fit, rasterise
from reisleider.renderers.picture.drawing.svg import write

TOUCHPOINTS, ROUNDS = 30, 5


def thirty() -> JourneyMap:
    """Nine phases and thirty touchpoints, each with faces and a guess."""
    made = a_map("Bijkomende kosten na het boeken")
    model = [one for column in made.columns for one in column.touchpoints if one.faces is not None]
    columns, number = [], 0
    for place, column in enumerate(made.columns):
        count = TOUCHPOINTS // 9 + (place < TOUCHPOINTS % 9)
        here = []
        for at in range(count):
            like = model[number % len(model)]
            here.append(replace(like, id=f"t{number}", phase=column.phase.id, position=at))
            number += 1
        columns.append(replace(column, touchpoints=tuple(here)))
    return replace(made, columns=tuple(columns))


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds, after one that warms up."""
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1e3)
    return median(times)


def side_by_side(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float, float]:
    """Both in turn, for a machine is at times busy: the medians, and the median of the ratios of neighbours."""
    rows = [(milliseconds(one, 1), milliseconds(other, 1)) for _ in range(ROUNDS)]
    return median(a for a, _ in rows), median(b for _, b in rows), median(b / a for a, b in rows)


def main() -> None:
    made = thirty()
    count = sum(len(column.touchpoints) for column in made.columns)
    print(f"{len(made.columns)} phases, {count} touchpoints; median of {ROUNDS}\n")
    for cut in ("full", "phone"):
        scene = lay(made, "nl", cut)
        svg = write(scene)
        zoom = fit(scene.width, scene.height)
        alone, ours, ratio = side_by_side(
            lambda svg=svg, zoom=zoom: draw_pixels(svg, zoom), lambda svg=svg: rasterise(svg)
        )
        print(f"{cut:>6}  layout {milliseconds(lambda cut=cut: lay(made, 'nl', cut)):6.1f} ms", end="")
        print(f"   templating {milliseconds(lambda scene=scene: write(scene)):6.1f} ms (at most 25)", end="")
        print(f"   PNG {ours:7.1f} ms, bare {alone:7.1f} ms, {ratio:.2f} times (at most 1.30)")
        assert svg == draw(made, "nl", cut)
    print(f"\n{'format':>10} {'ms':>8} {'kB':>8}")
    for format in FORMATS:
        try:
            size = len(render(format, made, "nl").data) / 1024
        except RenderingFault as fault:
            print(f"{format:>10} {fault}")
            continue
        print(f"{format:>10} {milliseconds(lambda format=format: render(format, made, 'nl'), 3):8.1f} {size:8.1f}")


if __name__ == "__main__":
    main()
