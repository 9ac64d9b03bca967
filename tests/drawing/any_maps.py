"""Maps that nobody would draw by hand: any phases, any number of touchpoints, any words, every field set or not.

Law: whatever the compiler could hand over may come out of here, and nothing it could not: no figure under three.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import strategies as st
from map_samples import HOSTILE

from reisleider.flows.journey import Persona, PhaseModel
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
    Undecided,
    Variant,
)
from reisleider.flows.phases.models import load_model, model_ids, own_model
from reisleider.renderers.words.drawable import clean

PLAIN = (
    "",
    "x",
    "…",
    "Online geboekt",
    "Arbeidsongeschiktheidsverzekeringsmaatschappijmedewerkster",
    "Gewacht op de bevestiging die pas na drie weken kwam, en toen klopte hij niet",
    "Αναμονή στο λιμάνι κάτω από τον ήλιο",
    "Чекання на місце в групі",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
    "een-twee-drie-vier-vijf/zes_zeven",
)
MOST = 75  # touchpoints of a map: more than a picture draws, so that some are only named
WORDS = st.one_of(st.sampled_from(PLAIN), st.sampled_from(HOSTILE), st.text(max_size=40))
COUNTS = st.one_of(st.integers(3, 40), st.sampled_from((999, 9999)))
MAYBE = st.none() | COUNTS
SCORES = st.sampled_from((-2, -1, 0, 1, 2))
SHARES = st.sampled_from((-1.0, -0.5, 0.0, 0.25, 1.0))
FACES = st.tuples(*[st.sampled_from((0, 0, 1, 2, 5, 12, 3333))] * 5).map(
    lambda counts: Faces(counts if sum(counts) >= 3 else (3, 0, 0, 0, 0))
)


@st.composite
def texts(draw: st.DrawFn) -> dict[str, str]:
    """A text in one language or in several, never in none."""
    words = draw(WORDS)
    return draw(st.sampled_from(({"nl": words, "en": words}, {"nl": words}, {"el": words})))


@dataclass(frozen=True)
class Kind:
    """What a touchpoint is like, and what was said about it; a map repeats a few of these."""

    touchpoint: MapTouchpoint
    words: str
    n: int | None


@st.composite
def kinds(draw: st.DrawFn) -> Kind:
    """A touchpoint without its place, and a sentence."""
    named, by_staff = draw(MAYBE), draw(MAYBE)
    tally = st.none() | st.just({"low": 3, "high": 9999})
    one = MapTouchpoint(
        id="",
        label=draw(texts()),
        phase="",
        position=0,
        known=draw(st.sampled_from(("both", "customers"))) if named else draw(st.sampled_from(("both", "staff"))),
        channel=draw(st.none() | st.sampled_from(("website", "app", "phone", "mail", "elsewhere", "carrier pigeon"))),
        control=draw(st.none() | st.sampled_from(("ours", "partner", "outside"))),
        named=named,
        named_by_staff=by_staff,
        faces=draw(st.none() | FACES) if named else None,
        guess=draw(st.none() | FACES) if by_staff else None,
        gap=draw(st.none() | SHARES),
        evidence=draw(st.sampled_from(("assumed", "few", "named", "confirmed", "measured"))),
        source=draw(st.sampled_from(("assumed", "told", "measured"))),
        gap_sure=draw(st.booleans()),
        often_worst=draw(st.none() | st.integers(0, 10)),
        moment=draw(st.none() | st.sampled_from(("moment.near-drop-off", "moment.decisive", "moment.important"))),
        moment_n=draw(MAYBE),
        wait=draw(st.booleans()),
        designed=draw(st.booleans()),
        blind_spot=draw(st.booleans()),
        importance=draw(st.none() | SHARES),
        certainty=draw(tally),
        basis=draw(st.none() | st.just({"figures": 5, "impression": 9999})),
        expectations=draw(st.none() | st.just({"worse": 9999, "same": 1, "better": 3})),
        again=draw(MAYBE),
        nearly=draw(MAYBE),
        gave_up=draw(MAYBE),
    )
    return Kind(one, draw(WORDS), draw(MAYBE))


@st.composite
def models(draw: st.DrawFn) -> PhaseModel:
    """A shipped model, or three to fourteen phases of a lead's own."""
    if draw(st.booleans()):
        return load_model(draw(st.sampled_from(model_ids())))
    count = draw(st.integers(3, 14))
    names = draw(st.lists(st.sampled_from([word for word in (*PLAIN, *HOSTILE) if word.strip()]), max_size=3))
    model = own_model([{"nl": f"Fase {place}", "en": f"Phase {place}"} for place in range(count)])
    labels = [*names, *[phase.label["nl"] for phase in model.phases[len(names) :]]]
    phases = (
        replace(phase, label={"nl": label, "en": label}) for phase, label in zip(model.phases, labels, strict=False)
    )
    return replace(model, phases=tuple(phases), loop=draw(st.booleans()))


@st.composite
def any_map(draw: st.DrawFn) -> JourneyMap:
    """A map of any size and content."""
    model = draw(models())
    pool = draw(st.lists(kinds(), min_size=1, max_size=4))
    size = draw(st.integers(0, MOST))
    place = st.tuples(st.integers(0, len(model.phases) - 1), st.integers(0, len(pool) - 1))
    places = draw(st.lists(place, min_size=size, max_size=size))
    columns, number = [], 0
    for at, phase in enumerate(model.phases):
        here = [pool[which] for where, which in places if where == at]
        touchpoints = tuple(
            replace(kind.touchpoint, id=f"t{number + place}", phase=phase.id, position=place)
            for place, kind in enumerate(here)
        )
        number += len(here)
        columns.append(draw(_column(PhaseColumn(phase, touchpoints), pool)))
    return draw(_with_the_whole(model, tuple(columns), pool))


FELT = st.builds(
    PhaseFeeling,
    st.sampled_from((Faces((3, 0, 0, 0, 0)), Faces((0, 2, 0, 2, 0)), Faces((1, 1, 1, 999, 9999)))),
    st.none() | st.sampled_from((3, 9999)),
    st.none() | st.just(Faces((0, 0, 2, 3, 0))),
)
PLACEMENTS = st.sampled_from(
    (Placement(0, 19, 3, 18), Placement(9998, 9999, 999, 0), Placement(12, 12, 5), Placement(12, None, 5))
)


@st.composite
def _column(draw: st.DrawFn, column: PhaseColumn, pool: list[Kind]) -> PhaseColumn:
    """A phase with what was said in it: of each lane some, many or nothing."""
    if not draw(st.booleans()):
        return replace(column, hidden=draw(st.sampled_from((0, 0, 1, 12))), felt=draw(st.none() | FELT))
    said = [draw(st.sampled_from(pool)) for _ in range(draw(st.integers(0, 7)))]
    ids = [one.id for one in column.touchpoints] or [None]
    lane = [(kind.words, kind.n, ids[place % len(ids)] if place % 3 else None) for place, kind in enumerate(said)]
    on = draw(st.lists(st.booleans(), min_size=8, max_size=8))
    points = tuple(Point(*one) for one in lane)
    return replace(
        column,
        hidden=draw(st.sampled_from((0, 0, 1, 12))),
        felt=draw(st.none() | FELT),
        quotes=tuple(
            Quote(words, (None, -2, 2)[place % 3], "nl", at) for place, (words, _, at) in enumerate(lane) if on[0]
        ),
        needs=tuple(one for one in points if clean(one.words)) if on[1] else (),  # nobody asks without a word
        pains=points if on[2] else (),
        gains=points if on[3] else (),
        opportunities=points if on[4] else (),
        targets=tuple(Target(words, n, at, words if n else None) for words, n, at in lane if on[5]),
        priorities=tuple(
            Priority(words, at, 0.5 if n else None, n, n, n, 4.5 if place % 2 else None, 1.0 if n else None)
            for place, (words, n, at) in enumerate(lane)
            if on[6]
        ),
        actions=tuple(
            Action(
                words,
                at,
                words if place % 2 else "",
                date(2026, 4, 1) if n else None,
                ("planned", "doing", "done", "dropped")[place % 4],
                words if n else "",
            )
            for place, (words, n, at) in enumerate(lane)
            if on[7]
        ),
    )


@st.composite
def undecided(draw: st.DrawFn, shown: list[MapTouchpoint]) -> Undecided:
    """Too early to say, with or without what stands on top so far."""
    first = LookFirst(shown[0].label, "look.counted", {"n": 9999, "of": 9999}, shown[0].id) if shown else None
    return Undecided(draw(st.none() | st.sampled_from((2, 9998))), draw(st.sampled_from((None, first))))


@st.composite
def _with_the_whole(
    draw: st.DrawFn, model: PhaseModel, columns: tuple[PhaseColumn, ...], pool: list[Kind]
) -> JourneyMap:
    """The map around its columns: title, turnout, where to look first, ways."""
    shown = [one for column in columns for one in column.touchpoints]
    ids = [one.id for one in shown]
    title = draw(texts())
    looks = tuple(
        LookFirst(one.label, "look.negative", {"n": 9999, "of": 9999, "often": 10}, one.id)
        if place % 2
        else LookFirst(one.label, "look.near-drop-off", {"n": 3, "of": 9999, "dropped": 999, "often": 0}, one.id)
        for place, one in enumerate(shown[: draw(st.integers(0, 3))])
    )
    unplaced = tuple(
        replace(kind.touchpoint, id=f"u{place}", position=place)
        for place, kind in enumerate(pool[: draw(st.integers(0, 2))])
    )
    persona = Persona("p", title, title) if draw(st.booleans()) else None
    enough = len(ids) >= 3 and draw(st.booleans())
    return JourneyMap(
        study="any",
        title=title,
        goal=draw(texts()),
        organisation=draw(WORDS),
        model=model,
        version=draw(st.sampled_from((0, 1, 9999))),
        compiled_at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        as_of=date(2026, 3, 2),
        languages=("nl", "en"),
        customers=Turnout(draw(st.sampled_from((0, 3, 9999))), draw(st.sampled_from((0, 3))), draw(MAYBE)),
        staff=Turnout(draw(st.sampled_from((0, 5, 9999))), 0),
        minimums={"customer": 3, "stakeholder": 5},
        columns=columns,
        persona=persona,
        assumption=draw(st.booleans()),
        look_first=looks,
        gap=LargestGap(ids[-1], shown[-1].label, 2, -2, 1.0) if ids and draw(st.booleans()) else None,
        end=draw(st.none() | FACES),
        recency=draw(st.none() | st.just({"month": 9999, "half-year": 3, "year": 3, "older": 3})),
        outcomes=draw(st.none() | st.just({"done": 9999, "gave-up": 3})),
        strength=draw(st.none() | st.sampled_from((0.0, 0.5, 1.0))),
        wishes=tuple(Quote(kind.words) for kind in pool[:3]) if draw(st.booleans()) else (),
        unplaced=unplaced,
        notes=draw(
            st.sampled_from(((), ("note.too-few", "note.too-few-staff"), ("note.no-faces",), ("note.phases-only",)))
        ),
        variants=(Variant(ids[0], ids[1], 3, 9999),) if enough else (),
        placement=draw(st.none() | PLACEMENTS),
        walked=tuple(pair for pair in pairwise(ids) if draw(st.booleans())),
        undecided=None if looks else draw(st.none() | undecided(shown)),
        inside_outside=draw(st.none() | st.sampled_from((0.0, 0.61, 1.0))),
        priorities=SharedPriorities(tuple(ids[:3]), tuple(ids[-3:]), 1) if enough else None,
        routes=(Route(tuple(ids[:12]), 3), Route(tuple(ids[::-1][:3]), 9999)) if enough else (),
    )
