"""A lead's glance: what stands on a map once somebody saw it, and nothing before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journey_samples import NOW, journey, pain, study

from reisleider.flows.journey import Journey, Remark, Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.compile import bring_together, compile_map, judge, tell
from reisleider.flows.synthesis.figures.glances import (
    Decided,
    Glance,
    Glances,
    hide,
    holds,
    last_of,
    look_at,
    mark_of,
)
from reisleider.flows.synthesis.figures.quotes import Chooser, Saying
from reisleider.flows.synthesis.privacy.ledger import Ledger

PLAIN = "dat vond ik gewoon een vervelende manier van doen"
CONCRETE = "na drie telefoontjes kwam er 240 euro aan kosten bij"
ILL = "na drie telefoontjes kon ik door mijn diabetes niet langer staan"
LEAD, OTHER = "slack:T1:U1", "slack:T1:U2"


def said(who: int, words: str) -> Saying:
    return Saying(journey(who, ["kosten"]), words, -1)


def glance(saying: Saying, decided: Decided, hidden: str = "", by: str = LEAD, after: int = 0) -> Glance:
    interview = saying.journey.interview
    at = NOW + timedelta(minutes=after)
    return Glance(interview, mark_of(interview, saying.words), decided, hidden, by, at)


def by_a_lead(*history: Glance) -> Chooser:
    return Chooser(glances=look_at(history, "lead"))


# --- what holds ------------------------------------------------------------------------------------------------------


def test_nothing_is_quoted_that_no_lead_has_seen() -> None:
    chooser = by_a_lead()

    assert chooser.choose([said(1, CONCRETE), said(2, PLAIN)], 2) == ()
    assert [one.words for one in chooser.asked] == [CONCRETE, PLAIN]


def test_what_a_lead_lets_is_quoted_and_asked_no_more() -> None:
    chooser = by_a_lead(glance(said(2, PLAIN), "show"))

    assert [one.words for one in chooser.choose([said(1, CONCRETE), said(2, PLAIN)], 2)] == [PLAIN]
    assert [one.words for one in chooser.asked] == [CONCRETE]


def test_what_a_lead_leaves_out_makes_room_for_the_next() -> None:
    chooser = by_a_lead(glance(said(1, CONCRETE), "leave-out"))

    assert chooser.choose([said(1, CONCRETE), said(2, PLAIN)], 1) == ()
    assert [one.words for one in chooser.asked] == [PLAIN]


def test_of_two_leads_the_last_decision_counts() -> None:
    one = said(1, CONCRETE)
    shown = by_a_lead(glance(one, "leave-out", by=OTHER), glance(one, "show"))
    left_out = by_a_lead(glance(one, "show"), glance(one, "leave-out", by=OTHER))

    assert shown.choose([one], 1)
    assert not left_out.choose([one], 1)
    assert left_out.glances.of(one.journey.interview, one.words).by == OTHER


def test_a_lead_takes_back_their_own_last_decision_alone() -> None:
    one, two = said(1, CONCRETE), said(2, PLAIN)
    history = [glance(one, "show"), glance(two, "leave-out", by=OTHER, after=1), glance(two, "show", after=2)]
    last = last_of(history, LEAD)
    assert last == history[2]

    back = [*history, replace(last, decided="undo", at=NOW + timedelta(minutes=3))]

    assert look_at(back, "lead").of(two.journey.interview, two.words).shown is False
    assert last_of(back, LEAD) == history[0]
    assert last_of(back, "slack:T1:U3") is None


def test_the_same_words_of_somebody_else_are_seen_by_themselves() -> None:
    chooser = by_a_lead(glance(said(1, CONCRETE), "show"))

    assert chooser.choose([said(2, CONCRETE)], 1) == ()


def test_a_mark_holds_no_words() -> None:
    assert "telefoontjes" not in mark_of("i1", CONCRETE)
    assert mark_of("i1", CONCRETE) != mark_of("i2", CONCRETE) != mark_of("i2", PLAIN)


# --- what is more private than the rest ------------------------------------------------------------------------------


def test_what_is_more_private_than_the_rest_is_asked_last_and_never_shown_unseen() -> None:
    chooser = by_a_lead()
    chooser.choose([said(1, ILL), said(2, PLAIN)], 1)
    assert [one.words for one in chooser.asked] == [PLAIN]

    alone = by_a_lead()
    assert alone.choose([said(1, ILL)], 1) == ()
    assert [one.words for one in alone.asked] == [ILL]
    assert Chooser().choose([said(1, ILL)], 1) == ()


def test_a_lead_may_let_what_is_more_private_than_the_rest() -> None:
    assert [one.words for one in by_a_lead(glance(said(1, ILL), "show")).choose([said(1, ILL)], 1)] == [ILL]


@pytest.mark.parametrize("words", ["na drie telefoontjes dacht ik echt aan zelfmoord"])
def test_what_somebody_in_danger_wrote_is_not_even_asked(words: str) -> None:
    chooser = by_a_lead(glance(said(1, words), "show"))

    assert chooser.choose([said(1, words)], 1) == ()
    assert chooser.asked == []


def test_redaction_alone_decides_where_the_study_says_so_and_a_lead_still_outweighs_it() -> None:
    left_out = Chooser(glances=look_at([glance(said(1, CONCRETE), "leave-out")], "redacted"))

    assert [one.words for one in left_out.choose([said(1, CONCRETE), said(2, PLAIN)], 2)] == [PLAIN]


ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from([PLAIN, CONCRETE, ILL, "ik stond twintig minuten in de wacht"])),
    max_size=8,
)


@given(rows=ROWS, most=st.integers(1, 3), seed=st.integers(0, 999))
def test_whatever_a_lead_decides_only_what_they_let_is_printed_and_they_are_asked_all_there_could_be(
    rows: list[tuple[int, str]], most: int, seed: int
) -> None:
    told = [said(who, words) for who, words in rows]
    decides, history, let = Random(seed), list[Glance](), set[tuple[str, str]]()
    for _ in range(len(told) + 1):
        chooser = by_a_lead(*history)
        printed = chooser.choose(told, most)
        assert {(one.journey.interview, one.words) for one in printed} <= let
        for one in chooser.asked:
            shown = decides.random() < 0.5
            history.append(glance(one, "show" if shown else "leave-out"))
            let |= {(one.journey.interview, one.words)} if shown else set()
    assert chooser.asked == []
    possible = {one.journey.participant for one in told if (one.journey.interview, one.words) in let}
    assert len(printed) <= min(most, len(possible))
    left_out = {one.about for one in history if one.decided == "leave-out"}
    rest = [one for one in told if (one.journey.interview, mark_of(one.journey.interview, one.words)) not in left_out]
    free = by_a_lead(*(glance(one, "show") for one in rest)).choose(rest, most)
    assert printed == free


# --- hidden words ----------------------------------------------------------------------------------------------------


def test_more_words_can_be_hidden_and_stay_hidden_once_shown() -> None:
    one = said(1, "de planning van Ans klopte na drie telefoontjes niet")
    chooser = by_a_lead(glance(one, "hide", "PLANNING"), glance(one, "show", by=OTHER))

    assert [row.words for row in chooser.choose([one], 1)] == ["de […] van […] klopte na drie telefoontjes niet"]


@pytest.mark.parametrize(
    ("words", "hidden", "left"),
    [
        ("de planning en de planningen", "planning", "de […] en de planningen"),
        ("bij het loket in  Assen-Noord stond niemand", "loket in Assen-Noord", "bij het […] stond niemand"),
        ("de heer […] Bakker belde", "bakker", "de heer […] belde"),
        ("c++ is geen c", "c++", "[…] is geen c"),
        ("niets ervan", "iets", "niets ervan"),
    ],
)
def test_hidden_words_are_whole_words_and_leave_one_mark(words: str, hidden: str, left: str) -> None:
    assert hide(words, [hidden]) == left
    assert holds(words, hidden) is (words != left)


@pytest.mark.parametrize("hidden", ["", "…", "  ", "[…]"])
def test_only_words_can_be_hidden(hidden: str) -> None:
    assert not holds("dat was […] echt …", hidden)


# --- on a map --------------------------------------------------------------------------------------------------------


def people() -> list[Journey]:
    told = (
        CONCRETE,
        PLAIN,
        "ik stond twintig minuten in de wacht voor niets",
        "het formulier over mijn vorige hypotheek begreep niemand",
    )
    wish = Remark("wish", "een vast nummer van iemand die mijn dossier kent")
    need = Remark("need", "Kan ik dat later nog wijzigen?", "i1")
    more = [[pain(words), wish, need] if at == 3 else [pain(words)] for at, words in enumerate(told)]
    others = [journey(n, [{"words": "gebeld", "emotion": -2, "phase": "use"}]) for n in range(10, 12)]
    spoken = [
        journey(at, [{"words": "gebeld", "emotion": -2, "phase": "use"}], remarks=tuple(remarks))
        for at, remarks in enumerate(more)
    ]
    wishing = tuple(
        replace(one, remarks=(Remark("wish", f"sneller antwoord op mijn {n}e bericht"),))
        for n, one in enumerate(others)
    )
    return [*spoken, *wishing]


def own_words(told: JourneyMap) -> set[str]:
    """What stands on a map in one person's words."""
    found = {one.words for one in told.wishes}
    for column in told.columns:
        found |= {one.words for one in (*column.quotes, *column.needs, *column.opportunities)}
    return found


def asked_for(of: Study, history: list[Glance]) -> tuple[JourneyMap, list[Saying]]:
    merged = bring_together(of, people())
    chooser = Chooser(glances=look_at(history, of.quotes))
    told = tell(merged, judge(merged, Ledger()), None, version=0, now=NOW, chooser=chooser)
    return told, chooser.asked


def test_a_map_has_no_word_of_anybody_until_a_lead_saw_it_and_then_the_same_as_without() -> None:
    of, history = study(quotes="lead"), list[Glance]()
    free = compile_map(study(quotes="redacted"), people(), version=0, now=NOW)
    assert len(own_words(free)) > 4
    assert own_words(compile_map(of, people(), version=0, now=NOW)) == set()

    for _ in range(5):
        told, asked = asked_for(of, history)
        assert own_words(told) <= {one.words for one in people_said()}
        if not asked:
            break
        history += [glance(one, "show") for one in asked]

    assert asked == []
    assert told == free
    assert compile_map(of, people(), glances=history, version=0, now=NOW) == free


def people_said() -> list[Remark]:
    return [remark for one in people() for remark in one.remarks]


def test_whatever_is_left_out_the_rest_is_asked_until_nothing_is_left() -> None:
    of, history, seen = study(quotes="lead"), list[Glance](), set[str]()
    for _ in range(20):
        told, asked = asked_for(of, history)
        if not asked:
            break
        assert not {one.words for one in asked} & seen, "asked twice"
        seen |= {one.words for one in asked}
        history += [glance(one, "leave-out") for one in asked]

    assert asked == []
    assert own_words(told) == set()
    assert seen == {one.words for one in people_said()}


def test_glances_of_nothing_are_quick_and_empty() -> None:
    assert Glances().of("i1", PLAIN).shown is None
