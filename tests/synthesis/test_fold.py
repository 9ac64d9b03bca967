"""A journey is the fold of an interview's log: later answers, deletions, late steps, probes, answers that lapse."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journey_samples import BOOKED, NOW

from reisleider.flows.journey import Answer, Fact, Given, Givens, Importance, Interview, Journey, Label, Remark
from reisleider.flows.phases.models import load_model
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.fold import fold

Line = tuple[Any, ...]
PHASES = load_model("nine-phases").phases
SAID = ("book", "different", "unknown")
OUTLINE: tuple[Line, ...] = (
    ("consent", None, "yes"),
    ("steps", "i1", "Een idee gekregen"),
    ("steps", "i2", "Online geboekt"),
    ("steps", "i3", "Gebeld met Zonnevaart"),
)


def interview(*lines: Line, script: str = "customer", state: str = "completed", **givens: Any) -> Interview:
    """An interview with this log: lines of step, item, value and, where it is no plain answer, the kind."""
    log = []
    for seq, line in enumerate(lines):
        step, item, value, kind = (*line, "answer")[:4]
        log.append(Answer(seq, step, item, value, str(value), NOW, kind))
    given = Givens(
        **{
            "slots": {"organisation": {"nl": "Zonnevaart", "en": "Zonnevaart"}},
            "blocks": tuple(block.id for block in load_script(script).blocks),
            "phases": PHASES,
            "sources": {"phases": tuple(Given(one.id, one.plain) for one in PHASES)},
            "labels": (BOOKED,),
            **givens,
        }
    )
    track: Any = "customer" if script == "customer" else "stakeholder"
    return Interview("iv", "s1", "p1", track, script, "r1", "nl", given, state, NOW, NOW, log=tuple(log))


def told(*lines: Line, script: str = "customer", **more: Any) -> Journey:
    return fold(load_script(script), interview(*lines, script=script, **more), persona="families")


def test_the_frame_of_a_journey_comes_from_its_interview() -> None:
    journey = told(*OUTLINE, ("outcome", None, "done"), ("quotes", None, "yes"), ("review", None, "right"))

    assert (journey.interview, journey.study, journey.participant, journey.persona) == ("iv", "s1", "p1", "families")
    assert (journey.finished, journey.outcome, journey.quotes_allowed, journey.validated) == (True, "done", True, True)


def test_touchpoints_keep_their_own_words_and_what_these_tell_is_marked() -> None:
    touchpoints = told(*OUTLINE).touchpoints

    assert [(one.words, one.channel, one.phase, one.control) for one in touchpoints] == [
        ("Een idee gekregen", None, "need", None),
        ("Online geboekt", "website", "purchase", None),
        ("Gebeld met Zonnevaart", "phone", "purchase", "ours"),
    ]
    assert [one.told for one in touchpoints] == [("phase",), ("channel", "phase"), ("channel", "phase")]


def test_an_answered_phase_and_channel_come_before_what_words_tell() -> None:
    lines = (("steps", "i1", "Iets uitgezocht voor de buren"), ("channel", "i1", "app"), ("phase", "i1", "use"))
    touchpoint = told(*lines).touchpoints[0]

    assert (touchpoint.channel, touchpoint.phase, touchpoint.told) == ("app", "use", ())


def test_what_its_author_says_a_step_is_gives_its_phase_too() -> None:
    outline = (*OUTLINE[:1], ("steps", "i1", "op de website geklikt"))
    label = Label("book", {"nl": "Via de website geboekt", "en": "Booked on the site"}, "purchase")
    said = {one: told(*outline, ("same-as", "i1", one), labels=(label,)).touchpoints[0] for one in SAID}

    assert [said[one].same_as for one in SAID] == ["book", "", None]
    assert said["book"].phase == "purchase"
    assert told(*outline, labels=()).touchpoints[0].same_as is None


def test_a_later_answer_replaces_the_earlier_one() -> None:
    journey = told(
        *OUTLINE, ("emotion", "i2", -2), ("emotion", "i2", 1), ("outcome", None, "done"), ("outcome", None, "failed")
    )

    assert [one.emotion for one in journey.touchpoints] == [None, 1, None]
    assert journey.outcome == "failed"


def test_a_forgotten_face_is_not_a_score() -> None:
    touchpoint = told(*OUTLINE, ("emotion", "i1", "forgot")).touchpoints[0]

    assert (touchpoint.emotion, touchpoint.emotion_unknown) == (None, "forgot")


def test_a_deleted_step_leaves_nothing_behind() -> None:
    about = (
        ("emotion", "i3", -2),
        ("why-negative", "i3", "Na drie kwartier wachten hing er iemand op"),
        ("nearly-stopped", None, "i3"),
        ("what-then", None, "Ik wilde naar een ander bureau gaan"),
        ("remembered", None, "i3"),
        ("importance", None, {"shown": ["i1", "i2", "i3"], "most": "i3", "least": "i1"}),
    )
    journey = told(*OUTLINE, *about, ("steps", "i3", None, "removed"))

    assert journey == told(*OUTLINE[:3])


def test_a_step_remembered_late_stands_where_it_was_placed() -> None:
    late = (("steps", "i4", "Vrienden om raad gevraagd"), ("steps", "i4", "i1", "order"))
    first = (("steps", "i5", "Reclame gezien"), ("steps", "i5", "", "order"))
    journey = told(*OUTLINE, *late, *first)

    assert [one.id for one in journey.touchpoints] == ["i5", "i1", "i4", "i2", "i3"]
    assert [one.position for one in journey.touchpoints] == [0, 1, 2, 3, 4]


def test_what_a_follow_up_brought_is_added_to_the_words() -> None:
    journey = told(
        *OUTLINE,
        ("emotion", "i2", -1),
        ("why-negative", "i2", "Te duur"),
        ("why-negative", "i2", "Er kwam ineens 240 euro bij", "probe"),
    )

    assert journey.remarks == (Remark("pain", "Te duur. Er kwam ineens 240 euro bij", "i2"),)
    assert journey.touchpoints[1].why == "Te duur. Er kwam ineens 240 euro bij"


def test_answers_to_questions_that_lapsed_leave_the_fold() -> None:
    before = told(*OUTLINE, ("nearly-stopped", None, "i2"), ("what-then", None, "Ik keek bij een ander"))
    after = told(
        *OUTLINE,
        ("nearly-stopped", None, "i2"),
        ("what-then", None, "Ik keek bij een ander"),
        ("nearly-stopped", None, "none"),
    )

    assert (before.nearly_stopped_at, before.remarks) == ("i2", (Remark("drop-off", "Ik keek bij een ander", "i2"),))
    assert (after.nearly_stopped_at, after.remarks) == (None, ())


def test_a_block_that_is_switched_off_tells_nothing() -> None:
    journey = told(*OUTLINE, ("wish", None, "Een eerlijke prijs"), blocks=("outline", "feelings"))

    assert journey.remarks == ()


def test_skipped_is_not_answered() -> None:
    journey = told(*OUTLINE, ("wish", None, None, "skipped"), ("emotion", "i1", 1), ("emotion", "i1", None, "skipped"))

    assert (journey.remarks, journey.touchpoints[0].emotion) == ((), None)


CHOOSING = ("intent", None, "first")


@pytest.mark.parametrize(
    ("lines", "decided", "chose"),
    [
        ((), None, None),
        ((CHOOSING, ("decided-at", None, "nothing")), None, False),
        ((CHOOSING, ("decided-at", None, "i2")), "i2", True),
    ],
)
def test_choosing_nothing_is_not_the_same_as_not_being_asked(
    lines: tuple[Line, ...], decided: str | None, chose: bool | None
) -> None:
    journey = told(*OUTLINE, *lines)

    assert (journey.decided_at, journey.chose) == (decided, chose)


def test_what_somebody_came_for_in_own_words_is_their_goal() -> None:
    journey = told(*OUTLINE, ("intent", None, "other"), ("goal", None, "Een week zonder gedoe"))

    assert [(one.kind, one.words) for one in journey.remarks] == [("goal", "Een week zonder gedoe")]


def test_everything_about_the_whole_finds_its_place() -> None:
    journey = told(
        *OUTLINE,
        ("trigger", None, "De kinderen wilden naar zee"),
        CHOOSING,
        ("decided-at", None, "i2"),
        ("decider", None, "De prijs van alles bij elkaar"),
        ("unanswered", None, "Wat kost het nu in totaal?"),
        ("unanswered-where", None, "i2"),
        ("importance", None, {"shown": ["i1", "i2", "i3"], "most": "i2", "least": "i1"}),
        ("wish", None, "De totaalprijs vooraan"),
        ("end-emotion", None, 1),
        ("last-time", None, "month"),
        ("fact", "age", "young"),
        facts=(Fact("age", {"nl": "Leeftijd?", "en": "Age?"}, (("young", {"nl": "jong", "en": "young"}),)),),
    )

    assert [(one.kind, one.touchpoint) for one in journey.remarks] == [
        ("trigger", None),
        ("decider", None),
        ("wish", None),
        ("need", "i2"),
    ]
    assert journey.importance == Importance(("i1", "i2", "i3"), "i2", "i1")
    assert (journey.end_emotion, journey.recency, journey.facts) == (1, "month", {"age": "young"})


def test_a_button_is_nobodys_own_words() -> None:
    assert told(*OUTLINE, ("unanswered", None, {"option": "none"}), ("wish", None, {"option": "nothing"})).remarks == ()


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_who_declined_or_withdrew_tells_nothing(state: str) -> None:
    journey = told(*OUTLINE, ("wish", None, "Een eerlijke prijs"), state=state)

    assert (journey.touchpoints, journey.remarks, journey.finished) == ((), (), False)


def test_a_partial_interview_is_a_journey_as_far_as_it_went() -> None:
    journey = told(*OUTLINE, ("emotion", "i1", 1), state="emotion")

    assert not journey.finished
    assert [one.emotion for one in journey.touchpoints] == [1, None, None]


def test_what_a_colleague_says_goes_into_the_staff_fields() -> None:
    journey = told(
        ("contacts", "i1", "Gebeld voor advies"),
        ("designed", "i2", "Welkomstmail na boeking"),
        ("guess", "i1", 2),
        ("certainty", "i1", "low"),
        ("basis", "i1", "impression"),
        ("backstage", "i1", "Het rooster wordt elke week met de hand gemaakt"),
        ("measure", "i1", "Wachttijd"),
        ("target", "i1", {"number": 2.0, "unit": "minuten"}),
        ("today", "i1", {"option": "unknown"}),
        script="stakeholder",
    )
    call, mail = journey.touchpoints

    assert (call.guess, call.certainty, call.basis, call.emotion) == (2, "low", "impression", None)
    assert (call.backstage, call.measure) == ("Het rooster wordt elke week met de hand gemaakt", "Wachttijd")
    assert (call.target, call.today) == ({"number": 2.0, "unit": "minuten"}, None)
    assert (call.designed, mail.designed) == (False, True)


def test_an_empty_interview_folds_to_an_empty_journey() -> None:
    journey = told(state="consent")

    assert (journey.touchpoints, journey.remarks, journey.importance, journey.facts) == ((), (), None, {})


ANSWERS: tuple[Line, ...] = (
    ("emotion", "i1", -1),
    ("emotion", "i2", 2),
    ("channel", "i3", "phone"),
    ("phase", "i1", "need"),
    ("unanswered", None, "wat het bij elkaar zou kosten"),
    ("unanswered-where", None, "i2"),
    ("nearly-stopped", None, "i3"),
    ("outcome", None, "done"),
    ("wish", None, "dat de prijs meteen klopt"),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ANSWERS), st.integers(0, len(ANSWERS)))
def test_the_same_answer_given_twice_is_one_answer(again: Line, later: int) -> None:
    place = max(ANSWERS.index(again) + 1, later)
    twice = (*ANSWERS[:place], again, *ANSWERS[place:])

    assert told(*OUTLINE, *twice) == told(*OUTLINE, *ANSWERS)
