"""How talks go: where people stop and how long it takes, of the minimum group, without silences, and never by a few."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from storage_samples import NOW, a_participant, a_study, an_interview, seed

from reisleider.bot.commands.command import Look
from reisleider.bot.commands.study.status import COMMAND, Wanted
from reisleider.bot.studies.standing import count_standing, talks_of
from reisleider.flows.journey import Answer, Interview
from reisleider.flows.synthesis.talks import AWAY, Groups, Talks, count_talks
from reisleider.storage import interviews, people
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection, Store

LOG = (
    Answer(1, "consent", None, "yes", "ja", NOW + timedelta(seconds=10)),
    Answer(2, "trigger", None, {}, "regen", NOW + timedelta(seconds=70)),
    Answer(3, "last-time", None, None, "", NOW + timedelta(seconds=75), kind="skipped"),
    Answer(4, "trigger", None, {}, "zon", NOW + timedelta(seconds=500), supersedes=2),
    Answer(5, "trigger", None, {}, "en wind", NOW + timedelta(seconds=510), kind="remark"),
)
CUSTOMERS = Groups(3, 3)


def _talk(number: int, state: str = "completed", minutes: float = 9) -> Interview:
    """Somebody's talk, which ended so; they are numbered in the order in which they ended."""
    end = NOW + timedelta(minutes=minutes, days=number)
    log = tuple(replace(one, said_at=one.said_at + timedelta(days=number)) for one in LOG)
    begun = replace(
        an_interview(f"i{number}", participant=f"p{number}"), began_at=NOW + timedelta(days=number), log=log
    )
    return replace(begun, state=state, ended_at=end, moved_at=end)


def _count(*found: Interview, forgotten: datetime | None = None, groups: Groups = CUSTOMERS) -> Talks:
    return count_talks("customer", "customer", found, groups, forgotten=forgotten)


def _add(c: Connection, *found: Interview) -> None:
    seed(c)
    for one in found:
        if one.participant != "p1":
            people.add_participant(c, a_participant(one.participant))
        interviews.add_interview(c, one)


def test_people_stop_after_the_question_that_was_answered_last() -> None:
    told = _count(*(_talk(one, "stopped") for one in (1, 2)), _talk(3, "expired"))

    assert [(one.step, one.people) for one in told.stops] == [("last-time", 3)]
    assert (told.began, told.stopped, told.silent, told.finished, told.running) == (3, 2, 1, 0, 0)


def test_fewer_than_the_minimum_group_tell_nothing() -> None:
    two = _count(_talk(1), _talk(2), _talk(3, "stopped"))

    assert (two.minutes, two.stops, two.missing) == (None, (), 1)
    assert [one.people for one in two.questions] == [3, 3, 3]  # three answered these, whether they finished or not
    colleagues = _count(*map(_talk, range(1, 5)), groups=Groups(5, 5))
    assert not colleagues.tells
    assert colleagues.missing == 1


def test_a_silence_is_left_out_and_a_correction_is_no_time_of_a_question() -> None:
    late = AWAY.total_seconds() / 60 + 9
    told = _count(*(_talk(one, minutes=late) for one in (1, 2, 3)))

    assert told.minutes is not None
    assert round(told.minutes * 60) == 510  # up to the last words; the silence after them is longer than the bound
    assert [(one.step, one.seconds) for one in told.questions] == [("trigger", 60), ("consent", 10), ("last-time", 5)]


def test_people_join_a_figure_as_many_at_a_time_as_the_minimum_group() -> None:
    long = [_talk(one, minutes=9.5) for one in (4, 5, 6)]
    first = [_talk(one) for one in (1, 2, 3)]
    three = _count(*first)

    assert _count(*first, *long[:2]).minutes == three.minutes == 9
    assert _count(*first, *long).minutes == 9.25
    four = Groups(4, 3)
    assert _count(*first, *long[:2], groups=four).minutes is None  # a larger group is no smaller step
    assert _count(*first, *long[:2], groups=four).missing == 1


def test_after_somebody_was_forgotten_a_figure_waits_for_as_many_new_people() -> None:
    left = [_talk(one) for one in (1, 3, 4)]
    then = NOW + timedelta(days=4, hours=1)

    assert _count(*left, forgotten=then).minutes is None
    assert _count(*left, _talk(5), _talk(6), forgotten=then).missing == 1
    assert _count(*left, *map(_talk, (5, 6, 7)), forgotten=then).minutes == 9


def test_the_store_knows_who_was_forgotten_and_when(store: Store) -> None:
    store.do(lambda c: _add(c, *map(_talk, range(1, 5))))
    before = store.look(lambda c: talks_of(c, a_study()))[0]
    store.do(lambda c: forget_participant(c, a_participant("p2"), NOW + timedelta(days=9)))
    after = store.look(lambda c: talks_of(c, a_study()))[0]

    assert (before.script, before.minutes, before.finished) == ("customer", 9, 4)
    assert (after.minutes, after.finished, after.missing) == (None, 3, 3)


def test_a_lead_reads_how_the_talks_go(store: Store) -> None:
    store.do(lambda c: _add(c, *map(_talk, (1, 2, 3)), *(_talk(one, "stopped") for one in (4, 5, 6))))
    read = store.look(lambda c: _read(c, "nl", Wanted(questions=True)).splitlines())

    assert read[0] == "Hoe de gesprekken lopen"
    assert read[3:7] == [
        "6 begonnen, 3 klaar, 3 gestopt, 0 stilgevallen, 0 bezig",
        "Een heel gesprek duurt meestal 9 minuten.",
        "Waar mensen stoppen:",
        "  3 stopten na “Wanneer was dat ongeveer?”",
    ]
    assert read[7] == "Wat het langst duurt:"
    assert read[8].startswith("  60 seconden: “")
    assert "Hoe lang een gesprek duurt, zie je zodra er nog 5 klaar zijn. Nog even geduld." in read
    assert read[-1].startswith("Een stilte van meer dan 10 minuten telt niet mee")
    short = store.look(lambda c: _read(c, "en", Wanted()))
    assert "  usually in 9 minutes\n  3 stopped after “" in short
    assert "“status questions”" in short
    assert [one.silent for one in store.look(lambda c: count_standing(c, a_study())).tracks] == [0, 0]


def _read(c: Connection, language: str, wanted: Wanted) -> str:
    assert COMMAND.find is not None
    return COMMAND.find(Look(c, a_study(), ("", "", ""), language, NOW + timedelta(days=9)), wanted).plain
