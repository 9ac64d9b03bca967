"""Maps to draw: what a study gives, and the same with every word of a person replaced."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

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
    Target,
    Turnout,
)
from reisleider.flows.phases.models import load_model

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOSTILE = (
    "<b>vet</b> & <script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} ${x} %s",
    "'; DROP TABLE answers; --",
    "](javascript:alert(1)) ![x](http://x.example/y.png) www.x.example",
    "| cel | cel |\n# kop\n> citaat\n- lijst\n1. een",
    "\u202emis\u202c \u200bverborgen \u0000\u0007",
    "😀😀😀 👩🏽‍🚀 🇳🇱",
    "شكرا جزيلا 谢谢 ありがとう",
    "x" * 5000,
    "heel lang verhaal " * 300,
    "]]> --> &amp; &#60;",
)


def a_map(words: str = "Online geboekt") -> JourneyMap:
    """A map with something in every part of it; ``words`` is everything that people said."""
    texts = {"nl": words, "en": words}
    model = load_model("nine-phases")
    columns = []
    for place, phase in enumerate(model.phases):
        number = place * 2
        mixed = MapTouchpoint(
            f"t{number}",
            texts,
            phase.id,
            0,
            "both",
            channel="website",
            control=("ours", "partner", "outside")[place % 3],
            named=5,
            named_by_staff=5,
            faces=Faces((1, 1, 1, 1, 1 + place)),
            guess=Faces((0, 0, 1, 3, 1)),
            gap=0.4,
            gap_sure=True,
            evidence="confirmed",
            moment="decisive" if place == 3 else None,
            moment_n=4 if place == 3 else None,
            importance=0.3,
        )
        staff = MapTouchpoint(
            f"t{number + 1}", texts, phase.id, 1, "staff", evidence="assumed", source="assumed", wait=place % 2 == 0
        )
        columns.append(
            PhaseColumn(
                phase,
                (mixed, staff) if place != 7 else (),
                hidden=place % 2,
                quotes=(Quote(words, -2), Quote(words, None, "en")),
                needs=(Point(words, None, f"t{number}"),),
                pains=(Point(words, 3, f"t{number}"),),
                gains=(Point(words, 4, f"t{number}"),),
                opportunities=(Point(words, 5),),
                targets=(Target(words, 6, f"t{number}", words),),
                priorities=(Priority(words, f"t{number}", 0.4, 6, 4, 6, 4.0, 2.0),) if place % 4 == 0 else (),
                actions=(Action(words, f"t{number}", words, date(2026, 4, 1), "doing", words),) if place == 4 else (),
            )
        )
    return JourneyMap(
        study="zonnevaart",
        title=texts,
        goal=texts,
        organisation=words,
        model=model,
        version=2,
        compiled_at=NOW,
        as_of=date(2026, 3, 2),
        languages=("nl", "en"),
        customers=Turnout(10, 2, 16),
        staff=Turnout(6, 0),
        minimums={"customer": 3, "stakeholder": 5},
        columns=tuple(columns),
        look_first=(
            LookFirst(texts, "look.near-drop-off", {"n": 5, "of": 6, "dropped": 4, "often": 9}, "t0"),
            LookFirst(texts, "look.negative", {"n": 4, "of": 5, "often": 7}, "t2"),
        ),
        gap=LargestGap("t0", texts, 1, -2, 0.8),
        end=Faces((1, 1, 1, 3, 4)),
        recency={"half-year": 8},
        outcomes={"done": 7},
        strength=0.7,
        wishes=(Quote(words),),
        routes=(Route(("t0", "t2", "t4"), 4), Route(("t2", "t0", "t6"), 3)),
        placement=Placement(58, 71, 12, 9),
        walked=tuple((f"t{number}", f"t{number + 2}") for number in (0, 2, 4, 8, 10, 16)),
    )


def empty_map() -> JourneyMap:
    """A study that nobody spoke in yet."""
    return replace(
        a_map(),
        version=0,
        customers=Turnout(0, 0),
        staff=Turnout(0, 0),
        columns=tuple(PhaseColumn(phase) for phase in load_model("nine-phases").phases),
        look_first=(),
        gap=None,
        end=None,
        recency=None,
        outcomes=None,
        strength=None,
        wishes=(),
        routes=(),
        placement=None,
    )


def young_map() -> JourneyMap:
    """A first map of four customers, in a field nobody prepared: phases that are told as a whole, one with a touchpoint
    of colleagues, one that too few spoke of, one that nobody did."""
    phases = load_model("five-stations").phases
    open_day = MapTouchpoint(
        "open",
        {"nl": "Open dag", "en": "Open day"},
        phases[0].id,
        0,
        "staff",
        named_by_staff=5,
        guess=Faces((0, 0, 0, 3, 2)),
        evidence="assumed",
    )
    felt = (
        PhaseFeeling(Faces((0, 1, 0, 2, 1)), 10),
        PhaseFeeling(Faces((0, 3, 0, 1, 0)), 6, Faces((0, 0, 2, 3, 0))),
        None,
        PhaseFeeling(Faces((1, 1, 0, 1, 1)), 6),
        None,
    )
    said = (
        (Quote("De voicemail zat drie dagen achter elkaar vol.", -2),),
        (Quote("Ik moest een formulier printen, en ik heb geen printer.", -1), Quote("Ze vroegen of ik tijd had.", 1)),
        (),
        (Quote("De eerste spade in de grond, dat vergeet ik nooit.", 2),),
        (),
    )
    columns = tuple(
        PhaseColumn(
            phase, (open_day,) if place == 0 else (), (8, 7, 3, 9, 0)[place], quotes=said[place], felt=felt[place]
        )
        for place, phase in enumerate(phases)
    )
    return replace(
        empty_map(),
        title={"nl": "Een volkstuin krijgen en houden", "en": "Getting and keeping an allotment"},
        model=load_model("five-stations"),
        customers=Turnout(4, 0),
        staff=Turnout(5, 0),
        columns=columns,
        look_first=(LookFirst(phases[1].label, "look.counted", {"n": 3, "of": 4}),),
        notes=("note.phases-only",),
        placement=Placement(0, 24, 4, 23),
    )


def texts_of(noun: Any) -> set[str]:
    """Every string in a noun."""
    if isinstance(noun, str):
        return {noun}
    if is_dataclass(noun):
        return set().union(*(texts_of(getattr(noun, field.name)) for field in fields(noun)))
    if isinstance(noun, tuple | list):
        return set().union(*map(texts_of, noun))
    return set()
