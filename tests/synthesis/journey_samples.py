"""Short ways to write studies and journeys for the tests of synthesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from reisleider.flows.journey import Journey, Label, Persona, Remark, Study, Touchpoint, Track
from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.flows.phases.models import load_model
from reisleider.flows.synthesis.compile import bring_together, compile_map, judge, tell
from reisleider.flows.synthesis.privacy.ledger import Ledger

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FAMILIES = Persona("families", {"nl": "Gezinnen", "en": "Families"})
COUPLES = Persona("couples", {"nl": "Stellen", "en": "Couples"})
BOOKED = Label("book", {"nl": "Online geboekt", "en": "Booked online"}, "purchase", "ours", ("op de site geboekt",))


def study(**changes: Any) -> Study:
    """A study over the nine phases; any field can be changed."""
    texts = {"nl": "Vakantie", "en": "Holiday"}
    fields: dict[str, Any] = {
        "id": "s1",
        "title": texts,
        "organisation": "Zonnevaart",
        "goal": texts,
        "attempt": texts,
        "start": texts,
        "end": texts,
        "lead": "l1",
        "contact": "lead@example.org",
        "privacy_url": "https://example.org/privacy",
        "keep_until": date(2027, 1, 1),
        "languages": ("nl", "en"),
        "model": load_model("nine-phases"),
        "created_at": NOW,
        "quotes": "redacted",  # what leads do about them has tests of its own: test_glances.py
    }
    return Study(**{**fields, **changes})


def visit(words: str, emotion: int | None = None, phase: str | None = "use", **more: Any) -> dict[str, Any]:
    """One touchpoint of a journey: what `journey` takes."""
    return {"words": words, "emotion": emotion, "phase": phase, **more}


def journey(
    who: str | int, visits: Sequence[dict[str, Any] | str], *, track: Track = "customer", **more: Any
) -> Journey:
    """A journey of participant ``p{who}``; touchpoints get the ids i1, i2, ... in order."""
    steps = [visit(one) if isinstance(one, str) else one for one in visits]
    fields: dict[str, Any] = {
        "interview": f"interview-{track}-{who}",
        "study": "s1",
        "participant": f"{track}-{who}",
        "track": track,
        "language": "nl",
        "finished": True,
        "began_at": NOW,
        "ended_at": NOW,
        "touchpoints": tuple(Touchpoint(id=f"i{at + 1}", position=at, **one) for at, one in enumerate(steps)),
        "quotes_allowed": True,
    }
    return Journey(**{**fields, **more})


def colleague(who: str | int, visits: Sequence[dict[str, Any] | str], **more: Any) -> Journey:
    """A journey of the stakeholder track."""
    return journey(who, visits, track="stakeholder", **more)


def guessed(words: str, guess: int, phase: str = "use") -> dict[str, Any]:
    """A touchpoint with the face a colleague expects."""
    return visit(words, None, phase, guess=guess)


def pain(words: str, at: str = "i1") -> Remark:
    return Remark("pain", words, at)


def compiled(journeys: Sequence[Journey], of: Study | None = None, **more: Any) -> JourneyMap:
    """The map of these journeys."""
    return compile_map(of or study(), journeys, version=0, now=NOW, **more)


@dataclass
class Series:
    """Maps of one study that go out one after another."""

    of: Study = field(default_factory=study)
    ledger: Ledger = field(default_factory=lambda: Ledger(salt="a5" * 32))
    last: JourneyMap | None = None

    def next(self, journeys: Sequence[Journey]) -> JourneyMap:
        """The next map of these people."""
        merged = bring_together(self.of, journeys)
        judged = judge(merged, self.ledger)
        self.last = tell(merged, judged, self.last, version=0, now=NOW)
        self.ledger = judged.ledger
        return self.last


def shown(journey_map: JourneyMap) -> list[MapTouchpoint]:
    """Every touchpoint of the map that has a name."""
    return [one for column in journey_map.columns for one in column.touchpoints] + list(journey_map.unplaced)


def called(journey_map: JourneyMap, words: str) -> MapTouchpoint:
    """The touchpoint with this name in any language."""
    return next(one for one in shown(journey_map) if words in one.label.values())
