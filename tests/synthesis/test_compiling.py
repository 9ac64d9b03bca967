"""The whole map: tracks, phases, moments, what to look at first, personas, and content that makes no sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journey_samples import BOOKED, FAMILIES, NOW, called, colleague, compiled, guessed, journey, shown, study, visit
from waiting import work_of

from reisleider.bot.maps.publish import new_since
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Importance, Journey, Label, Remark
from reisleider.flows.journey_map import JourneyMap

OTHERS = ("advies gevraagd", "contract getekend", "pakket ontvangen", "buren verteld", "folder bekeken")
"""Steps beside the one that a test is about: something stands out only beside others."""


def three(words: str, emotion: int | None = None, **more: object) -> list[Journey]:
    return [journey(n, [visit(words, emotion)], **more) for n in range(3)]


# --- who counts ------------------------------------------------------------------------------------------------


def test_partial_interviews_count_where_they_answered() -> None:
    partial = journey(9, [visit("gebeld")], finished=False)
    journey_map = compiled([*three("gebeld", -1), partial], study(invited={"customer": 20}))
    touchpoint = called(journey_map, "gebeld")

    assert (journey_map.customers.finished, journey_map.customers.partial, journey_map.customers.invited) == (3, 1, 20)
    assert (touchpoint.named, touchpoint.faces and touchpoint.faces.n) == (4, 3)


def test_who_told_nothing_is_not_counted_and_who_told_twice_counts_once() -> None:
    again = journey(0, [visit("gebeld", 2)], interview="interview-later", began_at=NOW + timedelta(days=9))
    journey_map = compiled([*three("gebeld", -1), again, journey(7, [])])
    faces = called(journey_map, "gebeld").faces

    assert journey_map.customers.counted == 3
    assert faces is not None
    assert faces.counts == (0, 2, 0, 0, 1)


def test_the_two_tracks_are_never_pooled() -> None:
    staff = [colleague(n, [guessed("gebeld", 2), guessed("brief gestuurd", 0)]) for n in range(5)]
    customers = [journey(n, [visit("gebeld", -2), visit("gewacht op antwoord", -1)]) for n in range(3)]
    journey_map = compiled([*customers, *staff])
    by_name = {one.label["nl"]: one for one in shown(journey_map)}

    assert {name: one.known for name, one in by_name.items()} == {
        "gebeld": "both",
        "brief gestuurd": "staff",
        "gewacht op antwoord": "customers",
    }
    assert (by_name["gebeld"].named, by_name["gebeld"].named_by_staff) == (3, 5)
    assert by_name["gebeld"].faces is not None
    assert by_name["gebeld"].faces.counts == (3, 0, 0, 0, 0)
    assert (by_name["brief gestuurd"].evidence, by_name["brief gestuurd"].source) == ("assumed", "assumed")
    assert (by_name["gebeld"].evidence, by_name["gebeld"].source) == ("named", "told")


@pytest.mark.parametrize(
    ("control", "colleagues", "blind"),
    [("ours", 5, True), ("partner", 5, False), ("outside", 5, False), (None, 5, False), ("ours", 4, False)],
)
def test_a_blind_spot_is_ours_and_told_by_customers_only(control: str | None, colleagues: int, blind: bool) -> None:
    staff = [colleague(n, ["brief gestuurd"]) for n in range(colleagues)]
    customers = [journey(n, [visit("kwijtgeraakt", -1, control=control)]) for n in range(3)]

    assert called(compiled([*customers, *staff]), "kwijtgeraakt").blind_spot is blind


def test_staff_alone_make_an_assumption_map() -> None:
    journey_map = compiled([colleague(n, [guessed("gebeld", 1)]) for n in range(5)])

    assert journey_map.assumption
    assert called(journey_map, "gebeld").evidence == "assumed"
    assert journey_map.look_first == ()


def test_what_staff_mean_to_happen_is_marked_while_no_customer_met_it() -> None:
    staff = [colleague(n, [visit("welkomstmail", designed=True)]) for n in range(5)]
    met = [journey(n, ["welkomstmail"]) for n in range(3)]

    assert called(compiled(staff), "welkomstmail").designed
    assert not called(compiled([*staff, *met]), "welkomstmail").designed


# --- phases and order ------------------------------------------------------------------------------------------


def phase_of(journey_map: JourneyMap, words: str) -> str:
    return called(journey_map, words).phase


def test_the_majority_of_respondents_decides_the_phase() -> None:
    votes = [("use", ()), ("use", ()), ("delivery", ("phase",))]
    journeys = [journey(n, [visit("gebeld", 1, phase, told=told)]) for n, (phase, told) in enumerate(votes)]

    assert phase_of(compiled(journeys), "gebeld") == "use"


def test_a_seed_labels_phase_outweighs_what_words_told_and_an_answer_outweighs_the_label() -> None:
    told = [journey(n, [visit("online geboekt", 1, "use", told=("phase",))]) for n in range(3)]
    answered = [journey(n, [visit("online geboekt", 1, "use")]) for n in range(3)]
    labelled = study(labels=(BOOKED,))

    assert phase_of(compiled(told, labelled), "Online geboekt") == "purchase"
    assert phase_of(compiled(answered, labelled), "Online geboekt") == "use"


def test_a_touchpoint_nobody_placed_stands_beside_its_neighbours() -> None:
    journeys = [journey(n, [visit("gebeld", 1, "delivery"), visit("iets raars", 0, None)]) for n in range(3)]

    assert phase_of(compiled(journeys), "iets raars") == "delivery"


def test_a_touchpoint_without_any_placed_neighbour_is_shown_as_unplaced() -> None:
    journey_map = compiled([journey(n, [visit("iets raars", 0, None)]) for n in range(3)])

    assert [one.label["nl"] for one in journey_map.unplaced] == ["iets raars"]


def test_touchpoints_stand_in_the_order_in_which_people_met_them() -> None:
    lines = [["gezien", "gebeld", "gewacht"], ["gezien", "gebeld", "gewacht"], ["gebeld", "gezien", "gewacht"]]
    journey_map = compiled([journey(n, [visit(words) for words in line]) for n, line in enumerate(lines)])

    assert [(one.label["nl"], one.position) for one in shown(journey_map)] == [
        ("gezien", 0),
        ("gebeld", 1),
        ("gewacht", 2),
    ]


# --- what deserves attention -----------------------------------------------------------------------------------


def test_importance_is_most_minus_least_over_times_shown() -> None:
    pair = ["gebeld", "gewacht"]
    picks = [("i1", "i2"), ("i1", "i2"), ("i2", "i1"), ("i1", None)]
    journeys = [
        journey(n, pair, importance=Importance(("i1", "i2"), most, least)) for n, (most, least) in enumerate(picks)
    ]
    journey_map = compiled(journeys)

    assert called(journey_map, "gebeld").importance == pytest.approx((3 - 1) / 4)
    assert called(journey_map, "gewacht").importance == pytest.approx((1 - 2) / 4)


@pytest.mark.parametrize(
    ("more", "emotion", "moment"),
    [
        ({"nearly_stopped_at": "i1"}, 1, "moment.near-drop-off"),
        ({"decided_at": "i1"}, 1, "moment.decisive"),
        ({"importance": Importance(("i1", "i2", "i3", "i4"), "i1", None)}, -1, "moment.important"),
        ({"importance": Importance(("i1", "i2", "i3", "i4"), "i1", None)}, 1, None),
        ({"importance": Importance(("i1", "i2", "i3", "i4"), None, "i1")}, -1, None),
        ({"remembered": "i1"}, -1, None),
    ],
)
def test_a_moment_of_truth_has_high_stakes(more: dict[str, object], emotion: int, moment: str | None) -> None:
    steps = [visit("gebeld", emotion), *map(visit, OTHERS)]
    touchpoint = called(compiled([journey(n, steps, **more) for n in range(4)]), "gebeld")

    assert (touchpoint.moment, touchpoint.moment_n) == (moment, 4 if moment else None)


def test_a_moment_named_by_two_is_none() -> None:
    journeys = [*three("gebeld", 1), journey(7, ["gebeld"], decided_at="i1"), journey(8, ["gebeld"], decided_at="i1")]

    assert called(compiled(journeys), "gebeld").moment is None


def test_there_are_at_most_five_moments_of_truth() -> None:
    names = ["gezien", "gebeld", "gemaild", "betaald", "gewacht", "gelezen", "gepakt"]
    at = [[visit(name, -1), *map(visit, OTHERS)] for name in names]
    journeys = [
        journey(f"{n}-{place}", steps, nearly_stopped_at="i1") for n in range(5) for place, steps in enumerate(at)
    ]

    assert sum(one.moment is not None for one in shown(compiled(journeys))) == 5


def test_the_three_things_to_look_at_first_hurt_most_and_say_why() -> None:
    rows = {
        "gebeld": [-1, -1, -1, -1, -1, -1],
        "gewacht": [-2, -2, -2, -2, -2],
        "betaald": [-2, -2, -1, -1, -1, 1],
        "gezien": [2, 2, 2],
        "gemaild": [-1, -1, -1, 0, 0, 0],
    }
    journeys = [
        journey(
            f"{name}-{n}",
            [visit(name, score), *(visit(one, 1) for one in OTHERS)],
            nearly_stopped_at="i1" if name == "gebeld" else None,
        )
        for name, scores in rows.items()
        for n, score in enumerate(scores)
    ]
    first = compiled(journeys).look_first

    assert [(one.title["nl"], one.reason, dict(one.slots)) for one in first] == [
        ("gebeld", "look.near-drop-off", {"n": 6, "of": 6, "often": 9, "dropped": 6}),
        ("gewacht", "look.negative", {"n": 5, "of": 5, "often": 9}),
        ("betaald", "look.negative", {"n": 5, "of": 6, "often": 9}),
    ]


def test_what_nobody_controls_is_not_looked_at_first() -> None:
    missed = [visit("trein gemist", -2, control="outside"), *(visit(one, 1) for one in OTHERS)]

    assert compiled([journey(n, missed) for n in range(5)]).look_first == ()
    assert compiled([journey(n, [visit("trein gemist", -2), *missed[1:]]) for n in range(5)]).look_first != ()


def test_the_largest_gap_says_both_faces() -> None:
    staff = [colleague(n, [guessed("gebeld", 1), guessed("gezien", 1)]) for n in range(5)]
    customers = [journey(n, [visit("gebeld", -2), visit("gezien", 1)]) for n in range(4)]
    gap = compiled([*customers, *staff]).gap

    assert gap is not None
    assert (gap.label["nl"], gap.staff_face, gap.customer_face, gap.delta) == ("gebeld", 1, -2, 1.0)


# --- what was said -----------------------------------------------------------------------------------------------


def test_needs_told_in_the_same_words_by_enough_people_are_counted() -> None:
    same = [journey(n, ["betaald"], remarks=(Remark("need", "Wat kost het nu in totaal?", "i1"),)) for n in range(3)]
    other = journey(8, ["betaald"], remarks=(Remark("need", "Kan ik later nog iets wijzigen?", "i1"),))
    column = next(one for one in compiled([*same, other]).columns if one.phase.id == "use")

    assert [(one.words, one.n) for one in column.needs] == [
        ("Wat kost het nu in totaal?", 3),
        ("Kan ik later nog iets wijzigen?", None),
    ]


def test_pains_and_gains_count_the_faces_that_make_them() -> None:
    journeys = [journey(n, [visit("gebeld", -1), visit("gezien", 2)]) for n in range(4)]
    column = next(one for one in compiled(journeys).columns if one.phase.id == "use")

    assert [(one.words, one.n) for one in column.pains] == [("gebeld", 4)]
    assert [(one.words, one.n) for one in column.gains] == [("gezien", 4)]


def test_a_target_is_the_middle_of_what_enough_colleagues_named_in_one_unit() -> None:
    hours = [24, 24, 12, 48, 36]
    staff = [colleague(n, [visit("gebeld", target={"number": value, "unit": "uur"})]) for n, value in enumerate(hours)]
    odd = colleague(8, [visit("gebeld", target={"number": 2, "unit": "dagen"})])
    column = next(one for one in compiled([*staff, odd]).columns if one.phase.id == "use")

    assert [(one.words, one.n) for one in column.targets] == [("24 uur", 5)]
    assert next(one for one in compiled(staff[:4]).columns if one.phase.id == "use").targets == ()


def test_labels_are_in_the_languages_people_spoke() -> None:
    dutch = [journey(n, ["online geboekt"]) for n in range(3)]
    own = [journey(10 + n, ["wifi"], language=language) for n, language in enumerate(["nl", "en", "en"])]
    journey_map = compiled([*dutch, *own], study(labels=(BOOKED,)))

    assert called(journey_map, "Booked online").label == BOOKED.words
    assert called(journey_map, "wifi").label == {"en": "wifi", "nl": "wifi"}


# --- a lead's decisions ------------------------------------------------------------------------------------------


def test_a_lead_may_mean_a_touchpoint_by_its_seed_label_though_nobody_said_it_so() -> None:
    decided = [
        Override("rename", "Online geboekt", texts={"nl": "Geboekt op de site"}),
        Override("move", "Booked online", phase="decision"),
        Override("control", "Online geboekt", control="partner"),
    ]
    told = [journey(n, [visit("op de site geboekt", 1, "purchase")]) for n in range(3)]
    touchpoint = called(compiled(told, study(labels=(BOOKED,)), overrides=decided), "Geboekt op de site")

    assert (touchpoint.phase, touchpoint.control) == ("decision", "partner")


def test_of_two_names_for_one_touchpoint_the_later_holds_whatever_wording_it_was_given_for() -> None:
    told = [
        journey(n, [visit(words, 1)]) for n, words in enumerate(("klantenservice gebeld", "called customer service"))
    ]
    told.append(journey(3, [visit("klantenservice gebeld", 1)]))
    for first, last in (("klantenservice gebeld", "called customer service"), ("called customer service",) * 2):
        decided = [Override("rename", first, texts={"nl": "eerst"}), Override("rename", last, texts={"nl": "laatst"})]
        assert called(compiled(told, overrides=decided), "laatst").named == 3
        mirrored = [Override("rename", last, texts={"nl": "eerst"}), Override("rename", first, texts={"nl": "laatst"})]
        assert called(compiled(told, overrides=mirrored), "laatst").named == 3


def test_a_lead_can_rename_move_and_say_whose_it_is() -> None:
    decided = [
        Override("rename", "gebeld", texts={"nl": "Gebeld met de helpdesk", "en": "Called the help desk"}),
        Override("move", "gebeld", phase="delivery"),
        Override("control", "gebeld", control="partner"),
    ]
    touchpoint = called(compiled(three("gebeld", 1), overrides=decided), "Called the help desk")

    assert (touchpoint.phase, touchpoint.control, touchpoint.named) == ("delivery", "partner", 3)


def test_a_name_that_the_lead_chose_does_not_make_one_persons_step_appear() -> None:
    decided = [Override("rename", "kamer gezien", texts={"nl": "Kamer bekijken", "en": "Seeing the room"})]
    journey_map = compiled([*three("gebeld", 1), journey(8, [visit("kamer gezien", -2)])], overrides=decided)

    assert [one.label["nl"] for one in shown(journey_map)] == ["gebeld"]


# --- personas ----------------------------------------------------------------------------------------------------


def test_a_personas_map_holds_its_people_and_the_colleagues_who_told_about_them() -> None:
    mine = [journey(n, [visit("gebeld", -1)], persona="families") for n in range(5)]
    others = [journey(20 + n, [visit("gezien", 1)], persona="couples") for n in range(5)]
    staff = [
        colleague(n, [guessed("gebeld", 1)], facts={"persona": "families" if n < 5 else "couples"}) for n in range(6)
    ]
    journey_map = compiled([*mine, *others, *staff], persona=FAMILIES)

    assert [one.label["nl"] for one in shown(journey_map)] == ["gebeld"]
    assert (journey_map.customers.counted, journey_map.staff.counted, journey_map.persona) == (5, 5, FAMILIES)
    assert dict(journey_map.minimums) == {"customer": 5, "stakeholder": 5}


# --- properties --------------------------------------------------------------------------------------------------

WORDS = ["gebeld", "gemaild", "online geboekt", "online gebokt", "niet geboekt", "gewacht", "Booked online"]
VISITS = st.builds(
    visit,
    st.sampled_from(WORDS),
    st.sampled_from([None, -2, -1, 0, 1, 2]),
    st.sampled_from([None, "use", "purchase"]),
)


@st.composite
def studies(draw: st.DrawFn) -> list[Journey]:
    """Up to eight people of both tracks with up to five steps."""
    made = []
    for who in range(draw(st.integers(0, 8))):
        make = journey if draw(st.booleans()) else colleague
        steps = draw(st.lists(VISITS, max_size=5))
        more = {"finished": draw(st.booleans()), "outcome": draw(st.sampled_from([None, "done", "failed"]))}
        made.append(make(who, steps, **more, remarks=(Remark("pain", f"Het duurde {who} hele lange dagen", "i1"),)))
    return made


@settings(max_examples=60, deadline=None)
@given(studies(), st.randoms(use_true_random=False))
def test_the_map_does_not_depend_on_the_order_of_interviews(journeys: list[Journey], chance: object) -> None:
    mixed = list(journeys)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    labelled = study(labels=(BOOKED,))

    assert compiled(mixed, labelled) == compiled(journeys, labelled)


@settings(max_examples=40, deadline=None)
@given(studies())
def test_hearing_every_interview_twice_changes_nothing(journeys: list[Journey]) -> None:
    assert compiled([*journeys, *journeys]) == compiled(journeys)


@st.composite
def crowds(draw: st.DrawFn) -> list[Journey]:
    """Enough people at few touchpoints for figures to stand: three to seven customers, none or five colleagues."""
    words = st.sampled_from(["gebeld", "called", "online geboekt", "op de site geboekt", "gewacht", "niet geboekt"])
    steps = st.lists(st.builds(visit, words, st.sampled_from([None, -2, 0, 2])), min_size=1, max_size=4)
    expected = st.lists(st.builds(guessed, words, st.sampled_from([-1, 1])), min_size=1, max_size=3)
    customers = [journey(n, draw(steps), outcome=draw(OUTCOMES)) for n in range(draw(st.integers(3, 7)))]
    return [*customers, *(colleague(n, draw(expected)) for n in range(draw(st.sampled_from([0, 5]))))]


OUTCOMES = st.sampled_from([None, "done", "failed"])


def figures(journey_map: JourneyMap) -> dict[str, tuple[Any, ...]]:
    """Every figure that counts people at a touchpoint, by its name, but for who came back to it."""
    return {
        str(one.label): (one.named, one.named_by_staff, one.faces, one.guess, one.nearly, one.gave_up, one.expectations)
        for one in shown(journey_map)
    }


def told_again(journeys: list[Journey], place: int, step: int, at: int) -> list[Journey]:
    """The same interviews, but in one of them a step is told once more, face and all, as number ``at``."""
    one = journeys[place]
    lines = [*one.touchpoints[:at], replace(one.touchpoints[step], id="again"), *one.touchpoints[at:]]
    more = tuple(replace(line, position=position) for position, line in enumerate(lines))
    return [*journeys[:place], replace(one, touchpoints=more), *journeys[place + 1 :]]


@settings(max_examples=60, deadline=None)
@given(crowds(), st.data())
def test_a_step_told_twice_in_one_interview_is_one_voice(journeys: list[Journey], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(journeys) - 1))
    step = data.draw(st.integers(0, len(journeys[place].touchpoints) - 1))
    before, after = compiled(journeys), compiled(told_again(journeys, place, step, step + 1))

    assert figures(after) == figures(before)
    assert (after.customers, after.staff) == (before.customers, before.staff)
    assert (after.outcomes, after.recency, after.end) == (before.outcomes, before.recency, before.end)


@settings(max_examples=60, deadline=None)
@given(crowds(), st.data())
def test_a_step_told_again_later_changes_no_other_touchpoint(journeys: list[Journey], data: st.DataObject) -> None:
    """Of one that somebody came back to the last face counts, so at that touchpoint it may be another; still one."""
    place = data.draw(st.integers(0, len(journeys) - 1))
    last = len(journeys[place].touchpoints)
    step = data.draw(st.integers(0, last - 1))
    before = figures(compiled(journeys))
    after = figures(compiled(told_again(journeys, place, step, last)))

    assert after.keys() == before.keys()
    changed = [name for name in before if after[name] != before[name]]
    assert len(changed) <= 1
    for name in changed:
        assert after[name][:2] == before[name][:2]
        assert [faces and faces.n for faces in after[name][2:4]] == [faces and faces.n for faces in before[name][2:4]]


@settings(max_examples=60, deadline=None)
@given(crowds(), st.data())
def test_a_remark_made_twice_in_one_interview_is_one_remark(journeys: list[Journey], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(journeys) - 1))
    kind = data.draw(st.sampled_from(["pain", "gain", "need", "drop-off", "wish", "question", "complaint"]))
    words = "na vier dagen wachten wist nog niemand iets"
    told = [replace(one, remarks=(*one.remarks, Remark(kind, words, "i1"))) for one in journeys]
    one = told[place]
    again = [*told[:place], replace(one, remarks=(*one.remarks, *one.remarks)), *told[place + 1 :]]

    assert compiled(again) == compiled(told)


@settings(max_examples=40, deadline=None)
@given(studies(), st.integers(0, 7))
def test_nothing_of_a_participant_who_is_gone_is_left(journeys: list[Journey], gone: int) -> None:
    leaver = journey(
        "leaver",
        [visit("wachtwoord van Xavier vergeten", -2)],
        remarks=(Remark("pain", "Xavier wist het na vier dagen nog niet", "i1"),),
    )
    there = compiled([*journeys[:gone], leaver, *journeys[gone:]])
    without = compiled(
        [one for one in [*journeys[:gone], leaver, *journeys[gone:]] if one.participant != leaver.participant]
    )

    assert without == compiled(journeys)
    assert "Xavier" not in str(without)
    assert "Xavier" not in str(there)


@settings(max_examples=60, deadline=None)
@given(studies())
def test_every_touchpoint_is_shown_or_hidden_once_and_numbered_without_a_gap(journeys: list[Journey]) -> None:
    journey_map = compiled(journeys, study(labels=(BOOKED,)))
    ids = [one.id for one in shown(journey_map)]

    assert len(ids) == len(set(ids))
    for column in journey_map.columns:
        assert [one.position for one in column.touchpoints] == list(range(len(column.touchpoints)))
        assert all(one.phase == column.phase.id for one in column.touchpoints)


# --- absurd input ------------------------------------------------------------------------------------------------


def test_a_study_without_journeys_compiles_to_an_empty_map() -> None:
    journey_map = compiled([])

    assert shown(journey_map) == []
    assert not journey_map.assumption
    assert (journey_map.customers.counted, journey_map.recency, journey_map.gap, journey_map.notes) == (
        0,
        None,
        None,
        (),
    )


def test_people_who_all_name_the_same_make_one_touchpoint() -> None:
    assert [one.named for one in shown(compiled([journey(n, ["gebeld"] * 8) for n in range(12)]))] == [12]


def test_people_who_all_name_something_else_make_only_hidden_ones() -> None:
    names = ["brood", "kaas", "melk", "fiets", "lamp", "stoel"]
    journey_map = compiled([journey(n, [name]) for n, name in enumerate(names)])

    assert shown(journey_map) == []
    assert sum(one.hidden for one in journey_map.columns) == 6
    assert journey_map.strength == 0.0
    assert journey_map.notes == ("note.no-faces",)


def test_without_any_face_the_map_says_so() -> None:
    journey_map = compiled(three("gebeld"))

    assert called(journey_map, "gebeld").faces is None
    assert journey_map.notes == ("note.no-faces",)


@pytest.mark.parametrize(
    "words", ["w" * 3000, "lang verhaal " * 230, "x", "🙂", "<script>{{ 7*7 }}</script>", "'; DROP TABLE", "مرحبا بكم"]
)
def test_odd_labels_are_kept_as_they_were_said(words: str) -> None:
    made: list[JourneyMap] = []

    assert work_of(lambda: made.append(compiled(three(words, 1)))) < 10
    assert [one.label["nl"] for one in shown(made[0])] == [words]


def test_a_phase_that_the_model_does_not_have_is_no_phase() -> None:
    journey_map = compiled([journey(n, [visit("gebeld", 1, "elders")]) for n in range(3)])

    assert [one.label["nl"] for one in journey_map.unplaced] == ["gebeld"]


def test_a_seed_label_that_nobody_named_is_not_on_the_map() -> None:
    journey_map = compiled(three("gebeld"), study(labels=(BOOKED, Label("odd", {"nl": "?", "en": "?"}))))

    assert [one.label["nl"] for one in shown(journey_map)] == ["gebeld"]


# --- one organisation, one voice -----------------------------------------------------------------------------------


def of(organisation: str | None, who: int, emotion: int, **more: object) -> Journey:
    return journey(who, [visit("gebeld", emotion)], organisation=organisation, **more)


def test_of_an_organisation_the_one_that_finished_last_is_its_voice() -> None:
    later = NOW + timedelta(days=3)
    people = [of("Bakker BV", 1, -2), of(" bakker bv", 2, 2, began_at=later), of("Bakker BV", 3, 1, finished=False)]
    people += [of("Smit", 4, 0), of(None, 5, 0), of("", 6, 0)]
    told = compiled(people)

    assert (told.customers.counted, called(told, "gebeld").named) == (4, 4)
    assert (faces := called(told, "gebeld").faces) is not None
    assert faces.counts == (0, 0, 3, 0, 1)


def test_several_people_of_one_organisation_are_no_minimum_group() -> None:
    assert shown(compiled([of("Bakker BV", n, -2) for n in range(9)])) == []


def test_customers_and_colleagues_of_one_organisation_are_a_voice_each() -> None:
    staff = [replace(colleague(n, [guessed("gebeld", 1)]), organisation="Bakker BV") for n in range(6)]
    told = compiled([*(of("Bakker BV", n, -2) for n in range(20, 23)), *three("gebeld"), *staff])

    assert (told.customers.counted, told.staff.counted) == (4, 1)


def test_how_many_of_one_persona_were_asked_nobody_counts() -> None:
    people = [replace(one, persona="families") for one in three("gebeld")]
    made = study(personas=(FAMILIES,), invited={"customer": 40})

    assert compiled(people, made).customers.invited == 40
    assert compiled(people, made, persona=FAMILIES).customers.invited is None


def test_a_version_waits_for_organisations_and_not_for_their_people() -> None:
    people = [of("Bakker BV", n, -2) for n in range(3)]

    assert len(new_since(None, people)) == 1
    assert len(new_since(None, [replace(one, organisation=None) for one in people])) == 3
