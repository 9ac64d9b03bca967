"""Which touchpoint of one map is which of another.

Law: the same touchpoint by its id first, then by what its name means; each is used once. Phases of another model are
found by the crosswalk to the canonical ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reisleider.flows.journey import Texts
from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint
from reisleider.flows.meaning.clusters import ALIKE
from reisleider.flows.meaning.concepts import Concepts, product


@dataclass
class Aligned:
    """One touchpoint as each side's map has it; ``phase`` of the first map's model, "" where it has none."""

    sides: dict[int, MapTouchpoint]
    phase: str

    @property
    def first(self) -> MapTouchpoint:
        return self.sides[min(self.sides)]

    @property
    def label(self) -> Texts:
        return self.first.label

    @property
    def wait(self) -> bool:
        return self.first.wait

    def faces(self, side: int) -> Faces | None:
        """What customers on this side chose; None where it does not show that."""
        found = self.sides.get(side)
        return found.faces if found is not None else None


def align(maps: Sequence[JourneyMap]) -> tuple[Aligned, ...]:
    """Every touchpoint of these maps once, by phase of the first, there in the order of the first map that has it."""
    if not maps:
        return ()
    rows: list[Aligned] = []
    for side, journey_map in enumerate(maps):
        shown = _shown(journey_map)
        found = _paired(rows, shown)
        for touchpoint in shown:
            row = found.get(touchpoint.id)
            if row is not None:
                row.sides[side] = touchpoint
            else:
                rows.append(Aligned({side: touchpoint}, _phase(touchpoint, journey_map, maps[0])))
    phases = [phase.id for phase in maps[0].model.phases]
    return tuple(sorted(rows, key=lambda row: phases.index(row.phase) if row.phase in phases else len(phases)))


def _shown(journey_map: JourneyMap) -> list[MapTouchpoint]:
    return [one for column in journey_map.columns for one in column.touchpoints] + list(journey_map.unplaced)


def _paired(rows: Sequence[Aligned], shown: Sequence[MapTouchpoint]) -> dict[str, Aligned]:
    """The row each touchpoint belongs to, by the touchpoint's id."""
    by_id = {one.id: row for row in rows for one in row.sides.values()}
    found: dict[str, Aligned] = {}
    for touchpoint in shown:
        row = by_id.get(touchpoint.id)
        if row is not None and not any(row is other for other in found.values()):
            found[touchpoint.id] = row
    free = [row for row in rows if not any(row is other for other in found.values())]
    return {**found, **_meant(free, [one for one in shown if one.id not in found])}


def _meant(rows: Sequence[Aligned], shown: Sequence[MapTouchpoint]) -> dict[str, Aligned]:
    """Touchpoints whose names mean the same, the most alike first, each once."""
    names = [next(iter(one.label.values()), "") for one in (*(row.first for row in rows), *shown)]
    vectors = Concepts().vectors(names)
    scores = sorted(
        (-product(vectors[here], vectors[len(rows) + there]), here, there)
        for here in range(len(rows))
        for there in range(len(shown))
    )
    found: dict[str, Aligned] = {}
    taken: set[int] = set()
    for score, here, there in scores:
        if -score >= ALIKE and here not in taken and shown[there].id not in found:
            found[shown[there].id] = rows[here]
            taken.add(here)
    return found


def _phase(touchpoint: MapTouchpoint, of: JourneyMap, first: JourneyMap) -> str:
    if first.model.id == of.model.id:
        return touchpoint.phase
    canonical = next((phase.canonical for phase in of.model.phases if phase.id == touchpoint.phase), ())
    return next((phase.id for phase in first.model.phases if set(phase.canonical) & set(canonical)), "")
