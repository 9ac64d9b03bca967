"""What a team decides to do: the talk in which it is chosen, who is reminded, what becomes of it, and where it stands.

``REISLEIDER_UPDATE=1`` writes the bot's lines of the transcripts anew, to be read before they are committed.
"""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from acting_people import LEAD, STUDY, Acting
from openpyxl import load_workbook
from sqlalchemy import select
from typing_in import type_in

from reisleider.bot.acting.act_turn import turn_with_planner
from reisleider.bot.acting.reminding import RemindOwners, set_reminding
from reisleider.bot.demo.play import PLATFORM, TENANT
from reisleider.bot.jobs.owners_due import remind_owners
from reisleider.bot.jobs.retention import remove_words
from reisleider.bot.maps.publish import latest_map
from reisleider.bot.transcripts.transcript import parse, print_message
from reisleider.flows.acting.action_told import action_told
from reisleider.flows.acting.day_told import day_told
from reisleider.flows.acting.laid import without_actions
from reisleider.flows.acting.planned import Planned
from reisleider.flows.acting.to_act import touchpoints_to_act_on
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask
from reisleider.flows.journey import Given, Givens, Participant
from reisleider.flows.journey_map import LookFirst
from reisleider.flows.messages import Address, Said
from reisleider.flows.scripts.script import load_script
from reisleider.flows.weighing.outcome import Outcome, Standing
from reisleider.flows.weighing.to_weigh import Candidate
from reisleider.renderers.chat.wording import word
from reisleider.renderers.formats import render
from reisleider.storage import chats, people, studies, tables
from reisleider.storage.actions import actions_of, add_action, owned_by, reword_actions
from reisleider.storage.archive import bring_in, export_study
from reisleider.storage.archive_shape import read_archive
from reisleider.storage.store import Connection, Store

FOLDER = Path(__file__).parent / "transcripts" / "act"
FILES = sorted(FOLDER.glob("*.txt"))
UPDATE = bool(os.environ.get("REISLEIDER_UPDATE"))
TODAY = date(2026, 12, 1)
SAYINGS = (
    *("1", "2 en 3", "terug", "overslaan", "wijzigen", "stop", "english", "nederlands", "help", "weet ik niet", "ja"),
    *("de offerte", "ik", "niemand", "Anna (@UANNA)", "eind maart", "gisteren", "over een jaar", "later", "klaar", "?"),
    *("wie: Esra", "klaar: 1 mei", "actie: bellen", "doel: minder", "hoe lang duurt dit nog?", "🙂", "wie leest dit?"),
    "x" * 500,
)
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ANNA = ("slack", "T1", "UANNA")
PRICE = "Een vaste prijs binnen twee dagen"
CHOSEN = ("offerte", PRICE, "Bram", "eind maart", "2 dagen", "ja")


@pytest.fixture(name="acting")
def _acting(tmp_path: Path) -> Acting:
    return Acting(tmp_path / "study.db")


def an_action(**told: object) -> Planned:
    """Something that Anna is to do."""
    made = Planned(STUDY, 0, "offerte", "", PRICE, NOON, "Anna", ANNA, date(2027, 3, 31), "2 dagen")
    return replace(made, **told)  # type: ignore[arg-type]  # what a test names is what an action has


# --- the talk ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_what_is_done_is_chosen_as_the_transcript_says(file: Path, tmp_path: Path) -> None:
    transcript = parse(file.read_text(encoding="utf-8"), file.name)
    acting = Acting(tmp_path / "study.db", transcript.header["language"])
    lines = [line for one in acting.commands("act") for line in print_message(one).split("\n")]
    for line in transcript.lines:
        if line.act is not None:
            lines.append(line.source)
            lines += [told for one in acting.acts(LEAD, line.act) for told in print_message(one).split("\n")]
    played = "\n".join((*transcript.head, *lines)) + "\n"
    if UPDATE:
        file.write_text(played, encoding="utf-8")

    assert played == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "replies",
    [
        CHOSEN,
        ("1", "bellen", "ik", "1 april", "minder vragen aan de balie", "ja"),
        ("Zoeken op internet", "help knop erbij", "niemand", "later", "geen van deze", "ja"),
        ("zoeken", "Stoppen met het formulier", "@anna", "over drie maanden", "1", "klopt"),
    ],
)
def test_an_action_takes_six_replies_at_most(
    replies: tuple[str, ...], acting: Acting, capsys: pytest.CaptureFixture[str]
) -> None:
    acting.tells(*replies)
    with capsys.disabled():
        print(f"\nact: {acting.replies[LEAD]} replies")

    assert acting.replies[LEAD] <= 6
    ((number, words, _, _),) = acting.kept()
    assert (number, words) == (1, replies[1])


def test_what_was_chosen_is_kept_as_it_was_told(acting: Acting) -> None:
    (told,) = acting.tells(*CHOSEN)

    (kept,) = acting.ask(lambda c: actions_of(c, STUDY))
    assert (kept.touchpoint, kept.words, kept.owner, kept.due) == ("offerte", PRICE, "Bram", date(2027, 3, 31))
    assert (kept.serves, kept.status, kept.account) == ("2 dagen", "planned", None)
    assert "actie 1" in told.plain


def test_me_is_who_chooses_and_is_reminded(acting: Acting) -> None:
    acting.tells("1", "bellen", "ik", "1 april", "geen van deze", "ja")

    (kept,) = acting.ask(lambda c: actions_of(c, STUDY))
    assert kept.account is not None
    assert kept.account[-1] == LEAD


def test_a_talk_is_left_and_gone_on_with(acting: Acting) -> None:
    acting.tells("offerte", PRICE)
    acting.says(LEAD, "stop")
    acting.says(LEAD, "ja")
    again = acting.commands("act")

    assert "Wie pakt het op?" in again[-1].plain
    assert acting.kept() == []


def test_what_colleagues_put_first_is_offered_first_then_what_the_map_says(acting: Acting) -> None:
    shown = acting.ask(lambda c: latest_map(c, STUDY))
    assert shown is not None
    first = replace(shown, look_first=(LookFirst({"nl": "Offerte"}, "look.counted", {}, "offerte"),))
    outcome = Outcome(5, firm=True, standings=(standing("w1"),))
    things = (Candidate("w1", "pain", touchpoint="zoeken"),)

    assert [one.id for one in touchpoints_to_act_on(shown, None, ())] == ["zoeken", "offerte"]
    assert [one.id for one in touchpoints_to_act_on(first, None, ())] == ["offerte", "zoeken"]
    assert [one.id for one in touchpoints_to_act_on(first, outcome, things)] == ["zoeken", "offerte"]


def standing(id: str) -> Standing:
    return Standing(id, n=5, most=5, least=0, dots=5, first=1, last=1)


def test_without_a_map_there_is_nothing_to_choose(acting: Acting) -> None:
    acting.ask(lambda c: c.execute(tables.versions.delete()))
    (told,) = acting.commands("act")

    assert "kaart" in told.plain
    assert not told.buttons


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("eind maart", "2027-03-31"),
        ("end of March", "2027-03-31"),
        ("over twee weken", "2026-12-15"),
        ("in two weeks", "2026-12-15"),
        ("1 april", "2027-04-01"),
        ("April 1st", "2027-04-01"),
        ("1-4-2027", "2027-04-01"),
        ("2027-04-01", "2027-04-01"),
        ("half mei", "2027-05-15"),
        ("begin januari", "2027-01-10"),
        ("Q2", "2027-06-30"),
        ("vrijdag", "2026-12-04"),
        ("volgende week", "2026-12-11"),
        ("volgende week woensdag", "2026-12-09"),
        ("next month", "2027-01-31"),
        ("eind dit jaar", "2026-12-31"),
        ("voor de zomer", "2027-05-31"),
        ("before Christmas", "2026-12-24"),
        ("over drie maanden", "2027-03-01"),
        ("in a month", "2027-01-01"),
        ("overmorgen", "2026-12-03"),
        ("31 februari", "2027-02-28"),
        ("1 november", "2027-11-01"),
        ("1 november 2026", None),
        ("zo snel mogelijk", None),
        ("99/99", None),
        ("1/1/0001", None),
        ("over 400 jaar", None),
        ("in 99999999999 weeks", None),
        ("1 mei 9999", None),
        ("", None),
    ],
)
def test_a_day_to_come_is_read_out_of_words(words: str, day: str | None) -> None:
    assert day_told(words, TODAY) == (None if day is None else date.fromisoformat(day))


@pytest.mark.parametrize("seed", range(40))
def test_whatever_somebody_says_a_talk_goes_on_or_ends(seed: int) -> None:
    chance = Random(seed)
    script = load_script("act")
    interview, effects = begun(chance.choice(("nl", "en")))
    for _ in range(50):
        assert word(effects, interview)
        presses = [choice.id for one in effects if isinstance(one, Ask) for choice in one.choices]
        if presses and chance.random() < 0.5:
            said = Said("press", choice=chance.choice(presses), turn=interview.turn, interview=interview.id)
        else:
            said = Said("text", chance.choice(SAYINGS))
        interview, effects = turn_with_planner(script, interview, said, NOON)
        if interview.ended:
            break
    told = action_told(script, interview)
    assert told.about in (None, "zoeken", "offerte")
    assert told.due is None or told.due >= NOON.date()
    assert interview.state != "completed" or told.words


def begun(language: str) -> engine.Turned:
    """A talk at its first question."""
    moments = tuple(Given(id, {"nl": id, "en": id}) for id in ("zoeken", "offerte"))
    slots = {name: {"nl": "x", "en": "x"} for name in ("lead", "minimum", "contact", "organisation", "link", "date")}
    script = load_script("act")
    givens = Givens(
        slots=slots,
        sources={"moments": moments, "goals": (Given("goal", {"nl": "minder afhakers", "en": "fewer drop-offs"}),)},
        blocks=tuple(one.id for one in script.blocks),
    )
    return engine.begin(script, id="t1", study="s", participant="", language=language, givens=givens, now=NOON)


# --- what becomes of it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "due", "why"),
    [
        ("1 done", "done", "2027-03-31", ""),
        ("1 is klaar", "done", "2027-03-31", ""),
        ("klaar 1", "done", "2027-03-31", ""),
        ("1 mee bezig", "doing", "2027-03-31", ""),
        ("1 in progress", "doing", "2027-03-31", ""),
        ("1 later 1 mei", "planned", "2027-05-01", ""),
        ("1 wordt 1 mei, want Bram is ziek", "planned", "2027-05-01", "Bram is ziek"),
        ("1 eind april", "planned", "2027-04-30", ""),
        ("1 dropped because too costly", "dropped", "2027-03-31", "too costly"),
        ("1 vervalt want te duur", "dropped", "2027-03-31", "te duur"),
        ("1 gaat niet door", "dropped", "2027-03-31", ""),
    ],
)
def test_what_became_of_an_action_is_said_in_words(words: str, status: str, due: str, why: str, acting: Acting) -> None:
    acting.tells(*CHOSEN)
    acting.commands(f"actions {words}")

    (kept,) = acting.ask(lambda c: actions_of(c, STUDY))
    assert (kept.status, str(kept.due), kept.why) == (status, due, why)


def test_an_action_is_somebody_elses(acting: Acting) -> None:
    acting.tells(*CHOSEN)
    acting.commands("actions 1 voor Esra")
    assert [one[2] for one in acting.kept()] == ["Esra"]

    acting.commands("actions 1 wie: ik")
    (kept,) = acting.ask(lambda c: actions_of(c, STUDY))
    assert kept.account is not None
    assert kept.account[-1] == LEAD


def test_an_owner_sees_and_changes_their_own_and_nobody_elses(acting: Acting) -> None:
    acting.tells(*CHOSEN)
    acting.ask(lambda c: add_action(c, an_action(words="Bellen", account=(PLATFORM, TENANT, "anna"))))
    (listed,) = acting.commands("actions", "anna")
    acting.commands("actions 2 klaar", "anna")
    (refused,) = acting.commands("actions 1 klaar", "anna")
    (file,) = acting.commands("actions jira", "anna")

    assert "Bellen" in listed.plain
    assert PRICE not in listed.plain
    assert "geen actie 1" in refused.plain
    assert PRICE.encode() not in file.attachments[0].data
    assert [one.status for one in acting.ask(lambda c: actions_of(c, STUDY))] == ["planned", "done"]


def test_a_button_of_an_action_is_its_owners(acting: Acting) -> None:
    acting.ask(lambda c: add_action(c, an_action(account=(PLATFORM, TENANT, "anna"))))
    press = f"action-done-1:{STUDY}"

    (told,) = acting.taps("bram", press)
    assert "alleen wie de actie oppakt" in told.plain
    acting.taps("anna", press)
    assert [one.status for one in acting.ask(lambda c: actions_of(c, STUDY))] == ["done"]


@pytest.mark.parametrize(
    "words", ["2 klaar", "1", "1 paars", "klaar", "1 later", "1 is nog niet klaar", "1 is not done yet"]
)
def test_what_cannot_be_made_out_changes_nothing_and_says_what_would_help(words: str, acting: Acting) -> None:
    acting.tells(*CHOSEN)
    before = acting.ask(lambda c: actions_of(c, STUDY))
    (told,) = acting.commands(f"actions {words}")

    assert acting.ask(lambda c: actions_of(c, STUDY)) == before
    assert any(one in told.plain for one in ("geen actie 2", "actions 2 klaar", "Wanneer is actie 1 dan klaar"))


def test_the_list_tells_what_is_due_first_and_what_ended_last(acting: Acting) -> None:
    acting.tells(*CHOSEN)
    acting.tells("zoeken", "Alles op één scherm", "ik", "1 februari", "geen van deze", "ja")
    acting.tells("zoeken", "Iets anders", "niemand", "later", "geen van deze", "ja")
    acting.commands("actions 3 vervalt want te duur")
    (told,) = acting.commands("actions")

    assert "2 acties staan open" in told.plain
    places = [told.plain.index(one) for one in ("2. Alles op", f"1. {PRICE}", "3. Iets anders", "“te duur”")]
    assert places == sorted(places)
    assert "Bram · 31 maart 2027 · gepland" in told.plain


def test_only_who_leads_sees_the_actions(acting: Acting) -> None:
    acting.tells(*CHOSEN)
    told = acting.commands("actions", "vreemde")

    assert PRICE not in " ".join(one.plain for one in told)


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("jira", "Summary,Issue Type,Status,Assignee,Due Date,Labels,Description"),
        ("trello", "Card Name,Card Description,Due Date,Members,Labels,List Name"),
        ("planner", "Task Name,Bucket Name,Progress,Priority,Assigned To,Due Date,Description"),
    ],
)
def test_the_actions_are_a_file_that_other_programs_take_in(kind: str, columns: str, acting: Acting) -> None:
    acting.tells("offerte", '=HYPERLINK("x"), "prijs"', "@Bram", "eind maart", "2 dagen", "ja")
    acting.tells("offerte", "Vervalt toch", "ik", "later", "geen van deze", "ja")
    acting.commands("actions 2 vervalt")
    (told,) = acting.commands(f"actions {kind}")
    (file,) = told.attachments
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))

    assert file.data.decode("utf-8-sig").split("\r\n")[0] == columns
    (row,) = rows
    assert row[columns.split(",", maxsplit=1)[0]] == '\'=HYPERLINK("x"), "prijs"'
    assert {"Bram"} <= set(row.values())
    assert row["Due Date"] == ("03/31/2027" if kind == "planner" else "2027-03-31")


def test_an_action_is_chosen_changed_and_shown_in_a_terminal(tmp_path: Path) -> None:
    database = tmp_path / "reisleider.db"
    acting = Acting(database, "nl")
    nothing = type_in(tmp_path, "actions", STUDY, fails=True)
    told = type_in(tmp_path, "act", STUDY, fails=True)
    talk = type_in(tmp_path, "interview", "act", "--study", STUDY, "--as", "lia", replies="\n".join(CHOSEN) + "\n")
    listed = type_in(tmp_path, "actions", STUDY)
    done = type_in(tmp_path, "actions", STUDY, "1", "klaar")
    type_in(tmp_path, "actions", STUDY, "planner", "--out", "plan.csv")

    assert "nog geen acties" in nothing
    assert f"reisleider interview act --study {STUDY} --as NAAM" in told
    assert "Genoteerd als actie 1" in talk
    assert "Bram · 31 maart 2027 · gepland" in listed
    assert "Actie 1, klaar" in done
    assert "Completed" in (tmp_path / "plan.csv").read_text(encoding="utf-8-sig")
    assert [one.status for one in acting.ask(lambda c: actions_of(c, STUDY))] == ["done"]


# --- on the map ----------------------------------------------------------------------------------------


def test_actions_stand_in_every_form_of_the_map_and_what_was_dropped_in_none(acting: Acting) -> None:
    acting.tells(*CHOSEN)
    acting.tells("offerte", "Vervalt toch", "ik", "later", "geen van deze", "ja")
    acting.commands("actions 2 vervalt")
    shown = acting.ask(lambda c: latest_map(c, STUDY))
    assert shown is not None
    forms = ("svg", "phone-png", "html", "markdown", "csv", "json", "xlsx")
    files = {one: render(one, shown, "nl").data for one in forms}
    page = load_workbook(io.BytesIO(files.pop("xlsx")))
    cells = {str(cell.value) for row in page["Acties"].iter_rows() for cell in row}

    assert {PRICE, "Bram", "2 dagen", "gepland"} <= cells
    assert files.pop("phone-png").startswith(b"\x89PNG")
    for name, data in files.items():
        text = data.decode()
        assert "vaste prijs" in text.replace("\n", " "), name
        assert "Vervalt toch" not in text, name
    told = json.loads(files["json"])["map"]["columns"][0]["actions"]
    assert [(one["owner"], one["due"], one["status"]) for one in told] == [("Bram", "2027-03-31", "planned")]


def test_words_of_an_action_are_text_wherever_they_stand(acting: Acting) -> None:
    words = "<script>alert(1)</script> & *vet* [x](http://x)"
    acting.tells("offerte", words, "<b>Bram</b>", "eind maart", "<i>doel</i>", "ja")
    shown = acting.ask(lambda c: latest_map(c, STUDY))
    assert shown is not None
    ((_, kept, owner, _),) = acting.kept()
    assert (kept, owner) == (words, "<b>Bram</b>")
    for form in ("svg", "html"):
        told = render(form, shown, "nl").data.decode()
        assert "<script>alert" not in told
        assert "<b>Bram" not in told
        assert "<i>doel" not in told
    assert "[x](http" not in render("markdown", shown, "nl").data.decode()


def test_a_stored_map_knows_no_action_and_no_owner(acting: Acting) -> None:
    acting.tells(*CHOSEN)
    kept = acting.ask(lambda c: c.execute(select(tables.versions.c.map)).scalars().all())

    assert "Bram" not in json.dumps(kept)
    shown = acting.ask(lambda c: latest_map(c, STUDY))
    assert shown is not None
    assert [one.owner for one in shown.columns[0].actions] == ["Bram"]
    assert without_actions(shown).columns[0].actions == ()


# --- owners are reminded -------------------------------------------------------------------------------


def reminded(c: Connection, now: datetime) -> tuple[list[tuple[str, str]], datetime | None]:
    """Whom it is told what at this moment, and when it is looked again."""
    again = remind_owners(c, RemindOwners(STUDY), now)
    rows = c.execute(select(tables.outbox.c.address, tables.outbox.c.payload)).all()
    c.execute(tables.outbox.delete())
    return [(row.address, json.dumps(row.payload, ensure_ascii=False)) for row in rows], again


def test_an_owner_is_reminded_a_week_before_and_on_the_day_in_private_and_in_waking_hours(acting: Acting) -> None:
    def lives(c: Connection) -> None:
        study = studies.load_study(c, STUDY)
        assert study is not None
        add_action(c, an_action())
        set_reminding(c, study, NOON)
        (due,) = c.execute(select(tables.timers.c.due_at).where(tables.timers.c.kind == "remind-owners")).scalars()
        assert due.startswith("2027-03-24T08:00")  # nine in Amsterdam
        night = datetime(2027, 3, 24, 2, 0, tzinfo=UTC)
        told, again = reminded(c, night)
        assert told == []
        assert again == datetime(2027, 3, 24, 8, 0, tzinfo=UTC)
        ((address, words),), again = reminded(c, again)
        assert address == "slack|T1|@UANNA|"
        assert "Over een week" in words
        assert again == datetime(2027, 3, 31, 7, 0, tzinfo=UTC)
        assert reminded(c, again - timedelta(hours=1))[0] == []
        ((address, words),), again = reminded(c, again)
        assert "Vandaag" in words
        assert again is None
        assert reminded(c, datetime(2027, 5, 1, 12, 0, tzinfo=UTC))[0] == []

    acting.ask(lives)


def test_who_could_not_be_reminded_in_time_hears_that_it_was_due(acting: Acting) -> None:
    def lives(c: Connection) -> None:
        add_action(c, an_action(reminded=1))
        ((_, words),), again = reminded(c, datetime(2027, 4, 9, 12, 0, tzinfo=UTC))
        assert "zou op 31 maart 2027 klaar zijn" in words
        assert again is None

    acting.ask(lives)


def test_who_put_it_off_is_reminded_again_and_who_is_done_is_not(acting: Acting) -> None:
    def lives(c: Connection) -> None:
        study = studies.load_study(c, STUDY)
        assert study is not None
        add_action(c, an_action(due=date(2026, 12, 20), reminded=2))
        add_action(c, an_action(status="done"))
        set_reminding(c, study, NOON)
        assert c.execute(select(tables.timers.c.kind)).scalars().all().count("remind-owners") == 0

    acting.ask(lives)
    acting.commands("actions 1 later 1 februari")
    due = acting.ask(lambda c: c.execute(select(tables.timers.c.due_at)).scalars().all())
    assert any(str(one).startswith("2027-01-25T08:00") for one in due)


def test_of_an_owner_who_left_the_chat_their_lead_hears(acting: Acting) -> None:
    def lives(c: Connection) -> None:
        studies.set_leads(c, STUDY, (("slack", "T1", "ULIA"),))
        add_action(c, an_action())
        chats.set_away(c, Address("slack", "T1", "@UANNA"), "blocked", NOON)
        ((address, words),), _ = reminded(c, datetime(2027, 3, 24, 12, 0, tzinfo=UTC))
        assert address == "slack|T1|@ULIA|"
        assert "(wie: Anna)" in words

    acting.ask(lives)


def test_whom_nobody_can_write_to_their_lead_hears_of(acting: Acting) -> None:
    def lives(c: Connection) -> None:
        studies.set_leads(c, STUDY, (("slack", "T1", "ULIA"),))
        add_action(c, an_action(account=None, owner="Bram"))
        ((address, words),), _ = reminded(c, datetime(2027, 3, 24, 12, 0, tzinfo=UTC))
        assert address == "slack|T1|@ULIA|"
        assert "Bram" in words

    acting.ask(lives)


# --- whose it is, and what goes ------------------------------------------------------------------------


def test_who_asks_to_be_forgotten_is_no_owner_any_more(acting: Acting) -> None:
    acting.tells("1", "bellen", "ik", "1 april", "geen van deze", "ja")
    account = acting.ask(lambda c: actions_of(c, STUDY))[0].account
    assert account is not None
    sure = acting.commands("forget")[-1]
    acting.presses(LEAD, sure, sure.buttons[0].label)

    (kept,) = acting.ask(lambda c: actions_of(c, STUDY))
    assert (kept.words, kept.owner, kept.account) == ("bellen", "", None)
    assert acting.ask(lambda c: owned_by(c, account)) == ()


def test_what_somebody_is_to_do_is_among_what_is_stored_about_them(acting: Acting) -> None:
    acting.tells("1", "bellen", "ik", "1 april", "geen van deze", "ja")
    told = acting.commands("mydata")

    assert any(b"bellen" in file.data for one in told for file in one.attachments)


def test_actions_are_in_an_archive_and_come_back_with_it(acting: Acting, tmp_path: Path) -> None:
    acting.tells(*CHOSEN)
    acting.ask(lambda c: add_action(c, an_action()))
    there = acting.ask(lambda c: actions_of(c, STUDY))
    whole = acting.ask(lambda c: export_study(c, STUDY))
    bare = acting.ask(lambda c: export_study(c, STUDY, accounts=False))
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.do(lambda c: bring_in(c, read_archive(whole)))
        assert other.do(lambda c: actions_of(c, STUDY)) == there

    assert "UANNA" not in json.dumps(bare)


def test_no_archive_brings_back_an_owner_who_was_forgotten(acting: Acting, tmp_path: Path) -> None:
    person = Participant("p9", STUDY, "stakeholder", "nl", NOON)

    def takes_part(c: Connection) -> None:
        people.add_participant(c, person)
        people.link_account(c, person.id, *ANNA)
        add_action(c, an_action(why="Anna is ziek"))

    acting.ask(takes_part)
    whole = acting.ask(lambda c: export_study(c, STUDY))
    whole["tombstones"] = [{"study": STUDY, "participant": "p9", "forgotten_at": "2026-12-02T12:00:00Z"}]
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.do(lambda c: bring_in(c, read_archive(whole)))
        (kept,) = other.do(lambda c: actions_of(c, STUDY))

    assert (kept.words, kept.owner, kept.account, kept.why) == (PRICE, "", None, "")


def test_a_study_takes_its_actions_and_its_open_talks_with_it(acting: Acting) -> None:
    acting.tells(*CHOSEN)
    acting.tells("offerte", "nog niet klaar")
    acting.ask(lambda c: studies.delete_study(c, STUDY))

    assert acting.ask(lambda c: c.execute(select(tables.actions)).all()) == []
    assert acting.ask(lambda c: c.execute(select(tables.lead_talks)).all()) == []


def test_when_peoples_words_go_owners_and_goals_go_too(acting: Acting) -> None:
    acting.ask(lambda c: add_action(c, an_action()))
    with Store.open(acting.url) as store:
        remove_words(store, STUDY, acting.now)

    (kept,) = acting.ask(lambda c: actions_of(c, STUDY))
    assert (kept.words, kept.owner, kept.account, kept.serves) == (PRICE, "", None, "")


def test_a_goal_in_words_that_somebody_took_back_goes(acting: Acting) -> None:
    acting.ask(lambda c: add_action(c, an_action()))
    acting.ask(lambda c: reword_actions(c, STUDY, lambda words: words == "2 dagen"))

    assert acting.ask(lambda c: actions_of(c, STUDY))[0].serves == ""
