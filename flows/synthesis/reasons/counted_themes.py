"""Themes with their numbers, as they may go out beside each other and beside those that went out before.

Law: a number here is the ledger's, and none is another one less a few people: who named a theme, of who gave a reason,
and who named it at a touchpoint, of who did anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reisleider.flows.journey_map import Side, Theme
from reisleider.flows.synthesis.privacy.minimum import Guard

REASONS, THEME = "reasons", "theme"
"""Kinds of figures: who gave a reason for a face, and who named one thing as such."""
Total = Callable[[str, str], int | None]
"""How many people a kind of figure counts at a place; None where that may not be told."""


def place_of_reasons(at: str, side: str) -> str:
    """Where in the ledger it stands who gave a reason on this side, at a touchpoint or ("") anywhere."""
    return f"{at}/{side}"


def place_of_theme(at: str, side: str, id: str) -> str:
    """Where in the ledger it stands who named a theme."""
    return f"{at}/{side}/{id}"


def count_themes(
    candidates: Sequence[Theme], before: Sequence[Theme], places: Sequence[str], total: Total, guard: Guard
) -> tuple[Theme, ...]:
    """The candidates that may be told, with their numbers: of the whole first, then by ``places`` (touchpoints in the
    map's order). ``before``: those that went out last."""
    at = {"": -1} | {id: place for place, id in enumerate(places)}
    counted = [found for one in candidates if (one.touchpoint or "") in at and (found := _counted(one, total, guard))]
    out = {(one.id, one.side, one.touchpoint): one.n for one in before}
    whole = [one for one in counted if one.touchpoint is None and not _tells_few(one, out, guard)]
    out |= {(one.id, one.side, None): one.n for one in whole}
    here = [one for one in counted if one.touchpoint is not None and not _tells_few(one, out, guard)]
    return (*sorted(whole, key=_first), *sorted(here, key=lambda one: (at[one.touchpoint or ""], *_first(one))))


def _first(one: Theme) -> tuple[Side, int, str]:
    return one.side, -one.n, one.id


def _counted(one: Theme, total: Total, guard: Guard) -> Theme | None:
    n = total(THEME, place_of_theme(one.touchpoint or "", one.side, one.id))
    of = total(REASONS, place_of_reasons(one.touchpoint or "", one.side))
    if n is None or of is None or n > of or guard.part("customer", n, of) is None:
        return None
    return replace(one, n=n, of=of)


def _tells_few(one: Theme, out: Mapping[tuple[str, Side, str | None], int], guard: Guard) -> bool:
    """Whether who named a theme at a touchpoint and who did anywhere differ by a few people."""
    pairs = (
        (one.n, n) if one.touchpoint is not None else (n, one.n)
        for (id, side, touchpoint), n in out.items()
        if (id, side) == (one.id, one.side) and (touchpoint is None) != (one.touchpoint is None)
    )
    return any(part > of or guard.part("customer", part, of) is None for part, of in pairs)
