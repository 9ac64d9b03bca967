"""What is counted as it happens is what counting everything finds, after any life of a study."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_samples import NOW, REVISION, SCRIPT, a_participant, a_study, an_interview, bytes_of, said, stand_at
from two_databases import IN_A_FILE
from typer.testing import CliRunner

from reisleider.bot.cli.program import find_commands
from reisleider.bot.interviews.givens import MOST, Before, before_now
from reisleider.bot.interviews.opening import open_interview
from reisleider.flows.journey import Answer, Interview
from reisleider.flows.messages import Address
from reisleider.flows.words.cues import normalise
from reisleider.storage import interviews, people, studies, tallies
from reisleider.storage.checking import MIGRATIONS
from reisleider.storage.fading import fade_study
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection, Store

STUDY = replace(a_study(), created_at=NOW)
WORDS = ("gebeld", "Gebeld met de winkel", "online gezocht", "", "😀", "het pakket kwam", "bellen met een winkel")
PEOPLE = ("p1", "p2", "p3")
LIFE = st.lists(
    st.tuples(
        st.sampled_from(("tell", "tell", "tell", "mend", "again", "erase", "forget", "fade")),
        st.sampled_from(PEOPLE),
        st.sampled_from(WORDS),
    ),
    max_size=25,
)


class UndoError(Exception):
    """Ends an example, so that the next starts from an empty database."""


def tells(interview: Interview, words: object, *, item: str | None = None) -> Interview:
    """One touchpoint more, or another wording for one."""
    after = said(interview, "x", words)
    line: Answer = replace(after.log[-1], step=SCRIPT.lists[0], item=item or after.log[-1].item)
    return replace(after, log=(*interview.log, line))


def begins(c: Connection, who: str, id: str) -> Interview:
    if people.load_participant(c, who) is None:
        people.add_participant(c, a_participant(who))
    interviews.add_interview(c, an_interview(id, participant=who))
    return latest(c, who)


def latest(c: Connection, who: str) -> Interview:
    found = interviews.latest_interview(c, STUDY.id, who, "customer")
    assert found is not None
    return found


def is_right(c: Connection) -> bool:
    return tallies.recount(c, STUDY.id, interviews.interviews(c, STUDY.id))


def lives(c: Connection, life: list[tuple[str, str, str]]) -> None:
    studies.save_study(c, STUDY)
    interviews.keep_script(c, REVISION, "customer", SCRIPT.source)
    for number, (act, who, words) in enumerate(life):
        found = interviews.latest_interview(c, STUDY.id, who, "customer") or begins(c, who, f"i{number}")
        if act == "tell":
            interviews.save_interview(c, found, tells(found, words))
        elif act == "mend" and found.log:
            interviews.save_interview(c, found, tells(found, words, item=found.log[0].item))
        elif act == "again":
            begins(c, who, f"j{number}")
        elif act == "erase":
            interviews.erase_interview(c, found.id)
        elif act == "forget":
            forget_participant(c, a_participant(who), NOW)
            return
        elif act == "fade":
            held = interviews.interviews(c, STUDY.id)
            fade_study(
                c, STUDY.id, [replace(one, log=tuple(replace(line, value="k1") for line in one.log)) for one in held]
            )
        assert is_right(c), (number, act)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=LIFE)
def test_counts_are_right_after_any_life(store: Store, life: list[tuple[str, str, str]]) -> None:
    def one_life(c: Connection) -> None:
        lives(c, life)
        assert is_right(c)
        raise UndoError

    try:
        store.do(one_life)
    except UndoError:
        return


def told_by(c: Connection, *told: tuple[str, str]) -> None:
    studies.save_study(c, STUDY)
    interviews.keep_script(c, REVISION, "customer", SCRIPT.source)
    for number, (who, words) in enumerate(told):
        found = begins(c, who, f"i{number}")
        interviews.save_interview(c, found, tells(found, words))


def test_who_begins_is_given_what_was_told_and_asked_so_far(store: Store) -> None:
    store.do(lambda c: told_by(c, ("p1", "gebeld"), ("p2", "gebeld"), ("p3", "gezocht")))

    before = store.do(lambda c: before_now(c, STUDY, SCRIPT))

    assert before == Before({"core": 3}, {normalise("gebeld"): 2, normalise("gezocht"): 1})


def test_a_large_study_gives_no_more_than_a_small_one(store: Store) -> None:
    store.do(lambda c: told_by(c, *(("p1", f"wording{number:03} xyz{number:03}") for number in range(MOST + 20))))
    store.do(lambda c: told_by_one_more(c, f"wording{MOST + 19:03} xyz{MOST + 19:03}"))

    told = store.do(lambda c: before_now(c, STUDY, SCRIPT)).told

    assert len(told) == MOST
    assert max(told.values()) == 2  # the most told are kept


def told_by_one_more(c: Connection, words: str) -> None:
    found = latest(c, "p1")
    interviews.save_interview(c, found, tells(found, words))


@IN_A_FILE
def test_words_that_are_erased_are_counted_nowhere_any_more(store: Store, file: Path) -> None:
    store.do(lambda c: told_by(c, ("p1", "geheimzinnig"), ("p2", "gebeld")))
    assert b"geheimzin" in bytes_of(file)

    store.do(lambda c: forget_participant(c, a_participant("p1"), NOW))

    assert b"geheimzin" not in bytes_of(file)
    assert store.do(is_right)


def test_a_study_that_is_deleted_leaves_no_counts(store: Store) -> None:
    store.do(lambda c: told_by(c, ("p1", "gebeld")))
    store.do(lambda c: studies.delete_study(c, STUDY.id))

    assert store.do(lambda c: tallies.tally_of(c, STUDY.id)) == {}


def test_counts_of_before_are_made_as_the_database_comes_up_to_date(file: Path, url: str, tmp_path: Path) -> None:
    until = tmp_path / "until"
    until.mkdir()
    for number, step in enumerate(sorted(MIGRATIONS.glob("v*.py")), 1):
        if number <= 11:
            shutil.copy(step, until)
    with Store.open(url) as store:
        store.do(lambda c: told_by(c, ("p1", "gebeld"), ("p2", "gebeld"), ("p3", "gezocht")))
        counted = store.do(lambda c: tallies.tally_of(c, STUDY.id))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TABLE tallies")
        connection.execute("DROP INDEX interviews_by_ending")
    stand_at(file, "0010")

    with Store.open(url, migrations=(until,)) as store:
        assert store.do(lambda c: tallies.tally_of(c, STUDY.id)) == counted != {}
        assert store.do(is_right)


def test_the_terminal_counts_anew_and_says_whether_that_was_needed(file: Path, url: str) -> None:
    shell = CliRunner(env={"REISLEIDER_STORAGE__URL": url, "REISLEIDER_BOT__LANGUAGE": "en"})
    with Store.open(url) as store:
        store.do(lambda c: told_by(c, ("p1", "gebeld")))
    right = shell.invoke(find_commands(), ["study", "recount", STUDY.id]).output
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE tallies SET times = 9")
    mended = shell.invoke(find_commands(), ["study", "recount", STUDY.id]).output

    assert (right, mended) == (
        f"{STUDY.id}: the counts were right.\n",
        f"{STUDY.id}: some counts were not right, and now they are.\n",
    )
    with Store.open(url) as store:
        assert store.do(is_right)


def opens(c: Connection, number: int) -> list[str]:
    """The statements that opening an interview runs."""
    ran: list[str] = []
    raw = c.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.set_trace_callback(ran.append)
    open_interview(c, STUDY, SCRIPT, Address("console", "local", f"c{number}"), f"a{number}", "nl", NOW)
    raw.set_trace_callback(None)
    return ran


@IN_A_FILE
def test_opening_reads_nobody_elses_interview(store: Store) -> None:
    store.do(lambda c: told_by(c, ("p1", "gebeld"), ("p2", "gezocht")))

    ran = store.do(lambda c: opens(c, 1))
    reads = [one for one in ran if one.startswith("SELECT")]

    assert reads
    assert not [one for one in reads if "FROM answers" in one or "FROM interviews \nWHERE interviews.study" in one]
    assert len(store.do(lambda c: opens(c, 2))) == len(ran)  # with one more who began
