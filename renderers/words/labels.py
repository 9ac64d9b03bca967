"""The map's fixed words in one language: catalogue texts, phase names, dates, figures.

Law: no layout and no file writes a word itself; it asks here, and gets text that is clean to draw, or clean to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from reisleider.flows.journey_map import Action, JourneyMap, MapTouchpoint, PhaseColumn, Point, Priority, Target
from reisleider.renderers.words import drawable, own_words
from reisleider.renderers.words.catalog import gettext


@dataclass(frozen=True)
class Labels:
    """Words for a map in ``language``; ``drawn``: on a picture, where a letter that no shipped font has is a box."""

    language: str
    drawn: bool = False

    def clean(self, words: str) -> str:
        """Anybody's words on one line, fit for where they are shown."""
        return drawable.clean(words) if self.drawn else own_words.on_one_line(words)

    def __call__(self, key: str, **slots: int | str) -> str:
        """A catalogue text, cleaned; ``n`` chooses singular or plural where the catalogue has both."""
        return self.clean(gettext(self.language, key, **slots))

    def pick(self, texts: Mapping[str, str]) -> str:
        """A text of the study in this language, else in one it has."""
        return self.clean(texts[self.language] if self.language in texts else next(iter(texts.values()), ""))

    def day(self, day: date) -> str:
        """``22 november 2026``."""
        return self.clean(format_date(day, "d MMMM y", locale=self.language))

    def percent(self, share: float) -> str:
        """``30%``."""
        return self.clean(format_percent(share, format="#,##0%", locale=self.language))

    def face(self, score: int) -> str:
        """A face's name."""
        return self(f"face.{score}")

    def version(self, journey_map: JourneyMap) -> str:
        """``versie 3``, or that it was never published."""
        if journey_map.version:
            return self("map.version", number=journey_map.version)
        return self("map.preview")

    def turnout(self, journey_map: JourneyMap) -> str:
        """``10 afgerond, 2 deels`` for the customers."""
        finished, partial = journey_map.customers.finished, journey_map.customers.partial
        if not partial:
            return self("map.all-finished", n=finished)
        return self("map.finished-partial", finished=finished, partial=partial)

    def based_on(self, journey_map: JourneyMap) -> str:
        """``12 klanten (10 afgerond, 2 deels), 6 collega's. Onderbouwing: groeit.``"""
        customers, staff = journey_map.customers.counted, journey_map.staff.counted
        return self(
            "post.based-on",
            customers=f"{customers} {self('map.customers', n=customers)}",
            turnout=self.turnout(journey_map),
            staff=f"{staff} {self('map.colleagues', n=staff)}",
            strength=self.strength(journey_map.strength),
        )

    def response(self, journey_map: JourneyMap) -> str | None:
        """``12 van de 40 genodigden (30%)``, or None where nobody counted the invitations."""
        customers = journey_map.customers
        if not customers.invited:
            return None
        share = self.percent(min(1.0, customers.counted / customers.invited))
        return self("map.response", counted=customers.counted, invited=customers.invited, share=share)

    def strength(self, strength: float | None) -> str:
        """How far the evidence is, in a word: from the saturation rule (method 4.7)."""
        if strength is None:
            return self("map.strength-unknown")
        steps = ((1.0, "map.strength-full"), (0.5, "map.strength-growing"), (0.0, "map.strength-early"))
        return next((self(key) for least, key in steps if strength >= least), self("map.strength-early"))

    def share(self, touchpoint: MapTouchpoint, of: int) -> str | None:
        """``9/12``: how many of the customers named it, or None under the minimum group."""
        return None if touchpoint.named is None else f"{touchpoint.named}/{of}"

    def moment(self, touchpoint: MapTouchpoint) -> str | None:
        """Why a touchpoint is a moment of truth, in words."""
        if touchpoint.moment is None:
            return None
        key = f"moment.{touchpoint.moment.removeprefix('moment.')}"
        return self(key, n=touchpoint.moment_n) if touchpoint.moment_n is not None else self(f"{key}.some")

    def ways(self, touchpoint: MapTouchpoint) -> tuple[str, ...]:
        """How many came back to a touchpoint, nearly stopped and stopped there, a few words each."""
        rows = (("again", touchpoint.again), ("nearly", touchpoint.nearly), ("gave-up", touchpoint.gave_up))
        return tuple(self(f"ways.{key}", n=count) for key, count in rows if count is not None)

    def overlay(self, journey_map: JourneyMap) -> tuple[str, ...]:
        """What the map as a whole says: how well colleagues know it, what both sides mind, which order is not fixed."""
        lines: list[str] = []
        if journey_map.inside_outside is not None:
            lines.append(self("overlay.known", share=self.percent(journey_map.inside_outside)))
        if journey_map.priorities is not None:
            lines.append(self("overlay.shared", n=journey_map.priorities.shared))
        shown = (*(one for column in journey_map.columns for one in column.touchpoints), *journey_map.unplaced)
        names = {one.id: self.pick(one.label) for one in shown}
        for one in journey_map.variants:
            slots = {"first": names.get(one.first, ""), "second": names.get(one.second, "")}
            lines.append(self("overlay.variant", **slots, n=one.n_other, of=one.n + one.n_other))
        return tuple(lines)

    def guess(self, touchpoint: MapTouchpoint) -> str | None:
        """How sure colleagues are of their guess and what it rests on, or None where too few said so."""
        told = []
        if touchpoint.certainty:
            told.append(self("certainty.told", spread=self._spread("certainty.", touchpoint.certainty)))
        if touchpoint.basis:
            told.append(self("basis.told", spread=self._spread("basis.", touchpoint.basis)))
        return " ".join(told) or None

    def expectations(self, touchpoint: MapTouchpoint) -> str | None:
        """How many found it worse, the same or better than they expected, or None where too few said so."""
        return self._spread("expectation.", touchpoint.expectations) if touchpoint.expectations else None

    def _spread(self, prefix: str, counts: Mapping[str, int]) -> str:
        rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        return ", ".join(self(f"{prefix}{id}", n=count) for id, count in rows)

    def aims(self, column: PhaseColumn) -> tuple[Point, ...]:
        """What colleagues aim for in a phase, and beside it how that compares with what customers expected."""
        met = [(one, self.expectations(one)) for one in column.touchpoints]
        return (
            *(Point(self.target(one), None, one.touchpoint) for one in column.targets),
            *(Point(told, None, one.id) for one, told in met if told is not None),
        )

    def counted(self, point: Point) -> str:
        """What was said, with how many said it where that may be told."""
        words = self.clean(point.words)
        return words if point.n is None else self("map.counted", words=words, n=point.n)

    def target(self, target: Target) -> str:
        """``doel 2 dagen, nu 4 dagen (5 collega's)``."""
        wanted = self.clean(target.words)
        words = self("target.only", target=wanted)
        if target.today is not None:
            words = self("target.today", target=wanted, today=self.clean(target.today))
        return words if target.n is None else self("target.told", words=words, n=target.n)

    def balance(self, value: float) -> str:
        """``+0,4``: a figure between -1 and +1."""
        return self.clean(format_decimal(value, format="+0.0;−0.0", locale=self.language))

    def importance(self, priority: Priority) -> str:
        """``klanten +0,4 (6)``: most minus least important over the times it was shown, and to how many if told."""
        told = self("map.importance", share=self.balance(priority.importance or 0))
        return told if priority.n is None else self("map.counted", words=told, n=priority.n)

    def votes(self, priority: Priority) -> str:
        """``collega's 4 van 6``; empty where too few voted."""
        if priority.votes is None:
            return ""
        if priority.voters is None:
            return self("map.votes-only", n=priority.votes)
        return self("map.votes", n=priority.votes, of=priority.voters)

    def impact(self, priority: Priority) -> str:
        """``effect 4, moeite 2``, each 1..5; empty where colleagues gave neither."""
        told = [
            self(f"map.{key}", value=self.clean(format_decimal(value, format="0.#", locale=self.language)))
            for key, value in (("impact", priority.impact), ("effort", priority.effort))
            if value is not None
        ]
        return ", ".join(told)

    def action(self, action: Action, today: date) -> str:
        """``Verkoop · 1 maart · mee bezig · voor: minder afhakers``."""
        late = action.due is not None and action.due < today and action.status in ("planned", "doing")
        told = [
            self.clean(action.owner),
            self.day(action.due) if action.due is not None else "",
            self("action.late" if late else f"action.{action.status}"),
            self("action.serves", goal=self.clean(action.serves)) if action.serves else "",
        ]
        return " · ".join(one for one in told if one)

    def tags(self, touchpoint: MapTouchpoint, *, assumption: bool = False) -> tuple[str, ...]:
        """What else must be said about a touchpoint, a few words each; an ``assumption`` map says once that no
        customer named anything."""
        tags: list[str] = []
        if touchpoint.blind_spot:
            tags.append(self("map.blind-spot"))
        if touchpoint.known == "staff" and not assumption:
            tags.append(self("map.staff-only"))
        if touchpoint.faces is not None and touchpoint.faces.polarised:
            tags.append(self("map.polarised"))
        return tuple(tags)

    def buckets(self, kind: str, counts: Mapping[str, int]) -> str:
        """``1–5 maanden geleden: 7 · ...`` from answer ids and how many chose each."""
        return " · ".join(f"{self(f'{kind}.{id}')}: {count}" for id, count in counts.items())
