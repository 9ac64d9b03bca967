"""The minimum group, in one place: what of the raw map may be shown.

Law: no figure covers fewer people than the minimum (method 4.12), and none can be found by subtracting published
figures; a touchpoint under it appears by name only, and only where its name is a seed label or a lead's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reisleider.flows.journey import Study, Texts, Track
from reisleider.flows.journey_map import Faces, Known, MapTouchpoint
from reisleider.flows.synthesis.measures.evidence import level, source
from reisleider.flows.synthesis.measures.gap import cliffs_delta
from reisleider.flows.synthesis.merging.cells import TRACKS, Cell
from reisleider.flows.synthesis.merging.merge import Mention
from reisleider.flows.synthesis.privacy.called import nature

LEAST: Mapping[Track, int] = {"customer": 3, "stakeholder": 5}
SPLIT = 5  # any persona or segment split (method 4.12)


def minimum(study: Study, track: Track, *, split: bool = False) -> int:
    """The smallest group a figure of this track may cover; a study can raise it, never lower it."""
    wanted = study.minimum_customers if track == "customer" else study.minimum_staff
    return max(wanted, LEAST[track], SPLIT if split else 0)


@dataclass(frozen=True)
class Guard:
    """Judges every count of one map. ``split``: which persona each participant belongs to, on a persona's map.

    Whoever holds the maps of all personas and of the whole could subtract; so on a persona's map a figure is shown
    only where every persona's share of it is nobody or at least the minimum.
    """

    least: Mapping[Track, int]
    split: Mapping[str, str | None] = field(default_factory=dict)

    def count(self, track: Track, people: Sequence[str], others: Sequence[str] = ()) -> int | None:
        """How many people, or None where that may not be told. ``others``: outside this map, in the same figure."""
        if len(people) < self.least[track]:
            return None
        shares: dict[str | None, int] = {}
        for one in others:
            persona = self.split.get(one)
            shares[persona] = shares.get(persona, 0) + 1
        return len(people) if all(count >= self.least[track] for count in shares.values()) else None

    def part(self, track: Track, count: int | None, of: int | None) -> int | None:
        """A count that stands beside the larger one it is part of: None where the rest would be a few people."""
        if count is None or of is None:
            return count
        rest = of - count
        return count if rest == 0 or rest >= self.least[track] else None

    def faces(self, track: Track, scores: Mapping[str, int], others: Sequence[str] = ()) -> Faces | None:
        """The spread of scores -2..+2 by participant, or None where too few people gave one."""
        if self.count(track, tuple(scores), others) is None:
            return None
        given = list(scores.values())
        return Faces((given.count(-2), given.count(-1), given.count(0), given.count(1), given.count(2)))

    def spread(self, track: Track, values: Mapping[str, str], others: Sequence[str] = ()) -> Mapping[str, int] | None:
        """How many people chose what, as complete as faces are, or None where too few people answered."""
        if self.count(track, tuple(values), others) is None:
            return None
        return dict(sorted(Counter(values.values()).items()))

    def tally(
        self, values: Mapping[str, str], of: int, others: Mapping[str, str] | None = None
    ) -> dict[str, int] | None:
        """Customers per value, each at least the minimum; None where nothing may be told.

        ``of`` is how many customers there are in all, a published total. What is not shown must be nobody or at least
        the minimum group, else the smallest shown count goes too (complementary suppression).
        """
        shown: dict[str, int] = {}
        for value in sorted(set(values.values())):
            here = [one for one, given in values.items() if given == value]
            elsewhere = [one for one, given in (others or {}).items() if given == value]
            count = self.count("customer", here, elsewhere)
            if count is not None:
                shown[value] = count
        return leave_out_rest(shown, of, self.least["customer"])


def leave_out_rest(shown: Mapping[str, int], of: int, least: int) -> dict[str, int] | None:
    """The counts without the smallest where what is not shown would be a few people; None where nothing is left."""
    told = dict(shown)
    if told and 0 < of - sum(told.values()) < least:
        del told[min(told, key=lambda value: (told[value], value))]
    return told or None


def publish(
    cell: Cell, guard: Guard, counted: Mapping[Track, int], label: Texts, elsewhere: Cell | None = None
) -> MapTouchpoint | None:
    """A touchpoint as it may be shown, not yet in its place; None where it may only be counted as hidden.

    ``counted``: respondents per track on this map; ``label``: what it is called (``privacy.called``);
    ``elsewhere``: the same touchpoint as other personas met it.
    """
    count = {track: guard.count(track, _people(cell, track), _people(elsewhere, track)) for track in TRACKS}
    if count["customer"] is None and count["stakeholder"] is None and not cell.confirmed:
        return None
    faces = guard.faces("customer", _scores(cell, "customer"), tuple(_scores(elsewhere, "customer")))
    guess = guard.faces("stakeholder", _scores(cell, "stakeholder"), tuple(_scores(elsewhere, "stakeholder")))
    known: Known = known_by(count)
    wait, channel = nature(cell, [track for track in TRACKS if count[track] is not None])
    measured = guard.count("stakeholder", _measuring(cell), _measuring(elsewhere)) is not None
    return MapTouchpoint(
        id=cell.id,
        label=label,
        phase=cell.phase,
        position=0,
        known=known,
        channel=None if wait else channel,
        control=cell.owner if count["customer"] is None and count["stakeholder"] is None else cell.control,
        named=count["customer"],
        named_by_staff=count["stakeholder"],
        faces=faces,
        guess=guess,
        gap=None if guess is None or faces is None else cliffs_delta(guess, faces),
        evidence=level(count["customer"], counted["customer"], known),
        source=source(known, measured=measured),
        wait=wait,
        designed=count["customer"] is None and count["stakeholder"] is not None and _designed(cell),
        certainty=None if guess is None else _spread(cell, guard, "stakeholder", "certainty", elsewhere),
        basis=None if guess is None else _spread(cell, guard, "stakeholder", "basis", elsewhere),
        expectations=_spread(cell, guard, "customer", "expectation", elsewhere),
        blind_spot=_blind(cell, count, enough_staff=counted["stakeholder"] >= guard.least["stakeholder"]),
    )


def known_by(count: Mapping[Track, int | None]) -> Known:
    """Who knows a touchpoint, as far as enough people of a track do; a name that stands alone is the customers'."""
    if count["stakeholder"] is None:
        return "customers"
    return "staff" if count["customer"] is None else "both"


def _people(cell: Cell | None, track: Track) -> tuple[str, ...]:
    return () if cell is None else tuple(one.journey.participant for one in cell.voices(track))


def _measuring(cell: Cell | None) -> tuple[str, ...]:
    """Colleagues who told a measured figure; one that is not is their guess."""
    staff = () if cell is None else cell.staff
    return tuple(one.journey.participant for one in staff if is_measured(one))


def is_measured(mention: Mention) -> bool:
    """Whether a colleague told a figure and how it is measured."""
    return mention.touchpoint.today is not None and bool(mention.touchpoint.measure)


def _scores(cell: Cell | None, track: Track) -> Mapping[str, int]:
    return {} if cell is None else cell.scores(track)


def _spread(cell: Cell, guard: Guard, track: Track, what: str, elsewhere: Cell | None) -> Mapping[str, int] | None:
    others = () if elsewhere is None else tuple(elsewhere.chosen(track, what))
    return guard.spread(track, cell.chosen(track, what), others)


def _designed(cell: Cell) -> bool:
    return 2 * sum(one.touchpoint.designed for one in cell.staff) > len(cell.staff)


def _blind(cell: Cell, count: Mapping[Track, int | None], *, enough_staff: bool) -> bool:
    """Ours, told by customers, named by too few colleagues though enough were asked (method 4.5)."""
    return enough_staff and count["stakeholder"] is None and cell.control == "ours" and count["customer"] is not None
