"""A map as a study gives it, with distinct words and figures in every part, so that a file that drops one is caught."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reisleider.flows.journey import Persona
from reisleider.flows.journey_map import (
    Action,
    Faces,
    JourneyMap,
    LargestGap,
    LookFirst,
    MapTouchpoint,
    PhaseColumn,
    PhaseFeeling,
    Placement,
    Point,
    Priority,
    Quote,
    Route,
    SharedPriorities,
    Target,
    Turnout,
    Variant,
)
from reisleider.flows.phases.models import load_model


def _texts(dutch: str, english: str) -> dict[str, str]:
    return {"nl": dutch, "en": english}


SEARCHED = MapTouchpoint(
    "search", _texts("Zoeken op internet", "Searching online"), "orientation", 0, "both", "website", "ours", 11, 6,
    Faces((0, 2, 4, 4, 1)), Faces((0, 0, 1, 3, 2)), 0.42, "confirmed", designed=True, importance=-0.1, gap_sure=True,
    certainty={"high": 4, "low": 2}, basis={"figures": 5}, again=3,
)  # fmt: skip
FRIEND = MapTouchpoint(
    "friend", _texts("Tip van een vriendin", "A friend's tip"), "orientation", 1, "customers", "elsewhere", "outside",
    4, faces=Faces((0, 0, 1, 1, 2)),
)  # fmt: skip
COMPARED = MapTouchpoint(
    "compare", _texts("Reizen vergelijken", "Comparing trips"), "weighing", 0, "both", "website", "partner", 9, 5,
    Faces((3, 1, 0, 2, 3)), Faces((0, 1, 1, 3, 1)), 0.25, moment="near-drop-off", moment_n=4, importance=0.45,
    often_worst=6, expectations={"worse": 4, "same": 3}, nearly=4, gave_up=3,
)  # fmt: skip
BOOKED = MapTouchpoint(
    "book", _texts("Online geboekt", "Booked online"), "purchase", 0, "both", "app", "ours", 10, 6,
    Faces((0, 1, 1, 5, 3)), Faces((0, 0, 0, 4, 2)), -0.05, "confirmed", source="measured",
    moment="decisive", moment_n=5, importance=0.2,
)  # fmt: skip
WAITED = MapTouchpoint(
    "wait", _texts("Wachten op de papieren", "Waiting for the papers"), "purchase", 1, "customers", None, "ours", 7,
    faces=Faces((4, 2, 1, 0, 0)), wait=True, blind_spot=True, often_worst=9,
)  # fmt: skip
SURVEY = MapTouchpoint(
    "survey", _texts("Enquête na thuiskomst", "Survey after coming home"), "use", 0, "staff", "mail", "ours", None, 5,
    guess=Faces((0, 1, 3, 1, 0)), evidence="assumed", source="assumed", designed=True,
)  # fmt: skip
LOST = MapTouchpoint("lost", _texts("Koffer kwijt", "Suitcase lost"), "", 0, "customers", "phone", "ours", 3)


def whole_map() -> JourneyMap:
    """Five phases, the last without touchpoints, and something in every field of the map."""
    model = load_model("five-stations")
    orientation, weighing, purchase, use, loyalty = model.phases

    def at(phase: str, *touchpoints: MapTouchpoint) -> tuple[MapTouchpoint, ...]:
        return tuple(replace(one, phase=phase) for one in touchpoints)

    return JourneyMap(
        study="zonnevaart",
        title=_texts("Een zomervakantie boeken", "Booking a summer holiday"),
        goal=_texts("kiezen wat we dit jaar verbeteren", "choose what to improve this year"),
        organisation="Zonnevaart",
        model=model,
        version=3,
        compiled_at=datetime(2026, 11, 22, 12, 30, tzinfo=UTC),
        as_of=date(2026, 11, 21),
        languages=("nl", "en"),
        customers=Turnout(10, 2, 40),
        staff=Turnout(6, 1, 9),
        minimums={"customer": 3, "stakeholder": 5},
        columns=(
            PhaseColumn(
                orientation, at(orientation.id, SEARCHED, FRIEND), 2,
                quotes=(Quote("Alle sites zeggen hetzelfde.", -1, "nl", "search"),),
                needs=(Point("Wat zit er bij de prijs in?", 5, "search"),),
                gains=(Point("Mijn zus was er geweest", 3, "friend"),),
            ),
            PhaseColumn(
                weighing, at(weighing.id, COMPARED),
                quotes=(Quote("Suddenly it cost twice as much.", -2, "en", "compare"), Quote("Fijne filters.", 2)),
                pains=(Point("Kosten die later opduiken", 4, "compare"), Point("Te veel keuze")),
                opportunities=(Point("Laat meteen de hele prijs zien", 4, "compare"),),
                priorities=(Priority("Bijkomende kosten", "compare", 0.5, 8, 5, 6, 4.5, 2.0),
                            Priority("Minder keuze", None, None, None, 1, 6)),
            ),
            PhaseColumn(
                purchase, at(purchase.id, BOOKED, WAITED),
                pains=(Point("Niets gehoord", 6, "wait"),),
                targets=(Target("2 dagen", 5, "wait", "9 dagen"), Target("95 % in één keer")),
                actions=(Action("Bevestiging op de dag zelf", "wait", "Team Boeken", date(2027, 2, 1), "doing", "rust"),
                         Action("Prijs per persoon tonen")),
            ),
            PhaseColumn(
                use, at(use.id, SURVEY), 1, felt=PhaseFeeling(Faces((2, 3, 0, 1, 0)), 9, Faces((0, 1, 1, 3, 0)))
            ),
            PhaseColumn(loyalty),
        ),
        persona=Persona("families", _texts("Gezinnen", "Families"), _texts("met schoolkinderen", "with children")),
        look_first=(
            LookFirst(WAITED.label, "look.negative", {"n": 6, "of": 7, "often": 9}, "wait"),
            LookFirst(COMPARED.label, "look.near-drop-off", {"n": 4, "of": 9, "dropped": 3, "often": 6}, "compare"),
        ),
        gap=LargestGap("search", SEARCHED.label, 1, 0, 0.42),
        end=Faces((0, 1, 2, 5, 3)),
        recency={"month": 3, "half-year": 8},
        outcomes={"done": 9, "gave-up": 3},
        strength=0.7,
        wishes=(Quote("Eén prijs, en die klopt.", None, "nl"),),
        unplaced=(LOST,),
        notes=("too-few-staff",),
        variants=(Variant("search", "friend", 5, 3),),
        inside_outside=0.66,
        placement=Placement(41, 52, 12, 7),
        walked=(("search", "friend"), ("search", "compare"), ("compare", "book"), ("book", "wait")),
        priorities=SharedPriorities(("book", "survey", "compare"), ("compare", "wait", "book"), 2),
        routes=(Route(("search", "compare", "book"), 4), Route(("friend", "book"), 3)),
    )  # fmt: skip


def changed(noun: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every map that differs from ``noun`` in one figure or text, and where."""
    for where, one, put in _parts(noun):
        for inner, other in changed(one, f"{path}{where}"):
            yield inner, put(other)
    other = _other(noun)
    if other is not None:
        yield path, other


def _parts(noun: Any) -> Iterator[tuple[str, Any, Callable[[Any], Any]]]:
    """What a noun is made of: where it stands, the part, and how the noun looks with another one in its place."""
    if is_dataclass(noun) and not isinstance(noun, type):
        for name in (field.name for field in fields(noun)):
            yield f".{name}", getattr(noun, name), lambda other, name=name: replace(noun, **{name: other})
    elif isinstance(noun, tuple):
        for place, one in enumerate(noun):
            yield f"[{place}]", one, lambda other, at=place: (*noun[:at], other, *noun[at + 1 :])
    elif isinstance(noun, Mapping):
        for key, one in noun.items():
            yield f"[{key}]", one, lambda other, key=key: {**noun, key: other}


def _other(leaf: Any) -> Any:
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int):
        if leaf in (1, 2):
            return 0  # one and two are shown alike
        return leaf - 1 if leaf > 0 else leaf + 1  # so that a face stays one of the five
    if isinstance(leaf, float):
        return leaf + 0.125
    if isinstance(leaf, str):
        return f"{leaf} anders"
    return leaf + timedelta(days=1) if isinstance(leaf, date | datetime) else None
